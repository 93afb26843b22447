/** Sheets of an XLSX workbook as rows of text. Loaded only when a workbook is met. */
import { type ProblemPlace, stop } from '../problems'

export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/** Most that a workbook may unpack to, in bytes; ten times the largest export met. */
const LARGEST = 400 * 1024 * 1024
/** Most cells in the rectangle that a sheet spans: the reader makes every one of them. */
const MOST_CELLS = 30_000_000
/** Sheets that are unpacked but hold no cells are counted as well: a workbook has tens of parts, not thousands. */
const MOST_PARTS = 5000

/**
 * All sheets of a workbook. Numbers come with at most 15 digits, as Excel shows them; dates as year-month-day.
 *
 * @throws InputError where the file is no workbook, or would unpack to more than memory should hold
 */
export async function readWorkbook(bytes: ArrayBuffer, place: ProblemPlace): Promise<Sheet[]> {
  await refuseBombs(new Uint8Array(bytes), place)
  const { default: readSheets } = await import('read-excel-file/universal')
  let sheets: Awaited<ReturnType<typeof readSheets>>
  try {
    sheets = await readSheets(bytes, { trim: false } as Parameters<typeof readSheets>[1])
  } catch (error) {
    return stop('brokenWorkbook', { ...place, found: (error as Error).message })
  }
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(textOf)) }))
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(15)))
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}

interface Part {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
}

/** Refuses a workbook whose parts declare, or turn out, to be too large, or whose sheets span too many cells. */
async function refuseBombs(bytes: Uint8Array, place: ProblemPlace): Promise<void> {
  const parts = partsOf(bytes)
  if (parts === null) stop('brokenWorkbook', place)
  const declared = parts.reduce((sum, part) => sum + part.unpacked, 0)
  if (declared > LARGEST || parts.length > MOST_PARTS) tooLarge(declared, place)
  let real = 0
  for (const part of parts) {
    if (!/\.xml(\.rels)?$/.test(part.name)) continue
    const extent = new Extent()
    const isSheet = /worksheets\//.test(part.name)
    for await (const piece of unpacked(bytes, part)) {
      real += piece.length
      if (real > LARGEST) tooLarge(real, place)
      if (isSheet) extent.see(piece)
    }
    if (extent.cells > MOST_CELLS)
      stop('fileTooLarge', { ...place, found: `${extent.rows} x ${extent.columns}`, expected: `${MOST_CELLS}` })
  }
}

function tooLarge(size: number, place: ProblemPlace): never {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
  return stop('fileTooLarge', { ...place, found: megabytes(size), expected: megabytes(LARGEST) })
}

/** Unpacks a part piece by piece. */
async function* unpacked(bytes: Uint8Array, part: Part): AsyncGenerator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (part.offset + 30 > bytes.length) return
  const start = part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true)
  const packed = bytes.subarray(start, start + part.packed)
  if (part.method === 0) {
    yield packed
    return
  }
  const stream = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch {
    // A broken part: the reader of the workbook says so in its own words.
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** The parts that the central directory of a ZIP file lists; `null` where there is none. */
function partsOf(bytes: Uint8Array): Part[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const lowest = Math.max(0, end - 65_536)
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < lowest || end < 0) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const parts: Part[] = []
  const decoder = new TextDecoder()
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null
    const nameLength = view.getUint16(at + 28, true)
    parts.push({
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return parts
}

/** How far the cells of a sheet reach, by their references (`r="AB12"`). */
class Extent {
  rows = 0
  columns = 0
  private rest = ''
  private readonly decoder = new TextDecoder('latin1')

  see(piece: Uint8Array): void {
    const text = this.rest + this.decoder.decode(piece, { stream: true })
    for (const [, letters, number] of text.matchAll(/ r="([A-Z]{0,3})(\d{1,10})"/g)) {
      this.rows = Math.max(this.rows, Number(number))
      let column = 0
      for (const letter of letters!) column = column * 26 + letter.charCodeAt(0) - 64
      this.columns = Math.max(this.columns, column)
    }
    this.rest = text.slice(-24)
  }

  get cells(): number {
    return this.rows * this.columns
  }
}
