/** What every file was taken for, in words: a line or a block per table. */
import type { InspectedColumn, InspectedTable, Inspection, Locale, SourceSummary } from '../model'
import { fill, formatNumber } from '../words/format'
import { INPUT, INSPECTION } from '../words/input'
import { said } from '../words/language'
import { KIND } from '../words/terms'
import { meaningTitle } from './describe-problem'

/** A table with the counts of its rows, where it has been read. */
export interface ReadTable {
  /** As in messages: the file, with the sheet where there are several. */
  readonly name: string
  readonly table: InspectedTable
  readonly source: SourceSummary | null
}

/** The tables of all files, in the order of the files, each with its counts. */
export function tablesOfInspections(
  inspections: readonly Inspection[],
  sources: readonly SourceSummary[],
): ReadTable[] {
  return inspections.flatMap(({ file, sheets }) => {
    const own = sources.filter((source) => source.file === file || source.file?.startsWith(`${file} [`) === true)
    return sheets.flatMap(({ sheet, tables }) =>
      tables.map((table, i): ReadTable => {
        const place = i === 0 ? [file, `${file} [${sheet}]`] : [`A${table.headerRows[0]}]`]
        const source = own.find(
          (one) => one.table === table.table && place.some((end) => end !== null && one.file?.endsWith(end) === true),
        )
        return { name: source?.file ?? file ?? '', table, source: source ?? null }
      }),
    )
  })
}

/**
 * What a table was taken for: what it is, of what it speaks and what says so, how many rows; then (`whole`) where its
 * header is and what every column means.
 */
export function describeTable({ name, table, source }: ReadTable, locale: Locale, whole: boolean): string[] {
  const words = said(INSPECTION, locale)
  const kind = KIND[table.kind][locale]
  const layout = table.layoutTitle === null ? '' : ` (${table.layoutTitle[locale]})`
  const certainty = table.certainty === 'sure' ? '' : ` — ${words.certainty[table.certainty]}`
  const head = [`${name}: ${kind}${layout}${certainty}`, placeOf(table, locale), rowsOf(source, locale)]
  const line = head.filter((part) => part !== '').join('; ')
  const unknown = table.columns.filter(({ meaning }) => meaning === null).map(({ header }) => quoted(header, locale))
  const notRead = unknown.length === 0 ? [] : [`${words.unknown}: ${listed(unknown, locale)}`]
  if (!whole) return [line, ...notRead]
  const [first, last] = table.headerRows
  const rows =
    first === last ? fill(words.headerRow, { row: first }, locale) : fill(words.headerRows, { first, last }, locale)
  return [line, `${rows}; ${words.columns}: ${columnsOf(table.columns, locale)}`, ...notRead]
}

function rowsOf(source: SourceSummary | null, locale: Locale): string {
  if (source === null) return ''
  const words = said(INPUT, locale)
  const { rows, used, setAside, skipped = 0 } = source
  const number = (count: number) => formatNumber(count, locale)
  const parts = [`${words.read}: ${number(rows)}`]
  if (used !== rows) parts.push(`${words.used}: ${number(used)}`)
  if (setAside > 0) parts.push(`${words.setAside}: ${number(setAside)}`)
  if (skipped > 0) parts.push(`${words.skipped}: ${number(skipped)}`)
  return parts.join(', ')
}

/** Subject, grade and year, each with what says it; equal origins are said once. */
function placeOf(table: InspectedTable, locale: Locale): string {
  if (table.table !== 'results') return ''
  const words = said(INSPECTION, locale)
  const inWords = said(INPUT, locale)
  const { subject, grade, year, subjects } = table
  const values = [
    { text: subject.value, name: words.subject, origin: subject.origin },
    {
      text: grade.value === null ? null : fill(inWords.grade, { grade: grade.value }, locale),
      name: words.grade,
      origin: grade.origin,
    },
    {
      text: year.value === null ? null : fill(inWords.year, { year: String(year.value) }, locale),
      name: words.year,
      origin: year.origin,
    },
  ]
  const parts: string[] = subjects.length > 1 ? [fill(words.beside, { subjects: subjects.join(', ') }, locale)] : []
  const left = subjects.length > 1 ? values.slice(1) : values
  for (const origin of new Set(left.map((value) => value.origin))) {
    const of = left.filter((value) => value.origin === origin)
    if (origin === null) parts.push(`${of.map(({ name }) => name).join(', ')} — ${words.nowhere}`)
    else if (origin === 'column') parts.push(`${of.map(({ name }) => name).join(', ')} — ${words.origins.column}`)
    else parts.push(`${of.map(({ text }) => text).join(', ')} (${words.origins[origin]})`)
  }
  return parts.join(', ')
}

/** A header as it stands in the file, cut where it is a whole question. */
const quoted = (text: string, locale: Locale): string =>
  fill(said(INSPECTION, locale).quoted, { text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text }, locale)
const LONGEST = 60

/** Names in full before the rest is counted. */
const NAMED = 12

function listed(names: readonly string[], locale: Locale): string {
  const more = names.length - NAMED
  const rest = more <= 0 ? '' : `, ${fill(said(INPUT, locale).more, { more }, locale)}`
  return names.slice(0, NAMED).join(', ') + rest
}

/** Every column that was read with its meaning; those that are numbered together. */
function columnsOf(columns: readonly InspectedColumn[], locale: Locale): string {
  const words = said(INSPECTION, locale)
  const parts: string[] = []
  const context = columns.filter(({ meaning }) => meaning === 'context').map(({ header }) => quoted(header, locale))
  const ignored = columns.filter(({ meaning }) => meaning === 'ignore').map(({ header }) => quoted(header, locale))
  const read = columns.filter(({ meaning }) => meaning !== null && meaning !== 'context' && meaning !== 'ignore')
  for (let i = 0; i < read.length; i++) {
    const { header, meaning } = read[i]!
    const family = familyOf(meaning!)
    if (family === null) {
      parts.push(`${quoted(header, locale)} — ${meaningTitle(meaning!, locale)}`)
      continue
    }
    let last = i
    while (
      last + 1 < read.length &&
      familyOf(read[last + 1]!.meaning!) === family &&
      read[last + 1]!.subject === read[i]!.subject
    )
      last++
    const range =
      last === i ? quoted(header, locale) : `${quoted(header, locale)}…${quoted(read[last]!.header, locale)}`
    parts.push(`${range} — ${words.families[family]}`)
    i = last
  }
  if (context.length > 0) parts.push(`${words.context}: ${listed(context, locale)}`)
  if (ignored.length > 0) parts.push(`${words.ignored}: ${listed(ignored, locale)}`)
  return parts.join('; ')
}

type Family = 'item' | 'score' | 'mark' | 'level' | 'percent'

function familyOf(meaning: string): Family | null {
  const match = /^(item|score|mark|level)_\d+(_percent)?$/.exec(meaning)
  if (match === null) return null
  return match[2] === undefined ? (match[1] as Family) : 'percent'
}
