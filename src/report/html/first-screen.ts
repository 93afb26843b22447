/** What is seen before anything is scrolled: the answer in numbers that add up, the warning that matters most, where, what next. */
import type { MonitorResult, SchoolResult, WarningCode } from '../../model'
import { ABSENT, fill, formatNumber } from '../../words/format'
import { answerSentence, warningSentences } from './answer'
import { type Html, html, name } from './escape'
import type { View } from './parts'
import { tilesPart } from './tiles'

/** Year, grades, schools: of what this is the report. */
export function subjectLine({ result, locale, words: { first } }: View): string {
  const range = (values: readonly (number | null)[]): string => {
    const known = [...new Set(values.filter((value) => value !== null))].toSorted((a, b) => a - b)
    return known.length < 2 ? known.join('') : `${known[0]}–${known.at(-1)}`
  }
  const years = range(result.assessments.map(({ year }) => year))
  const grades = range(result.assessments.map(({ grade }) => grade))
  return [
    years,
    grades === '' ? '' : fill(grades.includes('–') ? first.grades : first.grade, { grades }, locale),
    fill(first.schools, { schools: result.schools.length }, locale),
    fill(first.papers, { papers: result.region.papers }, locale),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

export const firstScreen = (view: View): Html => html`
<p class="answer">${answerSentence(view.result, view.locale)}</p>
${numbersPart(view)}
${warningsPart(view)}
<div class="two">${tilesPart(view)}
<div>${nextPart(view)}
${yearsPart(view)}</div></div>
<p class="quiet">${view.words.report.notGuilty}</p>`

/** How the schools divide: those with signs, those listed for their observer alone, for the control sample alone, the others. */
function divided({ recheck, schools }: MonitorResult) {
  const signs = recheck.filter(({ grounds }) => grounds.includes('signs'))
  const control = recheck.filter(({ grounds }) => grounds.length > 0 && grounds.every((ground) => ground === 'control'))
  const onlyObserver = recheck.length - signs.length - control.length
  return { signs, onlyObserver, control: control.length, none: Math.max(0, schools.length - recheck.length) }
}

/** Papers that an expert rechecks in an hour, as the run was set; `null` where a result does not tell. */
function papersPerHour({ settings }: MonitorResult): number | null {
  const of = (settings as { readonly recheck?: { readonly papersPerHour?: unknown } } | null)?.recheck?.papersPerHour
  return typeof of === 'number' && of > 0 ? of : null
}

function numbersPart({ result, locale, words }: View): Html {
  const { first, report } = words
  const { signs, onlyObserver, control, none } = divided(result)
  const say = (template: string, details: Readonly<Record<string, string | number>>) => fill(template, details, locale)
  const number = (count: number): string => formatNumber(count, locale)
  const papers = result.recheck.reduce((sum, entry) => sum + entry.papersToRecheck, 0)
  const perHour = papersPerHour(result)
  const tiers = (tier: string) => signs.filter((entry) => entry.tier === tier).length
  const noObserver = result.recheck.filter(({ grounds }) => grounds.includes('noObserver')).length
  const notAssessed = result.schools.filter(({ tier, recheck }) => tier === 'notAssessable' && !recheck).length
  const sum = [signs.length, onlyObserver, ...(control > 0 ? [control] : []), none].map(number).join(' + ')
  const adds = say(first.adds, { sum, schools: result.schools.length })
  const observerDetail = (): string => {
    if (result.region.observers === null) return first.observerNotKnown
    return noObserver > onlyObserver ? say(first.observerOfSigns, { count: noObserver }) : ''
  }
  const card = (value: string, text: string, detail: string, filter: string | null): Html => {
    const inside = html`<strong>${value}</strong> ${text}${detail !== '' && html`<small>${detail}</small>`}`
    return html`<li>${filter === null ? html`<div>${inside}</div>` : html`<a href="#list" data-filter="${filter}">${inside}</a>`}</li>`
  }
  const kinds = (['strong', 'moderate'] as const).filter((tier) => tiers(tier) > 0)
  const signsDetail = kinds.map((tier) => `${words.tier[tier]}: ${number(tiers(tier))}`).join(', ')
  const work = perHour === null ? 0 : Math.max(1, Math.round(papers / perHour))
  return html`<ul class="numbers" aria-label="${first.numbers}">
${card(number(signs.length), say(first.signs, { count: signs.length }), signsDetail, signs.length > 0 ? 'grounds=signs' : null)}
${card(onlyObserver === 0 && result.region.observers === null ? ABSENT : `+${number(onlyObserver)}`, say(first.onlyObserver, { count: onlyObserver }), observerDetail(), onlyObserver > 0 ? 'grounds=onlyObserver' : null)}
${control > 0 && card(`+${number(control)}`, say(first.control, { count: control }), '', 'grounds=control')}
${card(number(none), say(first.none, { count: none }), notAssessed > 0 ? `${adds}; ${say(first.noneNotAssessed, { count: notAssessed })}` : adds, null)}
${
  perHour === null || papers === 0
    ? card(
        number(papers),
        say(first.papersAlone, { count: papers }),
        say(first.ofAllAlone, { papers: result.region.papers }),
        null,
      )
    : card(
        number(papers),
        say(first.toRecheck, { count: papers, hours: work }),
        say(first.ofAll, { papers: result.region.papers, perHour }),
        null,
      )
}
</ul>
${result.plan.budget !== null && html`<p>${fill(report.budgetAnswer, { budget: result.plan.budget, papersWithinBudget: result.plan.papersWithinBudget, yieldWithinBudget: result.plan.yieldWithinBudget }, locale)}</p>`}`
}

/** What shakes the list most comes first; a warning that is not named here follows them. */
const WEIGHTIEST: readonly WarningCode[] = [
  'observersNotUnderstood',
  'observersNotMatched',
  'observersEmpty',
  'observersSetAside',
  'observersElsewhere',
  'filesEmpty',
  'rowsSetAside',
  'noObserversTable',
  'detectorFailed',
  'noSchoolsTable',
  'noContext',
  'fewSchools',
  'noGroups',
  'outcomeInContext',
  'outcomeLikeContext',
  'largeObserverEffect',
  'regionHeap',
  'cutsUnknown',
  'toCorrect',
]

/** The warning that matters most, in full; the others are folded below it with their count. */
function warningsPart({ result, locale, words }: View): Html | null {
  const weight = (code: string): number => {
    const place = (WEIGHTIEST as readonly string[]).indexOf(code)
    return place === -1 ? WEIGHTIEST.length : place
  }
  const [main, ...others] = warningSentences(result, locale, (a, b) => weight(a) - weight(b))
  if (main === undefined) return null
  return html`<section class="loud" aria-labelledby="warnings"><h2 id="warnings">${words.report.warnings}</h2>
<p>${name(main)}</p>
${others.length > 0 && html`<details><summary>${fill(words.first.moreWarnings, { count: others.length }, locale)}</summary><ul>${others.map((sentence) => html`<li>${name(sentence)}</li>`)}</ul></details>`}</section>`
}

/** A link to a file that lies beside the report; nothing where it does not. */
function fileLink({ files }: View, wanted: string, text: string): Html | null {
  return files.includes(wanted) ? html`<a href="${wanted}">${text}</a>` : null
}

/** Links to the files of a kind, a file per municipality; many of them are left to the folder. */
function filesLinks({ files }: View, kind: string, text: string): readonly Html[] {
  const found = files.filter((file) => file.startsWith(kind))
  const path = (file: string): string => file.split('/').map(encodeURIComponent).join('/')
  if (found.length > MOST_LINKS)
    return [html`<a href="${path(kind.slice(0, kind.indexOf('/') + 1))}">${text}</a> (${found.length})`]
  return found.map(
    (file) =>
      html`<a href="${path(file)}">${found.length === 1 ? text : file.slice(kind.length).replace(/\.\w+$/, '')}</a>`,
  )
}
const MOST_LINKS = 3

/** The steps after this report, each with the files that serve it, as far as they lie beside the report. */
function nextPart(view: View): Html {
  const { result, locale, words } = view
  const { first } = words
  const toCorrect = new Set(result.toCorrect.map(({ schoolId }) => schoolId)).size
  const correct = html`${fill(first.correct, { schools: toCorrect }, locale)}${linksPart([fileLink(view, 'to-correct.csv', first.correctFile)])}`
  const steps: readonly (Html | string)[] =
    result.recheck.length === 0
      ? []
      : [
          first.keep,
          html`${first.order}${linksPart(orderLinks(view))}`,
          html`${first.letters}${linksPart(filesLinks(view, 'documents/letter', first.lettersFile))}`,
          html`${first.experts}${linksPart([
            ...filesLinks(view, 'documents/experts-', first.expertsFile),
            ...filesLinks(view, 'documents/protocol-', first.protocolFile),
            fileLink(view, 'recheck.xlsx', first.workbookFile),
          ])}`,
          html`${first.outcome}${linksPart(filesLinks(view, 'documents/rechecks-', first.formFile))}. ${first.verify}`,
        ]
  const all = toCorrect > 0 ? [...steps.slice(0, 1), correct, ...steps.slice(1)] : steps
  return html`<section aria-labelledby="next"><h2 id="next">${first.next}</h2>
${all.length === 0 ? html`<p>${first.nothingToDo}</p>` : html`<ol>${all.map((step) => html`<li>${step}</li>`)}</ol>`}${steps.length > 0 && html`<p class="quiet">${first.teachers}</p>`}</section>`
}

/** The order holds its annex; without it the annex alone. */
const orderLinks = (view: View): readonly (Html | null)[] => {
  const order = fileLink(view, 'documents/order.docx', view.words.first.orderFile)
  return [order ?? fileLink(view, 'annex.html', view.words.first.annexFile)]
}

function linksPart(links: readonly (Html | null)[]): Html | null {
  const there = links.filter((link) => link !== null)
  return there.length === 0 ? null : html`: ${there.map((link, i) => html`${i > 0 && ', '}${link}`)}`
}

/** Lists that a school has stood on, this one included, from which on it is told. */
const OFTEN = 3

/** This list against the last one that is known: of the schools that both years examined. */
function yearsPart(view: View): Html | null {
  const { result, locale, words } = view
  const { first } = words
  const examined = result.schools.filter(({ earlier }) => earlier !== undefined && earlier.length > 0)
  if (examined.length === 0) return null
  const last = examined.reduce((latest, { earlier }) => Math.max(latest, earlier!.at(-1)!.year), 0)
  const known = examined.flatMap((school) => {
    const year = school.earlier!.find(({ year }) => year === last)
    return year === undefined ? [] : [{ school, before: year.listed }]
  })
  const among = (before: boolean, now: boolean): SchoolResult[] =>
    known.filter((of) => of.before === before && of.school.recheck === now).map(({ school }) => school)
  const often = examined.filter(
    ({ earlier, recheck }) => recheck && earlier!.filter(({ listed }) => listed).length + 1 >= OFTEN,
  )
  const line = (word: string, schools: readonly SchoolResult[]): Html => {
    const count = html`<strong>${formatNumber(schools.length, locale)}</strong> ${word}`
    if (schools.length === 0) return html`<li>${count}</li>`
    return html`<li><details><summary>${count}</summary><ul class="plain">${schools.map((school) => html`<li>${view.linked(school)}</li>`)}</ul></details></li>`
  }
  return html`<section aria-labelledby="years"><h2 id="years">${fill(first.years, { year: String(last) }, locale)}</h2>
<ul class="plain">${line(first.yearsNew, among(false, true))}${line(first.yearsAgain, among(true, true))}${line(first.yearsGone, among(true, false))}</ul>
${often.length > 0 && html`<p>${fill(first.yearsOften, { count: often.length }, locale)}</p>`}</section>`
}
