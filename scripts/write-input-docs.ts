/**
 * Writes the tables of `docs/input.md` and `docs/input.ru.md` from the descriptions that the reader itself uses:
 * `npx tsx scripts/write-input-docs.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { COLUMNS, type Column, REQUIRED } from '../src/input/headers/columns'
import { LAYOUTS } from '../src/input/headers/layouts'
import type { Locale, TableName } from '../src/model'
import { KIND } from '../src/words/terms'

const TABLES: readonly TableName[] = [
  'schools',
  'results',
  'assessments',
  'observers',
  'participation',
  'rechecks',
  'earlier',
  'codifier',
]
const HEADS = {
  en: {
    columns: ['table', 'column', 'also written as'],
    layouts: ['export', 'kind', 'header', 'left unread'],
    asAbove: 'as above',
  },
  ru: {
    columns: ['таблица', 'столбец', 'как ещё пишется'],
    layouts: ['выгрузка', 'вид', 'заголовок', 'не читается'],
    asAbove: 'как выше',
  },
} as const
/** Columns of a header that are shown; the rest are the same again. */
const SHOWN = 24

const code = (text: string) => `\`${text.replace(/\n/g, ' ').replace(/\|/g, '\\|')}\``
const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

function columnsTable(locale: Locale): string {
  const told = new Set<Column>()
  const rows = TABLES.flatMap((table) =>
    COLUMNS[table].map((column, index) => {
      const { name, aliases } = column
      const names = told.has(column) ? HEADS[locale].asAbove : aliases.map(code).join(', ')
      told.add(column)
      const required = table === 'results' ? ['school_id', 'subject'] : REQUIRED[table]!
      const shown = required.includes(name) ? `**${code(name)}**` : code(name)
      return [index === 0 ? code(table) : '', shown, names]
    }),
  )
  return tableOf(HEADS[locale].columns, rows)
}

function layoutsTable(locale: Locale): string {
  const rows = LAYOUTS.map(({ title, kind, example, unread }) => {
    const header = example.slice(0, SHOWN).map(code).join(', ') + (example.length > SHOWN ? ', …' : '')
    return [title[locale], KIND[kind][locale], header, unread.map(code).join(', ')]
  })
  return tableOf(HEADS[locale].layouts, rows)
}

/** A document with its generated parts renewed. */
export function renewed(text: string, locale: Locale): string {
  const parts = { columns: columnsTable(locale), layouts: layoutsTable(locale) }
  return Object.entries(parts).reduce(
    (document, [name, table]) =>
      document.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, start, end) => `${start}${table}\n${end}`,
      ),
    text,
  )
}

export const INPUT_DOCS: readonly (readonly [file: string, locale: Locale])[] = [
  [join(import.meta.dirname, '..', 'docs', 'input.md'), 'en'],
  [join(import.meta.dirname, '..', 'docs', 'input.ru.md'), 'ru'],
]

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const [file, locale] of INPUT_DOCS) writeFileSync(file, renewed(readFileSync(file, 'utf8'), locale))
