import { binaryExponent, log } from '../elementary'
import { groupBy } from '../group-by'
import type { Outcome } from '../model'
import { fixed, pupils, setting } from '../setting'
import type { Expectation } from '../statistics/expectation'
import { createRandom } from '../statistics/random'
import { gammaUpper, normalScore } from '../statistics/tails'
import { defineDetector } from './runner/define'
import { alikeScale, type Partners, paperShuffler } from './tools/patterns/alike'
import { onRegionScale } from './tools/patterns/region-scale'
import { Composition, exactTerm, type Papers, paperReasons, stratify } from './tools/patterns/strata'
import { expectedBy } from './tools/told'

const RARE = fixed(0.01, {
  reason: 'Papers more alike to their best partner than this share of honest papers are named, with that partner.',
  origin: 'ours',
})
const SHUFFLED_PAPERS = fixed(20_000, {
  reason: 'Shuffled papers from which the null moments are taken; small regions are shuffled several times.',
  origin: 'computing',
})
const MOST_SHUFFLES = fixed(20, {
  reason: 'More shuffles of a small region cost time and change nothing.',
  origin: 'computing',
})

export const alikeAnswers = defineDetector({
  meta: {
    id: 'alike-answers',
    family: 'pattern',
    scope: 'assessment',
    question: {
      en: 'Do papers share more answers with each other than their total scores explain?',
      ru: 'Не совпадают ли ответы в работах чаще, чем можно объяснить общими баллами?',
    },
    needs: ['vectors'],
    unit: { en: 'z', ru: 'z' },
    effectUnit: { en: 'papers', ru: 'работ' },
    sources: [
      'van der Linden W. J., Sotaridona L. (2006) Detecting answer copying when the regular response process follows a known response model. Journal of Educational and Behavioral Statistics 31, 283-304',
      'Maynes D. (2017) Detecting potential collusion among individual examinees using similarity analysis. In: Cizek G., Wollack J. (eds) Handbook of Quantitative Methods for Detecting Cheating on Tests',
    ],
    innocent: [
      {
        en: 'Friends or twins who prepared together; pupils of one tutor.',
        ru: 'Друзья или близнецы, которые готовились вместе; ученики одного репетитора.',
      },
      {
        en: 'A mistake taught in class, so that many pupils make it.',
        ru: 'Ошибка, которую закрепили на уроках: её повторяют многие.',
      },
    ],
    finding: {
      en: 'papers are more alike than total scores explain: {alike} of {pupils} strikingly alike to another ({expected} expected)',
      ru: 'работы похожи друг на друга сильнее, чем следует из общих баллов: резко совпадают с другой {alike} из {pupils} (ожидалось {expected})',
    },
    papers: {
      en: 'groups, by number in the order of the file: {groups}',
      ru: 'группы, номера по порядку в файле: {groups}',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 3, {
      reason: 'Three papers make three pairs; of a single pair hardly anything can be said.',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: paperReasons,
  measure: (view) => {
    const papers = stratify(view.sittings)
    if (papers === null) return view.sittings.map(() => ({ outcome: 'undecided', reason: 'otherItems' }))
    const shuffle = paperShuffler(papers, createRandom(view.seed, 'alike-answers'))
    const shuffles = Math.ceil(SHUFFLED_PAPERS / Math.max(1, papers.stratumOf.length))
    const shuffled = Array.from({ length: Math.min(MOST_SHUFFLES, shuffles) }, shuffle)
    const scale = alikeScale(papers, shuffled)
    const momentsOf = honestMoments(scale.shuffled.flatMap((partners) => likenessOf(papers, partners)))
    const likeness = likenessOf(papers, scale.own)
    const counts = likeness.map(({ n }) => n)
    const z = likeness.map((own) => scoreOf(own, momentsOf))
    const expected = expectedBy(view, 'alike-answers.expected', {
      // An honest curriculum makes all pairs a little more alike, the same per paper in small and in large sittings.
      y: z.map((score, i) => score / Math.sqrt(Math.max(1, counts[i]!))),
      variance: counts.map((n) => 1 / Math.max(1, n)),
    })
    const composition = new Composition(papers)
    return onRegionScale(
      view,
      'alike-answers',
      likeness.map((_, i) => {
        const own = inSitting(papers, scale.own, i)
        // Where nobody else wrote the same form with the same totals, likeness has nothing to be measured by.
        const comparable = composition.of(i).met.some((_, k) => composition.drawn(k) > 0)
        return comparable || own.p.length === 0
          ? alikeOutcome(own, expected[i]!)
          : { outcome: 'undecided', reason: 'nothingToCompare' }
      }),
    )
  },
})

/** Partners of the papers of sitting `i`, numbered from 0. */
function inSitting({ start }: Papers, { partner, p }: Partners, i: number): Partners {
  const first = start[i]!
  const end = start[i + 1]!
  return { partner: partner.slice(first, end).map((place) => Math.max(-1, place - first)), p: p.subarray(first, end) }
}

interface Likeness {
  readonly n: number
  readonly sum: number
}

/** Per sitting, the sum over the papers with a partner of -ln p of the best one: 1 per paper in an honest sitting. */
function likenessOf({ start }: Papers, { partner, p }: Partners): Likeness[] {
  const all: Likeness[] = []
  for (let i = 0; i + 1 < start.length; i++) {
    let n = 0
    let sum = 0
    for (let a = start[i]!; a < start[i + 1]!; a++) {
      if (partner[a] === -1) continue
      n++
      sum += exactTerm(-log(p[a]!))
    }
    all.push({ n, sum })
  }
  return all
}

/** Likeness per paper in honest sittings of about this size. Partners are mutual, so the variance is more than 1. */
interface Honest {
  readonly mean: number
  readonly variance: number
}

const CLASS_FROM = fixed(50, {
  reason: 'Size classes of a factor 2 with fewer shuffled sittings than this use the moments of all sizes.',
  origin: 'ours',
})

function honestMoments(shuffled: readonly Likeness[]): (n: number) => Honest | null {
  const all = shuffled.filter(({ n }) => n > 0)
  const classes = groupBy(all, ({ n }) => sizeClass(n))
  const moments = new Map(
    [...classes].map(([size, own]) => [size, momentsPerPaper(own.length < CLASS_FROM ? all : own)]),
  )
  const overall = momentsPerPaper(all)
  return (n) => moments.get(sizeClass(n)) ?? overall
}

const sizeClass = (n: number): number => binaryExponent(n)

function momentsPerPaper(sittings: readonly Likeness[]): Honest | null {
  const papers = sittings.reduce((total, { n }) => total + n, 0)
  const mean = sittings.reduce((total, { sum }) => total + sum, 0) / papers
  const squares = sittings.reduce((total, { n, sum }) => total + exactTerm((sum - n * mean) * (sum - n * mean)), 0)
  return squares > 0 ? { mean, variance: squares / papers } : null
}

/** Likeness as a standard normal number: a sum of clumps of exponential terms is nearly gamma distributed. */
function scoreOf({ n, sum }: Likeness, momentsOf: (n: number) => Honest | null): number {
  const honest = n > 0 ? momentsOf(n) : null
  if (honest === null) return Number.NaN
  const scale = honest.variance / honest.mean
  const p = gammaUpper(sum, (n * honest.mean) / scale, scale)
  return normalScore(p)
}

function alikeOutcome(partners: Partners, expected: Expectation | null): Outcome {
  const { partner, p } = partners
  if (p.length === 0) return { outcome: 'undecided', reason: 'otherItems' }
  const n = partner.reduce((count, other) => count + (other === -1 ? 0 : 1), 0)
  if (n === 0) return { outcome: 'undecided', reason: 'nothingToCompare' }
  if (expected === null) return { outcome: 'undecided', reason: 'tooFewPeers' }
  const alike = p.reduce((count, chance) => count + (chance < RARE ? 1 : 0), 0)
  return {
    outcome: 'measured',
    value: expected.z,
    effect: alike - RARE * n,
    p: expected.p,
    n,
    details: {
      alike,
      pupils: n,
      expected: RARE * n,
      groups: groupsOf(partners),
      peers: expected.peers,
      reference: expected.reference,
    },
  }
}

/** Groups of papers linked by alikeness, largest first: `3-7-12; 5-9`. */
function groupsOf({ partner, p }: Partners): string {
  const group = Int32Array.from(p.keys())
  const rootOf = (a: number): number => (group[a] === a ? a : rootOf(group[a]!))
  for (let a = 0; a < p.length; a++) {
    if (p[a]! >= RARE) continue
    const [one, other] = [rootOf(a), rootOf(partner[a]!)]
    group[Math.max(one, other)] = Math.min(one, other)
  }
  // The root of a group is the first of its papers.
  const members = new Map<number, number[]>()
  for (let a = 0; a < p.length; a++) {
    const root = rootOf(a)
    if (root !== a) members.set(root, [...(members.get(root) ?? [root]), a])
  }
  if (members.size === 0) return '\u2014'
  const groups = [...members.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!)
  return groups.map((list) => list.map((a) => a + 1).join('-')).join('; ')
}
