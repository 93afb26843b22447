/**
 * Are the counts of lifted papers right? Simulated regions with the lifting of a real one, and without any: what was lifted is
 * known paper by paper. Share of intervals that hold the truth, and what is found where nobody lifts.
 *
 *   npx tsx research/lifted.ts [--seeds 12] [--schools 240] [--write]
 */
import { parseArgs } from 'node:util'
import { liftedPapers } from '../src/recheck/lifted'
import { parseSettings } from '../src/settings'
import { simulateInput } from '../src/simulate'
import { observations } from '../src/sittings/observers'
import { indexRegion } from '../src/sittings/region'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '12' },
    schools: { type: 'string', default: '240' },
    write: { type: 'boolean', default: false },
  },
})
const settings = parseSettings({})
const two = (x: number): string => x.toFixed(2)

function study(regionLift: number): string[] {
  const held = { region: [] as boolean[], test: [] as boolean[], school: [] as boolean[] }
  const sure: boolean[] = []
  let truth = 0
  let estimate = 0
  let papers = 0
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const region = (lift: number) =>
      simulateInput({ schools: Number(values.schools), seed, manipulation: null, observers: null, regionLift: lift })
        .input
    const before = new Map(region(0).sittings.map((sitting) => [sitting.key, sitting.scoreCounts!]))
    const input = region(regionLift)
    const cuts = new Map(input.assessments.map((assessment) => [assessment.id, assessment.cuts!]))
    const from = (counts: readonly number[], cut: number) => counts.slice(cut).reduce((sum, count) => sum + count, 0)
    const lifted = input.sittings.map(({ key, scoreCounts, assessmentId }) =>
      cuts.get(assessmentId)!.reduce((sum, cut) => sum + from(scoreCounts!, cut) - from(before.get(key)!, cut), 0),
    )
    const sumOf = (is: (i: number) => boolean) => lifted.reduce((sum, own, i) => sum + (is(i) ? own : 0), 0)
    const found = liftedPapers(indexRegion(input, observations(input, settings)), 1)
    const holds = ({ low, high }: { low: number; high: number }, true_: number) => low <= true_ && true_ <= high
    const all = found.region.at(-1)!
    held.region.push(
      holds(
        all,
        sumOf(() => true),
      ),
    )
    truth += sumOf(() => true)
    estimate += all.papers
    papers += all.of
    for (const { assessment, counts } of found.tests)
      held.test.push(
        holds(
          counts.at(-1)!,
          sumOf((i) => input.sittings[i]!.assessmentId === assessment),
        ),
      )
    found.schools.forEach((count, s) => {
      if (count === null) return
      held.school.push(
        holds(
          count,
          sumOf((i) => input.sittings[i]!.schoolId === input.schools[s]!.id),
        ),
      )
      sure.push(count.low > 0)
    })
  }
  const share = (all: readonly boolean[]) => two(all.filter(Boolean).length / all.length)
  return [
    regionLift === 0 ? 'nobody' : 'everywhere',
    String(truth),
    estimate.toFixed(0),
    String(papers),
    share(held.region),
    share(held.test),
    share(held.school),
    share(sure),
  ]
}

publish('lifted', {
  coverage: {
    head: [
      'lifts',
      'lifted in truth',
      'estimated',
      'of papers',
      'intervals that hold the truth: region',
      'test',
      'school',
      'schools that surely lifted',
    ],
    rows: [study(1), study(0)],
  },
})
