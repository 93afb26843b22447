/** Sittings, evidence and observers for the tests of the recheck stage, small enough to be read. */
import type { Evidence, EvidenceOfAll } from '../../src/evidence'
import type { MonitorInput, ObserverRecord, School, Sitting, Tier } from '../../src/model'
import type { Observation } from '../../src/sittings/observers'
import { type IndexedRegion, indexRegion } from '../../src/sittings/region'
import { assessmentId, sittingKey } from '../../src/sittings/sitting'

export function school(id: string, changes: Partial<School> = {}): School {
  return {
    id,
    name: `School ${id}`,
    municipality: 'North',
    cluster: null,
    advancedProgram: null,
    confirmedByExam: null,
    context: {},
    ...changes,
  }
}

export function sitting(schoolId: string, changes: Partial<Sitting> = {}): Sitting {
  const of = { subject: 'Math', grade: 4, year: 2021, ...changes }
  const assessment = assessmentId(of)
  return {
    key: sittingKey(schoolId, assessment, changes.className ?? null),
    schoolId,
    assessmentId: assessment,
    subject: of.subject,
    grade: of.grade,
    year: of.year,
    className: null,
    participants: 22,
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
    ...changes,
  }
}

export function record(schoolId: string, changes: Partial<ObserverRecord> = {}): ObserverRecord {
  return {
    schoolId,
    grade: null,
    subject: null,
    year: null,
    className: null,
    observer: 'present',
    conflictOfInterest: false,
    ...changes,
  }
}

export const OBSERVED: Observation = {
  observer: 'present',
  conflictOfInterest: false,
  observed: true,
  unobservedClasses: [],
  notUnderstood: [],
  mentioned: true,
}
export const UNOBSERVED: Observation = { ...OBSERVED, observer: 'absent', observed: false }

export const evidence = (p: number | null, tier: Tier = p === null ? 'notAssessable' : 'clear'): Evidence => ({
  families: { level: p },
  p,
  q: p,
  tier,
})

const NOT_MENTIONED: Observation = {
  ...{ observer: 'unknown', conflictOfInterest: false, observed: false, mentioned: false },
  ...{ unobservedClasses: [], notUnderstood: [] },
}

/** What a test says of a region, as the stages read it. */
export const indexed = (
  input: Pick<MonitorInput, 'schools' | 'sittings'> & Partial<MonitorInput>,
  observations: readonly Observation[] = input.sittings.map(() => NOT_MENTIONED),
): IndexedRegion => indexRegion({ assessments: [], hasSchools: true, hasObservers: true, ...input }, observations)

/** A region of one sitting per school, with the same evidence for both. */
export function region(
  ofSchools: readonly { evidence: Evidence; sitting?: Partial<Sitting>; school?: Partial<School> }[],
): { input: Pick<MonitorInput, 'schools' | 'sittings' | 'hasObservers'>; evidence: EvidenceOfAll } {
  const id = (i: number): string => `s${String(i).padStart(3, '0')}`
  return {
    input: {
      hasObservers: true,
      schools: ofSchools.map((of, i) => school(id(i), of.school)),
      sittings: ofSchools.map((of, i) => sitting(id(i), of.sitting)),
    },
    evidence: { schools: ofSchools.map((of) => of.evidence), sittings: ofSchools.map((of) => of.evidence) },
  }
}
