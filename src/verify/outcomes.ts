/** What came back from the rechecks: how well the list did, what it missed, and whose papers were confirmed. */

import { WORTH_TELLING } from '../findings'
import { groupBy } from '../group-by'
import type { MonitorResult, RecheckOutcome, SittingResult } from '../model'
import { settingsOf } from '../recheck/options'
import { acceptanceNumber } from '../recheck/papers'
import { fixed } from '../setting'
import { CONFIDENCE_TAIL, type Interval, tQuantileUpper, wilson } from '../statistics/intervals'

export type Verdict = 'confirmed' | 'notConfirmed' | 'undecided'

/** A share with its 95 % Wilson interval; `null` where nothing was counted. */
export interface Rate {
  readonly count: number
  readonly of: number
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

/** Of the sittings (or schools) rechecked, those whose results were not confirmed. */
export interface Precision extends Rate {
  /** Tier, ground or detector. */
  readonly code: string
}

export interface CheckedSitting {
  /** Position in `MonitorResult.sittings`. */
  readonly sitting: number
  readonly verdict: Verdict
  /** Last day that its rows name, year-month-day; `null` = none does. */
  readonly date: string | null
  /** Papers that came back; 0 where the recheck reported the sitting as a whole. */
  readonly papers: number
  readonly changed: number
  readonly lowered: number
  readonly raised: number
  /** Rechecked minus original score, in points, with its 95 % interval; `null` for fewer than two papers with scores. */
  readonly shift: ({ readonly mean: number } & Interval) | null
}

export interface Verification {
  readonly sittings: readonly CheckedSitting[]
  /** Confirmed papers over rechecked papers: a regional indicator with the target .9. */
  readonly recheckedShareObjective: number | null
  readonly papers: Rate
  readonly target: number
  readonly byTier: readonly Precision[]
  readonly byGround: readonly Precision[]
  /** Sittings in which the detector's own p was at most .05. */
  readonly byDetector: readonly Precision[]
  /** Schools by their tier; not confirmed = at least one sitting was not. */
  readonly schoolsByTier: readonly Precision[]
  /** What the control sample says of the sittings without grounds; `null` if none of it came back. */
  readonly control: ControlEstimate | null
  /** Sittings of the whole region that would not be confirmed; `null` without a control sample. */
  readonly prevalence: Prevalence | null
  /** Of all sittings that would not be confirmed, the share that is not on the list; `null` without a control sample. */
  readonly missed: { readonly share: number; readonly low: number; readonly high: number } | null
  /** Items of the papers that came back item by item, those that changed most first. */
  readonly items: readonly ItemChanges[]
  /** Rows that belong to no sitting of the result, or to several. */
  readonly unplaced: number
  /** Papers of which several rows say different things; they are not counted. */
  readonly contradictory: number
}

/** What became of one item of a test, of the papers of which the points before are known too. */
export interface ItemChanges {
  /** `Assessment.id`. */
  readonly assessment: string
  /** As the results call it. */
  readonly item: string
  readonly papers: number
  readonly lowered: number
  readonly raised: number
  /** Rechecked minus original points, per paper. */
  readonly shift: number
}

export interface ControlEstimate {
  readonly frame: number
  readonly drawn: number
  /** Drawn sittings that came back with a verdict. */
  readonly returned: number
  readonly notConfirmed: number
  /** Horvitz-Thompson: sittings of the frame that would not be confirmed, and their share. */
  readonly sittings: number
  readonly share: number
  readonly low: number
  readonly high: number
}

/** On the list as rechecked there, off the list as the control sample estimates. */
export interface Prevalence {
  /** Estimated number of sittings that would not be confirmed. */
  readonly sittings: number
  /** Sittings on the list and in the frame of the control sample. */
  readonly of: number
  readonly share: number
  readonly low: number
  readonly high: number
}

const TARGET = fixed(0.9, {
  reason: 'Share of confirmed results that the regional target asks for.',
  origin: 'official',
})
const LARGE = fixed(10_000, { reason: 'A sitting of unknown size counts as this large.', origin: 'ours' })

/**
 * Reads the outcomes of rechecks against the result that asked for them.
 *
 * A paper is confirmed if it says so, or if its score did not change. A sitting is confirmed if no more papers changed
 * than its acceptance number; with too few papers and none changed it stays undecided. A row without a pupil speaks of
 * the whole sitting, if it is the only one of that sitting and brings no scores.
 *
 * @param outcomes rows of the table `rechecks`; grade, subject and year may be missing where they are not needed to
 *   find the sitting
 * @returns rates with Wilson's intervals; the Horvitz-Thompson estimate of what the list missed; shifts in points
 * Sources: Horvitz & Thompson (1952), J. Am. Stat. Assoc. 47, 663-685; Wilson (1927), ibid. 22, 209-212.
 * @example
 * verifyRechecks(result, outcomes).recheckedShareObjective // 0.93
 */
export function verifyRechecks(result: MonitorResult, outcomes: readonly RecheckOutcome[]): Verification {
  const { rows: placed, unplaced } = placeOutcomes(result, outcomes)
  const { rows, contradictory } = eachPaperOnce(placed)
  const { recheck } = settingsOf(result)
  const sittings = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([at, of]) => checkSitting(at, of, result.sittings[at]!, recheck.affectedShare, recheck.confidence))
  const papers = sittings.reduce((sum, s) => sum + s.papers, 0)
  const confirmed = papers - sittings.reduce((sum, s) => sum + s.changed, 0)
  const decided = sittings.filter((s) => s.verdict !== 'undecided')
  const of = (s: CheckedSitting): SittingResult => result.sittings[s.sitting]!
  const precisionBy = (codesOf: (s: CheckedSitting) => readonly string[]): Precision[] => precision(decided, codesOf)
  const control = estimateControl(result, decided)
  const listed = control === null ? null : onTheList(result, decided)
  return {
    sittings,
    recheckedShareObjective: papers === 0 ? null : confirmed / papers,
    papers: rate(confirmed, papers),
    target: TARGET,
    byTier: precisionBy((s) => [of(s).tier]),
    byGround: precisionBy((s) => of(s).grounds),
    byDetector: precisionBy((s) =>
      of(s).signals.flatMap((x) => (x.p !== null && x.p <= WORTH_TELLING ? [x.detector] : [])),
    ),
    schoolsByTier: schoolPrecision(result, decided),
    control,
    prevalence: control === null ? null : prevalenceOf(listed!, control),
    missed: control === null ? null : missedShare(listed!, control),
    items: itemChanges(result, rows),
    unplaced,
    contradictory,
  }
}

