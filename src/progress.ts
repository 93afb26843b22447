/** How far a long job has come: told while the detectors look, which takes most of its time. */
import type { Look } from './detectors'
import type { IndexedRegion } from './sittings/region'

export interface Progress {
  readonly stage: 'peers' | 'detectors' | 'evidence'
  /** Share 0..1 of the looks of this stage. */
  readonly done: number
  /**
   * Share 0..1 of the sittings that every detector has seen: assessments cost about the same per sitting, detectors do
   * not, so that only this share tells how long the rest will take.
   */
  readonly settled: number
}

/** @returns what is to be told of each look when it is done, in whatever order */
export function lookProgress(
  looks: readonly Look[],
  { sittings, byAssessment }: Pick<IndexedRegion, 'sittings' | 'byAssessment'>,
  tell: (progress: Progress) => void,
): (look: Look) => void {
  const left = new Map<string, number>()
  for (const { assessmentId } of looks)
    if (assessmentId !== null) left.set(assessmentId, (left.get(assessmentId) ?? 0) + 1)
  const weight = ({ detectors, sittings }: Look): number => detectors.length * sittings.length
  const whole = looks.reduce((sum, look) => sum + weight(look), 0)
  let [looked, settled] = [0, 0]
  return (look) => {
    looked += weight(look)
    const id = look.assessmentId
    if (id !== null) {
      left.set(id, left.get(id)! - 1)
      if (left.get(id) === 0) settled += byAssessment.get(id)!.length
    }
    tell({ stage: 'detectors', done: looked / whole, settled: settled / sittings.length })
  }
}
