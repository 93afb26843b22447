import type { MonitorResult } from '../model'
import { Bytes, PIECE, textsOf, textWriter, utf8 } from './bytes'
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
  'peers',
  'reference',
  'peerGroups',
  'assessments',
  'detectors',
  'schools',
  'sittings',
  'cohorts',
  'recheck',
  'lookAtFirst',
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
export const jsonPieces = (result: MonitorResult): Generator<string> => textsOf(jsonBytes(result))

/** The same in UTF-8. */
export function* jsonBytes(result: MonitorResult): Generator<Uint8Array> {
  const extra = Object.keys(result)
    .filter((name) => !PARTS.includes(name as keyof MonitorResult))
    .toSorted()
  const out = new Bytes()
  const write = writerTo(out)
  out.ascii('{\n')
  for (const [i, name] of [...PARTS, ...extra].entries()) {
    const value: unknown = result[name as keyof MonitorResult] ?? null
    if (i > 0) out.ascii(',\n')
    write(name)
    out.ascii(': ')
    if (!Array.isArray(value) || value.length === 0) {
      write(value)
      continue
    }
    out.ascii('[')
    for (const [k, item] of value.entries()) {
      out.ascii(k === 0 ? '\n  ' : ',\n  ')
      write(item)
      if (out.length >= PIECE) yield out.take()
    }
    out.ascii('\n]')
  }
  out.ascii('\n}\n')
  yield out.take()
}

/** A name and how it is written before its value: first of an object, or after another one. */
interface Name {
  readonly name: string
  readonly opening: Uint8Array
  readonly following: Uint8Array
}

/** What follows the names read so far; many objects have the same names in the same order. */
interface Names {
  readonly next: Map<string, Names>
  /** Of an object that ends here. */
  order: readonly Name[] | null
}

/** Writes values on one line, names sorted. */
function writerTo(out: Bytes): (value: unknown) => void {
  const root: Names = { next: new Map(), order: null }
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
  const writeText = textWriter(out, (text) => harmlessJson(JSON.stringify(text)))
  const write = (value: unknown): void => {
    if (typeof value === 'number') out.ascii(numberText(value))
    else if (typeof value === 'string') writeText(value)
    else if (value === null || value === undefined) out.ascii('null')
    else if (typeof value !== 'object') out.ascii(JSON.stringify(value))
    else if (Array.isArray(value)) {
      out.ascii('[')
      for (let i = 0; i < value.length; i++) {
        if (i > 0) out.ascii(',')
        write(value[i])
      }
      out.ascii(']')
    } else {
      const record = value as Readonly<Record<string, unknown>>
      let first = true
      for (const { name, opening, following } of orderOf(record)) {
        const own = record[name]
        if (own === undefined) continue
        out.add(first ? opening : following)
        write(own)
        first = false
      }
      out.ascii(first ? '{}' : '}')
    }
  }
  return write
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value)
  throw new RangeError(
    'A result holds a number that JSON cannot hold (NaN or infinity): this is a defect of a detector.',
  )
}

function inOrder(names: readonly string[]): readonly Name[] {
  const first = LEADING.filter((name) => names.includes(name))
  const rest = names.filter((name) => !first.includes(name)).toSorted()
  // Through an object: names that are whole numbers stand first there, as any JSON reader will have them.
  const ordered = Object.keys(Object.fromEntries([...first, ...rest].map((name) => [name, null])))
  return ordered.map((name) => {
    const written = `${harmlessJson(JSON.stringify(name))}:`
    return { name, opening: utf8(`{${written}`), following: utf8(`,${written}`) }
  })
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
