/** What the items of a test ask for, as a codifier says it. */
import type { Assessment, ItemSkill, Sitting } from '../../model'
import { comparable } from '../text'
import { subjectOf } from './registry'
import type { CodifierRow } from './tables/codifier'

/**
 * Ties the rows of codifiers to the items of the tests. For an item a row of the year counts before one of every year; one that names an
 * item whole (`4`) speaks of all its criteria and parts (`4К1`, `4(2)`, `4.1`), where no item is called just so.
 *
 * @returns the tests with their skills; a row that fits no item of any test is noted
 */
export function withSkills(
  assessments: readonly Assessment[],
  sittings: readonly Sitting[],
  rows: readonly CodifierRow[],
): readonly Assessment[] {
  if (rows.length === 0) return assessments
  const items = new Map<string, number>()
  for (const { assessmentId, itemShares } of sittings)
    items.set(assessmentId, Math.max(items.get(assessmentId) ?? 0, itemShares?.length ?? 0))
  const placed = new Set<CodifierRow>()
  const found = assessments.map((assessment): Assessment => {
    const labels = labelsOf(assessment, items.get(assessment.id) ?? 0)
    const skills = labels.map((): ItemSkill[] => [])
    const ofYear = new Set<number>()
    for (const row of rowsOf(assessment, rows))
      for (const at of row.items.flatMap((item) => positionsOf(item, labels))) {
        placed.add(row)
        if (row.year !== null) ofYear.add(at)
        const { code, name } = row
        const isKnown = skills[at]!.some((one) => one.code === code && one.name === name)
        if (!isKnown && (row.year !== null || !ofYear.has(at))) skills[at]!.push({ code, name })
      }
    return skills.some((of) => of.length > 0) ? { ...assessment, skills } : assessment
  })
  for (const row of rows) {
    const of = [row.subject, row.grade, row.year, row.items.join(', ')].filter((part) => part !== null)
    if (!placed.has(row)) row.source.note('codifierNotPlaced', row.row, 'item', of.join(' '), null)
  }
  return found
}

/** Those of its year first. */
const rowsOf = ({ subject, grade, year }: Assessment, rows: readonly CodifierRow[]): readonly CodifierRow[] =>
  rows
    .filter(
      (row) =>
        row.subjectKey === subjectOf(subject).key &&
        (row.grade === null || row.grade === grade) &&
        (row.year === null || year === null || row.year === year),
    )
    .toSorted((a, b) => Number(a.year === null) - Number(b.year === null))

/** @param items that tables of shares have, where no maxima are known */
const labelsOf = ({ itemLabels, itemMax }: Assessment, items: number): readonly string[] =>
  (itemLabels ?? Array.from({ length: itemMax?.length ?? items }, (_, j) => String(j + 1))).map(comparable)

function positionsOf(item: string, labels: readonly string[]): readonly number[] {
  const label = comparable(item)
  const exact = labels.flatMap((one, j) => (one === label ? [j] : []))
  if (exact.length > 0) return exact
  return labels.flatMap((one, j) => (one.startsWith(label) && !/^\p{N}/u.test(one.slice(label.length)) ? [j] : []))
}
