/** What the user says of the files: table, sheet, header row, subject, grade, year, columns. It comes before every guess. */
import type { FileMapping, Problem } from '../../model'
import { nearest } from '../../nearest'
import { CONTEXT } from '../../words/terms'
import { problem } from '../problems'
import { clean, comparable } from '../text'
import { COLUMNS } from './columns'
import { numberedMeaning } from './header'
import type { GivenColumns } from './recognise'

/** Meanings that are no column. */
const BESIDES = ['context', 'ignore']

/** Every name that a column can be given. Numbered ones are named by their first. */
export const MEANINGS: readonly string[] = [
  ...new Set(Object.values(COLUMNS).flatMap((columns) => columns.map(({ name }) => name))),
  ...Object.keys(CONTEXT),
  ...BESIDES,
]
const NUMBERED_EXAMPLES = ['item_1', 'score_0', 'mark_2', 'level_1', 'item_1_percent']

export const isMeaning = (name: string): boolean => MEANINGS.includes(name) || numberedMeaning(name) !== null

const TABLES: readonly string[] = Object.keys(COLUMNS)
const KEYS = ['file', 'table', 'sheet', 'headerRow', 'subject', 'grade', 'year', 'columns', 'skip']

/** What is wrong with the entries: keys, tables and meanings that there are not, each with the nearest there is. */
export function checkMappings(mappings: readonly FileMapping[]): Problem[] {
  return mappings.flatMap((entry) => {
    const place = { table: 'results' as const, file: typeof entry.file === 'string' ? entry.file : null }
    const wrong = (column: string, found: unknown, expected: string) =>
      problem('wrongMapping', { ...place, column, found: JSON.stringify(found) ?? '', expected })
    const problems: Problem[] = []
    for (const key of Object.keys(entry))
      if (!KEYS.includes(key))
        problems.push(wrong(key, entry[key as keyof FileMapping], nearest(key, KEYS) ?? KEYS.join(', ')))
    if (typeof entry.file !== 'string' || entry.file === '')
      problems.push(wrong('file', entry.file, '"Математика 4.xlsx", "*.csv"'))
    const { table, headerRow, grade, year, columns = {} } = entry
    if (table !== undefined && !TABLES.includes(table))
      problems.push(wrong('table', table, nearest(String(table), TABLES) ?? TABLES.join(', ')))
    for (const [key, value, least, most] of [
      ['headerRow', headerRow, 1, 1_048_576],
      ['grade', grade, 1, 11],
      ['year', year, 1990, 2100],
    ] as const)
      if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
        problems.push(wrong(key, value, `${least}…${most}`))
    for (const [header, meaning] of Object.entries(columns))
      if (typeof meaning !== 'string' || !isMeaning(meaning))
        problems.push(
          problem('unknownMeaning', {
            ...place,
            column: header,
            found: String(meaning),
            expected: nearest(String(meaning), [...MEANINGS, ...NUMBERED_EXAMPLES]),
          }),
        )
    return problems
  })
}

/** Whether a pattern names a file: by its name, its whole path, or the end of it. */
export function namesFile(pattern: string, file: string): boolean {
  const parts = file.normalize('NFC').split(/[\\/]/)
  const wanted = pattern
    .normalize('NFC')
    .replace(/^\.[\\/]/, '')
    .split(/[\\/]/)
  if (wanted.length > parts.length) return false
  const end = parts.slice(-wanted.length)
  return wanted.every((part, i) => matchesName(part, end[i]!))
}

function matchesName(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`, 'iu').test(name)
}

/** What is said of a sheet of a file, in the order of the header rows; those without a row speak of its first table. */
export function mappingsOf(
  mappings: readonly FileMapping[],
  file: string | null,
  sheet: string | null,
): readonly FileMapping[] {
  return mappings
    .filter((entry) => file !== null && namesFile(entry.file, file))
    .filter((entry) => entry.sheet === undefined || (sheet !== null && clean(entry.sheet) === clean(sheet)))
    .sort((a, b) => (a.headerRow ?? 0) - (b.headerRow ?? 0))
}

/** The columns of a header that the user has named. A header that stands several times is named with what is above it. */
export function givenColumns({ columns = {} }: FileMapping): GivenColumns {
  const wanted = new Map(Object.entries(columns).map(([header, meaning]) => [comparable(header), meaning]))
  const exact = new Map(Object.entries(columns).map(([header, meaning]) => [clean(header), meaning]))
  return ({ texts, paths }) => {
    const given = new Map<number, string>()
    for (const [index, text] of texts.entries()) {
      const path = paths[index]!
      const meaning =
        exact.get(path.join(' / ')) ??
        wanted.get(comparable(path.join(' ')) || '\u0000') ??
        exact.get(path.at(-1) ?? '') ??
        exact.get(text) ??
        wanted.get(comparable(text) || '\u0000')
      if (meaning !== undefined && text !== '') given.set(index, meaning)
    }
    return given
  }
}

/** Under what a mapping names the columns of a header: its text, or all that stands above it where it is not the only one. */
export function columnKeys(paths: readonly (readonly string[])[]): readonly string[] {
  const count = new Map<string, number>()
  for (const path of paths)
    count.set(comparable(path.at(-1) ?? ''), (count.get(comparable(path.at(-1) ?? '')) ?? 0) + 1)
  return paths.map((path) => {
    const text = path.at(-1) ?? ''
    return count.get(comparable(text))! > 1 ? path.join(' / ') : text
  })
}
