/**
 * Who finds the manipulated schools: the monitor, or the simple methods that a user would pick instead? Both judge the
 * same simulated regions; `simple-methods.py` is the other side. The tables of RESULTS.md beside this file.
 *
 *   npx tsx research/quality/index.ts [--seeds 20] [--first 1] [--only 'as it is,60 schools'] [--append FILE] [--write]
 *
 * `--append` collects the figures of several runs (one JSON line per seed and region); `--write` keeps what all of them say.
 */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { averagePrecision } from '../../scripts/validate/ranking'
import { monitor } from '../../src'
import type { MonitorInput } from '../../src/model'
import { type RegionInput, simulateInput, type Truth } from '../../src/simulate'
import { python } from '../python'
import { REGION, writeRegion } from '../region-files'
import { publish } from '../study'
import { figuresOf, type Line, type Ours } from './results'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    only: { type: 'string' },
    append: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})

/** What the office does not have; `condition` is what the other side calls it. */
interface Condition {
  readonly name: string
  readonly condition: 'all' | 'no-items' | 'no-context' | 'unobserved'
  readonly without: (input: MonitorInput) => MonitorInput
  /** Sittings under an observer are left out on both sides: schools that were observed throughout come last. */
  readonly unobservedOnly?: true
}
const everything = (input: MonitorInput): MonitorInput => input
const withoutItems = (input: MonitorInput): MonitorInput => ({
  ...input,
  assessments: input.assessments.map((a) => ({ ...a, itemMax: null, itemLevel: null })),
  sittings: input.sittings.map((s) => ({ ...s, itemCounts: null, itemBlanks: null, itemShares: null, vectors: null })),
})
const withoutContext = (input: MonitorInput): MonitorInput => ({
  ...input,
  schools: input.schools.map((school) => ({ ...school, context: {} })),
})
const withoutObservers = (input: MonitorInput): MonitorInput => ({ ...input, hasObservers: false, observers: [] })

const asItIs: Condition = { name: 'as it is', condition: 'all', without: everything }
/** Regions, and the conditions under which each is judged. */
const REGIONS: readonly { readonly input: RegionInput; readonly conditions: readonly Condition[] }[] = [
  {
    input: {},
    conditions: [
      asItIs,
      { name: 'no items', condition: 'no-items', without: withoutItems },
      { name: 'no context', condition: 'no-context', without: withoutContext },
      { name: 'no observers table', condition: 'all', without: withoutObservers },
      { name: 'observed sittings left out', condition: 'unobserved', without: everything, unobservedOnly: true },
    ],
  },
  { input: { regionLift: 0 }, conditions: [{ ...asItIs, name: 'no lifting in the region' }] },
  { input: { manipulation: { schools: 0.25 } }, conditions: [{ ...asItIs, name: '25 % manipulate' }] },
  {
    input: { manipulation: { schools: 0.08, strength: 'weak' } },
    conditions: [{ ...asItIs, name: 'weak manipulation only' }],
  },
  { input: { schools: 60 }, conditions: [{ ...asItIs, name: '60 schools' }] },
]

interface Simple {
  readonly versions: string
  readonly conditions: Readonly<Record<string, Line['simple']>>
}

function judge(input: MonitorInput, truth: readonly Truth[], { without, unobservedOnly }: Condition): Ours {
  const manipulated = new Set(truth.filter((t) => t.manipulated).map((t) => t.schoolId))
  const { schools, sittings } = monitor(without(input))
  const positive = schools.map(({ schoolId }) => manipulated.has(schoolId))
  const open = new Set(sittings.filter((s) => s.observer !== 'present' || s.conflictOfInterest).map((s) => s.schoolId))
  // Nothing measured is neither innocence nor guilt: such a school stands in the middle.
  const scores = schools.map(({ schoolId, p }) => (unobservedOnly && !open.has(schoolId) ? -2 : -(p ?? 0.5)))
  const listed = schools.flatMap(({ tier }, i) => (tier === 'strong' || tier === 'moderate' ? [i] : []))
  const found = listed.filter((i) => positive[i]).length
  return {
    averagePrecision: averagePrecision(scores, positive),
    listed: listed.length,
    falseShare: listed.length === 0 ? 0 : 1 - found / listed.length,
    found: found / Math.max(1, manipulated.size),
    manipulated: manipulated.size,
  }
}

const here = dirname(fileURLToPath(import.meta.url))
const wanted = values.only?.split(',')
const lines: Line[] = []
for (let seed = Number(values.first); seed < Number(values.first) + Number(values.seeds); seed++)
  for (const region of REGIONS) {
    const conditions = region.conditions.filter(({ name }) => wanted?.includes(name) ?? true)
    if (conditions.length === 0) continue
    const options: RegionInput = { ...REGION, schools: 240, ...region.input, seed }
    const { input, truth } = simulateInput(options)
    const folder = mkdtempSync(join(tmpdir(), 'quality-'))
    try {
      writeRegion(folder, options)
      const kinds = [...new Set(conditions.map(({ condition }) => condition))]
      const simple = python<Simple>([join(here, 'simple-methods.py'), folder, ...kinds])
      for (const condition of conditions) {
        const ours = judge(input, truth, condition)
        const line = {
          seed,
          condition: condition.name,
          ours,
          simple: simple.conditions[condition.condition]!,
          versions: simple.versions,
        }
        lines.push(line)
        if (values.append !== undefined) appendFileSync(values.append, `${JSON.stringify(line)}\n`)
        console.error(`seed ${seed}, ${condition.name}: ${ours.averagePrecision.toFixed(3)}`)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

const all: Line[] =
  values.append !== undefined && existsSync(values.append)
    ? readFileSync(values.append, 'utf8')
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as Line)
    : lines
publish('quality', figuresOf(all))
