/**
 * Documents as .docx for Word and LibreOffice (ECMA-376, WordprocessingML): paragraphs and tables are all they hold. The same
 * content gives the same bytes: no clock and no random identifiers.
 */
import { strToU8 } from 'fflate'
import type { Locale } from '../model'
import { escapeHtml as escaped } from '../report/html/escape'
import { readable } from '../report/readable'
import { fixed } from '../setting'
import type { Block, Column, DocumentContent, Look, Section, TableBlock } from './blocks'
import { zipped } from './zip'

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
export function docxBytes({ title, sections }: DocumentContent, locale: Locale): Uint8Array {
  const parts = {
    ...PARTS,
    'docProps/core.xml': coreProperties(shown(title)),
    'word/styles.xml': stylesOf(locale),
    'word/document.xml': `${XML}<w:document ${WORDS}><w:body>${sections.map(sectionXml).join('')}</w:body></w:document>`,
  }
  return zipped(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])))
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const OFFICE = 'http://schemas.openxmlformats.org'
const WORDS = `xmlns:w="${OFFICE}/wordprocessingml/2006/main"`
const TYPE = 'application/vnd.openxmlformats'

const relations = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `${XML}<Relationships xmlns="${OFFICE}/package/2006/relationships">${targets
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** What every document has. */
const PARTS = {
  '[Content_Types].xml': `${XML}<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="${TYPE}-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    ['/word/document.xml', '-officedocument.wordprocessingml.document.main+xml'],
    ['/word/styles.xml', '-officedocument.wordprocessingml.styles+xml'],
    ['/word/settings.xml', '-officedocument.wordprocessingml.settings+xml'],
    ['/docProps/core.xml', '-package.core-properties+xml'],
  ]
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${TYPE}${type}"/>`)
    .join('')}</Types>`,
  '_rels/.rels': relations([
    ['officeDocument/2006/relationships/officeDocument', 'word/document.xml'],
    ['package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
  ]),
  'word/_rels/document.xml.rels': relations([
    ['officeDocument/2006/relationships/styles', 'styles.xml'],
    ['officeDocument/2006/relationships/settings', 'settings.xml'],
  ]),
  // Without it Word opens a document as one of 2007, with less of its commands.
  'word/settings.xml': `${XML}<w:settings ${WORDS}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
}

const coreProperties = (title: string): string =>
  `${XML}<cp:coreProperties xmlns:cp="${OFFICE}/package/2006/metadata/core-properties" ` +
  `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title></cp:coreProperties>`

function stylesOf(locale: Locale): string {
  const fonts = ['ascii', 'cs', 'eastAsia', 'hAnsi'].map((of) => `w:${of}="${FONT}"`).join(' ')
  const language = locale === 'ru' ? 'ru-RU' : 'en-GB'
  return `${XML}<w:styles ${WORDS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts ${fonts}/>${sizeXml(SIZE.text)}<w:lang w:val="${language}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>`
}

