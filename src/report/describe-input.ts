/** What was understood of each file, in words: for `validate`, and for whoever wants to know what a run rests on. */
import type { Locale, MonitorInput, Problem, SourceSummary } from '../model'
import { fill, formatNumber } from '../words/format'
import { DELIMITERS, INPUT } from '../words/input'
import { said } from '../words/language'
import { KIND } from '../words/terms'
import { describeJoins } from './describe-joins'
import { problemText, rowsInWords } from './describe-problem'

/** Columns named in full before the rest is counted. */
const COLUMNS_NAMED = 12

/**
 * One entry per file: what it is, how it was written, what it speaks of, how many rows were used and why others were
 * not.
 *
 * @example
 * describeInput(input, 'en')[0]
 * // ['results.csv: results of pupils; windows-1251, delimiter semicolon', '4000 rows read: 3998 used, 2 set aside', ...]
 */
export function describeInput(input: Pick<MonitorInput, 'sources' | 'problems'>, locale: Locale): string[][] {
  return input.sources.map((source) => {
    const own = input.problems.filter(({ file, table }) => file === source.file && table === source.table)
    return [
      heading(source, locale),
      rowsLine(source, locale),
      ...describeJoins(source, locale),
      ...reasons(own, locale),
      ...ignoredLine(source, locale),
    ]
  })
}

function heading(source: SourceSummary, locale: Locale): string {
  const words = said(INPUT, locale)
  const kind = KIND[source.kind][locale]
  const layout = source.layout === null ? '' : `, ${source.layoutTitle?.[locale] ?? source.layout}`
  const form = [source.encoding ?? '']
  if (source.delimiter !== null)
    form.push(`${words.delimiter}: ${DELIMITERS[source.delimiter]?.[locale] ?? source.delimiter}`)
  if (source.decimal !== null) form.push(`${words.decimal}: ${words.decimals[source.decimal]}`)
  const name = source.file === null ? kind : `${source.file}: ${kind}`
  const parts = [`${name}${layout}`, form.filter((part) => part !== '').join(', '), contextOf(source, locale)]
  return parts.filter((part) => part !== '').join('; ')
}

function contextOf({ context }: SourceSummary, locale: Locale): string {
  if (context === undefined) return ''
  const words = said(INPUT, locale)
  const { subject, grade, year } = context
  const known = [
    subject,
    grade === null ? null : fill(words.grade, { grade }, locale),
    year === null ? null : fill(words.year, { year: String(year) }, locale),
  ]
  return `${known.filter((part) => part !== null).join(', ')} (${words.fromName})`
}

function rowsLine({ rows, used, setAside, skipped = 0 }: SourceSummary, locale: Locale): string {
  const words = said(INPUT, locale)
  const counts: readonly [string, number][] = [
    [words.read, rows],
    [words.used, used],
    [words.setAside, setAside],
    [words.skipped, skipped],
  ]
  return counts
    .filter(([name, count]) => count > 0 || name !== words.skipped)
    .map(([name, count]) => `${name}: ${formatNumber(count, locale)}`)
    .join(', ')
}

/** Why rows were set aside: once per reason, with the number of rows and the first of them. */
function reasons(problems: readonly Problem[], locale: Locale): string[] {
  const groups = new Map<string, { first: Problem; count: number }>()
  for (const problem of problems) {
    if (problem.severity !== 'setAside') continue
    const group = groups.get(problem.code)
    if (group === undefined) groups.set(problem.code, { first: problem, count: problem.count ?? 1 })
    else group.count += problem.count ?? 1
  }
  return [...groups.values()].map(({ first, count }) => {
    const { what } = problemText(first, locale)
    if (first.row === null) return `${rowsInWords(count, locale)}: ${what}`
    if (count === 1) return `${said(INPUT, locale).row} ${first.row}: ${what}`
    return `${rowsInWords(count, locale)} (${said(INPUT, locale).first} ${first.row}): ${what}`
  })
}

function ignoredLine({ ignoredColumns }: SourceSummary, locale: Locale): string[] {
  if (ignoredColumns.length === 0) return []
  const named = ignoredColumns.slice(0, COLUMNS_NAMED).join(', ')
  const more = ignoredColumns.length - COLUMNS_NAMED
  const rest = more <= 0 ? '' : ` (+ ${fill(said(INPUT, locale).more, { more }, locale)})`
  return [`${said(INPUT, locale).ignored}: ${named}${rest}`]
}
