/** Cases that a recheck has settled, kept in a file of their own, so that the next run does not ask for them again blindly. */

import * as z from 'zod'
import type {
  Details,
  MonitorResult,
  Reason,
  RecheckEntry,
  RecheckOutcome,
  SettledMark,
  Sitting,
  SittingResult,
} from '../model'
import { keyOf } from '../recheck/papers'
import { fixed } from '../setting'
import { meanOf } from '../sittings/sitting'
import { type Verification, verifyRechecks } from './outcomes'

const numberOrNull = z.number().nullable()
const textOrNull = z.string().nullable()

const settledCase = z.strictObject({
  schoolId: z.string(),
  subject: z.string(),
  grade: numberOrNull,
  year: numberOrNull,
  class: textOrNull,
  verdict: z.enum(['confirmed', 'notConfirmed']),
  /** When the recheck ended, as it should be read later; `null` = not known. */
  date: textOrNull,
  /** Papers rechecked, and changed. */
  papers: z.number(),
  changed: z.number(),
  /** The sitting as it was when settled: if its data change later, the case is stale. */
  participants: numberOrNull,
  mean: numberOrNull,
  scoreCounts: z.array(z.number()).nullable(),
  levelCounts: z.array(z.number()).nullable(),
})

export type SettledCase = z.output<typeof settledCase>

/**
 * The cases of a file that `verify --settled` has written.
 *
 * @throws ZodError where it is something else
 */
export const parseSettled = (content: unknown): SettledCase[] => z.array(settledCase).parse(content)

/**
 * The settled cases of a verification. Undecided sittings are not settled.
 *
 * @param date of the recheck, where its rows bring none; the library has no clock
 * @example
 * settledCases(result, verifyRechecks(result, outcomes), '2021-11-30')[0]?.verdict // 'confirmed'
 */
export function settledCases(result: MonitorResult, { sittings }: Verification, date: string | null): SettledCase[] {
  return sittings.flatMap(({ sitting, verdict, papers, changed, date: own }) => {
    if (verdict === 'undecided') return []
    const { schoolId, subject, grade, year, class: className, ...of } = result.sittings[sitting]!
    return [
      {
        ...{ schoolId, subject, grade, year, class: className },
        ...{ verdict, date: own ?? date, papers, changed },
        ...{ participants: of.participants, mean: of.mean },
        scoreCounts: of.scoreCounts === null ? null : [...of.scoreCounts],
        levelCounts: of.levelCounts === null ? null : [...of.levelCounts],
      },
    ]
  })
}

/**
 * Cases known before and new ones, each sitting once: the later recheck counts, and of undated ones the new one. Ordered
 * by school, year, grade and subject, so that a file of them changes only where something changed.
 */
