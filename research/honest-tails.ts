/**
 * Honest simulated regions beside a real one: habits with items by school, class and form, habits of writing blanks, and the
 * tails of every detector before it is put on the region's own scale. What `preset: 'realistic'` is fitted to.
 * Data: ../shared/data/vpr-region (not part of the product).
 *
 *   npx tsx research/honest-tails.ts [--grades 4,5] [--preset realistic] [--seeds 2] [--options JSON] [--real no] [--write]
 */
import { existsSync, readdirSync } from 'node:fs'
import { register } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { MonitorInput, Outcome } from '../src/model'
import { NOT_ATTEMPTED, NOT_GIVEN } from '../src/model'
import type { RegionInput } from '../src/simulate'
import { normalQuantile } from '../src/statistics/tails'
import { publish } from './study'

/** Detectors give what they give before the region's scale: this module takes the place of the one that scales. */
const UNSCALED = `export async function load(url, context, next) {
  if (!/region-scale\\.ts/.test(url)) return next(url, context)
  return { format: 'module', shortCircuit: true, source: 'export const onRegionScale = (view, id, outcomes) => outcomes' }
}`
register(`data:text/javascript,${encodeURIComponent(UNSCALED)}`)
const { measure } = await import('../scripts/validate/regions')
const { builtInDetectors } = await import('../src/detectors')
const { collectTables } = await import('../src/input')
const { readTables } = await import('../src/node/files')
const { simulateRegion } = await import('../src/simulate')

