import { describe, expect, it } from 'vitest'
import { collectTables, createCollector, InputError, readRows } from '../../../src/input'
import { gather, isBytes } from '../../../src/input/collecting/read-rows'
import { cellText, fieldsOf, rowsAtHand } from '../../../src/input/collecting/rows'
import type { Problem } from '../../../src/model'

const HEADER = ['school_id', 'subject', 'grade', 'year', 'score']
const row = (school_id: string, score: number | string | null, more: object = {}) => ({
  ...{ school_id, subject: 'Физика', grade: 7, year: 2019, score },
  ...more,
})
async function* later<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}
const problemsOf = async (run: () => unknown) => {
  try {
    await run()
  } catch (error) {
    if (error instanceof InputError)
      return error.problems.map(({ code, table, row: at, column, found }) => [code, table, at, column, found])
    throw error
  }
  return []
}

describe('rows that come one by one', () => {
  it('are numbered as Excel would show them, the header in row 1', async () => {
    const { problems } = await readRows({ results: later([row('1', 3), row('2', 'x'), row('3', 'y')]) })
    expect(problems.map(({ code, row: at }) => [code, at])).toEqual([
      ['scoreNotNumber', 3],
      ['scoreNotNumber', 4],
    ])
    const cells = [HEADER, ...[row('1', 3), row('2', 'x')].map((one) => Object.values(one))]
    expect((await readRows({ results: later(cells) })).problems.map(({ row: at }) => at)).toEqual([3])
  })

  it('may lack a column of the first, and have no other', async () => {
    const { score: _, ...without } = row('2', 3)
    const { problems } = await readRows({ results: later([row('1', 3), without]) })
    expect(problems.map(({ code, row: at }) => [code, at])).toEqual([['scoreMissing', 3]])
    const wider = [row('1', 3), row('2', 3), row('3', 3, { mark: 5 })]
    expect(await problemsOf(() => readRows({ results: later(wider) }))).toEqual([
      ['newColumn', 'results', 4, 'mark', null],
    ])
    // At hand, all columns are known before the first row is read.
    expect((await collectTables({ results: wider })).sittings).toHaveLength(3)
  })

  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['nothing for the first row', [null], ['notRow', 'results', 2, null, 'null']],
    ['nothing for a later one', [row('1', 3), null], ['notRow', 'results', 3, null, 'null']],
    ['a list in a cell', [row('1', 3), row('2', 3, { score: [1] })], ['notCell', 'results', 3, 'score', 'Array']],
    ['a list in a cell of the first row', [row('1', 3, { score: [1] })], ['notCell', 'results', 2, 'score', 'Array']],
    ['a list in an array of cells', [HEADER, ['1', 'Физика', 7, 2019, [3]]], ['notCell', 'results', 2, '5', 'Array']],
  ])('are refused with their place: %s', async (_, rows, problem) => {
    expect(await problemsOf(() => readRows({ results: later(rows as object[]) }))).toEqual([problem])
  })
})

describe('rows at hand', () => {
  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['nothing for a row', [row('1', 3), null], ['notRow', 'results', 3, null, 'null']],
    ['a list in a cell', [row('1', 3), row('2', 3, { score: [1] })], ['notCell', 'results', 3, 'score', 'Array']],
    ['a list in an array of cells', [HEADER, ['1', 'Физика', 7, 2019, [3]]], ['notCell', 'results', 2, '5', 'Array']],
  ])('are refused with their place: %s', async (_, rows, problem) => {
    expect(await problemsOf(() => collectTables({ results: rows as object[] }))).toEqual([problem])
  })

  it('are numbered alike as objects and as arrays of cells', () => {
    const rows = [row('1', 3), row('2', 'x')]
    const cells = [HEADER, ...rows.map((one) => Object.values(one))]
    for (const results of [rows, cells])
      expect(collectTables({ results }).problems.map(({ row: at, column }) => [at, column])).toEqual([[3, 'score']])
  })

  it('may be nothing but an empty table, which is refused', async () => {
    expect(await problemsOf(() => collectTables({ results: [] }))).toEqual([
      ['emptyTable', 'results', null, null, null],
    ])
  })

  it('take the columns of all of them together', () => {
    const results = [row('1', 3), row('1', 4, { mark: 5 })]
    expect(collectTables({ results }).sittings[0]!.participants).toBe(2)
    expect(collectTables({ results }).assessments[0]!.levels).toBeNull()
  })
})

