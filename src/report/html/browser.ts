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
import { type Entry, rowOf, sortable } from './sorting'

/** Schools that a search for one shows. */
const MOST_FOUND = 12

/** Letters and digits alone, in words: `№ 12 «Ёлка»` and `елка 12` have the same. */
const wordsIn = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Whether each word that is sought begins a word of the text, in any order; a long one may also stand inside. */
function holds(text: readonly string[], sought: readonly string[]): boolean {
  return sought.every((word) => text.some((of) => of.startsWith(word) || (word.length > 3 && of.includes(word))))
}

/** Tools by the address of their section. */
const tables = new Map<string, { readonly read: (query: string) => void; readonly reach: (entry: Entry) => void }>()

function tableTools(tools: HTMLFormElement): void {
  const table = document.getElementById(tools.dataset.table!) as HTMLTableElement
  const address = tools.dataset.address!
  let later = document.getElementById(`${table.id}-later`)
  const count = tools.querySelector('output')!
  const pager = tools.querySelector<HTMLElement>('.pager')!
  const [back, forth, everything] = [...pager.querySelectorAll('button')] as [
    HTMLButtonElement,
    HTMLButtonElement,
    HTMLButtonElement,
  ]
  const empty = tools.querySelector<HTMLElement>('.empty')!
  const inputs = [...tools.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')]
  const inBodies = table.tBodies.length > 1 || table.tBodies[0]!.id !== ''
  const entries = (): Entry[] => [...(inBodies ? table.tBodies : table.tBodies[0]!.rows)]
  const place = inBodies ? table : table.tBodies[0]!
  /** Builds the rows that were left as text. */
  const complete = (): void => {
    if (later === null) return
    const rest = parsed(later.textContent!)
    later.remove()
    later = null
    makeLinks(rest)
    place.append(...rest.querySelectorAll(inBodies ? 'tbody' : 'tbody tr'))
  }
  const texts = new Map<Entry, readonly string[]>()
  const textOf = (entry: Entry): readonly string[] => {
    if (!texts.has(entry)) texts.set(entry, wordsIn(rowOf(entry).textContent!))
    return texts.get(entry)!
  }
  const fits = (entry: Entry): boolean =>
    inputs.every((input) => {
      const wanted = input.value.trim()
      if (wanted === '') return true
      if (input.type === 'search') return holds(textOf(entry), wordsIn(wanted))
      return entry.dataset[input.name]!.split('|').includes(wanted)
    })
  const perPage = Number(tools.dataset.limit)
  const rows = Number(tools.dataset.rows)
  let page = 0
  let paged = true
  const show = (): void => {
    complete()
    const fitting = entries().filter((entry) => {
      entry.hidden = !fits(entry)
      return !entry.hidden
    })
    const pages = paged ? Math.max(1, Math.ceil(fitting.length / perPage)) : 1
    page = Math.min(Math.max(0, page), pages - 1)
    const [from, to] = paged ? [page * perPage, (page + 1) * perPage] : [0, fitting.length]
    fitting.forEach((entry, i) => entry.classList.toggle('later', i < from || i >= to))
    tell(fitting.length, from, Math.min(to, fitting.length))
  }
  const tell = (fitting: number, from: number, to: number): void => {
    pager.hidden = fitting <= perPage
    everything.hidden = !paged
    back.disabled = from === 0
    forth.disabled = to >= fitting
    empty.hidden = fitting > 0
    const shown = fitting > to - from && fitting > 0 ? `${from + 1}–${to} / ` : ''
    count.textContent = shown + (fitting < rows ? `${fitting} / ${rows}` : `${rows}`)
  }
  /** The filters are kept in the address, so that a view can be sent to a colleague and come back to. */
  const write = (): void => {
    const query = new URLSearchParams(
      inputs.flatMap(({ name, value }) => (value.trim() === '' ? [] : [[name, value.trim()]])),
    )
    if (page > 0) query.set('page', String(page + 1))
    const text = query.toString()
    try {
      history.replaceState(null, '', `#${address}${text === '' ? '' : `?${text}`}`)
    } catch {
      // A page inside another may have no address of its own.
    }
  }
  const changed = (): void => {
    page = 0
    show()
    write()
  }
  tables.set(address, {
    read: (query) => {
      const wanted = new URLSearchParams(query)
      for (const input of inputs) input.value = wanted.get(input.name) ?? ''
      page = Number(wanted.get('page') ?? 1) - 1 || 0
      show()
    },
    reach: (entry) => {
      complete()
      if (entry.hidden) for (const input of inputs) input.value = ''
      page = Math.floor(
        entries()
          .filter((of) => entry.hidden || !of.hidden)
          .indexOf(entry) / perPage,
      )
      show()
    },
  })
  for (const input of inputs) input.addEventListener('input', changed)
  tools.addEventListener('submit', (event) => event.preventDefault())
  tools.addEventListener('reset', () => setTimeout(changed))
  for (const button of [back, forth, everything])
    button.addEventListener('click', () => {
      page += Number(button.dataset.step)
      if (button === everything) paged = false
      show()
      write()
      if (paged) tools.scrollIntoView()
    })
  const all = (): readonly Entry[] => {
    complete()
    return entries()
  }
  sortable(table, all, place, () => {
    page = 0
    show()
  })
  addEventListener('beforeprint', () => {
    if (table.closest('details:not([open])') === null) complete()
  })
  tools.hidden = false
  if (later === null) show()
  else {
    entries().forEach((entry, i) => entry.classList.toggle('later', i >= perPage))
    tell(rows, 0, perPage)
  }
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

/** Unpacked once, at the first school that is asked for. */
let known: {
  readonly pages: Unpacked['pages']
  readonly view: View
  readonly pool: Pool
  readonly place: Place
} | null = null
function schools() {
  if (known === null) {
    const { result, locale, files, pages, funnels } = unpack(document.getElementById('pages')!.textContent!)
    const view = viewOf(result, locale, files)
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

/** Shows what the address names: a view of a table, an entry of one, or a page that may have to be drawn first. */
function unfold(): void {
  const [id, query] = location.hash.slice(1).split('?') as [string, string?]
  const table = tables.get(id)
  if (table !== undefined && query !== undefined) table.read(query)
  const [, page] = /^school-(\d+)$/.exec(id) ?? []
  if (page !== undefined) draw(Number(page))
  const target = document.getElementById(decodeURIComponent(id))
  if (target === null) return
  if (target.tagName === 'TBODY') tables.get('list')?.reach(target as HTMLTableSectionElement)
  const fold = target.closest('details') ?? target.parentElement?.querySelector<HTMLDetailsElement>(':scope > .long')
  if (fold && (page !== undefined || query !== undefined || target.closest('details') !== null)) fold.open = true
  const shown = target.closest('details') ?? target
  shown.scrollIntoView()
}

/** Dots of a drawing: where each is and to which page it leads. */
const dotsOf = new WeakMap<
  SVGPathElement,
  readonly { readonly x: number; readonly y: number; readonly page: number }[]
>()
function dots(path: SVGPathElement) {
  const known = dotsOf.get(path)
  if (known !== undefined) return known
  const pages = path.dataset.pages!.split(' ').map(Number)
  const found = [...path.getAttribute('d')!.matchAll(/M([-\d.]+) ([-\d.]+)/g)].map(([, x, y], i) => ({
    ...{ x: Number(x), y: Number(y) },
    page: pages[i]!,
  }))
  dotsOf.set(path, found)
  return found
}

/** So near, in units of the drawing, the mouse means a dot. */
const NEAR = 9

/** The page of the school whose dot is nearest to the mouse. */
function dotAt(event: MouseEvent): number | null {
  const svg = (event.target as Element).closest('svg')
  const paths = svg === null ? [] : [...svg.querySelectorAll<SVGPathElement>('[data-pages]')]
  if (svg === null || paths.length === 0) return null
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()!.inverse())
  let best: { readonly page: number; readonly distance: number } | null = null
  for (const { x, y, page } of paths.flatMap(dots)) {
    const distance = Math.sqrt((x - point.x) ** 2 + (y - point.y) ** 2)
    if (distance < (best?.distance ?? NEAR)) best = { page, distance }
  }
  return best?.page ?? null
}

const tip = document.createElement('div')
tip.className = 'tip'
tip.hidden = true

/** Names the school under the mouse. */
function hover(event: MouseEvent): void {
  const page = dotAt(event)
  const school = page === null ? undefined : schools().pages.get(page)
  tip.hidden = school === undefined
  if (school === undefined) return
  tip.textContent = school.name ?? school.schoolId
  tip.style.left = `${event.pageX + 12}px`
  tip.style.top = `${event.pageY + 12}px`
}

/** The page of one school alone on paper. */
function printPage(button: HTMLElement): void {
  const page = button.closest('.page')!
  const mark = (on: boolean): void => {
    document.documentElement.classList.toggle('one', on)
    page.classList.toggle('printed', on)
  }
  mark(true)
  addEventListener('afterprint', () => mark(false), { once: true })
  print()
}

/** A link inside the page goes there also where the page is part of another one, whose address it would take. */
function follow(event: MouseEvent): void {
  const tile = (event.target as Element).closest<HTMLElement>('[data-tile]')
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"], a[data-filter]')
  const print = (event.target as Element).closest<HTMLElement>('[data-print]')
  if (print !== null) printPage(print)
  const dot = link === null ? dotAt(event) : null
  const page = tile?.dataset.tile ?? dot
  const hash = page === null || page === undefined ? link?.getAttribute('href') : `#school-${page}`
  if (hash === null || hash === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  location.hash = hash
  unfold()
}

function findSchools(form: HTMLElement): void {
  const input = form.querySelector('input')!
  const list = form.querySelector('ul')!
  const search = (): void => {
    const wanted = wordsIn(input.value)
    list.replaceChildren()
    if (wanted.length === 0) return
    const { pages, view } = schools()
    for (const [page, school] of pages) {
      if (!holds(wordsIn(`${school.name ?? ''} ${school.schoolId} ${school.municipality ?? ''}`), wanted)) continue
      const link = html`<li><a href="#school-${page}">${schoolName(school)}</a> ${tierMark(school.tier, view.words)}</li>`
      list.insertAdjacentHTML('beforeend', link.text)
      if (list.childElementCount === MOST_FOUND) return
    }
  }
  input.addEventListener('input', search)
  list.addEventListener('click', () => {
    input.value = ''
    setTimeout(search)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    list.querySelector('a')?.click()
  })
  form.hidden = false
}

/** Where the colours that were chosen are kept; a page opened from a disk or inside another may have no place of its own. */
const THEME = 'objectivity-monitor-theme'

function themes(label: HTMLElement): void {
  const select = label.querySelector('select')!
  const show = (): void => {
    if (select.value === '') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = select.value
  }
  try {
    const kept = localStorage.getItem(THEME)
    if (select.value === '' && (kept === 'light' || kept === 'dark')) select.value = kept
  } catch {
    // Nothing is kept there.
  }
  show()
  select.addEventListener('change', () => {
    show()
    try {
      if (select.value === '') localStorage.removeItem(THEME)
      else localStorage.setItem(THEME, select.value)
    } catch {
      // It holds until the page is closed.
    }
  })
  label.hidden = false
}

document.documentElement.classList.add('js')
for (const label of document.querySelectorAll<HTMLElement>('#theme')) themes(label)
for (const link of document.querySelectorAll<HTMLElement>('a[data-filter]'))
  link.setAttribute('href', `${link.getAttribute('href')}?${link.dataset.filter}`)
for (const tools of document.querySelectorAll<HTMLFormElement>('.tools[data-table]')) tableTools(tools)
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
document.body.append(tip)
document.addEventListener('mousemove', hover)
document.addEventListener('click', follow)
addEventListener('hashchange', unfold)
unfold()
