/** Small pieces that several sections of the report share. */
import type { Assessment, Ground, Locale, MonitorResult, SchoolResult, SittingResult, Tier } from '../../model'
import { type Words, wordsOf } from '../../words'
import { formatPercent } from '../../words/format'
import { detectorsById } from '../reasons'
import { familyWords, wordFor } from '../sentences'
import { spansYears } from '../tables'
import { Html, html, name } from './escape'
import { pageNumbers } from './page-numbers'
import { STYLE } from './style'

/** What every section sees. */
export interface View {
  readonly result: MonitorResult
  readonly locale: Locale
  readonly words: Words
  readonly schoolById: ReadonlyMap<string, SchoolResult>
  readonly detectorById: ReturnType<typeof detectorsById>
  readonly sittingsOf: ReadonlyMap<string, readonly SittingResult[]>
  /** True where short names of sittings need their years. */
  readonly withYear: boolean
  /** Paths of the files that lie beside the report, as seen from it. */
  readonly files: readonly string[]
  /** Numbers of the pages of schools. */
  readonly pageOf: ReadonlyMap<string, number>
  /** The name of a school, leading to its page; where nothing is listed of it, the script makes the link. */
  readonly linked: (school: Pick<SchoolResult, 'schoolId' | 'name' | 'recheck'>) => Html
}

export function viewOf(result: MonitorResult, locale: Locale, files: readonly string[] = []): View {
  const numbers = pageNumbers(result)
  const sittingsOf = new Map<string, SittingResult[]>()
  for (const sitting of result.sittings) {
    const sittings = sittingsOf.get(sitting.schoolId)
    if (sittings === undefined) sittingsOf.set(sitting.schoolId, [sitting])
    else sittings.push(sitting)
  }
  return {
    result,
    locale,
    words: wordsOf(locale),
    schoolById: new Map(result.schools.map((school) => [school.schoolId, school])),
    detectorById: detectorsById(result),
    sittingsOf,
    withYear: spansYears(result),
    files,
    pageOf: numbers,
    linked: (school) =>
      school.recheck
        ? html`<a href="#school-${numbers.get(school.schoolId)}">${schoolName(school)}</a>`
        : html`<span data-page="${numbers.get(school.schoolId)}">${schoolName(school)}</span>`,
  }
}

const MARKS: Readonly<Record<Tier | 'together', string>> = {
  together: '●○○',
  strong: '●●●',
  moderate: '●●○',
  watch: '●○○',
  clear: '○○○',
  notAssessable: '– – –',
}

/** The tier as filled marks and a word. */
export const tierMark = (tier: Tier | 'together', words: Words): Html =>
  html`<span class="marks" aria-hidden="true">${MARKS[tier]}</span> ${words.tier[tier]}`

/** Grounds in words, one per line. */
export const groundList = (grounds: readonly Ground[], words: Words): Html =>
  html`<ul class="plain">${grounds.map((ground) => html`<li>${words.ground[ground]}</li>`)}</ul>`

/** Name of a school with its id; the id alone where there is no name. */
export const schoolName = (school: { readonly schoolId: string; readonly name: string | null }): Html =>
  school.name === null
    ? name(school.schoolId)
    : html`${name(school.name)} <span class="quiet">${name(school.schoolId)}</span>`

/** Mean by pupils of what is known of a test, as a percentage of the maximum; `null` where nothing is. */
export function meanShare(
  sittings: readonly SittingResult[],
  { maxScore }: Pick<Assessment, 'maxScore'>,
  { locale }: Pick<View, 'locale'>,
): string | null {
  const known = sittings.filter(({ mean, participants }) => mean !== null && participants !== null)
  const pupils = known.reduce((sum, { participants }) => sum + participants!, 0)
  if (pupils === 0 || maxScore === null) return null
  return formatPercent(known.reduce((sum, s) => sum + s.mean! * s.participants!, 0) / pupils / maxScore, locale)
}

/** A name as a hint of the mouse can show it. */
export const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

/** Label of a peer group in words; the whole region where there is none. */
export function groupLabel(
  id: string | null,
  { result, locale, words }: Pick<View, 'words' | 'locale'> & { readonly result: Pick<MonitorResult, 'peerGroups'> },
): Html {
  if (id === null) return html`${words.term.wholeRegion}`
  const group = result.peerGroups.find((g) => g.id === id)
  return group === undefined ? name(id) : html`${name(group.id)}. ${name(group.label[locale])}`
}

/** A page of which nothing is loaded, and nothing runs but the script it is given. */
export const plainPage = (
  title: string,
  locale: Locale,
  main: Html,
  script: { readonly text: string; readonly hash: string } | null = null,
): string =>
  html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';${script !== null && html` script-src '${script.hash}';`} base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><style>${new Html(STYLE)}</style></head>