function rate(count: number, of: number): Rate {
  if (of === 0) return { count, of, share: null, low: null, high: null }
  return { count, of, share: count / of, ...wilson(count, of) }
}

/** By test and item; of equal shares of changed papers in the order of the test. */
function itemChanges(
  { sittings }: MonitorResult,
  rows: ReadonlyMap<number, readonly RecheckOutcome[]>,
): readonly ItemChanges[] {
  const all = [...rows].flatMap(([at, of]) =>
    of.flatMap(({ items = [] }) =>
      items.flatMap(({ label, original, rechecked }) =>
        original === null ? [] : [{ assessment: sittings[at]!.assessment, item: label, change: rechecked - original }],
      ),
    ),
  )
  return [...groupBy(all, ({ assessment, item }) => JSON.stringify([assessment, item])).values()]
    .map((of) => {
      const { assessment, item } = of[0]!
      const count = (is: (change: number) => boolean): number => of.filter(({ change }) => is(change)).length
      const lowered = count((change) => change < 0)
      const raised = count((change) => change > 0)
      const shift = of.reduce((sum, { change }) => sum + change, 0) / of.length
      return { assessment, item, papers: of.length, lowered, raised, shift }
    })
    .toSorted((a, b) => (b.lowered + b.raised) / b.papers - (a.lowered + a.raised) / a.papers)
}

// ---------------------------------------------------------------- which sitting a row speaks of

function placeOutcomes(
  { sittings }: MonitorResult,
  outcomes: readonly RecheckOutcome[],
): { rows: Map<number, RecheckOutcome[]>; unplaced: number } {
  const bySchool = groupBy([...sittings.keys()], (at) => sittings[at]!.schoolId)
  const placed = outcomes.map((outcome) => ({
    outcome,
    at: sittingsOf(outcome, bySchool.get(outcome.schoolId) ?? [], sittings),
  }))
  const pairs = placed.flatMap(({ outcome, at }) => at.map((position) => ({ position, outcome })))
  const rows = new Map(
    [...groupBy(pairs, (pair) => pair.position)].map(([position, of]) => [position, of.map((pair) => pair.outcome)]),
  )
  return { rows, unplaced: placed.filter(({ at }) => at.length === 0).length }
}

