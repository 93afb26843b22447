/**
 * Compares ways to weigh evidence on simulated regions: which puts manipulated schools on top, and which tells the truth
 * about false alarms. Prints the tables of docs/evidence.md.
 *
 * With --sittings only which sittings of the listed schools are taken for the evidence: a fixed p against
 * Benjamini-Hochberg inside every listed school at q x listed / measured (Benjamini & Bogomolov 2014).
 *
 * With --null only honest regions: how often the combined p of sittings and of schools is small, by number of pupils.
 *
 * npx tsx research/evidence.ts [--sittings | --null] [--seeds 20] [--schools 240] [--manipulated 0.08] [--no-items] [--lift 1] [--write]
 */
import { parseArgs } from 'node:util'
import { BANDS, bandOf } from '../scripts/validate/cells'
import { averagePrecision } from '../scripts/validate/ranking'
import { type MeasuredRegion, measureRegion } from '../scripts/validate/regions'
import { builtInDetectors } from '../src/detectors'
import { weighEvidence } from '../src/evidence'
import { familyRatio } from '../src/evidence/likelihood-ratio'
import type { MonitorInput } from '../src/model'
import { parseSettings } from '../src/settings'
import { observations } from '../src/sittings/observers'
import { type IndexedRegion, indexRegion } from '../src/sittings/region'
import { cauchyCombination } from '../src/statistics/cauchy-combination'
import { benjaminiHochberg } from '../src/statistics/false-discovery-rate'
import { normalQuantile, normalUpper } from '../src/statistics/tails'
import { publish } from './study'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    schools: { type: 'string', default: '240' },
    manipulated: { type: 'string', default: '0.08' },
    lift: { type: 'string', default: '1' },
    'no-items': { type: 'boolean', default: false },
    'no-observers': { type: 'boolean', default: false },
    sittings: { type: 'boolean', default: false },
    null: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const settings = parseSettings({})
const detectors = builtInDetectors.filter(({ meta }) => !values['no-items'] || meta.family !== 'pattern')

/** z-scores of a school: a row per sitting, NaN where nothing was measured. */
type Rows = readonly (readonly number[])[]
const measured = (rows: Rows): number[] => rows.flat().filter((z) => !Number.isNaN(z))
const square = (z: number): number => (z > 0 ? z * z : 0)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0)
const largest = (numbers: readonly number[], count: number): number[] =>
  numbers.toSorted((a, b) => b - a).slice(0, count)
const column = (rows: Rows, d: number): number[] => rows.map((row) => row[d]!).filter((z) => !Number.isNaN(z))
const ofSittings = (rows: Rows): number[] => rows.map((row) => sum(row.filter((z) => !Number.isNaN(z)).map(square)))
const families = [...new Set(detectors.map(({ meta }) => meta.family))]
/** Families share causes: of each only the largest z counts. */
const byFamily = (row: readonly number[]): number =>
  sum(
    families.map((family) =>
      Math.max(0, ...row.filter((z, d) => detectors[d]!.meta.family === family && z > 0).map(square)),
    ),
  )
const stouffer = (z: readonly number[]): number => (z.length === 0 ? 0 : sum(z) / Math.sqrt(z.length))

/** As the product weighs a sitting: src/evidence/likelihood-ratio.ts. */
const ratioOf = (row: readonly number[]): number =>
  families.reduce((product, family) => {
    const z = row.filter((x, d) => detectors[d]!.meta.family === family && !Number.isNaN(x))
    return z.length === 0 ? product : product * familyRatio(z)
  }, 1)

