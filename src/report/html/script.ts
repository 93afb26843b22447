/**
 * The only script of the report: search, filters and sorting of its tables. It is constant and holds nothing of the data;
 * the page allows exactly it, by its hash, and is complete without it.
 */
export const SCRIPT = `'use strict'
for (const tools of document.querySelectorAll('.tools')) {
  const table = document.getElementById(tools.dataset.table)
  const rows = [...table.tBodies[0].rows]
  const count = tools.querySelector('output')
  const inputs = [...tools.querySelectorAll('input, select')]
  const texts = new Map()
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase())
    return texts.get(row)
  }
  const more = tools.querySelector('button')
  let limit = Number(tools.dataset.limit)
  const show = () => {
    let shown = 0
    for (const row of table.tBodies[0].rows) {
      const fits = inputs.every((input) => {
        const wanted = input.value.trim()
        if (wanted === '') return true
        if (input.type === 'search') return textOf(row).includes(wanted.toLowerCase())
        return row.dataset[input.name].split('|').includes(wanted)
      })
      row.hidden = !fits
      row.classList.toggle('later', shown >= limit)
      if (fits) shown++
    }
    more.hidden = shown <= limit
    count.textContent = shown + ' / ' + rows.length
  }
  for (const input of inputs) input.addEventListener('input', show)
  more.addEventListener('click', () => {
    limit = Infinity
    show()
  })
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const falling = head.getAttribute('aria-sort') === 'ascending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', falling ? 'descending' : 'ascending')
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim()
      const compare = (a, b) => {
        const [x, y] = [value(a), value(b)]
        if (x === '' || y === '') return x === y ? 0 : x === '' ? 1 : -1
        const order = isNaN(x) || isNaN(y) ? x.localeCompare(y, document.documentElement.lang) : x - y
        return falling ? -order : order
      }
      table.tBodies[0].append(...[...rows].sort(compare))
      show()
    })
  })
  tools.hidden = false
  show()
  table.classList.add('ready')
}
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const details = target && target.closest('details')
  if (!details) return
  details.open = true
  target.scrollIntoView()
}
addEventListener('hashchange', unfold)
unfold()
`

/** SHA-256 of `SCRIPT`, as a content security policy has it. */
export const SCRIPT_HASH = 'sha256-t8/DFUxaztXiBpkhi6OXHWE/0K+Fz3Q+7Q+YyfH/scI='
