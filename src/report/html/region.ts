/** The region as a whole: its figures, its peer groups, the schools that may need help, what could not be assessed. */
import type {
  CohortResult,
  ComparedBy,
  DetectorDescription,
  FairnessRow,
  LiftedCount,
  Locale,
  LookAtFirst,
  MonitorResult,
  ObserverEffect,
  PeerGroup,
  PeerGroupResult,
  SchoolResult,
  SupportEntry,
} from '../../model'
import { wordsOf } from '../../words'
import { ABSENT, fill, formatNumber, formatPercent, formatSigned } from '../../words/format'
import { supportWords } from '../../words/support'
import { comparedByText, contextIndexTitle, leftOutLines, specialText, verdictText } from '../peer-sentences'
import { notMeasuredText, profileValue, reasonTexts, shortSittingName, wordFor } from '../sentences'
import { type WeakPart, weakParts } from '../support'
import { type BorderSchool, borderSchools } from './border'
import { type PeersPageView, peerMap } from './charts/peer-map'
import { type Html, html, name } from './escape'
import { facts, groundList, groupLabel, schoolName, tableOf, tierMark, type View } from './parts'

/** What weighs less than these hardly moves the context index; `result.json` has all. */
const MOST_LOADINGS = 8

export function regionSection(view: View): Html {
  const { result, locale, words } = view
  const { region } = result
  const number = (value: number | null, decimals?: number) =>
    value === null ? ABSENT : formatNumber(value, locale, decimals)
  return html`<section aria-labelledby="region"><h2 id="region">${words.report.region}</h2>
${facts([
  [words.report.schools, number(region.schools)],
  [words.report.sittings, number(region.sittings)],
  [words.report.papers, number(region.papers)],
  [
    words.report.observerCoverage,
    region.observerCoverage === null ? ABSENT : formatPercent(region.observerCoverage, locale),
  ],
  [words.report.effect, number(region.observerEffect, 1)],
  [words.report.officialIndex, number(region.officialIndex, 1)],
])}
${observersPart(view)}
${controlledPart(view)}
${beliefPart(view)}
${liftedPart(view)}
${contextPart(view)}
${fairnessPart(view)}</section>`
}

function observersPart({ result, locale, words }: View): Html | null {
  const { observers } = result.region
  if (observers === null) return null
  const { report, term } = words
  const { municipalities: _, effects, cost, controlled: __, ...counts } = observers
  const signed = (value: number | null): string => (value === null ? ABSENT : formatSigned(value, locale))
  return html`<h3>${report.observers}</h3>
<p>${fill(report.observersNote, counts, locale)} ${counts.partlyObserved > 0 && fill(report.partlyObserved, counts, locale)} ${fill(report.observersCost, cost, locale)}</p>
${tableOf<ObserverEffect>(
  report.effect,
  [
    { title: term.peerGroup, heading: true, cell: (e) => name(e.peerGroup ?? term.wholeRegion) },
    { title: report.observed, number: true, cell: (e) => formatNumber(e.observed, locale) },
    { title: report.unobserved, number: true, cell: (e) => formatNumber(e.unobserved, locale) },
    { title: report.effect, number: true, cell: (e) => signed(e.effect) },
    {
      title: report.interval,
      number: true,
      cell: (e) => (e.low === null ? ABSENT : `${signed(e.low)}\u00a0…\u00a0${signed(e.high)}`),
    },
  ],
  effects,
)}`
}

