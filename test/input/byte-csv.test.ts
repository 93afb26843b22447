import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windows1251 } from '../../scripts/make-layouts'
import { InputError } from '../../src/input'
import { ByteCsvReader } from '../../src/input/formats/byte-csv'
import { bytesOfText, decodeCell, textOfBytes } from '../../src/input/formats/cell-decoder'
import { CsvReader, type Delimiter, type RowSink } from '../../src/input/formats/csv'

const place = { table: 'results', file: 'f.csv' } as const
type Read = {
  readonly rows: readonly (readonly string[])[]
  readonly error: readonly (string | number | null)[] | null
}

/** The rows that a reader gives, or the error it ends with (the rows before it are not compared: they may come late). */
function collect(run: (sink: RowSink) => void): Read {
  const rows: string[][] = []
  try {
    run((cells, row) => {
      expect(row).toBe(rows.length + 1)
      rows.push([...cells])
    })
    return { rows, error: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { rows: [], error: [error.problems[0]!.code, error.problems[0]!.row] }
  }
}

function byBytes(bytes: Uint8Array, delimiter: Delimiter, encoding: 'utf-8' | 'windows-1251', size: number): Read {
  return collect((sink) => {
    const reader = new ByteCsvReader(delimiter, encoding, place, sink)
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size))
    reader.end()
  })
}

/** The text lane is given bytes as letters: what a cell's bytes mean is decided cell by cell in both. */
function byText(bytes: Uint8Array, delimiter: Delimiter, encoding: 'utf-8' | 'windows-1251'): Read {
  return collect((sink) => {
    const reader = new CsvReader(delimiter, place, (cells, row) =>
      sink(
        cells.map((cell) => decodeCell(bytesOfText(cell), encoding).text),
        row,
      ),
    )
    reader.push(textOfBytes(bytes))
    reader.end()
  })
}

const delimiter = fc.constantFrom<Delimiter>(';', ',', '\t')
const piece = fc.constantFrom(
  ...[
    '"',
    '""',
    '";',
    ';',
    ';',
    ',',
    '\t',
    '\n',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '"a;b"',
    '"две\nстроки"',
    '"a ""b"" c"',
    '"x" ;',
    '"x"\u00a0\n',
  ],
  ...['12', '001234', 'Математика', 'Рославльский район', 'é', '\u0000', '\ufeff', 'x'.repeat(70), ''],
)
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
const clean = fc
  .array(
    fc.array(fc.constantFrom('1', 'Ёж', '"a;b"', '', '"кавычки ""внутри"""', 'МБОУ "СОШ"'), {
      minLength: 1,
      maxLength: 5,
    }),
    { maxLength: 12 },
  )
  .map((rows) => rows.map((row) => `${row.join(';')}\n`).join(''))

describe('the lane over bytes agrees with the lane over text', () => {
  it('on whatever characters, in pieces of any size', () => {
    fc.assert(
      fc.property(fc.oneof(text, clean), delimiter, fc.integer({ min: 1, max: 60 }), (content, sign, size) => {
        const bytes = Buffer.from(content)
        expect(byBytes(bytes, sign, 'utf-8', size)).toEqual(byText(bytes, sign, 'utf-8'))
      }),
      { numRuns: 1500 },
    )
  })

  it('on whatever bytes', () => {
    const bytes = fc
      .uint8Array({ maxLength: 60 })
      .map((array) => array.map((byte) => (byte % 3 === 0 ? [0x3b, 0x0a, 0x22, 0x0d, 0x31][byte % 5]! : byte)))
    fc.assert(
      fc.property(bytes, delimiter, fc.integer({ min: 1, max: 20 }), (content, sign, size) => {
        expect(byBytes(content, sign, 'windows-1251', size)).toEqual(byText(content, sign, 'windows-1251'))
      }),
      { numRuns: 1500 },
    )
  })

  it('on letters that UTF-8 does not know, cell by cell', () => {
    const letters = fc.constantFrom(0xd0, 0x9c, 0xe2, 0x82, 0xac, 0xff, 0x31, 0x3b, 0x0a)
    // The first letter is sound, so that the file stays UTF-8 whatever comes.
    const bytes = fc
      .array(letters, { maxLength: 40 })
      .map((tail) => Uint8Array.from([...Buffer.from('Ж'.repeat(3000)), 0x3b, ...tail]))
    fc.assert(
      fc.property(bytes, fc.integer({ min: 7000, max: 9000 }), (content, size) => {
        expect(byBytes(content, ';', 'utf-8', size)).toEqual(byText(content, ';', 'utf-8'))
      }),
      { numRuns: 500 },
    )
  })
})

it('finds windows-1251 behind a long start of plain ASCII', () => {
  const rows: string[][] = []
  const reader = new ByteCsvReader(';', 'utf-8', place, (cells) => rows.push([...cells]))
  reader.push(Buffer.from('a;b\n'))
  reader.push(windows1251('Школа;"Ёж"\n'))
  reader.push(windows1251('№ 3;"x" \n'))
  reader.end()
  expect(reader.encoding).toBe('windows-1251')
  expect(rows).toEqual([
    ['a', 'b'],
    ['Школа', 'Ёж'],
    ['№ 3', 'x'],
  ])
})

it('remembers cells without mistaking one for another', () => {
  const cells = Array.from({ length: 200_000 }, (_, i) => `${(i * 7919) % 99_991}`)
  const rows: string[] = []
  const reader = new ByteCsvReader(';', 'utf-8', place, ([cell]) => rows.push(cell!))
  reader.push(Buffer.from(`${cells.join('\n')}\n`))
  reader.end()
  expect(rows).toEqual(cells)
})

it('does not collect a whole file behind one quote', () => {
  const reader = new ByteCsvReader(';', 'utf-8', place, () => {})
  const part = Buffer.from('Математика;4;2021;12\n'.repeat(10_000))
  expect(() => {
    reader.push(Buffer.from('a;b\n"'))
    for (let i = 0; i < 200; i++) reader.push(part)
  }).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ code: 'unclosedQuote', row: 2 })] }))
})
