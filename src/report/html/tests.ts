/** Test by test: what the region looks like in it, which schools stand apart, how its items were solved by group. */
import type { Assessment, SittingResult } from '../../model'
import { ABSENT, fill, formatNumber, formatPercent } from '../../words/format'
import { sittingName } from '../sentences'
import { figure } from './charts/axes'
import { regionDistributionChart } from './charts/distribution'
import { funnelChart } from './charts/funnel'
import { type Html, html, name } from './escape'
import { meanShare, tableOf, type View } from './parts'
import { sharesOf } from './school-items'

export function testsSection(view: View): Html | null {
  const { result, words } = view
  const { tests, report } = words
  if (result.assessments.length === 0) return null
  const sittingsOf = new Map<string, SittingResult[]>()
  for (const sitting of result.sittings) {
    const of = sittingsOf.get(sitting.assessment)
    if (of === undefined) sittingsOf.set(sitting.assessment, [sitting])
    else of.push(sitting)
  }
  const sorted = result.assessments.toSorted(
    (a, b) =>
      (a.year ?? 0) - (b.year ?? 0) ||
      (a.grade ?? 0) - (b.grade ?? 0) ||
      (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0),
  )
  return html`<section aria-labelledby="tests"><h2 id="tests">${tests.title}</h2><p>${tests.note} <span class="quiet">${report.funnelsNote}${result.sittings.every((sitting) => sitting.class === null) && html` ${tests.noClasses}`}</span></p>
${sorted.map((assessment) => testFold(assessment, sittingsOf.get(assessment.id) ?? [], view.pageOf, view))}</section>`
}

function testFold(
  assessment: Assessment,
  sittings: readonly SittingResult[],
  pages: ReadonlyMap<string, number>,
  view: View,
): Html {
  const { locale, words } = view
  const { tests } = words
  const say = (template: string, details: Readonly<Record<string, string | number>>) => fill(template, details, locale)
  const pupils = sittings.reduce((sum, { participants }) => sum + (participants ?? 0), 0)
  const mean = meanShare(sittings, assessment, view)
  const schools = (of: readonly SittingResult[]): number => new Set(of.map(({ schoolId }) => schoolId)).size
  const signs = schools(sittings.filter(({ grounds }) => grounds.includes('signs')))
  const papers = sittings.reduce((sum, { papersToRecheck }) => sum + papersToRecheck, 0)
  const distribution = regionDistributionChart(assessment, sittings, view)
  const funnel = funnelChart(assessment, view, pages)
  const title = sittingName({ ...assessment, class: null }, locale)
  return html`<details class="row"><summary><span>${name(title)}</span> <span>${say(tests.size, { schools: schools(sittings), papers: pupils })} ${mean !== null && html`<small>${say(tests.mean, { mean })}</small>`}</span> <span>${say(tests.signs, { signs })} <small>${say(tests.papers, { papers: formatNumber(papers, locale) })}</small></span></summary>
<div class="charts">${distribution !== null && figure(distribution)}${funnel !== null && figure(funnel, { role: 'group' })}</div>
${itemsTable(title, sittings, view)}</details>
`
}

/** Mean share of each item's maximum in the region and in each group, by pupils. */
function itemsTable(
  title: string,
  sittings: readonly SittingResult[],
  { result, words, locale, schoolById }: View,
): Html | null {
  const known = sittings.filter((s) => s.itemShares !== null && s.participants !== null)
  const length = Math.max(0, ...known.map((sitting) => sitting.itemShares!.length))
  if (known.length === 0 || length === 0) return null
  const groups = result.peerGroups.map(({ id }) => ({
    title: id,
    shares: sharesOf(known.filter(({ schoolId }) => schoolById.get(schoolId)?.peerGroup === id)),
  }))
  const columns = [{ title: words.term.wholeRegion, shares: sharesOf(known) }, ...groups]
  const cell = (share: number | undefined): string => (share === undefined ? ABSENT : formatPercent(share, locale))
  return html`<details><summary>${words.tests.items}</summary>${tableOf<number>(
    title,
    [
      { title: words.report.item, heading: true, cell: (i) => i + 1 },
      ...columns.map(({ title, shares }) => ({ title, number: true, cell: (i: number) => cell(shares?.[i]) })),
    ],
    Array.from({ length }, (_, i) => i),
  )}</details>`
}
