/** Options of a run: flag before `objectivity.json` before default. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Detector } from '../detectors'
import type { Office } from '../documents'
import { readDate } from '../input/cells'
import type { FileMapping } from '../model'
import { LOCALES, type Locale } from '../model'
import type { SettingsInput } from '../settings'
import { checkedSettings } from '../settings-error'
import { type Arguments, TABLE_FLAGS, type TableFlag, UsageError } from './arguments'
import { FILE_OPTIONS, type FileOptions, fileOptionsSchema } from './settings-file'
import type { Shell } from './shell'

export const SETTINGS_FILE = 'objectivity.json'
/** Where `demo` writes if nothing is said. */
export const DEMO_FOLDER = 'objectivity-demo'

export type TableFiles = Readonly<Partial<Record<TableFlag, readonly string[]>>>

export interface Options {
  readonly tables: TableFiles
  readonly out: string | null
  /** What the office says of the papers that it signs. */
  readonly office: Office
  /** False with `--no-documents`. */
  readonly documents: boolean
  /** True with `--parquet`. */
  readonly parquet: boolean
  readonly locale: Locale
  readonly settings: SettingsInput
  /** Detectors of the user's own, which take part beside the built-in ones. */
  readonly detectors: readonly Detector[]
  /** What the user says of the files. */
  readonly files: readonly FileMapping[]
  /** File to which `validate` writes what the files were taken for. */
  readonly writeMapping: string | null
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
  /** Files of a reference: to judge by, and to write; and whose the written one is. */
  readonly reference: string | null
  readonly saveReference: string | null
  readonly referenceName: string | null
  /** File of cases that rechecks have settled: read by `run`, written by `verify`. */
  readonly settled: string | null
  /** Day of the recheck as year-month-day. */
  readonly date: string | null
  /** Schools that can be observed next time. */
  readonly places: number | null
  /** Threads that judge regions; `null` = as many as there are processors. */
  readonly threads: number | null
}

/**
 * @param detectors detectors of the user's own, loaded
 * @throws UsageError for a settings file that is missing or no JSON, SettingsError for what it holds
 */
