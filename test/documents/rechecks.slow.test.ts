import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { documentFiles } from '../../src/documents'
import { papersOfSitting } from '../../src/explain/papers'
import { collectTables } from '../../src/input'
import type { MonitorResult, Row } from '../../src/model'
import { monitor } from '../../src/monitor'
import { simulateRegion } from '../../src/simulate'
import { sittingKey } from '../../src/sittings/sitting'
import type { Verification } from '../../src/verify/outcomes'
import { folders } from '../folders'
import { exampleResult } from '../report/example-result'
import { FORMULAS, hostileResult, MARKUP } from '../report/hostile'
import { unzipped } from '../report/unzipped'
import { filledTable, rowsOfTable } from './fill-table'

const folder = folders('rechecks-')
const { tables } = simulateRegion({ seed: 5, schools: 60, municipalities: 2, manipulation: { schools: 0.1 } })
let result: MonitorResult
let written: ReadonlyMap<string, Uint8Array>
const rosters = collectTables(tables, { rosters: true }).rosters!
beforeAll(async () => {
  result = monitor(tables, { recheck: { budget: 600 } })
  written = await tablesOf(result, true)
}, 60_000)

async function tablesOf(of: MonitorResult, pupilCodes: boolean): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = documentFiles(of, { locale: 'ru', office: { pupilCodes }, rosters })
  const found = files.filter(({ name }) => name.includes('rechecks-'))
  return new Map(
    await Promise.all(
      found.map(
        async ({ name, content }) => [name.replace('documents/', ''), (await content()) as Uint8Array] as const,
      ),
    ),
  )
}

/** Papers and text of each sheet. */
const sheetsIn = (bytes: Uint8Array) =>
  [...unzipped(Buffer.from(bytes))].flatMap(([path, text]) => {
    const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path)?.[1]
    if (number === undefined) return []
    return [{ text, sheet: papersIn(bytes).filter(({ row }) => Math.floor(row / 1_000_000) === Number(number)) }]
  })
const papersIn = (bytes: Uint8Array) => rowsOfTable(bytes).filter(({ cells }) => (cells['Номер работы'] ?? '') !== '')
/** Papers of a sitting as the file of results has them, in the order of the codes. */
const ordered = (rows: readonly Row[], schoolId: unknown, subject: unknown, grade: unknown) =>
  rows
    .filter((row) => row.school_id === schoolId && row.subject === subject && String(row.grade) === String(grade))
    .filter((row) => row.score !== '' && row.score !== null && row.score !== undefined)
    .sort((a, b) => (String(a.pupil_id) < String(b.pupil_id) ? -1 : 1))

