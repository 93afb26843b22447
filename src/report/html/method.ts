/** How the answer came about: words, detectors and sources, what was read, settings, fingerprint. */
import { type DetectorDescription, type SourceSummary, TIERS } from '../../model'
import { ABSENT, fill, formatNumber } from '../../words/format'
import { wordFor } from '../sentences'
import { rejectedTable } from '../tables'
import { notesPart } from './answer'
import { type Html, html, name } from './escape'
import { facts, tableOf, tierMark, type View } from './parts'

/** More rows than this belong into `rejected.csv`, not into a report for people. */
const MOST_PROBLEMS = 50

export function methodSection(view: View): Html {
  const { result, locale, words } = view
  return html`
<section aria-labelledby="method"><h2 id="method">${words.report.method}</h2>
<h3>${words.report.tiers}</h3>
<dl class="facts">${TIERS.map((tier) => html`<dt>${tierMark(tier, words)}</dt><dd>${words.tierMeaning[tier]}</dd>`)}</dl>
<details class="long"><summary>${fill(words.report.detectorsList, { count: result.detectors.length }, locale)}</summary>
${result.detectors.map(
  (
    detector: DetectorDescription,
  ) => html`<details><summary>${name(detector.question[locale])} <code class="quiet">${detector.id}</code></summary>
${facts([
  [words.term.family, detector.familyName[locale]],
  [words.term.needs, detector.needs.map((need) => wordFor(words.need, need)).join(', ')],
  [
    words.term.innocent,
    html`<ul class="plain">${detector.innocent.map((text) => html`<li>${text[locale]}</li>`)}</ul>`,
  ],
  [words.term.sources, html`<ul class="plain">${detector.sources.map((source) => html`<li>${source}</li>`)}</ul>`],
])}</details>`,
)}</details>
<details class="statistics"><summary>${words.report.pTitle}</summary><p>${words.report.pNote}</p></details></section>`
}

export function inputSection(view: View): Html {
  const { result, locale, words } = view
  const { term, report } = words
  const number = (title: string, value: (source: SourceSummary) => number) => ({
    title,
    number: true,
    cell: (source: SourceSummary) => formatNumber(value(source), locale),
  })
  const rejected = rejectedTable(result, locale)
  const at = (column: string) => {
    const index = rejected.columns.indexOf(column)
    return (row: (typeof rejected.rows)[number]) => name(String(row[index] ?? ABSENT))
  }
  const shown = rejected.rows.slice(0, MOST_PROBLEMS)
  return html`<section aria-labelledby="input"><h2 id="input">${report.input}</h2>
${foldedWhenLong(
  result.input.files.length,
  fill(report.filesCount, { count: result.input.files.length, rows: result.input.rows }, locale),
  tableOf<SourceSummary>(
    report.input,
    [
      { title: term.file, heading: true, cell: (s) => name(s.file ?? s.table) },
      { title: term.kind, cell: (s) => wordFor(words.kind, s.kind) },
      number(term.rows, (s) => s.rows),
      number(term.used, (s) => s.used),
      number(term.setAside, (s) => s.setAside),
    ],
    result.input.files,
  ),
)}
${notesPart(view)}
<h3>${report.problems}</h3>
${
  shown.length === 0
    ? html`<p>${report.noProblems}</p>`
    : html`<details class="long"><summary>${fill(report.problemsCount, { count: rejected.rows.length }, locale)}</summary>${tableOf(
        report.problems,
        (['file', 'row', 'column', 'found', 'problem', 'how_to_mend'] as const).map((column) => ({
          title: wordFor(words.column, column),
          cell: at(column),
        })),
        shown,
      )}</details>`
}
${rejected.rows.length > shown.length && html`<p>${fill(report.moreProblems, { count: rejected.rows.length - shown.length }, locale)}</p>`}</section>`
}

/** A table of more rows than these is folded. */
const MOST_FILES = 8

const foldedWhenLong = (rows: number, title: string, table: Html): Html =>
  rows <= MOST_FILES ? table : html`<details class="long"><summary>${title}</summary>${table}</details>`

export const reproduceSection = ({ result, words }: View): Html => html`
<section aria-labelledby="reproduce"><h2 id="reproduce">${words.report.reproduce}</h2>
${facts([
  [words.report.fingerprint, html`<code>${result.input.fingerprint}</code>`],
  [words.report.seed, String(result.seed)],
  [words.report.version, name(`${result.tool.name} ${result.tool.version}`)],
])}
<details><summary>${words.report.settings}</summary>
<dl class="facts">${flat(result.settings, '').map(([path, value]) => html`<dt><code>${path}</code></dt><dd>${name(value)}</dd>`)}</dl></details></section>`

function flat(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return [[path, JSON.stringify(value) ?? ABSENT]]
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`))
}
