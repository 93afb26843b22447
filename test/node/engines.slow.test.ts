import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { windows1251 } from '../../scripts/make-layouts'
import type { MonitorInput } from '../../src/model'
import { monitor } from '../../src/monitor'
import { readTables, type TablePaths } from '../../src/node/files'
import { writeReports } from '../../src/node/write'
import { toRejectedCsv } from '../../src/report'
import { papersQuery } from '../../src/sittings/query'
import { exampleResult } from '../report/example-result'
import { hasClickHouse, startClickHouse } from './clickhouse'
import { postgresPrograms, startPostgres } from './postgres'

const region = join(import.meta.dirname, '..', '..', 'fixtures', 'region')
const RESULTS = ['ma4', 'ma5', 'ru4', 'ru5'].map((name) => join(region, `results-${name}.csv`))
const OTHERS = Object.fromEntries(
  ['schools', 'observers', 'participation'].map((table) => [table, join(region, `${table}.csv`)]),
)
/** The most items of the four tests. */
const ITEMS = 21
const TOO_FEW = new RegExp(`item_${ITEMS}\\b.* is ambiguous|[Aa]mbiguous .*item_${ITEMS}\\b`)
const query = (dialect: 'duckdb' | 'postgres' | 'clickhouse') => papersQuery({ dialect, table: 'papers', items: ITEMS })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'engines-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function duckdb(...commands: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const command of commands) await connection.run(command)
  connection.closeSync()
  instance.closeSync()
}

/** The fixture region as one table of papers under the canonical names, as a warehouse would hold it. */
function papersOfRegion(): string {
  const columns = [
    'school_id',
    'subject',
    'grade',
    'year',
    'class',
    'pupil_id',
    'variant',
    'score',
    'mark',
    'journal_mark',
  ]
  const items = Array.from({ length: ITEMS }, (_, j) => `item_${j + 1}`)
  const given = ['логин школы', 'предмет', 'класс', 'год', 'литера', 'код участника', 'вариант', 'первичный балл']
  const names = [...given, 'отметка', 'отметка по журналу', ...items.map((_, j) => `задание ${j + 1}`)]
  const rows = RESULTS.flatMap((file) => {
    const [header, ...lines] = readFileSync(file, 'utf8').replace('\ufeff', '').trim().split(/\r?\n/)
    const at = names.map((name) => header!.split(';').indexOf(name))
    return lines.map((line) => {
      const cells = line.split(';')
      return at.map((i) => cells[i] ?? '').join(',')
    })
  })
  return `${[[...columns, ...items].join(','), ...rows].join('\n')}\n`
}

const TYPES = `school_id text, subject text, grade integer, year integer, class text, pupil_id text, variant text,
  score integer, mark text, journal_mark text, ${Array.from({ length: ITEMS }, (_, j) => `item_${j + 1} text`).join(', ')}`

const contentOf = ({ sources: _, ...content }: MonitorInput) => content
const countsOf = ({ sources }: MonitorInput) => {
  const results = sources.filter(({ table }) => table === 'results')
  const sum = (of: 'rows' | 'used' | 'setAside') => results.reduce((total, source) => total + source[of], 0)
  return [sum('rows'), sum('used'), sum('setAside')]
}

