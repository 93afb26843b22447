/**
 * Text of a cell of a CSV file whose rows are not all in one encoding: two exports put together by copying their lines
 * are half windows-1251, half UTF-8. Each cell is read in the encoding that its bytes fit, and what did not fit the
 * encoding of the file is counted: read wrong, such a cell would be a school or a subject that does not exist.
 */
import type { ProblemCode } from '../../model'
import type { ProblemPlace } from '../problems'

type Narrow = 'utf-8' | 'windows-1251'

/** How the bytes of a cell fit the encoding of their file. */
export const FIT = {
  yes: 0,
  /** They are in the other encoding, and were read in it. */
  other: 1,
  /** They are in neither: letters torn in the middle. What cannot be read is left out. */
  neither: 2,
} as const

export interface Decoded {
  readonly text: string
  readonly fit: number
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const cyrillic = new TextDecoder('windows-1251')

/** The text of a cell of a file in `encoding`. */
export function decodeCell(bytes: Uint8Array, encoding: Narrow): Decoded {
  const { letters, broken } = lookAt(bytes)
  if (broken === 0)
    return { text: utf8.decode(bytes), fit: letters === 0 || encoding === 'utf-8' ? FIT.yes : FIT.other }
  // Letters of UTF-8 do not come about by chance in windows-1251, three in one cell least of all.
  const isTorn = encoding === 'utf-8' ? letters >= broken : letters >= 3 && letters > broken
  if (isTorn) return withoutTorn(bytes)
  if (encoding === 'windows-1251') return { text: cyrillic.decode(bytes), fit: FIT.yes }
  return looksCyrillic(bytes) ? { text: cyrillic.decode(bytes), fit: FIT.other } : withoutTorn(bytes)
}

function withoutTorn(bytes: Uint8Array): Decoded {
  return { text: utf8.decode(bytes).replaceAll('\ufffd', ''), fit: FIT.neither }
}

/** Letters of more than one byte that are sound UTF-8, and bytes that are no part of any. */
function lookAt(bytes: Uint8Array): { letters: number; broken: number } {
  let letters = 0
  let broken = 0
  for (let at = 0; at < bytes.length; ) {
    const length = letterLength(bytes, at)
    if (length === 0) broken++
    else if (length > 1) letters++
    at += Math.max(1, length)
  }
  return { letters, broken }
}

/** Bytes of the UTF-8 letter that begins at `at`; 0 where none does. */
function letterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return 1
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0
  const second = bytes[at + 1] ?? 0
  // Longer forms than needed, half letters of UTF-16, and what lies beyond the last letter.
  if (first === 0xe0 && second < 0xa0) return 0
  if (first === 0xed && second > 0x9f) return 0
  if (first === 0xf0 && second < 0x90) return 0
  if (first === 0xf4 && second > 0x8f) return 0
  for (let next = at + 1; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** Mostly letters of the Russian alphabet, were it windows-1251. */
function looksCyrillic(bytes: Uint8Array): boolean {
  let letters = 0
  let others = 0
  for (const byte of bytes) {
    if (byte >= 0xc0 || byte === 0xa8 || byte === 0xb8) letters++
    // №, quotes, dashes and spaces go with them.
    else if (byte >= 0x80 && ![0xb9, 0xab, 0xbb, 0x96, 0x97, 0xa0, 0x85, 0x93, 0x94, 0x84].includes(byte)) others++
  }
  return letters > 0 && letters >= 4 * others
}

interface Misfit {
  /** Row of the first, as Excel shows it, its column from 0, and its text. */
  readonly row: number
  readonly column: number
  readonly text: string
  rows: number
  lastRow: number
}

/** Counts the rows whose cells do not fit the encoding of their file. */
export class Misfits {
  private readonly found: (Misfit | null)[] = [null, null, null]

  add(fit: number, row: number, column: number, text: string): void {
    const misfit = this.found[fit]
    if (misfit === null || misfit === undefined) this.found[fit] = { row, column, text, rows: 1, lastRow: row }
    else if (misfit.lastRow !== row) {
      misfit.rows++
      misfit.lastRow = row
    }
  }

  /** What is to be said of the file. */
  notes(encoding: Narrow, place: ProblemPlace): { code: ProblemCode; place: ProblemPlace; count: number }[] {
    const other = encoding === 'utf-8' ? 'windows-1251' : 'UTF-8'
    const said = (fit: number, code: ProblemCode, expected: string) => {
      const misfit = this.found[fit]
      if (misfit === null || misfit === undefined) return []
      const { row, column, text, rows } = misfit
      return [{ code, place: { ...place, row, column: columnLetters(column), found: text, expected }, count: rows }]
    }
    return [...said(FIT.other, 'otherEncoding', other), ...said(FIT.neither, 'lettersTorn', encoding)]
  }
}

/** A column as Excel names it: 0 is A. */
function columnLetters(column: number): string {
  let letters = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}

/** Bytes as a text of as many letters, which `bytesOfText` turns back: so that a text reader cuts it without decoding. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

export function bytesOfText(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
}
