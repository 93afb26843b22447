/** The parts of an XLSX file (ECMA-376): sheets of texts and numbers, without an object per cell. */
import { zipOf } from './zip'

/** Styles of cells, by their place in `STYLES`. */
export const STYLE = { plain: 0, heading: 1, whole: 2, text: 3, small: 4, decimal: 5 } as const

export interface SheetCell {
  readonly value: string | number
  readonly style: number
}

export interface SheetRow {
  /** `null` = an empty cell. */
  readonly cells: readonly (SheetCell | null)[]
  /** Points; `null` = as the program likes. */
  readonly height: number | null
}

export interface SheetContent {
  readonly name: string
  /** Widths of the columns in characters. */
  readonly widths: readonly number[]
  readonly rows: Iterable<SheetRow>
  /** The first row is a heading: it stays in view, holds the filters, and the sheet is printed broadside. */
  readonly heading: boolean
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const font = (bold: string): string =>
  `<font><name val="Calibri"/><sz val="11"/><family val="2"/>${bold}<color theme="1"/></font>`
const format = (id: number, wrap = ''): string =>
  `<xf numFmtId="${id}" applyNumberFormat="1" fontId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"${wrap}/></xf>`
/** Excel's own numbers of formats: 1 = `0`, 2 = `0.00`, 49 = text. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[&lt;0.0001]0.0E+00;0.0000"/></numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDBE5F0"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellXfs count="6"><xf fontId="0" applyFont="1"/><xf fontId="1" applyFont="1" fillId="2" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>${format(1)}${format(49, ' wrapText="1"')}${format(164)}${format(2)}</cellXfs></styleSheet>`

/**
 * @returns the bytes of the file: equal sheets give equal bytes
 * @example
 * const row = { cells: [{ value: 'a', style: STYLE.text }], height: null }
 * spreadsheet([{ name: 'A', widths: [11], rows: [row], heading: false }])
 */
export function spreadsheet(sheets: readonly SheetContent[]): Uint8Array {
  const texts = new Map<string, number>()
  const bodies = sheets.map((sheet, i) => Buffer.from(sheetXml(sheet, i === 0, texts)))
  const each = (part: (number: number, sheet: SheetContent) => string): string =>
    sheets.map((sheet, i) => part(i + 1, sheet)).join('')
  const override = (part: string, type: string): string =>
    `<Override PartName="/xl/${part}.xml" ContentType="${TYPE}.${type}+xml"/>`
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}.xml"/>`
  const parts: [path: string, content: Uint8Array | string][] = [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override('workbook', 'sheet.main')}${override('sharedStrings', 'sharedStrings')}${override('styles', 'styles')}${each((n) => override(`worksheets/sheet${n}`, 'worksheet'))}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook')}</Relationships>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}`))}${relation('rIdStrings', 'sharedStrings', 'sharedStrings')}${relation('rIdStyles', 'styles', 'styles')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${each((n, { name }) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
    ...bodies.map((body, i): [string, Uint8Array] => [`xl/worksheets/sheet${i + 1}.xml`, body]),
    ['xl/styles.xml', STYLES],
    ['xl/sharedStrings.xml', stringsXml(texts)],
  ]
  return zipOf(new Map(parts.map(([path, content]) => [path, Buffer.from(content)])))
}

function sheetXml({ widths, rows, heading }: SheetContent, first: boolean, texts: Map<string, number>): string {
  const columns = widths.map((_, i) => columnName(i))
  let body = ''
  let count = 0
  for (const { cells, height } of rows) {
    count++
    body += `<row r="${count}"${height === null ? '' : ` ht="${height}" customHeight="1"`}>`
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]
      if (cell == null) continue
      const { value, style } = cell
      const place = `<c r="${columns[i]!}${count}" s="${style}"`
      if (value === '') body += `${place}/>`
      else if (typeof value === 'number') body += `${place}><v>${value}</v></c>`
      else body += `${place} t="s"><v>${numberOf(texts, value)}</v></c>`
    }
    body += '</row>'
  }
  const view = `<sheetViews><sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  const filter = `<autoFilter ref="A1:${columns.at(-1)}${count}"/>`
  const page =
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/>'
  const cols = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  return `${HEAD}<worksheet xmlns="${MAIN}">${heading ? view : ''}<cols>${cols.join('')}</cols><sheetData>${body}</sheetData>${heading ? filter + page : ''}</worksheet>`
}

function numberOf(texts: Map<string, number>, text: string): number {
  const known = texts.get(text)
  if (known !== undefined) return known
  texts.set(text, texts.size)
  return texts.size - 1
}

function stringsXml(texts: ReadonlyMap<string, number>): string {
  let xml = `${HEAD}<sst xmlns="${MAIN}">`
  for (const text of texts.keys())
    xml += `<si><t${text.trim() === text ? '' : ' xml:space="preserve"'}>${escaped(text)}</t></si>`
  return `${xml}</sst>`
}

/** What XML may not hold at all, lone halves of a character among it, and the mark that stands for such. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const SPECIAL = /[&<>"]/g
const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(SPECIAL, (character) => ENTITY[character]!)

/** `0` is column A, `26` is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
