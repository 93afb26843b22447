/**
 * A year of an office, by commands alone in an empty folder: run, documents, tables that the experts fill in with slips and
 * blanks, verify, indicators, observers of the next year, and the next year's run.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../src/cli/main'
import type { MonitorResult, Row } from '../src/model'
import { simulateRegion } from '../src/simulate'
import { createRandom } from '../src/statistics/random'
import { filledTable, rowsOfTable } from './documents/fill-table'
import { folders } from './folders'

const folder = folders('year-')
const TABLES = ['results', 'schools', 'observers', 'assessments', 'participation'] as const
const region = (year: number) =>
  simulateRegion({
    seed: 77,
    schools: 90,
    municipalities: 3,
    years: [year],
    manipulation: { schools: 0.12, strength: 'strong' },
  })

let cwd: string
const said: string[] = []
async function command(...args: string[]): Promise<string> {
  said.length = 0
  const say = (text: string) => void said.push(text)
  const code = await main([...args, '--locale', 'ru'], {
    cwd,
    env: {},
    print: say,
    note: say,
    now: () => new Date(Date.UTC(2022, 5, 1)),
  })
  expect([code, code === 0 ? '' : said.join('')]).toEqual([0, ''])
  return said.join('').replace(/\s+/g, ' ')
}
const written = (path: string): string => readFileSync(join(cwd, path), 'utf8')
const table = (path: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(
    written(path)
      .replace(/^\ufeff/, '')
      .trim(),
    { delimiter: ';', header: true },
  ).data

function writeTables(year: number): string[] {
  const { tables } = region(year)
  mkdirSync(join(cwd, String(year)))
  return TABLES.flatMap((name) => {
    const rows = (tables as unknown as Readonly<Record<string, readonly Row[] | undefined>>)[name]
    if (rows === undefined) return []
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    writeFileSync(join(cwd, String(year), `${name}.csv`), lines.map((cells) => cells.join(';')).join('\n'))
    return [`--${name}`, `${year}/${name}.csv`]
  })
}

/** What the experts enter: manipulated sittings lose points, others stay but for a rare slip; blanks, a text, a typing error. */
function fillIn(): { papers: number; confirmed: number } {
  const truth = new Map(
    region(2021).truth.map((one) => [`${one.schoolId}|${one.subject}|${one.grade}`, one.manipulated]),
  )
  const random = createRandom(1, 'experts')
  const found = { papers: 0, confirmed: 0 }
  mkdirSync(join(cwd, 'returned'))
  for (const name of readdirSync(join(cwd, 'out', 'documents')).filter((file) => file.startsWith('rechecks-'))) {
    const bytes = readFileSync(join(cwd, 'out', 'documents', name))
    const values = new Map<number, Record<string, string | number>>()
    for (const { row, cells } of rowsOfTable(bytes)) {
      if ((cells['Номер работы'] ?? '') === '') continue
      const original = Number(cells['Исходный балл'])
      const chance = random.uniform()
      if (chance < 0.05) continue
      if (chance < 0.06) values.set(row, { 'Балл после перепроверки': 'работа не представлена' })
      else if (chance < 0.07) values.set(row, { 'Балл после перепроверки': 999 })
      else {
        const manipulated = truth.get(`${cells['Код школы']}|${cells.Предмет}|${cells.Параллель}`) === true
        const lowered = random.uniform() < (manipulated ? 0.5 : 0.01) && original > 0
        values.set(row, {
          'Балл после перепроверки': lowered ? original - 1 : original,
          'Дата перепроверки': '20.05.2021',
        })
        found.papers++
        if (!lowered) found.confirmed++
      }
    }
    writeFileSync(join(cwd, 'returned', name), filledTable(bytes, values))
  }
  return found
}

let entered: { papers: number; confirmed: number }
beforeAll(async () => {
  cwd = folder()
  writeFileSync(
    join(cwd, 'objectivity.json'),
    JSON.stringify({
      office: {
        authority: 'Комитет по образованию',
        orderNumber: '17-од',
        orderDate: '11.05.2021',
        papersBy: '14.05.2021',
      },
    }),
  )
  await command('run', ...writeTables(2021), '--budget', '1500', '--out', 'out')
  entered = fillIn()
}, 180_000)