describe('what a source is', () => {
  it('is one table, or several of a kind', async () => {
    const text = (...lines: string[]) => new Blob([`${HEADER.join(';')}\n${lines.join('\n')}\n`])
    const files = [text('1;Физика;7;2019;3'), text('2;Физика;7;2019;4')]
    const { sources } = await readRows({ results: files, schools: undefined })
    expect(sources.map(({ table, file, used }) => [table, file, used])).toEqual([
      ['results', 'results 1', 1],
      ['results', 'results 2', 1],
    ])
    const several = await readRows({ results: [[row('1', 3)], later([row('2', 4)])] as never })
    expect(several.sittings).toHaveLength(2)
    const cells = [
      [HEADER, ['1', 'Физика', 7, 2019, 3]],
      [HEADER, ['2', 'Физика', 7, 2019, 4]],
    ]
    expect((await readRows({ results: cells as never })).sittings).toHaveLength(2)
    expect((await readRows({ results: cells[0] as never })).sittings).toHaveLength(1)
    expect((await readRows({ results: new File([files[0]!], 'r.csv') })).sources[0]!.file).toBe('r.csv')
    expect((await readRows({ results: new File([files[0]!], '') })).sources[0]!.file).toBe('')
    const blob = files[0]!
    const unnamed = { size: blob.size, name: undefined, stream: () => blob.stream() }
    expect((await readRows({ results: unnamed as never })).sources[0]!.file).toBe('results 1')
    expect(await problemsOf(() => readRows({ results: [] }))).toEqual([['emptyTable', 'results', null, null, null]])
  })

  it('is bytes where it has pieces, a stream or a reader', () => {
    expect([{ pieces: 1 }, { stream: 1 }, { getReader: 1 }].map(isBytes)).toEqual([true, true, true])
    expect([null, undefined, 'a.csv', {}, [], 7].map(isBytes)).toEqual(Array(6).fill(false))
  })

  it('may be wrong: what is no source is refused before anything is read', async () => {
    await expect(readRows(null as never)).rejects.toThrow('sources')
    await expect(readRows([] as never)).rejects.toThrow('sources')
    expect(() => collectTables(null as never)).toThrow('tables')
  })
})

it('problems of files that cannot be read are gathered; what is no fault of a file is passed on', async () => {
  const errors: Problem[] = []
  const problem = { code: 'emptyTable' } as Problem
  await gather(errors, async () => {
    throw new InputError([problem, problem])
  })
  await gather(errors, async () => undefined)
  expect(errors).toEqual([problem, problem])
  await expect(gather(errors, () => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours')
})

describe('rows of any kind', () => {
  it('are what can be gone through, but for bytes', () => {
    const set = new Set([1])
    expect(rowsAtHand('results', set)).toBe(set)
    for (const wrong of [null, undefined, 7, 'a.csv', {}, new Uint8Array(2)])
      expect(() => rowsAtHand('results', wrong), String(wrong)).toThrow('notRows')
  })

  it('have the fields that they show, and those that their class computes', () => {
    class Base {
      get own(): number {
        return 1
      }
      get _hidden(): number {
        return 2
      }
      method(): number {
        return 3
      }
      set written(_: number) {}
    }
    class Child extends Base {
      readonly score = 5
      get more(): number {
        return this.own + 1
      }
    }
    expect(fieldsOf(new Child(), 'results', 2)).toEqual({ score: 5, more: 2, own: 1 })
    const plain = { a: 1 }
    expect(fieldsOf(plain, 'results', 2)).toBe(plain)
    const bare = Object.assign(Object.create(null), { a: 1 })
    expect(fieldsOf(bare, 'results', 2)).toBe(bare)
    expect(fieldsOf(new Map([['a', 1]]), 'results', 2)).toEqual({ a: 1 })
    for (const wrong of [null, undefined, 7, 'a', () => 1])
      expect(() => fieldsOf(wrong, 'results', 2)).toThrow('notRow')
  })

  it('have cells that are text, numbers, days, truth values or nothing', () => {
    const text = (value: unknown) => cellText(value, 'results', 2, 'score')
    expect([text('a'), text(1.5), text(10n), text(true), text(null), text(undefined), text(Number.NaN)]).toEqual([
      ...['a', '1.5', '10', 'true', '', '', ''],
    ])
    expect(text(new Date(Date.UTC(2021, 3, 15)))).toBe('2021-04-15')
    for (const wrong of [[1], {}, () => 1, Symbol('a')]) expect(() => text(wrong)).toThrow('notCell')
  })
})

describe('a collector', () => {
  it('wants scales before the results that they judge', () => {
    const collector = createCollector()
    collector.table('schools')
    collector.table('assessments')
    collector.table('results')
    expect(() => collector.table('assessments')).toThrow('must come before')
  })

  it('names the schools of its tables, each once, in order', () => {
    const collector = createCollector()
    for (const ids of [
      ['2', '10'],
      ['2', 'edu670001'],
    ]) {
      const feed = collector.table('schools')
      feed.header(['school_id'])
      ids.forEach((id, i) => {
        feed.row([id], i + 2)
      })
      feed.end()
    }
    expect(collector.listedSchools()).toEqual(['10', '2', 'edu670001'])
  })

  it('remembers what is said of a file besides its rows', () => {
    const collector = createCollector()
    const feed = collector.table('results')
    feed.header(HEADER)
    feed.row(['1', 'Физика', '7', '2019', '3'], 2)
    feed.end()
    collector.note('documentLeftOut', { table: 'results', file: 'a.txt' })
    collector.note('lineTooLong', { table: 'results', file: 'b.csv' }, 3)
    expect(collector.finish().problems.map(({ code, file, count }) => [code, file, count])).toEqual([
      ['documentLeftOut', 'a.txt', 1],
      ['lineTooLong', 'b.csv', 3],
    ])
  })
})
