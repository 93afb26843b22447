/**
 * The fast lane for large files: CSV cut into cells while it is still bytes. A region's million papers hold a few
 * thousand different cells; each is made into a string once and found again by its bytes, so that the stages after it
 * look up strings that they know. Reads what is plain; at the first odd thing (a torn quote, a lone carriage return) it
 * hands over to `CsvReader`, which decides. Both lanes always agree (`test/input/byte-csv.test.ts`).
 */

import { type ProblemPlace, stop } from '../problems'
import { bytesOfText, decodeCell, FIT, Misfits, textOfBytes } from './cell-decoder'
import { CsvReader, type Delimiter, LONGEST_RECORD, type RowSink } from './csv'
import { isUtf8 } from './encoding'

const QUOTE = 0x22
const NEWLINE = 0x0a
const RETURN = 0x0d

/** Cells of up to this many bytes are remembered, so many at a time; a newer one takes the place of an older. */
const LONGEST_KNOWN = 64
const KNOWN = 1 << 15

export class ByteCsvReader {
  /** A record begun, and behind it the piece that came last: `filled` bytes, and a line end so that every cell ends. */
  private bytes = new Uint8Array(0)
  private filled = 0
  private records = 0
  private readonly delimiterByte: number
  /** 1 for the bytes that end a cell: the delimiter and the two of a line end. */
  private readonly ends = new Uint8Array(256)
  /** Cells that do not fit the encoding. */
  readonly misfits = new Misfits()
  private asciiSoFar: boolean
  private fallback: CsvReader | null = null
  private readonly cells: string[] = []
  private readonly knownBytes = new Uint8Array(KNOWN * LONGEST_KNOWN)
  private readonly knownLengths = new Uint8Array(KNOWN)
  private readonly known = new Array<string>(KNOWN).fill('')
  private readonly knownFits = new Uint8Array(KNOWN)

  constructor(
    private readonly delimiter: Delimiter,
    public encoding: 'utf-8' | 'windows-1251',
    private readonly place: ProblemPlace,
    private readonly sink: RowSink,
  ) {
    this.delimiterByte = delimiter.charCodeAt(0)
    for (const end of [this.delimiterByte, NEWLINE, RETURN]) this.ends[end] = 1
    this.asciiSoFar = encoding === 'utf-8'
  }

  push(piece: Uint8Array): void {
    if (this.asciiSoFar) this.settleEncoding(piece)
    if (this.fallback !== null) this.fallback.push(textOfBytes(piece))
    else {
      this.take(piece)
      this.scan(false)
    }
  }

  private take(piece: Uint8Array): void {
    const { bytes, filled } = this
    this.filled += piece.length
    if (this.filled >= bytes.length) {
      this.bytes = new Uint8Array(2 * this.filled)
      this.bytes.set(bytes.subarray(0, filled))
    }
    this.bytes.set(piece, filled)
  }

  end(): void {
    if (this.fallback === null && this.filled > 0) this.scan(true)
    if (this.fallback === null) return
    this.fallback.end()
  }

  /** A file that began as plain ASCII shows at its first other letter whether it is UTF-8. */
  private settleEncoding(piece: Uint8Array): void {
    if (piece.every((byte) => byte < 0x80)) return
    this.asciiSoFar = false
    if (isUtf8(piece)) return
    this.encoding = 'windows-1251'
  }

  private scan(last: boolean): void {
    this.bytes[this.filled] = NEWLINE
    let at = 0
    while (at < this.filled) {
      const next = this.record(at, last)
      if (next === ODD) {
        this.handOver(at)
        return
      }
      if (next === INCOMPLETE) break
      at = next
    }
    this.bytes.copyWithin(0, at, this.filled)
    this.filled -= at
    if (this.filled > 4 * LONGEST_RECORD)
      stop(this.bytes.subarray(0, this.filled).includes(QUOTE) ? 'unclosedQuote' : 'lineTooLong', {
        ...this.place,
        row: this.records + 1,
      })
  }

  /** The text reader is given bytes as letters: it only cuts, and its cells are decoded like those cut here. */
  private handOver(at: number): void {
    this.fallback = new CsvReader(
      this.delimiter,
      this.place,
      (cells, row) => {
        this.sink(
          cells.map((cell, column) => (isAscii(cell) ? cell : this.decoded(bytesOfText(cell), row, column))),
          row,
        )
      },
      this.records,
    )
    this.fallback.push(textOfBytes(this.bytes.subarray(at, this.filled)))
  }

