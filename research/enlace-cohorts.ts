/**
 * Grades whose results a ministry declared unreliable (ENLACE 2012, pupils per grade known): how well the product's grades of schools
 * (`cohorts`) rank them, and how many of those with signs are false (fewer than a tenth of the pupils unreliable).
 * Data: ../shared/data/enlace-primary (not part of the product).
 *
 *   npx tsx research/enlace-cohorts.ts [--write]
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { areaUnderCurve, averagePrecision } from '../scripts/validate/ranking'
import { measure } from '../scripts/validate/regions'
import { builtInDetectors } from '../src/detectors'
import { type CohortEvidence, hasSigns, weighWithCohorts } from '../src/evidence'
import { readTables } from '../src/node/files'
import { parseSettings } from '../src/settings'
import { observations } from '../src/sittings/observers'
import { indexRegion } from '../src/sittings/region'
import { publish } from './study'

const folder = join('..', 'shared', 'data', 'enlace-primary')
if (!existsSync(folder)) {
  console.log(`${folder} is not here: nothing measured`)
  process.exit(0)
}
const FEWEST_TESTED = 10
const settings = parseSettings({ seed: 1 })
const input = await readTables({ schools: join(folder, 'schools.csv'), results: join(folder, 'results.csv') })
const region = indexRegion(input, observations(input, settings))
const { cohorts } = weighWithCohorts(builtInDetectors, measure(input), region, settings)
const [, ...lines] = readFileSync(join(folder, 'truth.csv'), 'utf8').trim().split('\n')
const truth = new Map(
  lines.map((line) => {
    const [school, grade, tested, , share] = line.split(',')
    return [`${school}|${grade}`, { tested: Number(tested), share: Number(share) }]
  }),
)
const units = cohorts.flatMap((cohort) => {
  const known = truth.get(`${region.schools[cohort.school]!.id}|${region.sittings[cohort.sittings[0]!]!.grade}`)
  return known !== undefined && known.tested >= FEWEST_TESTED ? [{ ...cohort, share: known.share }] : []
})
const three = (x: number): string => x.toFixed(3)
const surprise = (p: number | null): number => -Math.log(Math.max(1e-300, p ?? 0.5))
const ranked = (name: string, pOf: (of: CohortEvidence) => number | null): string[] => {
  const scores = units.map((of) => surprise(pOf(of)))
  const at = (limit: number): boolean[] => units.map(({ share }) => share >= limit)
  return [
    name,
    three(areaUnderCurve(scores, at(30))),
    three(areaUnderCurve(scores, at(50))),
    three(averagePrecision(scores, at(30))),
    three(averagePrecision(scores, at(50))),
  ]
}
const listed = (name: string, is: (of: CohortEvidence) => boolean): string[] => {
  const of = units.filter(is)
  const found = of.filter(({ share }) => share >= 30).length / units.filter(({ share }) => share >= 30).length
  return [name, String(of.length), three(of.filter(({ share }) => share < 10).length / of.length), three(found)]
}
publish('enlace-cohorts', {
  ranking: {
    head: ['by', 'AUC, 30 % unreliable', 'AUC, 50 %', 'average precision, 30 %', 'average precision, 50 %'],
    rows: [ranked('p', ({ p }) => p), ranked('p of the grade alone', ({ alone }) => alone)],
  },
  list: {
    head: ['grades', 'number', 'false', 'found of those with 30 % unreliable'],
    rows: [
      listed('with signs', ({ tier }) => hasSigns(tier)),
      listed('q up to .10', ({ q }) => q !== null && q <= 0.1),
    ],
  },
})
