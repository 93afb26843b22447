import type { MonitorResult, Reason, Signal, SittingResult, WeakItems } from '../model'
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
      write(value, DIGITS.get(name))
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
  /** Of the numbers under it, where it has its own. */
  readonly digits: Digits | undefined
}

/** What follows the names read so far; many objects have the same names in the same order. */
interface Names {
  readonly next: Map<string, Names>
  /** Of an object that ends here. */
  order: readonly Name[] | null
}

/** Writes values on one line, names sorted. */
function writerTo(out: Bytes): (value: unknown, digits?: Digits) => void {
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
  /**
   * @param digits of its numbers; 0 = as they are
   * @param ofSignal true inside of signals
   */
  const write = (value: unknown, digits: Digits = 12, ofSignal = false): void => {
    if (typeof value === 'number') out.ascii(numberText(digits === 0 ? value : rounded(value, digits)))
    else if (typeof value === 'string') writeText(value)
    else if (value === null || value === undefined) out.ascii('null')
    else if (typeof value !== 'object') out.ascii(JSON.stringify(value))
    else if (Array.isArray(value)) {
      out.ascii('[')
      for (let i = 0; i < value.length; i++) {
        if (i > 0) out.ascii(',')
        write(value[i], digits, ofSignal)
      }
      out.ascii(']')
    } else {
      const record = value as Readonly<Record<string, unknown>>
      let first = true
      for (const { name, opening, following, digits: own = digits } of orderOf(record)) {
        const held = record[name]
        if (held === undefined || (ofSignal && isLeftOut(record, name))) continue
        out.add(first ? opening : following)
        write(held, own, ofSignal || name === SIGNALS)
        first = false
      }
      out.ascii(first ? '{}' : '}')
    }
  }
  return write
}

type Digits = 0 | 6 | 12

/**
 * Settings are as they were set; what is only said in sentences has six digits, but for the mean: what was expected follows
 * from it and the effect.
 */
const DIGITS: ReadonlyMap<string, Digits> = new Map([
  ['settings' satisfies keyof MonitorResult, 0],
  ['details' satisfies keyof Signal & keyof Reason, 6],
  ['mean' satisfies keyof SittingResult, 12],
  ['weak' satisfies keyof WeakItems, 6],
])

/**
 * Nine tenths of a result are signals: of what does not apply only `value` and `p` are written. Without a number no unit; what
 * was judged is told where it is not the value itself.
 */
const SIGNALS = 'signals' satisfies keyof SittingResult
const ALWAYS_TOLD: ReadonlySet<string> = new Set<keyof Signal>(['value', 'p'])

function isLeftOut(record: Readonly<Record<string, unknown>>, name: string): boolean {
  if (name === 'unit') return record.value === null
  return name === 'judged' ? record.judged === record.value : record[name] === null && !ALWAYS_TOLD.has(name)
}

/**
 * The number with so many significant digits, as short as it can be written. What is decided is decided before, on the full
 * numbers; a p worked out again from its parts is the same to nine digits.
 */
export function rounded(value: number, digits: 6 | 12): number {
  const size = Math.abs(value)
  const enough = digits === 12 ? 1e11 : 1e5
  if (Number.isInteger(value)) return value
  let k = 0
  while (k < SCALES.length && size * SCALES[k]! < enough) k++
  const scale = size < enough ? SCALES[k] : undefined
  return scale === undefined ? Number(value.toPrecision(digits)) : Math.round(value * scale) / scale
}

/** Powers of ten that are exact; so is the nearest number to a quotient by one of them. */
const SCALES = [1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18]

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
    return { name, opening: utf8(`{${written}`), following: utf8(`,${written}`), digits: DIGITS.get(name) }
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
