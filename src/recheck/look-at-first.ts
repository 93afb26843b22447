/** Where the list of signs is empty or tiny: the schools at the head of the order, with the honest chance of a hit. Never signs. */
import type { LookAtFirst } from '../model'
import { fixed } from '../setting'
import { wilson } from '../statistics/intervals'
import { chances } from './look-at-first-chances'

const TINY = fixed(3, {
  reason: 'With fewer schools listed for signs, the head of the order is shown beside the list.',
  origin: 'ours',
  unit: 'schools',
})

/**
 * @param p combined p-values of the schools; `null` where nothing was measured
 * @param listed whether a school is listed for signs; it is not named again
 * @returns `null` where three schools or more are listed for signs, or nobody else was measured
 * @example
 * lookAtFirst([.3, .004, .2, null], () => false)?.schools // [1, 2, 0]: positions
 */
export function lookAtFirst(
  p: readonly (number | null)[],
  isListed: (school: number) => boolean,
): (Omit<LookAtFirst, 'schools'> & { readonly schools: readonly number[] }) | null {
  const measured = [...p.keys()].filter((s) => p[s] !== null)
  if (measured.filter(isListed).length >= TINY) return null
  const chance = chances.reduce((a, b) =>
    distance(b.schools, measured.length) < distance(a.schools, measured.length) ? b : a,
  )
  const schools = measured
    .filter((s) => !isListed(s))
    .sort((a, b) => p[a]! - p[b]! || a - b)
    .slice(0, chance.shown)
  if (schools.length === 0) return null
  const { hits, named } = chance
  return {
    schools,
    chance: hits / named,
    ...wilson(hits, named),
    simulated: { schools: chance.schools, regions: chance.regions, manipulating: chance.manipulating },
  }
}

/** Of numbers of schools, on a scale of ratios. */
const distance = (a: number, b: number): number => Math.max(a, b) / Math.max(1, Math.min(a, b))
