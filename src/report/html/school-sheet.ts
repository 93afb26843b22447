/** One A4 page of a school for its headmaster: what to recheck, the weightiest findings, other causes, what to do. */
import type { SchoolResult, Signal, SittingResult } from '../../model'
import { ABSENT, fill, formatNumber, formatPercent } from '../../words/format'
import { tellingSignals, tierOfSitting } from '../reasons'
import { findingText, shortSittingName } from '../sentences'
import type { Pool } from './charts/pool'
import { type Html, html, name } from './escape'
import { tierMark, type View } from './parts'

/** What fits on the page beside the rest. */
const MOST_TESTS = 14
const MOST_FINDINGS = 6
const MOST_CAUSES = 6
/** A longer text is cut: a name or a sentence of somebody's own detector may be of any length. */
const LONGEST = 220

/** What names a row stands in one line. */
const LONGEST_NAME = 40

const cut = (text: string, longest = LONGEST): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text

interface Finding {
  readonly sitting: SittingResult
  readonly signal: Signal
}

/**
 * @param reason why it is listed, in a sentence; `null` where it is not
 */
export function schoolSheet(
  school: SchoolResult,
  sittings: readonly SittingResult[],
  reason: string | null,
  pool: Pool,
  view: View,
): Html {
  const { locale, words } = view
  const { school: say } = words
  const tests = sittings.toSorted((a, b) => Number(b.recheck) - Number(a.recheck))
  const found = sittings
    .filter(({ recheck }) => recheck)
    .flatMap((sitting) => tellingSignals(sitting).map((signal): Finding => ({ sitting, signal })))
    .toSorted((a, b) => a.signal.p! - b.signal.p!)
  const papers = sittings.reduce((sum, { papersToRecheck }) => sum + papersToRecheck, 0)
  const findings = found.slice(0, MOST_FINDINGS)
  const causes = [...new Set(findings.flatMap(({ signal }) => causesOf(signal, view).slice(0, 1)))]
  const more = (count: number): Html | null =>
    count > 0 ? html`<p>${fill(say.sheetMore, { count }, locale)}</p>` : null
  return html`<div class="sheet"><h3>${name(cut(school.name ?? school.schoolId))}</h3>${school.municipality !== null && html`<p>${name(cut(school.municipality))}</p>`}
${reason === null ? html`<p>${say.notListed}</p>` : html`<p class="lead"><strong>${fill(say.listedFor, { papers }, locale)}</strong></p><p>${tierMark(school.tier, words)}. ${name(cut(reason))}.</p>`}
<table><thead><tr>${[words.report.test, words.column.papers_to_recheck, words.term.participants, say.meanShare, say.ofGroup, words.term.observer, words.term.tier].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${tests.slice(0, MOST_TESTS).map((sitting) => testRow(sitting, pool, view))}</tbody></table>
${more(tests.length - MOST_TESTS)}
${findings.length > 0 && html`<h4>${say.found}</h4><ul>${findings.map((finding) => findingLine(finding, view))}</ul>`}
${more(found.length - findings.length)}
${causes.length > 0 && html`<h4>${say.causes}</h4><ul>${causes.slice(0, MOST_CAUSES).map((cause) => html`<li>${name(cut(cause))}</li>`)}</ul>`}
${school.recheck && html`<h4>${words.first.next}</h4><p>${say.sheetNext}</p>`}
<p>${words.report.notGuilty}</p></div>`
}

const causesOf = ({ detector }: Signal, { detectorById, locale }: View): readonly string[] =>
  (detectorById.get(detector)?.innocent ?? []).map((text) => text[locale])

function findingLine({ sitting, signal }: Finding, { withYear, detectorById, words, locale }: View): Html {
  const [first] = findingText(signal, detectorById.get(signal.detector), locale).split(';')
  const look = Object.hasOwn(words.look, signal.detector) ? words.look[signal.detector]! : null
  const where = shortSittingName(sitting, withYear)
  return html`<li>${name(cut(`${where}: ${first}`))}.${look !== null && html` <em>${words.school.lookAt}: ${look}.</em>`}</li>`
}

function testRow(sitting: SittingResult, pool: Pool, { result, withYear, words, locale }: View): Html {
  const highest = result.assessments.find(({ id }) => id === sitting.assessment)?.maxScore ?? null
  const share = (mean: number | null | undefined): string =>
    mean === null || mean === undefined || highest === null ? ABSENT : formatPercent(mean / highest, locale)
  const { group, region } = pool.means(sitting)
  const others = group.length > 0 ? group : region
  const cells = [
    sitting.recheck ? formatNumber(sitting.papersToRecheck, locale) : ABSENT,
    sitting.participants === null ? ABSENT : formatNumber(sitting.participants, locale),
    share(sitting.mean),
    share(others[Math.floor(others.length / 2)]),
    words.observer[sitting.observer],
  ]
  return html`<tr><th scope="row">${name(cut(shortSittingName(sitting, withYear), LONGEST_NAME))}</th>${cells.map((cell) => html`<td>${cell}</td>`)}<td>${tierMark(tierOfSitting(sitting), words)}</td></tr>`
}
