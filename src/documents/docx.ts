/**
 * Documents as .docx for Word and LibreOffice. The same content gives the same bytes: no clock and no random identifiers.
 * The library is loaded when the first document is made; most commands make none.
 */
import type { IParagraphOptions, ISectionOptions } from 'docx'
import type { Locale } from '../model'
import { readable } from '../report/readable'
import { fixed } from '../setting'
import type { Block, DocumentContent, Look, Section, TableBlock } from './blocks'
import { withoutClock } from './zip'

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
const LONGEST_TEXT = fixed(4000, {
  reason: 'A text from the data that is longer is no name; a table cell of it would fill pages.',
  origin: 'ours',
})
const FONT = 'Times New Roman'
/** Half points. */
const SIZE = { text: 24, table: 20, note: 18 } as const

/**
 * @param content texts may hold anything: they are shown, never obeyed
 * @returns bytes of a .docx file, equal for equal content
 */
export async function docxBytes(content: DocumentContent, locale: Locale): Promise<Uint8Array> {
  const docx = await import('docx')
  const file = new docx.Document({
    title: shown(content.title),
    styles: {
      default: {
        document: {
          run: { font: FONT, size: SIZE.text, language: { value: locale === 'ru' ? 'ru-RU' : 'en-GB' } },
        },
      },
    },
    sections: content.sections.map((section) => sectionOf(section, docx)),
  })
  const bytes = await docx.Packer.pack(file, 'uint8array', undefined, [
    { path: 'docProps/core.xml', data: coreProperties(shown(content.title)) },
  ])
  return withoutClock(bytes)
}

/** The library writes the time of making into it. */
const coreProperties = (title: string): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/">' +
  `<dc:title>${escaped(title)}</dc:title></cp:coreProperties>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const shown = (text: string): string => readable(text.slice(0, LONGEST_TEXT)).replace(/[\r\n]+/g, ' ')

function sectionOf({ blocks, landscape = false }: Section, docx: Docx): ISectionOptions {
  const width = (landscape ? PAGE.height : PAGE.width) - PAGE.left - PAGE.right
  return {
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
    children: blocks.flatMap((block) =>
      block.kind === 'table'
        ? [tableOf(block.table, width, docx), new docx.Paragraph({})]
        : [new docx.Paragraph(paragraphOf(block, width, docx))],
    ),
  }
}

function paragraphOf(
  { text, look }: Extract<Block, { kind: 'paragraph' }>,
  width: number,
  docx: Docx,
): IParagraphOptions {
  const { AlignmentType, TabStopType, TextRun } = docx
  const looks: Readonly<Record<Look, IParagraphOptions>> = {
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
  const bold = look === 'title' || look === 'heading'
  const size = look === 'note' ? SIZE.note : SIZE.text
  // A tab is a tab only in texts of ours; those from the data lose theirs before.
  const runs = shown(text)
    .split('\t')
    .map((part, i) => new TextRun({ bold, size, children: i === 0 ? [part] : [new docx.Tab(), part] }))
  return { ...looks[look], children: runs }
}

function tableOf({ columns, rows, total }: TableBlock, width: number, docx: Docx): InstanceType<Docx['Table']> {
  const { AlignmentType, Paragraph, Table, TableCell, TableRow, TextRun, VerticalAlign, WidthType } = docx
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => Math.floor((width * column.width) / whole))
  const rowOf = (cells: readonly string[], r: number | null, bold: boolean, isHead: boolean) =>
    new TableRow({
      cantSplit: true,
      tableHeader: isHead,
      children: cells.map(
        (cell, i) =>
          new TableCell({
            ...(r === null || columns[i]!.joined !== true ? {} : mergeOf(rows, r, i, docx)),
            verticalAlign: isHead ? VerticalAlign.CENTER : VerticalAlign.TOP,
            children: cell.split('\n').map(
              (line) =>
                new Paragraph({
                  alignment: isHead
                    ? AlignmentType.CENTER
                    : columns[i]!.align === 'right'
                      ? AlignmentType.RIGHT
                      : AlignmentType.LEFT,
                  children: [new TextRun({ text: shown(line), bold, size: SIZE.table })],
                }),
            ),
          }),
      ),
    })
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    margins: { left: 80, right: 80, top: 30, bottom: 30 },
    rows: [
      rowOf(
        columns.map(({ heading }) => heading),
        null,
        true,
        true,
      ),
      ...rows.map((row, r) => rowOf(row, r, false, false)),
      ...(total === undefined ? [] : [rowOf(total, null, true, false)]),
    ],
  })
}

/** An empty cell goes on with the one above. */
function mergeOf(rows: TableBlock['rows'], r: number, i: number, { VerticalMergeType }: Docx) {
  if (rows[r]![i] === '') return { verticalMerge: VerticalMergeType.CONTINUE }
  return rows[r + 1]?.[i] === '' ? { verticalMerge: VerticalMergeType.RESTART } : {}
}
