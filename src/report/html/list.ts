/** The list as a table to work in: a school per entry, a cell per test, the reasons unfold below. */
import {
  type Assessment,
  GROUNDS,
  type Ground,
  type Reason,
  type RecheckEntry,
  type SittingResult,
  TIERS,
  type Tier,
} from '../../model'
import { fill, formatNumber } from '../../words/format'
import { isEnoughTogether, tellingSignals } from '../reasons'
import { placeText, reasonTexts, shortSittingName, wordFor } from '../sentences'
import { municipalitiesOf } from './answer'
import { type Html, html, name } from './escape'
import { filterCode, schoolName, type Tools, tierMark, toolbar, type View } from './parts'

/** Entries on a page of the list; the others come by a button, by search, and on paper. */
const ENTRIES_ON_A_PAGE = 25
/** Reasons that the list tells of a school; the others stand on its page. */
const MOST_REASONS = 8
/** With more tests than this the heads of their columns stand upright. */
const MOST_LYING_HEADS = 6

/** What the list shows of a test in a school: all of its sittings there. */
interface Cell {
  readonly sittings: readonly SittingResult[]
  readonly findings: number
  readonly tier: Tier
  readonly papers: number
  readonly unobserved: boolean
}

export function listSection(view: View): Html | null {
  const { result, locale, words } = view
  const { report, listing } = words
  if (result.recheck.length === 0) return null
  const { confidence, affectedShare } = result.plan
  const tools = listTools(view)
  const tests = testsOf(view)
  const [first, later] = [result.recheck.slice(0, MOST_BUILT), result.recheck.slice(MOST_BUILT)]
  return html`<section aria-labelledby="list"><h2 id="list">${report.list}</h2>
<p>${listing.caption} <span class="quiet">${fill(report.howManyPapers, { confidence, affectedShare }, locale)}</span></p>
${toolbar(tools, result.recheck.length, ENTRIES_ON_A_PAGE, words)}
${listTable(first, tests, view, tools.id)}
${later.length > 0 && html`<noscript id="${tools.id}-later">${listTable(later, tests, view, null)}</noscript>`}</section>`
}

/** A browser builds so many entries at once. */
const MOST_BUILT = 100

/** Tests in which the listed schools have anything to recheck or anything found, in the order of the result. */
function testsOf({ result, sittingsOf }: View): readonly Assessment[] {
  const wanted = new Set<string>()
  for (const { schoolId } of result.recheck)
    for (const sitting of sittingsOf.get(schoolId) ?? [])
      if (sitting.recheck || tellingSignals(sitting).length > 0) wanted.add(sitting.assessment)
  return result.assessments
    .filter(({ id }) => wanted.has(id))
    .toSorted(
      (a, b) =>
        (a.year ?? 0) - (b.year ?? 0) ||
        (a.grade ?? 0) - (b.grade ?? 0) ||
        (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0),
    )
}

function listTable(entries: readonly RecheckEntry[], tests: readonly Assessment[], view: View, id: string | null) {
  const { words } = view
  const { term, report } = words
  const upright = tests.length > MOST_LYING_HEADS
  const test = (of: Assessment): Html =>
    html`<th scope="col" class="test"><span>${name(shortSittingName({ ...of, class: null }, view.withYear))}</span></th>`
  return html`<div class="across"><table class="list${upright && ' upright'}"${id !== null && html` id="${id}"`} aria-label="${report.list}">
<thead><tr><th scope="col" class="number">${term.rank}</th><th scope="col">${term.school}</th><th scope="col">${term.tier}</th>${tests.map(test)}<th scope="col" class="number">${term.papers}</th></tr></thead>
${entries.map((entry) => entryRows(entry, tests, view, id !== null))}</table></div>`
}

