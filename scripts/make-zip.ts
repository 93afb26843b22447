/** Makes ZIP files and workbooks of any spelling, also lying ones, for tests and fuzzing. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface MadePart {
  readonly name: string
  readonly content: string | Uint8Array
  /** Packed bytes that stand in for those of `content`. */
  readonly packed?: Uint8Array
  /** Size that the directory declares, where it lies. */
  readonly declared?: number
  readonly crc?: number
  readonly stored?: boolean
}

/** Sizes and places written the way of files beyond 4 GB. */
export interface ZipOptions {
  readonly zip64?: boolean
}

const ELSEWHERE = 0xffffffff

export function madeZip(parts: readonly MadePart[], { zip64 = false }: ZipOptions = {}): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  const put = (piece: Uint8Array) => {
    pieces.push(piece)
    at += piece.length
  }
  for (const part of parts) {
    const content = typeof part.content === 'string' ? Buffer.from(part.content) : part.content
    const packed = part.packed ?? (part.stored === true ? content : deflateRawSync(content))
    const name = Buffer.from(part.name)
    const method = part.stored === true ? 0 : 8
    const size = part.declared ?? content.length
    const crc = part.crc ?? crc32(content)
    const extra = zip64 ? extra64(size, packed.length, at) : Buffer.alloc(0)
    const offset = at
    put(header(0x04034b50, 30, { 8: method }, { 14: crc, 18: packed.length, 22: size }, { 26: name.length }))
    put(name)
    put(packed)
    const sizes = zip64
      ? { 16: crc, 20: ELSEWHERE, 24: ELSEWHERE, 42: ELSEWHERE }
      : { 16: crc, 20: packed.length, 24: size, 42: offset }
    directory.push(header(0x02014b50, 46, { 10: method }, sizes, { 28: name.length, 30: extra.length }), name, extra)
  }
  const start = at
  for (const piece of directory) put(piece)
  const length = at - start
  if (zip64) {
    const end64 = at
    const end = Buffer.alloc(56)
    end.writeUInt32LE(0x06064b50, 0)
    end.writeBigUInt64LE(44n, 4)
    end.writeBigUInt64LE(BigInt(parts.length), 24)
    end.writeBigUInt64LE(BigInt(parts.length), 32)
    end.writeBigUInt64LE(BigInt(length), 40)
    end.writeBigUInt64LE(BigInt(start), 48)
    put(end)
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(BigInt(end64), 8)
    locator.writeUInt32LE(1, 16)
    put(locator)
  }
  const count = zip64 ? 0xffff : parts.length
  put(header(0x06054b50, 22, { 8: count, 10: count }, { 12: length, 16: zip64 ? ELSEWHERE : start }, {}))
  return new Uint8Array(Buffer.concat(pieces))
}

type Fields = Readonly<Record<number, number>>

function header(sign: number, size: number, first: Fields, long: Fields, last: Fields): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32LE(sign, 0)
  for (const [at, value] of Object.entries({ ...first, ...last })) bytes.writeUInt16LE(value, Number(at))
  for (const [at, value] of Object.entries(long)) bytes.writeUInt32LE(value, Number(at))
  return bytes
}

function extra64(...values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8 * values.length, 2)
  values.forEach((value, i) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i)
  })
  return extra
}

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export interface MadeSheet {
  readonly name?: string
  readonly state?: string
  /** XML of the whole part, or only what stands in `<sheetData>`. */
  readonly xml: string | Uint8Array
  readonly part?: Partial<MadePart>
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[]
  /** XML of `<si>`s. */
  readonly strings?: string
  /** Format codes, used by styles 0, 1, ... in this order. */
  readonly formats?: readonly string[]
  /** Put into `<workbook>` before its sheets. */
  readonly properties?: string
  readonly without?: readonly string[]
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The parts of an XLSX workbook. */
export function workbookParts({ sheets, strings, formats, properties = '', without = [] }: MadeWorkbook): MadePart[] {
  const targets = [
    ...sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
    ...(strings === undefined ? [] : [['sharedStrings', 'sharedStrings.xml']]),
    ...(formats === undefined ? [] : [['styles', 'styles.xml']]),
  ]
  const relation = (type: string, target: string, id: string) =>
    `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`
  const relations = (inner: string) => `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}">${inner}</Relationships>`
  const listed = sheets.map(
    ({ name = `Лист${sheets.length}`, state }, i) =>
      `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  )
  const parts: MadePart[] = [
    { name: '[Content_Types].xml', content: contentTypes(targets) },
    { name: '_rels/.rels', content: relations(relation('officeDocument', 'xl/workbook.xml', 'rId1')) },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${SPREADSHEET}" xmlns:r="${RELATIONSHIPS}">${properties}<sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations(targets.map(([type, target], i) => relation(type!, target!, `rId${i + 1}`)).join('')),
    },
    ...sheets.map(({ xml, part }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: typeof xml === 'string' && !xml.startsWith('<?xml') ? sheetXml(xml) : xml,
      ...part,
    })),
  ]
  if (strings !== undefined)
    parts.push({ name: 'xl/sharedStrings.xml', content: `<sst xmlns="${SPREADSHEET}">${strings}</sst>` })
  if (formats !== undefined) parts.push({ name: 'xl/styles.xml', content: stylesXml(formats) })
  return parts.filter(({ name }) => !without.includes(name))
}

function contentTypes(targets: readonly (readonly string[])[]): string {
  const openXml = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const types = [['sheet.main', 'workbook.xml'], ...targets].map(
    ([type, target]) => `<Override PartName="/xl/${target}" ContentType="${openXml}.${type}+xml"/>`,
  )
  const relations =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
  return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${relations}${types.join('')}</Types>`
}

export const sheetXml = (rows: string, after = '') =>
  `<?xml version="1.0"?><worksheet xmlns="${SPREADSHEET}"><sheetData>${rows}</sheetData>${after}</worksheet>`

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`)
  const styles = formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`)
  return `<styleSheet xmlns="${SPREADSHEET}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`
}

export const madeWorkbook = (workbook: MadeWorkbook): Uint8Array<ArrayBuffer> => madeZip(workbookParts(workbook))
