import { describe, expect, it } from 'vitest'
import { clusterSchools, collectTables, InputError, monitor, readRows } from '../../src'
import { describeProblem } from '../../src/report'

/** Typed by an interface, which has no index signature. */
interface Paper {
  school_id: string
  subject: string
  grade: number
  year: number
  score: number | null
}
const papers: readonly Paper[] = [12, 7, 3].map((score, i) => ({
  school_id: `00${(i % 2) + 1}`,
  subject: 'Математика',
  grade: 4,
  year: 2021,
  score,
}))
const expected = collectTables({ results: papers }).sittings

class Record {
  readonly #score: number
  constructor(
    readonly school_id: string,
    readonly subject: string,
    score: number,
  ) {
    this.#score = score
  }
  get score(): number {
    return this.#score
  }
  get grade(): number {
    return 4
  }
  get year(): number {
    return 2021
  }
  describe(): string {
    return 'no column'
  }
}
const asMap = (paper: Paper): Map<string, unknown> => new Map(Object.entries(paper))
const asRecord = ({ school_id, subject, score }: Paper): Record => new Record(school_id, subject, score!)
const asCells = (paper: Paper): unknown[] => Object.values(paper)
function* oneByOne<T>(rows: readonly T[]): Generator<T> {
  yield* rows
}
async function* later<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}

describe('rows of a script', () => {
  it.each([
    ['an array of objects', papers],
    ['maps', papers.map(asMap)],
    ['instances of a class', papers.map(asRecord)],
    ['a generator', oneByOne(papers)],
    ['a set', new Set(papers)],
    ['arrays of cells below a header', [Object.keys(papers[0]!), ...papers.map(asCells)]],
  ])('%s', (_, results: Iterable<object>) => {
    expect(collectTables({ results }).sittings).toEqual(expected)
  })

  it.each([
    ['an async generator', later(papers)],
    ['maps as they come', later(papers.map(asMap))],
    ['instances as they come', later(papers.map(asRecord))],
  ])('%s, awaited', async (_, results: AsyncIterable<object>) => {
    expect((await readRows({ results })).sittings).toEqual(expected)
  })

  it('cells of a database: whole numbers of any length, days, numbers of a library, NaN for nothing', () => {
    const decimal = { units: 125n, scale: 1, toString: () => '12.5' }
    const rows = [
      { ...papers[0], score: 12n, grade: 4n },
      { ...papers[1], score: decimal },
    ]
    const read = collectTables({ results: rows })
    expect(read.sittings.map(({ scores }) => scores?.sum)).toEqual([12, 12.5])
    const day = clusterSchools([{ school_id: '1', opened: new Date(Date.UTC(1999, 8, 1)), pupils: Number.NaN }])
    expect(day.schools).toHaveLength(1)
  })

  it.each<[string, unknown, string]>([
    ['a name of a file', 'results.csv', 'string'],
    ['a promise', Promise.resolve(papers), 'Promise'],
    ['rows that come later', later(papers), 'AsyncGenerator'],
    ['bytes', new Uint8Array(3), 'Uint8Array'],
    ['a single row', { school_id: '1' }, 'Object'],
    ['null', null, 'null'],
  ])('refuses %s in words', (_, results, found) => {
    const problem = problemOf(() => monitor({ results } as never))
    expect(problem).toMatchObject({ code: 'notRows', table: 'results', found })
    expect(describeProblem(problem!, 'ru')).toContain('readRows')
  })

  it.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['text', 'abc', 'string'],
    ['a number', 3, 'number'],
  ])('refuses %s as a row, and says which', (_, row, found) => {
    const problem = problemOf(() => collectTables({ results: [papers[0], row] as object[] }))
    expect(problem).toMatchObject({ code: 'notRow', row: 3, found })
    expect(describeProblem(problem!, 'en')).toBe(
      `Table of results, row 3: this is no row but ${found}. Give an object with a value for each column, or leave the row out.`,
    )
  })

  it('refuses a list in a cell, and says where', () => {
    const problem = problemOf(() => collectTables({ results: [{ ...papers[0], score: [1, 2] }] }))
    expect(problem).toMatchObject({ code: 'notCell', row: 2, column: 'score', found: 'Array' })
  })

  it('refuses a null row that comes later', async () => {
    await expect(readRows({ results: later([papers[0], null] as object[]) })).rejects.toMatchObject({
      problems: [{ code: 'notRow', row: 3 }],
    })
  })
})

function problemOf(call: () => unknown) {
  try {
    call()
  } catch (error) {
    if (error instanceof InputError) return error.problems[0]
    throw error
  }
  throw new Error('nothing was refused')
}
