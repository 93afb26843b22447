import type { MonitorResult } from '../model'

/** Order of the parts of `result.json`, as `docs/result.md` lists them. */
const PARTS: readonly (keyof MonitorResult)[] = [
  'schemaVersion',
  'tool',
  'run',
  'input',
  'settings',
  'seed',
  'region',
  'peerGroups',
  'assessments',
  'detectors',
  'schools',
  'sittings',
  'recheck',
  'plan',
  'support',
  'fairness',
  'problems',
  'warnings',
]

/**
 * A result as JSON: parts in documented order, names inside them sorted, one line per school, sitting or entry, so that
 * equal results give equal bytes and two runs can be compared line by line.
 */
export function toJson(result: MonitorResult): string {
  const extra = Object.keys(result)
    .filter((name) => !PARTS.includes(name as keyof MonitorResult))
    .toSorted()
  const parts = [...PARTS, ...extra].map((name) => {
    const value: unknown = result[name as keyof MonitorResult] ?? null
    const text = Array.isArray(value) ? lines(value) : oneLine(value)
    return `${JSON.stringify(name)}: ${text}`
  })
  return `{\n${parts.join(',\n')}\n}\n`
}

const lines = (values: readonly unknown[]): string =>
  values.length === 0 ? '[]' : `[\n${values.map((value) => `  ${oneLine(value)}`).join(',\n')}\n]`

const oneLine = (value: unknown): string => JSON.stringify(value, sortedNames)

function sortedNames(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(
      'A result holds a number that JSON cannot hold (NaN or infinity): this is a defect of a detector.',
    )
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const record = value as Readonly<Record<string, unknown>>
  const first = LEADING.filter((name) => Object.hasOwn(record, name))
  const rest = Object.keys(record)
    .filter((name) => !first.includes(name))
    .toSorted()
  return Object.fromEntries([...first, ...rest].map((name) => [name, record[name]]))
}

/** Names that a reader wants to see first. */
const LEADING: readonly string[] = [
  'rank',
  'id',
  'schoolId',
  'name',
  'code',
  'detector',
  'grade',
  'subject',
  'year',
  'class',
]
