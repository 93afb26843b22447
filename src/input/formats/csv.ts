/** Text of a CSV file, in pieces, to rows of cells. The parsing is papaparse's, fed with decoded text only. */

import { type ProblemPlace, stop } from '../problems'
import Papa from './papaparse'

export type Delimiter = ';' | ',' | '\t' | '|'
const DELIMITERS: readonly Delimiter[] = [';', '\t', ',', '|']

/** Longest a record may get before it is taken for an unclosed quote, in characters. */
export const LONGEST_RECORD = 4_000_000

/** Takes the rows of a CSV text. `row` is the number of the record, as Excel shows it. */
export type RowSink = (cells: readonly string[], row: number) => void

/**
 * Cuts a CSV text that comes in pieces of any size into rows (RFC 4180; line ends of any kind). Blank lines are passed
 * on as rows of one empty cell, since Excel counts them.
 */
export class CsvReader {
  private rest = ''
  private endsWithReturn = false
  private readonly parser: Papa.Parser

  constructor(
    delimiter: Delimiter,
    private readonly place: ProblemPlace,
    private readonly sink: RowSink,
    /** Records of the file that came before. */
    private records = 0,
  ) {
    this.parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', escapeChar: '"' } as Papa.ParseConfig)
  }

  push(piece: string): void {
    this.parse(this.rest + this.unifyLineEnds(piece), false)
  }

  end(): void {
    if (this.rest !== '') this.parse(this.rest, true)
  }

  /** `\r\n` and `\r` become `\n`, also where a piece ends between the two. */
  private unifyLineEnds(piece: string): string {
    let text = this.endsWithReturn && piece.startsWith('\n') ? piece.slice(1) : piece
    if (piece !== '') this.endsWithReturn = piece.endsWith('\r')
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
    return text
  }

  private parse(text: string, last: boolean): void {
    const { data, errors, meta } = this.parser.parse(text, 0, !last) as Papa.ParseResult<string[]>
    const complete = last || errors.length === 0 ? errors : errors.filter((error) => error.row! < data.length)
    const quote = complete.find((error) => error.type === 'Quotes')
    if (quote !== undefined) stop('unclosedQuote', { ...this.place, row: this.records + (quote.row ?? 0) + 1 })
    for (const cells of data) {
      this.records++
      this.sink(cells, this.records)
    }
    this.rest = last ? '' : text.slice(meta.cursor)
    if (this.rest.length > LONGEST_RECORD)
      stop(this.rest.includes('"') ? 'unclosedQuote' : 'lineTooLong', { ...this.place, row: this.records + 1 })
  }
}

/**
 * The delimiter of a CSV text: the one that cuts most of the first lines into the same number (more than one) of
 * cells, outside quotes. `;` where nothing speaks for any, as Excel writes it in Russia.
 */
export function findDelimiter(text: string): Delimiter {
  const lines = text
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  let best: Delimiter = ';'
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter))
    const first = Math.max(...counts.slice(0, 1), 0)
    const widest = mostFrequent(counts)
    if (widest === 0) continue
    const score = counts.filter((count) => count === widest).length * Math.min(widest, 3) + (first === widest ? 1 : 0)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0
  let quoted = false
  for (const letter of line) {
    if (letter === '"') quoted = !quoted
    else if (letter === delimiter && !quoted) count++
  }
  return count
}

function mostFrequent(counts: readonly number[]): number {
  const votes = new Map<number, number>()
  for (const count of counts) if (count > 0) votes.set(count, (votes.get(count) ?? 0) + 1)
  let best = 0
  for (const [count, vote] of votes)
    if (vote > (votes.get(best) ?? 0) || (vote === votes.get(best) && count > best)) best = count
  return best
}
