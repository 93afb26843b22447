import { describe, expect, it } from 'vitest'
import { EMPTY, PaperStore, type StoredPaper } from '../../../src/input/collecting/papers'
import { Source } from '../../../src/input/collecting/source'
import { ProblemLog } from '../../../src/input/problems'

const [A, B] = ['a.csv', 'b.csv'].map((file) => new Source('results', { file }, new ProblemLog())) as [Source, Source]
const paper = (more: Partial<StoredPaper> = {}): StoredPaper => ({
  ...{ score: 3, mark: 4, journal: 5, variant: 2, className: 'А', row: 7, source: A },
  ...more,
})
const answersOf = (store: PaperStore, i: number): number[] =>
  Array.from({ length: store.items }, (_, j) => store.answer(i, j))

describe('a store of papers', () => {
  it('gives back every paper as it was read', () => {
    const store = new PaperStore()
    const all = Array.from({ length: 50 }, (_, i) =>
      paper({
        score: i + 0.5,
        mark: 2 + (i % 4),
        journal: i % 6,
        variant: i,
        className: [null, 'А', 'Б'][i % 3]!,
        row: 70_000 + i,
      }),
    )
    all.forEach((own, i) => {
      store.add(Uint8Array.of(i, 200, EMPTY), own, 1)
    })
    expect(store.count).toBe(50)
    for (const [i, own] of all.entries()) {
      expect(store.paper(i)).toEqual(own)
      expect([store.score(i), store.variant(i)]).toEqual([own.score, own.variant])
      expect(answersOf(store, i)).toEqual([i, 200, EMPTY])
    }
  })

  it('takes several equal papers at once', () => {
    const store = new PaperStore()
    store.add(Uint8Array.of(1), paper(), 3)
    store.add(Uint8Array.of(2), paper({ row: 8 }), 20)
    expect([store.count, store.items]).toEqual([23, 1])
    expect(Array.from({ length: 23 }, (_, i) => store.answer(i, 0))).toEqual([1, 1, 1, ...Array<number>(20).fill(2)])
    expect(store.paper(22).row).toBe(8)
  })

  it('widens where a later file has more items; of a narrower one the others are empty', () => {
    const store = new PaperStore()
    store.add(Uint8Array.of(1, 2), paper(), 2)
    store.add(Uint8Array.of(3, 4, 5, 6), paper(), 1)
    store.add(Uint8Array.of(7), paper(), 1)
    expect(store.items).toBe(4)
    expect([0, 1, 2, 3].map((i) => answersOf(store, i))).toEqual([
      [1, 2, EMPTY, EMPTY],
      [1, 2, EMPTY, EMPTY],
      [3, 4, 5, 6],
      [7, EMPTY, EMPTY, EMPTY],
    ])
    // Beyond all columns nothing stands.
    expect([store.answer(2, 4), store.answer(0, 9)]).toEqual([EMPTY, EMPTY])
  })

  it('knows the source of each paper', () => {
    const store = new PaperStore()
    for (const source of [A, A, B, A, B, B]) store.add(Uint8Array.of(1), paper({ source }), 1)
    expect([0, 1, 2, 3, 4, 5].map((i) => store.sourceOf(i))).toEqual([A, A, B, A, B, B])
    expect(store.sources()).toEqual([A, B])
    expect(new PaperStore().sources()).toEqual([])
  })

  it('gives the papers of one source alone', () => {
    const store = new PaperStore()
    store.add(Uint8Array.of(1, 2), paper(), 2)
    expect([store.of(A), store.of(B)]).toEqual([store, null])
    store.add(Uint8Array.of(3, 4), paper({ source: B, row: 9 }), 1)
    store.add(Uint8Array.of(5, 6), paper({ row: 11 }), 1)
    const own = store.of(A)!
    expect([own.count, own.paper(2).row, answersOf(own, 2), answersOf(own, 0)]).toEqual([3, 11, [5, 6], [1, 2]])
    expect(store.of(B)!.paper(0)).toEqual(paper({ source: B, row: 9 }))
    expect(new PaperStore().of(A)).toBeNull()
  })

  it('says whether two papers are the same in everything', () => {
    const differences: Partial<StoredPaper>[] = [
      ...[{}, { score: 4 }, { mark: 5 }, { journal: 4 }, { variant: 3 }, { className: 'Б' }, { row: 8 }, { source: B }],
    ]
    const same = differences.map((more) => {
      const store = new PaperStore()
      store.add(Uint8Array.of(1, 2), paper(), 1)
      store.add(Uint8Array.of(1, 2), paper(more), 1)
      return store.same(0, 1)
    })
    expect(same).toEqual([true, ...Array<boolean>(7).fill(false)])
    const store = new PaperStore()
    store.add(Uint8Array.of(1, 2), paper(), 1)
    store.add(Uint8Array.of(1, 3), paper(), 1)
    store.add(Uint8Array.of(0, 2), paper(), 1)
    expect([store.same(0, 1), store.same(0, 2), store.same(2, 2)]).toEqual([false, false, true])
  })

  it('names 255 classes, and no more', () => {
    const store = new PaperStore()
    for (let i = 0; i < 300; i++) store.add(Uint8Array.of(1), paper({ className: `к${i}` }), 1)
    store.add(Uint8Array.of(1), paper({ className: 'к3' }), 1)
    const names = Array.from({ length: 301 }, (_, i) => store.paper(i).className)
    expect(names.slice(0, 255)).toEqual(Array.from({ length: 255 }, (_, i) => `к${i}`))
    expect(new Set(names.slice(255, 300))).toEqual(new Set([null]))
    expect(names[300]).toBe('к3')
  })
})
