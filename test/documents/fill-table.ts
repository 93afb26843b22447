/** Fills in a table of the experts as they do: a score into the cell beside the original one, on every sheet. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

export interface TableRow {
  /** Number of the sheet and of the row in it. */
  readonly row: number
  /** Texts and numbers by heading. */
  readonly cells: Readonly<Record<string, string>>
}

const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/
/** Rows that a sheet of the tests never reaches. */
const ROWS = 1_000_000
const textsOf = (xml: string): string[] => [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => plain(text!))
const plain = (xml: string): string =>
  xml
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

type Files = Readonly<Record<string, Uint8Array>>
const sharedOf = (files: Files): string[] => textsOf(strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array()))
const sheetsIn = (files: Files): { sheet: number; path: string; xml: string }[] =>
  Object.entries(files).flatMap(([path, bytes]) => {
    const sheet = SHEET.exec(path)?.[1]
    return sheet === undefined ? [] : [{ sheet: Number(sheet), path, xml: strFromU8(bytes) }]
  })

/** Texts of a row by the letters of their columns. */
const cellsOf = (content: string, shared: readonly string[]): (readonly [letter: string, text: string])[] =>
  [...content.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, letter, how, value = '']) => {
    const text = plain(value)
    return [letter!, /t="s"/.test(how!) ? shared[Number(text)]! : text] as const
  })

/** Rows of all sheets, without their heads. */
export function rowsOfTable(bytes: Uint8Array): readonly TableRow[] {
  const files = unzipSync(bytes)
  const shared = sharedOf(files)
  return sheetsIn(files).flatMap(({ sheet, xml }) => {
    const [head, ...rows] = [...xml.matchAll(/<row r="(\d+)"[^>]*>(.*?)<\/row>/gs)]
    const heads = new Map(cellsOf(head![2]!, shared))
    return rows.map(([, row, content]) => ({
      row: sheet * ROWS + Number(row),
      cells: Object.fromEntries(cellsOf(content!, shared).map(([letter, text]) => [heads.get(letter) ?? letter, text])),
    }))
  })
}

/** @param values by row, as `rowsOfTable` numbers them, and heading */
export function filledTable(
  bytes: Uint8Array,
  values: ReadonlyMap<number, Readonly<Record<string, string | number>>>,
): Uint8Array {
  const files = unzipSync(bytes)
  const shared = sharedOf(files)
  const filled = sheetsIn(files).map(({ sheet, path, xml }) => {
    const head = /<row r="1"[^>]*>(.*?)<\/row>/s.exec(xml)![1]!
    const letters = new Map(cellsOf(head, shared).map(([letter, text]) => [text, letter]))
    let text = xml
    for (const [row, cells] of values)
      for (const [heading, value] of Math.floor(row / ROWS) === sheet ? Object.entries(cells) : []) {
        const at = `${letters.get(heading)}${row % ROWS}`
        const content =
          typeof value === 'number' ? `><v>${value}</v></c>` : ` t="inlineStr"><is><t>${value}</t></is></c>`
        const changed = text.replace(
          new RegExp(`<c r="${at}" s="(\\d+)"(?:/>|>.*?</c>)`),
          `<c r="${at}" s="$1"${content}`,
        )
        if (changed === text) throw new Error(`No cell ${at} for ${heading}`)
        text = changed
      }
    return [path, strToU8(text)] as const
  })
  return zipSync({ ...files, ...Object.fromEntries(filled) })
}