describe('tables of the experts', () => {
  it('hold the drawn papers of the budget, with number, code and score as the results have them', () => {
    expect(written.size).toBe(2)
    let papers = 0
    for (const bytes of written.values())
      for (const { cells } of papersIn(bytes)) {
        const paper = ordered(tables.results, cells['Код школы'], cells.Предмет, cells.Параллель)[
          Number(cells['Номер работы']) - 1
        ]!
        expect([cells['Код участника'], cells['Исходный балл']]).toEqual([String(paper.pupil_id), String(paper.score)])
        papers++
      }
    const wanted = result.sittings.filter(({ recheck, withinBudget }) => recheck && withinBudget !== false)
    expect(papers).toBe(wanted.reduce((sum, { papersToRecheck }) => sum + papersToRecheck, 0))
    expect(papers).toBeGreaterThan(100)
  })

  it('draw the numbers that explain prints', () => {
    const at = result.sittings.findIndex(({ recheck, withinBudget }) => recheck && withinBudget !== false)
    const { schoolId, subject, grade } = result.sittings[at]!
    const numbers = [...written.values()]
      .flatMap(papersIn)
      .filter(
        ({ cells }) =>
          cells['Код школы'] === schoolId && cells.Предмет === subject && cells.Параллель === String(grade),
      )
      .map(({ cells }) => Number(cells['Номер работы']))
    expect(numbers).toEqual(papersOfSitting(result, at).numbers)
  })

  it('name pupils only where the office allows it', async () => {
    for (const bytes of (await tablesOf(result, false)).values())
      expect(Object.keys(papersIn(bytes)[0]!.cells)).not.toContain('Код участника')
    const codes = new Set(tables.results.map(({ pupil_id }) => String(pupil_id)))
    expect(codes.size).toBeGreaterThan(100)
    for (const { name, content } of documentFiles(result, { locale: 'ru', office: { pupilCodes: true }, rosters })) {
      if (name.endsWith('.xlsx')) continue
      const words = unzipped(Buffer.from((await content()) as Uint8Array))
        .get('word/document.xml')!
        .match(/(?<=[>\s])\d{5}(?=[<\s])/g)
      expect(words?.filter((word) => codes.has(word)) ?? []).toEqual([])
    }
  })

  it('check what is entered against the maximum of the test', () => {
    let sheets = 0
    for (const bytes of written.values())
      for (const xml of sheetsIn(bytes)) {
        const heads = xml.sheet.flatMap(({ cells }) => Object.keys(cells))
        const ofItems = heads.flatMap((head) => /^№ .*\((\d+)б\)$/.exec(head)?.[1] ?? [])
        const maxima = new Set([...xml.sheet.map(({ cells }) => cells['Максимальный балл']), ...ofItems])
        expect(xml.text.match(/<dataValidation /g)).toHaveLength(maxima.size)
        for (const maximum of maxima)
          expect(xml.text).toContain(`<formula1>0</formula1><formula2>${maximum}</formula2>`)
        sheets++
      }
    expect(sheets).toBeGreaterThan(written.size)
  })

  it('ask for every item of a test of few items, and keep what was given before out of sight', () => {
    const items = (cells: Readonly<Record<string, string>>, start: string) =>
      Object.entries(cells).filter(([head]) => head.startsWith(start))
    let papers = 0
    for (const bytes of written.values())
      for (const { text, sheet } of sheetsIn(bytes)) {
        expect(text.match(/<col [^>]*hidden="1"/g) ?? []).toHaveLength(items(sheet[0]!.cells, 'Исходно ').length)
        for (const { cells } of sheet) {
          const paper = ordered(tables.results, cells['Код школы'], cells.Предмет, cells.Параллель)[
            Number(cells['Номер работы']) - 1
          ]!
          const given = Object.entries(paper).filter(([column]) => /^item_\d+$/.test(column))
          expect(given.length <= 20).toBe(items(cells, '№ ').length > 0)
          for (const [, entered] of items(cells, '№ ')) expect(entered).toBe('')
          if (given.length > 20) continue
          const points = given.map(([, cell]) => (typeof cell === 'number' ? String(cell) : '0'))
          expect(items(cells, 'Исходно ').map(([, before]) => before)).toEqual(points)
          papers++
        }
      }
    expect(papers).toBeGreaterThan(100)
  })

  it('come back item by item: sums are compared, and verify names the items that changed', async () => {
    const out = folder()
    mkdirSync(join(out, 'returned'))
    writeFileSync(join(out, 'result.json'), JSON.stringify(result))
    const expected = new Map<string, { papers: number; lowered: number }>()
    let counted = 0
    for (const [name, bytes] of written) {
      const values = new Map<number, Record<string, string | number>>()
      papersIn(bytes).forEach(({ row, cells }, i) => {
        const heads = Object.keys(cells).filter((head) => head.startsWith('№ '))
        if (heads.length === 0) return
        const before = heads.map((head) => Number(cells[`Исходно ${/\d+/.exec(head)![0]}`]))
        const now = before.map((points, j) => (j === 1 && i % 3 === 0 && points > 0 ? points - 1 : points))
        const entered: Record<string, number> = Object.fromEntries(heads.map((head, j) => [head, now[j]!]))
        values.set(row, entered)
        if (i % 20 === 7) delete entered[heads[2]!]
        else if (i % 20 === 8) entered['Балл после перепроверки'] = now.reduce((sum, one) => sum + one, 1)
        else if (i % 20 === 9) entered[heads[0]!] = 9
        else {
          counted++
          heads.forEach((head, j) => {
            const key = `${cells.Предмет} ${cells.Параллель} ${/\d+/.exec(head)![0]}`
            const known = expected.get(key) ?? { papers: 0, lowered: 0 }
            expected.set(key, { papers: known.papers + 1, lowered: known.lowered + Number(now[j]! < before[j]!) })
          })
        }
      })
      writeFileSync(join(out, 'returned', name), filledTable(bytes, values))
    }
    const said: string[] = []
    const say = (text: string) => void said.push(text)
    const shell = { cwd: out, env: {}, print: say, note: say, now: () => new Date(0) }
    expect(await main(['verify', '--rechecks', 'returned', '--out', out, '--locale', 'ru'], shell)).toBe(0)
    const found = JSON.parse(readFileSync(join(out, 'verification.json'), 'utf8')) as Verification
    expect(found.papers.of).toBe(counted)
    const tests = new Map(result.assessments.map((one) => [one.id, `${one.subject} ${one.grade}`]))
    for (const { assessment, item, papers, lowered, raised } of found.items)
      expect([item, { papers, lowered }, raised]).toEqual([item, expected.get(`${tests.get(assessment)} ${item}`), 0])
    expect(found.items).toHaveLength(expected.size)
    expect(found.items[0]!.item).toBe('2')
    const text = said.join('').replace(/\s+/g, ' ')
    expect(text).toMatch(/Задания, баллы за которые изменились чаще всего.*задание 2: снижен в \d+, повышен в 0 из/)
    expect(text).toMatch(/не равен сумме баллов за задания/)
    expect(text).toMatch(/внесена лишь часть баллов/)
  }, 60_000)

  it('have the same bytes at every call', async () => {
    for (const [name, bytes] of await tablesOf(result, true)) expect(Buffer.compare(bytes, written.get(name)!)).toBe(0)
  })

  it('come back half filled, with errors, several at once, from their folder', async () => {
    const out = folder()
    mkdirSync(join(out, 'returned'))
    writeFileSync(join(out, 'result.json'), JSON.stringify(result))
    let expected = { papers: 0, changed: 0 }
    for (const [name, bytes] of written) {
      const values = new Map<number, Record<string, string | number>>()
      for (const [i, { row, cells }] of papersIn(bytes).entries()) {
        const original = Number(cells['Исходный балл'])
        if (i % 4 === 0) continue
        if (i % 25 === 1) values.set(row, { 'Балл после перепроверки': 'нет работы' })
        else if (i % 25 === 2) values.set(row, { 'Балл после перепроверки': 99 })
        else {
          const changed = i % 10 === 3 && original > 0
          values.set(row, {
            'Балл после перепроверки': changed ? original - 1 : original,
            'Дата перепроверки': '20.05.2021',
          })
          expected = { papers: expected.papers + 1, changed: expected.changed + (changed ? 1 : 0) }
        }
      }
      writeFileSync(join(out, 'returned', name), filledTable(bytes, values))
    }
    const said: string[] = []
    const shell = {
      cwd: out,
      env: {},
      print: (text: string) => said.push(text),
      note: (text: string) => said.push(text),
      now: () => new Date(0),
    }
    expect(
      await main(
        ['verify', '--rechecks', 'returned', '--out', out, '--locale', 'ru', '--settled', join(out, 'settled.json')],
        shell,
      ),
    ).toBe(0)
    const found = JSON.parse(readFileSync(join(out, 'verification.json'), 'utf8'))
    expect(found.papers).toMatchObject({ count: expected.papers - expected.changed, of: expected.papers })
    expect(found.unplaced).toBe(0)
    expect(expected.changed).toBeGreaterThan(3)
    const text = said.join('\n').replace(/\s+/g, ' ')
    expect(text).toMatch(/работ, по которым итог ещё не внесён/)
    expect(text).toMatch(/балл 99 выше максимального/)
    expect(text).toMatch(/не является числом/)
    expect(JSON.parse(readFileSync(join(out, 'settled.json'), 'utf8'))[0].date).toBe('2021-05-20')
    expect(readdirSync(join(out, 'returned'))).toHaveLength(written.size)
  }, 60_000)

  it.each([...MARKUP, ...FORMULAS])('show %j and never obey it', async (attack) => {
    const hostile = hostileResult(attack)
    for (const { name, content } of documentFiles(hostile, { locale: 'en' })) {
      if (!name.endsWith('.xlsx')) continue
      const xml = unzipped(Buffer.from((await content()) as Uint8Array)).get('xl/worksheets/sheet1.xml')!
      expect(xml).not.toMatch(/<f>|<f /)
      expect(xml.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/)
    }
  })
})

