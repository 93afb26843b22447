/** Small pieces that several sections of the report share. */
import type { Ground, MonitorResult, SchoolResult, Tier } from '../../model'
import type { Locale } from '../format'
import { type Words, wordFor, wordsOf } from '../words'
import { type Html, html, name } from './escape'

/** What every section sees. */
export interface View {
  readonly result: MonitorResult
  readonly locale: Locale
  readonly words: Words
  readonly schoolById: ReadonlyMap<string, SchoolResult>
}

export const viewOf = (result: MonitorResult, locale: Locale): View => ({
  result,
  locale,
  words: wordsOf(locale),
  schoolById: new Map(result.schools.map((school) => [school.schoolId, school])),
})

const MARKS: Readonly<Record<Tier, string>> = {
  strong: '●●●',
  moderate: '●●○',
  watch: '●○○',
  clear: '○○○',
  notAssessable: '– – –',
}

/** The tier as filled marks and a word. */
export const tierMark = (tier: Tier, words: Words): Html =>
  html`<span class="marks" aria-hidden="true">${MARKS[tier]}</span> ${words.tier[tier]}`

/** Grounds in words, one per line. */
export const groundList = (grounds: readonly Ground[], words: Words): Html =>
  html`<ul class="plain">${grounds.map((ground) => html`<li>${words.ground[ground]}</li>`)}</ul>`

/** Name of a school with its id; the id alone where there is no name. */
export const schoolName = (school: { readonly schoolId: string; readonly name: string | null }): Html =>
  school.name === null
    ? name(school.schoolId)
    : html`${name(school.name)} <span class="quiet">${name(school.schoolId)}</span>`

/** Label of a peer group in words; the whole region where there is none. */
export function groupLabel(id: string | null, { result, locale, words }: View): Html {
  if (id === null) return html`${words.term.wholeRegion}`
  const group = result.peerGroups.find((g) => g.id === id)
  return group === undefined
    ? name(id)
    : html`${name(group.id)} <span class="quiet">${name(group.label[locale])}</span>`
}

export interface Column<R> {
  readonly title: string
  readonly cell: (row: R, index: number) => Html | string | number
  readonly number?: boolean
  /** Takes what the other columns leave. */
  readonly wide?: boolean
  /** The cell that names the row. */
  readonly heading?: boolean
}

const classOf = <R>({ number, wide }: Column<R>): Html | null => {
  if (number === true) return html` class="number"`
  return wide === true ? html` class="broad"` : null
}

/** A table; on narrow screens each row becomes a card whose lines carry the column's title. */
export function tableOf<R>(caption: string, columns: readonly Column<R>[], rows: readonly R[]): Html {
  const cell = (column: Column<R>, row: R, index: number) => {
    const kind = classOf(column)
    const content = column.cell(row, index)
    return column.heading === true
      ? html`<th scope="row"${kind}>${content}</th>`
      : html`<td${kind} data-title="${column.title}">${content}</td>`
  }
  return html`<div class="wide"><table class="cards" aria-label="${caption}">
<thead><tr>${columns.map((c) => html`<th scope="col"${classOf(c)}>${c.title}</th>`)}</tr></thead>
<tbody>${rows.map((row, index) => html`<tr>${columns.map((column) => cell(column, row, index))}</tr>\n`)}</tbody>
</table></div>`
}

/** Pairs of a term and its value. */
export const facts = (pairs: readonly (readonly [string, Html | string])[]): Html =>
  html`<dl class="facts">${pairs.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`

export const familyWord = (family: string, words: Words): string => wordFor(words.family, family)
