import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectTables, InputError } from '../../src/input'
import type { MonitorInput, Row } from '../../src/model'

const junk = fc.constantFrom<Row[string]>(
  '',
  null,
  'x',
  'ж',
  '-1',
  '1e400',
  '99999999999999999999',
  '12,5',
  ' 7 ',
  'NaN',
  true,
  0.1,
)
const orJunk = (good: fc.Arbitrary<Row[string]>) =>
  fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: junk })

const paper: fc.Arbitrary<Row> = fc.record({
  school_id: orJunk(fc.constantFrom<Row[string]>('sch990001', 'edu990001', '007', 'Школа (sch990002)')),
  subject: orJunk(fc.constantFrom('Математика', 'МАТЕМАТИКА', 'русский', 'History', 'history')),
  grade: orJunk(fc.constantFrom<Row[string]>(4, '4А', '5 класс')),
  year: orJunk(fc.constantFrom<Row[string]>(2021, '2020/2021', 2019)),
  class: orJunk(fc.constantFrom('А', '4б')),
  score: orJunk(fc.nat(25)),
  mark: orJunk(fc.constantFrom(2, 3, 4, 5)),
  journal_mark: orJunk(fc.constantFrom(2, 3, 4, 5)),
  variant: orJunk(fc.constantFrom<Row[string]>(1, 2, 'отсутствовал')),
  item_1: orJunk(fc.constantFrom<Row[string]>(0, 1, 'X')),
  item_2: orJunk(fc.constantFrom<Row[string]>(0, 1, 'х')),
})
const distribution: fc.Arbitrary<Row> = fc
  .tuple(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), fc.nat(30), orJunk(fc.constant(null)))
  .map(([counts, school, odd]) => ({
    school_id: `s${school}`,
    subject: 'История',
    grade: 5,
    year: 2019,
    participants: odd ?? counts.reduce((sum, count) => sum + count, 0),
    ...Object.fromEntries(counts.map((count, score) => [`score_${score}`, count])),
  }))

function read(results: readonly Row[]): MonitorInput | null {
  try {
    return collectTables({ results })
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** Numbers in a result are finite, and counts are not negative. */
function expectSound(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true)
  else if (Array.isArray(value)) value.forEach(expectSound)
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
    Object.values(value).forEach(expectSound)
}

describe.each([
  ['pupils', paper],
  ['distributions', distribution],
])('%s, with whatever in the cells', (_, row) => {
  const rows = fc.array(row, { minLength: 1, maxLength: 25 })

  it('every row read is used or set aside with a problem of its own', () => {
    fc.assert(
      fc.property(rows, (results) => {
        const input = read(results)
        if (input === null) return
        const [source] = input.sources
        const setAside = input.problems.filter(({ severity }) => severity === 'setAside')
        expect(source!.used + source!.setAside).toBe(source!.rows)
        expect(setAside).toHaveLength(source!.setAside)
        expect(new Set(setAside.map((problem) => problem.row)).size).toBe(setAside.length)
        expectSound(input.sittings)
      }),
      { numRuns: 300 },
    )
  })
})

it('the order of the papers leaves no trace', () => {
  fc.assert(
    fc.property(fc.array(paper, { minLength: 1, maxLength: 25 }), fc.infiniteStream(fc.nat()), (results, keys) => {
      const forward = read(results)
      const shuffled = results.map((row) => ({ row, key: keys.next().value as number })).sort((a, b) => a.key - b.key)
      const backward = read(shuffled.map(({ row }) => row))
      if (forward === null) return void expect(backward).toBeNull()
      const { problems: _, ...content } = forward
      const { problems: __, ...again } = backward!
      // The columns of rows as objects stand in the order of the first row; they are the same here.
      expect(again).toEqual(content)
    }),
    { numRuns: 300 },
  )
})

it('a header cannot reach into objects', () => {
  const schools = [JSON.parse('{"school_id": "1", "__proto__": "polluted", "constructor": "x"}') as Row]
  const input = collectTables({ results: [{ school_id: '1', subject: 'История', score: 3 }], schools })
  expect(Object.entries(input.schools[0]!.context)).toEqual([
    ['__proto__', 'polluted'],
    ['constructor', 'x'],
  ])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})
