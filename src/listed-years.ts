import type { EarlierYear, Ground, Tier } from './model'

/** What is counted over the years; a school of a result has it. */
interface OverYears {
  readonly earlier?: readonly EarlierYear[] | undefined
  readonly grounds: readonly Ground[]
  readonly tier: Tier
}

/**
 * How often a school was listed for signs, of the years that examined it, this one included; `null` where no earlier list
 * did.
 *
 * @example
 * listedOverYears({ earlier: [{ year: 2020, listed: true }], grounds: ['signs'], tier: 'strong' }) // { timesListed: 2, years: 2 }
 */
export function listedOverYears({
  earlier = [],
  grounds,
  tier,
}: OverYears): { readonly timesListed: number; readonly years: number } | null {
  if (earlier.length === 0) return null
  const before = earlier.filter(({ listed }) => listed).length
  const now = grounds.includes('signs')
  return { timesListed: before + (now ? 1 : 0), years: earlier.length + (tier === 'notAssessable' && !now ? 0 : 1) }
}