/** What controlled sittings say, and the means of the region corrected by them. */
function controlledPart({ result, locale, words }: View): Html | null {
  const controlled = result.region.observers?.controlled ?? null
  if (controlled === null) return null
  const { report } = words
  const {
    sittings,
    effect: { effect, low, high },
    means,
  } = controlled
  const one = (value: number | null): string => (value === null ? ABSENT : formatSigned(value, locale))
  const note =
    effect === null
      ? fill(report.controlledFew, { sittings }, locale)
      : fill(report.controlledNote, { sittings, effect: one(effect), low: one(low), high: one(high) }, locale)
  const assessments = new Map(result.assessments.map((assessment) => [assessment.id, assessment]))
  return html`<h3>${report.controlled}</h3><p>${note}</p>${
    means.length > 0 &&
    tableOf<(typeof means)[number]>(
      report.correctedMeans,
      [
        {
          title: report.test,
          heading: true,
          cell: ({ assessment }) => {
            const of = assessments.get(assessment)
            return name(of === undefined ? assessment : shortSittingName({ ...of, class: null }, false))
          },
        },
        { title: report.controlled, number: true, cell: (m) => formatNumber(m.controlled, locale) },
        { title: report.meanPercent, number: true, cell: (m) => formatNumber(m.mean, locale, 1) },
        { title: report.corrected, number: true, cell: (m) => formatNumber(m.corrected, locale, 1) },
        {
          title: report.interval,
          number: true,
          cell: (m) => `${formatNumber(m.low, locale, 1)}\u00a0…\u00a0${formatNumber(m.high, locale, 1)}`,
        },
      ],
      means,
    )
  }`
}

/** How far p-values can be believed, in sentences. */
export function beliefLines({ region: { belief } }: MonitorResult, locale: Locale): readonly string[] {
  if (belief === null) return []
  const { report } = wordsOf(locale)
  const { verdict, ...figures } = belief
  const verdicts = {
    asTheory: report.beliefAsTheory,
    tooSmall: report.beliefTooSmall,
    tooLarge: report.beliefTooLarge,
  }
  return [report.beliefTypical, verdicts[verdict], report.beliefListed].map((text) => fill(text, figures, locale))
}

function beliefPart({ result, locale, words }: View): Html | null {
  const lines = beliefLines(result, locale)
  return lines.length === 0
    ? null
    : html`<details class="statistics"><summary>${words.report.belief}</summary><p>${lines.join(' ')}</p></details>`
}

/** What stands above the schools to look at first. */
export function lookAtFirstNote(first: LookAtFirst, locale: Locale): string {
  const { chance, low, high, simulated } = first
  const { schools: of, manipulating } = simulated
  const shares = Object.fromEntries(
    Object.entries({ chance, low, high, manipulating }).map(([name, share]) => [name, Number(share.toFixed(2))]),
  )
  return fill(wordsOf(locale).report.lookAtFirstNote, { ...shares, of }, locale)
}

export function lookAtFirstSection(view: View): Html | null {
  const { result, locale, words, schoolById } = view
  const first = result.lookAtFirst
  if (first === null) return null
  return html`<section aria-labelledby="look-at-first"><h2 id="look-at-first">${words.report.lookAtFirst}</h2>
<p>${lookAtFirstNote(first, locale)}</p>
<ol>${first.schools.map((id) => html`<li>${view.linked(schoolById.get(id) ?? { schoolId: id, name: null, recheck: false })}</li>`)}</ol></section>`
}

/** Schools and tests shown, those with the largest lifted share first. */
const MOST_LIFTED = 10

/** Counts of lifted papers in sentences, one for each mark where it is sure that some were. */
export function liftedLines({ region }: MonitorResult, locale: Locale): readonly string[] {
  const { report } = wordsOf(locale)
  if (region.lifted.length === 0) return []
  const sure = region.lifted.filter(({ mark, low }) => mark !== null && low > 0)
  if (sure.length === 0) return [report.liftedNone]
  return sure.map(({ mark, of, ...count }) =>
    fill(report.liftedLine, { mark, of, ...Object.fromEntries(Object.entries(count).map(twoDigits)) }, locale),
  )
}

const twoDigits = ([key, value]: [string, number]): [string, number] => [key, Number(value.toPrecision(2))]

