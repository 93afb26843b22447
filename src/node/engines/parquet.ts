/** The tables for programs as Parquet, written by DuckDB (optional peer dependency `@duckdb/node-api`) from their CSV. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileContent, MonitorResult, OutputFile } from '../../model'
import { signalsBytes, toCohortsCsv, toSchoolsCsv } from '../../report/csv'
import { cohortsTable, schoolsTable, signalsTable } from '../../report/tables'
import { identifier, literal, loadDuckDb } from './duckdb'

type View<T> = (result: MonitorResult) => T
const TABLES: Readonly<Record<string, readonly [View<{ readonly columns: readonly string[] }>, View<FileContent>]>> = {
  'signals.parquet': [signalsTable, signalsBytes],
  'schools.parquet': [schoolsTable, toSchoolsCsv],
  'cohorts.parquet': [cohortsTable, toCohortsCsv],
}

/** What the columns hold; all others hold numbers, also those of families that a user's own detectors bring. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  varchar: [
    ...['school_id', 'name', 'municipality', 'peer_group', 'subject', 'class', 'tier', 'grounds', 'official_markers'],
    ...['detector', 'family', 'outcome', 'unit', 'reason', 'effect_unit'],
  ],
  integer: ['grade', 'year', 'participants', 'sittings', 'n'],
  boolean: ['recheck'],
}
const typeOf = (column: string): string => Object.keys(TYPES).find((type) => TYPES[type]!.includes(column)) ?? 'double'

/**
 * @returns `signals.parquet`, `schools.parquet` and `cohorts.parquet`
 * @throws InputError where DuckDB is not installed, before anything is made
 */
export async function parquetFiles(result: MonitorResult): Promise<readonly OutputFile[]> {
  await duckDbForParquet()
  return Object.entries(TABLES).map(([name, [table, csv]]) => ({
    name,
    content: () => parquetOf(table(result).columns, csv(result)),
  }))
}

/** @throws InputError where the package is not installed */
export const duckDbForParquet = (): ReturnType<typeof loadDuckDb> => loadDuckDb('results', Object.keys(TABLES)[0]!)

async function parquetOf(names: readonly string[], csv: FileContent): Promise<Uint8Array> {
  const { DuckDBInstance } = await duckDbForParquet()
  const folder = await mkdtemp(join(tmpdir(), 'parquet-'))
  try {
    const [from, to] = [join(folder, 'table.csv'), join(folder, 'table.parquet')]
    await writeFile(from, csv)
    const columns = names.map((name) => `${identifier(name)}: ${literal(typeOf(name))}`)
    const table = `read_csv(${literal(from)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${columns.join(', ')}})`
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await instance.connect()
    try {
      await connection.run(`copy (from ${table}) to ${literal(to)} (format parquet)`)
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
    return await readFile(to)
  } finally {
    await rm(folder, { recursive: true })
  }
}