const { values } = parseArgs({
  options: {
    grades: { type: 'string', default: '4,5' },
    preset: { type: 'string', default: 'realistic' },
    seeds: { type: 'string', default: '2' },
    options: { type: 'string', default: '{}' },
    real: { type: 'string', default: 'yes' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const folder = join('..', 'shared', 'data', 'vpr-region')
const grades = values.grades.split(',').map(Number)
const detectors = builtInDetectors.filter(
  ({ meta: { id, needs } }) => !needs.includes('earlier') && (values.only?.split(',').includes(id) ?? true),
)

// ---------------------------------------------------------------- one region, whichever

interface Found {
  /** Variances in logits squared: school, class, school x form, the rest of a class's form. */
  readonly components: { school: number; class: number; form: number; rest: number }
  readonly blanks: { without: number; betweenGrades: number }
  readonly z: ReadonlyMap<string, number[]>
}

function lookAt(whole: MonitorInput, byClass: MonitorInput): Found {
  const outcomes = measure(whole, detectors)
  const z = new Map(detectors.map(({ meta }, d) => [meta.id, outcomes[d]!.flatMap(scoreOf)]))
  return { components: componentsOf(byClass), blanks: blanksOf(whole), z }
}

const scoreOf = (outcome: Outcome): number[] =>
  outcome.outcome === 'measured' ? [-normalQuantile(Math.min(1 - 1e-15, Math.max(1e-300, outcome.p)))] : []

/** Papers of one class on one form. */
interface Unit {
  readonly school: string
  readonly className: string
  readonly form: number
  readonly deviation: Float64Array
  readonly variance: Float64Array
}

/**
 * Products of what two units deviate from the pooled means inside equal totals, over the products of their variances: the
 * covariance of their shifts in logits, since a mean moves by its variance.
 */
function componentsOf(input: MonitorInput): Found['components'] {
  const sums = { self: [0, 0], sameForm: [0, 0], sameClass: [0, 0], neither: [0, 0] }
  for (const { id } of input.assessments) {
    const bySchool = new Map<string, Unit[]>()
    for (const unit of unitsOf(input, id)) {
      const known = bySchool.get(unit.school)
      if (known === undefined) bySchool.set(unit.school, [unit])
      else known.push(unit)
    }
    for (const units of bySchool.values())
      for (let a = 0; a < units.length; a++)
        for (let b = a; b < units.length; b++) {
          const [one, other] = [units[a]!, units[b]!]
          const sum =
            a === b
              ? sums.self
              : one.form === other.form
                ? sums.sameForm
                : one.className === other.className
                  ? sums.sameClass
                  : sums.neither
          one.deviation.forEach((d, j) => {
            sum[0]! += d * other.deviation[j]! - (a === b ? one.variance[j]! : 0)
            sum[1]! += one.variance[j]! * other.variance[j]!
          })
        }
  }
  const [self, sameForm, sameClass, neither] = Object.values(sums).map(([top, bottom]) => top! / bottom!)
  const parts = { school: neither!, class: sameClass! - neither!, form: sameForm! - neither! }
  return { ...parts, rest: self! - parts.school - parts.class - parts.form }
}

function unitsOf(input: MonitorInput, assessment: string): Unit[] {
  const sittings = input.sittings.filter((s) => s.assessmentId === assessment && s.vectors !== null)
  const items = Math.max(0, ...sittings.map((s) => s.vectors!.items))
  const papers = new Map<string, { school: string; className: string; form: number; total: number; at: Uint8Array }>()
  const strata = new Map<string, string[]>()
  sittings.forEach(({ schoolId, className, vectors }, s) => {
    for (let p = 0; p < vectors!.papers; p++) {
      const at = vectors!.scores.subarray(p * items, (p + 1) * items)
      if (at.length < items || at.includes(NOT_GIVEN)) continue
      const total = at.reduce((sum, x) => sum + (x === NOT_ATTEMPTED ? 0 : x), 0)
      const form = vectors!.variants[p]!
      const key = `${s}:${p}`
      papers.set(key, { school: schoolId, className: className ?? '', form, total, at })
      const stratum = `${form}:${total}`
      strata.set(stratum, push(strata.get(stratum), key))
    }
  })
  const units = new Map<string, Unit>()
  for (const members of strata.values()) {
    if (members.length < 30) continue
    for (let j = 0; j < items; j++) {
      const scores = members.map((key) => points(papers.get(key)!.at[j]!))
      const mean = scores.reduce((sum, x) => sum + x, 0) / scores.length
      const variance = scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (scores.length - 1)
      members.forEach((key, k) => {
        const { school, className, form } = papers.get(key)!
        const name = JSON.stringify([school, className, form])
        const unit = units.get(name) ?? {
          ...{ school, className, form },
          ...{ deviation: new Float64Array(items), variance: new Float64Array(items) },
        }
        units.set(name, unit)
        unit.deviation[j]! += scores[k]! - mean
        unit.variance[j]! += variance
      })
    }
  }
  return [...units.values()]
}

const push = (known: string[] | undefined, key: string): string[] => {
  if (known === undefined) return [key]
  known.push(key)
  return known
}
const points = (answer: number): number => (answer === NOT_ATTEMPTED ? 0 : answer)

/** Share of sittings without a blank, and how the share of blanks among missed answers hangs together between grades. */
function blanksOf(input: MonitorInput): Found['blanks'] {
  const shares = new Map<string, { blanks: number; missed: number }>()
  let without = 0
  let sittings = 0
  for (const { schoolId, grade, vectors } of input.sittings) {
    if (vectors === null || vectors.papers < 5) continue
    let blanks = 0
    let missed = 0
    for (const answer of vectors.scores) {
      if (answer === NOT_ATTEMPTED) blanks++
      if (answer === NOT_ATTEMPTED || answer === 0) missed++
    }
    sittings++
    if (blanks === 0) without++
    const key = `${schoolId}|${grade}`
    const sum = shares.get(key) ?? { blanks: 0, missed: 0 }
    shares.set(key, { blanks: sum.blanks + blanks, missed: sum.missed + missed })
  }
  const pairs: [number, number][] = []
  const [first, second] = [...new Set(input.sittings.map(({ grade }) => grade))].sort()
  for (const [key, { blanks, missed }] of shares) {
    const [school, grade] = key.split('|')
    const other = shares.get(`${school}|${second}`)
    if (grade === String(first) && other !== undefined) pairs.push([blanks / missed, other.blanks / other.missed])
  }
  return { without: without / sittings, betweenGrades: correlation(pairs) }
}

function correlation(pairs: readonly [number, number][]): number {
  const mean = [0, 1].map((k) => pairs.reduce((sum, pair) => sum + pair[k]!, 0) / pairs.length)
  const product = (a: number, b: number) =>
    pairs.reduce((sum, pair) => sum + (pair[a]! - mean[a]!) * (pair[b]! - mean[b]!), 0)
  return product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1))
}

// ---------------------------------------------------------------- side by side

async function realRegion(): Promise<Found | null> {
  if (values.real === 'no' || !existsSync(folder)) return null
  const results = readdirSync(folder)
    .filter((name) => name.startsWith('results-') && grades.includes(Number(name.split('-')[1])))
    .map((name) => join(folder, name))
  const files = { results, schools: join(folder, 'schools.csv') }
  return lookAt(await readTables(files), await readTables(files, { grain: 'class' }))
}

function simulated(seed: number): Found {
  const options: RegionInput = {
    ...{ preset: values.preset as 'realistic', seed, schools: 320, manipulation: null, observers: null },
    ...{ grades: [4, 5], subjects: ['Математика', 'Русский язык', 'Окружающий мир', 'История', 'Биология'] },
    ...JSON.parse(values.options),
  }
  const { tables } = simulateRegion(options)
  return lookAt(collectTables(tables, { grain: 'school' }), collectTables(tables, { grain: 'class' }))
}

const real = await realRegion()
if (real === null) console.log(`${folder} is not here: simulated regions alone`)
const drawn = Array.from({ length: Number(values.seeds) }, (_, k) => simulated(k + 1))
const mean = (of: (found: Found) => number): number => drawn.reduce((sum, found) => sum + of(found), 0) / drawn.length
const both = (name: string, of: (found: Found) => number): string[] => [
  name,
  real === null ? '-' : of(real).toFixed(3),
  mean(of).toFixed(3),
]

const moments = (z: readonly number[]): { sd: number; skewness: number; kurtosis: number } => {
  const centre = z.reduce((sum, x) => sum + x, 0) / z.length
  const power = (k: number) => z.reduce((sum, x) => sum + (x - centre) ** k, 0) / z.length
  return { sd: Math.sqrt(power(2)), skewness: power(3) / power(2) ** 1.5, kurtosis: power(4) / power(2) ** 2 - 3 }
}
const beyond = (z: readonly number[], limit: number) => z.filter((x) => x > limit).length / z.length
const rowOf = (id: string, where: string, z: readonly number[]): string[] => {
  const { sd, skewness, kurtosis } = moments(z)
  return [
    ...[`\`${id}\``, where, String(z.length), beyond(z, 2.3263).toFixed(4), beyond(z, 3.0902).toFixed(4)],
    ...[(z.filter((x) => x < -2.3263).length / z.length).toFixed(4), sd.toFixed(2), skewness.toFixed(2)],
    kurtosis.toFixed(1),
  ]
}
publish('honest-tails', {
  habits: {
    head: ['', 'real', 'simulated'],
    rows: [
      both('variance of an item by school', ({ components }) => components.school),
      both('by class', ({ components }) => components.class),
      both('by school x form', ({ components }) => components.form),
      both("rest of a class's form", ({ components }) => components.rest),
      both('sittings without a blank', ({ blanks }) => blanks.without),
      both('share of blanks, correlation between grades of a school', ({ blanks }) => blanks.betweenGrades),
    ],
  },
  detectors: {
    head: ['detector', 'region', 'sittings', 'p < .01', 'p < .001', 'p > .99', 'sd of z', 'skewness', 'kurtosis'],
    rows: detectors.flatMap(({ meta: { id } }) => [
      ...(real === null || real.z.get(id)!.length === 0 ? [] : [rowOf(id, 'real', real.z.get(id)!)]),
      ...[drawn.flatMap(({ z }) => z.get(id)!)].filter((z) => z.length > 0).map((z) => rowOf(id, 'simulated', z)),
    ]),
  },
})