/** Every way gives a school one number; larger = more suspicious. */
const WAYS: Readonly<Record<string, (rows: Rows) => number>> = {
  'largest z': (rows) => Math.max(0, ...measured(rows)),
  'capped Cauchy': (rows) => -Math.log(cauchyCombination(measured(rows).map((z) => normalUpper(z))) ?? 1),
  'sum of z': (rows) => sum(measured(rows)),
  'Fisher (sum of -log p)': (rows) => -sum(measured(rows).map((z) => Math.log(normalUpper(z)))),
  'sum of positive squares': (rows) => sum(ofSittings(rows)),
  'three strongest sittings, families by their largest z': (rows) => sum(largest(rows.map(byFamily), 3)),
  'three strongest sittings, half each': (rows) =>
    sum(
      largest(
        rows.map((row, i) => (byFamily(row) + ofSittings(rows)[i]!) / 2),
        3,
      ),
    ),
  'strongest sitting': (rows) => Math.max(0, ...ofSittings(rows)),
  'three strongest sittings': (rows) => sum(largest(ofSittings(rows), 3)),
  'detectors over all sittings': (rows) => sum(detectors.map((_, d) => square(stouffer(column(rows, d))))),
  'two detectors at least (second largest z)': (rows) =>
    Math.max(
      0,
      ...rows.map(
        (row) =>
          largest(
            row.filter((z) => !Number.isNaN(z)),
            2,
          )[1] ?? 0,
      ),
    ),
  'likelihood ratio, all sittings multiplied': (rows) => sum(rows.map((row) => Math.log(ratioOf(row)))),
  'likelihood ratio of the strongest sitting': (rows) => Math.max(0, ...rows.map(ratioOf)),
  'likelihood ratio, three in ten sittings': (rows) => sum(rows.map((row) => Math.log(0.7 + 0.3 * ratioOf(row)))),
}

const found = new Map<string, number[]>()
const note = (name: string, value: number): void => void (found.get(name)?.push(value) ?? found.set(name, [value]))

for (let seed = 1; seed <= Number(values.seeds); seed++) {
  const region = measureRegion(
    {
      seed,
      schools: Number(values.schools),
      subjects: ['Математика', 'Русский язык', 'История'],
      grades: [5, 6, 7],
      regionLift: Number(values.lift),
      manipulation: { schools: values.null ? 0 : Number(values.manipulated) },
      ...(values['no-observers'] ? { observers: null } : {}),
    },
    detectors,
  )
  if (values.sittings) compareSittings(region)
  else if (values.null) checkNull(region)
  else judge(region)
}

const indexed = (input: MonitorInput): IndexedRegion => indexRegion(input, observations(input, settings))

function judge({ input, outcomes, truth }: MeasuredRegion): void {
  const manipulated = new Set(truth.filter((t) => t.manipulated).map((t) => t.schoolId))
  const positive = input.schools.map(({ id }) => manipulated.has(id))
  const bySchool = indexed(input).bySchool
  const rowsOf = bySchool.map((positions) =>
    positions.map((i) =>
      outcomes.map((of) => {
        const outcome = of[i]!
        if (outcome.outcome !== 'measured') return Number.NaN
        return Math.max(-8, Math.min(8, -normalQuantile(Math.min(1 - 1e-15, Math.max(1e-300, outcome.p)))))
      }),
    ),
  )
  for (const [name, way] of Object.entries(WAYS)) note(name, averagePrecision(rowsOf.map(way), positive))
  const evidence = weighEvidence(detectors, outcomes, indexed(input), settings)
  note(
    'ours: likelihood ratio, calibrated',
    averagePrecision(
      // Nothing measured is neither innocence nor guilt: in the middle.
      evidence.schools.map((e) => -(e.p ?? 0.5)),
      positive,
    ),
  )
  const listed = evidence.schools.flatMap((e, s) => (e.tier === 'strong' || e.tier === 'moderate' ? [s] : []))
  note('* listed', listed.length)
  note('* false among listed', listed.length === 0 ? 0 : listed.filter((s) => !positive[s]).length / listed.length)
  note('* found of manipulated', listed.filter((s) => positive[s]).length / Math.max(1, manipulated.size))
  const honest = evidence.schools.filter((e, s) => !positive[s] && e.p !== null)
  for (const level of [0.01, 0.05, 0.5])
    note(`* honest schools with p < ${level}`, honest.filter((e) => e.p! < level).length / honest.length)
}

/** Small p-values among honest units, each a share of those of its size. */
function checkNull({ input, outcomes }: MeasuredRegion): void {
  const evidence = weighEvidence(detectors, outcomes, indexed(input), settings)
  const pupils = input.sittings.map(({ participants }) => participants ?? 0)
  const ofSchool = indexed(input).bySchool.map((positions) => {
    const sizes = positions.map((i) => pupils[i]!).sort((a, b) => a - b)
    return sizes[sizes.length >> 1] ?? 0
  })
  const units = [
    ['sittings', evidence.sittings, pupils],
    ['schools', evidence.schools, ofSchool],
  ] as const
  for (const [name, found, sizes] of units)
    found.forEach(({ p }, unit) => {
      const band = BANDS[bandOf(sizes[unit]!)]
      if (band === undefined || p === null) return
      for (const level of [0.01, 0.05, 0.5]) note(`${name} of ${band.name} pupils, p < ${level}`, p < level ? 1 : 0)
    })
}

