/** How much a workbook may hold; the reader itself counts. Each is several times the largest workbook met. */
export const LIMITS = {
  /** Bytes of XML that the parts read of one workbook unpack to. */
  unpacked: 256 * 1024 * 1024,
  /** Cells of a sheet, and places for cells in front of the last of each row. */
  cells: 20_000_000,
  /** Different texts of a workbook, and the bytes they take. */
  texts: 4_000_000,
  textBytes: 160 * 1024 * 1024,
  /** Characters of a cell; Excel's own limit is 32 767. */
  cellText: 1_000_000,
  sheets: 1000,
  /** Merged ranges of a sheet. */
  merged: 200_000,
  /** Excel's own limits. */
  rows: 1_048_576,
  columns: 16_384,
} as const

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
