/** Cases that a recheck has settled, kept in a file of their own, so that the next run does not ask for them again blindly. */
import type { MonitorResult, Reason, RecheckEntry, RecheckOutcome, SettledMark, SittingResult } from '../model'
import { type Verification, verifyRechecks } from './outcomes'

export interface SettledCase extends SettledMark {
  readonly schoolId: string
  readonly subject: string
  readonly grade: number | null
  readonly year: number | null
  readonly class: string | null
  /** Papers rechecked, and changed. */
  readonly papers: number
  readonly changed: number
  /** The sitting as it was when settled: if its data change later, the case is stale. */
  readonly participants: number | null
  readonly mean: number | null
}

/**
 * The settled cases of a verification, to be kept as a file (`settled.json`). Undecided sittings are not settled.
 *
 * @param date when the recheck ended, as it should be read later; the library has no clock
 * @example
 * settledCases(result, verifyRechecks(result, outcomes), '2021-11-30')[0]?.verdict // 'confirmed'
 */
export function settledCases(result: MonitorResult, { sittings }: Verification, date: string | null): SettledCase[] {
  return sittings.flatMap(({ sitting, verdict, papers, changed }) => {
    if (verdict === 'undecided') return []
    const { schoolId, subject, grade, year, class: className, participants, mean } = result.sittings[sitting]!
    return [{ schoolId, subject, grade, year, class: className, verdict, date, papers, changed, participants, mean }]
  })
}

/** Means that differ by less are the same number written twice. */
const SAME = 1e-9

/**
 * A result that remembers: settled sittings carry their mark, listed ones say so among their reasons. Nothing leaves the
 * list for it. A case is stale if its sitting is not in the result, or if its participants or mean have changed since:
 * such cases are not applied, and one warning names how many there are.
 *
 * @returns a new result; the old one is left alone
 * @example
 * markSettled(monitor(tables), JSON.parse(settledJson)).recheck[0]?.reasons
 * // [..., { code: 'settledConfirmed', details: { subject: 'Математика', grade: 4, date: '2021-11-30' } }]
 */
export function markSettled(result: MonitorResult, cases: readonly SettledCase[]): MonitorResult {
  const positions = new Map(result.sittings.map((sitting, at) => [keyOf(sitting), at]))
  const marks = new Map<number, SettledMark>()
  const stale = cases.filter((settled) => {
    const at = positions.get(keyOf(settled))
    if (at === undefined || hasChanged(settled, result.sittings[at]!)) return true
    marks.set(at, { verdict: settled.verdict, date: settled.date })
    return false
  })
  const warnings = [...result.warnings]
  if (stale.length > 0)
    warnings.push({ code: 'staleSettled', details: { cases: stale.length, schools: schoolsOf(stale) } })
  return {
    ...result,
    sittings: result.sittings.map((sitting, at) => {
      const settled = marks.get(at)
      return settled === undefined ? sitting : { ...sitting, settled }
    }),
    recheck: result.recheck.map((entry) => ({
      ...entry,
      reasons: [...entry.reasons, ...reasonsOf(entry, marks, result)],
    })),
    region: { ...result.region, warnings },
    warnings,
  }
}

/** A result that remembers the rechecks that came with its own tables; their date is not known. */
export function markRechecked(result: MonitorResult, outcomes: readonly RecheckOutcome[]): MonitorResult {
  if (outcomes.length === 0) return result
  return markSettled(result, settledCases(result, verifyRechecks(result, outcomes), null))
}

/** Identity of a sitting in a result. */
export const keyOf = (of: Pick<SittingResult, 'schoolId' | 'subject' | 'grade' | 'year' | 'class'>): string =>
  JSON.stringify([of.schoolId, of.subject, of.grade, of.year, of.class])

function hasChanged(settled: SettledCase, { participants, mean }: SittingResult): boolean {
  if (settled.participants !== participants) return true
  if (settled.mean === null || mean === null) return settled.mean !== mean
  return Math.abs(settled.mean - mean) > SAME * Math.max(1, Math.abs(mean))
}

/** At most this many schools are named in the warning. */
const NAMED = 5

function schoolsOf(cases: readonly SettledCase[]): string {
  const ids = [...new Set(cases.map((settled) => settled.schoolId))]
  return ids.slice(0, NAMED).join(', ') + (ids.length > NAMED ? ', …' : '')
}

function reasonsOf(entry: RecheckEntry, marks: ReadonlyMap<number, SettledMark>, result: MonitorResult): Reason[] {
  return entry.sittings.flatMap((at) => {
    const mark = marks.get(at)
    if (mark === undefined) return []
    const { subject, grade, class: className } = result.sittings[at]!
    const verdict = mark.verdict === 'confirmed' ? 'Confirmed' : 'NotConfirmed'
    const place = { subject, grade, class: className }
    if (mark.date === null) return [{ code: `rechecked${verdict}`, details: place }]
    return [{ code: `settled${verdict}`, details: { ...place, date: mark.date } }]
  })
}
