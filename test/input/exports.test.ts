import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { madeExports, type SchoolTruth, type TestTruth, writeExports, type Year } from '../../scripts/make-exports'
import type { MonitorInput, Problem, Sitting } from '../../src/model'
import { readTables } from '../../src/node'
import { folders } from '../folders'

const newFolder = folders('exports-')
const byLogin = <T extends { login: string }>(a: T, b: T) => (a.login < b.login ? -1 : 1)
const total = (counts: ArrayLike<number> | null) => Array.from(counts ?? []).reduce((sum, count) => sum + count, 0)
const codeUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const isOf = (
  { grade, subject, year }: TestTruth,
  own: { grade: number | null; subject: string; year: number | null },
) => own.grade === grade && own.subject === subject && own.year === year

function countByCode(problems: readonly Problem[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { code, count = 1 } of problems) counts[code] = (counts[code] ?? 0) + count
  return counts
}

/** What was read of the schools of a test, in the form of the truth. */
function schoolsRead(input: MonitorInput, test: TestTruth) {
  const faults = (input.toCorrect ?? []).filter((fault) => isOf(test, fault))
  return input.sittings
    .filter((sitting) => isOf(test, sitting))
    .map((sitting) => ({
      login: sitting.schoolId,
      participants: sitting.participants,
      absent: absentOf(sitting),
      withheld: sitting.withheld ?? null,
      scores: sitting.scores?.sum ?? null,
      blanks: sitting.itemBlanks === null ? null : total(sitting.itemBlanks),
      journals: sitting.journalByScore === null ? null : total(sitting.journalByScore.slice(2).map(total)),
      classes: sitting.classes ?? null,
      faults: faults
        .filter((fault) => fault.schoolId === sitting.schoolId)
        .map(({ code, papers, of, items }) => ({ code, papers, of, items })),
    }))
    .sort(byLogin)
}

const absentOf = ({ enrolled, participants }: Sitting) => (enrolled === null ? 0 : enrolled - participants!)

/** The same of the truth: a school on another form is there with its pupils, and nothing of it counts. */
function schoolsMade({ schools }: TestTruth) {
  const read = ({ used, present, absent, scores, blanks, journals, classes, login, faults }: SchoolTruth) => ({
    ...{ login, absent, classes },
    participants: used === 0 ? present : used,
    withheld: used === 0 ? 'all' : null,
    ...(used === 0 ? { scores: null, blanks: null, journals: null } : { scores, blanks, journals }),
    faults: faults.map((fault) => ({ ...fault, of: present })),
  })
  return schools.map(read).sort(byLogin)
}

describe.each<{ year: Year }>([{ year: 2020 }, { year: 2021 }, { year: 2022 }, { year: 2026 }])(
  'invented exports of $year, with the faults of real ones',
  async ({ year }) => {
    const made = madeExports(1, year)
    const folder = newFolder()
    await writeExports(folder, made)
    const input = await readTables({ results: join(folder, String(year)) })

    it('are the tests that were made, and no others', () => {
      const named = ({ grade, subject }: { grade: number | null; subject: string }) => `${grade} ${subject}`
      expect(input.assessments.map(named).sort(codeUnits)).toEqual(
        made.map(({ truth }) => named(truth)).sort(codeUnits),
      )
      expect(input.sources).toHaveLength(made.length)
    })

    for (const { truth, fixture } of made)
      describe(truth.file, () => {
        const source = input.sources.find(({ file }) => file?.endsWith(truth.file))

        it('has the maxima of its items and of the test', () => {
          const assessment = input.assessments.find((one) => isOf(truth, one))
          expect(assessment).toMatchObject({ itemMax: truth.maxima, maxScore: truth.maxScore })
          expect(source?.layout).toBe(fixture.layout)
        })

        it('gives of every school the pupils, absent pupils, scores, blanks, classes and faults put in', () => {
          expect(schoolsRead(input, truth)).toEqual(schoolsMade(truth))
        })
      })

    it('count every row once: used, or set aside by its reason', () => {
      const setAside: Record<string, number> = {}
      for (const { truth } of made)
        for (const [code, count] of Object.entries(truth.setAside)) setAside[code] = (setAside[code] ?? 0) + count
      expect(countByCode(input.problems.filter(({ severity }) => severity === 'setAside'))).toEqual(setAside)
      const rows = made.reduce((sum, { truth }) => sum + truth.rows, 0)
      const aside = total(Object.values(setAside))
      expect(total(input.sources.map((source) => source.rows))).toBe(rows)
      expect(total(input.sources.map((source) => source.setAside))).toBe(aside)
      expect(total(input.sources.map(({ used }) => used))).toBe(rows - aside)
      expect(total(input.sources.map(({ skipped = 0 }) => skipped))).toBe(
        made.reduce((sum, { truth }) => sum + truth.sections, 0),
      )
    })

    it('note the journal marks that are none', () => {
      const notes = countByCode(input.problems.filter(({ severity }) => severity === 'note'))
      expect(notes.journalMarkNotKnown).toBe(made.reduce((sum, { truth }) => sum + truth.junkJournal, 0))
    })
  },
)

it('the same seed gives the same exports', () => {
  expect(madeExports(3, 2022)).toEqual(madeExports(3, 2022))
  expect(madeExports(3, 2022)).not.toEqual(madeExports(4, 2022))
})
