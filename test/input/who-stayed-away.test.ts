import { describe, expect, it } from 'vitest'
import { collectTables } from '../../src/input'
import type { Row } from '../../src/model'

/** Eight pupils of class А of a school; number 1 is the weakest. */
const PUPILS = [1, 2, 3, 4, 5, 6, 7, 8]
const code = (pupil: number) => `4000${pupil}`
const row = (subject: string, pupil: number, own: Row = {}): Row => ({
  school_id: 'a',
  subject,
  grade: 4,
  year: 2021,
  class: 'А',
  pupil_id: code(pupil),
  score: 2 * pupil,
  ...own,
})
const absent = (subject: string, pupil: number, own: Row = {}) =>
  row(subject, pupil, { variant: 'отсутствовал', score: '', ...own })
const written = (subject: string, pupils: readonly number[]) => pupils.map((pupil) => row(subject, pupil))
const scales = ['Математика', 'Русский язык'].map((subject) => ({ subject, grade: 4, year: 2021, max_score: 20 }))

/** Who stayed away from Russian. */
const awayOf = (results: readonly Row[], participation: readonly Row[] = []) =>
  collectTables({
    results: [...results],
    assessments: scales,
    ...(participation.length === 0 ? {} : { participation: [...participation] }),
  }).sittings.find(({ subject }) => subject === 'Русский язык')!.away

const MATHS = written('Математика', PUPILS)
const CAME = [3, 4, 5, 6, 7]

describe('who stayed away', () => {
  it('is found by the codes of the absent pupils that the table lists', () => {
    const rows = [...MATHS, ...written('Русский язык', CAME), ...[1, 2, 8].map((p) => absent('Русский язык', p))]
    expect(awayOf(rows)).toEqual({ present: 5, absent: 3, better: 5 })
  })

  it('does not depend on the order of rows, and is told by numbers alone', () => {
    const rows = [...MATHS, ...written('Русский язык', CAME), ...[1, 2, 8].map((p) => absent('Русский язык', p))]
    const input = collectTables({ results: rows.toReversed(), assessments: scales })
    expect(input).toEqual(collectTables({ results: rows, assessments: scales }))
    expect(JSON.stringify(input)).not.toContain(code(1))
  })

  it('is found by elimination where only the number enrolled is given', () => {
    const rows = [...MATHS, ...written('Русский язык', CAME)]
    expect(awayOf(rows)).toBeUndefined()
    const enrolled = (pupils: number) => [{ school_id: 'a', grade: 4, enrolled: pupils }]
    expect(awayOf(rows, enrolled(8))).toEqual({ present: 5, absent: 3, better: 5 })
    // Two were missing, and three did not write: not all were to write.
    expect(awayOf(rows, enrolled(7))).toBeUndefined()
  })

  it('knows a pupil whose class one table writes in another way', () => {
    const other = [
      ...CAME.map((p) => row('Русский язык', p, { class: '4А' })),
      absent('Русский язык', 1, { class: '4а' }),
    ]
    expect(awayOf([...MATHS, ...other])).toEqual({ present: 5, absent: 1, better: 0 })
  })

  it('tells pupils of two classes apart where each counts its own from 1', () => {
    const inB = (subject: string) => PUPILS.map((p) => row(subject, p, { class: 'Б', score: 20 - 2 * p }))
    const rows = [...MATHS, ...inB('Математика'), ...written('Русский язык', CAME), ...inB('Русский язык')]
    // Pupil 1 of class Б, who is its best, came; pupil 1 of class А, who is the weakest of all, did not.
    expect(awayOf([...rows, absent('Русский язык', 1)])).toEqual({ present: 13, absent: 1, better: 0 })
  })

  it('is not told where a paper has no code, or the absent have none', () => {
    const uncoded = MATHS.concat(written('Русский язык', CAME), row('Русский язык', 8, { pupil_id: '' }))
    expect(awayOf([...uncoded, absent('Русский язык', 1)])).toBeUndefined()
    const rows = [...MATHS, ...written('Русский язык', CAME), absent('Русский язык', 1)]
    expect(awayOf([...rows, absent('Русский язык', 2, { pupil_id: '' })])).toBeUndefined()
  })

  it('is not told where one code does not mean one pupil', () => {
    const numbered = CAME.map((p, i) => row('Русский язык', p, { score: [12, 2, 18, 4, 8][i] }))
    expect(awayOf([...MATHS, ...numbered, absent('Русский язык', 1)])).toBeUndefined()
  })
})