describe('rosters', () => {
  it('are kept only where asked for, in the order of the codes, and only where every paper counts', () => {
    const row = (pupil_id: string, score: number | string): Row => ({
      school_id: 'a',
      subject: 'Математика',
      grade: 4,
      year: 2021,
      pupil_id,
      score,
    })
    const rows = [row('10', 3), row('9', 5), row('2', 1)]
    expect(collectTables({ results: rows }).rosters).toBeUndefined()
    const key = sittingKey('a', collectTables({ results: rows }).assessments[0]!.id, null)
    const roster = collectTables({ results: rows }, { rosters: true }).rosters!.get(key)!
    expect(roster.map(({ pupilId, score }) => [pupilId, score])).toEqual([
      ['2', 1],
      ['9', 5],
      ['10', 3],
    ])
    expect(collectTables({ results: [...rows, { ...row('', 4) }] }, { rosters: true }).rosters!.size).toBe(0)
  })

  it('leave the result as it is', () => {
    const input = collectTables(tables, { rosters: true })
    expect(JSON.stringify(monitor(input, { recheck: { budget: 600 } }))).toBe(JSON.stringify(result))
  })

  it('are not needed: without them the experts find numbers and empty cells', async () => {
    const [file] = documentFiles(exampleResult(), { locale: 'ru' }).filter(({ name }) => name.endsWith('.xlsx'))
    const [paper] = papersIn((await file!.content()) as Uint8Array)
    expect(paper!.cells['Номер работы']).toBe('1')
    expect(paper!.cells['Исходный балл']).toBe('')
  })
})