/** @param whole with all its reasons; of the later ones of a long list they stand on the school's page alone */
function entryRows(entry: RecheckEntry, tests: readonly Assessment[], view: View, whole: boolean): Html {
  const { locale, words } = view
  const { term, listing } = words
  const place = [entry.municipality, entry.peerGroup === null ? null : `${term.peerGroup} ${entry.peerGroup}`]
  const signs = entry.grounds.includes('signs')
  const looks = html`${tierMark(entry.tier, words)}${!signs && entry.grounds.includes('noObserver') && html`<br><small>${listing.onlyObserver}</small>`}${!signs && entry.grounds.includes('control') && html`<br><small>${words.ground.control}</small>`}`
  return html`<tbody id="row-${entry.rank}"${filterValues(entry)}><tr><td class="number" data-value="${entry.rank}">${entry.rank}</td>
<th scope="row" data-value="${entry.name ?? entry.schoolId}"><a href="#school-${entry.rank}">${schoolName(entry)}</a><br><span class="quiet">${name(place.filter((part) => part !== null).join(' · '))}</span></th>
<td data-value="${entry.q}" data-title="${term.tier}">${looks}</td>
${tests.map((test) => gridCell(test, entry, view, whole))}
<td class="number" data-value="${entry.papersToRecheck}" data-title="${term.papers}">${formatNumber(entry.papersToRecheck, locale)}${entry.withinBudget === false && html`<br><small>${term.beyondBudget}</small>`}</td></tr>
<tr class="why"><td></td><td colspan="${tests.length + 3}">${whole ? whyPart(entry, view) : html`<span class="quiet">${name(whyLine(entry, view))}</span>`}</td></tr></tbody>
`
}

function cellOf(sittings: readonly SittingResult[]): Cell {
  return {
    sittings,
    findings: sittings.reduce((sum, sitting) => sum + tellingSignals(sitting).length, 0),
    tier: TIERS.find((tier) => sittings.some((sitting) => sitting.tier === tier)) ?? 'notAssessable',
    papers: sittings.reduce((sum, sitting) => sum + sitting.papersToRecheck, 0),
    unobserved: sittings.some(({ grounds }) => grounds.includes('noObserver')),
  }
}

function gridCell(test: Assessment, { schoolId }: RecheckEntry, view: View, whole: boolean): Html {
  const { words, locale, sittingsOf, withYear } = view
  const sittings = (sittingsOf.get(schoolId) ?? []).filter(({ assessment }) => assessment === test.id)
  if (sittings.length === 0) return html`<td class="cell none"></td>`
  const { findings, tier, papers, unobserved } = cellOf(sittings)
  const title = [
    shortSittingName({ ...test, class: null }, withYear),
    fill(words.listing.cell, { count: findings }, locale),
    ...(unobserved ? [words.ground.noObserver] : []),
    ...(papers > 0 ? [fill(words.listing.cellRecheck, { papers }, locale)] : []),
  ]
  const together = sittings.some(isEnoughTogether)
  const look = tier === 'strong' || tier === 'moderate' ? tier : findings > 0 || together ? 'some' : 'plain'
  return html`<td class="cell ${look}${unobserved && ' unobserved'}" data-value="${findings}" data-title="${title[0]}"${whole && html` title="${title.join(', ')}"`}>${findings === 0 ? '·' : findings}</td>`
}

/** In one line why; unfolded the grounds, the findings and what is to be rechecked. */
function whyPart(entry: RecheckEntry, view: View): Html {
  const { result, locale, words } = view
  const findings = reasonTexts(
    entry.reasons.filter(({ code }) => !(code in GROUND_OF)),
    result,
    locale,
    { brief: true },
  )
  const grounds = entry.grounds.map((ground) => {
    const detail = ground === 'signs' ? words.tierMeaning[entry.tier] : restsOn(ground, entry, view)
    return html`<li><strong>${words.ground[ground]}</strong>${detail !== '' && html`: ${name(detail)}`}</li>`
  })
  const what = entry.sittings.map((index) => {
    const sitting = result.sittings[index]!
    const papers = fill(words.report.papersCount, { papers: sitting.papersToRecheck }, locale)
    return `${shortSittingName(sitting, view.withYear)} — ${papers}`
  })
  const more = findings.length - MOST_REASONS
  return html`<details><summary>${name(whyLine(entry, view))}</summary>
<ul>${grounds}${findings.slice(0, MOST_REASONS).map((text) => html`<li>${name(text)}</li>`)}</ul>
<p>${words.term.what}: ${name(what.join('; '))}. ${more > 0 && `${fill(words.report.moreReasons, { count: more }, locale)}. `}<a href="#school-${entry.rank}">${words.listing.page}</a></p></details>`
}

