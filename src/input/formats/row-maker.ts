/** One row after another, put together cell by cell in the same room. */
import { LIMITS } from './limits'
import { CELL, type SheetRow } from './workbook'
import { TooLargeFile } from './zip'

export class RowMaker implements SheetRow {
  number = 0
  hidden = false
  readonly cells: string[] = []
  kinds = new Uint8Array(64)
  private left: number = LIMITS.cells

  constructor(private readonly take: (row: SheetRow) => unknown) {}

  begin(number: number, hidden: boolean): void {
    this.number = number
    this.hidden = hidden
    this.kinds.fill(0, 0, this.cells.length)
    this.cells.length = 0
  }

  put(column: number, text: string, kind: number): void {
    // Cells of spaces far away make no row wider.
    if (kind !== CELL.formulaWithoutValue && isBlank(text)) return
    const { cells } = this
    if (column >= this.kinds.length) {
      const kinds = new Uint8Array(Math.max(column + 1, 2 * this.kinds.length))
      kinds.set(this.kinds)
      this.kinds = kinds
    }
    while (cells.length < column) cells.push('')
    cells[column] = text
    this.kinds[column] = kind
  }

  /**
   * Hands the row over where it holds something.
   *
   * @param written cells that the file writes for it, also empty ones
   * @returns `false` where no more rows are wanted
   */
  end(written: number): boolean {
    this.left -= Math.max(written, this.cells.length) + 1
    if (this.left < 0) throw new TooLargeFile()
    return this.cells.length === 0 || this.take(this) !== false
  }
}

/** Nothing, or only what nobody sees. */
function isBlank(text: string): boolean {
  const first = text.charCodeAt(0)
  return text === '' || ((first <= 32 || first >= 160) && /^[\s\u200b\ufeff]*$/.test(text))
}