function liftedPart(view: View): Html | null {
  const { result, locale, words } = view
  const { report, term } = words
  const lines = liftedLines(result, locale)
  if (lines.length === 0) return null
  const shared = [
    { title: report.liftedPapers, number: true, cell: (c: LiftedCount) => formatNumber(c.papers, locale, 0) },
    {
      title: report.interval,
      number: true,
      cell: (c: LiftedCount) => `${formatNumber(c.low, locale, 0)}\u00a0…\u00a0${formatNumber(c.high, locale, 0)}`,
    },
    { title: report.liftedOf, number: true, cell: (c: LiftedCount) => formatNumber(c.of, locale) },
  ]
  const schools = result.schools
    .filter((school) => (school.lifted?.low ?? 0) > 0)
    .toSorted((a, b) => b.lifted!.low / b.lifted!.of - a.lifted!.low / a.lifted!.of)
    .slice(0, MOST_LIFTED)
    .map((school) => ({ ...school.lifted!, school }))
  const assessments = new Map(result.assessments.map((assessment) => [assessment.id, assessment]))
  const tests = result.region.liftedByTest
    .map(({ assessment, counts }) => ({ ...counts.at(-1)!, assessment: assessments.get(assessment) }))
    .filter(({ low }) => low > 0)
    .toSorted((a, b) => b.papers - a.papers)
  return html`<h3>${report.lifted}</h3><p>${report.liftedNote}</p>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
${
  tests.length > 0 &&
  html`<details><summary>${report.liftedByTest}</summary>${tableOf<(typeof tests)[number]>(
    report.lifted,
    [
      {
        title: report.test,
        heading: true,
        cell: ({ assessment: of }) => name(of === undefined ? ABSENT : shortSittingName({ ...of, class: null }, false)),
      },
      ...shared,
    ],
    tests,
  )}</details>`
}${
  schools.length > 0 &&
  html`<details><summary>${report.liftedMost}</summary>${tableOf<(typeof schools)[number]>(
    report.liftedMost,
    [
      { title: term.school, heading: true, cell: ({ school }) => schoolName(school) },
      ...shared,
      {
        title: report.onList,
        cell: ({ school }) => (school.grounds.length > 0 ? groundList(school.grounds, words) : ABSENT),
      },
    ],
    schools,
  )}</details>`
}`
}

/** The context index: what counts in it, and how the peer groups lie. */
function contextPart({ result, locale, words }: View): Html {
  const { report, term, context } = words
  const weights = result.region.contextIndex
  if (weights === null) return html`<h3>${report.contextIndex}</h3><p>${report.noContextIndex}</p>`
  const labels = new Map(result.peers.comparedBy.map(({ id, label }) => [id, label]))
  const heaviest = weights.loadings.slice(0, MOST_LOADINGS).map(({ column, level, loading }) => {
    const ordered = result.peerGroups.some(({ profile }) => typeof profile[column] === 'string')
    const of = labels.get(column)?.[locale] ?? wordFor(context, column)
    const value = level === null ? (ordered ? ` (${report.inOrder})` : '') : `: ${level}`
    return `${of}${value} ${formatSigned(loading, locale, 2)}`
  })
  return html`<details><summary>${name(contextIndexTitle(result, weights, locale))}</summary>
<p>${fill(report.contextIndexNote, { explained: weights.explained }, locale)}</p>
<p>${report.contextLoadings} ${name(heaviest.join('; '))}.</p>
${tableOf<PeerGroupResult>(
  report.contextIndex,
  [
    { title: term.peerGroup, heading: true, cell: (g) => html`${name(g.id)}. ${name(g.label[locale])}` },
    { title: report.contextMedian, number: true, cell: (g) => formatSigned(g.contextIndex!.median, locale) },
    {
      title: report.contextRange,
      number: true,
      cell: ({ contextIndex }) =>
        `${formatSigned(contextIndex!.low, locale)}\u00a0…\u00a0${formatSigned(contextIndex!.high, locale)}`,
    },
  ],
  result.peerGroups.filter(({ contextIndex }) => contextIndex !== null),
)}</details>`
}