/** The findings of the entry's most unusual sitting, or else its grounds, in one line. */
export function whyLine(entry: RecheckEntry, view: View): string {
  const { result, locale, words } = view
  const findings = entry.reasons.filter(({ code }) => !(code in GROUND_OF))
  const sittings = entry.sittings.map((index) => result.sittings[index]!).filter(({ p }) => p !== null)
  const least = sittings.toSorted((a, b) => a.p! - b.p!).map((sitting) => findings.filter(isOf(sitting)))
  const main = least.find((found) => found.length > 0) ?? findings
  const [first] = reasonTexts(main, result, locale, { brief: true })
  if (first !== undefined && entry.grounds.includes('signs')) return first
  return entry.grounds
    .map((ground) => {
      const detail = ground === 'signs' ? '' : restsOn(ground, entry, view)
      return detail === '' ? words.ground[ground] : `${words.ground[ground]}: ${detail}`
    })
    .join('; ')
}

const isOf =
  ({ subject, grade, class: className }: SittingResult) =>
  ({ details }: Reason): boolean =>
    details.subject === subject && (details.grade ?? null) === grade && (details.class ?? null) === className

/** The reasons that speak of a ground other than signs. */
const GROUND_OF: Readonly<Record<string, Ground>> = {
  noObserver: 'noObserver',
  unknownObserver: 'noObserver',
  partlyObserved: 'noObserver',
  conflictOfInterest: 'noObserver',
  control: 'control',
}

/** The sittings that a ground is about, where it is not all of the entry's, and what else is known. */
function restsOn(ground: Ground, entry: RecheckEntry, { result, locale, words }: View): string {
  const reasons = entry.reasons.filter(({ code }) => GROUND_OF[code] === ground)
  const ofAll = reasons.length === entry.sittings.length && reasons.every(({ code }) => code === reasons[0]!.code)
  const [first] = reasons
  if (ofAll && first !== undefined && first.code !== 'partlyObserved')
    return first.code === ground ? '' : fill(wordFor(words.reason, first.code), first.details, locale)
  const plain = reasons.filter(({ code }) => code === ground).map(({ details }) => placeText(details, locale))
  const others = reasons.filter(({ code }) => code !== ground)
  return [plain.join('; '), ...reasonTexts(others, result, locale)].filter((text) => text !== '').join('. ')
}

const ONLY_OBSERVER = 'onlyObserver'

/** Values of an entry by filter. */
const VALUES: Readonly<Record<string, (entry: RecheckEntry) => readonly string[]>> = {
  grounds: ({ grounds }) =>
    grounds.length === 1 && grounds[0] === 'noObserver' ? [...grounds, ONLY_OBSERVER] : grounds,
  tier: ({ tier }) => [tier],
  municipality: ({ municipality }) => [municipality ?? ''],
}

const filterValues = (entry: RecheckEntry): Html[] =>
  Object.entries(VALUES).map(
    ([filter, valuesOf]) => html` data-${filter}="${valuesOf(entry).map(filterCode).join('|')}"`,
  )

function listTools({ result, words }: View): Tools {
  const { term, ground, tier, listing } = words
  const there = (filter: string, value: string): boolean =>
    result.recheck.some((e) => VALUES[filter]!(e).includes(value))
  const grounds = [
    ...GROUNDS.filter((of) => there('grounds', of)).map((of) => [of, ground[of]] as const),
    ...(there('grounds', ONLY_OBSERVER) ? [[ONLY_OBSERVER, listing.onlyObserver] as const] : []),
  ]
  return {
    id: 'list-table',
    address: 'list',
    filters: [
      { name: 'grounds', label: term.grounds, options: grounds },
      {
        name: 'tier',
        label: term.tier,
        options: TIERS.filter((of) => there('tier', of)).map((of) => [of, tier[of]] as const),
      },
      {
        name: 'municipality',
        label: term.municipality,
        options: municipalitiesOf(result.recheck).map((m) => [m, m] as const),
      },
    ].filter(({ options }) => options.length > 0),
  }
}
