/** XLSX (ECMA-376, transitional and strict): a workbook's parts, and its sheets read row by row. */
import { LIMITS, megabytes } from './limits'
import { inOrder } from './merged-ranges'
import { type NumberFormat, numberFormat, numberText, showNumber, typedLabel } from './number-format'
import { RowMaker } from './row-maker'
import { CELL, type MergedRange, type Sheet, type SheetRow } from './workbook'
import { KnownTexts, nameKey, type XmlHandler, XmlScanner } from './xml'
import { BrokenFile, inPart, type Part, TooLargeFile, unpack, unpackWhole } from './zip'

const NAMES = {
  c: nameKey('c'),
  v: nameKey('v'),
  t: nameKey('t'),
  r: nameKey('r'),
  s: nameKey('s'),
  f: nameKey('f'),
  is: nameKey('is'),
  si: nameKey('si'),
  rPh: nameKey('rPh'),
  row: nameKey('row'),
  hidden: nameKey('hidden'),
  sheetData: nameKey('sheetData'),
  mergeCell: nameKey('mergeCell'),
  ref: nameKey('ref'),
  sheet: nameKey('sheet'),
  name: nameKey('name'),
  state: nameKey('state'),
  id: nameKey('id'),
  workbookPr: nameKey('workbookPr'),
  date1904: nameKey('date1904'),
  calcPr: nameKey('calcPr'),
  fullCalcOnLoad: nameKey('fullCalcOnLoad'),
  numFmt: nameKey('numFmt'),
  numFmtId: nameKey('numFmtId'),
  formatCode: nameKey('formatCode'),
  cellXfs: nameKey('cellXfs'),
  xf: nameKey('xf'),
  Relationship: nameKey('Relationship'),
  Id: nameKey('Id'),
  Type: nameKey('Type'),
  Target: nameKey('Target'),
  TargetMode: nameKey('TargetMode'),
} as const

const { c: C, v: V, t: T, r: R, s: S, f: F, is: IS, si: SI, rPh: PHONETIC, row: ROW, sheetData: SHEET_DATA } = NAMES

/** Values of `t` of a cell. */
const TYPES = { n: nameKey('n'), s: nameKey('s'), inlineStr: nameKey('inlineStr'), str: nameKey('str') } as const
const TYPE_B = nameKey('b')
const TYPE_D = nameKey('d')
const TYPE_E = nameKey('e')

/** What the sheets of a workbook have in common. */
interface Common {
  readonly bytes: Uint8Array
  readonly strings: string[]
  /** Format by the number of a style. */
  readonly formats: NumberFormat[]
  is1904: boolean
  /** The program that saved the workbook did not calculate: a formula's 0 may only stand for "not yet". */
  notCalculated: boolean
  readonly texts: KnownTexts
  /** The part that was unpacked whole last. */
  kept: { part: Part; content: Uint8Array } | null
}

interface Relation {
  readonly type: string
  readonly path: string
}

/**
 * The sheets of an XLSX workbook, in its order.
 *
 * @throws BrokenFile, TooLargeFile
 */
export function openXlsx(bytes: Uint8Array, parts: ReadonlyMap<string, Part>): Sheet[] {
  const root = relationsOf(bytes, parts, '')
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.path
  const workbook = main === undefined ? undefined : parts.get(main)
  if (main === undefined || workbook === undefined) throw new BrokenFile('no workbook in it')
  const relations = relationsOf(bytes, parts, main)
  const common: Common = {
    bytes,
    strings: [],
    formats: [],
    is1904: false,
    notCalculated: false,
    texts: new KnownTexts(),
    kept: null,
  }
  const listed = listedSheets(common, workbook)
  const sheets = listed.flatMap(({ name, id, hidden }) => {
    const relation = relations.get(id)
    // Charts and dialogs have sheets of their own.
    if (relation !== undefined && relation.type !== 'worksheet') return []
    const part = relation === undefined ? undefined : parts.get(relation.path)
    if (part === undefined) throw new BrokenFile(`no sheet "${name}"`)
    return [new XlsxSheet(name, hidden, part, common)]
  })
  const ofType = (wanted: string) =>
    [...relations.values()].flatMap(({ type, path }) => (type === wanted ? (parts.get(path) ?? []) : []))
  const [strings, styles] = [ofType('sharedStrings'), ofType('styles')]
  refuseLarge([workbook, ...strings, ...styles, ...sheets.map(({ part }) => part)])
  for (const part of strings) scanPart(bytes, part, new StringsHandler(common.strings))
  for (const part of styles) readStyles(bytes, part, common.formats)
  return sheets
}

