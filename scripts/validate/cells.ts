/** Counting p-values by detector and size band. */
import type { Outcome } from '../../src/model'

export const BANDS = [
  { name: '2-4', from: 2, to: 4 },
  { name: '5-12', from: 5, to: 12 },
  { name: '13-25', from: 13, to: 25 },
  { name: '26-60', from: 26, to: 60 },
  { name: '> 60', from: 61, to: Number.POSITIVE_INFINITY },
] as const

/** Sittings of the band that has fewest, among bands from `from` on and up to `to`. */
export const fewestIn = (cells: CellTable, [from, to]: readonly [number, number]): number =>
  Math.min(...cells[0]!.slice(from, to + 1).map(({ sittings }) => sittings))

export const bandOf = (pupils: number): number => BANDS.findIndex(({ from, to }) => pupils >= from && pupils <= to)

/** What a detector answered in one size band. */
export interface Cell {
  sittings: number
  measured: number
  below01: number
  below05: number
}

/** `[detector][band]` */
export type CellTable = Cell[][]

export const emptyTable = (detectors: number): CellTable =>
  Array.from({ length: detectors }, () => BANDS.map(() => ({ sittings: 0, measured: 0, below01: 0, below05: 0 })))

/** One cell of several. */
export const addCells = (cells: readonly Cell[]): Cell =>
  cells.reduce((sum, cell) => ({
    sittings: sum.sittings + cell.sittings,
    measured: sum.measured + cell.measured,
    below01: sum.below01 + cell.below01,
    below05: sum.below05 + cell.below05,
  }))

export function addTable(into: CellTable, more: CellTable): void {
  into.forEach((row, d) =>
    row.forEach((cell, band) => {
      Object.assign(cell, addCells([cell, more[d]![band]!]))
    }),
  )
}

export function count(cell: Cell, outcome: Outcome): void {
  cell.sittings++
  if (outcome.outcome !== 'measured') return
  cell.measured++
  if (outcome.p < 0.01) cell.below01++
  if (outcome.p < 0.05) cell.below05++
}

/** Share with its binomial standard error, as text; `-` where nothing was measured. */
export function share(hits: number, of: number, digits = 4): string {
  if (of === 0) return '-'
  const p = hits / of
  return `${p.toFixed(digits)} ± ${Math.sqrt((p * (1 - p)) / of).toFixed(digits)}`
}