/** A paper that came back twice with the same outcome is one paper; with different ones nobody knows which holds. */
function eachPaperOnce(placed: ReadonlyMap<number, readonly RecheckOutcome[]>): {
  rows: Map<number, RecheckOutcome[]>
  contradictory: number
} {
  let contradictory = 0
  const once = (of: readonly RecheckOutcome[]): RecheckOutcome[] => {
    const named = groupBy(of, ({ pupilId, className }) => (pupilId == null ? null : `${className ?? ''}|${pupilId}`))
    return [...named].flatMap(([paper, rows]) => {
      if (paper === null) return rows
      const outcomes = new Set(rows.map((row) => `${row.original}|${row.rechecked}|${row.confirmed}`))
      if (outcomes.size === 1) return [rows[0]!]
      contradictory++
      return []
    })
  }
  const rows = new Map([...placed].map(([at, of]) => [at, once(of)] as const).filter(([, of]) => of.length > 0))
  return { rows, contradictory }
}

/** The one sitting that a row fits, those on the list first; a verdict without a paper may speak of several. */
function sittingsOf(
  outcome: RecheckOutcome,
  candidates: readonly number[],
  sittings: readonly SittingResult[],
): readonly number[] {
  const fits = candidates.filter((at) => {
    const { subject, grade, year, class: className } = sittings[at]!
    return (
      (outcome.subject === null || outcome.subject === subject) &&
      (outcome.grade === null || outcome.grade === grade) &&
      (outcome.year === null || year === null || outcome.year === year) &&
      (outcome.className == null || className === null || outcome.className === className)
    )
  })
  const listed = fits.filter((at) => sittings[at]!.recheck)
  const chosen = fits.length > 1 && listed.length > 0 ? listed : fits
  return chosen.length === 1 || isVerdict(outcome) ? chosen : []
}

const isVerdict = ({ pupilId, original, rechecked, confirmed }: RecheckOutcome): boolean =>
  pupilId == null && confirmed !== null && (original === null || rechecked === null)

// ---------------------------------------------------------------- one sitting

function checkSitting(
  at: number,
  rows: readonly RecheckOutcome[],
  { participants }: SittingResult,
  share: number,
  confidence: number,
): CheckedSitting {
  const verdicts = rows.filter(isVerdict)
  // Several rows without a pupil cannot all speak of the whole sitting: they are papers.
  const whole = verdicts.length === 1 ? verdicts[0]! : null
  const papers = rows.filter((row) => row !== whole)
  const changed = papers.filter((row) => !isConfirmed(row)).length
  const lowered = papers.filter((row) => shiftOf(row) !== null && shiftOf(row)! < 0).length
  const raised = papers.filter((row) => shiftOf(row) !== null && shiftOf(row)! > 0).length
  const size = Math.max(participants ?? LARGE, papers.length)
  return {
    sitting: at,
    verdict: whole === null ? verdictOf(changed, papers.length, size, share, confidence) : verdictOfRow(whole),
    date: rows.reduce(
      (last: string | null, { date }) => (date != null && (last === null || date > last) ? date : last),
      null,
    ),
    papers: papers.length,
    changed,
    lowered,
    raised,
    shift: meanShift(
      papers.flatMap((row) => shiftOf(row) ?? []),
      size,
    ),
  }
}

const verdictOfRow = (row: RecheckOutcome): Verdict => (row.confirmed === true ? 'confirmed' : 'notConfirmed')

function verdictOf(changed: number, papers: number, size: number, share: number, confidence: number): Verdict {
  const acceptable = acceptanceNumber(size, share, papers, confidence)
  if (changed > Math.max(0, acceptable)) return 'notConfirmed'
  return acceptable < 0 ? 'undecided' : 'confirmed'
}

const shiftOf = ({ original, rechecked }: RecheckOutcome): number | null =>
  original === null || rechecked === null ? null : rechecked - original

const isConfirmed = (row: RecheckOutcome): boolean => row.confirmed ?? shiftOf(row) === 0

/** Paired mean with a t interval; a sample of a small sitting knows more than its size says (finite population). */
function meanShift(shifts: readonly number[], size: number): CheckedSitting['shift'] {
  const n = shifts.length
  if (n < 2) return null
  const mean = shifts.reduce((sum, d) => sum + d, 0) / n
  const variance = shifts.reduce((sum, d) => sum + (d - mean) * (d - mean), 0) / (n - 1)
  const half = tQuantileUpper(CONFIDENCE_TAIL, n - 1) * Math.sqrt((variance / n) * (1 - n / size))
  return { mean, low: mean - half, high: mean + half }
}

