import { describe, expect, it } from 'vitest'
import { priorLists } from '../../src/detectors/prior-lists'
import type { EarlierYear, Outcome } from '../../src/model'
import { createRandom } from '../../src/statistics/random'
import { answers, bareSitting, byKey, regionOf, wholeRegion } from './region'

/** Schools of one sitting each, with what earlier years say of them. */
function listed(histories: readonly (readonly EarlierYear[])[]): Outcome[] {
  const region = regionOf(histories.map((_, i) => bareSitting({ schoolId: `s${i}`, participants: 20 })))
  const schools = region.schools.map((school, i) => ({ ...school, earlier: histories[i]! }))
  return answers([priorLists], { ...region, schools }, wholeRegion(histories.length))[0]!
}

const YEARS = [2018, 2019, 2020]
const on = (...years: number[]): EarlierYear[] => YEARS.map((year) => ({ year, listed: years.includes(year) }))
const pOf = (outcome: Outcome | undefined): number => (outcome?.outcome === 'measured' ? outcome.p : Number.NaN)

describe('prior-lists', () => {
  /** Every year lists four schools of forty, each another four; school 0 stands on all three lists. */
  const apart = [on(...YEARS), ...Array.from({ length: 39 }, (_, i) => (i < 9 ? on(YEARS[i % 3]!) : on()))]

  it('gives the chance of so many listings where nobody else repeats: hand-made', () => {
    const outcome = listed(apart)[0]!
    // Three of 39 others every year: rate (3 + 15 (3.5 / 40)) / (39 + 15); mid-p of 3 of 3 is half the point.
    const rate = (3 + 15 * (3.5 / 40)) / (39 + 15)
    expect(pOf(outcome)).toBeCloseTo((rate * rate * rate) / 2, 6)
    expect(outcome).toMatchObject({ value: 1, details: { listed: 3, lists: 3, years: '2018, 2019, 2020' } })
  })

  it('is less surprised where other schools repeat too', () => {
    const together = [...apart.slice(0, 1), ...Array.from({ length: 39 }, (_, i) => (i < 3 ? on(...YEARS) : on()))]
    expect(pOf(listed(together)[0])).toBeGreaterThan(20 * pOf(listed(apart)[0]))
    expect(pOf(listed(together)[0])).toBeLessThan(0.06)
  })

  it('grows more surprised with every list', () => {
    const [three, two, one, none] = [on(...YEARS), on(2018, 2019), on(2018), on()].map((own) =>
      pOf(listed([own, ...apart.slice(1)])[0]),
    )
    expect(three!).toBeLessThan(two!)
    expect(two!).toBeLessThan(one!)
    expect(one!).toBeLessThan(none!)
    expect(none!).toBeGreaterThan(0.5)
  })

  it('stands once for a school, at its largest sitting', () => {
    const region = regionOf(
      Array.from({ length: 30 }, (_, i) => [
        bareSitting({ schoolId: `s${i}`, participants: 20 }),
        bareSitting({ schoolId: `s${i}`, participants: 25 }, { subject: 'Русский язык' }),
      ]).flat(),
    )
    const schools = region.schools.map((school) => ({ ...school, earlier: on(2018) }))
    const outcomes = [...byKey(priorLists, { ...region, schools }, wholeRegion(30)).values()]
    expect(outcomes.filter(({ outcome }) => outcome === 'measured')).toHaveLength(30)
    expect(outcomes[0]).toMatchObject({ outcome: 'notApplicable', reason: 'saidOnce' })
    expect(outcomes[1]!.outcome).toBe('measured')
  })

  it('says nothing of one list, of few schools, or where no list was given', () => {
    expect(listed(apart.map(([first]) => [first!]))[0]).toMatchObject({ outcome: 'undecided', reason: 'tooFewYears' })
    expect(listed(apart.slice(0, 15))[0]).toMatchObject({ outcome: 'undecided', reason: 'tooFewPeers' })
    expect(listed(apart.map(() => []))[0]).toMatchObject({ outcome: 'notApplicable', reason: 'no:earlier' })
  })

  it('stays below its nominal level, also where honest schools differ in how often they are listed', () => {
    const random = createRandom(1, 'prior-lists')
    let below = 0
    let sum = 0
    const schools = 20_000
    // A tenth of the schools, honestly conspicuous, is listed in half of the years; the others in one of twenty.
    const outcomes = listed(
      Array.from({ length: schools }, () => {
        const rate = random.uniform() < 0.1 ? 0.5 : 0.05
        return YEARS.map((year) => ({ year, listed: random.uniform() < rate }))
      }),
    )
    for (const outcome of outcomes) {
      if (pOf(outcome) < 0.01) below++
      sum += pOf(outcome)
    }
    expect(below / schools).toBeLessThan(0.015)
    expect(sum / schools).toBeCloseTo(0.5, 1)
  })
})