function refuseLarge(parts: readonly Part[]): void {
  const size = parts.reduce((sum, { unpacked }) => sum + unpacked, 0)
  if (size > LIMITS.unpacked) throw new TooLargeFile(megabytes(size), megabytes(LIMITS.unpacked))
}

function scanPart(bytes: Uint8Array, part: Part, handler: XmlHandler): void {
  const xml = new XmlScanner(handler)
  inPart(part, () => {
    unpack(bytes, part, (piece) => xml.push(piece))
    xml.end()
  })
}

/** A handler that looks at tags only. */
function tags(
  open: (xml: XmlScanner, name: number) => void,
  close: (xml: XmlScanner, name: number) => void = () => {},
): XmlHandler {
  return { wantsText: false, open, close, text() {} }
}

/** What the part `of` refers to, by id. A part without its relations is not whole. */
function relationsOf(bytes: Uint8Array, parts: ReadonlyMap<string, Part>, of: string): Map<string, Relation> {
  const name = of.replace(/([^/]*)$/, '_rels/$1.rels')
  const part = parts.get(name)
  if (part === undefined) throw new BrokenFile(`no ${name} in it`)
  refuseLarge([part])
  const relations = new Map<string, Relation>()
  const open = (xml: XmlScanner, tag: number) => {
    if (tag !== NAMES.Relationship || xml.attribute(NAMES.TargetMode) === 'External') return
    const type = (xml.attribute(NAMES.Type) ?? '').split('/').at(-1)!
    relations.set(xml.attribute(NAMES.Id) ?? '', { type, path: resolved(of, xml.attribute(NAMES.Target) ?? '') })
  }
  scanPart(bytes, part, tags(open))
  return relations
}

/** Path of a part from a reference in another, in lower case. */
function resolved(from: string, target: string): string {
  const path = target.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of target.replaceAll('\\', '/').split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/').toLowerCase()
}

const isTrue = (value: string | null) => value === '1' || value === 'true' || value === 'on'

function listedSheets(common: Common, workbook: Part): { name: string; id: string; hidden: boolean }[] {
  const sheets: { name: string; id: string; hidden: boolean }[] = []
  const open = (xml: XmlScanner, tag: number) => {
    if (tag === NAMES.workbookPr) common.is1904 = isTrue(xml.attribute(NAMES.date1904))
    else if (tag === NAMES.calcPr) common.notCalculated = isTrue(xml.attribute(NAMES.fullCalcOnLoad))
    else if (tag === NAMES.sheet) {
      if (sheets.length === LIMITS.sheets) throw new TooLargeFile()
      const state = xml.attribute(NAMES.state)
      sheets.push({
        name: unescaped(xml.attribute(NAMES.name) ?? ''),
        id: xml.attribute(NAMES.id) ?? '',
        hidden: state === 'hidden' || state === 'veryHidden',
      })
    }
  }
  scanPart(common.bytes, workbook, tags(open))
  return sheets
}

/** Characters that XML cannot hold are written `_x000D_`. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Gathers the texts of `<si>`: of all runs of rich text, without the reading aids of Japanese. */
class StringsHandler implements XmlHandler {
  wantsText = false
  private phonetic = false
  private text_: string | null = null
  private bytes = 0

  constructor(private readonly strings: string[]) {}

  open(_: XmlScanner, name: number): void {
    if (name === SI) this.text_ = ''
    else if (name === PHONETIC) this.phonetic = true
    else if (name === T) this.wantsText = this.text_ !== null && !this.phonetic
  }

  text(xml: XmlScanner, from: number, to: number, raw: boolean): void {
    this.bytes += to - from
    if (this.bytes > LIMITS.textBytes) throw new TooLargeFile(megabytes(this.bytes), megabytes(LIMITS.textBytes))
    this.text_ += xml.decode(from, to, raw)
  }

