import { log } from '../elementary'
import type { Outcome } from '../model'
import { fixed, pupils, setting } from '../setting'
import { cauchyCombination } from '../statistics/cauchy-combination'
import type { Expectation } from '../statistics/expectation'
import { createRandom } from '../statistics/random'
import { defineDetector } from './runner/define'
import type { DetectorView } from './runner/detector'
import { type Block, type BlockSearch, blockSearch } from './tools/patterns/block'
import { pairAt } from './tools/patterns/pooled'
import { type ItemProfiles, type ProfileGap, profileReasons, profilesOf } from './tools/patterns/profiles'
import { onRegionScale } from './tools/patterns/region-scale'
import { exactTerm } from './tools/patterns/strata'
import { expectedBy, told } from './tools/told'

const LEAST_VARIANCE = fixed(0.05, {
  reason: 'Items whose deviation varies less than this (points squared) say nothing of a sitting.',
  origin: 'ours',
})

const FREEDOM_PER_PUPIL = fixed(2.5, {
  reason: 'Few pupils on hard items make skewed sums: 1.8 % of p < .01 at 5-12 pupils under a normal tail.',
  origin: 'ours',
})

export const hardItems = defineDetector({
  meta: {
    id: 'hard-items',
    family: 'pattern',
    scope: 'assessment',
    question: {
      en: 'Were the hard items, or a small block of items, solved too well while the others were not?',
      ru: 'Не решены ли трудные задания или небольшая группа заданий слишком хорошо на фоне остальных?',
    },
    needs: ['scoreCounts', 'items'],
    unit: { en: 'z', ru: 'z' },
    effectUnit: { en: 'points', ru: 'баллов' },
    sources: [
      'ФИОКО (2018), in words: easy items solved worse than in the region and hard items better',
      'Permutation moments inside equal totals: docs/method-patterns.md',
    ],
    innocent: [
      {
        en: 'A gifted class that is careless with easy items.',
        ru: 'Сильный класс, который невнимателен к простым заданиям.',
      },
      {
        en: 'A hard topic that was really taught, for instance in an optional course.',
        ru: 'Трудную тему действительно изучали, например на факультативе.',
      },
    ],
    finding: {
      en: 'a group of items solved better than the total scores explain; items {block}: together {pupils|pupil has|pupils have} {points|point|points} more than their totals explain',
      ru: 'группа заданий решена лучше, чем следует из общих баллов; задания {block}: у {pupils|ученика|учеников|учеников} вместе на {points|балл|балла|баллов} больше ожидаемого',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 5, {
      reason:
        'Measured to hold from five pupils on; of four .017 of honest sittings reach p < .01 (docs/validation.md).',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: profileReasons,
  measure: (view) => {
    const assessment = view.assessmentOf[0]
    if (assessment === undefined) return []
    const profileOf = profilesOf(view, assessment)
    const found = view.sittings.map((_, i) => profileOf(i))
    const sights = new Map<ItemProfiles, Sight>()
    const looks = found.map((profiles, i) => {
      if (typeof profiles === 'string') return profiles
      const sight = sights.get(profiles) ?? sightOf(profiles)
      sights.set(profiles, sight)
      return lookAt(profiles, i, sight)
    })
    const searches = new Map([...sights].map(([profiles, sight]) => [profiles, searchAmong(profiles, sight, view)]))
    const expected = expectedBy(view, 'hard-items.expected', {
      y: looks.map((look) => (typeof look === 'string' ? Number.NaN : look.slope)),
      variance: looks.map((look) => (typeof look === 'string' ? 0 : look.variance)),
      freedom: found.map((profiles, i) =>
        typeof profiles === 'string' ? Infinity : FREEDOM_PER_PUPIL * profiles.papers[i]!,
      ),
    })
    return onRegionScale(
      view,
      'hard-items',
      looks.map((look, i) => {
        if (typeof look === 'string') return { outcome: 'undecided', reason: look }
        const profiles = found[i] as ItemProfiles
        return hardOutcome(look, profiles.papers[i]!, expected[i]!, searches.get(profiles)!(look.z))
      }),
    )
  },
})

/** What a sitting's deviations look like along the difficulty of the items. */
interface Look {
  /** By how many logits the items are easier per standard deviation of difficulty. */
  readonly slope: number
  readonly variance: number
  /** Points beyond what the totals explain, by item. */
  readonly deviation: Float64Array
  /** The same in standard deviations. */
  readonly z: Float64Array
}

/** What the sittings of the same profiles have in common. */
interface Sight {
  readonly difficulty: Float64Array
  /** Correlation of the deviations added up over the sittings looked at, upper triangle. */
  readonly correlation: Float64Array
  looks: number
}

const sightOf = ({ items, shares }: ItemProfiles): Sight => ({
  difficulty: difficultyOf(shares),
  correlation: new Float64Array((items * (items + 1)) / 2),
  looks: 0,
})

function lookAt(profiles: ItemProfiles, i: number, sight: Sight): Look | ProfileGap {
  const { items } = profiles
  const covariance = profiles.covariance(i)
  const deviation = profiles.deviation.slice(i * items, (i + 1) * items)
  const { difficulty, correlation } = sight
  const sd = deviation.map((_, j) => Math.sqrt(Math.max(LEAST_VARIANCE, covariance[pairAt(items, j, j)]!)))
  const { slope, information } = slopeOn(difficulty, deviation, profiles.shuffled.subarray(i * items, (i + 1) * items))
  let total = 0
  for (let j = 0, pair = 0; j < items; j++)
    for (let k = j; k < items; k++, pair++)
      total += (j === k ? 1 : 2) * difficulty[j]! * difficulty[k]! * covariance[pair]!
  if (information <= 0 || total <= 0) return 'nothingToCompare'
  for (let j = 0, pair = 0; j < items; j++)
    for (let k = j; k < items; k++, pair++) correlation[pair]! += exactTerm(covariance[pair]! / (sd[j]! * sd[k]!))
  sight.looks++
  return { slope, variance: total / (information * information), deviation, z: deviation.map((d, j) => d / sd[j]!) }
}

/**
 * By how many logits the items are easier per standard deviation of difficulty: sum d D / sum d^2 V, one scoring step from
 * no shift. A shift of an item by that many logits moves its deviation in proportion to V.
 *
 * @param deviation points beyond what the totals explain, by item (D)
 * @param variance of each deviation by chance (V), points squared
 * @returns the slope, and the information it rests on
 */
export function slopeOn(
  difficulty: Float64Array,
  deviation: Float64Array,
  variance: Float64Array,
): { slope: number; information: number } {
  let sum = 0
  let information = 0
  for (let j = 0; j < difficulty.length; j++) {
    sum += difficulty[j]! * deviation[j]!
    information += difficulty[j]! * difficulty[j]! * variance[j]!
  }
  return { slope: sum / information, information }
}

const EASIEST = fixed(0.01, {
  reason:
    'Share not reached below which, and above whose complement, an item counts as this hard: a logit knows no end.',
  origin: 'ours',
})

/** Difficulty of the items: logits of the share not reached, mean 0 and standard deviation 1 over the items. */
export function difficultyOf(shares: Float64Array): Float64Array {
  const logits = shares.map((share) => {
    const kept = Math.min(1 - EASIEST, Math.max(EASIEST, share))
    return log((1 - kept) / kept)
  })
  const mean = logits.reduce((sum, x) => sum + x, 0) / logits.length
  const sd = Math.sqrt(logits.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / logits.length)
  return logits.map((x) => (sd > 0 ? (x - mean) / sd : 0))
}

function searchAmong(profiles: ItemProfiles, { correlation, looks }: Sight, view: DetectorView): BlockSearch {
  const random = createRandom(view.seed, 'hard-items', profiles.items)
  const own = (): number[] => Array.from(correlation, (r) => r / looks)
  const whole = view.regionOf[0] ?? []
  const usual = profiles.byPapers ? told(view, whole, 'hard-items.correlation', own) : own()
  return blockSearch(profiles.items, Float64Array.from(usual), random)
}

function hardOutcome(look: Look, pupils: number, expected: Expectation | null, block: Block): Outcome {
  if (expected === null) return { outcome: 'undecided', reason: 'tooFewPeers' }
  const points = block.items.reduce((sum, j) => sum + look.deviation[j]!, 0)
  return {
    outcome: 'measured',
    value: expected.z,
    effect: points,
    p: cauchyCombination([expected.p, block.p])!,
    n: pupils,
    details: {
      z: expected.z,
      block: block.items.map((j) => j + 1).join(', '),
      points,
      pupils,
      pDirection: expected.p,
      pBlock: block.p,
      peers: expected.peers,
      reference: expected.reference,
    },
  }
}
