/** Mistakes in what a program hands to a stage: told in words before the work begins, not by a crash within it. */
import { LOCALES, type Text } from './model'
import { ARGUMENT_ERROR, ARGUMENTS } from './words/arguments'
import { fill } from './words/format'

/** An argument that a stage cannot use. `problem` says it in every language: what was given, and which stage makes the right one. */
export class ArgumentError extends TypeError {
  override readonly name = 'ArgumentError'
  constructor(
    /** Name of the argument: `region`, `input.peers`. */
    readonly argument: string,
    readonly problem: Text,
  ) {
    super(problem.en)
  }
}

/** What was given, whether it can be used, and what it should be. */
type Given = readonly [value: unknown, usable: boolean, expected: keyof typeof ARGUMENTS]

/**
 * @param call name of the function
 * @throws ArgumentError for the first argument that cannot be used
 * @example
 * expectArguments('findPeers', { schools: [schools, Array.isArray(schools), 'readSchools'] })
 */
export function expectArguments(call: string, given: Readonly<Record<string, Given>>): void {
  for (const [argument, [value, usable, expected]] of Object.entries(given)) {
    if (usable) continue
    const found = Array.isArray(value) ? `Array(${value.length})` : kindOf(value)
    const said = LOCALES.map((locale) => {
      const details = { call, argument, found, expected: ARGUMENTS[expected][locale] }
      return [locale, fill(ARGUMENT_ERROR[locale], details, locale)]
    })
    throw new ArgumentError(argument, Object.fromEntries(said) as Text)
  }
}

/** How many sittings, schools, ... are told; `undefined` where there is no such list. */
export function lengthOf(value: unknown, list: string): number | undefined {
  const own = partOf(value, list)
  return Array.isArray(own) ? own.length : undefined
}

/** Whether these lists are there, each as long as is said; `undefined` = of any length. */
export const hasLists = (value: unknown, lengths: Readonly<Record<string, number | undefined>>): boolean =>
  Object.entries(lengths).every(([list, length]) => {
    const own = lengthOf(value, list)
    return own !== undefined && (length === undefined || own === length)
  })

/** Whether these parts are there, each an object. */
export const hasParts = (value: unknown, ...parts: readonly string[]): boolean =>
  parts.every((part) => typeof partOf(value, part) === 'object' && partOf(value, part) !== null)

/** Whether rows can be taken from it one after the other; text can, but is none. */
export const isIterable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Symbol.iterator in value

/** Things by name: a list is rows of one table, and a promise has to be awaited. */
export const isByName = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !isIterable(value) && !('then' in value)

const partOf = (value: unknown, part: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[part] : undefined

/** What something is, in the words of the language: `Promise`, `string`, `null`, `AsyncGenerator`. */
export function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1)
  if (tag !== 'Object') return tag
  return (value.constructor as { readonly name?: string } | undefined)?.name ?? tag
}