describe('the fixture region is the same to the last digit', () => {
  let builtIn: MonitorInput
  let result: string
  const resultOf = (input: MonitorInput): string => {
    const { input: _, ...rest } = monitor(input)
    return JSON.stringify(rest)
  }
  const expectSame = (input: MonitorInput): void => {
    expect(countsOf(input)).toEqual(countsOf(builtIn))
    expect(contentOf(input)).toEqual(contentOf(builtIn))
    expect(resultOf(input) === result).toBe(true)
  }
  /** Count tables hold no codes of pupils: who stayed away is not known from them, and the fingerprint says that they differ. */
  const withoutAway = (input: MonitorInput): MonitorInput => ({
    ...input,
    sittings: input.sittings.map(({ away: _, ...sitting }) => sitting),
    fingerprint: '',
  })
  const expectSameCounts = (input: MonitorInput): void => {
    expect(countsOf(input)).toEqual(countsOf(builtIn))
    expect(contentOf({ ...input, fingerprint: '' })).toEqual(contentOf(withoutAway(builtIn)))
    expect(resultOf(input) === resultOf(withoutAway(builtIn))).toBe(true)
  }

  beforeAll(async () => {
    builtIn = await readTables({ ...OTHERS, results: RESULTS })
    result = resultOf(builtIn)
    writeFileSync(join(folder, 'papers.csv'), papersOfRegion())
    await duckdb(
      `create table papers (${TYPES})`,
      `copy papers from '${join(folder, 'papers.csv')}' (header)`,
      `copy (${query('duckdb')}) to '${join(folder, 'counted.parquet')}'`,
      `copy papers to '${join(folder, 'papers.parquet')}'`,
      `attach '${join(folder, 'region.duckdb')}' as kept`,
      'create table kept.vpr as from papers',
      'create table kept.other as select 1 as one',
      'detach kept',
    )
  })

  it('through DuckDB, from the same CSV files', async () => {
    const input = await readTables({ ...OTHERS, results: RESULTS }, { engine: 'duckdb' })
    expect(input.sources).toEqual(builtIn.sources)
    expectSame(input)
  })

  it.skipIf(postgresPrograms() === null && process.env.CI === undefined)(
    'counted by PostgreSQL, its result read as CSV',
    async () => {
      const server = startPostgres(postgresPrograms()!)
      try {
        server.sql(`create table papers (${TYPES});\n\\copy papers from '${join(folder, 'papers.csv')}' csv header`)
        writeFileSync(join(folder, 'counted.csv'), server.sql(`${query('postgres')};`))
        const refused = (sql: string) => expect(() => server.sql(`explain ${sql};`), sql)
        refused(papersQuery({ dialect: 'postgres', table: 'papers', items: ITEMS - 1 })).toThrow(TOO_FEW)
        refused(papersQuery({ dialect: 'postgres', table: 'papers', items: null })).toThrow('item_1')
        refused(papersQuery({ dialect: 'postgres', table: 'papers', items: ITEMS + 1 })).toThrow(`item_${ITEMS + 1}`)
      } finally {
        server.stop()
      }
      expectSameCounts(await readTables({ ...OTHERS, sittings: join(folder, 'counted.csv') }))
    },
  )

  it.skipIf(!hasClickHouse && process.env.CI === undefined)(
    'counted by ClickHouse, its result read as CSV',
    async () => {
      const server = await startClickHouse()
      try {
        const types = [...TYPES.matchAll(/(\w+) (?:text|integer)/g)].map(([, name]) => `${name} Nullable(String)`)
        server.sql(`create table papers (${types.join(', ')}) engine = Memory`)
        server.sql('insert into papers format CSVWithNames', papersOfRegion())
        writeFileSync(join(folder, 'clickhouse.csv'), server.sql(query('clickhouse')))
        const refused = (items: number | null) =>
          expect(() => server.sql(papersQuery({ dialect: 'clickhouse', table: 'papers', items })), `${items} items`)
        refused(ITEMS - 1).toThrow('throwIf')
        refused(null).toThrow('throwIf')
        refused(ITEMS + 1).toThrow(`item_${ITEMS + 1}`)
      } finally {
        await server.stop()
      }
      expectSameCounts(await readTables({ ...OTHERS, sittings: join(folder, 'clickhouse.csv') }))
    },
  )

  it.each([
    ['counted by DuckDB, its result read as Parquet', { sittings: 'counted.parquet' }],
    ['from Parquet', { results: 'papers.parquet' }],
    ['from a database of DuckDB', { results: 'region.duckdb' }],
  ] as const)('%s', async (_, { sittings, results }: { sittings?: string; results?: string }) => {
    const paths: TablePaths = sittings ? { sittings: join(folder, sittings) } : { results: join(folder, results!) }
    const input = await readTables({ ...OTHERS, ...paths }, { tableName: 'vpr' })
    if (sittings) expectSameCounts(input)
    else expectSame(input)
  })

  it('knows who stayed away where it reads papers', () => {
    expect(builtIn.sittings.filter(({ away }) => away !== undefined).length).toBeGreaterThan(100)
  })

  it('is not counted with items left out that nobody said, or with a column that is not there: DuckDB says so at once', async () => {
    // `explain` reads the query and runs nothing.
    const explained = (items: number | null, table = `'${join(folder, 'papers.parquet')}'`) =>
      duckdb(`explain ${papersQuery({ dialect: 'duckdb', table, items })}`)
    await expect(explained(ITEMS - 1)).rejects.toThrow(TOO_FEW)
    await expect(explained(null)).rejects.toThrow('item_1')
    await expect(explained(ITEMS + 1)).rejects.toThrow(`item_${ITEMS + 1}`)
    await expect(explained(0)).resolves.toBeUndefined()
    const without = `(select * exclude (class) from '${join(folder, 'papers.parquet')}')`
    await expect(explained(ITEMS, without)).rejects.toThrow('class')
  })

  it('names the tables of a database in which it does not find the papers', async () => {
    const problems = [expect.objectContaining({ code: 'tableNotNamed', found: 'papers', expected: 'other, vpr' })]
    const paths = { results: join(folder, 'region.duckdb') }
    await expect(readTables(paths, { tableName: 'papers' })).rejects.toMatchObject({ problems })
  })
})