// ---------------------------------------------------------------- over sittings

function precision(
  decided: readonly CheckedSitting[],
  codesOf: (sitting: CheckedSitting) => readonly string[],
): Precision[] {
  const codes = [...new Set(decided.flatMap(codesOf))].sort((a, b) => (a < b ? -1 : 1))
  return codes.map((code) => {
    const of = decided.filter((s) => codesOf(s).includes(code))
    return { code, ...rate(of.filter((s) => s.verdict === 'notConfirmed').length, of.length) }
  })
}

function schoolPrecision(result: MonitorResult, decided: readonly CheckedSitting[]): Precision[] {
  const tiers = new Map(result.schools.map((school) => [school.schoolId, school.tier]))
  const schools = [...groupBy(decided, (s) => result.sittings[s.sitting]!.schoolId)].map(([id, of]) => ({
    ...of[0]!,
    tier: tiers.get(id)!,
    verdict: of.some((s) => s.verdict === 'notConfirmed') ? ('notConfirmed' as const) : ('confirmed' as const),
  }))
  return precision(schools, (school) => [(school as (typeof schools)[number]).tier])
}

const isNotConfirmed = (s: CheckedSitting): boolean => s.verdict === 'notConfirmed'

/**
 * Horvitz-Thompson over the control sample: every sitting stands for 1 / (its chance to be drawn and to come back) of
 * its frame. The interval is Wilson's for the share: the chances are equal.
 */
function estimateControl(result: MonitorResult, decided: readonly CheckedSitting[]): ControlEstimate | null {
  const { frame, drawn } = result.plan.control
  const returned = decided.filter((s) => result.sittings[s.sitting]!.grounds.includes('control'))
  if (returned.length === 0) return null
  const cameBack = returned.length / drawn
  const sittings = returned
    .filter(isNotConfirmed)
    .reduce((sum, s) => sum + 1 / (result.sittings[s.sitting]!.inclusionProbability * cameBack), 0)
  const notConfirmed = returned.filter(isNotConfirmed).length
  return {
    ...{ frame, drawn, returned: returned.length, notConfirmed, sittings },
    share: sittings / frame,
    ...wilson(notConfirmed, returned.length),
  }
}

interface OnTheList {
  readonly sittings: number
  /** Of them, those that would not be confirmed: found so, or estimated where not rechecked. */
  readonly notConfirmed: number
}

/**
 * What the rechecks say of the list. Where only part of it came back (a budget takes the most promising first), what was
 * found is carried over to the rest tier by tier, with and without signs apart; where nothing of a kind came back, the
 * share of the whole list is.
 */
function onTheList(result: MonitorResult, decided: readonly CheckedSitting[]): OnTheList {
  const isListed = ({ grounds }: SittingResult): boolean => grounds.some((ground) => ground !== 'control')
  const kindOf = ({ tier, grounds }: SittingResult): string => `${tier}|${grounds.includes('signs')}`
  const listed = result.sittings.filter(isListed)
  const checked = decided.filter((s) => isListed(result.sittings[s.sitting]!))
  const byKind = groupBy(checked, (s) => kindOf(result.sittings[s.sitting]!))
  const shareOf = (of: readonly CheckedSitting[]): number =>
    of.length === 0 ? 0 : of.filter(isNotConfirmed).length / of.length
  const notConfirmed = [...groupBy(listed, kindOf)].reduce(
    (sum, [kind, of]) => sum + of.length * shareOf(byKind.get(kind) ?? checked),
    0,
  )
  return { sittings: listed.length, notConfirmed }
}

/** The interval is that of the control sample: what was rechecked on the list is known. */
function prevalenceOf(listed: OnTheList, control: ControlEstimate): Prevalence {
  const of = listed.sittings + control.frame
  const shareOf = (offTheList: number): number => (listed.notConfirmed + offTheList) / of
  return {
    sittings: listed.notConfirmed + control.sittings,
    of,
    share: shareOf(control.sittings),
    low: shareOf(control.low * control.frame),
    high: shareOf(control.high * control.frame),
  }
}

/** Missed = not confirmed off the list / not confirmed anywhere. */
function missedShare({ notConfirmed }: OnTheList, control: ControlEstimate): Verification['missed'] {
  const missed = (off: number): number => (off + notConfirmed === 0 ? 0 : off / (off + notConfirmed))
  return {
    share: missed(control.sittings),
    low: missed(control.low * control.frame),
    high: missed(control.high * control.frame),
  }
}