const sizeXml = (halfPoints: number): string => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`

const shown = (text: string): string => readable(text.slice(0, LONGEST_TEXT)).replace(/[\r\n]+/g, ' ')

/** A page's measures stand in the last paragraph of its section, those of the last section behind everything. */
function sectionXml({ blocks, landscape = false }: Section, at: number, sections: readonly Section[]): string {
  const width = (landscape ? PAGE.height : PAGE.width) - PAGE.left - PAGE.right
  const [across, down] = landscape ? [PAGE.height, PAGE.width] : [PAGE.width, PAGE.height]
  const page = `<w:sectPr><w:pgSz w:w="${across}" w:h="${down}" w:orient="${landscape ? 'landscape' : 'portrait'}"/><w:pgMar w:top="${PAGE.topAndBottom}" w:right="${PAGE.right}" w:bottom="${PAGE.topAndBottom}" w:left="${PAGE.left}" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>`
  const isLast = at === sections.length - 1
  const inner = blocks.map((block, i): string => {
    const end = isLast || i < blocks.length - 1 ? '' : page
    if (block.kind === 'table') return tableXml(block.table, width) + paragraphXml(end, '')
    return paragraphOf(block, width, end)
  })
  return inner.join('') + (isLast ? page : '')
}

/** @param format what the paragraph looks like, its elements in the order of the standard */
const paragraphXml = (format: string, runs: string): string =>
  `<w:p>${format === '' ? '' : `<w:pPr>${format}</w:pPr>`}${runs}</w:p>`

const runXml = (text: string, bold: boolean, size: number, before = ''): string =>
  `<w:r><w:rPr>${bold ? '<w:b/><w:bCs/>' : ''}${sizeXml(size)}</w:rPr>${before}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`

const spacing = (after: number, before = 0): string => `<w:spacing w:before="${before}" w:after="${after}"/>`
const indent = (side: 'firstLine' | 'left', size: number): string => `<w:ind w:${side}="${Math.round(size)}"/>`
const aligned = (how: 'left' | 'right' | 'center' | 'both'): string => `<w:jc w:val="${how}"/>`

const LOOKS: Readonly<Record<Look, (width: number) => string>> = {
  body: () => spacing(120) + indent('firstLine', 1.25 * CENTIMETRE) + aligned('both'),
  item: () => spacing(80) + indent('firstLine', 1.25 * CENTIMETRE) + aligned('both'),
  title: () => `<w:keepNext/>${spacing(240, 240)}${aligned('center')}`,
  heading: () => `<w:keepNext/>${spacing(120, 160)}${aligned('left')}`,
  right: (width) => spacing(60) + indent('left', width / 2),
  plain: () => spacing(120),
  signature: (width) => `<w:keepLines/><w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs>${spacing(120, 360)}`,
  note: () => spacing(80),
}

function paragraphOf({ text, look }: Extract<Block, { kind: 'paragraph' }>, width: number, end: string): string {
  const bold = look === 'title' || look === 'heading'
  const size = look === 'note' ? SIZE.note : SIZE.text
  // A tab is a tab only in texts of ours; those from the data lose theirs before.
  const runs = shown(text)
    .split('\t')
    .map((part, i) => runXml(part, bold, size, i === 0 ? '' : '<w:tab/>'))
  return paragraphXml(LOOKS[look](width) + end, runs.join(''))
}

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="auto"/>`)
  .join('')
const CELL_MARGINS = Object.entries({ top: 30, left: 80, bottom: 30, right: 80 })
  .map(([side, size]) => `<w:${side} w:w="${size}" w:type="dxa"/>`)
  .join('')

function tableXml({ columns, rows, total }: TableBlock, width: number): string {
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => Math.floor((width * column.width) / whole))
  const rowXml = (cells: readonly string[], bold: boolean, isHead: boolean, r: number | null = null): string => {
    const inner = cells.map((cell, i) => {
      const align = isHead ? 'center' : (columns[i]!.align ?? 'left')
      const lines = cell.split('\n').map((line) => paragraphXml(aligned(align), runXml(shown(line), bold, SIZE.table)))
      const merge = r === null ? '' : mergeXml(columns[i]!, rows, r, i)
      return `<w:tc><w:tcPr><w:tcW w:w="${widths[i]!}" w:type="dxa"/>${merge}<w:vAlign w:val="${isHead ? 'center' : 'top'}"/></w:tcPr>${lines.join('')}</w:tc>`
    })
    return `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${inner.join('')}</w:tr>`
  }
  const heading = columns.map((column) => column.heading)
  return [
    `<w:tbl><w:tblPr><w:tblW w:w="${widths.reduce((sum, one) => sum + one, 0)}" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>${CELL_MARGINS}</w:tblCellMar></w:tblPr>`,
    `<w:tblGrid>${widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('')}</w:tblGrid>`,
    rowXml(heading, true, true),
    ...rows.map((row, r) => rowXml(row, false, false, r)),
    total === undefined ? '' : rowXml(total, true, false),
    '</w:tbl>',
  ].join('')
}

/** An empty cell goes on with the one above. */
function mergeXml({ joined }: Column, rows: TableBlock['rows'], r: number, i: number): string {
  if (joined !== true) return ''
  if (rows[r]![i] === '') return '<w:vMerge/>'
  return rows[r + 1]?.[i] === '' ? '<w:vMerge w:val="restart"/>' : ''
}
