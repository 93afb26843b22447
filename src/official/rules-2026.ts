/**
 * Rules with numbers of the recommendations of 2026 on the analysis of ВПР results (FIOKO), as a public program quotes them
 * with pages; not checked against the paper. What an inspector may ask, never a sign of ours.
 */
import { groupBy } from '../group-by'
import type { Assessment, Counts, MonitorInput, Sitting } from '../model'
import { NOT_ATTEMPTED, NOT_GIVEN } from '../model'
import { fixed } from '../setting'

const BASIC = fixed(
  { sufficient: 60, insufficient: 57 },
  {
    reason: 'Items of level Б, pp. 6 and 17. As quoted.',
    origin: 'official',
    unit: 'percent',
  },
)
const RAISED = fixed(
  { sufficient: 30, insufficient: 28.5 },
  {
    reason: 'Items of levels П and В, pp. 6 and 17. As quoted.',
    origin: 'official',
    unit: 'percent',
  },
)
const MORE_TWOS = fixed(10, {
  reason: 'Growth of the share of «2» that is negative dynamics, pp. 7-8. As quoted.',
  origin: 'official',
  unit: 'percentage points',
})
const APART = fixed(2, {
  reason: 'Test mark and journal mark so far apart ask for an analysis, p. 11. As quoted.',
  origin: 'official',
  unit: 'marks',
})
const MARKS = [2, 3, 4, 5]
const FINENESS = fixed(1e6, {
  reason: 'Parts of a percent below which two shares are the same, and rounding.',
  origin: 'computing',
})
const GROUP = fixed(10, {
  reason: 'Groups by mark need so many pupils, p. 24. As quoted.',
  origin: 'official',
  unit: 'pupils',
})
const INFORMATIVE = fixed(
  { informative: 50, approximate: 20 },
  {
    reason: 'A histogram informs from 50, below 20 it is limited, p. 13. As quoted.',
    origin: 'official',
    unit: 'pupils',
  },
)
const PEAK = fixed(1, {
  reason:
    'The paper names no number for a pronounced peak: here a cut-off holds more papers than both neighbouring scores together.',
  origin: 'ours',
  unit: 'times both neighbours',
})

export type RuleId =
  | 'basicItems'
  | 'raisedItems'
  | 'skillDeficit'
  | 'moreTwos'
  | 'marksApart'
  | 'peakAtCut'
  | 'groupsCross'

/** What one rule finds in one sitting. */
export interface RuleFinding {
  readonly rule: RuleId
  /** Position in `MonitorInput.sittings`. */
  readonly sitting: number
  /** Pages of the recommendations, as quoted. */
  readonly page: string
  /** Numbers for the sentence (`words/official-rules.ts`). */
  readonly details: Readonly<Record<string, string | number>>
  /** How much the number of pupils lets one say. */
  readonly sample: 'informative' | 'approximate' | 'limited'
}

/**
 * @param input as read; only its assessments and sittings are looked at
 * @example
 * rules2026(input)[0] // { rule: 'marksApart', sitting: 0, page: '11', details: { pupils: 3, of: 24 }, sample: 'approximate' }
 */
export function rules2026({
  assessments,
  sittings,
}: Pick<MonitorInput, 'assessments' | 'sittings'>): readonly RuleFinding[] {
  const byId = new Map(assessments.map((assessment) => [assessment.id, assessment]))
  const twos = new Map(sittings.map((sitting) => [placeOf(sitting, sitting.year), shareOfTwos(sitting, byId)]))
  return sittings.flatMap((sitting, at) => {
    const assessment = byId.get(sitting.assessmentId)!
    const found = [
      ...levelFindings(sitting, assessment),
      ...skillDeficits(sitting, assessment),
      ...moreTwos(sitting, twos),
      ...marksApart(sitting),
      ...peaks(sitting, assessment),
      ...groupsCross(sitting, assessment),
    ]
    return found.map((one) => ({ ...one, sitting: at, sample: sampleOf(sitting.participants ?? 0) }))
  })
}

type Found = Pick<RuleFinding, 'rule' | 'page' | 'details'>

const sampleOf = (pupils: number): RuleFinding['sample'] =>
  pupils >= INFORMATIVE.informative ? 'informative' : pupils >= INFORMATIVE.approximate ? 'approximate' : 'limited'

/** Percent of the maximum by item; `null` where it is not known. */
function percentsOf(
  { itemCounts, itemShares, participants }: Sitting,
  { itemMax }: Assessment,
  items: number,
): readonly (number | null)[] {
  return Array.from({ length: items }, (_, j) => {
    if (itemShares !== null) return itemShares[j] === undefined ? null : rounded(100 * itemShares[j]!)
    const counts = itemCounts?.[j]
    const max = itemMax?.[j]
    return counts === undefined || max === undefined || !participants ? null : rounded((100 * meanOf(counts)) / max)
  })
}

const LEVELS = [
  ['basicItems', ['Б'], BASIC],
  ['raisedItems', ['П', 'В'], RAISED],
] as const

