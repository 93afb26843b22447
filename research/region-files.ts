/** Regions as CSV files in the project's own columns: a simulated one sitting by sitting, so that any size fits, or one read before. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Cell, type MonitorInput, NOT_ATTEMPTED, type Row, type Sitting } from '../src/model'
import { papersOf } from '../src/power/papers'
import type { RegionInput, Truth } from '../src/simulate'
import { fillOptions } from '../src/simulate/options'
import { planRegion, simulateSittings } from '../src/simulate/region'
import { assessmentRows, observerRows, participationRow, pupilRows, schoolRow } from '../src/simulate/tables'

/** The region that quality and speed are measured on: three subjects, three grades, one school in twelve manipulates. */
export const REGION = {
  subjects: ['Математика', 'Русский язык', 'История'],
  grades: [5, 6, 7],
  manipulation: { schools: 0.08 },
} satisfies RegionInput

function cell(value: Cell): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function csvOf(rows: readonly Row[], columns: readonly string[] = Object.keys(rows[0] ?? {})): string {
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((row) => `${row.map(cell).join(',')}\n`)
    .join('')
}

/**
 * Writes schools, results, assessments, participation, observers and - for the judge alone - truth into a folder.
 *
 * @returns number of papers, and what was done to each sitting
 */
export function writeRegion(folder: string, input: RegionInput): { papers: number; truth: Truth[] } {
  const region = planRegion(fillOptions(input))
  mkdirSync(folder, { recursive: true })
  const items = Array.from(
    { length: Math.max(...region.scales.map(({ itemMax }) => itemMax.length)) },
    (_, j) => `item_${j + 1}`,
  )
  const columns = [
    'school_id',
    'subject',
    'grade',
    'year',
    'class',
    'pupil_id',
    'variant',
    ...items,
    'score',
    'mark',
    'journal_mark',
  ]
  const results = openSync(join(folder, 'results.csv'), 'w')
  writeSync(results, `${columns.join(',')}\n`)
  const participation: Row[] = []
  const truth: Truth[] = []
  let papers = 0
  for (const sitting of simulateSittings(region)) {
    const rows = pupilRows(sitting)
    papers += rows.length
    if (rows.length > 0)
      writeSync(results, rows.map((row) => `${columns.map((name) => cell(row[name])).join(',')}\n`).join(''))
    participation.push(participationRow(sitting))
    truth.push(sitting.truth)
  }
  closeSync(results)
  const write = (name: string, text: string) => writeFileSync(join(folder, `${name}.csv`), text)
  write('schools', csvOf(region.schools.map(schoolRow)))
  write('assessments', csvOf(assessmentRows(region)))
  write('participation', csvOf(participation))
  if (region.observers !== null)
    write(
      'observers',
      csvOf(observerRows(region, region.observers), [
        'school_id',
        'grade',
        'subject',
        'year',
        'observer',
        'conflict_of_interest',
      ]),
    )
  write('truth', csvOf(truth.map((sitting): Row => ({ ...sitting }))))
  return { papers, truth }
}

/**
 * Writes what was read, as `simple-methods.py` takes it. Sittings without pupils by score, or whose answers do not add up to
 * their scores, are left out. Which of the pupils of a score has which journal mark, the tables do not say, and nothing here asks.
 *
 * @param manipulated schools
 */
export function writeInput(folder: string, input: MonitorInput, manipulated: ReadonlySet<string>): void {
  const write = (name: string, rows: readonly Row[], columns?: readonly string[]) =>
    writeFileSync(join(folder, `${name}.csv`), csvOf(rows, columns))
  const context = [...new Set(input.schools.flatMap((school) => Object.keys(school.context)))]
  const personal = ['name', 'municipality', 'advanced_program', 'confirmed_by_exam']
  write(
    'schools',
    input.schools.map((school): Row => ({ school_id: school.id, ...school.context })),
    ['school_id', ...personal, ...context],
  )
  const testOf = new Map(input.assessments.map((assessment) => [assessment.id, assessment]))
  write(
    'assessments',
    input.assessments.map(({ subject, grade, year, cuts, itemMax }): Row => {
      const [cut_3, cut_4, cut_5] = cuts ?? []
      return { subject, grade, year, cut_3, cut_4, cut_5, item_max: itemMax?.join('|') }
    }),
  )
  const items = Math.max(...input.assessments.map(({ itemMax }) => itemMax?.length ?? 0))
  const names = Array.from({ length: items }, (_, j) => `item_${j + 1}`)
  const columns = [...KEY, 'variant', ...names, 'score', 'mark', 'journal_mark']
  const rows = input.sittings.flatMap((sitting) => papersAsRows(sitting, testOf.get(sitting.assessmentId)!.cuts ?? []))
  write('results', rows, columns)
  write(
    'participation',
    input.sittings.map((sitting): Row => ({ ...keyOf(sitting), enrolled: sitting.enrolled })),
  )
  write('observers', [], ['school_id', 'grade', 'subject', 'observer', 'conflict_of_interest'])
  write(
    'truth',
    [...manipulated].map((schoolId): Row => ({ schoolId, manipulated: true })),
  )
}

const KEY = ['school_id', 'subject', 'grade', 'year'] as const
const keyOf = ({ schoolId, subject, grade, year }: Sitting) => ({ school_id: schoolId, subject, grade, year })

function papersAsRows(sitting: Sitting, cuts: readonly number[]): Row[] {
  const papers = papersOf(sitting)
  const { vectors, journalByScore } = sitting
  if (papers === null || vectors === null || papers.some(({ items }) => items === null)) return []
  const journal = (journalByScore ?? []).map((row) => [...row])
  return Array.from({ length: vectors.papers }, (_, i): Row => {
    const answers = [...vectors.scores.subarray(i * vectors.items, (i + 1) * vectors.items)]
    const score = answers.reduce((sum, points) => sum + (points === NOT_ATTEMPTED ? 0 : points), 0)
    const mark = journal.findIndex((row) => (row[score] ?? 0) > 0)
    if (mark !== -1) journal[mark]![score]!--
    return {
      ...{ ...keyOf(sitting), variant: vectors.variants[i], score },
      ...Object.fromEntries(answers.map((points, j) => [`item_${j + 1}`, points === NOT_ATTEMPTED ? '' : points])),
      ...{ mark: 2 + cuts.filter((cut) => score >= cut).length, journal_mark: mark === -1 ? '' : mark },
    }
  })
}
