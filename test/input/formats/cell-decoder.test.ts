import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windows1251 } from '../../../scripts/make-layouts'
import { createCollector } from '../../../src/input'
import { feedFile } from '../../../src/input/collecting/file-feed'
import { bytesOfText, decodeCell, FIT, textOfBytes } from '../../../src/input/formats/cell-decoder'

const words = [
  'Математика',
  'МБОУ «СОШ № 1»',
  'Русский язык',
  'ё',
  'х',
  'Сёла',
  'УР — 5 «А»',
  'И. О. Фамилия',
  '5А',
  'н/д',
  '',
]

describe('a cell is read in the encoding that its bytes fit', () => {
  it.each(words)('%s', (word) => {
    const [wide, narrow] = [Buffer.from(word), Buffer.from(windows1251(word))]
    const other = wide.equals(narrow) ? FIT.yes : FIT.other
    expect(decodeCell(wide, 'utf-8')).toEqual({ text: word, fit: FIT.yes })
    expect(decodeCell(narrow, 'windows-1251')).toEqual({ text: word, fit: FIT.yes })
    expect(decodeCell(wide, 'windows-1251')).toEqual({ text: word, fit: other })
    expect(decodeCell(narrow, 'utf-8')).toEqual({ text: word, fit: other })
  })

  it('torn letters are left out and told', () => {
    const torn = Buffer.from('Школа имени Пушкина').subarray(0, -1)
    for (const encoding of ['utf-8', 'windows-1251'] as const)
      expect(decodeCell(torn, encoding)).toEqual({ text: 'Школа имени Пушкин', fit: FIT.neither })
    expect(decodeCell(Uint8Array.from([0x81, 0x82]), 'utf-8').fit).toBe(FIT.neither)
  })

  it('sound UTF-8 is told from broken as the platform does', () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })
    const byte = fc.constantFrom(
      0x31,
      0x80,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xd0,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
    )
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 8 }), (bytes) => {
        let text: string | null = null
        try {
          text = decoder.decode(Uint8Array.from(bytes))
        } catch {
          // Not sound.
        }
        const { text: ours, fit } = decodeCell(Uint8Array.from(bytes), 'utf-8')
        expect(fit === FIT.yes ? ours : null).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  it('bytes and the text that stands for them are the same', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(bytesOfText(textOfBytes(bytes))).toEqual(bytes)
      }),
    )
  })
})

async function read(bytes: Uint8Array, size: number) {
  const collector = createCollector()
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  await feedFile(collector, 'results', { name: 'половины.csv', pieces: pieces() })
  return collector.finish()
}

describe('a file put together from two', () => {
  const header = 'Логин;Предмет;Класс;Год;Балл\n'
  const rows = (school: string, from: number, count: number) =>
    Array.from({ length: count }, (_, i) => `${school};Математика;4;2021;${from + (i % 5)}\n`).join('')
  const first = header + rows('edu990001', 5, 300)
  const wide = (text: string) => Buffer.from(text)
  const narrow = (text: string) => Buffer.from(windows1251(text))

  it.each([
    ['windows-1251, then UTF-8', narrow, wide, 200, { row: 302, found: '[letters 10]', expected: 'UTF-8', count: 200 }],
    [
      'UTF-8, then as much windows-1251',
      wide,
      narrow,
      200,
      { row: 1, found: '[letters 5]', expected: 'UTF-8', count: 301 },
    ],
    [
      'UTF-8, then little else',
      wide,
      narrow,
      3,
      { row: 302, found: '[letters 10]', expected: 'windows-1251', count: 3 },
    ],
  ] as const)('%s: no subject and no school that is not there', async (_, one, two, count, note) => {
    for (const size of [1_000_000, 4096, 7]) {
      const input = await read(Buffer.concat([one(first), two(rows('edu990002', 8, count))]), size)
      expect(input.assessments).toHaveLength(1)
      expect(input.schools.map(({ id }) => id)).toEqual(['edu990001', 'edu990002'])
      expect(input.sittings.map(({ participants }) => participants)).toEqual([300, count])
      expect(input.problems.filter(({ code }) => code === 'otherEncoding')).toMatchObject([
        { severity: 'note', ...note },
      ])
    }
  })

  it('a torn quote in it changes nothing: the slow lane reads cells alike', async () => {
    const odd = header.replace('Балл', '"Балл" ')
    const input = await read(
      Buffer.concat([narrow(odd + rows('edu990001', 5, 30)), wide(rows('edu990002', 8, 20))]),
      500,
    )
    expect(input.assessments).toHaveLength(1)
    expect(input.problems.find(({ code }) => code === 'otherEncoding')).toMatchObject({ row: 32, count: 20 })
  })
})
