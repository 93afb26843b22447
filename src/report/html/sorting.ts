/** Sorting of a table by a click on a head, where scripts run. */

/** A row of a table, or the rows of one school together. */
export type Entry = HTMLTableRowElement | HTMLTableSectionElement

export const rowOf = (entry: Entry): HTMLTableRowElement => ('rows' in entry ? entry.rows[0]! : entry)

/**
 * Makes buttons of the heads.
 *
 * @param entries all that are to be sorted, asked for at each click
 * @param place what holds them
 * @param sorted called afterwards
 */
export function sortable(
  table: HTMLTableElement,
  entries: () => readonly Entry[],
  place: HTMLElement,
  sorted: () => void = () => {},
): void {
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
      const value = (entry: Entry): string => cellValue(rowOf(entry), column)
      place.append(...entries().toSorted((a, b) => compared(value(a), value(b), falling)))
      sorted()
    })
  })
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
