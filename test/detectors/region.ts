import { type Detector, runDetectors } from '../../src/detectors'
import type { MonitorInput, Outcome, Peers, Sitting } from '../../src/model'
import { findPeers } from '../../src/peers'
import { parseSettings } from '../../src/settings'
import { observations } from '../../src/sittings/observers'
import { type IndexedRegion, indexRegion } from '../../src/sittings/region'

export const settings = parseSettings({})

/** What the detectors answer of a region, peers found as `monitor` does. */
export function answers(
  detectors: readonly Detector[],
  input: Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'observers'>,
  peers: Peers = findPeers(input.schools, settings, { stability: false }),
): Outcome[][] {
  return runDetectors(detectors, { region: indexed(input), peers, settings })
}

/** What a test says of a region, as the stages read it. */
export const indexed = (
  input: Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'observers'>,
): IndexedRegion => indexRegion({ hasSchools: true, hasObservers: true, ...input }, observations(input, settings))

/** Outcomes of one detector by the key of the sitting. */
export function byKey(
  detector: Detector,
  input: Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'observers'>,
  peers?: Peers,
): Map<string, Outcome> {
  const [outcomes] = answers([detector], input, peers)
  return new Map(input.sittings.map((sitting, i) => [sitting.key, outcomes![i]!]))
}

/** Everybody is compared with everybody. */
export const wholeRegion = (schools: number): Peers => ({
  method: 'none',
  groups: [],
  groupOf: Array.from({ length: schools }, () => null),
  neighboursOf: null,
  warnings: [],
})

/** A sitting that holds nothing, to be filled in by a test. */
export function bareSitting(
  own: Partial<Sitting> & Pick<Sitting, 'schoolId'>,
  of: { readonly grade?: number | null; readonly subject?: string; readonly year?: number | null } = {},
): Sitting {
  const { grade = 4, subject = 'Математика', year = 2021 } = of
  const assessmentId = `${year ?? '-'}/${grade ?? '-'}/${subject}`
  return {
    key: `${own.schoolId}\t${assessmentId}\t`,
    assessmentId,
    subject,
    grade,
    year,
    className: null,
    participants: null,
    enrolled: null,
    scores: null,
    scoreCounts: null,
    levelCounts: null,
    exactLevels: true,
    itemCounts: null,
    itemBlanks: null,
    itemShares: null,
    journalByScore: null,
    journalByMark: null,
    vectors: null,
    ...own,
  }
}

/** Sittings of one test, a school each, with the assessment that they belong to. */
export function regionOf(
  sittings: readonly Sitting[],
  scale: { readonly maxScore?: number; readonly cuts?: readonly number[]; readonly levels?: readonly string[] } = {},
): Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'observers'> {
  const ids = [...new Set(sittings.map((s) => s.schoolId))]
  const tests = new Map(sittings.map((s) => [s.assessmentId, s]))
  return {
    schools: ids.map((id) => ({
      id,
      name: null,
      municipality: null,
      cluster: null,
      advancedProgram: null,
      confirmedByExam: null,
      context: {},
    })),
    assessments: [...tests].map(([id, { subject, grade, year }]) => ({
      id,
      subject,
      grade,
      year,
      maxScore: scale.maxScore ?? null,
      cuts: scale.cuts ?? null,
      itemMax: null,
      itemLevel: null,
      levels: scale.levels ?? null,
      scaleSource: 'given' as const,
    })),
    sittings,
    observers: [],
  }
}

/** Counts of whole scores: `scores([3, 3, 5])` is `[0, 0, 0, 2, 0, 1]` with what follows from it. */
export function fromScores(scores: readonly number[], highest: number): Partial<Sitting> {
  const scoreCounts = new Array<number>(highest + 1).fill(0)
  for (const score of scores) scoreCounts[score]!++
  return {
    participants: scores.length,
    scoreCounts,
    scores: {
      n: scores.length,
      sum: scores.reduce((sum, score) => sum + score, 0),
      sumOfSquares: scores.reduce((sum, score) => sum + score * score, 0),
    },
  }
}
