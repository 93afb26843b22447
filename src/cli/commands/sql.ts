import { DIALECTS, type Dialect, papersQuery } from '../../sittings/query'
import { type Arguments, UsageError } from '../arguments'
import { wholeNumber } from '../options'
import type { Shell } from '../shell'

/** Most columns of items that a query is written for. */
const MOST_ITEMS = 200

/** Prints the query that lets a database count the papers; `run --sittings` takes its result. */
export function sql({ values }: Arguments, shell: Shell): number {
  const { dialect } = values
  if (dialect === undefined || !(DIALECTS as readonly string[]).includes(dialect))
    throw new UsageError('unknownChoice', { flag: '--dialect', value: dialect ?? '', known: DIALECTS.join(', ') })
  const items = wholeNumber('--items', values.items)
  if (items !== null && items > MOST_ITEMS)
    throw new UsageError('unknownChoice', { flag: '--items', value: String(items), known: `0 - ${MOST_ITEMS}` })
  shell.print(papersQuery({ dialect: dialect as Dialect, table: values.table ?? 'papers', items }))
  return 0
}
