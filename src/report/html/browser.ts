/**
 * What the report does where scripts run: search, filters and sorting of its tables, and pages of schools drawn on demand
 * by the same code that wrote the others. `npx tsx scripts/write-report-script.ts` bundles it into `script.ts`.
 */
import { funnelPlace } from './charts/funnel'
import { type Pool, poolOf } from './charts/pool'
import { html } from './escape'
import { type Unpacked, unpack } from './packed'
import { schoolName, tierMark, type View, viewOf } from './parts'
import { type Place, schoolFold, schoolPage } from './school-page'

/** Schools that a search for one shows. */
const MOST_FOUND = 12

function tableTools(tools: HTMLElement): void {
  const table = document.getElementById(tools.dataset.table!) as HTMLTableElement
  const body = table.tBodies[0]!
  let later = document.getElementById(`${table.id}-later`)
  const count = tools.querySelector('output')!
  const more = tools.querySelector('button')!
  const inputs = [...tools.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')]
  /** Builds the rows that were left as text. */
  const complete = (): void => {
    if (later === null) return
    const rest = parsed(later.textContent!)
    later.remove()
    later = null
    makeLinks(rest)
    body.append(...rest.querySelectorAll('tbody tr'))
  }
  const texts = new Map<HTMLTableRowElement, string>()
  const textOf = (row: HTMLTableRowElement): string => {
    if (!texts.has(row)) texts.set(row, row.textContent!.toLowerCase())
    return texts.get(row)!
  }
  const fits = (row: HTMLTableRowElement): boolean =>
    inputs.every((input) => {
      const wanted = input.value.trim()
      if (wanted === '') return true
      if (input.type === 'search') return textOf(row).includes(wanted.toLowerCase())
      return row.dataset[input.name]!.split('|').includes(wanted)
    })
  let limit = Number(tools.dataset.limit)
  const all = Number(tools.dataset.rows)
  const tell = (shown: number): void => {
    more.hidden = shown <= limit
    count.textContent = `${shown} / ${all}`
  }
  const show = (): void => {
    complete()
    let shown = 0
    for (const row of body.rows) {
      const fitting = fits(row)
      row.hidden = !fitting
      row.classList.toggle('later', shown >= limit)
      if (fitting) shown++
    }
    tell(shown)
  }
  for (const input of inputs) input.addEventListener('input', show)
  more.addEventListener('click', () => {
    limit = Number.POSITIVE_INFINITY
    show()
  })
  const heads = [...table.tHead!.rows[0]!.cells]
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const falling = head.getAttribute('aria-sort') === 'ascending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', falling ? 'descending' : 'ascending')
      complete()
      body.append(...[...body.rows].toSorted((a, b) => compared(cellValue(a, column), cellValue(b, column), falling)))
      show()
    })
  })
  addEventListener('beforeprint', () => {
    if (table.closest('details:not([open])') === null) show()
  })
  tools.hidden = false
  tell(all)
}

/** What a browser that runs scripts has left as text. */
function parsed(text: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = text
  return template.content
}

/** Every name of a school leads to its page, also where none is written out. */
function makeLinks(root: ParentNode): void {
  for (const named of root.querySelectorAll<HTMLElement>('span[data-page]')) {
    const link = document.createElement('a')
    link.href = `#school-${named.dataset.page}`
    link.append(...named.childNodes)
    named.replaceWith(link)
  }
}

const cellValue = (row: HTMLTableRowElement, column: number): string => {
  const cell = row.cells[column]!
  return cell.dataset.value ?? cell.textContent!.trim()
}

/** What has no value comes last, whichever way the rows are sorted. */
function compared(a: string, b: string, falling: boolean): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
  const [x, y] = [Number(a), Number(b)]
  const order = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, document.documentElement.lang) : x - y
  return falling ? -order : order
}

/** Unpacked once, at the first school that is asked for. */
let known: {
  readonly pages: Unpacked['pages']
  readonly view: View
  readonly pool: Pool
  readonly place: Place
} | null = null
function schools() {
  if (known === null) {
    const { result, locale, pages, funnels } = unpack(document.getElementById('pages')!.textContent!)
    const view = viewOf(result, locale)
    const place: Place = (sitting) => funnelPlace(sitting, funnels.get(sitting.assessment), view)
    known = { pages, view, pool: poolOf(result), place }
  }
  return known
}

/** Puts the page of a school into the report, if it is not there. */
function draw(page: number): void {
  if (document.getElementById(`school-${page}`) !== null) return
  const fold = document.querySelector(`.page[data-page="${page}"]`)
  const { pages, view, pool, place } = schools()
  const school = pages.get(page)
  if (school === undefined) return
  const content = schoolPage(school, page, pool, view, place)
  if (fold !== null) fold.querySelector('noscript')!.replaceWith(parsed(content.text))
  else {
    const drawn = schoolFold(school, page, content, view)
    document.getElementById('drawn')!.insertAdjacentHTML('afterbegin', drawn.text)
  }
}

/** Shows what the address names, which may be a page that has to be drawn first. */
function unfold(): void {
  const id = decodeURIComponent(location.hash.slice(1))
  const [, page] = /^school-(\d+)$/.exec(id) ?? []
  if (page !== undefined) draw(Number(page))
  const target = document.getElementById(id)
  const details = target?.closest('details')
  if (!details) return
  details.open = true
  details.scrollIntoView()
}

function findSchools(form: HTMLElement): void {
  const input = form.querySelector('input')!
  const list = form.querySelector('ul')!
  const search = (): void => {
    const wanted = input.value.trim().toLowerCase()
    list.replaceChildren()
    if (wanted === '') return
    const { pages, view } = schools()
    for (const [page, school] of pages) {
      if (!`${school.name ?? ''} ${school.schoolId}`.toLowerCase().includes(wanted)) continue
      const link = html`<li><a href="#school-${page}">${schoolName(school)}</a> ${tierMark(school.tier, view.words)}</li>`
      list.insertAdjacentHTML('beforeend', link.text)
      if (list.childElementCount === MOST_FOUND) return
    }
  }
  input.addEventListener('input', search)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.hidden = false
}

for (const tools of document.querySelectorAll<HTMLElement>('.tools[data-table]')) tableTools(tools)
for (const form of document.querySelectorAll<HTMLElement>('#find')) findSchools(form)
makeLinks(document)
document.addEventListener(
  'toggle',
  ({ target }) => {
    const { page } = (target as HTMLElement).dataset
    if (page !== undefined) draw(Number(page))
  },
  true,
)
addEventListener('hashchange', unfold)
unfold()
