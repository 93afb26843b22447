/**
 * What the library makes of documents: everything but the texts. A paragraph of each look and a few rows of each table are
 * made once, with a mark where the text goes (`docx.ts`), since the library spends some 30 objects on each cell. It is loaded
 * when the first document is made; most commands make none.
 */

import type { IParagraphOptions } from 'docx'
import { strFromU8, unzipSync } from 'fflate'
import type { Locale } from '../model'
import { fixed } from '../setting'
import type { Column, Look } from './blocks'

type Docx = typeof import('docx')

/** Twentieths of a point. */
const CENTIMETRE = fixed(567, { reason: 'Word measures in twentieths of a point.', origin: 'computing' })
const PAGE = fixed(
  {
    width: 21 * 567,
    height: Math.round(29.7 * 567),
    left: 3 * 567,
    right: Math.round(1.5 * 567),
    topAndBottom: 2 * 567,
  },
  {
    reason: 'A4; margins of official papers: GOST R 7.0.97-2016 asks for 20, 10, 20, 20 mm at least.',
    origin: 'official',
  },
)
const FONT = 'Times New Roman'
/** Half points. */
const SIZE = { text: 24, table: 20, note: 18 } as const

/** Stands for a text in what the library makes. No text holds it: `readable` takes it away. */
const MARK = '\uffff'
/** Stands between the paragraphs and tables of a frame. */
const EMPTY = '<w:p/>'

/** XML of a paragraph with its texts left out: before the first, between two, after the last. */
export interface ParagraphFrame {
  readonly before: string
  readonly tab: string
  readonly after: string
}

/** XML of a cell of which the paragraphs are left out. */
export interface CellFrame {
  /** By how the cell is joined: not at all, to those below it, to the one above it. */
  readonly open: { readonly alone: string; readonly first: string; readonly further: string }
  readonly line: readonly [before: string, after: string]
  readonly boldLine: readonly [before: string, after: string]
}

/** XML of a table of which the rows are left out but for the headings. */
export interface TableFrame {
  readonly before: string
  readonly row: string
  readonly cells: readonly CellFrame[]
}

export interface DocumentFrame {
  /** All parts of the file but `document.xml`, by their paths; that one in its place, empty. */
  readonly parts: Readonly<Record<string, string>>
  readonly before: string
  readonly looks: Readonly<Record<Look, ParagraphFrame>>
  readonly tables: readonly TableFrame[]
  readonly section: string
  readonly after: string
}

/** The part that holds the texts. */
export const DOCUMENT = 'word/document.xml'

/** @param tables columns of the tables that are to be filled */
export async function documentFrame(
  tables: readonly (readonly Column[])[],
  landscape: boolean,
  locale: Locale,
): Promise<DocumentFrame> {
  const docx = await import('docx')
  const width = (landscape ? PAGE.height : PAGE.width) - PAGE.left - PAGE.right
  const looks = looksOf(width, docx)
  const blocks = [
    ...Object.entries(looks).map(([look, options]) => paragraphOf(look as Look, options, docx)),
    ...tables.map((columns) => tableOf(columns, width, docx)),
  ]
  const file = new docx.Document({
    styles: {
      default: {
        document: {
          run: { font: FONT, size: SIZE.text, language: { value: locale === 'ru' ? 'ru-RU' : 'en-GB' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: PAGE.width,
              height: PAGE.height,
              orientation: landscape ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT,
            },
            margin: { left: PAGE.left, right: PAGE.right, top: PAGE.topAndBottom, bottom: PAGE.topAndBottom },
          },
        },
        children: blocks.flatMap((block) => [block, new docx.Paragraph({})]),
      },
    ],
  })
  const bytes = Object.entries(unzipSync(await docx.Packer.pack(file, 'uint8array')))
  const parts = Object.fromEntries(bytes.map(([path, part]) => [path, strFromU8(part)]))
  const [, before, made, section, after] = /^(.*<w:body>)(.*)(<w:sectPr>.*<\/w:sectPr>)(.*)$/s.exec(parts[DOCUMENT]!)!
  const xml = made!.split(EMPTY)
  const names = Object.keys(looks)
  return {
    ...{ parts: { ...parts, [DOCUMENT]: '' }, before: before!, section: section!, after: after! },
    looks: Object.fromEntries(names.map((look, i) => [look, paragraphFrame(xml[i]!)])) as DocumentFrame['looks'],
    tables: tables.map((columns, i) => tableFrame(xml[names.length + i]!, columns.length)),
  }
}

