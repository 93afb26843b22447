// The queries of `objectivity-monitor sql` for engines that are too large for every run of the tests:
//   node .ci/warehouses.mjs clickhouse spark
// ClickHouse as the library chdb (the server's own engine): its rows must be those of DuckDB, and a query that leaves out
// items or names a column that is not there must be refused. Spark only by its grammar (dt-sql-parser): nothing is run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { build } from 'esbuild'

const PACKAGES = { clickhouse: 'chdb@3.4.0', spark: 'dt-sql-parser@4.5.1' }
const root = join(import.meta.dirname, '..')
const named = process.argv.slice(2)
const engines = named.length > 0 ? named : Object.keys(PACKAGES)
const folder = mkdtempSync(join(tmpdir(), 'warehouses-'))
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const query = (dialect, ...options) =>
  run('node', join(root, 'dist', 'cli.js'), 'sql', '--dialect', dialect, '--table', 'papers', ...options)
const check = (claim, holds) => {
  if (!holds) throw new Error(`Not so: ${claim}`)
  console.log(`ok  ${claim}`)
}
/** A module of a package, bundled: one of them cannot be loaded by Node as it is. */
const load = async (name, external = []) => {
  const contents = `export * from '${name}'`
  const outfile = join(folder, `${name}.cjs`)
  await build({ stdin: { contents, resolveDir: folder }, bundle: true, platform: 'node', outfile, external })
  return (await import(outfile)).default
}

// Every odd thing that a table of papers holds: absent cells, no pupil code, a pupil twice, quotes, Cyrillic.
const columns = 'school_id subject grade year class pupil_id variant score mark journal_mark item_1 item_2'.split(' ')
const numbers = ['grade', 'year', 'score']
const papers = Array.from({ length: 2_000 }, (_, i) => [
  `00${i % 7}`,
  i % 2 ? 'Математика' : 'Русский "язык"',
  4 + (i % 3),
  2021,
  i % 5 ? 'А' : null,
  i % 4 ? String(i % 900) : null,
  i % 11 ? '1' : 'отсутствовал',
  i % 11 ? i % 20 : null,
  i % 6 ? String(2 + (i % 4)) : null,
  String(2 + (i % 3)),
  i % 9 ? String(i % 2) : 'X',
  String(i % 3),
])
const literal = (value) =>
  value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
const values = papers.map((row) => `(${row.map(literal).join(', ')})`).join(',\n')
const sorted = (rows) => rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))).join('|')).sort()

const TRY = {
  async clickhouse() {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const types = columns.map((name) => `${name} ${numbers.includes(name) ? 'integer' : 'varchar'}`)
    await connection.run(`create table papers (${types.join(', ')})`)
    await connection.run(`insert into papers values ${values}`)
    const expected = sorted(await (await connection.run(query('duckdb', '--items', '2'))).getRows())

    const { Session } = await load('chdb', ['chdb'])
    const session = new Session()
    const ask = (sql) => session.query(sql, 'JSONCompactEachRow')
    const refused = (sql) => {
      try {
        return `accepted: ${ask(sql).slice(0, 100)}`
      } catch (error) {
        return String(error.message)
      }
    }
    const nullable = columns.map((name) => `${name} Nullable(${numbers.includes(name) ? 'Int32' : 'String'})`)
    ask('create database vpr')
    ask('use vpr')
    ask(`create table papers (${nullable.join(', ')}) engine = Memory`)
    ask(`insert into papers values ${values}`)
    const version = JSON.parse(ask('select version()'))[0]
    const found = ask(query('clickhouse', '--items', '2'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    check(
      `ClickHouse ${version} counts ${found.length} distinct papers of ${papers.length}, the same as DuckDB`,
      found.length > 100 && JSON.stringify(sorted(found)) === JSON.stringify(expected),
    )
    check('it refuses too few items', /throwIf/.test(refused(query('clickhouse', '--items', '1'))))
    check('and none said', /throwIf/.test(refused(query('clickhouse'))))
    check('but leaves all out where that is said', /^\[/.test(ask(query('clickhouse', '--items', '0'))))
    check('it names a column that is not there', /item_3/.test(refused(query('clickhouse', '--items', '3'))))
    session.cleanup()
  },
  async spark() {
    const { SparkSQL } = await load('dt-sql-parser')
    const parser = new SparkSQL()
    for (const items of ['0', '2', '200']) {
      const faults = parser.validate(query('spark', '--items', items))
      check(`Spark's grammar takes the query with ${items} items`, faults.length === 0)
    }
    check('and refuses a broken one', parser.validate(query('spark').replace('group by', 'group')).length > 0)
  },
}

try {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  run('npm', 'install', '--no-audit', '--no-fund', ...engines.map((engine) => PACKAGES[engine]))
  for (const engine of engines) await TRY[engine]()
} finally {
  rmSync(folder, { recursive: true })
}
