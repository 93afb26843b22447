import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readSheets from 'read-excel-file/universal'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { CELL } from '../../../src/input/formats/workbook'
import { readBack } from './read-back'

const root = join(import.meta.dirname, '..', '..', '..')

/** Cells as that library gives them, by sheet, row and column; without empty ones. */
async function theirs(bytes: Uint8Array): Promise<unknown[]> {
  const sheets = await readSheets(Uint8Array.from(bytes).buffer, { trim: false } as Parameters<typeof readSheets>[1])
  return sheets.map(({ sheet, data }) => [
    sheet,
    data.flatMap((row, index) =>
      row.flatMap((cell, column) => (isEmpty(cell) ? [] : [[index + 1, column, plain(cell)]])),
    ),
  ])
}

const isEmpty = (cell: unknown) => cell === null || cell === undefined || String(cell).trim() === ''

function plain(cell: unknown): unknown {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'number' ? withoutNoise(cell) : String(cell)
}

/** What binary sums leave beyond 12 digits, and within 1e-9 of a whole number. */
function withoutNoise(value: number): number {
  const whole = Math.round(value)
  return Math.abs(value - whole) < 1e-9 ? whole : Number(value.toPrecision(12))
}

/** Ours, in the same shape: what they do not have (percentages, ids, errors) is taken back. */
async function ours(bytes: Uint8Array): Promise<unknown[]> {
  return (await readBack(bytes)).map(({ name, rows }) => [
    name,
    rows.flatMap(({ number, cells, kinds }) =>
      cells.flatMap((text, column) => {
        const kind = kinds[column]
        if (kind === CELL.empty || kind === CELL.formulaWithoutValue) return []
        if (kind === CELL.number) return [[number, column, Number(text)]]
        if (kind === CELL.percent) return [[number, column, withoutNoise(Number(text.slice(0, -1)) / 100)]]
        return [[number, column, text]]
      }),
    ),
  ])
}

const same = async (bytes: Uint8Array) => expect(await ours(bytes)).toEqual(await theirs(bytes))

describe('cell by cell as read-excel-file reads it', () => {
  const layouts = join(root, 'fixtures', 'layouts')
  it.each(readdirSync(layouts).filter((name) => name.endsWith('.xlsx')))('%s', (name) =>
    same(readFileSync(join(layouts, name))),
  )

  it('a workbook of write-excel-file', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [
      { value: `МБОУ «СОШ № ${i % 7}» & <${i}>` },
      { value: i * 1.25 },
      { value: -i },
      { value: 0.1 + i / 10 },
      { value: i % 2 === 0 },
      { value: new Date(Date.UTC(2021, 3, 1 + i)), format: 'dd.mm.yyyy' },
      i % 3 === 0 ? null : { value: i / 400, format: '0.0%' },
      { value: `строка\n${i}` },
    ])
    const write = writeXlsxFile as unknown as (sheets: unknown) => { toBuffer(): Promise<Buffer> }
    await same(
      await write([
        { sheet: 'Первый', data: rows },
        { sheet: 'Второй', data: rows.slice(5) },
      ]).toBuffer(),
    )
  })

  it('a workbook of openpyxl (where Python has it)', async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'objectivity-monitor-openpyxl-'))
    try {
      const file = join(folder, 'книга.xlsx')
      const python = process.env.PYTHON ?? '/usr/bin/python3'
      if (spawnSync(python, ['-c', 'import openpyxl']).status !== 0) skip('no openpyxl')
      execFileSync(python, [join(import.meta.dirname, 'make-openpyxl-workbook.py'), file])
      await same(readFileSync(file))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  // That library takes 4 GB for 13, a blank cell far away; 40 holds hostile ones.
  const cases = join(root, '..', 'shared', 'cases')
  const files = existsSync(cases)
    ? readdirSync(cases, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.xlsx') && !/^(?:13|40)/.test(name),
      )
    : []
  it.skipIf(files.length === 0)('the cases that were shared, where they are at hand', async () => {
    for (const name of files) await same(readFileSync(join(cases, name)))
    expect(files.length).toBeGreaterThan(0)
  })
})
