/** Arguments of the command line, by `node:util`: known flags, their values, and the nearest name for an unknown one. */
import { parseArgs } from 'node:util'
import { nearest } from '../nearest'
import type { UsageCode } from '../words/cli'

/** A mistake in the arguments, the settings file or a named file: exit code 2. `code` names the sentence; `cause` is told as its `{message}`. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  constructor(
    readonly code: UsageCode,
    readonly details: Readonly<Record<string, string>> = {},
    cause?: unknown,
  ) {
    super(code, { cause })
  }
}

export const TABLE_FLAGS = [
  'schools',
  'results',
  'sittings',
  'observers',
  'assessments',
  'participation',
  'rechecks',
  'earlier',
  'codifier',
] as const
const VALUE_FLAGS = [
  'out',
  'settings',
  'locale',
  'seed',
  'budget',
  'hours',
  'control',
  'json',
  'fail-on-recheck',
  'peers',
  'save-peers',
  'reference',
  'save-reference',
  'reference-name',
  'grain',
  'settled',
  'date',
  'engine',
  'dialect',
  'table',
  'items',
  'threads',
  'write-mapping',
  'places',
] as const
/** Files of a list that are no tables. */
const LIST_FLAGS = ['detectors'] as const
const SWITCHES = ['quiet', 'help', 'version', 'sensitivity', 'no-documents', 'no-open', 'parquet'] as const

export type TableFlag = (typeof TABLE_FLAGS)[number]
export type ValueFlag = (typeof VALUE_FLAGS)[number]
export type Switch = (typeof SWITCHES)[number]

export interface Arguments {
  readonly command: string | null
  /** What follows the command and belongs to no flag. */
  readonly operands: readonly string[]
  readonly tables: Readonly<Partial<Record<TableFlag, readonly string[]>>>
  /** Files that hold detectors of the user's own. */
  readonly detectors: readonly string[]
  readonly values: Readonly<Partial<Record<ValueFlag, string>>>
  readonly switches: ReadonlySet<Switch>
}

const isOneOf = <T extends string>(list: readonly T[], name: string): name is T =>
  (list as readonly string[]).includes(name)

/**
 * @throws UsageError for an unknown flag, a flag without its value, or one given twice
 * @example
 * parseArguments(['run', '--results', 'a.csv', 'b.csv', '--out', 'dir']).tables.results // ['a.csv', 'b.csv']
 */
export function parseArguments(args: readonly string[]): Arguments {
  const listFlags = [...TABLE_FLAGS, ...LIST_FLAGS]
  const names = [...listFlags, ...VALUE_FLAGS, ...SWITCHES]
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries([...listFlags, ...VALUE_FLAGS].map((name) => [name, { type: 'string' as const }])),
      quiet: { type: 'boolean', short: 'q' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'V' },
      sensitivity: { type: 'boolean' },
      'no-documents': { type: 'boolean' },
      'no-open': { type: 'boolean' },
      parquet: { type: 'boolean' },
    },
  })
  const operands: string[] = []
  const lists: Partial<Record<(typeof listFlags)[number], string[]>> = {}
  const values: Partial<Record<ValueFlag, string>> = {}
  const switches = new Set<Switch>()
  let list: string[] = operands
  for (const token of tokens) {
    if (token.kind === 'option-terminator') list = operands
    if (token.kind === 'positional') list.push(token.value)
    if (token.kind !== 'option') continue
    list = operands
    const { name, rawName } = token
    if (!isOneOf(names, name)) throw new UsageError('unknownFlag', { flag: rawName, ...near(name, names) })
    if (isOneOf(SWITCHES, name)) {
      if (token.value !== undefined) throw new UsageError('flagTakesNoValue', { flag: rawName })
      switches.add(name)
      continue
    }
    const value = givenValue(token)
    if (isOneOf(listFlags, name)) {
      list = lists[name] ?? []
      list.push(value)
      lists[name] = list
    } else {
      if (values[name] !== undefined) throw new UsageError('flagTwice', { flag: rawName })
      values[name] = value
    }
  }
  const [command = null, ...rest] = operands
  const { detectors = [], ...tables } = lists
  return { command, operands: rest, tables, detectors, values, switches }
}

function givenValue(token: { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined }): string {
  const { value, inlineValue, rawName } = token
  if (value === undefined || value === '' || (inlineValue !== true && value.length > 1 && value.startsWith('-')))
    throw new UsageError('flagNeedsValue', { flag: rawName })
  return value
}

/** The nearest known name, for the details of an error. */
export function near(written: string, known: readonly string[]): { readonly nearest?: string; readonly known: string } {
  const found = nearest(written, known)
  return { known: known.join(', '), ...(found === null ? {} : { nearest: found }) }
}
