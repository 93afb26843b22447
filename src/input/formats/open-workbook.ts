/** A workbook of any format that is read, as sheets. Loaded only when one is met. */
import { type ProblemPlace, stop } from '../problems'
import type { MergedRange, Sheet, SheetRow, Workbook } from './workbook'
import { openXlsx } from './xlsx'
import { BrokenFile, partsOf, TooLargeFile } from './zip'

/**
 * Opens a workbook from all of its bytes.
 *
 * @param place what problems are told of
 * @throws InputError where it is broken, larger than a limit, or of a format that is not read
 */
export async function openWorkbook(bytes: Uint8Array, place: ProblemPlace): Promise<Workbook> {
  return asProblem(place, () => {
    const parts = partsOf(bytes)
    return { format: 'XLSX', sheets: openXlsx(bytes, parts).map((sheet) => new ToldSheet(sheet, place)) }
  })
}

/** Tells what is wrong with a file in words of the reader. */
async function asProblem<Value>(place: ProblemPlace, read: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof BrokenFile) stop('brokenWorkbook', { ...place, found: error.part })
    if (error instanceof TooLargeFile) stop('fileTooLarge', { ...place, found: error.found, expected: error.limit })
    throw error
  }
}

/** A sheet whose faults are problems with a place. */
class ToldSheet implements Sheet {
  constructor(
    private readonly sheet: Sheet,
    private readonly place: ProblemPlace,
  ) {}

  get name(): string {
    return this.sheet.name
  }

  get hidden(): boolean {
    return this.sheet.hidden
  }

  merged(): Promise<readonly MergedRange[]> {
    return asProblem(this.place, () => this.sheet.merged())
  }

  rows(take: (row: SheetRow) => unknown): Promise<void> {
    return asProblem(this.place, () => this.sheet.rows(take))
  }

  shown(row: number, column: number): string | null {
    return this.sheet.shown?.(row, column) ?? null
  }
}
