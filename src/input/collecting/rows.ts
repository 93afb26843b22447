/** Rows that a script gives, of whatever kind its source makes: objects, maps, instances of a class, arrays of cells. */
import { kindOf } from '../../arguments-error'
import type { TableName } from '../../model'
import { stop } from '../problems'
import { textOfValue } from '../text'

/** What a row holds, by column. */
type Fields = Readonly<Record<string, unknown>>

/**
 * Rows of a table given to a call that does not wait.
 *
 * @throws InputError (`notRows`) for what is no rows at all: the name of a file, a promise, a stream, rows that come later
 */
export function rowsAtHand(table: TableName, given: unknown): Iterable<unknown> {
  if (typeof given === 'object' && given !== null && Symbol.iterator in given && !ArrayBuffer.isView(given))
    return given as Iterable<unknown>
  return stop('notRows', { table, file: null, found: kindOf(given) })
}

/**
 * The fields of one row: keys of an object or `Map`; of an instance of a class also what its class computes (`get`).
 *
 * @param number as Excel would show it, the header in row 1
 * @throws InputError (`notRow`) for `null`, text, numbers, functions
 */
export function fieldsOf(row: unknown, table: TableName, number: number): Fields {
  if (row instanceof Map) return Object.fromEntries(row)
  if (typeof row !== 'object' || row === null)
    return stop('notRow', { table, file: null, row: number, found: kindOf(row) })
  const named = row as Fields
  const computed = computedOf(row)
  if (computed.length === 0) return named
  return Object.fromEntries([...Object.keys(named), ...computed].map((name) => [name, named[name]]))
}

/** Names of what the class of an instance computes; none for a plain object. */
function computedOf(row: object): readonly string[] {
  const names: string[] = []
  let type: object | null = Object.getPrototypeOf(row)
  while (type !== null && type !== Object.prototype) type = addComputed(type, names)
  return names
}

function addComputed(type: object, names: string[]): object | null {
  for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(type)))
    if (get !== undefined && !name.startsWith('_')) names.push(name)
  return Object.getPrototypeOf(type)
}

/** Text of a cell. @throws InputError (`notCell`) for a list, an object, a function. */
export function cellText(value: unknown, table: TableName, row: number, column: string): string {
  const text = textOfValue(value)
  return text ?? stop('notCell', { table, file: null, row, column, found: kindOf(value) })
}
