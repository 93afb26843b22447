/** Decision 2.4: schools whose honest results are low. They need help, not a recheck. */
import type { Detector } from '../detectors'
import type { EvidenceOfAll } from '../evidence'
import type { Outcome, Peers, Reason, Sitting, SupportEntry } from '../model'
import type { IndexedRegion } from '../sittings/region'
import { itemSharesOf } from '../sittings/sitting'
import { cauchyCombination } from '../statistics/cauchy-combination'
import { benjaminiHochberg } from '../statistics/false-discovery-rate'
import { type ClassedItems, itemGaps, weakItems } from './item-gaps'
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
 * listSupport(region, peers, detectors, outcomes, evidence, settings)[0]?.reasons[0]?.code // 'belowPeers'
 */
export function listSupport(
  region: Pick<IndexedRegion, 'schools' | 'sittings' | 'bySchool' | 'schoolOf' | 'assessmentOf'>,
  peers: Peers,
  detectors: readonly Detector[],
  outcomes: readonly (readonly Outcome[])[],
  evidence: EvidenceOfAll,
  settings: Settings,
): SupportEntry[] {
  const { schools, sittings, bySchool } = region
  const levels = outcomes[detectors.findIndex(({ meta }) => meta.id === LEVEL_DETECTOR)] ?? []
  const lower = sittings.map((_, i) => lowerTail(levels[i]))
  const p = bySchool.map((positions) => cauchyCombination(positions.map((i) => lower[i]!)))
  const q = benjaminiHochberg(p)
  const { belowPeers, belowPeersSitting } = settings.support
  const items = sittings.map((_, i) => itemsOf(region, peers, i))
  const gapsOf = itemGaps(items)
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
    .map(({ school, reasons }) => ({
      schoolId: schools[school]!.id,
      reasons,
      items: bySchool[school]!.flatMap((i) => weakItems(i, items[i]!, gapsOf)),
    }))
}

function itemsOf(
  { sittings, schoolOf, assessmentOf }: Pick<IndexedRegion, 'sittings' | 'schoolOf' | 'assessmentOf'>,
  { groups, groupOf }: Peers,
  at: number,
): ClassedItems {
  const sitting = sittings[at]!
  const group = groupOf[schoolOf[at]!] ?? null
  return {
    assessment: sitting.assessmentId,
    peerGroup: group === null ? null : groups[group]!.id,
    participants: sitting.participants,
    className: sitting.className,
    itemShares: itemSharesOf(sitting, assessmentOf[at]!.itemMax),
    classes: sitting.classItems ?? [],
  }
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