describe('a year by commands alone', () => {
  it('gives an order, letters, tasks, protocols and tables', () => {
    const files = readdirSync(join(cwd, 'out', 'documents'))
    const kinds = (start: string) => files.filter((file) => file.startsWith(start)).length
    expect([kinds('order'), kinds('support'), kinds('experts-'), kinds('protocol-'), kinds('rechecks-')]).toEqual([
      1, 1, 3, 3, 3,
    ])
    const listed = table('out/recheck.csv').filter((row) => row.within_budget !== 'false')
    expect(kinds('letter-')).toBeGreaterThanOrEqual(listed.length)
    expect(entered.papers).toBeGreaterThan(500)
  })

  it('reads the tables back, and reports what was entered, no more', async () => {
    const text = await command('verify', '--rechecks', 'returned', '--settled', 'settled.json', '--out', 'out')
    expect(text).toContain('итог ещё не внесён')
    expect(text).toContain('не является числом')
    const found = JSON.parse(written('out/verification.json'))
    expect(found.papers).toMatchObject({ count: entered.confirmed, of: entered.papers })
    expect([found.unplaced, found.contradictory]).toEqual([0, 0])
    const confirmed = table('out/indicators.csv').find(
      (row) => row.indicator === 'papersConfirmed' && row.municipality === '',
    )!
    expect([confirmed.numerator, confirmed.denominator]).toEqual([String(entered.confirmed), String(entered.papers)])
    expect(Number(confirmed.value!.replace(',', '.'))).toBeCloseTo((100 * entered.confirmed) / entered.papers, 3)
  }, 60_000)

  it('plans the observers of the next year, and the next run remembers this one', async () => {
    await command('plan-observers', 'out', '--places', '30')
    const plan = table('out/observers-plan.csv')
    expect(plan.filter((row) => row.observe === 'true')).toHaveLength(30)
    const chances = plan.reduce((sum, row) => sum + Number(row.inclusion_probability!.replace(',', '.')), 0)
    expect(chances).toBeCloseTo(30, 3)
    await command(
      'run',
      ...writeTables(2022),
      '--earlier',
      'out/result.json',
      '--settled',
      'settled.json',
      '--out',
      'next',
    )
    const before = JSON.parse(written('out/result.json')) as MonitorResult
    const now = JSON.parse(written('next/result.json')) as MonitorResult
    const signs = (of: MonitorResult) =>
      of.schools.filter(({ grounds }) => grounds.includes('signs')).map(({ schoolId }) => schoolId)
    const [first, second] = [new Set(signs(before)), new Set(signs(now))]
    const years = table('next/years.csv')
    expect(new Set(years.map((row) => row.school_id))).toEqual(new Set([...first, ...second]))
    for (const row of years) {
      const [was, is] = [first.has(row.school_id!), second.has(row.school_id!)]
      expect([row.school_id, row.status]).toEqual([row.school_id, was && is ? 'again' : is ? 'new' : 'gone'])
    }
    const again = now.recheck.filter(({ schoolId }) => first.has(schoolId))
    for (const { reasons } of again) expect(reasons.map(({ code }) => code)).toContain('listedBefore')
  }, 180_000)

  it.skipIf(!existsSync('/usr/bin/soffice'))(
    'opens in LibreOffice, and comes back from it',
    async () => {
      const documents = join(cwd, 'out', 'documents')
      const files = readdirSync(documents)
      const office = (to: string, out: string, of: readonly string[]) =>
        execFileSync(
          'soffice',
          [
            `-env:UserInstallation=file://${join(cwd, 'office')}`,
            '--headless',
            '--convert-to',
            to,
            '--outdir',
            join(cwd, out),
            ...of,
          ],
          { stdio: 'ignore', timeout: 170_000 },
        )
      office(
        'pdf',
        'pdf',
        files.map((file) => join(documents, file)),
      )
      expect(readdirSync(join(cwd, 'pdf')).sort()).toEqual(files.map((file) => file.replace(/\.\w+$/, '.pdf')).sort())
      const filled = readdirSync(join(cwd, 'returned')).map((file) => join(cwd, 'returned', file))
      office('xlsx', 'saved', filled)
      await command('verify', '--rechecks', 'saved', '--out', 'out')
      expect(JSON.parse(written('out/verification.json')).papers).toMatchObject({
        count: entered.confirmed,
        of: entered.papers,
      })
    },
    200_000,
  )
})