function fairnessPart({ result, locale, words }: View): Html | null {
  const { report, dimension } = words
  if (result.fairness.length === 0) return null
  return html`<details><summary>${report.fairness}</summary><p>${report.fairnessNote}</p>
${tableOf<FairnessRow>(
  report.fairness,
  [
    {
      title: report.kindOfSchool,
      heading: true,
      cell: (row) => html`${dimension[row.dimension]}: ${name(row.value ?? ABSENT)}`,
    },
    { title: report.schools, number: true, cell: (row) => formatNumber(row.schools, locale) },
    { title: report.listedForSigns, number: true, cell: (row) => formatNumber(row.signs, locale) },
    { title: report.share, number: true, cell: (row) => formatPercent(row.share, locale) },
    {
      title: report.interval,
      number: true,
      cell: (row) => `${formatPercent(row.low, locale)} – ${formatPercent(row.high, locale)}`,
    },
    { title: report.listedAtAll, number: true, cell: (row) => formatNumber(row.listed, locale) },
  ],
  result.fairness,
)}</details>`
}

export function peersSection(view: PeersPageView): Html | null {
  const { result, locale, words } = view
  const { term, report } = words
  if (result.peerGroups.length === 0) return null
  return html`<section aria-labelledby="peers"><h2 id="peers">${report.peerGroups}</h2><p>${report.peerGroupsNote}</p>
${comparedPart(view)}
${peerMap(view)}
${tableOf<PeerGroup>(
  report.peerGroups,
  [
    { title: term.peerGroup, heading: true, cell: (g) => html`${name(g.id)}. ${name(g.label[locale])}` },
    { title: term.size, number: true, cell: (g) => formatNumber(g.size, locale) },
    { title: wordsOf(locale).peers.verdict, cell: (g) => verdictText(g, locale) ?? ABSENT },
  ],
  result.peerGroups,
)}
${differencesPart(view)}
${borderPart(view)}
${steadinessPart(view)}</section>`
}

/** The figures behind the verdicts on the groups. */
function steadinessPart({ result, locale, words }: PeersPageView): Html {
  const { report, term } = words
  const two = (value: number | null): string => (value === null ? ABSENT : formatNumber(value, locale, 2))
  return html`<details class="statistics"><summary>${report.peerGroupsStatistics}</summary><p>${report.peerGroupsFigures}</p>
${tableOf<PeerGroup>(
  report.peerGroupsStatistics,
  [
    { title: term.peerGroup, heading: true, cell: ({ id }) => name(id) },
    { title: term.stability, number: true, cell: ({ stability }) => two(stability) },
    { title: term.silhouette, number: true, cell: ({ silhouette }) => two(silhouette) },
  ],
  result.peerGroups,
)}</details>`
}

/** By what schools are compared, which fit no group, and what was left out. */
function comparedPart({ result, locale }: PeersPageView): Html | null {
  const compared = comparedByText(result, locale)
  const special = specialText(result, locale)
  const leftOut = leftOutLines(result, locale)
  return html`${compared !== null && html`<p><strong>${name(compared)}</strong> <span class="quiet">${wordsOf(locale).peers.comparedHow}</span></p>`}
${special !== null && html`<p>${special}</p>`}
${leftOut.length > 0 && html`<details><summary>${wordsOf(locale).peers.leftOutTitle}</summary><ul>${leftOut.map((line) => html`<li>${name(line)}</li>`)}</ul></details>`}`
}

/** A concept that explains less than this share of its own variance by the groups hardly tells them apart. */
const HARDLY_DIFFERENT = 0.15

/** Concepts by groups, the most different first; those that hardly differ are folded. */
function differencesPart(view: PeersPageView): Html | null {
  const { result, locale } = view
  const ordered = result.peers.comparedBy.toSorted((a, b) => (b.between ?? 0) - (a.between ?? 0))
  const [most, least] = [true, false].map((wanted) =>
    ordered.filter(({ between }) => (between ?? 0) >= HARDLY_DIFFERENT === wanted),
  )
  if (ordered.length === 0) return null
  return html`<h3>${wordsOf(locale).peers.differences}</h3>
${conceptTable(most!.length > 0 ? most! : ordered, view)}
${most!.length > 0 && least!.length > 0 && html`<details><summary>${wordsOf(locale).peers.moreDifferences}</summary>${conceptTable(least!, view)}</details>`}`
}

