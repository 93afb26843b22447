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
 *
 * @throws RangeError for a number that JSON cannot hold, and for a result longer than a string may be: see `jsonPieces`
 */
export const toJson = (result: MonitorResult): string => [...jsonPieces(result)].join('')

/** The same in pieces of about a megabyte: a whole country's result is longer than a string may be. */
export function* jsonPieces(result: MonitorResult): Generator<string> {
  const extra = Object.keys(result)
    .filter((name) => !PARTS.includes(name as keyof MonitorResult))
    .toSorted()
  let piece = '{\n'
  for (const [i, name] of [...PARTS, ...extra].entries()) {
    const value: unknown = result[name as keyof MonitorResult] ?? null
    piece += `${i === 0 ? '' : ',\n'}${JSON.stringify(name)}: `
    if (!Array.isArray(value) || value.length === 0) {
      piece += oneLine(value)
      continue
    }
    piece += '['
    for (const [k, item] of value.entries()) {
      piece += `${k === 0 ? '' : ','}\n  ${oneLine(item)}`
      if (piece.length < PIECE) continue
      yield piece
      piece = ''
    }
    piece += '\n]'
  }
  yield `${piece}\n}\n`
}

/** Characters. */
const PIECE = 1_000_000

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
