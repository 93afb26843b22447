/** ODS (OpenDocument 1.2 and later): all sheets stand in one part, empty rows and cells by how often they repeat. */
import { LIMITS, megabytes } from './limits'
import { inOrder } from './merged-ranges'
import { numberText } from './number-format'
import { RowMaker } from './row-maker'
import { CELL, type MergedRange, type Sheet, type SheetRow } from './workbook'
import { asUtf8, nameKey, type XmlHandler, XmlScanner } from './xml'
import { BrokenFile, inPart, type Part, TooLargeFile, unpackWhole } from './zip'

const TABLE = nameKey('table')
const ROW = nameKey('table-row')
const CELL_TAG = nameKey('table-cell')
const COVERED = nameKey('covered-table-cell')
const PARAGRAPH = nameKey('p')
const SPACES = nameKey('s')
const TAB = nameKey('tab')
const LINE_BREAK = nameKey('line-break')
const STYLE = nameKey('style')
const TABLE_PROPERTIES = nameKey('table-properties')
const NAME = nameKey('name')
const STYLE_NAME = nameKey('style-name')
const DISPLAY = nameKey('display')
const VISIBILITY = nameKey('visibility')
const COUNT = nameKey('c')
const ROWS_REPEATED = nameKey('number-rows-repeated')
const COLUMNS_REPEATED = nameKey('number-columns-repeated')
const ROWS_SPANNED = nameKey('number-rows-spanned')
const COLUMNS_SPANNED = nameKey('number-columns-spanned')
const FORMULA = nameKey('formula')
const VALUE_TYPE = nameKey('value-type')
const VALUE = nameKey('value')
const DATE_VALUE = nameKey('date-value')
const BOOLEAN_VALUE = nameKey('boolean-value')
const STRING_VALUE = nameKey('string-value')

/** Largest part of sheets; it is kept whole, since all sheets are in it. */
const LARGEST = 160 * 1024 * 1024

/**
 * The sheets of an ODS workbook, in its order.
 *
 * @throws BrokenFile, TooLargeFile
 */
export function openOds(bytes: Uint8Array, parts: ReadonlyMap<string, Part>): Sheet[] {
  const part = parts.get('content.xml')
  if (part === undefined) throw new BrokenFile('no content.xml in it')
  if (part.unpacked > LARGEST) throw new TooLargeFile(megabytes(part.unpacked), megabytes(LARGEST))
  return inPart(part, () => {
    const content = asUtf8(unpackWhole(bytes, part))
    const outline = new Outline()
    const xml = new XmlScanner(outline)
    feed(xml, content)
    return outline.tables.map((table) => new OdsSheet(table, part, content, outline.hiddenStyles))
  })
}

const STEP = 256 * 1024

function feed(xml: XmlScanner, content: Uint8Array): void {
  for (let at = 0; at < content.length && xml.push(content.subarray(at, at + STEP)); ) at += STEP
  xml.end()
}

interface Table {
  readonly name: string
  readonly style: string
  /** Where its tag begins. */
  readonly position: number
  readonly merged: MergedRange[]
}

/** First look: which sheets there are, which styles hide them, and what is merged in them. */
class Outline implements XmlHandler {
  readonly wantsText = false
  readonly tables: Table[] = []
  readonly hiddenStyles = new Set<string>()
  private style = ''
  private depth = 0
  private row = 0
  private column = 0
  private repeated = 1

  open(xml: XmlScanner, tag: number): void {
    if (tag === STYLE) this.style = xml.attribute(NAME) ?? ''
    else if (tag === TABLE_PROPERTIES) {
      if (xml.attribute(DISPLAY) === 'false') this.hiddenStyles.add(this.style)
    } else if (tag === TABLE) {
      if (++this.depth === 1) this.openTable(xml)
    } else if (this.depth !== 1) return
    else if (tag === ROW) {
      this.row += this.repeated
      this.repeated = count(xml, ROWS_REPEATED)
      this.column = 0
    } else if (tag === CELL_TAG || tag === COVERED) {
      if (tag === CELL_TAG) this.openCell(xml)
      this.column += count(xml, COLUMNS_REPEATED)
    }
  }

  private openTable(xml: XmlScanner): void {
    if (this.tables.length === LIMITS.sheets) throw new TooLargeFile()
    const [name = '', style = ''] = [xml.attribute(NAME) ?? '', xml.attribute(STYLE_NAME) ?? '']
    this.tables.push({ name, style, position: xml.position, merged: [] })
    this.row = 0
    this.repeated = 1
  }

