import type { MonitorInput, Row, TableName, Tables } from '../../model'
import { textOf } from '../text'
import { type CollectorOptions, createCollector, type TableFeed } from './collector'

/** The scale comes before the scores that are checked against it; schools before those who name them. */
export const READING_ORDER: readonly TableName[] = [
  'assessments',
  'schools',
  'results',
  'participation',
  'observers',
  'rechecks',
  'earlier',
]

/**
 * Reads tables given as rows (objects; keys are the column names of `docs/input.md`, in Russian or English).
 *
 * @throws InputError where a required column is missing or no result can be used.
 * @example
 * collectTables({ results: [{ school_id: '001', subject: 'Математика', grade: 4, year: 2021, score: 12 }] }).sittings.length // 1
 */
export function collectTables(tables: Partial<Tables>, options: CollectorOptions = {}): MonitorInput {
  const collector = createCollector(options)
  for (const name of READING_ORDER) {
    const rows = tables[name]
    if (rows === undefined) continue
    feedRows(collector.table(name), rows)
  }
  return collector.finish()
}

/** Feeds rows given as objects. */
export function feedRows(feed: TableFeed, rows: readonly Row[]): void {
  const columns = columnsOf(rows)
  feed.header(columns)
  const cells = new Array<string>(columns.length)
  rows.forEach((row, index) => {
    for (let i = 0; i < columns.length; i++) cells[i] = textOf(row[columns[i]!])
    feed.row(cells, index + 2)
  })
  feed.end()
}

function columnsOf(rows: readonly Row[]): string[] {
  const columns = new Set<string>()
  for (const row of rows) for (const name of Object.keys(row)) columns.add(name)
  return [...columns]
}
