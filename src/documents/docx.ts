/**
 * Documents as .docx for Word and LibreOffice. The same content gives the same bytes: no clock and no random identifiers.
 * The library makes the frame of a document, and the texts are put in here.
 */
import { strToU8 } from 'fflate'
import type { Locale } from '../model'
import { readable } from '../report/readable'
import { fixed } from '../setting'
import type { Column, DocumentContent, Section, TableBlock } from './blocks'
import {
  type CellFrame,
  DOCUMENT,
  type DocumentFrame,
  documentFrame,
  type ParagraphFrame,
  type TableFrame,
} from './docx-frame'
import { zipped } from './zip'

const LONGEST_TEXT = fixed(4000, {
  reason: 'A text from the data that is longer is no name; a table cell of it would fill pages.',
  origin: 'ours',
})

/** Frames of pages that lie or stand, with the tables that were made so far. */
interface Known extends Omit<DocumentFrame, 'tables'> {
  readonly tables: ReadonlyMap<string, TableFrame>
}

/**
 * @returns a writer, which keeps what its documents have in common. Texts may hold anything: they are shown, never obeyed;
 * bytes are equal for equal content
 */
export function docxWriter(locale: Locale): (content: DocumentContent) => Promise<Uint8Array> {
  const known = new Map<boolean, Known>()
  const learn = async (landscape: boolean, sections: readonly Section[]): Promise<void> => {
    const before = known.get(landscape)
    const columns = sections
      .filter((section) => isLandscape(section) === landscape)
      .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [block.table.columns] : [])))
    const fresh = [...new Map(columns.map((of) => [keyOf(of), of]))].filter(([key]) => !before?.tables.has(key))
    if (before !== undefined && fresh.length === 0) return
    const frame = await documentFrame(
      fresh.map(([, of]) => of),
      landscape,
      locale,
    )
    const found = fresh.map(([key], i) => [key, frame.tables[i]!] as const)
    known.set(landscape, { ...frame, tables: new Map([...(known.get(landscape)?.tables ?? []), ...found]) })
  }
  return async ({ title, sections }) => {
    for (const landscape of new Set(sections.map(isLandscape))) await learn(landscape, sections)
    const frames = sections.map((section) => known.get(isLandscape(section))!)
    const [first] = frames
    const bodies = sections.map((section, i) => {
      const body = bodyOf(section, frames[i]!)
      return i === sections.length - 1 ? body + frames[i]!.section : withBreak(body, frames[i]!.section)
    })
    const made = {
      ...first!.parts,
      [CORE_PROPERTIES]: coreProperties(shown(title)),
      [DOCUMENT]: `${first!.before}${bodies.join('')}${first!.after}`,
    }
    return zipped(Object.fromEntries(Object.entries(made).map(([path, xml]) => [path, strToU8(xml)])))
  }
}

const isLandscape = ({ landscape = false }: Section): boolean => landscape

const keyOf = (columns: readonly Column[]): string => JSON.stringify(columns)

const CORE_PROPERTIES = 'docProps/core.xml'
/** The library writes the time of making into it. */
const coreProperties = (title: string): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/">' +
  `<dc:title>${escaped(title)}</dc:title></cp:coreProperties>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const shown = (text: string): string => readable(text.slice(0, LONGEST_TEXT)).replace(/[\r\n]+/g, ' ')

/** Text as the library writes it into XML. */
const inXml = (text: string): string => escaped(shown(text)).replaceAll("'", '&apos;')

const bodyOf = ({ blocks }: Section, { looks, tables }: Known): string =>
  blocks
    .map((block) =>
      block.kind === 'table'
        ? tableXml(block.table, tables.get(keyOf(block.table.columns))!) + EMPTY_PARAGRAPH
        : paragraphXml(block.text, looks[block.look]),
    )
    .join('')

const EMPTY_PARAGRAPH = '<w:p/>'

/** The last paragraph of a section says what its pages are like. */
function withBreak(body: string, section: string): string {
  if (body.endsWith(EMPTY_PARAGRAPH))
    return `${body.slice(0, -EMPTY_PARAGRAPH.length)}<w:p><w:pPr>${section}</w:pPr></w:p>`
  const at = body.lastIndexOf('</w:pPr>')
  return body.slice(0, at) + section + body.slice(at)
}

// A tab is a tab only in texts of ours; those from the data lose theirs before.
const paragraphXml = (text: string, { before, tab, after }: ParagraphFrame): string =>
  `${before}${inXml(text).split('\t').join(tab)}${after}`

function tableXml(table: TableBlock, { before, row, cells }: TableFrame): string {
  const { rows, total } = table
  const lines = (text: string, [opened, closed]: CellFrame['line']): string =>
    text
      .split('\n')
      .map((line) => opened + inXml(line) + closed)
      .join('')
  const rowOf = (texts: readonly string[], cellOf: (text: string, frame: CellFrame, i: number) => string): string =>
    `${row}${texts.map((text, i) => `${cellOf(text, cells[i]!, i)}</w:tc>`).join('')}</w:tr>`
  return [
    before,
    ...rows.map((texts, r) => rowOf(texts, (text, { open, line }, i) => open[joinOf(table, r, i)] + lines(text, line))),
    ...(total === undefined ? [] : [rowOf(total, (text, { open, boldLine }) => open.alone + lines(text, boldLine))]),
    '</w:tbl>',
  ].join('')
}

/** An empty cell goes on with the one above. */
function joinOf({ columns, rows }: TableBlock, r: number, i: number): keyof CellFrame['open'] {
  if (columns[i]!.joined !== true) return 'alone'
  if (rows[r]![i] === '') return 'further'
  return rows[r + 1]?.[i] === '' ? 'first' : 'alone'
}
