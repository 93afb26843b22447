import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windows1251 } from '../../scripts/make-layouts'
import { createCollector, InputError } from '../../src/input'
import { feedFile } from '../../src/input/collecting/file-feed'
import { CsvReader, type Delimiter, findDelimiter } from '../../src/input/formats/csv'
import { detectEncoding, type Encoding } from '../../src/input/formats/encoding'

const place = { table: 'results', file: 'f.csv' } as const

function rowsOf(text: string, delimiter: Delimiter, cuts: readonly number[] = []): string[][] {
  const rows: string[][] = []
  const reader = new CsvReader(delimiter, place, (cells) => rows.push([...cells]))
  let from = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    reader.push(text.slice(from, Math.max(from, cut)))
    from = Math.max(from, cut)
  }
  reader.push(text.slice(from))
  reader.end()
  return rows
}

const cell = fc.oneof(
  fc.constantFrom('', '1', '001234', '12,5', 'Математика', 'МБОУ «СОШ № 1»', 'a "b" c', 'две\nстроки', '"', ';', ',\t'),
  fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\u0000]/g, '')),
)
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })
const delimiter = fc.constantFrom<Delimiter>(';', ',', '\t')
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')

const write = (rows: readonly (readonly string[])[], sign: string, end: string) =>
  rows.map((row) => row.map((text) => `"${text.replace(/"/g, '""')}"`).join(sign) + end).join('')

describe('CsvReader', () => {
  it('gives back what was written, cut into pieces anywhere', () => {
    fc.assert(
      fc.property(table, delimiter, lineEnd, fc.array(fc.nat(300), { maxLength: 12 }), (rows, sign, end, cuts) => {
        expect(rowsOf(write(rows, sign, end), sign, cuts)).toEqual(rows)
      }),
      { numRuns: 1000 },
    )
  })

  it('counts records as Excel does: blank lines count, line breaks inside a cell do not', () => {
    const numbers: number[] = []
    const reader = new CsvReader(';', place, (_, row) => numbers.push(row))
    reader.push('a;b\n\n"две\nстроки";2\nx;y')
    reader.end()
    expect(numbers).toEqual([1, 2, 3, 4])
  })

  it.each([
    ['a;b\n1;"2\n3;4\n', 2],
    ['a;b\n"x"y;2\n3;4\n', 2],
    ['a;b\n1;2\n3;4\n5;"6', 4],
  ])('finds the row of a torn quote in %j', (text, row) => {
    for (const size of [1, 3, 1000]) {
      const cuts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => i * size)
      expect(() => rowsOf(text, ';', cuts)).toThrow(
        expect.objectContaining({ problems: [expect.objectContaining({ code: 'unclosedQuote', row })] }),
      )
    }
  })

  it('does not collect a whole file behind one quote', () => {
    const reader = new CsvReader(';', place, () => {})
    const piece = 'Математика;4;2021;12\n'.repeat(10_000)
    expect(() => {
      reader.push(`a;b\n"${piece}`)
      for (let i = 0; i < 100; i++) reader.push(piece)
    }).toThrow(InputError)
  })
})

describe('findDelimiter', () => {
  it.each<[string, Delimiter]>([
    ['a;b;c\n1,5;2,5;3,5\n', ';'],
    ['a,b,c\n1,2,3\n', ','],
    ['a\tb\n1,5\t2,5\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['name;"x,y,z"\n"a,b,c";1\n"d,e,f";2\n', ';'],
    ['Справка, составлена, вчера\nlogin;score\nsch1;5\nsch2;6\nsch3;7\n', ';'],
    ['score\n5\n', ';'],
  ])('%j', (text, expected) => {
    expect(findDelimiter(text)).toBe(expected)
  })
})

const TEXT = 'логин школы;балл\r\nsch990011;12,5\r\n«Ёж» № 3;—\r\n'
const swapped = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16())
const ENCODED: readonly [string, Uint8Array, Encoding, boolean][] = [
  ['UTF-8', Buffer.from(TEXT), 'utf-8', false],
  ['UTF-8 with mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8', true],
  ['windows-1251', windows1251(TEXT), 'windows-1251', false],
  ['UTF-16 LE with mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le', true],
  ['UTF-16 BE with mark', swapped(`\ufeff${TEXT}`), 'utf-16be', true],
  ['UTF-16 LE', Buffer.from('a;b\r\n1;2\r\n', 'utf16le'), 'utf-16le', false],
  ['UTF-16 BE', swapped('a;b\r\n1;2\r\n'), 'utf-16be', false],
  ['ASCII', Buffer.from('a;b\r\n1;2\r\n'), 'utf-8', false],
]

describe('encodings', () => {
  it.each(ENCODED)('%s is recognised', (_, bytes, encoding, mark) => {
    expect(detectEncoding(bytes)).toEqual({ encoding, mark })
  })

  it('keeps UTF-8 with a few broken letters', () => {
    const bytes = Buffer.from(TEXT.repeat(20))
    bytes[1] = 0x20
    expect(detectEncoding(bytes).encoding).toBe('utf-8')
  })
})

describe('a file in pieces', () => {
  const header = 'school_id;subject;grade;year;score;name\n'
  const row = fc
    .tuple(
      fc.nat(5),
      fc.constantFrom('Математика', '"Русский ""язык"""', ''),
      fc.constantFrom('12', '1,5', 'x', ''),
      fc.constantFrom('Ёж', '"a\nb"', ''),
    )
    .map(([school, subject, score, name]) => `sch99000${school};${subject};4;2021;${score};${name}`)

  it('gives the same as the file at once, in every encoding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, size) => {
          const text = `${header}sch990001;Математика;4;2021;7;\n${rows.join('\n')}`
          const encodings = [
            Buffer.from(text),
            windows1251(text),
            Buffer.from(`\ufeff${text}`, 'utf16le'),
            swapped(`\ufeff${text}`),
          ]
          const whole = await read(encodings[0]!, encodings[0]!.length)
          expect(whole.sources[0]).toMatchObject({ rows: rows.length + 1 })
          for (const bytes of encodings) {
            const { sittings, problems, fingerprint } = await read(bytes, size)
            expect({ sittings, problems, fingerprint }).toEqual({
              sittings: whole.sittings,
              problems: whole.problems,
              fingerprint: whole.fingerprint,
            })
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})

async function read(bytes: Uint8Array, size: number) {
  const collector = createCollector()
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  await feedFile(collector, 'results', { name: 'f.csv', pieces: pieces() })
  return collector.finish()
}