function conceptTable(concepts: readonly ComparedBy[], { result, locale }: PeersPageView): Html {
  return tableOf<ComparedBy>(
    wordsOf(locale).peers.differences,
    [
      { title: wordsOf(locale).peers.concept, heading: true, cell: ({ label }) => name(label[locale]) },
      ...result.peerGroups.map(({ id, profile }) => ({
        title: id,
        cell: (concept: ComparedBy) => name(profileValue(concept.id, profile[concept.id] ?? null, locale)),
      })),
    ],
    concepts,
  )
}

/** More schools than this are no longer read one by one. */
const MOST_BORDER_SCHOOLS = 20

function borderPart(view: PeersPageView): Html | null {
  const { result, locale, words } = view
  const { report, term } = words
  if (result.peerGroups.length < 2 || result.schools.every(({ context }) => context === null)) return null
  const border = borderSchools(result)
  const details = { count: border.length, schools: result.schools.length }
  if (border.length === 0) return html`<p>${report.noBorderSchools}</p>`
  return html`<details><summary>${fill(report.borderSchools, details, locale)}</summary><p>${report.borderNote}</p>
${tableOf<BorderSchool>(
  report.borderTitle,
  [
    { title: term.school, heading: true, cell: ({ school }) => schoolName(school) },
    { title: report.ownGroup, cell: ({ school }) => groupLabel(school.peerGroup, view) },
    { title: report.otherGroup, cell: ({ other }) => groupLabel(other, view) },
    {
      title: report.onList,
      cell: ({ school }) => (school.grounds.length > 0 ? groundList(school.grounds, words) : ABSENT),
    },
  ],
  border.slice(0, MOST_BORDER_SCHOOLS),
)}
${border.length > MOST_BORDER_SCHOOLS && html`<p>${fill(report.moreBorderSchools, { count: border.length - MOST_BORDER_SCHOOLS }, locale)}</p>`}</details>`
}

/** Grades shown: those that stand out, the most unusual first. */
const MOST_COHORTS = 10

export function cohortsSection(view: View): Html | null {
  const { result, words, schoolById } = view
  const { term, report } = words
  const shown = result.cohorts
    .filter(({ tier }) => tier === 'strong' || tier === 'moderate' || tier === 'watch')
    .toSorted((a, b) => a.p! - b.p!)
    .slice(0, MOST_COHORTS)
  if (shown.length === 0) return null
  const school = (c: CohortResult) => schoolById.get(c.schoolId) ?? { schoolId: c.schoolId, name: null, recheck: false }
  return html`<section aria-labelledby="cohorts"><h2 id="cohorts">${report.cohorts}</h2><p>${report.cohortsNote}</p>
${tableOf<CohortResult>(
  report.cohorts,
  [
    { title: term.school, heading: true, cell: (c) => view.linked(school(c)) },
    { title: term.gradeColumn, number: true, cell: (c) => c.grade ?? ABSENT },
    { title: term.participants, number: true, cell: (c) => c.participants ?? ABSENT },
    { title: term.tier, cell: (c) => tierMark(c.tier, words) },
  ],
  shown,
)}</section>`
}

/** Schools told at once; the others unfold. */
const MOST_SUPPORT = 20
const MOST_SUPPORT_REASONS = 2

