import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, type Fixture, layoutFixtures } from '../../scripts/make-layouts'
import { LAYOUTS } from '../../src/input/headers/layouts'
import type { MonitorInput, Sitting } from '../../src/model'
import { readTables } from '../../src/node/files'

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'layouts')
const fixtures = layoutFixtures()
const results = fixtures.filter(({ name }) => name !== 'assessments.csv')
const YEARS: Readonly<Record<string, number>> = {
  'pupils-2020': 2020,
  'pupils-2021': 2021,
  'protocol-2022': 2022,
  'individual-2026': 2026,
}

const read = (name: string) => readTables({ results: join(folder, name), assessments: join(folder, 'assessments.csv') })

/** What a layout can tell, without the year and the spelling of the login, which differ on purpose. */
function contentOf(sitting: Sitting, kind: 'pupils' | 'scores' | 'marks') {
  const { participants, scores, scoreCounts, levelCounts, exactLevels, itemCounts, itemBlanks, journalByScore } =
    sitting
  const marks = { id: sitting.schoolId.slice(3), participants, levelCounts, exactLevels }
  if (kind === 'marks') return marks
  if (kind === 'scores') return { ...marks, scores, scoreCounts }
  const { vectors, classes } = sitting
  return { ...marks, scores, scoreCounts, itemCounts, itemBlanks, journalByScore, vectors, classes }
}

const kindOf = (layout: string | null) =>
  layout === 'score-distribution' ? 'scores' : layout?.startsWith('mark-') ? 'marks' : 'pupils'

let canonical: MonitorInput
beforeAll(async () => {
  canonical = await read('canonical.csv')
})

it('has a fixture for every layout, and every fixture is what the script makes', () => {
  expect([...new Set(fixtures.flatMap(({ layout }) => layout ?? []))].sort()).toEqual(
    LAYOUTS.map(({ id }) => id).sort(),
  )
  expect(readdirSync(folder).sort()).toEqual(fixtures.map(({ name }) => name).sort())
  for (const fixture of fixtures)
    if (fixture.encoding !== 'XLSX')
      expect(new Uint8Array(readFileSync(join(folder, fixture.name)))).toEqual(new Uint8Array(bytesOf(fixture)))
})

it('reads the canonical table whole', () => {
  expect(canonical.problems).toEqual([])
  expect(canonical.sittings).toHaveLength(8)
  const papers = canonical.sittings.reduce((sum, sitting) => sum + sitting.participants!, 0)
  const enrolled = canonical.sittings.reduce((sum, sitting) => sum + sitting.enrolled!, 0)
  expect([papers, enrolled]).toEqual([142, 156])
  expect(canonical.sources[1]).toMatchObject({ rows: 156, used: 156 })
})

describe('the same region in every layout', () => {
  it.each(results.map((fixture): [string, Fixture] => [fixture.name, fixture]))('%s', async (name, fixture) => {
    const { layout, encoding, delimiter } = fixture
    const input = await read(name)
    expect(input.problems).toEqual([])
    const source = input.sources[1]!
    expect(source).toMatchObject({ layout, encoding, delimiter, setAside: 0, ignoredColumns: [] })
    expect(source.rows).toBe(source.used)
    const year = layout === null ? 2021 : (YEARS[layout] ?? 2024)
    expect(input.assessments).toMatchObject([{ id: `${year}/4/Математика`, maxScore: 20, cuts: [6, 10, 15] }])
    if (source.kind === 'journalChange') {
      const changes = canonical.sittings.map(({ journalByMark }) => changeOf(journalByMark!))
      expect(input.sittings.map((sitting) => sitting.journalChange)).toEqual(changes)
      return
    }
    const kind = kindOf(layout)
    expect(input.sittings.map((s) => contentOf(s, kind))).toEqual(canonical.sittings.map((s) => contentOf(s, kind)))
    // Pupils who did not come are listed everywhere but in the results of 2026.
    const listsAbsent = kind === 'pupils' && layout !== 'individual-2026'
    const enrolled = canonical.sittings.map((sitting) => (listsAbsent ? sitting.enrolled : null))
    expect(input.sittings.map((sitting) => sitting.enrolled)).toEqual(enrolled)
  })
})

/** Pupils whose mark is below, equal to and above their journal mark. */
function changeOf(journalByMark: readonly (readonly number[])[]): number[] {
  const change = [0, 0, 0]
  for (const [journal, row] of journalByMark.entries())
    for (const [mark, count] of row.entries()) change[1 + Math.sign(mark - journal)]! += count
  return change
}

it('adds what several files say of one school, whatever the year of its login', async () => {
  const files = [
    'Статистика по отметкам.csv',
    'Распределение первичных баллов.csv',
    'Сравнение отметок с отметками по журналу.xlsx',
    'canonical.csv',
  ]
  const input = await readTables({
    results: files.map((name) => join(folder, name)),
    assessments: join(folder, 'assessments.csv'),
  })
  expect(input.schools.map(({ id }) => id.slice(0, 3))).toEqual(Array(8).fill('edu'))
  expect(input.sittings.map(({ year }) => year)).toEqual(Array(8).fill([2021, 2024]).flat())
  const [before, joined] = input.sittings
  expect(joined).toMatchObject({ participants: 13, levelCounts: [4, 7, 2, 0], journalChange: [4, 6, 2] })
  expect(joined!.scoreCounts).toEqual(before!.scoreCounts)
})

it('reads a pattern, and refuses the same file twice or a file that is not there', async () => {
  const pattern = await readTables({ results: join(folder, 'Распределение *.csv') })
  expect(pattern.sources.map(({ file }) => file)).toEqual([
    join(folder, 'Распределение отметок.csv'),
    join(folder, 'Распределение первичных баллов.csv'),
  ])
  expect(pattern.sittings).toHaveLength(8)
  const codes = (results: string | string[]) => expect(readTables({ results })).rejects
  await codes([join(folder, 'canonical.csv'), join(folder, 'canon*.csv')]).toMatchObject({
    problems: [{ code: 'sameFileTwice' }],
  })
  await codes(join(folder, 'нет такого.csv')).toMatchObject({ problems: [{ code: 'fileNotFound' }] })
})
