/** Where the listed schools are: a row per municipality, in it a tile per school. */
import type { SchoolResult } from '../../model'
import { fill, formatNumber } from '../../words/format'
import { type Html, html, name } from './escape'
import { pageNumbers } from './page-numbers'
import { shortened, type View } from './parts'

/** More municipalities than these are folded: the list below names them all. */
const MOST_ROWS = 12
/** In a larger region the schools without grounds are a number: thousands of tiles are no picture, and slow. */
const MOST_TILES = 1500

interface Row {
  readonly municipality: string | null
  readonly schools: readonly SchoolResult[]
  readonly signs: number
  readonly onlyObserver: number
  readonly papers: number
}

export function tilesPart(view: View): Html | null {
  const { result, locale, words } = view
  const { first } = words
  if (result.schools.length === 0) return null
  const rows = rowsOf(view)
  const title = rows.length > 1 ? first.municipalities : first.onlySchools
  const [shown, more] = [rows.slice(0, MOST_ROWS), rows.slice(MOST_ROWS)]
  return html`<section aria-labelledby="municipalities"><h2 id="municipalities">${title}</h2>
${legend(view)}
${tilesTable(shown, view)}
${more.length > 0 && html`<details><summary>${fill(first.moreMunicipalities, { count: more.length }, locale)}</summary>${tilesTable(more, view)}</details>`}</section>`
}

/** Municipalities with the most schools with signs first, then those with the most listed. */
function rowsOf({ result }: View): readonly Row[] {
  const papersOf = new Map(result.recheck.map((entry) => [entry.schoolId, entry.papersToRecheck]))
  const schoolsOf = new Map<string | null, SchoolResult[]>()
  for (const school of result.schools) {
    const of = schoolsOf.get(school.municipality)
    if (of === undefined) schoolsOf.set(school.municipality, [school])
    else of.push(school)
  }
  const rows = [...schoolsOf].map(([municipality, schools]): Row => {
    const signs = schools.filter(({ grounds }) => grounds.includes('signs')).length
    const onlyObserver = schools.filter((s) => s.grounds.includes('noObserver') && !s.grounds.includes('signs')).length
    const papers = schools.reduce((sum, { schoolId }) => sum + (papersOf.get(schoolId) ?? 0), 0)
    return { municipality, schools: schools.toSorted((a, b) => weightOf(b) - weightOf(a)), signs, onlyObserver, papers }
  })
  return rows.toSorted(
    (a, b) => b.signs - a.signs || b.papers - a.papers || ((a.municipality ?? '') < (b.municipality ?? '') ? -1 : 1),
  )
}

const WEIGHTS = { strong: 4, moderate: 3, watch: 2, clear: 1, notAssessable: 0 } as const
const weightOf = ({ grounds, tier }: SchoolResult): number =>
  (grounds.includes('signs') ? 100 : 0) +
  (grounds.includes('noObserver') ? 20 : 0) +
  (grounds.includes('control') ? 10 : 0) +
  WEIGHTS[tier]

/** The look of a school's tile: its fill says how strong its signs are, its frame why else it is listed. */
export const tileClass = ({ grounds, tier }: Pick<SchoolResult, 'grounds' | 'tier'>): string =>
  [
    'tile',
    grounds.includes('signs') ? tier : tier === 'notAssessable' ? 'notAssessable' : '',
    grounds.includes('noObserver') ? 'unobserved' : grounds.includes('control') ? 'control' : '',
  ]
    .filter((part) => part !== '')
    .join(' ')

function tilesTable(rows: readonly Row[], view: View): Html {
  const { locale, words } = view
  const { first, term } = words
  const numbers = pageNumbers(view.result)
  const observers = view.result.region.observers !== null
  const named = rows.some(({ municipality }) => municipality !== null)
  const number = (value: number): Html => html`<td class="number">${formatNumber(value, locale)}</td>`
  const head = [term.size, '2.2', ...(observers ? [first.onlyTwoThree] : [])]
  return html`<table class="tiles"><thead><tr>${named && html`<th scope="col">${term.municipality}</th>`}${head.map((title) => html`<th scope="col" class="number">${title}</th>`)}<th scope="col"><span class="unseen">${first.squares}</span></th><th scope="col" class="number">${term.papers}</th></tr></thead>
<tbody>${rows.map(
    (
      row,
    ) => html`<tr>${named && html`<th scope="row">${municipalityLink(row, view)}</th>`}${number(row.schools.length)}${number(row.signs)}${observers && number(row.onlyObserver)}<td class="squares">${squares(row, numbers, view)}</td>${number(row.papers)}</tr>
`,
  )}</tbody></table>`
}

const municipalityLink = ({ municipality, papers }: Row, { words }: View): Html => {
  if (municipality === null) return html`${words.first.noMunicipality}`
  if (papers === 0) return name(municipality)
  return html`<a href="#list" data-filter="municipality=${encodeURIComponent(municipality)}">${name(municipality)}</a>`
}

function squares({ schools }: Row, numbers: ReadonlyMap<string, number>, view: View): Html {
  const { result, words, locale } = view
  const crowded = result.schools.length > MOST_TILES
  const shown = crowded ? schools.filter(({ recheck }) => recheck) : schools
  const title = (school: SchoolResult): string => {
    const named = shortened(school.name ?? school.schoolId)
    const others = school.grounds.filter((ground) => ground !== 'signs').map((ground) => words.ground[ground])
    return crowded ? named : [named, words.tier[school.tier], ...others].join(', ')
  }
  const square = (school: SchoolResult): Html => {
    const page = numbers.get(school.schoolId)
    return school.recheck
      ? html`<a class="${tileClass(school)}" href="#school-${page}" title="${title(school)}"></a>`
      : html`<span class="${tileClass(school)}" data-tile="${page}" title="${title(school)}"></span>`
  }
  const rest = schools.length - shown.length
  return html`${shown.map(square)}${rest > 0 && html` <span class="quiet">${fill(words.first.andSchools, { count: rest }, locale)}</span>`}`
}

function legend({ result, words }: View): Html {
  const { first, tier } = words
  const there = (wanted: (school: SchoolResult) => boolean): boolean => result.schools.some(wanted)
  const keys: readonly (readonly [boolean, string, string])[] = [
    [there((s) => s.grounds.includes('signs') && s.tier === 'strong'), 'tile strong', tier.strong],
    [there((s) => s.grounds.includes('signs') && s.tier === 'moderate'), 'tile moderate', tier.moderate],
    [there((s) => s.grounds.includes('noObserver')), 'tile unobserved', first.tileNoObserver],
    [there((s) => s.grounds.includes('control')), 'tile control', first.tileControl],
    [there((s) => s.tier === 'notAssessable'), 'tile notAssessable', first.tileNotAssessed],
    [there((s) => !s.recheck), 'tile', first.tileNone],
  ]
  return html`<ul class="legend" aria-label="${first.legend}">${keys.filter(([shown]) => shown).map(([, look, text]) => html`<li><span class="${look}"></span> ${text}</li>`)}</ul>`
}