export function supportSection(view: View): Html | null {
  const { result, locale, words, schoolById } = view
  const { term, report } = words
  if (result.support.length === 0) return null
  const school = (entry: SupportEntry) =>
    schoolById.get(entry.schoolId) ?? { schoolId: entry.schoolId, name: null, recheck: false }
  const reasonsCell = (texts: readonly string[]): Html => {
    const more = texts.length - MOST_SUPPORT_REASONS
    return html`<ul class="plain">${texts.slice(0, MOST_SUPPORT_REASONS).map((text) => html`<li>${name(text)}</li>`)}</ul>${more > 0 && html`<span class="quiet">${fill(report.moreReasons, { count: more }, locale)}</span>`}`
  }
  const itemsCell = (parts: readonly WeakPart[]): Html => {
    const more = parts.length - MOST_SUPPORT_REASONS
    const shown = parts.slice(0, MOST_SUPPORT_REASONS)
    return html`<ul class="plain">${shown.map(({ sitting, items }) => html`<li>${name(sitting)}: ${name(items.join('; '))}</li>`)}</ul>${more > 0 && html`<span class="quiet">${fill(supportWords(locale).more, { more }, locale)}</span>`}`
  }
  const partsOf = weakParts(result, locale)
  const table = (entries: readonly SupportEntry[]): Html =>
    tableOf<SupportEntry>(
      report.support,
      [
        { title: term.school, heading: true, cell: (e) => view.linked(school(e)) },
        {
          title: term.reasons,
          cell: (e) => reasonsCell(reasonTexts(e.reasons, result, locale)),
        },
        ...(entries.every(({ items }) => items.length === 0)
          ? []
          : [{ title: supportWords(locale).items, cell: (e: SupportEntry) => itemsCell(partsOf(e)) }]),
      ],
      entries,
    )
  const [shown, more] = [result.support.slice(0, MOST_SUPPORT), result.support.slice(MOST_SUPPORT)]
  return html`<section aria-labelledby="support"><h2 id="support">${report.support}</h2><p>${report.supportNote}</p>
${table(shown)}
${more.length > 0 && html`<details class="long"><summary>${fill(report.moreSupport, { count: more.length }, locale)}</summary>${table(more)}</details>`}</section>`
}

interface Coverage {
  readonly detector: DetectorDescription
  readonly counts: Readonly<Record<string, number>>
  readonly reasons: readonly (readonly [string, number])[]
}

/** In how many sittings each detector measured, could not, and why not. */
function coverageOf({ result, locale, detectorById }: View): readonly Coverage[] {
  const counts = new Map(result.detectors.map((d) => [d.id, new Map<string, number>()]))
  const reasons = new Map(result.detectors.map((d) => [d.id, new Map<string, number>()]))
  const add = (map: Map<string, number> | undefined, key: string) => map?.set(key, (map.get(key) ?? 0) + 1)
  for (const { signals } of result.sittings)
    for (const signal of signals) {
      add(counts.get(signal.detector), signal.outcome)
      if (signal.outcome !== 'measured')
        add(
          reasons.get(signal.detector),
          notMeasuredText({ ...signal, details: null }, detectorById.get(signal.detector), locale),
        )
    }
  return result.detectors.map((detector) => ({
    detector,
    counts: Object.fromEntries(counts.get(detector.id)!),
    reasons: [...reasons.get(detector.id)!].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  }))
}

export function notAssessedSection(view: View): Html {
  const { result, locale, words } = view
  const { term, report } = words
  const schools = result.schools.filter((school) => school.tier === 'notAssessable')
  const count = (outcome: 'measured' | 'notApplicable' | 'undecided' | 'failed') => ({
    title: words.outcome[outcome],
    number: true,
    cell: (row: Coverage) => formatNumber(row.counts[outcome] ?? 0, locale),
  })
  return html`<section aria-labelledby="not-assessed"><h2 id="not-assessed">${report.notAssessed}</h2><p>${report.notAssessedNote}</p>
<h3>${report.schoolsNotAssessed}</h3>
${schools.length === 0 ? html`<p>${report.allAssessed}</p>` : html`<ul class="many">${schools.map((school: SchoolResult) => html`<li>${schoolName(school)}</li>`)}</ul>`}
<details><summary>${report.detectorsCoverage}</summary>
${tableOf<Coverage>(
  report.detectorsCoverage,
  [
    {
      title: term.detector,
      heading: true,
      cell: (row) => name(row.detector.question[locale]),
    },
    count('measured'),
    count('notApplicable'),
    count('undecided'),
    count('failed'),
    {
      title: term.reason,
      cell: (row) =>
        row.reasons.length === 0
          ? ABSENT
          : html`<details><summary>${fill(report.reasonsCount, { count: row.reasons.length }, locale)}</summary><ul class="plain">${row.reasons.map(([reason, n]) => html`<li>${name(reason)}: ${formatNumber(n, locale)}</li>`)}</ul></details>`,
    },
  ],
  coverageOf(view),
)}</details></section>`
}