  private openCell(xml: XmlScanner): void {
    const rows = count(xml, ROWS_SPANNED)
    const columns = count(xml, COLUMNS_SPANNED)
    if (rows === 1 && columns === 1) return
    const { merged } = this.tables.at(-1)!
    if (merged.length === LIMITS.merged) throw new TooLargeFile()
    const { row, column } = this
    merged.push({
      firstRow: row,
      lastRow: Math.min(row + rows - 1, LIMITS.rows),
      firstColumn: column,
      lastColumn: Math.min(column + columns, LIMITS.columns) - 1,
    })
  }

  close(_: XmlScanner, tag: number): void {
    if (tag === TABLE) this.depth--
  }

  text(): void {}
}

/** A number of rows or columns, 1 where none is given. */
function count(xml: XmlScanner, name: number): number {
  if (xml.find(name) < 0) return 1
  const value = Number(xml.attribute(name))
  if (!Number.isInteger(value) || value < 1) throw new BrokenFile('a number of cells that is none')
  return value
}

class OdsSheet implements Sheet {
  readonly name: string
  readonly hidden: boolean
  private readonly labels = new Map<string, string>()

  constructor(
    private readonly table: Table,
    private readonly part: Part,
    private readonly content: Uint8Array,
    hiddenStyles: ReadonlySet<string>,
  ) {
    this.name = table.name
    this.hidden = hiddenStyles.has(table.style)
  }

  async merged(): Promise<readonly MergedRange[]> {
    return inOrder(this.table.merged)
  }

  async rows(take: (row: SheetRow) => unknown): Promise<void> {
    this.labels.clear()
    const xml = new XmlScanner(new RowsHandler(new RowMaker(take), this.labels), true)
    inPart(this.part, () => feed(xml, this.content.subarray(this.table.position)))
  }

  shown(row: number, column: number): string | null {
    return this.labels.get(`${row} ${column}`) ?? null
  }
}

/** Rows whose dates stay known for `shown`: where headers stand. */
const HEADER_ROWS = 200
const MOST_SHOWN = 20_000

interface CellValue {
  readonly text: string
  readonly kind: number
}

/** Reads the rows of the first table that it meets. */
class RowsHandler implements XmlHandler {
  wantsText = false
  private depth = 0
  private nextRow = 1
  private rowsRepeated = 1
  private column = 0
  private written = 0
  /** Depth of the present tag below its cell; 0 where it is in none. */
  private inCell = 0
  private covered = false
  private columnsRepeated = 1
  private readonly attributes = { type: '', value: '', string: null as string | null, formula: false, error: false }
  private shown: string | null = null

  constructor(
    private readonly row: RowMaker,
    private readonly labels: Map<string, string>,
  ) {}

  open(xml: XmlScanner, tag: number): void {
    if (this.inCell > 0) this.openInCell(xml, tag)
    else if (tag === TABLE) this.depth++
    else if (this.depth !== 1) return
    else if (tag === ROW) this.openRow(xml)
    else if (tag === CELL_TAG || tag === COVERED) this.openCell(xml, tag === COVERED)
  }

  private openRow(xml: XmlScanner): void {
    this.rowsRepeated = count(xml, ROWS_REPEATED)
    const visibility = xml.attribute(VISIBILITY)
    this.row.begin(this.nextRow, visibility === 'collapse' || visibility === 'filter')
    this.column = 0
    this.written = 0
  }

  private openCell(xml: XmlScanner, covered: boolean): void {
    this.inCell = 1
    this.covered = covered
    this.written++
    this.columnsRepeated = count(xml, COLUMNS_REPEATED)
    this.shown = null
    const { attributes } = this
    const types = xml.attributesOf(VALUE_TYPE)
    attributes.type = types[0] ?? ''
    attributes.error = types.includes('error')
    attributes.formula = xml.find(FORMULA) >= 0
    attributes.string = xml.attribute(STRING_VALUE)
    attributes.value = xml.attribute(VALUE) ?? xml.attribute(DATE_VALUE) ?? xml.attribute(BOOLEAN_VALUE) ?? ''
  }

  /** Paragraphs stand right in the cell; notes and drawings have paragraphs of their own, deeper. */
  private openInCell(xml: XmlScanner, tag: number): void {
    this.inCell++
    if (this.inCell === 2) {
      this.wantsText = tag === PARAGRAPH
      if (tag === PARAGRAPH) this.shown = this.shown === null ? '' : `${this.shown}\n`
    } else if (!this.wantsText) return
    else if (tag === SPACES) this.add(' '.repeat(Math.min(count(xml, COUNT), 100)))
    else if (tag === TAB) this.add('\t')
    else if (tag === LINE_BREAK) this.add('\n')
  }

