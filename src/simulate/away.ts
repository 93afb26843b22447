import { groupBy } from '../group-by'
import type { Away } from '../model'
import { awayOf, type CodedSitting } from '../sittings/away'
import { assessmentId } from '../sittings/sitting'
import { totalOf } from './papers'
import type { SimulatedSitting } from './region'
import { highestScore } from './scales'

/** Who stayed away from each sitting of a school: a pupil has the same code in every subject of a year. */
export function awayInSchool(sittings: readonly SimulatedSitting[]): (Away | null)[] {
  const found = new Map<SimulatedSitting, Away | null>()
  const wrote = sittings.filter(({ truth }) => truth.participants > 0)
  for (const grade of groupBy(wrote, ({ scale, year }) => `${year}/${scale.grade}`).values()) {
    const inOrder = grade
      .map((sitting) => ({ sitting, id: assessmentId({ ...sitting.scale, year: sitting.year }) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ sitting }) => sitting)
    awayOf(inOrder.map(coded)).forEach((away, i) => found.set(inOrder[i]!, away))
  }
  return sittings.map((sitting) => found.get(sitting) ?? null)
}

function coded({ papers, scale, truth }: SimulatedSitting): CodedSitting {
  const pupils = Array.from({ length: papers.pupils }, (_, i) => i).filter((i) => papers.present[i] === 1)
  const scores = pupils.map((i) => totalOf(papers, i))
  const missing = papers.pupils - truth.participants
  return { pupils, scores, maxScore: highestScore(scale), absent: null, missing }
}
