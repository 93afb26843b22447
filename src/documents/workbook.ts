/** Workbooks for Excel: the library makes them, but for the rows of their tables. */
import { strFromU8, strToU8, unzipSync } from 'fflate'
import writeXlsxFile, { type Sheet } from 'write-excel-file/universal'
import { zipped } from './zip'

/** The library's own word for a file's content, which it does not export. */
export type Content = Blob

/** Place of a sheet in the book by the path of its part; `null` of any other part. */
export function sheetAt(path: string): number | null {
  const [, number] = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path) ?? []
  return number === undefined ? null : Number(number) - 1
}

/**
 * A workbook whose tables are filled by us. The library would make a dozen objects of each cell, and give every large sheet to
 * a thread of its own, which takes longer to begin than to pack it; so it gets the frames, and what it makes is packed when
 * it is filled.
 *
 * @param sheets headings and, where rows are to come, a row that holds a cell of each look
 * @param filled the XML of a part with what the library does not know; asked of one part after the other, since all of them
 * together are large
 * @returns bytes of an .xlsx file, equal for equal content
 */
export async function workbookOf(
  sheets: Sheet<Content>[],
  font: { readonly fontFamily: string; readonly fontSize: number },
  filled: (path: string, xml: string) => string,
): Promise<Uint8Array> {
  const frame = await writeXlsxFile(sheets, font).toBlob()
  const parts = Object.entries(unzipSync(new Uint8Array(await frame.arrayBuffer())))
  return zipped(Object.fromEntries(parts.map(([path, part]) => [path, strToU8(filled(path, strFromU8(part)))])))
}

/**
 * @param frame a sheet with its headings, and a second row that holds a cell of each look
 * @param rows told the numbers of these looks in the table of styles
 */
export function withRows<Look extends string>(
  frame: string,
  looks: readonly Look[],
  rows: (styles: Readonly<Record<Look, string>>) => readonly string[],
): string {
  const [, before, cells, after] = /^(.*)<row r="2">(.*)<\/row><\/sheetData>(.*)$/s.exec(frame)!
  const numbers = Array.from(cells!.matchAll(/ s="(\d+)"/g), ([, style]) => style!)
  const styles = Object.fromEntries(looks.map((look, i) => [look, numbers[i]])) as Record<Look, string>
  return `${before}${rows(styles).join('')}</sheetData>${after}`
}
