import type { MonitorResult } from '../model'
import { harmlessJson } from './readable'

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
  const oneLine = lineWriter()
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

/** A name and how it is written before its value. */
type Name = readonly [name: string, written: string]

/** What follows the names read so far; many objects have the same names in the same order. */
interface Names {
  readonly next: Map<string, Names>
  /** Of an object that ends here. */
  order: readonly Name[] | null
}

/** Texts whose written form is remembered: codes and names return in every line. */
const REMEMBERED = 10_000

/** Writes values on one line, names sorted. */
function lineWriter(): (value: unknown) => string {
  const root: Names = { next: new Map(), order: null }
  const texts = new Map<string, string>()
  const orderOf = (record: Readonly<Record<string, unknown>>): readonly Name[] => {
    let at = root
    for (const name in record) {
      let next = at.next.get(name)
      if (next === undefined) {
        next = { next: new Map(), order: null }
        at.next.set(name, next)
      }
      at = next
    }
    at.order ??= inOrder(Object.keys(record))
    return at.order
  }
  const writeText = (text: string): string => {
    let written = texts.get(text)
    if (written !== undefined) return written
    written = harmlessJson(JSON.stringify(text))
    if (texts.size < REMEMBERED) texts.set(text, written)
    return written
  }
  const write = (value: unknown): string => {
    if (typeof value === 'number') {
      if (Number.isFinite(value)) return String(value)
      throw new RangeError(
        'A result holds a number that JSON cannot hold (NaN or infinity): this is a defect of a detector.',
      )
    }
    if (typeof value === 'string') return writeText(value)
    if (value === null || value === undefined) return 'null'
    if (typeof value !== 'object') return JSON.stringify(value)
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
    const record = value as Readonly<Record<string, unknown>>
    let text = ''
    for (const [name, written] of orderOf(record)) {
      const own = record[name]
      if (own !== undefined) text += (text === '' ? written : `,${written}`) + write(own)
    }
    return `{${text}}`
  }
  return write
}

function inOrder(names: readonly string[]): readonly Name[] {
  const first = LEADING.filter((name) => names.includes(name))
  const rest = names.filter((name) => !first.includes(name)).toSorted()
  // Through an object: names that are whole numbers stand first there, as any JSON reader will have them.
  const ordered = Object.keys(Object.fromEntries([...first, ...rest].map((name) => [name, null])))
  return ordered.map((name) => [name, `${harmlessJson(JSON.stringify(name))}:`])
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
