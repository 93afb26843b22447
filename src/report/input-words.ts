/** What was understood of each file, in words: for `validate`, and for whoever wants to know what a run rests on. */
import type { MonitorInput, Problem, SourceSummary } from '../model'
import { formatNumber, type Locale, plural } from './format'
import { problemText, rowsInWords } from './problem-words'

type Text = Readonly<Record<Locale, string>>

/** Layouts by their id (`input/layouts`). */
export const LAYOUT_TITLES: Readonly<Record<string, Text>> = {
  'pupils-2020': { ru: 'ВПР, осень 2020: протоколы участников', en: 'VPR, autumn 2020: pupils' },
  'pupils-2021': { ru: 'ВПР 2021: протоколы участников', en: 'VPR 2021: pupils' },
  'protocol-2022': { ru: 'ВПР 2022: лист «Протокол»', en: 'VPR 2022: sheet "Протокол"' },
  'individual-2026': { ru: 'ВПР 2026: «Индивидуальные результаты»', en: 'VPR 2026: individual results' },
  'mark-statistics': { ru: '«Статистика по отметкам»', en: '"Statistics of marks"' },
  'journal-comparison': {
    ru: '«Сравнение отметок с отметками по журналу»',
    en: '"Marks compared with journal marks"',
  },
  'journal-comparison-long': {
    ru: '«Сравнение отметок с отметками по журналу», старый вид',
    en: '"Marks compared with journal marks", older form',
  },
  'score-distribution': { ru: '«Распределение первичных баллов»', en: '"Distribution of primary scores"' },
  'mark-distribution': { ru: '«Распределение отметок»', en: '"Distribution of marks"' },
}

/** Kinds of tables (`SourceSummary.kind`). */
export const KIND_TITLES: Readonly<Record<string, Text>> = {
  pupils: { ru: 'результаты участников', en: 'results of pupils' },
  distributions: { ru: 'распределения баллов или отметок', en: 'distributions of scores or marks' },
  summaries: { ru: 'средние результаты', en: 'mean results' },
  journalChange: { ru: 'отметки и журнал', en: 'marks and journal' },
  schools: { ru: 'школы', en: 'schools' },
  observers: { ru: 'наблюдатели', en: 'observers' },
  assessments: { ru: 'шкалы', en: 'scales' },
  participation: { ru: 'численность и участие', en: 'enrolment and participation' },
  rechecks: { ru: 'итоги перепроверки', en: 'outcomes of rechecks' },
  earlier: { ru: 'списки прошлых лет', en: 'lists of earlier years' },
}

const DELIMITERS: Readonly<Record<string, Text>> = {
  ';': { ru: 'точка с запятой', en: 'semicolon' },
  ',': { ru: 'запятая', en: 'comma' },
  '\t': { ru: 'табуляция', en: 'tab' },
  '|': { ru: 'вертикальная черта', en: 'vertical bar' },
}

const WORDS = {
  ru: {
    delimiter: 'разделитель',
    decimal: 'десятичный знак',
    decimals: { ',': 'запятая', '.': 'точка' },
    grade: (grade: number) => `${grade} класс`,
    year: (year: number) => `${year} год`,
    fromName: 'из названия',
    read: 'строк прочитано',
    used: 'учтено',
    setAside: 'отложено',
    skipped: 'не данные (итоги, заголовки школ)',
    row: 'строка',
    first: 'первая —',
    ignored: 'не используются столбцы',
  },
  en: {
    delimiter: 'delimiter',
    decimal: 'decimal sign',
    decimals: { ',': 'comma', '.': 'point' },
    grade: (grade: number) => `grade ${grade}`,
    year: (year: number) => `${year}`,
    fromName: 'from the title',
    read: 'rows read',
    used: 'used',
    setAside: 'set aside',
    skipped: 'no data (totals, headings of schools)',
    row: 'row',
    first: 'first:',
    ignored: 'columns not used',
  },
} as const

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
    return [heading(source, locale), rowsLine(source, locale), ...reasons(own, locale), ...ignoredLine(source, locale)]
  })
}

function heading(source: SourceSummary, locale: Locale): string {
  const words = WORDS[locale]
  const title = (text: Text | undefined, fallback: string) => text?.[locale] ?? fallback
  const kind = title(KIND_TITLES[source.kind], source.kind)
  const layout = source.layout === null ? '' : `, ${title(LAYOUT_TITLES[source.layout], source.layout)}`
  const form = [source.encoding ?? '']
  if (source.delimiter !== null)
    form.push(`${words.delimiter}: ${title(DELIMITERS[source.delimiter], source.delimiter)}`)
  if (source.decimal !== null) form.push(`${words.decimal}: ${words.decimals[source.decimal]}`)
  const name = source.file === null ? kind : `${source.file}: ${kind}`
  const parts = [`${name}${layout}`, form.filter((part) => part !== '').join(', '), contextOf(source, locale)]
  return parts.filter((part) => part !== '').join('; ')
}

function contextOf({ context }: SourceSummary, locale: Locale): string {
  if (context === undefined) return ''
  const words = WORDS[locale]
  const { subject, grade, year } = context
  const known = [subject, grade === null ? null : words.grade(grade), year === null ? null : words.year(year)]
  return `${known.filter((part) => part !== null).join(', ')} (${words.fromName})`
}

function rowsLine({ rows, used, setAside, skipped = 0 }: SourceSummary, locale: Locale): string {
  const words = WORDS[locale]
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
    if (count === 1) return `${WORDS[locale].row} ${first.row}: ${what}`
    return `${rowsInWords(count, locale)} (${WORDS[locale].first} ${first.row}): ${what}`
  })
}

function ignoredLine({ ignoredColumns }: SourceSummary, locale: Locale): string[] {
  if (ignoredColumns.length === 0) return []
  const named = ignoredColumns.slice(0, COLUMNS_NAMED).join(', ')
  const more = ignoredColumns.length - COLUMNS_NAMED
  const forms = locale === 'ru' ? ['столбец', 'столбца', 'столбцов'] : ['column', 'columns']
  const rest = more <= 0 ? '' : ` (+ ${formatNumber(more, locale)} ${plural(more, forms, locale)})`
  return [`${WORDS[locale].ignored}: ${named}${rest}`]
}
