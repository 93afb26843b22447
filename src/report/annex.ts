/**
 * The list as an annex to an order: plain HTML that Word and LibreOffice open as a document, and that prints on A4.
 * Word and LibreOffice know neither variables nor grids nor scripts; borders they take from attributes.
 */
import type { Locale, MonitorResult, RecheckEntry, SittingResult } from '../model'
import { type Words, wordsOf } from '../words'
import { fill, formatNumber } from '../words/format'
import { Html, html, name } from './html/escape'
import { sittingName } from './sentences'
import { spansYears } from './tables'

const STYLE = `
@page{size:A4;margin:20mm 15mm 20mm 25mm}
body{font-family:"Times New Roman",Tinos,"Liberation Serif",serif;font-size:12pt;color:#000;background:#fff}
@media screen{body{max-width:180mm;margin:10mm auto;padding:0 3mm}main{overflow-x:auto}table{min-width:140mm}}
p{margin:0 0 8pt}
.to{text-align:right;margin-left:50%}
h1{font-size:13pt;text-align:center;font-weight:bold;margin:18pt 0 12pt}
table{border-collapse:collapse;width:100%;font-size:11pt;table-layout:fixed;overflow-wrap:anywhere}
th,td{border:1px solid #000;vertical-align:top;text-align:left}
@media screen,print{th,td{padding:2pt 5pt}}
th{text-align:center;font-size:9.5pt}
thead{display:table-header-group}
tr{page-break-inside:avoid}
.number{text-align:right}
`

/** Widths of the columns, in percent. */
const WIDTHS: readonly number[] = [6, 18, 22, 26, 15, 13]

/**
 * «Перечень образовательных организаций для перепроверки»: a row per sitting, with the item of the decision it rests on.
 *
 * @example
 * toAnnexHtml(monitor(tables), { locale: 'ru' }).includes('ПЕРЕЧЕНЬ') // true
 */
export function toAnnexHtml(result: MonitorResult, { locale = 'en' }: { readonly locale?: Locale } = {}): string {
  const words = wordsOf(locale)
  const { annex } = words
  const papers = result.recheck.reduce((sum, entry) => sum + entry.papersToRecheck, 0)
  const headings = [annex.number, annex.municipality, annex.school, annex.sitting, annex.papers, annex.grounds]
  const withYear = spansYears(result)
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${annex.fileTitle}</title><style>${new Html(STYLE)}</style></head>
<body><main><p class="to">${annex.to}</p>
<h1>${annex.title.split('\n').map((line, i) => html`${i > 0 && html`<br>`}${line}`)}</h1>
<p>${fill(annex.intro, { papers, schools: result.recheck.length }, locale)}</p>
<table border="1" cellspacing="0" cellpadding="4" width="100%"><colgroup>${WIDTHS.map((width) => html`<col width="${width}%">`)}</colgroup><thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${result.recheck.map((entry) => rowsOf(entry, result, withYear, words, locale))}
<tr><th colspan="4" scope="row">${annex.total}</th><td class="number">${formatNumber(papers, locale)}</td><td></td></tr></tbody></table>
<p><br>${annex.note}</p>
<p><br>${annex.signature}</p></main></body></html>
`.text
}

function rowsOf(entry: RecheckEntry, result: MonitorResult, withYear: boolean, words: Words, locale: Locale): Html {
  const sittings = entry.sittings.map((index) => result.sittings[index]!)
  const span = sittings.length > 1 ? html` rowspan="${sittings.length}"` : null
  const school = html`<td class="number"${span}>${entry.rank}</td><td${span}>${entry.municipality !== null && name(entry.municipality)}</td>
<td${span}>${name(entry.name ?? entry.schoolId)}${entry.name !== null && html`<br>${name(entry.schoolId)}`}</td>`
  const row = (sitting: SittingResult, i: number): Html =>
    html`<tr>${i === 0 && school}<td>${name(sittingName(withYear ? sitting : { ...sitting, year: null }, locale))}</td>
<td class="number">${formatNumber(sitting.papersToRecheck, locale)}</td><td>${groundsText(sitting, words, locale)}</td></tr>
`
  return html`${sittings.map(row)}`
}

/** On which items of the decision a sitting is on the list. */
export function groundsText({ grounds, withinBudget }: SittingResult, { annex, term }: Words, locale: Locale): string {
  const items = [grounds.includes('signs') ? '2.2' : '', grounds.includes('noObserver') ? '2.3' : ''].filter(Boolean)
  const texts = [
    items.length === 0 ? '' : fill(annex.items, { items: items.join(', ') }, locale),
    grounds.includes('control') ? annex.control : '',
  ].filter(Boolean)
  return withinBudget === false ? `${texts.join(', ')} (${term.beyondBudget})` : texts.join(', ')
}