export function mergeSettled(known: readonly SettledCase[], fresh: readonly SettledCase[]): SettledCase[] {
  const merged = new Map(known.map((settled) => [keyOf(settled), settled]))
  for (const settled of fresh) {
    const before = merged.get(keyOf(settled))
    if (before === undefined || !isLater(before.date, settled.date)) merged.set(keyOf(settled), settled)
  }
  const order = (of: SettledCase): string => [of.schoolId, of.year, of.grade, of.subject, of.class].join('\t')
  return [...merged.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

const isLater = (a: string | null, b: string | null): boolean => a !== null && (b === null || a > b)

/**
 * Positions of the sittings that a recheck has settled and whose results are still the same: nobody need read their
 * papers again.
 */
export function stillSettled(sittings: readonly Sitting[], cases: readonly SettledCase[]): ReadonlySet<number> {
  if (cases.length === 0) return new Set()
  const known = new Map(cases.map((settled) => [keyOf(settled), settled]))
  const settledNow = sittings.flatMap((sitting, i) => {
    const settled = known.get(keyOf({ ...sitting, class: sitting.className }))
    return settled === undefined || hasChanged(settled, { ...sitting, mean: meanOf(sitting) }) ? [] : [i]
  })
  return new Set(settledNow)
}

/**
 * A result that remembers: settled sittings carry their mark, and listed ones say so first among their reasons. Nothing
 * leaves the list for it. A case is stale if the results of its sitting have changed since, or if these data hold its
 * assessment but not its sitting: the sitting says so, and a warning counts them. Cases of other assessments and years
 * are left alone.
 *
 * @returns a new result; the old one is left alone
 * @example
 * markSettled(monitor(tables), parseSettled(JSON.parse(text))).recheck[0]?.reasons[0]
 * // { code: 'settledConfirmed', details: { subject: 'Математика', grade: 4, class: null, date: '2021-11-30' } }
 */
export function markSettled(result: MonitorResult, cases: readonly SettledCase[]): MonitorResult {
  const positions = new Map(result.sittings.map((sitting, at) => [keyOf(sitting), at]))
  const held = new Set(result.sittings.map(assessmentOf))
  const marks = new Map<number, SettledMark>()
  const stale: SettledCase[] = []
  for (const settled of cases) {
    const at = positions.get(keyOf(settled))
    const isStale = at === undefined ? held.has(assessmentOf(settled)) : hasChanged(settled, result.sittings[at]!)
    if (isStale) stale.push(settled)
    if (at !== undefined) marks.set(at, { verdict: settled.verdict, date: settled.date, stale: isStale })
  }
  const warnings =
    stale.length === 0
      ? result.warnings
      : [
          ...result.warnings,
          { code: 'staleSettled' as const, details: { cases: stale.length, schools: schoolsOf(stale) } },
        ]
  return {
    ...result,
    sittings: result.sittings.map((sitting, at) => {
      const settled = marks.get(at)
      return settled === undefined ? sitting : { ...sitting, settled }
    }),
    recheck: result.recheck.map(
      (entry): RecheckEntry => ({
        ...entry,
        reasons: [...reasonsOf(entry, marks, result), ...entry.reasons],
      }),
    ),
    region: { ...result.region, warnings },
    warnings,
  }
}

/**
 * A result that remembers what earlier rechecks settled, and the rechecks that came with its own tables; of two about
 * one sitting the later.
 */
export function markRechecked(
  result: MonitorResult,
  outcomes: readonly RecheckOutcome[],
  known: readonly SettledCase[] = [],
): MonitorResult {
  const fresh = outcomes.length === 0 ? [] : settledCases(result, verifyRechecks(result, outcomes), null)
  return fresh.length === 0 && known.length === 0 ? result : markSettled(result, mergeSettled(known, fresh))
}

const assessmentOf = (of: Pick<SittingResult, 'subject' | 'grade' | 'year'>): string =>
  JSON.stringify([of.subject, of.grade, of.year])

function reasonsOf({ sittings }: RecheckEntry, marks: ReadonlyMap<number, SettledMark>, of: MonitorResult): Reason[] {
  return sittings.flatMap((at) => {
    const mark = marks.get(at)
    if (mark === undefined) return []
    const { subject, grade, class: className } = of.sittings[at]!
    const details: Details = { subject, grade, class: className }
    return [{ code: reasonCode(mark), details: mark.date === null ? details : { ...details, date: mark.date } }]
  })
}

function reasonCode({ verdict, date, stale }: SettledMark): string {
  const known = date === null ? 'rechecked' : 'settled'
  if (stale) return `${known}Stale`
  return known + (verdict === 'confirmed' ? 'Confirmed' : 'NotConfirmed')
}

const SAME = fixed(1e-9, {
  reason: 'Means that differ by less are the same number written twice.',
  origin: 'computing',
})

type Results = Pick<SittingResult, 'participants' | 'mean' | 'scoreCounts' | 'levelCounts'>

function hasChanged(settled: SettledCase, of: Results): boolean {
  if (settled.participants !== of.participants) return true
  if (!isSame(settled.scoreCounts, of.scoreCounts) || !isSame(settled.levelCounts, of.levelCounts)) return true
  if (settled.mean === null || of.mean === null) return settled.mean !== of.mean
  return Math.abs(settled.mean - of.mean) > SAME * Math.max(1, Math.abs(of.mean))
}

function isSame(a: readonly number[] | null, b: readonly number[] | null): boolean {
  if (a === null || b === null) return a === b
  return a.length === b.length && a.every((count, i) => Math.abs(count - b[i]!) <= SAME * Math.max(1, count))
}

const NAMED = fixed(5, { reason: 'At most this many schools are named in the warning.', origin: 'ours' })

function schoolsOf(cases: readonly SettledCase[]): string {
  const ids = [...new Set(cases.map((settled) => settled.schoolId))]
  return ids.slice(0, NAMED).join(', ') + (ids.length > NAMED ? ', …' : '')
}