export function readOptions(
  { tables, values, switches }: Arguments,
  shell: Shell,
  detectors: readonly Detector[] = [],
): Options {
  const file = readSettingsFile(values.settings, shell)
  const at = (path: string): string => resolve(shell.cwd, path)
  const inFile = (path: string): string => resolve(file.folder, path)
  if (values.json !== undefined && values.json !== '-') throw new UsageError('jsonOnlyToOutput', { value: values.json })

  const locale = values.locale ?? file.options.locale
  if (locale !== undefined && !isLocale(locale))
    throw new UsageError('unknownLocale', { value: locale, known: LOCALES.join(', ') })
  const engine = values.engine ?? file.options.engine ?? 'builtin'
  if (engine !== 'builtin' && engine !== 'duckdb')
    throw new UsageError('unknownChoice', { flag: '--engine', value: engine, known: 'builtin, duckdb' })
  const date = readDate(values.date ?? '')
  if (date === undefined) throw new UsageError('noDate', { value: String(values.date) })

  const { out, settled, reference } = file.options
  const { settings } = file
  const seed = wholeNumber('--seed', values.seed)
  const budget = wholeNumber('--budget', values.budget ?? file.options.budget)
  const hours = wholeNumber('--hours', values.hours)
  const control = sizeOfControl(values.control)
  return {
    tables: Object.fromEntries(
      TABLE_FLAGS.flatMap((name) => {
        const named = file.options[name]
        const paths = tables[name]?.map(at) ?? (named === undefined ? undefined : [named].flat().map(inFile))
        return paths === undefined ? [] : [[name, paths]]
      }),
    ),
    out: values.out === undefined ? (out === undefined ? null : inFile(out)) : at(values.out),
    office: file.options.office ?? {},
    documents: !switches.has('no-documents'),
    parquet: switches.has('parquet'),
    locale: locale ?? environmentLocale(shell.env, shell.language),
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
    detectors,
    files: file.options.files ?? [],
    writeMapping: values['write-mapping'] === undefined ? null : at(values['write-mapping']),
    failOnRecheck: wholeNumber('--fail-on-recheck', values['fail-on-recheck'] ?? file.options.failOnRecheck),
    json: values.json === '-',
    quiet: switches.has('quiet'),
    engine,
    tableName: values.table,
    peers: values.peers === undefined ? null : at(values.peers),
    savePeers: values['save-peers'] === undefined ? null : at(values['save-peers']),
    reference:
      values.reference !== undefined ? at(values.reference) : reference === undefined ? null : inFile(reference),
    saveReference: values['save-reference'] === undefined ? null : at(values['save-reference']),
    referenceName: values['reference-name'] ?? null,
    settled: values.settled === undefined ? (settled === undefined ? null : inFile(settled)) : at(values.settled),
    date,
    places: wholeNumber('--places', values.places),
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

/**
 * The language of the environment, English where it is none of ours. The first of the three variables that is set decides,
 * as POSIX has it; where none is, as on Windows, the language of the system does.
 *
 * @param system language tag of the system, such as `ru-RU`
 */
export function environmentLocale(env: Readonly<Record<string, string | undefined>>, system = ''): Locale {
  const value = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((v) => v !== undefined && v !== '') ?? system
  return LOCALES.find((locale) => value.toLowerCase().startsWith(locale)) ?? 'en'
}

const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value)

/**
 * The language of a mistake, which has to be known before the arguments are understood: `--locale`, the settings file, or
 * the environment.
 */
export function localeOf(args: readonly string[], shell: Pick<Shell, 'cwd' | 'env' | 'language'>): Locale {
  const given = (flag: string): string | undefined => {
    const at = args.findIndex((arg) => arg === flag || arg.startsWith(`${flag}=`))
    return at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1])
  }
  const written = given('--locale') ?? localeInFile(resolve(shell.cwd, given('--settings') ?? SETTINGS_FILE))
  return isLocale(written) ? written : environmentLocale(shell.env, shell.language)
}

function localeInFile(path: string): unknown {
  try {
    return (JSON.parse(textOf(path)) as { locale?: unknown } | null)?.locale
  } catch {
    return undefined // What is wrong with the file is said where it is read.
  }
}

interface SettingsFile {
  readonly options: FileOptions
  readonly settings: SettingsInput
  /** Paths in the file are relative to its folder. */
  readonly folder: string
}

function readSettingsFile(named: string | undefined, { cwd }: Shell): SettingsFile {
  const path = resolve(cwd, named ?? SETTINGS_FILE)
  if (named === undefined && !existsSync(path)) return { options: {}, settings: {}, folder: cwd }
  let text: string
  try {
    text = textOf(path)
  } catch (error) {
    throw new UsageError('unreadable', { file: path }, error)
  }
  const content = parse(text, path)
  const isOption = ([key]: [string, unknown]): boolean => (FILE_OPTIONS as readonly string[]).includes(key)
  const entries = Object.entries(checkedSettings(fileOptionsSchema, content, path))
  return {
    options: Object.fromEntries(entries.filter(isOption)),
    settings: Object.fromEntries(entries.filter((entry) => !isOption(entry))),
    folder: dirname(path),
  }
}

/** Without the mark that Windows puts before UTF-8. */
const textOf = (path: string): string => readFileSync(path, 'utf8').replace(/^\ufeff/, '')

function parse(text: string, file: string): unknown {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw new UsageError('noJson', { file }, error)
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content))
    throw new UsageError('noJson', { file, message: '{ ... }' })
  return content
}

export function wholeNumber(flag: string, value: unknown): number | null {
  if (value === undefined) return null
  const number = typeof value === 'number' ? value : Number(/^\d{1,15}$/.test(String(value)) ? value : Number.NaN)
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError('noWholeNumber', { flag, value: String(value) })
  return number
}
