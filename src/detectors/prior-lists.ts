import type { EarlierYear, Outcome, School } from '../model'
import { fixed, setting, whole } from '../setting'
import { betaBinomialPoint, betaBinomialUpper } from '../statistics/tails'
import { defineDetector } from './runner/define'
import type { DetectorView } from './runner/detector'

export const priorLists = defineDetector({
  meta: {
    id: 'prior-lists',
    family: 'history',
    scope: 'region',
    question: {
      en: 'Was the school on more lists of earlier years than chance puts a school of its kind on?',
      ru: 'Не попадала ли школа в списки прошлых лет чаще, чем это случайно бывает с подобными школами?',
    },
    needs: ['earlier'],
    unit: { en: 'share of earlier lists', ru: 'доля прошлых списков' },
    effectUnit: { en: 'lists', ru: 'списков' },
    sources: [
      'Skellam J. G. (1948) A probability distribution derived from the binomial by regarding the probability of success as variable between the sets of trials. Journal of the Royal Statistical Society B 10, 257-261',
      'Published lists of schools with markers: 17 schools of one republic stood on them three years running',
    ],
    innocent: [
      {
        en: 'A selective or excellent school: the same honest peculiarity brings it onto every list.',
        ru: 'Школа с отбором или просто очень сильная: одна и та же честная особенность каждый год приводит её в список.',
      },
      {
        en: 'An earlier listing that a recheck answered, or from before the headmaster changed.',
        ru: 'Прежние сомнения снялись после перепроверки или относятся ко времени другого руководства.',
      },
    ],
    finding: {
      en: 'on {listed|list|lists} of {lists} of earlier years ({years}); {expected} expected of a school of its kind',
      ru: 'школа была в {listed|списке|списках|списках} прошлых лет из {lists} ({years}); у подобных школ ожидается {expected}',
    },
  },
  options: {
    minimumYears: setting(whole(2, 50), 2, {
      reason: 'A single earlier list says what that list said; only a repeat says more.',
      origin: 'ours',
      unit: 'lists',
    }),
  },
  reasons: {
    saidOnce: {
      en: 'said once of the whole school, at its largest sitting',
      ru: 'сказано один раз о школе в целом — при самой многочисленной работе',
    },
    tooFewYears: {
      en: 'too few earlier lists',
      ru: 'слишком мало списков прошлых лет',
    },
  },
  measure: (view, { minimumYears }) => {
    const place = largestSittings(view)
    const schools = [...place.keys()]
    const rates = ratesOf(view, schools, place)
    const repeats = repeatsOf(schools, rates)
    return view.schoolOf.map((school, i): Outcome => {
      const years = school.earlier!
      if (place.get(school) !== i) return { outcome: 'notApplicable', reason: 'saidOnce' }
      if (years.length < minimumYears) return { outcome: 'undecided', reason: 'tooFewYears' }
      if (schools.length <= FEWEST) return { outcome: 'undecided', reason: 'tooFewPeers' }
      return answer(years, rates.get(school)!, repeats(school), view.sittings[i]!.participants!)
    })
  },
})

const FEWEST = fixed(20, {
  reason: 'Fewer other schools than this do not tell how often a school is listed.',
  origin: 'ours',
})
const PRIOR_SCHOOLS = fixed(15, {
  reason: "The rate of a group is drawn toward the region's as if this many of its schools had the region's rate.",
  origin: 'ours',
})

/**
 * The sitting of each school at which the statement stands: that of most pupils, of equal ones the first by its key. It
 * is about the school, so it must stand once: at every sitting it would count as often as the school has sittings.
 */
function largestSittings({ sittings, schoolOf }: DetectorView): Map<School, number> {
  const place = new Map<School, number>()
  const before = (a: number, b: number): boolean => {
    const pupils = sittings[a]!.participants! - sittings[b]!.participants!
    return pupils > 0 || (pupils === 0 && sittings[a]!.key < sittings[b]!.key)
  }
  schoolOf.forEach((school, i) => {
    const known = place.get(school)
    if (known === undefined || before(i, known)) place.set(school, i)
  })
  return place
}

/** Chance of being listed per year, in the order of the school's years. */
type Rates = readonly number[]

/** Share of listed schools per year among the peers without the school itself, drawn toward that of the region. */
function ratesOf(
  view: DetectorView,
  schools: readonly School[],
  place: ReadonlyMap<School, number>,
): Map<School, Rates> {
  const region = new Tally(schools)
  const tallies = new Map<readonly number[], { tally: Tally; members: ReadonlySet<School> }>()
  const peersOf = (peers: readonly number[]) => {
    let found = tallies.get(peers)
    if (found === undefined) {
      const members = new Set(peers.map((i) => view.schoolOf[i]!))
      found = { tally: new Tally([...members]), members }
      tallies.set(peers, found)
    }
    return found
  }
  return new Map(
    schools.map((school) => {
      const { tally, members } = peersOf(view.peersOf[place.get(school)!]!)
      const rates = school.earlier!.map((own) => {
        const all = region.without(own)
        // Half a listing more, so that a list that names nobody else is not impossible to stand on.
        const common = (all.listed + 0.5) / (all.schools + 1)
        const near = members.has(school) ? tally.without(own) : tally.of(own.year)
        return (near.listed + PRIOR_SCHOOLS * common) / (near.schools + PRIOR_SCHOOLS)
      })
      return [school, rates]
    }),
  )
}

