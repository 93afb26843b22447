/** Headers of one to three rows: headings over columns, merged or with blanks behind them, and subjects beside each other. */
import type { MergedRange } from '../formats/workbook'
import { clean } from '../text'
import { type NamedSubject, readSubject } from './subjects'

/** One row of the head of a sheet. */
export interface HeadRow {
  /** As Excel shows it. */
  readonly number: number
  readonly cells: readonly string[]
}

/** The header rows of a table put together. */
export interface StackedHeader {
  /** Lowest text of each column. */
  readonly texts: readonly string[]
  /** All texts of each column, from the highest to the lowest. */
  readonly paths: readonly (readonly string[])[]
  /** Headings above it, joined, without the subject; empty where there is none. */
  readonly groups: readonly string[]
  /** The subject that a heading (or the text alone) names. */
  readonly subjects: readonly (NamedSubject | null)[]
}

/** The subject of a heading such as `Русский язык`, `Математика, 4 класс`, `4 РУ`; `null` where it names none. */
export function subjectOfHeading(text: string): NamedSubject | null {
  if (text === '' || text.length > 60) return null
  return readSubject(clean(text.replace(/-?(?:й|го|ый)?\s*класс(?:ы|а)?|(?<=\d)\s*кл\.?(?![а-яё])/giu, ' ')))
}

/** Puts the rows of a header together: a heading speaks for the columns under it, up to the next heading. */
export function stackHeader(rows: readonly HeadRow[], merged: readonly MergedRange[]): StackedHeader {
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const lines = rows.map((row, r) => spread(row, rows.slice(r + 1), merged, width))
  const texts: string[] = []
  const paths: string[][] = []
  const groups: string[] = []
  const subjects: (NamedSubject | null)[] = []
  for (let column = 0; column < width; column++) {
    const path = lines.map((line) => line[column]!).filter((text, i, all) => text !== '' && text !== all[i - 1])
    const text = path.at(-1) ?? ''
    const above = path.slice(0, -1)
    const named = above.map(subjectOfHeading).find((found) => found !== null) ?? null
    texts.push(text)
    paths.push(path)
    groups.push(above.filter((heading) => subjectOfHeading(heading) === null).join(' '))
    subjects.push(named)
  }
  return { texts, paths, groups, subjects }
}

/** A row with its headings repeated over the columns for which they speak. */
function spread(row: HeadRow, below: readonly HeadRow[], merged: readonly MergedRange[], width: number): string[] {
  const cells = Array.from({ length: width }, (_, column) => clean(row.cells[column] ?? ''))
  if (below.length === 0) return cells
  const ends = new Map(
    merged
      .filter((range) => range.firstRow === row.number && range.lastColumn > range.firstColumn)
      .map((range) => [range.firstColumn, range.lastColumn]),
  )
  let heading = ''
  let end = -1
  return cells.map((text, column) => {
    if (text !== '') {
      heading = text
      // A heading that is merged ends with its range; another one goes on as long as nothing stands beside it.
      end = ends.get(column) ?? (ends.size > 0 ? column : width)
      return text
    }
    const filled = below.some(({ cells: lower }) => clean(lower[column] ?? '') !== '')
    return filled && column <= end ? heading : ''
  })
}