function levelFindings(sitting: Sitting, assessment: Assessment): Found[] {
  const { itemLevel } = assessment
  if (itemLevel === null) return []
  const percents = percentsOf(sitting, assessment, itemLevel.length)
  return LEVELS.flatMap(([rule, levels, { sufficient, insufficient }]) => {
    const own = percents.flatMap((percent, j) =>
      percent !== null && (levels as readonly string[]).includes(itemLevel[j]!) ? [{ item: j + 1, percent }] : [],
    )
    const below = own.filter(({ percent }) => percent < insufficient)
    const between = own.filter(({ percent }) => percent >= insufficient && percent < sufficient)
    if (below.length === 0 && between.length === 0) return []
    const named = (of: typeof own): string => (of.length === 0 ? '—' : of.map(({ item }) => item).join(', '))
    return [
      { rule, page: '6, 17', details: { insufficient, sufficient, below: named(below), between: named(between) } },
    ]
  })
}

/** Skills of the codifier of several items, most of which are insufficient. */
function skillDeficits(sitting: Sitting, assessment: Assessment): Found[] {
  const { itemLevel, skills } = assessment
  if (itemLevel === null || skills === undefined) return []
  const percents = percentsOf(sitting, assessment, itemLevel.length)
  const isRed = (item: number): boolean =>
    LEVELS.some(
      ([, levels, { insufficient }]) =>
        (levels as readonly string[]).includes(itemLevel[item]!) && percents[item]! < insufficient,
    )
  const known = skills.flatMap((of, item) =>
    of.flatMap(({ code, name }) => ((percents[item] ?? null) === null ? [] : [{ skill: name ?? code!, item }])),
  )
  const deficits = [...groupBy(known, ({ skill }) => skill)].flatMap(([skill, of]) =>
    of.length > 1 && of.filter(({ item }) => isRed(item)).length * 2 > of.length ? [skill] : [],
  )
  return deficits.length === 0 ? [] : [{ rule: 'skillDeficit', page: '19', details: { skills: deficits.join('; ') } }]
}

/** 57 of 100 pupils are 57 percent, not a little less. */
const rounded = (percent: number): number => Math.round(percent * FINENESS) / FINENESS

function meanOf(counts: Counts): number {
  const pupils = counts.reduce((sum, count) => sum + count, 0)
  return pupils === 0 ? 0 : counts.reduce((sum, count, score) => sum + count * score, 0) / pupils
}

const placeOf = ({ schoolId, subject, grade, className }: Sitting, year: number | null): string =>
  JSON.stringify([schoolId, subject, grade, className, year])

/** In percent; `null` where marks are not known. */
function shareOfTwos({ levelCounts, assessmentId }: Sitting, byId: ReadonlyMap<string, Assessment>): number | null {
  if (levelCounts === null || byId.get(assessmentId)!.levels?.[0] !== '2') return null
  const pupils = levelCounts.reduce((sum, count) => sum + count, 0)
  return pupils === 0 ? null : (100 * levelCounts[0]!) / pupils
}

function moreTwos(sitting: Sitting, twos: ReadonlyMap<string, number | null>): Found[] {
  if (sitting.year === null) return []
  const now = twos.get(placeOf(sitting, sitting.year)) ?? null
  const before = twos.get(placeOf(sitting, sitting.year - 1)) ?? null
  if (now === null || before === null || now - before < MORE_TWOS) return []
  return [{ rule: 'moreTwos', page: '7–8', details: { now: now / 100, before: before / 100 } }]
}

function marksApart({ journalByMark }: Sitting): Found[] {
  if (journalByMark === null) return []
  let pupils = 0
  let of = 0
  for (const journal of MARKS)
    for (const mark of MARKS) {
      const count = journalByMark[journal]?.[mark] ?? 0
      of += count
      if (Math.abs(journal - mark) >= APART) pupils += count
    }
  return pupils === 0 ? [] : [{ rule: 'marksApart', page: '11', details: { pupils, of } }]
}

function peaks({ scoreCounts }: Sitting, { cuts }: Assessment): Found[] {
  if (scoreCounts === null || cuts === null) return []
  const at = cuts.filter((cut) => {
    const neighbours = (scoreCounts[cut - 1] ?? 0) + (scoreCounts[cut + 1] ?? 0)
    return (scoreCounts[cut] ?? 0) > PEAK * neighbours && (scoreCounts[cut] ?? 0) > 1
  })
  return at.length === 0 ? [] : [{ rule: 'peakAtCut', page: '15', details: { cuts: at.join(', ') } }]
}

const pointsOf = (score: number): number => (score === NOT_ATTEMPTED || score === NOT_GIVEN ? 0 : score)

/** Items on which pupils with a lower mark did better than those with the next higher one. */
function groupsCross({ vectors }: Sitting, { cuts, itemMax }: Assessment): Found[] {
  if (vectors === null || cuts === null || itemMax === null) return []
  const { items, papers, scores } = vectors
  const groups = [0, 1, 2, 3].map(() => ({ papers: 0, points: new Float64Array(items) }))
  for (let i = 0; i < papers; i++) {
    const from = i * items
    let total = 0
    for (let j = 0; j < items; j++) total += pointsOf(scores[from + j]!)
    let mark = 0
    for (const cut of cuts) if (total >= cut) mark++
    const group = groups[mark]!
    group.papers++
    for (let j = 0; j < items; j++) group.points[j]! += pointsOf(scores[from + j]!)
  }
  const large = groups.filter(({ papers }) => papers >= GROUP)
  const crossing = Array.from({ length: items }, (_, j) => j + 1).filter((item) =>
    large.some((group, k) => {
      const higher = large[k + 1]
      return higher !== undefined && group.points[item - 1]! / group.papers > higher.points[item - 1]! / higher.papers
    }),
  )
  return crossing.length === 0 ? [] : [{ rule: 'groupsCross', page: '24, 26', details: { items: crossing.join(', ') } }]
}
