import { describe, expect, it } from 'vitest'
import { PaperSet } from '../../../src/input/collecting/paper-set'

describe('a set of papers', () => {
  it('knows a paper again, and takes none for another that differs in one thing', () => {
    const papers: [number, number, string, string][] = []
    for (const school of [0, 1, 2, 700])
      for (const assessment of [0, 1, 2, 31])
        for (const name of ['', 'А', 'Б', 'АБ'])
          for (const pupil of ['', '4', '40001', '40010', 'Б4']) papers.push([school, assessment, name, pupil])
    const set = new PaperSet()
    expect(papers.filter((paper) => !set.add(...paper))).toEqual([])
    expect(papers.filter((paper) => set.add(...paper))).toEqual([])
  })

  it('does not run class and pupil into one another', () => {
    const set = new PaperSet()
    expect([set.add(1, 1, 'А', '11'), set.add(1, 1, 'А1', '1'), set.add(1, 1, '', 'А11')]).toEqual([true, true, true])
  })

  it('takes none of a whole country for another', () => {
    const set = new PaperSet()
    let taken = 0
    for (let i = 0; i < 300_000; i++) if (!set.add(i % 700, i % 31, 'А', String(i))) taken++
    expect(taken).toBe(0)
  })

  it('forgets nothing while it grows', () => {
    const set = new PaperSet()
    const pupils = Array.from({ length: 20_000 }, (_, i) => String(i))
    expect(pupils.filter((pupil) => !set.add(3, 5, 'А', pupil))).toEqual([])
    expect(pupils.filter((pupil) => set.add(3, 5, 'А', pupil))).toEqual([])
  })
})
