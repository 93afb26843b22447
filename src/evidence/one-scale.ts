/** One scale of words from a sitting to its school: what is said of a part and of the whole must not contradict each other. */
import type { Tier } from '../model'
import type { CohortEvidence, EvidenceOfAll } from './index'

/** From nothing to much. */
const ORDER: readonly Tier[] = ['notAssessable', 'clear', 'watch', 'moderate', 'strong']

/**
 * A tier in words that fit those of its school.
 *
 * - listed for signs: at least `watch`, for with the school's other papers its own are enough
 * - signs are never stronger than those of its school; of a school that is not listed `watch`, for they are not enough
 *
 * @param listed whether it is, or holds, a sitting listed for signs
 * @example
 * tierInSchool('clear', 'strong', true) // 'watch'
 */
export function tierInSchool(own: Tier, school: Tier, listed: boolean): Tier {
  const place = (tier: Tier): number => ORDER.indexOf(tier)
  const least = listed ? Math.max(place(own), place('watch')) : place(own)
  return ORDER[Math.min(least, Math.max(place(school), place('watch')))]!
}

/**
 * Evidence with the tiers of sittings and grades on the scale of their schools'.
 *
 * @param isListed whether a sitting is listed for signs
 * @example
 * onOneScale(evidence, bySchool, (i) => list.sittings[i].grounds.includes('signs')).sittings[0]?.tier // 'watch'
 */
export function onOneScale<E extends EvidenceOfAll>(
  evidence: E,
  bySchool: readonly (readonly number[])[],
  isListed: (sitting: number) => boolean,
): E {
  const { sittings, schools, cohorts } = evidence
  const scaled = [...sittings]
  bySchool.forEach((positions, s) => {
    for (const i of positions)
      scaled[i] = { ...sittings[i]!, tier: tierInSchool(sittings[i]!.tier, schools[s]!.tier, isListed(i)) }
  })
  const ofCohort = (own: CohortEvidence): CohortEvidence => ({
    ...own,
    tier: tierInSchool(own.tier, schools[own.school]!.tier, own.sittings.some(isListed)),
  })
  return { ...evidence, sittings: scaled, ...(cohorts === undefined ? {} : { cohorts: cohorts.map(ofCohort) }) }
}
