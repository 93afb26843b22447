import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, it } from 'vitest'
import { papersQuery } from '../../src/sittings/query'

const NAMES = ['school_id', 'subject', 'grade', 'year', 'class', 'pupil_id', 'variant', 'score', 'mark', 'journal_mark']
/** Rows of two items each: pupil, score, items. */
const ROWS: readonly (readonly [string | null, number, number | null, number | null])[] = [
  ['a', 3, 1, 2],
  ['b', 3, 1, 2],
  ['b', 3, 1, 2],
  ['b', 5, 3, 2],
  [null, 3, 1, 2],
  ['', 3, 1, 2],
  ['c', 1, 1, null],
]

describe('the query of papers', () => {
  let ask: (sql: string) => Promise<Record<string, unknown>[]>
  beforeAll(async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjects()
    const text = (value: string | number | null) => (value === null ? 'null' : `'${value}'`)
    const values = ROWS.map(
      ([pupil, score, ...items]) =>
        `('s', 'Math', '4', '2021', 'А', ${text(pupil)}, '1', ${score}, null, null, ${items.map(text).join(', ')})`,
    )
    await ask(`create table papers (${[...NAMES, 'item_1', 'item_2'].map((name) => `${name} varchar`).join(', ')})`)
    await ask(`insert into papers values ${values.join(', ')}`)
  })
  const papers = async (items: number | null) =>
    (await ask(papersQuery({ dialect: 'duckdb', table: 'papers', items }))).map((row) => ({
      ...row,
      ...{ papers: Number(row.papers), repeated: Number(row.repeated) },
    }))

  it('counts distinct papers, and how many of them are the second of a pupil', async () => {
    const place = { school_id: 's', subject: 'Math', grade: '4', year: '2021', class: 'А' }
    const paper = { ...place, variant: '1', mark: null, journal_mark: null, item_2: '2' }
    const found = await papers(2)
    expect(found).toHaveLength(3)
    expect(found).toEqual(
      expect.arrayContaining([
        // Twice the same paper of b, and papers without a code, of which none is a second one.
        { ...paper, score: '3', item_1: '1', papers: 5, repeated: 1 },
        { ...paper, score: '5', item_1: '3', papers: 1, repeated: 1 },
        { ...paper, score: '1', item_1: '1', item_2: null, papers: 1, repeated: 0 },
      ]),
    )
  })

  it('leaves items out where asked, and refuses to leave some out unseen', async () => {
    const found = await papers(0)
    expect(found.map(({ papers }) => papers).sort()).toEqual([1, 1, 5])
    expect(found[0]).not.toHaveProperty('item_1')
    await expect(papers(1)).rejects.toThrow('item_2')
    await expect(papers(null)).rejects.toThrow('item_1')
    await expect(papers(3)).rejects.toThrow('item_3')
  })

  it('speaks the dialect of each engine', () => {
    const of = (dialect: 'clickhouse' | 'postgres' | 'spark') => papersQuery({ dialect, table: 't', items: 2 })
    expect(of('postgres')).toContain("coalesce(cast(pupil_id as varchar), '')")
    expect(of('spark')).toContain("coalesce(cast(pupil_id as string), '')")
    expect(of('postgres')).toContain('-- "item_3 is ambiguous" means')
    expect(of('postgres')).toContain("where item_3 = 'none'")
    const arrays = of('clickhouse')
    expect(arrays).toContain("coalesce(toString(place.1), '') as school_id")
    expect(arrays).toContain("coalesce(toString(place.5), '') as class")
    expect(arrays).toContain("coalesce(toString(paper.6), '') as item_2")
    expect(arrays).toContain("where throwIf(coalesce(toString(item_3), '') <> 'none') = 0")
    expect(arrays).not.toContain('over (')
  })
})
