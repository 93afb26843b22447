/**
 * Lists of pupils that cannot be right: rows of an empty form that nobody took out, a number with a digit too many. Their many
 * "absent" pupils would look like pupils kept away, and a mistake in the data must never look like a deed.
 */
import { medianSorted } from 'simple-statistics'
import { groupBy } from '../../group-by'
import type { Sitting } from '../../model'

/**
 * How many times as many pupils as ever wrote a test of the grade may be listed, against what is usual in the region, and
 * how many pupils too many there must be: a flu takes half of a class of ten. [ours]
 */
const TIMES = 2
const FEWEST_TOO_MANY = 10

/**
 * Sittings whose list holds more than twice the pupils that wrote any test of this grade of the school, where the region's
 * sittings usually list about as many as that. A list that all tests of a region share (everybody listed, half of them drawn
 * by lot) is no mistake, so the median of the assessment is the measure.
 *
 * @returns positions in `sittings`
 */
export function wrongLists(sittings: readonly Sitting[]): number[] {
  const most = new Map<string, number>()
  for (const sitting of sittings) {
    const grade = gradeOf(sitting)
    most.set(grade, Math.max(most.get(grade) ?? 0, sitting.participants ?? 0))
  }
  const listed = sittings.flatMap((sitting, position) => {
    const { enrolled, assessmentId } = sitting
    const wrote = most.get(gradeOf(sitting))!
    return enrolled === null || wrote === 0 ? [] : [{ position, enrolled, wrote, assessmentId }]
  })
  return [...groupBy(listed, ({ assessmentId }) => assessmentId).values()]
    .flatMap((all) => {
      const shares = all.map(({ enrolled, wrote }) => enrolled / wrote).sort((a, b) => a - b)
      const usual = Math.max(1, medianSorted(shares))
      return all.filter(
        ({ enrolled, wrote }) => enrolled > TIMES * usual * wrote && enrolled - usual * wrote >= FEWEST_TOO_MANY,
      )
    })
    .map(({ position }) => position)
    .sort((a, b) => a - b)
}

const gradeOf = ({ schoolId, year, grade, className }: Pick<Sitting, 'schoolId' | 'year' | 'grade' | 'className'>) =>
  JSON.stringify([schoolId, year, grade, className])
