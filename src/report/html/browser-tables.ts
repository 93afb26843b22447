/** What a plain page does where scripts run: tables marked for it are sorted by a click on a head. */
import { sortable } from './sorting'

document.documentElement.classList.add('js')
for (const table of document.querySelectorAll<HTMLTableElement>('[data-sortable] table')) {
  const body = table.tBodies[0]!
  sortable(table, () => [...body.rows], body)
}