  /** Reads the record that begins at `start`. Returns where the next begins, `INCOMPLETE`, or `ODD`. */
  private record(start: number, last: boolean): number {
    const { bytes, filled, ends, delimiterByte, cells } = this
    let count = 0
    let at = start
    for (;;) {
      const from = at
      const first = bytes[from]!
      // Nearly all cells of a table of answers are empty or one letter.
      if (first === delimiterByte) {
        cells[count++] = ''
        at++
        continue
      }
      if (first === QUOTE) {
        at = this.quoted(at, last)
        if (at < 0) return at
        cells[count] = this.quotedText(bytes.subarray(from + 1, at - 1), count)
        count++
      } else {
        while (ends[bytes[at]!] === 0) at++
        if (at === filled && !last) return INCOMPLETE
        cells[count] = at === from ? '' : at === from + 1 && first < 0x80 ? LETTERS[first]! : this.text(from, at, count)
        count++
      }
      if (bytes[at] === delimiterByte) {
        at++
        continue
      }
      const next = afterLineEnd(bytes, at, filled, last)
      if (next < 0) return next
      if (cells.length !== count) cells.length = count
      this.records++
      this.sink(cells, this.records)
      return next
    }
  }

  /** Where the quoted cell at `start` ends, behind its closing quote. */
  private quoted(start: number, last: boolean): number {
    const { bytes, filled, ends } = this
    let at = start + 1
    for (;;) {
      at = bytes.indexOf(QUOTE, at)
      if (at === -1 || at >= filled) return last ? ODD : INCOMPLETE
      if (at + 1 === filled) return last ? at + 1 : INCOMPLETE
      const next = bytes[at + 1]!
      if (ends[next] === 1) return at + 1
      if (next !== QUOTE) return ODD
      at += 2
    }
  }

  private quotedText(bytes: Uint8Array, column: number): string {
    return this.decoded(bytes, this.records + 1, column)
      .replace(/""/g, '"')
      .replace(/\r\n?/g, '\n')
  }

  /** Text of the cell that stands in this row and column. */
  private decoded(bytes: Uint8Array, row: number, column: number): string {
    const { text, fit } = decodeCell(bytes, this.encoding)
    if (fit !== FIT.yes) this.misfits.add(fit, row, column, text)
    return text
  }

  private text(from: number, to: number, column: number): string {
    const { bytes, knownBytes } = this
    const length = to - from
    if (length > LONGEST_KNOWN) return this.decoded(bytes.subarray(from, to), this.records + 1, column)
    let hash = 0
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
    const slot = (hash ^ (hash >>> 15)) & (KNOWN - 1)
    const base = slot * LONGEST_KNOWN
    if (this.knownLengths[slot] === length) {
      let i = 0
      while (i < length && knownBytes[base + i] === bytes[from + i]) i++
      if (i === length) {
        const fit = this.knownFits[slot]!
        if (fit !== FIT.yes) this.misfits.add(fit, this.records + 1, column, this.known[slot]!)
        return this.known[slot]!
      }
    }
    const plain = plainText(bytes, from, to)
    const { text, fit } =
      plain === null ? decodeCell(bytes.subarray(from, to), this.encoding) : { text: plain, fit: FIT.yes }
    if (fit !== FIT.yes) this.misfits.add(fit, this.records + 1, column, text)
    for (let i = 0; i < length; i++) knownBytes[base + i] = bytes[from + i]!
    this.knownLengths[slot] = length
    this.known[slot] = text
    this.knownFits[slot] = fit
    return text
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) return false
  return true
}

const LETTERS = Array.from({ length: 0x80 }, (_, byte) => String.fromCharCode(byte))

/** Text of a short cell of plain ASCII (codes of pupils, logins) without the decoder; `null` for any other. */
function plainText(bytes: Uint8Array, from: number, to: number): string | null {
  if (to - from > 12) return null
  let text = ''
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if (byte >= 0x80) return null
    text += LETTERS[byte]!
  }
  return text
}

/** The record goes on behind the end of the piece. */
const INCOMPLETE = -1
/** Something that this lane leaves to the other. */
const ODD = -2

/** Where the next record begins, behind the line end at `at` or the end of the file. */
function afterLineEnd(bytes: Uint8Array, at: number, filled: number, last: boolean): number {
  if (at === filled) return last ? at : INCOMPLETE
  if (bytes[at] === NEWLINE) return at + 1
  if (at + 1 === filled) return last ? at + 1 : INCOMPLETE
  return bytes[at + 1] === NEWLINE ? at + 2 : ODD
}
