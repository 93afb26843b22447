/** A workbook of any format that is read, as sheets. Loaded only when one is met. */
import { type ProblemPlace, stop } from '../problems'
import { openOds } from './ods'
import { refuseOtherFormats, refuseOtherZip } from './other-formats'
import type { MergedRange, Sheet, SheetRow, Workbook } from './workbook'
import { openXlsx } from './xlsx'
import { BrokenFile, type Part, partsOf, TooLargeFile, unpackWhole } from './zip'

/**
 * Opens a workbook from all of its bytes.
 *
 * @param place what problems are told of
 * @throws InputError where it is broken, larger than a limit, or of a format that is not read
 */
export async function openWorkbook(bytes: Uint8Array, place: ProblemPlace): Promise<Workbook> {
  return asProblem(place, () => {
    if (!isZip(bytes)) refuseOtherFormats(bytes.subarray(0, FIRST), place)
    const parts = partsOf(bytes)
    const media = textOfPart(bytes, parts.get('mimetype'))
    if (media.includes('opendocument') && /encryption-data/.test(textOfPart(bytes, parts.get('meta-inf/manifest.xml'))))
      stop('encryptedFile', place)
    const isOds = media.includes('opendocument.spreadsheet')
    if (!isOds) refuseOtherZip(parts, media, place)
    const sheets = isOds ? openOds(bytes, parts) : openXlsx(bytes, parts)
    return { format: isOds ? 'ODS' : 'XLSX', sheets: sheets.map((sheet) => new ToldSheet(sheet, place)) }
  })
}

/** Bytes that are looked at to tell what a file is that is no ZIP. */
const FIRST = 256 * 1024

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Text of a short part, in Latin letters; none where it is missing or not short. */
function textOfPart(bytes: Uint8Array, part: Part | undefined): string {
  if (part === undefined || part.unpacked > 1024 * 1024) return ''
  return new TextDecoder('latin1').decode(unpackWhole(bytes, part))
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