/** Which sittings of the listed schools are rechecked: share of the manipulated ones, share of honest ones among them. */
function compareSittings({ input, outcomes, truth }: MeasuredRegion): void {
  const evidence = weighEvidence(detectors, outcomes, indexed(input), settings)
  const listed = evidence.schools.flatMap((e, s) => (e.tier === 'strong' || e.tier === 'moderate' ? [s] : []))
  const bySchool = indexed(input).bySchool
  const measurable = evidence.schools.filter(({ p }) => p !== null).length
  const isManipulated = (i: number): boolean => truth[i]!.manipulated
  const all = listed.flatMap((school) => bySchool[school]!).filter(isManipulated).length
  const compare = (name: string, choose: (p: readonly (number | null)[]) => readonly boolean[]): void => {
    let lacking = 0
    const chosen = listed.flatMap((school) => {
      const positions = bySchool[school]!.filter((i) => evidence.sittings[i]!.p !== null)
      const takes = choose(positions.map((i) => evidence.sittings[i]!.p))
      if (takes.includes(true)) return positions.filter((_, k) => takes[k])
      lacking++
      return positions
    })
    const right = chosen.filter(isManipulated).length
    note(`${name}: manipulated sittings found`, right / Math.max(1, all))
    note(`${name}: honest among those taken`, 1 - right / Math.max(1, chosen.length))
    note(`${name}: sittings taken`, chosen.length)
    note(`${name}: schools where none stands out`, lacking / Math.max(1, listed.length))
  }
  for (const limit of [0.01, 0.05, 0.1]) compare(`p <= ${limit}`, (p) => p.map((of) => of! <= limit))
  for (const q of [0.05, settings.evidence.moderate, 0.2])
    compare(`inside listed schools, q ${q}`, (p) =>
      benjaminiHochberg(p).map((of) => of! <= (q * listed.length) / measurable),
    )
}

/** Mean over the regions ± its standard error, by name. */
const told = (name: string): string => {
  const all = found.get(name) ?? []
  if (all.length === 0) return '-'
  const mean = sum(all) / all.length
  const error = Math.sqrt(sum(all.map((x) => (x - mean) * (x - mean))) / Math.max(1, all.length - 1) / all.length)
  return `${mean.toFixed(3)} ± ${error.toFixed(3)}`
}

const names = [...found.keys()]
if (values.sittings) {
  const measures = [
    'manipulated sittings found',
    'honest among those taken',
    'sittings taken',
    'schools where none stands out',
  ]
  const rules = [...new Set(names.map((name) => name.split(': ')[0]!))]
  publish('evidence-sittings', {
    rules: {
      head: ['taken inside listed schools', ...measures],
      rows: rules.map((rule) => [rule, ...measures.map((measure) => told(`${rule}: ${measure}`))]),
    },
  })
} else if (values.null) {
  const rows = ['sittings', 'schools'].flatMap((units) =>
    [0.01, 0.05, 0.5].map((level) => [
      `${units} with p < ${level}`,
      ...BANDS.map((band) => told(`${units} of ${band.name} pupils, p < ${level}`)),
    ]),
  )
  publish('evidence-null', {
    shares: { head: ['share of honest', ...BANDS.map(({ name }) => `${name} pupils`)], rows },
  })
} else {
  const column = values['no-items'] ? 'without' : 'with item answers'
  const rowsOf = (some: readonly string[]): string[][] => some.map((name) => [name.replace('* ', ''), told(name)])
  publish(values['no-items'] ? 'evidence-no-items' : 'evidence', {
    ways: { head: ['way', column], rows: rowsOf(names.filter((name) => !name.startsWith('* '))) },
    list: { head: ['of the list', column], rows: rowsOf(names.filter((name) => name.startsWith('* '))) },
  })
}