  text(xml: XmlScanner, from: number, to: number, raw: boolean): void {
    this.add(xml.decode(from, to, raw))
  }

  private add(text: string): void {
    this.shown = (this.shown ?? '') + text
    if (this.shown.length > LIMITS.cellText) throw new TooLargeFile()
  }

  close(xml: XmlScanner, tag: number): void {
    if (this.inCell > 0) {
      if (--this.inCell === 0) this.closeCell()
      else if (this.inCell === 1) this.wantsText = false
    } else if (tag === TABLE) {
      if (--this.depth === 0) xml.stopped = true
    } else if (tag === ROW && this.depth === 1) this.closeRow(xml)
  }

  private closeCell(): void {
    const { column } = this
    this.column += this.columnsRepeated
    const { text, kind } = this.covered ? { text: '', kind: CELL.empty } : this.valueOf()
    if (text === '' && kind !== CELL.formulaWithoutValue) return
    if (this.column > LIMITS.columns) throw new TooLargeFile()
    for (let at = column; at < this.column; at++) {
      this.row.put(at, text, kind)
      if (kind === CELL.date) this.remember(at)
    }
  }

  private valueOf(): CellValue {
    const { type, value, string, formula, error } = this.attributes
    const shown = this.shown ?? ''
    if (error) return { text: shown, kind: CELL.error }
    switch (type) {
      case '':
        // Without a type there is no value; what is shown then is text.
        return formula && shown === '' ? { text: '', kind: CELL.formulaWithoutValue } : { text: shown, kind: CELL.text }
      case 'float':
      case 'currency':
        return numberCell(value, shown)
      case 'percentage':
        return isNumber(value)
          ? { text: `${numberText(100 * Number(value))}%`, kind: CELL.percent }
          : { text: value, kind: CELL.error }
      case 'date':
        return { text: /^\d{4}-\d\d-\d\d/.exec(value)?.[0] ?? shown, kind: CELL.date }
      case 'boolean':
        return { text: value === 'true' ? 'true' : 'false', kind: CELL.boolean }
      default:
        return { text: string ?? shown, kind: CELL.text }
    }
  }

  private remember(column: number): void {
    if (this.row.number > HEADER_ROWS || this.labels.size >= MOST_SHOWN) return
    const label = labelOf(this.shown ?? '', this.attributes.value)
    if (label !== null) this.labels.set(`${this.row.number} ${column}`, label)
  }

  private closeRow(xml: XmlScanner): void {
    const { row } = this
    const first = this.nextRow
    this.nextRow += this.rowsRepeated
    if (row.cells.length === 0) {
      row.end(this.written)
      return
    }
    if (this.nextRow > LIMITS.rows + 1) throw new TooLargeFile()
    for (let number = first; number < this.nextRow; number++) {
      row.number = number
      if (row.end(this.written)) continue
      xml.stopped = true
      return
    }
  }
}

const isNumber = (value: string): boolean => value.trim() !== '' && Number.isFinite(Number(value))

/** A number; shown with leading zeros, perhaps behind letters, it is an id. */
function numberCell(value: string, shown: string): CellValue {
  // A program wrote what is no number: one cell is wrong, not the file.
  if (!isNumber(value)) return { text: value, kind: CELL.error }
  const number = Number(value)
  // LibreOffice keeps truth values of other programs as numbers that are only shown as words.
  if (/^(?:true|истина)$/i.test(shown) && number === 1) return { text: 'true', kind: CELL.boolean }
  if (/^(?:false|ложь)$/i.test(shown) && number === 0) return { text: 'false', kind: CELL.boolean }
  const digits = /^\D*?(0\d+)$/.exec(shown)?.[1]
  if (digits !== undefined && Number(digits) === number) return { text: shown, kind: CELL.text }
  return { text: numberText(number), kind: CELL.number }
}

/** What was typed where a date is shown as `1.1`, `01.01` or `01.янв`. */
function labelOf(shown: string, date: string): string | null {
  const numbers = /^(\d{1,2})[./](\d{1,2})$/.exec(shown)
  if (numbers !== null) return `${Number(numbers[1])}.${Number(numbers[2])}`
  const named = /^(\d{1,2})[-. ]\p{L}{3,}\.?$/u.exec(shown)
  return named === null ? null : `${Number(named[1])}.${Number(date.slice(5, 7))}`
}