  close(_: XmlScanner, name: number): void {
    if (name === T) this.wantsText = false
    else if (name === PHONETIC) this.phonetic = false
    else if (name === SI) {
      if (this.strings.length === LIMITS.texts) throw new TooLargeFile()
      this.strings.push(unescaped(this.text_ ?? ''))
      this.text_ = null
    }
  }
}

/** Most styles of a workbook; Excel's own limit is 64 000. */
const MOST_STYLES = 200_000

function readStyles(bytes: Uint8Array, part: Part, formats: NumberFormat[]): void {
  const codes = new Map<number, string>()
  const known = new Map<number, NumberFormat>()
  let inside = false
  const open = (xml: XmlScanner, tag: number) => {
    if (tag === NAMES.numFmt) codes.set(Number(xml.attribute(NAMES.numFmtId)), xml.attribute(NAMES.formatCode) ?? '')
    else if (tag === NAMES.cellXfs) inside = true
    else if (tag === NAMES.xf && inside) {
      if (formats.length === MOST_STYLES) throw new TooLargeFile()
      const id = Number(xml.attribute(NAMES.numFmtId) ?? 0)
      const format = known.get(id) ?? numberFormat(id, codes.get(id) ?? null)
      known.set(id, format)
      formats.push(format)
    }
  }
  const close = (_: XmlScanner, tag: number) => {
    if (tag === NAMES.cellXfs) inside = false
  }
  scanPart(bytes, part, tags(open, close))
}

/** Parts up to this size are unpacked once, for the merged ranges behind the rows and for the rows. */
const KEPT_WHOLE = 96 * 1024 * 1024

class XlsxSheet implements Sheet {
  private handler: RowsHandler | null = null

  constructor(
    readonly name: string,
    readonly hidden: boolean,
    readonly part: Part,
    private readonly common: Common,
  ) {}

  async merged(): Promise<readonly MergedRange[]> {
    const ranges: MergedRange[] = []
    const open = (xml: XmlScanner, tag: number) => {
      if (tag !== NAMES.mergeCell) return
      const range = rangeOf(xml.attribute(NAMES.ref) ?? '')
      if (range === null) return
      if (ranges.length === LIMITS.merged) throw new TooLargeFile()
      ranges.push(range)
    }
    if (this.part.unpacked > KEPT_WHOLE) scanPart(this.common.bytes, this.part, tags(open))
    else {
      const content = this.whole()
      const xml = new XmlScanner(tags(open), true)
      xml.push(content.subarray(afterRows(content)))
      xml.end()
    }
    return inOrder(ranges)
  }

  async rows(take: (row: SheetRow) => unknown): Promise<void> {
    const { common, part } = this
    this.handler = new RowsHandler(common, take)
    const xml = new XmlScanner(this.handler)
    inPart(part, () => this.feed(xml))
  }

  private feed(xml: XmlScanner): void {
    const { common, part } = this
    if (common.kept?.part === part) {
      const { content } = common.kept
      for (let at = 0; at < content.length && xml.push(content.subarray(at, at + 256 * 1024)); ) at += 256 * 1024
      if (!xml.stopped) common.kept = null
    } else unpack(common.bytes, part, (piece) => xml.push(piece))
    xml.end()
  }

  shown(row: number, column: number): string | null {
    return this.handler?.shown(row, column) ?? null
  }

  private whole(): Uint8Array {
    const { common, part } = this
    if (common.kept?.part === part) return common.kept.content
    common.kept = null
    const content = unpackWhole(common.bytes, part)
    common.kept = { part, content }
    return content
  }
}

/** Where the part of a sheet goes on behind its rows; 0 where that cannot be told from plain bytes. */
function afterRows(content: Uint8Array): number {
  const name = [...'sheetData'].map((letter) => letter.charCodeAt(0))
  for (let at = content.lastIndexOf(name[0]!); at > 0; at = content.lastIndexOf(name[0]!, at - 1)) {
    if (!name.every((byte, i) => content[at + i] === byte)) continue
    const end = content.indexOf(0x3e, at)
    if (end !== -1) return end + 1
  }
  return 0
}

function rangeOf(ref: string): MergedRange | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(ref)
  if (match === null) return null
  const [columns, rows] = [
    [columnOf(match[1]!), columnOf(match[3]!)],
    [Number(match[2]), Number(match[4])],
  ]
  return {
    firstRow: Math.min(...rows),
    lastRow: Math.max(...rows),
    firstColumn: Math.min(...columns),
    lastColumn: Math.max(...columns),
  }
}