describe('rows that must be set aside', () => {
  const header = 'school_id;subject;grade;year;class;pupil_id;variant;score;mark;journal_mark;item_1;item_2'
  const rows = [
    '001;Математика;4;2023;А;1;1;3;3;4;1;2',
    '001;Математика;4;2023;А;2;1;3;3;4;1;2',
    '001;Математика;4;2023;А;3;1;3;3;4;1;2',
    '001;Математика;4;2023;А;3;1;3;3;4;1;2', // the same pupil again
    '001;Математика;4;2023;Б;3;1;2;2;;X;2',
    '001;Математика;4;2023;Б;4;1;;2;5;;',
    '001;Математика;4;2023;Б;5;1;-1;2;5;1;1',
    '002;Математика;4;2023;;;1;3;3;4;1;2',
    '002;Математика;4;2023;;;1;3;3;4;1;2', // no code: another pupil
    '002;Математика;4;2023;;;отсутствовал;;;4;;',
    ';Математика;4;2023;;;1;3;3;4;1;2',
    '002;Математика;4;2023;;;1;2;9;4;0;2',
  ]
  const codes = ({ problems }: MonitorInput) =>
    problems.flatMap(({ code, column, found, count = 1 }) =>
      Array.from({ length: count }, () => [code, column, found].join()),
    )

  it.each([
    ['by the engine', { results: 'messy.csv' }],
    ['by the query', { sittings: 'messy.parquet' }],
  ])('are the same, counted %s', async (_, given) => {
    const file = join(folder, 'messy.csv')
    writeFileSync(file, `${[header, ...rows].join('\n')}\n`)
    await duckdb(
      `create table papers as from read_csv('${file}', delim = ';', header = true, all_varchar = true)`,
      `copy (${papersQuery({ dialect: 'duckdb', table: 'papers', items: 2 })}) to '${join(folder, 'messy.parquet')}'`,
    )
    const plain = await readTables({ results: file })
    const paths = Object.fromEntries(Object.entries(given).map(([table, name]) => [table, join(folder, name)]))
    const input = await readTables(paths, { engine: 'duckdb' })
    expect(countsOf(plain)).toEqual([12, 8, 4])
    expect(countsOf(input)).toEqual(countsOf(plain))
    expect(input.sittings).toEqual(plain.sittings)
    // The query hands over no pupil codes: the column of the repeated paper is empty there.
    const told = (of: MonitorInput) =>
      codes(of)
        .map((code) => code.replace('pupil_id,[digits 1]', 'pupil_id,'))
        .sort()
    expect(told(input)).toEqual(told(plain))
  })

  it('say for how many papers they stand', async () => {
    const file = join(folder, 'counted-messy.csv')
    writeFileSync(
      file,
      'school_id,subject,score,papers,repeated\n1,Физика,5,3,1\n1,Физика,,4,0\n1,Физика,6,0.5,0\n1,Физика,6,,0\n',
    )
    const input = await readTables({ sittings: file })
    expect(input.sittings.map(({ participants }) => participants)).toEqual([2])
    expect(input.problems.map(({ code, row, count }) => [code, row, count])).toEqual([
      ['duplicatePaper', 2, undefined],
      ['scoreMissing', 3, 4],
      ['participantsNotWhole', 4, undefined],
      ['participantsMissing', 5, undefined],
    ])
    expect(countsOf(input)).toEqual([9, 2, 7])
    const rejected = toRejectedCsv({ problems: input.problems } as never)
    expect(rejected).toContain('counted-messy.csv,3,4,score')
  })

  it('a file of sittings must say how many papers its rows stand for', async () => {
    const file = join(folder, 'uncounted.csv')
    writeFileSync(file, 'school_id,subject,score\n1,Физика,5\n')
    const problems = [expect.objectContaining({ code: 'missingColumn', column: 'papers' })]
    await expect(readTables({ sittings: file })).rejects.toMatchObject({ problems })
  })
})

