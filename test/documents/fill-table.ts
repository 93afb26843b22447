/** Fills in a table of the experts as they do: a score into the cell beside the original one. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

export interface TableRow {
  readonly row: number
  /** Texts and numbers by heading. */
  readonly cells: Readonly<Record<string, string>>
}

const SHEET = 'xl/worksheets/sheet1.xml'
const textsOf = (xml: string): string[] => [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => plain(text!))
const plain = (xml: string): string =>
  xml
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Rows of the table, without its head. */
export function rowsOfTable(bytes: Uint8Array): readonly TableRow[] {
  const files = unzipSync(bytes)
  const xml = strFromU8(files[SHEET]!)
  const shared = files['xl/sharedStrings.xml'] === undefined ? [] : textsOf(strFromU8(files['xl/sharedStrings.xml']))
  const rows = [...xml.matchAll(/<row r="(\d+)"[^>]*>(.*?)<\/row>/gs)].map(([, row, content]) => ({
    row: Number(row),
    cells: [...content!.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(
      ([, letter, how, value = '']) => {
        const text = plain(value)
        return [letter!, /t="s"/.test(how!) ? shared[Number(text)]! : text] as const
      },
    ),
  }))
  const heads = new Map(rows[0]!.cells)
  return rows.slice(1).map(({ row, cells }) => ({
    row,
    cells: Object.fromEntries(cells.map(([letter, text]) => [heads.get(letter) ?? letter, text])),
  }))
}

/** @param values by row and heading */
export function filledTable(
  bytes: Uint8Array,
  values: ReadonlyMap<number, Readonly<Record<string, string | number>>>,
): Uint8Array {
  const files = unzipSync(bytes)
  const shared = textsOf(strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array()))
  let xml = strFromU8(files[SHEET]!)
  const head = /<row r="1"[^>]*>(.*?)<\/row>/s.exec(xml)![1]!
  const letters = new Map(
    [...head.matchAll(/<c r="([A-Z]+)1"([^>]*?)>(.*?)<\/c>/gs)].map(([, letter, how, value]) => [
      /t="s"/.test(how!) ? shared[Number(plain(value!))]! : plain(value!),
      letter!,
    ]),
  )
  for (const [row, cells] of values)
    for (const [heading, value] of Object.entries(cells)) {
      const at = `${letters.get(heading)}${row}`
      const content = typeof value === 'number' ? `><v>${value}</v></c>` : ` t="inlineStr"><is><t>${value}</t></is></c>`
      const filled = xml.replace(new RegExp(`<c r="${at}" s="(\\d+)"(?:/>|>.*?</c>)`), `<c r="${at}" s="$1"${content}`)
      if (filled === xml) throw new Error(`No cell ${at} for ${heading}`)
      xml = filled
    }
  return zipSync({ ...files, [SHEET]: strToU8(xml) })
}