/** Column from its letters, from 0. */
function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** Rows whose dates stay known for `shown` after the row has passed: where headers stand. */
const HEADER_ROWS = 200
const MOST_SHOWN = 20_000

/** Reads the cells of `<sheetData>` and hands over its rows. */
class RowsHandler implements XmlHandler {
  wantsText = false
  private readonly row: RowMaker
  private lastRow = 0
  private inData = false
  private inRow = false
  /** True until a cell has said which row it is in, where the row does not. */
  private rowUnnumbered = false
  private column = -1
  private cellsInRow = 0
  private inCell = false
  private inValue = false
  private inInline = false
  private phonetic = false
  private type = 0
  private style = -1
  private formula = false
  private hasValue = false
  private value: string | null = null
  /** Which of the shared texts the cell names; -1 for none. */
  private index = -1
  private readonly labels = new Map<number, string>()

  constructor(
    private readonly common: Common,
    take: (row: SheetRow) => unknown,
  ) {
    this.row = new RowMaker(take)
  }

  open(xml: XmlScanner, name: number): void {
    if (name === C) {
      if (this.inRow) this.openCell(xml)
    } else if (name === V) {
      if (this.inCell) this.inValue = this.hasValue = this.wantsText = true
    } else if (name === T) {
      if (this.inInline && !this.phonetic) this.wantsText = true
    } else if (name === IS) this.inInline = this.inCell
    else if (name === F) this.formula = true
    else if (name === ROW) {
      if (this.inData) this.openRow(xml)
    } else if (name === PHONETIC) this.phonetic = true
    else if (name === SHEET_DATA) this.inData = true
  }

  private openRow(xml: XmlScanner): void {
    const number = xml.find(R)
    this.rowUnnumbered = number < 0
    const next = number < 0 ? this.lastRow + 1 : wholeNumber(xml.bytes, xml.valueFrom(number), xml.valueTo(number))
    this.row.begin(this.checked(next), isTrue(xml.attribute(NAMES.hidden)))
    this.column = -1
    this.cellsInRow = 0
    this.inRow = true
  }

  private checked(row: number): number {
    if (!(row > this.lastRow && row <= LIMITS.rows)) throw new BrokenFile(`row ${row} after ${this.lastRow}`)
    return row
  }

  private openCell(xml: XmlScanner): void {
    this.inCell = true
    this.type = 0
    this.style = -1
    this.formula = this.hasValue = false
    this.value = null
    this.index = -1
    this.cellsInRow++
    let column = this.column + 1
    const { bytes } = xml
    const reference = xml.find(R)
    if (reference >= 0) column = this.columnOfCell(bytes, xml.valueFrom(reference), xml.valueTo(reference))
    if (column >= LIMITS.columns) throw new BrokenFile(`column ${column + 1}`)
    this.column = column
    const type = xml.find(T)
    if (type >= 0)
      for (let at = xml.valueFrom(type); at < xml.valueTo(type); at++)
        this.type = (Math.imul(this.type, 257) + bytes[at]!) | 0
    const style = xml.find(S)
    if (style >= 0) this.style = wholeNumber(bytes, xml.valueFrom(style), xml.valueTo(style))
  }

  private columnOfCell(bytes: Uint8Array, from: number, to: number): number {
    let column = 0
    let at = from
    for (; at < to; at++) {
      const letter = (bytes[at]! & 0xdf) - 64
      if (letter < 1 || letter > 26 || bytes[at]! < 65) break
      column = column * 26 + letter
    }
    if (at === from || at > from + 3) throw new BrokenFile('reference of a cell')
    if (this.rowUnnumbered && at < to) {
      this.row.number = this.checked(wholeNumber(bytes, at, to))
      this.rowUnnumbered = false
    }
    return column - 1
  }

  text(xml: XmlScanner, from: number, to: number, raw: boolean): void {
    if (this.value === null && !raw) {
      // The common cell: all of its text in one piece.
      if (this.type === TYPES.s) this.index = wholeNumber(xml.bytes, from, to)
      this.value = this.index < 0 ? this.common.texts.of(xml.bytes, from, to) : ''
      return
    }
    if (this.type === TYPES.s) throw new BrokenFile('a cell whose text is cut into pieces')
    this.value = (this.value ?? '') + xml.decode(from, to, raw)
    if (this.value.length > LIMITS.cellText) throw new TooLargeFile()
  }