describe('the tables for programs as Parquet', () => {
  const rowsOf = async (from: string): Promise<string[][]> => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const rows = await (await connection.run(`select * from ${from}`)).getRows()
    return rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
  }

  it('hold what the CSV files hold, with types, and equal results give equal bytes', async () => {
    const [out, again] = [join(folder, 'parquet'), join(folder, 'parquet-again')]
    const result = exampleResult()
    for (const directory of [out, again]) await writeReports(result, directory, { parquet: true, documents: false })
    const types: Record<string, string> = {}
    for (const name of ['signals', 'schools', 'cohorts']) {
      const file = join(out, `${name}.parquet`)
      const csv = Papa.parse<string[]>(readFileSync(join(out, `${name}.csv`), 'utf8').trim()).data
      const described = await rowsOf(`(describe from '${file}')`)
      for (const [column, type] of described) types[column!] = type!
      expect(described.map(([column]) => column)).toEqual(csv[0])
      const asNumber = described.map(([, type]) => type === 'DOUBLE' || type === 'INTEGER')
      const comparable = (row: readonly string[]) =>
        row.map((cell, i) => (asNumber[i] && cell !== '' ? Number(cell) : cell))
      const rows = await rowsOf(`'${file}'`)
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.map(comparable)).toEqual(csv.slice(1).map(comparable))
      expect(readFileSync(join(again, `${name}.parquet`)).equals(readFileSync(file))).toBe(true)
    }
    expect(types).toMatchObject({
      school_id: 'VARCHAR',
      grade: 'INTEGER',
      p: 'DOUBLE',
      recheck: 'BOOLEAN',
      df: 'DOUBLE',
    })
  })
})

describe('the engine', () => {
  it('leaves windows-1251, ragged rows and titles to the reader of this package', async () => {
    const text = 'school_id;subject;score\n1;Физика;5\n1;Физика;6\n'
    const files = { windows: windows1251(text), ragged: `${text}1;Физика\n`, titled: `Отчёт;;\n${text}` }
    for (const [name, content] of Object.entries(files)) {
      const file = join(folder, `${name}.csv`)
      writeFileSync(file, content)
      const [input, plain] = [
        await readTables({ results: file }, { engine: 'duckdb' }),
        await readTables({ results: file }),
      ]
      expect(input, name).toEqual(plain)
      expect(input.sittings[0]!.participants).toBe(2)
    }
  })

  it('says how to get it where it is not installed', async () => {
    vi.resetModules()
    vi.doMock('@duckdb/node-api', () => {
      throw new Error('Cannot find package')
    })
    const { readTables: reading } = await import('../../src/node/files')
    const file = join(folder, 'papers.parquet')
    const problems = [expect.objectContaining({ code: 'engineNotInstalled', file })]
    await expect(reading({ results: file })).rejects.toMatchObject({ problems })
    const { writeReports: writing } = await import('../../src/node/write')
    const told = [expect.objectContaining({ code: 'engineNotInstalled', file: 'signals.parquet' })]
    const out = join(folder, 'not-written')
    await expect(writing(exampleResult(), out, { parquet: true })).rejects.toMatchObject({ problems: told })
    expect(existsSync(out)).toBe(false)
    vi.doUnmock('@duckdb/node-api')
  })
})
