/** A simulated region as CSV files in the project's own columns, written sitting by sitting, so that any size fits. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Cell, Row } from '../src/model'
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