function paragraphFrame(xml: string): ParagraphFrame {
  const [before, tab, after] = xml.split(MARK)
  return { before: before!, tab: tab!, after: after! }
}

function tableFrame(xml: string, columns: number): TableFrame {
  const [before, head, ...rows] = xml.split(/(?=<w:tr>)/)
  const [row] = rows[0]!.split('<w:tc>')
  const cells = rows.map((one) => one.split(/(?=<w:tc>)/).slice(1))
  const opened = (kind: Row, i: number): string => cells[ROWS.indexOf(kind)]![i]!.split('<w:p>')[0]!
  const line = (kind: Row, i: number): readonly [string, string] => {
    const [text, after] = cells[ROWS.indexOf(kind)]![i]!.slice(opened(kind, i).length).split('</w:tc>')[0]!.split(MARK)
    return [text!, after!]
  }
  return {
    ...{ before: before! + head!, row: row! },
    cells: Array.from({ length: columns }, (_, i) => ({
      open: { alone: opened('alone', i), first: opened('first', i), further: opened('further', i) },
      ...{ line: line('alone', i), boldLine: line('bold', i) },
    })),
  }
}

function looksOf(width: number, { AlignmentType, TabStopType }: Docx): Readonly<Record<Look, IParagraphOptions>> {
  return {
    body: {
      alignment: AlignmentType.BOTH,
      indent: { firstLine: Math.round(1.25 * CENTIMETRE) },
      spacing: { after: 120 },
    },
    item: {
      alignment: AlignmentType.BOTH,
      indent: { firstLine: Math.round(1.25 * CENTIMETRE) },
      spacing: { after: 80 },
    },
    title: { alignment: AlignmentType.CENTER, spacing: { before: 240, after: 240 }, keepNext: true },
    heading: { alignment: AlignmentType.LEFT, spacing: { before: 160, after: 120 }, keepNext: true },
    right: { indent: { left: Math.round(width / 2) }, spacing: { after: 60 } },
    plain: { spacing: { after: 120 } },
    signature: {
      tabStops: [{ type: TabStopType.RIGHT, position: width }],
      spacing: { before: 360, after: 120 },
      keepLines: true,
    },
    note: { spacing: { after: 80 } },
  }
}

/** With a text, a tab, and another text. */
function paragraphOf(look: Look, options: IParagraphOptions, { Paragraph, Tab, TextRun }: Docx) {
  const bold = look === 'title' || look === 'heading'
  const size = look === 'note' ? SIZE.note : SIZE.text
  const run = (children: (string | InstanceType<Docx['Tab']>)[]) => new TextRun({ bold, size, children })
  return new Paragraph({ ...options, children: [run([MARK]), run([new Tab(), MARK])] })
}

/** Rows of the table of a frame, below its headings. */
const ROWS = ['alone', 'first', 'further', 'bold'] as const
type Row = (typeof ROWS)[number]

function tableOf(columns: readonly Column[], width: number, docx: Docx): InstanceType<Docx['Table']> {
  const { AlignmentType, Paragraph, Table, TableCell, TableRow, TextRun, VerticalAlign, VerticalMergeType, WidthType } =
    docx
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => Math.floor((width * column.width) / whole))
  const alignOf = ({ align }: Column) => (align === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT)
  const rowOf = (text: (column: Column) => string, row: Row | null) =>
    new TableRow({
      cantSplit: true,
      tableHeader: row === null,
      children: columns.map(
        (column) =>
          new TableCell({
            ...(row === 'first' ? { verticalMerge: VerticalMergeType.RESTART } : {}),
            ...(row === 'further' ? { verticalMerge: VerticalMergeType.CONTINUE } : {}),
            verticalAlign: row === null ? VerticalAlign.CENTER : VerticalAlign.TOP,
            children: [
              new Paragraph({
                alignment: row === null ? AlignmentType.CENTER : alignOf(column),
                children: [new TextRun({ text: text(column), bold: row === null || row === 'bold', size: SIZE.table })],
              }),
            ],
          }),
      ),
    })
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    margins: { left: 80, right: 80, top: 30, bottom: 30 },
    rows: [rowOf(({ heading }) => heading, null), ...ROWS.map((row) => rowOf(() => MARK, row))],
  })
}
