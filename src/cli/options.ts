/** Options of a run: flag before `objectivity.json` before default. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readDate } from '../input/cells'
import { LOCALES, type Locale } from '../model'
import type { SettingsInput } from '../settings'
import { type Arguments, near, TABLE_FLAGS, type TableFlag, UsageError } from './arguments'
import { FILE_OPTIONS, settingsFileSchema } from './settings-file'
import type { Shell } from './shell'

export const SETTINGS_FILE = 'objectivity.json'

export type TableFiles = Readonly<Partial<Record<TableFlag, readonly string[]>>>

export interface Options {
  readonly tables: TableFiles
  readonly out: string | null
  readonly locale: Locale
  readonly settings: SettingsInput
  readonly failOnRecheck: number | null
  /** True with `--json -`: the result goes to standard output. */
  readonly json: boolean
  readonly quiet: boolean
  readonly engine: 'builtin' | 'duckdb'
  /** Table of papers in a database. */
  readonly tableName: string | undefined
  /** Files of saved peer groups: to use, and to write. */
  readonly peers: string | null
  readonly savePeers: string | null
  /** File of cases that rechecks have settled: read by `run`, written by `verify`. */
  readonly settled: string | null
  /** Day of the recheck as year-month-day. */
  readonly date: string | null
  /** Threads that judge regions; `null` = as many as there are processors. */
  readonly threads: number | null
}

/**
 * @throws UsageError for a file that is missing or no JSON, an unknown key, or a value of the wrong kind
 */
export function readOptions({ tables, values, switches }: Arguments, shell: Shell): Options {
  const file = readSettingsFile(values.settings, shell)
  const fromFile = (name: (typeof FILE_OPTIONS)[number]): unknown => file.content[name]
  const at = (path: string): string => resolve(shell.cwd, path)
  const inFile = (path: string): string => resolve(file.folder, path)
  if (values.json !== undefined && values.json !== '-') throw new UsageError('jsonOnlyToOutput', { value: values.json })

  const locale = values.locale ?? fromFile('locale')
  if (locale !== undefined && !LOCALES.includes(locale as Locale))
    throw new UsageError('unknownLocale', { value: String(locale), known: LOCALES.join(', ') })
  const engine = values.engine ?? fromFile('engine') ?? 'builtin'
  if (engine !== 'builtin' && engine !== 'duckdb')
    throw new UsageError('unknownChoice', { flag: '--engine', value: String(engine), known: 'builtin, duckdb' })
  const out = fromFile('out')
  if (out !== undefined && typeof out !== 'string') throw new UsageError('wrongValue', { key: 'out', expected: 'text' })

  const settled = fromFile('settled')
  if (settled !== undefined && typeof settled !== 'string')
    throw new UsageError('wrongValue', { key: 'settled', expected: '"settled.json"' })
  const date = readDate(values.date ?? '')
  if (date === undefined) throw new UsageError('noDate', { value: String(values.date) })

  const settings = Object.fromEntries(
    Object.entries(file.content).filter(([key]) => !(FILE_OPTIONS as readonly string[]).includes(key)),
  ) as SettingsInput
  const seed = wholeNumber('--seed', values.seed)
  const budget = wholeNumber('--budget', values.budget ?? fromFile('budget'))
  const hours = wholeNumber('--hours', values.hours)
  const control = sizeOfControl(values.control)
  return {
    tables: Object.fromEntries(
      TABLE_FLAGS.flatMap((name) => {
        const fromFileHere = listOfPaths(name, fromFile(name))?.map(inFile)
        const paths = tables[name]?.map(at) ?? fromFileHere
        return paths === undefined ? [] : [[name, paths]]
      }),
    ),
    out: values.out === undefined ? (out === undefined ? null : inFile(out)) : at(values.out),
    locale: (locale as Locale | undefined) ?? environmentLocale(shell.env),
    settings: {
      ...settings,
      ...(seed === null ? {} : { seed }),
      ...(values.grain === undefined ? {} : { grain: values.grain as NonNullable<SettingsInput['grain']> }),
      ...(switches.has('sensitivity')
        ? { peers: { ...settings.peers, sensitivity: true } as SettingsInput['peers'] }
        : {}),
      ...(budget === null && hours === null && control === null
        ? {}
        : {
            recheck: {
              ...settings.recheck,
              ...(budget === null ? {} : { budget }),
              ...(hours === null ? {} : { hours }),
              ...(control === null ? {} : { control }),
            } as SettingsInput['recheck'],
          }),
    },
    failOnRecheck: wholeNumber('--fail-on-recheck', values['fail-on-recheck'] ?? fromFile('failOnRecheck')),
    json: values.json === '-',
    quiet: switches.has('quiet'),
    engine,
    tableName: values.table,
    peers: values.peers === undefined ? null : at(values.peers),
    savePeers: values['save-peers'] === undefined ? null : at(values['save-peers']),
    settled: values.settled === undefined ? (settled === undefined ? null : inFile(settled)) : at(values.settled),
    date,
    threads: wholeNumber('--threads', values.threads),
  }
}

/** Papers, or a share of the budget: `200`, `10%`. */
function sizeOfControl(value: string | undefined): number | null {
  const percent = /^(\d{1,2}(?:[.,]\d+)?) ?%$/.exec(value ?? '')?.[1]
  if (percent !== undefined) return Number(percent.replace(',', '.')) / 100
  if (value !== undefined && !/^\d{1,9}$/.test(value)) throw new UsageError('noControlSize', { value })
  return value === undefined ? null : Number(value)
}

/** The language of the environment, English where it is none of ours; the first of the three variables that is set decides, as POSIX has it. */
export function environmentLocale(env: Readonly<Record<string, string | undefined>>): Locale {
  const value = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((v) => v !== undefined && v !== '') ?? ''
  return LOCALES.find((locale) => value.toLowerCase().startsWith(locale)) ?? 'en'
}

interface SettingsFile {
  readonly content: Readonly<Record<string, unknown>>
  /** Paths in the file are relative to its folder. */
  readonly folder: string
}

function readSettingsFile(named: string | undefined, { cwd }: Shell): SettingsFile {
  const path = resolve(cwd, named ?? SETTINGS_FILE)
  if (named === undefined && !existsSync(path)) return { content: {}, folder: cwd }
  let text: string
  try {
    text = readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new UsageError('unreadable', { file: path, message: error instanceof Error ? error.message : String(error) })
  }
  return { content: checked(parse(text, path), path), folder: dirname(path) }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError('noJson', { file, message: error instanceof Error ? error.message : String(error) })
  }
}

function checked(content: unknown, file: string): SettingsFile['content'] {
  if (content === null || typeof content !== 'object' || Array.isArray(content))
    throw new UsageError('noJson', { file, message: '{ ... }' })
  const known = Object.keys(settingsFileSchema.shape)
  for (const key of Object.keys(content))
    if (!known.includes(key)) throw new UsageError('unknownKey', { key, file, ...near(key, known) })
  return content as SettingsFile['content']
}

function listOfPaths(key: string, value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0 || !list.every((path) => typeof path === 'string' && path !== ''))
    throw new UsageError('wrongValue', { key, expected: '"file.csv" / ["a.csv", "b.csv"]' })
  return list as readonly string[]
}

export function wholeNumber(flag: string, value: unknown): number | null {
  if (value === undefined) return null
  const number = typeof value === 'number' ? value : Number(/^\d{1,15}$/.test(String(value)) ? value : Number.NaN)
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError('noWholeNumber', { flag, value: String(value) })
  return number
}
