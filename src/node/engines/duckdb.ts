/**
 * Tables read by DuckDB, an embedded engine (optional peer dependency `@duckdb/node-api`): CSV, Parquet and its own database
 * files. DuckDB parses, counts equal papers, and hands over each sitting in one piece; what a cell means is decided by the
 * same readers as ever, so that the results are equal to the last digit.
 */
import { open, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Collector, TableFeed } from '../../input/collecting/collector'
import { contextOf } from '../../input/collecting/file-feed'
import type { SourceInfo } from '../../input/collecting/source'
import { CsvReader, findDelimiter } from '../../input/formats/csv'
import { detectEncoding } from '../../input/formats/encoding'
import { type Header, headerOf } from '../../input/headers/header'
import { recogniseHeader, resultsKind } from '../../input/headers/recognise'
import { InputError, stop } from '../../input/problems'
import { clean } from '../../input/text'
import type { TableName } from '../../model'

/** Files that only an engine can read. */
export const ENGINE_FILES = /\.(?:parquet|pq|duckdb|ddb)$/i
const DATABASE = /\.(?:duckdb|ddb)$/i
/**
 * A name that is computed and three remarks: a bundler (webpack and Turbopack, Vite, esbuild) leaves the import as it stands.
 * One that follows it looks for a package that most users do not have, and stops (`.ci/bundlers.mjs`).
 */
const PACKAGE = ['@duckdb', 'node-api'].join('/')

/** One table as DuckDB sees it. */
interface Relation {
  readonly from: string
  /** Headers as the file writes them, and as the query names them. */
  readonly headers: readonly string[]
  readonly names: readonly string[]
  readonly bytes: number
  readonly info: SourceInfo
}

/** Cells of a paper and papers of a sitting are kept apart by the signs that ASCII has for it. */
const UNIT = '\u001f'
const RECORD = '\u001e'
/** Bytes of papers that are packed at a time; a larger table is read school by school, in several passes. */
const AT_A_TIME = 400e6
const FIRST = 256 * 1024

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
const asText = (name: string): string => `coalesce(cast(${identifier(name)} as varchar), '')`

/** @throws InputError where the package is not installed */
export const loadDuckDb = (table: TableName, file: string): Promise<typeof import('@duckdb/node-api')> =>
  import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ PACKAGE).catch(() =>
    stop('engineNotInstalled', { table, file, found: 'DuckDB', expected: `npm install ${PACKAGE}` }),
  )

export class DuckDb {
  private constructor(
    private readonly connection: DuckDBConnection,
    readonly close: () => void,
  ) {}

