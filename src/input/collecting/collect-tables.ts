import { expectArguments, isByName } from '../../arguments-error'
import type { MonitorInput, TableName, Tables } from '../../model'
import { type CollectorOptions, createCollector, type TableFeed } from './collector'
import { cellText, fieldsOf, rowsAtHand } from './rows'

/** The scale comes before the scores that are checked against it; schools before those who name them. */
export const READING_ORDER: readonly TableName[] = [
  'assessments',
  'schools',
  'results',
  'participation',
  'observers',
  'rechecks',
  'earlier',
  'codifier',
]

/**
 * Reads tables given as rows (objects; keys are the column names of `docs/input.md`, in Russian or English).
 *
 * @throws ArgumentError for what are no tables by name, InputError where a required column is missing or no result can be used.
 * @example
 * collectTables({ results: [{ school_id: '001', subject: 'Математика', grade: 4, year: 2021, score: 12 }] }).sittings.length // 1
 */
export function collectTables(tables: Partial<Tables>, options: CollectorOptions = {}): MonitorInput {
  expectArguments('collectTables', { tables: [tables, isByName(tables), 'rows'] })
  const collector = createCollector(options)
  for (const name of READING_ORDER) {
    const rows = tables[name]
    if (rows === undefined) continue
    feedRows(collector.table(name), name, rows)
  }
  return collector.finish()
}

/**
 * Feeds rows given by a script; columns are those of all rows together.
 *
 * @throws InputError for what is no table, row or cell
 */
export function feedRows(feed: TableFeed, table: TableName, given: unknown): void {
  const rows = [...rowsAtHand(table, given)]
  if (rows.every(Array.isArray)) {
    rows.forEach((cells, index) =>
      feed.row(
        cells.map((cell, i) => cellText(cell, table, index + 1, String(i + 1))),
        index + 1,
      ),
    )
    feed.end()
    return
  }
  const fields = rows.map((row, index) => fieldsOf(row, table, index + 2))
  const columns = columnsOf(fields)
  feed.header(columns)
  const cells = new Array<string>(columns.length)
  fields.forEach((row, index) => {
    for (let i = 0; i < columns.length; i++) cells[i] = cellText(row[columns[i]!], table, index + 2, columns[i]!)
    feed.row(cells, index + 2)
  })
  feed.end()
}

function columnsOf(rows: readonly object[]): string[] {
  const columns = new Set<string>()
  for (const row of rows) for (const name of Object.keys(row)) columns.add(name)
  return [...columns]
}
