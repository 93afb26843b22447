/** Decision 2.4: schools whose honest results are low. They need help, not a recheck. */
import type { Detector } from '../detectors'
import type { EvidenceOfAll } from '../evidence'
import type { Outcome, Reason, Sitting, SupportEntry } from '../model'
import type { IndexedRegion } from '../sittings/region'
import { cauchyCombination } from '../statistics/cauchy-combination'
import { benjaminiHochberg } from '../statistics/false-discovery-rate'
import type { Settings } from './options'

const LEVEL_DETECTOR = 'high-level'

interface Low {
  readonly school: number
  readonly p: number | null
  readonly reasons: readonly Reason[]
}

/**
 * Schools without signs whose means are significantly below comparable schools (the other tail of `high-level`,
 * Benjamini-Hochberg over the schools), or where many pupils got the lowest mark.
 *
 * @returns the lowest first
 * @example
 * listSupport(region, detectors, outcomes, evidence, settings)[0]?.reasons[0]?.code // 'belowPeers'
 */
export function listSupport(
  { schools, sittings, bySchool }: Pick<IndexedRegion, 'schools' | 'sittings' | 'bySchool'>,
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
  evidence: EvidenceOfAll,
  settings: Settings,
): SupportEntry[] {
  const levels = outcomes[detectors.findIndex(({ meta }) => meta.id === LEVEL_DETECTOR)] ?? []
  const lower = sittings.map((_, i) => lowerTail(levels[i]))
  const p = bySchool.map((positions) => cauchyCombination(positions.map((i) => lower[i]!)))
  const q = benjaminiHochberg(p)
  const { belowPeers, belowPeersSitting } = settings.support
  return bySchool
    .map((positions, school): Low => {
      const isLow = q[school] !== null && q[school]! <= belowPeers
      const below = isLow ? positions.filter((i) => lower[i] !== null && lower[i]! <= belowPeersSitting) : []
      return {
        school,
        p: p[school]!,
        reasons: [
          ...below.map((i) => ({
            code: 'belowPeers',
            details: { ...placeOf(sittings[i]!), ...meansOf(levels[i]!) },
          })),
          ...positions.flatMap((i) => failing(sittings[i]!, settings)),
        ],
      }
    })
    .filter(({ school, reasons }) => reasons.length > 0 && !hasSigns(evidence, school))
    .sort((a, b) => (a.p ?? 1) - (b.p ?? 1) || a.school - b.school)
    .map(({ school, reasons }) => ({ schoolId: schools[school]!.id, reasons }))
}

const lowerTail = (outcome: Outcome | undefined): number | null =>
  outcome?.outcome === 'measured' ? 1 - outcome.p : null

const hasSigns = (evidence: EvidenceOfAll, school: number): boolean =>
  ['strong', 'moderate'].includes(evidence.schools[school]!.tier)

const placeOf = ({ subject, grade, className }: Sitting) => ({ subject, grade, class: className })

function meansOf(outcome: Outcome): { mean: number; expected: number } {
  if (outcome.outcome !== 'measured') throw new RangeError('Only a measured mean can be below its peers')
  return { mean: outcome.value, expected: outcome.value - outcome.effect }
}

function failing(sitting: Sitting, { support }: Settings): Reason[] {
  const { levelCounts, participants } = sitting
  if (levelCounts === null || participants === null || participants < support.minimumPupils) return []
  const share = levelCounts[0]! / participants
  return share >= support.failingShare ? [{ code: 'manyFailing', details: { ...placeOf(sitting), share } }] : []
}