  /** @throws InputError where the package is not installed */
  static async open(table: TableName, file: string): Promise<DuckDb> {
    const { DuckDBInstance } = await loadDuckDb(table, file)
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: '1GB',
      temp_directory: tmpdir(),
      autoinstall_known_extensions: 'false',
    })
    const connection = await instance.connect()
    return new DuckDb(connection, () => {
      connection.closeSync()
      instance.closeSync()
    })
  }

  /**
   * Reads one file into the collector. False where the file is left to the reader of this package: workbooks, other
   * encodings than UTF-8, headers below a title, and whatever DuckDB does not take for a sound CSV file.
   */
  async feed(collector: Collector, table: TableName, file: string, options: EngineOptions): Promise<boolean> {
    if (!ENGINE_FILES.test(file)) {
      const relation = table === 'results' ? await csvRelation(file) : null
      return relation !== null && (await this.feedPapers(collector, relation, options))
    }
    try {
      const relation = await this.relationOf(table, file, options)
      const papers = table === 'results' && (await this.feedPapers(collector, relation, options))
      if (!papers) await this.feedRows(collector, table, relation, options)
      return true
    } catch (error) {
      if (error instanceof InputError) throw error
      return stop('unreadableFile', { table, file, found: String((error as Error).message).split('\n')[0] })
    } finally {
      if (DATABASE.test(file)) await this.connection.run('detach database if exists given')
    }
  }

  private async relationOf(table: TableName, file: string, options: EngineOptions): Promise<Relation> {
    let from = `read_parquet(${literal(file)})`
    if (DATABASE.test(file)) {
      await this.connection.run(`attach ${literal(file)} as given (read_only)`)
      from = `given.${identifier(await this.tableOf(table, file, options.tableName))}`
    }
    const columns = await this.texts(`select column_name from (describe select * from ${from})`)
    const [[rows] = []] = await this.texts(`select count(*) from ${from}`)
    const names = columns.map(([name]) => name!)
    const info = { file, encoding: DATABASE.test(file) ? 'DuckDB' : 'Parquet', context: contextOf(file) }
    return { from, headers: names, names, bytes: Number(rows) * names.length * 3, info }
  }

  /** The table of a database: the one that is named, the only one, or the one that is called like the option. */
  private async tableOf(table: TableName, file: string, named: string | undefined): Promise<string> {
    const found = await this.texts(
      "select table_name from information_schema.tables where table_catalog = 'given' order by all",
    )
    const names = found.map(([name]) => name!)
    const wanted = table === 'results' && named !== undefined ? named : names.length === 1 ? names[0]! : table
    if (names.includes(wanted)) return wanted
    return stop('tableNotNamed', { table, file, found: wanted, expected: names.join(', ') })
  }

  private async *rows(sql: string): AsyncGenerator<string[]> {
    const result = await this.connection.stream(sql)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) return
      yield* chunk.getRows() as string[][]
    }
  }

  private async texts(sql: string): Promise<string[][]> {
    const rows = await (await this.connection.run(sql)).getRows()
    return rows.map((row) => row.map(String))
  }

  /** Papers, packed by sitting. False where the table is none of papers, or DuckDB cannot read the CSV file. */
  private async feedPapers(
    collector: Collector,
    { from, headers, names, bytes, info }: Relation,
    { counted }: EngineOptions,
  ): Promise<boolean> {
    const recognised = recogniseHeader('results', headers)
    if (recognised === undefined || (recognised.layout ?? PLAIN).rows !== 'plain') return false
    const header = headerOf('results', headers.map(clean), recognised.layout)
    if (resultsKind(header) !== 'pupils') return false
    const { place, paper } = columnsOf(header)
    // Papers with a code or with item scores are hardly ever equal: they are not counted first, only packed.
    const distinct = header.at('pupil_id') === -1 && header.numbered.item.length === 0 && header.at('papers') === -1
    const parts = distinct ? 1 : Math.max(1, Math.ceil(bytes / AT_A_TIME))
    const school = asText(names[header.at('school_id')]!)
    const cells = [...headers.map(() => ''), ...(distinct ? ['papers'] : [])]
    const positions = [...paper, ...(distinct ? [headers.length] : [])]
    let feed: TableFeed | null = null
    const start = (): TableFeed => {
      const started = collector.table('results', { ...info, counted, numbered: false })
      started.header(distinct ? [...headers, 'papers'] : headers, 1)
      return started
    }
    try {
      for (let part = 0; part < parts; part++) {
        const where = parts === 1 ? '' : ` where hash(${school}) % ${parts} = ${part}`
        const [places, papers] = [place, paper].map((list) => list.map((i) => asText(names[i]!)))
        for await (const row of this.rows(packedPapers(from + where, places!, papers!, distinct))) {
          feed ??= start()
          for (let i = 0; i < place.length; i++) cells[place[i]!] = row[i]!
          // In an order of their own: which comes first must not depend on which thread was first.
          for (const record of row[place.length]!.split(RECORD).sort()) {
            const values = record.split(UNIT)
            // A cell that holds one of the two signs itself: never seen, and never to be passed over in silence.
            if (values.length !== positions.length)
              stop('unreadableFile', { table: 'results', file: info.file ?? null, found: JSON.stringify(record) })
            for (let i = 0; i < positions.length; i++) cells[positions[i]!] = values[i]!
            feed.row(cells, 1)
          }
        }
      }
    } catch (error) {
      // Before the first row nothing has been counted yet: the file can still be left to the other reader.
      if (feed === null && !(error instanceof InputError)) return false
      throw error
    }
    feed ??= start()
    feed.end()
    return true
  }

  /** Any other table, row by row. */
  private async feedRows(
    collector: Collector,
    table: TableName,
    { from, headers, names, info }: Relation,
    { counted }: EngineOptions,
  ): Promise<void> {
    const feed = collector.table(table, { ...info, counted })
    feed.header(headers, 1)
    let number = 1
    for await (const row of this.rows(`select ${names.map(asText).join(', ')} from ${from}`)) feed.row(row, ++number)
    feed.end()
  }
}