  close(xml: XmlScanner, name: number): void {
    if (name === V) this.inValue = this.wantsText = false
    else if (name === C) {
      if (this.inCell) this.closeCell()
    } else if (name === T) this.wantsText = this.inValue
    else if (name === IS) this.inInline = false
    else if (name === ROW) {
      if (this.inRow) this.closeRow(xml)
    } else if (name === PHONETIC) this.phonetic = false
    else if (name === SHEET_DATA) this.inData = false
  }

  private closeCell(): void {
    this.inCell = false
    const { value, type } = this
    if (value === null || value === '') {
      if (this.index >= 0) this.put(this.sharedText(), CELL.text)
      // Of a formula whose value is a text, the value may be no text at all.
      else if (this.formula && !(type === TYPES.str && this.hasValue)) this.put('', CELL.formulaWithoutValue)
      return
    }
    if (type === 0 || type === TYPES.n) this.putNumber(value)
    else if (type === TYPES.inlineStr || type === TYPES.str) this.put(unescaped(value), CELL.text)
    else if (type === TYPE_B) this.putBoolean(value)
    else if (type === TYPE_E) this.put(value, CELL.error)
    else if (type === TYPE_D) this.putIsoDate(value)
    else throw new BrokenFile('type of a cell')
  }

  private sharedText(): string {
    const text = this.common.strings[this.index]
    if (text === undefined) throw new BrokenFile(`no text ${this.index}`)
    return text
  }

  private putNumber(value: string): void {
    const format = this.common.formats[this.style]
    if (this.formula && value === '0' && this.common.notCalculated) this.put('', CELL.formulaWithoutValue)
    else if ((format === undefined || format.kind === 'number') && isPlainInteger(value)) this.put(value, CELL.number)
    else {
      const number = Number(value)
      if (value.trim() === '') return
      // A program wrote what is no number: one cell is wrong, not the file.
      if (!Number.isFinite(number)) this.put(value, CELL.error)
      else if (format === undefined || format.kind === 'number') this.put(numberText(number), CELL.number)
      else {
        const { text, kind } = showNumber(number, format, this.common.is1904)
        if (kind === CELL.date) this.remember(text, format.code)
        this.put(text, kind)
      }
    }
  }

  private putBoolean(value: string): void {
    const known = /^(?:1|true)$/i.test(value) ? 'true' : /^(?:0|false)$/i.test(value) ? 'false' : null
    this.put(known ?? value, known === null ? CELL.error : CELL.boolean)
  }

  private putIsoDate(value: string): void {
    const day = /^\d{4}-\d\d-\d\d/.exec(value)?.[0]
    if (day === undefined) this.put(value, CELL.text)
    else {
      this.remember(day, this.common.formats[this.style]?.code ?? '')
      this.put(day, CELL.date)
    }
  }

  private remember(date: string, code: string): void {
    if (this.row.number > HEADER_ROWS || this.labels.size >= MOST_SHOWN) return
    const label = typedLabel(date, code)
    if (label !== null) this.labels.set(this.row.number * LIMITS.columns + this.column, label)
  }

  shown(row: number, column: number): string | null {
    return this.labels.get(row * LIMITS.columns + column) ?? null
  }

  private put(text: string, kind: number): void {
    this.row.put(this.column, text, kind)
  }

  private closeRow(xml: XmlScanner): void {
    this.inRow = false
    this.lastRow = this.row.number
    if (!this.row.end(this.cellsInRow)) xml.stopped = true
  }
}

/** Digits only, as an integer is written that a number of 64 bits holds exactly. */
function isPlainInteger(value: string): boolean {
  const { length } = value
  if (length > 15) return false
  for (let i = 0; i < length; i++) {
    const digit = value.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return false
  }
  return length === 1 || value.charCodeAt(0) !== 48
}

/** A whole number of digits only, as references, styles and indices are written. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48
    if (digit >= 0 && digit <= 9) number = number * 10 + digit
    else if (bytes[at]! > 32) throw new BrokenFile('a number that is none')
  }
  return number
}
