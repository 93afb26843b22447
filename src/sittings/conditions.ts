import { groupBy } from '../group-by'
import type { ConditionsRecord, MonitorInput, Sitting, SittingConditions } from '../model'
import { speaksOf, specificity } from './observers'

/**
 * How every sitting was held, as far as rows speak of it: of each condition the most specific rows, and of those the worst.
 *
 * @returns aligned with `input.sittings`; `null` where no row says anything
 * @example
 * conditionsOf(input)[0]?.video // true
 */
export function conditionsOf({
  sittings,
  conditions = [],
}: Pick<MonitorInput, 'sittings' | 'conditions'>): (SittingConditions | null)[] {
  const bySchool = groupBy(conditions, ({ schoolId }) => schoolId)
  return sittings.map((sitting) => {
    const about = (bySchool.get(sitting.schoolId) ?? []).filter((record) => speaksOf(record, sitting))
    const told: SittingConditions = {
      expertsTrained: decided(about, sitting, 'expertsTrained', false),
      observerTrained: decided(about, sitting, 'observerTrained', false),
      video: decided(about, sitting, 'video', false),
      violations: decided(about, sitting, 'violations', true),
    }
    return Object.values(told).every((one) => one === null) ? null : told
  })
}

/** Of a sitting of the whole school each class counts, so that a row of a class says no more of it than one of all classes. */
function decided(
  about: readonly ConditionsRecord[],
  { className }: Sitting,
  condition: keyof SittingConditions,
  worst: boolean,
): boolean | null {
  const saying = about.filter((record) => record[condition] !== null)
  if (saying.length === 0) return null
  const exactness = (record: ConditionsRecord): number =>
    specificity(className === null ? { ...record, className: null } : record)
  const finest = Math.max(...saying.map(exactness))
  return saying.some((record) => exactness(record) === finest && record[condition] === worst) ? worst : !worst
}