<body><header><h1>${title}</h1></header>
<main>${main}</main>${script !== null && html`<script>${new Html(script.text)}</script>`}</body></html>
`.text

export interface Column<R> {
  readonly title: string
  readonly cell: (row: R, index: number) => Html | string | number
  readonly number?: boolean
  /** Takes what the other columns leave. */
  readonly wide?: boolean
  /** The cell that names the row. */
  readonly heading?: boolean
  /** What the column is sorted by, where the text of the cell will not do; `null` comes last. */
  readonly sortBy?: (row: R) => string | number | null
}

/** A browser builds so many rows at once; the others come by a button, by search, and on paper. */
const MOST_ROWS_AT_ONCE = 100

/** Search and filters above a table; they appear only where the script runs. */
export interface Tools {
  /** Of the table. */
  readonly id: string
  /** Of its section: `#address?filter=value` in the address of the page shows the table filtered so. */
  readonly address: string
  readonly filters: readonly {
    readonly name: string
    readonly label: string
    readonly options: readonly (readonly [value: string, label: string])[]
  }[]
}

/** Tools with the values of a row by name of the filter. */
export interface RowTools<R> extends Tools {
  readonly valuesOf: Readonly<Record<string, (row: R) => readonly string[]>>
  readonly words: Words
}

const classOf = <R>({ number, wide }: Column<R>): Html | null => {
  if (number === true) return html` class="number"`
  return wide === true ? html` class="broad"` : null
}

/** A table; on narrow screens each row becomes a card whose lines carry the column's title. */
export function tableOf<R>(
  caption: string,
  columns: readonly Column<R>[],
  rows: readonly R[],
  tools?: RowTools<R>,
): Html {
  const cell = (column: Column<R>, row: R, index: number): Html => {
    const value = column.sortBy === undefined ? null : html` data-value="${column.sortBy(row)}"`
    const content = column.cell(row, index)
    return column.heading === true
      ? html`<th scope="row"${classOf(column)}${value}>${content}</th>`
      : html`<td${classOf(column)}${value} data-title="${column.title}">${content}</td>`
  }
  const data = (row: R): Html[] =>
    Object.entries(tools?.valuesOf ?? {}).map(
      ([filter, valuesOf]) => html` data-${filter}="${valuesOf(row).map(filterCode).join('|')}"`,
    )
  const table = (
    part: readonly R[],
    before: number,
    id: Html | null,
  ): Html => html`<table class="cards"${id} aria-label="${caption}">
<thead><tr>${columns.map((column) => html`<th scope="col"${classOf(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${part.map((row, i) => html`<tr${data(row)}>${columns.map((column) => cell(column, row, before + i))}</tr>\n`)}</tbody>
</table>`
  if (tools === undefined) return html`<div class="wide">${table(rows, 0, null)}</div>`
  const later = rows.slice(MOST_ROWS_AT_ONCE)
  return html`${toolbar(tools, rows.length, MOST_ROWS_AT_ONCE, tools.words)}<div class="wide">${table(rows.slice(0, MOST_ROWS_AT_ONCE), 0, html` id="${tools.id}"`)}
${later.length > 0 && html`<noscript id="${tools.id}-later">${table(later, MOST_ROWS_AT_ONCE, null)}</noscript>`}</div>`
}

/** A value of a filter: it may hold anything but the separator. */
export const filterCode = (value: string): string => value.replaceAll('|', '/').trim()

/**
 * @param rows of the table
 * @param perPage rows that are shown at once
 */
export const toolbar = (
  { id, address, filters }: Tools,
  rows: number,
  perPage: number,
  { report, listing }: Words,
): Html =>
  html`<form class="tools" data-table="${id}" data-address="${address}" data-limit="${perPage}" data-rows="${rows}" hidden><label>${report.search}<input type="search" name="q"></label>
${filters.map(
  ({ name, label, options }) =>
    html`<label>${label}<select name="${name}"><option value="">${report.all}</option>${options.map(([value, text]) => html`<option value="${filterCode(value)}">${text}</option>`)}</select></label>`,
)}<output></output><span class="pager" hidden><button type="button" data-step="-1">← ${listing.earlier}</button><button type="button" data-step="1">${listing.later} →</button><button type="button" data-step="0">${listing.everything}</button></span>
<p class="empty" hidden>${listing.empty} <button type="reset">${listing.reset}</button></p></form>`

/** Pairs of a term and its value. */
export const facts = (pairs: readonly (readonly [string, Html | string])[]): Html =>
  html`<dl class="facts">${pairs.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`

export const familyWord = (family: string, { result, locale }: View): string =>
  wordFor(familyWords(result.detectors, locale), family)
