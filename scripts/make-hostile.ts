/**
 * Workbooks of a few kilobytes that would kill or stall a reader that trusts them. `code`: how each is refused; `null`
 * where it is harmless to a reader that counts.
 */
import { constants, deflateRawSync } from 'node:zlib'
import { contentXml, madeOds } from './make-ods'
import { type MadeSheet, madeWorkbook, sheetXml } from './make-zip'

interface Hostile {
  readonly code: 'brokenWorkbook' | 'fileTooLarge' | 'encryptedFile' | null
  /** True for those at the limit of what is read: made and read for seconds. */
  readonly slow?: true
  make(): Uint8Array
}

const MB = 1024 * 1024
const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`
const first = row(1, '<c r="A1"><v>1</v></c>')
const one = (xml: string | Uint8Array, rest: Partial<MadeSheet> = {}) => madeWorkbook({ sheets: [{ xml, ...rest }] })
const far = (reference: string) => one(first + row(1_048_576, `<c ${reference}><v>1</v></c>`))

/** XML that repeats `piece` until it has so many bytes, without ever being held as one string. */
function long(before: string, piece: string, after: string, size: number): Partial<MadeSheet> {
  const content = Buffer.alloc(size, piece)
  return { part: { content: new Uint8Array(Buffer.concat([Buffer.from(before), content, Buffer.from(after)])) } }
}
const START = sheetXml(first).split('</sheetData>')[0]!
const repeated = (piece: string, size: number, after = '</sheetData></worksheet>') =>
  one('', long(START, piece, after, size - (size % Buffer.byteLength(piece))))

export const HOSTILE: Readonly<Record<string, Hostile>> = {
  'a cell in the last row and column': { code: null, make: () => far('r="XFD1048576"') },
  'the same in small letters': { code: null, make: () => far('r="xfd1048576"') },
  'the same in single quotes': { code: null, make: () => far("r = 'XFD1048576'") },
  'the same behind other attributes': { code: null, make: () => far('s="1"  t="n"\nr="XFD1048576"') },
  'a cell beyond the last column': { code: 'brokenWorkbook', make: () => far('r="ZZZZZZ1048576"') },
  'a row beyond every number': { code: 'brokenWorkbook', make: () => one(first + row(1e15, '<c><v>1</v></c>')) },
  'every row as wide as a sheet': {
    code: 'fileTooLarge',
    slow: true,
    make: () => one(Array.from({ length: 20_000 }, (_, i) => row(i + 1, `<c r="XFD${i + 1}"><v>1</v></c>`)).join('')),
  },
  '3 MB of <': { code: 'brokenWorkbook', make: () => repeated('<', 3 * MB) },
  'a comment that never ends': { code: 'brokenWorkbook', make: () => repeated('<!--', 3 * MB) },
  'a comment of 200 MB': {
    code: null,
    slow: true,
    make: () => one('', long(`${START}<!--`, '-->-'.slice(3), '--></sheetData></worksheet>', 200 * MB)),
  },
  'CDATA that never ends': { code: 'brokenWorkbook', make: () => repeated('<![CDATA[]', 5 * MB) },
  'a tag that never ends': { code: 'brokenWorkbook', make: () => repeated('<c a="1" ', 3 * MB) },
  'a value that never ends': {
    code: 'brokenWorkbook',
    make: () => one('', long(`${START}<row r="2"><c r="`, 'A', '', 20 * MB)),
  },
  'a text that never ends': {
    code: 'brokenWorkbook',
    make: () =>
      one('', long(`${START}<row r="2"><c t="str"><v>`, 'A', '</v></c></row></sheetData></worksheet>', 20 * MB)),
  },
  'a text of many pieces': {
    code: 'fileTooLarge',
    make: () =>
      one(
        '',
        long(
          `${START}<row r="2"><c t="str"><v>`,
          'AAAA<!---->',
          '</v></c></row></sheetData></worksheet>',
          20 * MB - ((20 * MB) % 11),
        ),
      ),
  },
  'a thousand attributes in a tag': {
    code: null,
    make: () => one(`<row r="2"${Array.from({ length: 1000 }, (_, i) => ` a${i}="1"`).join('')}><c><v>1</v></c></row>`),
  },
  'tags a million deep': { code: 'brokenWorkbook', make: () => repeated('<a>', 3 * MB) },
  'a document type with entities': {
    code: 'brokenWorkbook',
    make: () =>
      one(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>`),
  },
  'eight sheets with a far cell each': {
    code: null,
    make: () =>
      madeWorkbook({
        sheets: Array.from({ length: 8 }, () => ({ xml: first + row(1_048_576, '<c r="XFD1048576"><v>1</v></c>') })),
      }),
  },
  'eight sheets of 64 MB': {
    code: 'fileTooLarge',
    make: () => {
      const packed = packedSpaces(8)
      const part = { packed, declared: 64 * MB }
      return madeWorkbook({ sheets: Array.from({ length: 8 }, () => ({ xml: '', part })) })
    },
  },
  'more rows than a sheet has': { code: 'brokenWorkbook', make: () => repeated('<row/>', 12 * MB) },
  'cells without end in a row': {
    code: 'brokenWorkbook',
    make: () => one('', long(`${START}<row r="2">`, '<c/>', '</row></sheetData></worksheet>', 4 * MB)),
  },
  'the largest sheet of empty rows that fits': {
    code: 'fileTooLarge',
    slow: true,
    make: () =>
      one(
        '',
        long(
          `${START}`,
          `<row>${'<c/>'.repeat(1000)}</row>`,
          '</sheetData></worksheet>',
          250 * MB - ((250 * MB) % 4011),
        ),
      ),
  },
  'dates, percentages, ids and times without end': {
    code: null,
    slow: true,
    make: () => {
      const cells = [...'01234'].map((style, i) => `<c s="${style}"><v>${43_210.123456789 + i}</v></c>`).join('')
      const rows = `<row>${cells.repeat(200)}<c s="3"><v>1234567</v></c></row>`
      const size = 250 * MB
      const sheet = long(START, rows, '</sheetData></worksheet>', size - (size % rows.length))
      return madeWorkbook({
        sheets: [{ xml: '', ...sheet }],
        formats: ['General', 'd.m', '0%', '"sch"000000', 'h:mm:ss'],
      })
    },
  },
  'ids without end': {
    code: null,
    slow: true,
    make: () => {
      const rows = `<row>${'<c s="0"><v>1234567</v></c>'.repeat(1000)}</row>`
      const sheet = long(START, rows, '</sheetData></worksheet>', 250 * MB - ((250 * MB) % rows.length))
      return madeWorkbook({ sheets: [{ xml: '', ...sheet }], formats: ['"sch"000-000-000'] })
    },
  },
  'references without end': {
    code: null,
    slow: true,
    make: () => {
      const cell = `<row><c t="str"><v>${'&#1084;'.repeat(4000)}</v></c></row>`
      return one('', long(START, cell, '</sheetData></worksheet>', 250 * MB - ((250 * MB) % cell.length)))
    },
  },
  'shared texts without end': {
    code: 'fileTooLarge',
    make: () => madeWorkbook({ sheets: [{ xml: first }], strings: '<si/>'.repeat(4_100_000) }),
  },
  'shared texts of 200 MB': {
    code: 'fileTooLarge',
    slow: true,
    make: () =>
      madeWorkbook({ sheets: [{ xml: first }], strings: `<si><t>${'x'.repeat(900_000)}</t></si>`.repeat(230) }),
  },
  'merged ranges over one another': {
    code: null,
    make: () => one(sheetXml(first, `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(190_000)}</mergeCells>`)),
  },
  'merged ranges as wide as a sheet': {
    code: null,
    slow: true,
    make: () => {
      const ranges = Array.from({ length: 190_000 }, (_, i) => `<mergeCell ref="A${i + 5}:XFD${i + 5}"/>`)
      return one(sheetXml(first, `<mergeCells>${ranges.join('')}</mergeCells>`))
    },
  },
  'merged ranges without end': {
    code: 'fileTooLarge',
    make: () => one(sheetXml(first, `<mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(600_000)}</mergeCells>`)),
  },
  'a bomb of 1 GB': {
    code: 'fileTooLarge',
    make: () => one('', { part: { packed: packedSpaces(128), declared: 1024 * MB } }),
  },
  'a bomb that declares little': {
    code: 'brokenWorkbook',
    make: () => one('', { part: { packed: packedSpaces(128), declared: 1000 } }),
  },
  'a stream that goes on behind the part': {
    code: 'brokenWorkbook',
    make: () => one('', { part: { packed: packedSpaces(1).subarray(0, 5000), declared: 8 * MB } }),
  },
  'ODS: a filled cell repeated over a whole sheet': {
    code: 'fileTooLarge',
    slow: true,
    make: () =>
      madeOds(
        contentXml(
          '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table>',
        ),
      ),
  },
  'ODS: rows repeated beyond every number': {
    code: 'fileTooLarge',
    make: () =>
      madeOds(
        contentXml(
          '<table:table table:name="a"><table:table-row table:number-rows-repeated="999999999999"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>',
        ),
      ),
  },
  'ODS: a thousand sheets in 60 MB': {
    code: null,
    slow: true,
    make: () => {
      const empty = '<table:table-row><table:table-cell/></table:table-row>'.repeat(1000)
      return madeOds(contentXml(`<table:table table:name="a">${empty}</table:table>`.repeat(1000)))
    },
  },
  'locked with a password': {
    code: 'encryptedFile',
    make: () =>
      new Uint8Array(
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      ),
  },
}

/** Blocks of 8 MB of spaces, packed to a few kilobytes each. */
function packedSpaces(blocks: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(8 * MB, 0x20), { finishFlush: constants.Z_FULL_FLUSH })
  return new Uint8Array(Buffer.concat([...Array(blocks).fill(block), deflateRawSync(Buffer.alloc(0))]))
}
