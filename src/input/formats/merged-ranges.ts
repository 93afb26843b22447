/** Merged ranges as a sheet may have them: in order, and none over another. */
import { LIMITS } from './limits'
import type { MergedRange } from './workbook'

/**
 * The ranges in order of their first row. Excel allows none to lie over another; where a file has such all the same, the
 * upper left one counts: whoever fills cells from them meets each cell once.
 */
export function inOrder(ranges: readonly MergedRange[]): MergedRange[] {
  const sorted = [...ranges].sort((a, b) => a.firstRow - b.firstRow || a.firstColumn - b.firstColumn)
  /** Last row that is taken, by column. */
  const taken = new Int32Array(LIMITS.columns)
  return sorted.filter(({ firstRow, lastRow, firstColumn, lastColumn }) => {
    const end = Math.min(lastColumn, LIMITS.columns - 1)
    for (let column = firstColumn; column <= end; column++) if (taken[column]! >= firstRow) return false
    taken.fill(Math.min(lastRow, LIMITS.rows), firstColumn, end + 1)
    return true
  })
}
