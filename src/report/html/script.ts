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
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]))
  const show = () => {
    let shown = 0
    for (const row of rows) {
      const fits = inputs.every((input) => {
        const wanted = input.value.trim()
        if (wanted === '') return true
        if (input.type === 'search') return texts.get(row).includes(wanted.toLowerCase())
        return row.dataset[input.name].split('|').includes(wanted)
      })
      row.hidden = !fits
      if (fits) shown++
    }
    count.textContent = shown + ' / ' + rows.length
  }
  for (const input of inputs) input.addEventListener('input', show)
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
    })
  })
  tools.hidden = false
  show()
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
export const SCRIPT_HASH = 'sha256-LN3E1HNqUBC+za6u2OXw9CLwVYva+J5NGd8zbcZSFaw='
