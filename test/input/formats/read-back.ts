/** Everything that a workbook says, for tests. */
import { openWorkbook } from '../../../src/input/formats/open-workbook'
import type { MergedRange } from '../../../src/input/formats/workbook'

export interface ReadSheet {
  readonly name: string
  readonly hidden: boolean
  readonly merged: readonly MergedRange[]
  readonly rows: readonly ReadRow[]
}

export interface ReadRow {
  readonly number: number
  readonly hidden: boolean
  readonly cells: readonly string[]
  readonly kinds: readonly number[]
  readonly shown: readonly (string | null)[]
}

export async function readBack(bytes: Uint8Array, file = 'книга.xlsx'): Promise<ReadSheet[]> {
  const { sheets } = await openWorkbook(bytes, { table: 'results', file })
  const read: ReadSheet[] = []
  for (const sheet of sheets) {
    const merged = await sheet.merged()
    const rows: ReadRow[] = []
    await sheet.rows(({ number, hidden, cells, kinds }) => {
      const shown = cells.map((_, column) => sheet.shown?.(number, column) ?? null)
      rows.push({ number, hidden, cells: [...cells], kinds: [...kinds.subarray(0, cells.length)], shown })
    })
    read.push({ name: sheet.name, hidden: sheet.hidden, merged, rows })
  }
  return read
}

/** Cells of the first sheet, row by row. */
export async function cellsOf(bytes: Uint8Array): Promise<(readonly string[])[]> {
  return (await readBack(bytes))[0]!.rows.map(({ cells }) => cells)
}