export interface EngineOptions {
  /** Table of papers in a database file. */
  readonly tableName?: string | undefined
  /** True for the results of `papersQuery`. */
  readonly counted?: boolean | undefined
}

const PLAIN = { rows: 'plain' } as const

/** Positions of the columns that name a sitting, and of those that make a paper; columns that no rule reads are in neither. */
function columnsOf(header: Header): { readonly place: readonly number[]; readonly paper: readonly number[] } {
  const unread = new Set(header.others.map(({ index }) => index))
  const place = ['school_id', 'subject', 'grade', 'year', 'class', 'name', 'municipality']
    .map((name) => header.at(name))
    .filter((index) => index !== -1)
  const paper = [...header.cells.keys()].filter((index) => !unread.has(index) && !place.includes(index))
  return { place, paper }
}

/** One row per sitting: its place, and all its papers in one text. */
function packedPapers(from: string, place: readonly string[], paper: readonly string[], distinct: boolean): string {
  const places = place.map((_, i) => `place_${i}`).join(', ')
  const papers = paper.map((_, i) => `paper_${i}`).join(', ')
  const columns = [
    ...place.map((text, i) => `${text} as place_${i}`),
    ...paper.map((text, i) => `${text} as paper_${i}`),
  ]
  const inner = distinct
    ? `select ${columns.join(', ')}, count(*) as papers from ${from} group by all`
    : `select ${columns.join(', ')} from ${from}`
  return `select ${places}, string_agg(concat_ws(chr(31), ${papers}${distinct ? ', papers' : ''}), chr(30)) from (${inner}) group by ${places}`
}

/** A CSV file whose first row is the header of a table of papers; `null` for any other. */
async function csvRelation(file: string): Promise<Relation | null> {
  const { size } = await stat(file)
  const handle = await open(file)
  const first = new Uint8Array(Math.min(FIRST, size))
  await handle.read(first, 0, first.length, 0).finally(() => handle.close())
  const { encoding, mark } = detectEncoding(first)
  if (size === 0 || encoding !== 'utf-8' || (first[0] === 0x50 && first[1] === 0x4b)) return null
  const text = new TextDecoder().decode(first, { stream: true })
  const delimiter = findDelimiter(text)
  const headers: string[] = []
  const reader = new CsvReader(delimiter, { table: 'results', file }, (cells, row) => {
    if (row === 1) headers.push(...cells)
  })
  reader.push(text.slice(0, text.lastIndexOf('\n') + 1))
  const columns = headers.map((_, i) => `c${i}`)
  if (columns.length < 2) return null
  const types = columns.map((name) => `${name}: 'VARCHAR'`).join(', ')
  return {
    from: `read_csv(${literal(file)}, delim = ${literal(delimiter)}, header = true, quote = '"', escape = '"', auto_detect = false, columns = {${types}})`,
    headers,
    names: columns,
    bytes: size,
    info: { file, encoding: mark ? 'utf-8 BOM' : 'utf-8', delimiter, context: contextOf(file) },
  }
}