/** Schools examined and listed, by year. */
class Tally {
  private readonly years = new Map<number, { schools: number; listed: number }>()
  constructor(schools: readonly School[]) {
    for (const { earlier = [] } of schools)
      for (const { year, listed } of earlier) {
        const { schools: count, listed: sum } = this.of(year)
        this.years.set(year, { schools: count + 1, listed: sum + Number(listed) })
      }
  }
  of(year: number): { readonly schools: number; readonly listed: number } {
    return this.years.get(year) ?? { schools: 0, listed: 0 }
  }
  without({ year, listed }: EarlierYear): { readonly schools: number; readonly listed: number } {
    const { schools, listed: sum } = this.of(year)
    return { schools: schools - 1, listed: sum - Number(listed) }
  }
}

const LARGEST_REPEAT = fixed(0.9, {
  reason: 'A school does not get more certain of a repeat than this.',
  origin: 'ours',
})

/**
 * How much being listed in one year goes with being listed in another, in the schools of the region without the one in
 * question: a correlation, 0 at least. Honest peculiarities repeat themselves; what the region repeats is no surprise.
 */
function repeatsOf(schools: readonly School[], rates: ReadonlyMap<School, Rates>): (school: School) => number {
  const own = new Map(schools.map((school) => [school, pairsOf(school.earlier!, rates.get(school)!)]))
  const terms = [...own.values()].sort((a, b) => a.product - b.product || a.scale - b.scale)
  const product = terms.reduce((sum, pairs) => sum + pairs.product, 0)
  const scale = terms.reduce((sum, pairs) => sum + pairs.scale, 0)
  return (school) => {
    const without = own.get(school)!
    const rest = scale - without.scale
    return rest > 0 ? Math.min(LARGEST_REPEAT, Math.max(0, (product - without.product) / rest)) : 0
  }
}

/** Over the pairs of years of a school: products of what exceeds the rates, and of their standard deviations. */
function pairsOf(years: readonly EarlierYear[], rates: Rates): { readonly product: number; readonly scale: number } {
  const above = years.map(({ listed }, y) => Number(listed) - rates[y]!)
  const sd = rates.map((rate) => Math.sqrt(rate * (1 - rate)))
  return { product: sumOfPairs(above), scale: sumOfPairs(sd) }
}

/** Sum of x_a x_b over all pairs a < b. */
function sumOfPairs(x: readonly number[]): number {
  const sum = x.reduce((all, value) => all + value, 0)
  const squares = x.reduce((all, value) => all + value * value, 0)
  return (sum * sum - squares) / 2
}

/**
 * Mid-p of at least so many listings: the beta-binomial distribution whose mean and variance are those of the listings
 * with these rates and this correlation between years. Mid-p, because of so few lists hardly any value is a tail.
 */
function answer(years: readonly EarlierYear[], rates: Rates, repeat: number, pupils: number): Outcome {
  const lists = years.length
  const listed = years.filter((year) => year.listed).length
  const expected = rates.reduce((sum, rate) => sum + rate, 0)
  const mean = expected / lists
  const inside = rates.reduce((sum, rate) => sum + rate * (1 - rate), 0)
  const variance = inside + 2 * repeat * sumOfPairs(rates.map((rate) => Math.sqrt(rate * (1 - rate))))
  // Rates that differ between years leave a little less than binomial variance; the binomial is then the safe side.
  const correlation = Math.max(LEAST, (variance / (lists * mean * (1 - mean)) - 1) / (lists - 1))
  const size = 1 / correlation - 1
  const [alpha, beta] = [mean * size, (1 - mean) * size]
  const p = betaBinomialUpper(listed, lists, alpha, beta) - betaBinomialPoint(listed, lists, alpha, beta) / 2
  return {
    outcome: 'measured',
    value: listed / lists,
    effect: listed - expected,
    p: Math.min(1, Math.max(0, p)),
    n: pupils,
    details: {
      listed,
      lists,
      years: years.flatMap(({ year, listed: on }) => (on ? [year] : [])).join(', ') || '\u2014',
      expected,
      repeat,
    },
  }
}

const LEAST = fixed(1e-6, { reason: 'Nearly the binomial distribution.', origin: 'computing' })
