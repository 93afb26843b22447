/** Puts what the stages have found into one object, `MonitorResult`; computes nothing that a stage could have. */
import type { Detector } from './detectors'
import type { CohortEvidence, Evidence, EvidenceOfAll } from './evidence'
import { groupBy } from './group-by'
import { listedOverYears } from './listed-years'
import type {
  Basis,
  DetectorDescription,
  FairnessRow,
  LiftedPapers,
  LookAtFirst,
  MonitorInput,
  MonitorResult,
  ObserverReport,
  Outcome,
  Peers,
  Reason,
  ReferenceUsed,
  RegionBelief,
  SchoolClusters,
  Signal,
  SupportEntry,
  Warning,
} from './model'
import type { OfficialMarkers } from './official'
import type { ContextIndex } from './peers'
import type { RecheckList } from './recheck'
import { mostLifting } from './recheck/lifted'
import { lookAtFirst } from './recheck/look-at-first'
import { observerDoubts } from './recheck/observer-doubts'
import { firstYardstick } from './recheck/observer-report'
import { reasonsOf } from './recheck/reasons'
import { lostWarnings } from './recheck/unread-rows'
import { fixed } from './setting'
import type { Settings } from './settings'
import { ownDetails } from './signal-details'
import { conditionsOf } from './sittings/conditions'
import type { IndexedRegion } from './sittings/region'
import { itemSharesOf, meanOf } from './sittings/sitting'
import { version } from './version'

export interface Found {
  readonly input: MonitorInput
  readonly settings: Settings
  readonly region: IndexedRegion
  readonly peers: Peers
  readonly detectors: readonly Detector[]
  readonly outcomes: readonly (readonly Outcome[])[]
  readonly evidence: EvidenceOfAll & { readonly cohorts: readonly CohortEvidence[] }
  readonly list: RecheckList
  readonly observers: ObserverReport | null
  readonly lifted: LiftedPapers
  readonly belief: RegionBelief | null
  /** Per school, the share of peer definitions under which it has signs; `null` where not asked for. */
  readonly sensitivity: readonly number[] | null
  readonly support: readonly SupportEntry[]
  readonly fairness: readonly FairnessRow[]
  /** What shakes the yardstick: read before the list. */
  readonly regionWarnings: readonly Warning[]
  readonly official: OfficialMarkers
  readonly contextIndex: ContextIndex | null
  /** Whose reference the schools were judged by; `null` = by none. */
  readonly reference: ReferenceUsed | null
}

export function buildResult(found: Found): MonitorResult {
  const { input, settings, peers, detectors } = found
  const total = (field: 'rows' | 'used' | 'setAside'): number => input.sources.reduce((sum, s) => sum + s[field], 0)
  const warnings = warningsOf(found)
  return {
    schemaVersion: '1.0',
    tool: { name: 'objectivity-monitor', version },
    run: null,
    input: {
      files: input.sources,
      rows: total('rows'),
      used: total('used'),
      setAside: total('setAside'),
      fingerprint: input.fingerprint,
    },
    settings,
    seed: settings.seed,
    region: {
      schools: input.schools.length,
      sittings: input.sittings.length,
      papers: input.sittings.reduce((sum, s) => sum + (s.participants ?? 0), 0),
      officialIndex: found.official.index,
      observerCoverage: coverage(found),
      observerEffect: firstYardstick(found.observers)?.effect ?? null,
      observers: found.observers,
      belief: found.belief,
      lifted: found.lifted.region,
      liftedByTest: found.lifted.tests,
      contextIndex: weightsOf(found.contextIndex, peers),
      warnings,
    },
    peers: peersOf(found),
    reference: found.reference,
    peerGroups: peerGroupsOf(found),
    assessments: input.assessments,
    detectors: detectors.map(described),
    schools: schoolResults(found),
    sittings: sittingResults(found),
    cohorts: cohortResults(found),
    recheck: recheckEntries(found),
    lookAtFirst: firstToLookAt(found),
    plan: found.list.plan,
    support: found.support,
    fairness: found.fairness,
    toCorrect: input.toCorrect ?? [],
    problems: input.problems,
    warnings,
  }
}

/** A view of a result knows of a detector what the result tells of it, whoever wrote the detector. */
const described = ({ meta, reasons }: Detector): DetectorDescription => ({
  id: meta.id,
  family: meta.family,
  familyName: meta.familyName,
  question: meta.question,
  needs: meta.needs,
  unit: meta.unit,
  effectUnit: meta.effectUnit,
  sources: meta.sources,
  innocent: meta.innocent,
  finding: meta.finding,
  ...(meta.papers === undefined ? {} : { papers: meta.papers }),
  ...(meta.ownVote === undefined ? {} : { ownVote: meta.ownVote }),
  reasons,
})

/** What the reader must know before the list. */
function warningsOf(found: Found): Warning[] {
  const { input, region, peers, detectors, outcomes, regionWarnings, reference } = found
  const warnings: Warning[] = [...observerDoubts({ input, observed: region.observations })]
  warnings.push(...lostWarnings(input, warnings))
  if (!input.hasObservers) warnings.push({ code: 'noObserversTable' })
  if (!input.hasSchools) warnings.push({ code: 'noSchoolsTable' })
  if (reference !== null) warnings.push(...referenceWarnings(reference))
  warnings.push(...faultWarning(input), ...unknownCuts(input, detectors))
  warnings.push(...regionWarnings, ...liftingWarning(found))
  warnings.push(...peers.warnings.filter(({ code }) => input.hasSchools || code !== 'noContext'))
  detectors.forEach((detector, d) => {
    const failed = outcomes[d]!.filter((o) => o.outcome === 'failed').length
    if (failed > 0) warnings.push({ code: 'detectorFailed', details: { detector: detector.meta.id, sittings: failed } })
  })
  return warnings
}

/** Whose reference it is, and what it was not used for: tests that it does not fit, by reason. */
function referenceWarnings({ name, date, schools, pupils, used, refused, otherOptions }: ReferenceUsed): Warning[] {
  const whose = { name, date: date === null ? '' : ` (${date})` }
  const warnings: Warning[] =
    used.length === 0
      ? [{ code: 'referenceFitsNothing', details: whose }]
      : [
          {
            code: 'referenceUsed',
            details: { ...whose, schools, pupils, used: used.length, all: used.length + refused.length },
          },
        ]
  const alike = groupBy(refused, ({ reason, found, expected }) => JSON.stringify([reason, found, expected]))
  for (const tests of alike.values()) {
    const { reason, found, expected } = tests[0]!
    const named = tests.slice(0, TESTS_NAMED).map(({ assessment }) => assessment)
    const details = {
      tests: [...named, ...(tests.length > TESTS_NAMED ? ['…'] : [])].join(', '),
      reason,
      found,
      expected,
    }
    warnings.push({ code: 'referenceRefused', details })
  }
  if (otherOptions.length > 0)
    warnings.push({ code: 'referenceOtherOptions', details: { detectors: otherOptions.join(', ') } })
  return warnings
}

/** What is known of peers alone, without any result. */
type FoundPeers = Pick<Found, 'peers' | 'contextIndex'> & { readonly input: Pick<MonitorInput, 'schools'> }

/** The parts of a result that speak of peers and of nothing else. */
export function clustersOf(found: FoundPeers): Omit<SchoolClusters, 'warnings' | 'problems'> {
  return {
    peers: peersOf(found),
    peerGroups: peerGroupsOf(found),
    contextIndex: weightsOf(found.contextIndex, found.peers),
    schools: found.input.schools.map((school, i) => placeOf(found, school, i)),
  }
}

function placeOf(found: FoundPeers, { id, name, municipality }: MonitorInput['schools'][number], i: number) {
  return {
    ...{ schoolId: id, name, municipality },
    peerGroup: peerGroupId(found.peers, i),
    context: contextOf(found.peers, i),
    contextIndex: contextIndexOf(found, i),
  }
}

const peerGroupsOf = (found: FoundPeers): MonitorResult['peerGroups'] =>
  found.peers.groups.map((group, g) => ({ ...group, contextIndex: contextRange(found, g) }))

function peersOf({ peers, input }: Pick<FoundPeers, 'peers' | 'input'>): MonitorResult['peers'] {
  const { comparedBy, leftOut, special } = peers.basis ?? { comparedBy: [], leftOut: [], special: [] }
  return {
    method: peers.method,
    comparedBy: comparedBy.map((one) => ({ ...one, between: one.between === null ? null : rounded(one.between) })),
    leftOut,
    special: special.map(({ school, kind }) => ({ schoolId: input.schools[school]!.id, kind })),
  }
}

/** How many faults, in how many schools, and how many sittings are not judged for them. */
function faultWarning({ toCorrect = [], sittings }: MonitorInput): Warning[] {
  if (toCorrect.length === 0) return []
  const schools = new Set(toCorrect.map(({ schoolId }) => schoolId)).size
  const withheld = sittings.filter((sitting) => sitting.withheld === 'all' || sitting.withheld === 'items').length
  return [{ code: 'toCorrect', details: { faults: toCorrect.length, schools, withheld } }]
}

const LARGE_LIFTING = fixed(0.02, {
  reason:
    'From this share of all papers on, surely lifted, it is said at the top that peers do not see what everybody does.',
  origin: 'ours',
  unit: 'share of papers',
})
/** Schools that the warning names. */
const MOST_LIFTING = 5

/** Where the whole region lifts: how many papers, who lifts most even so, and how many of those the list holds. */
function liftingWarning({ lifted, list, input }: Found): Warning[] {
  const all = lifted.region.find(({ mark }) => mark === null)
  if (all === undefined || all.low < LARGE_LIFTING * all.of) return []
  const most = lifted.region.reduce((a, b) => (b.mark !== null && (a.mark === null || b.papers > a.papers) ? b : a))
  const signs = new Set(list.schools.flatMap(({ grounds, school }) => (grounds.includes('signs') ? [school] : [])))
  const schools = mostLifting(lifted.schools).slice(0, MOST_LIFTING)
  const rounded = (papers: number): number => Number(papers.toPrecision(2))
  return [
    {
      code: 'regionLifts',
      details: {
        mark: most.mark,
        papers: rounded(most.papers),
        low: rounded(most.low),
        high: rounded(most.high),
        of: most.of,
        schools: schools.map((s) => input.schools[s]!.name ?? input.schools[s]!.id).join('; '),
        count: schools.length,
        listed: schools.filter((s) => signs.has(s)).length,
      },
    },
  ]
}

/** Tests that a warning names; the others are of the same kind. */
const TESTS_NAMED = 4

/** One warning for all tests whose cut-offs nobody gave: what was not asked, and the lines that would tell them. */
function unknownCuts({ assessments }: MonitorInput, detectors: readonly Detector[]): Warning[] {
  const questions = detectors.filter(({ meta }) => meta.needs.includes('cuts')).map(({ meta }) => meta.id)
  const unknown = assessments.filter(({ cuts }) => cuts === null)
  if (unknown.length === 0 || questions.length === 0) return []
  const line = ({ subject, grade, year, maxScore }: MonitorInput['assessments'][number]): string =>
    `${subject};${grade ?? ''};${year ?? ''};${maxScore ?? ''};?;?;?`
  const more = unknown.length > TESTS_NAMED ? ['…'] : []
  const named = unknown.slice(0, TESTS_NAMED)
  const details = {
    tests: [...named.map(({ id }) => id), ...more].join(', '),
    questions: questions.join(', '),
    lines: ['subject;grade;year;max_score;cut_3;cut_4;cut_5', ...named.map(line), ...more].join(' | '),
  }
  return [{ code: 'cutsUnknown', details }]
}

function coverage({ input, observers }: Found): number | null {
  return observers === null || input.sittings.length === 0 ? null : observers.observed / input.sittings.length
}

function peerGroupId(peers: Peers, school: number): string | null {
  const group = peers.groupOf[school] ?? null
  return group === null ? null : peers.groups[group]!.id
}

/** In ten-thousandths of a standard deviation: finer differences mean nothing and only fill `result.json`. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

function contextOf(peers: Peers, school: number): readonly number[] | null {
  const context = peers.contextOf?.[school] ?? []
  return context.length === 0 ? null : context.map(rounded)
}

function contextIndexOf({ contextIndex }: Pick<Found, 'contextIndex'>, school: number): number | null {
  const index = contextIndex?.bySchool[school] ?? null
  return index === null ? null : rounded(index)
}

function contextRange(found: Pick<Found, 'contextIndex' | 'peers'>, group: number) {
  const sorted = found.peers.groupOf
    .flatMap((own, school) => (own === group ? (contextIndexOf(found, school) ?? []) : []))
    .toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!
  return sorted.length === 0 ? null : { low: at(0.1), median: at(0.5), high: at(0.9) }
}

function weightsOf(index: ContextIndex | null, { basis }: Peers): MonitorResult['region']['contextIndex'] {
  if (index === null) return null
  const known = new Map(basis?.comparedBy.map((one) => [one.id, one]))
  const social = index.loadings.reduce(
    (sum, { column, loading }) => sum + (known.get(column)?.social === true ? loading * loading : 0),
    0,
  )
  return {
    explained: rounded(index.explained),
    social: rounded(social),
    loadings: index.loadings
      .map((entry) => ({ ...entry, loading: rounded(entry.loading) }))
      .toSorted((a, b) => Math.abs(b.loading) - Math.abs(a.loading)),
  }
}

const evidenceFields = ({ tier, p, q, families }: Evidence) => ({ tier, p, q, families })

function schoolResults(found: Found): MonitorResult['schools'] {
  const { input, evidence, list, official } = found
  const entries = new Map(list.schools.map((entry) => [entry.school, entry]))
  return input.schools.map((school, i) => ({
    ...placeOf(found, school, i),
    ...evidenceFields(evidence.schools[i]!),
    grounds: entries.get(i)?.grounds ?? [],
    recheck: entries.has(i),
    officialMarkers: official.ofSchool[i]!,
    ...(school.earlier === undefined ? {} : { earlier: school.earlier }),
    lifted: found.lifted.schools[i]!,
  }))
}

function sittingResults({ input, region, evidence, list, detectors, outcomes }: Found): MonitorResult['sittings'] {
  const { sittings, observations, assessmentOf } = region
  const conditions = conditionsOf(input)
  return sittings.map((sitting, i) => ({
    schoolId: sitting.schoolId,
    grade: sitting.grade,
    subject: sitting.subject,
    year: sitting.year,
    class: sitting.className,
    participants: sitting.participants,
    mean: meanOf(sitting),
    assessment: sitting.assessmentId,
    scoreCounts: sitting.scoreCounts,
    levelCounts: sitting.levelCounts,
    itemShares: itemSharesOf(sitting, assessmentOf[i]!.itemMax),
    observer: observations[i]!.observer,
    conflictOfInterest: observations[i]!.conflictOfInterest,
    ...(conditions[i] === null ? {} : { conditions: conditions[i]! }),
    ...evidenceFields(evidence.sittings[i]!),
    grounds: list.sittings[i]!.grounds,
    recheck: list.sittings[i]!.grounds.length > 0,
    unobservedClasses: observations[i]!.unobservedClasses,
    papersToRecheck: list.sittings[i]!.papers,
    acceptanceNumber: list.sittings[i]!.acceptanceNumber,
    inclusionProbability: list.sittings[i]!.inclusionProbability,
    withinBudget: list.sittings[i]!.withinBudget,
    signals: detectors.map((detector, d) => signalOf(detector, outcomes[d]![i]!)),
  }))
}

function cohortResults({ region: { schools, sittings }, evidence }: Found): MonitorResult['cohorts'] {
  return evidence.cohorts.map(({ school, sittings: positions, alone, ...own }) => ({
    schoolId: schools[school]!.id,
    grade: sittings[positions[0]!]!.grade,
    year: sittings[positions[0]!]!.year,
    participants: pupilsOf(positions.map((i) => sittings[i]!)),
    ...evidenceFields(own),
    pAlone: alone,
    sittings: positions,
  }))
}

function firstToLookAt({ region: { schools }, evidence, list }: Found): LookAtFirst | null {
  const listed = new Set(list.schools.flatMap(({ grounds, school }) => (grounds.includes('signs') ? [school] : [])))
  const first = lookAtFirst(
    evidence.schools.map(({ p }) => p),
    (school) => listed.has(school),
  )
  return first === null ? null : { ...first, schools: first.schools.map((s) => schools[s]!.id) }
}

/** The same pupils sit in every subject: those of the largest one, over its classes. */
function pupilsOf(sittings: IndexedRegion['sittings']): number | null {
  const subjects = groupBy(
    sittings.filter(({ participants }) => participants !== null),
    ({ subject }) => subject,
  )
  const pupils = [...subjects.values()].map((of) => of.reduce((sum, { participants }) => sum + participants!, 0))
  return pupils.length === 0 ? null : Math.max(...pupils)
}

function signalOf({ meta }: Detector, outcome: Outcome): Signal {
  const measured = outcome.outcome === 'measured' ? outcome : null
  const said = {
    detector: meta.id,
    outcome: outcome.outcome,
    value: measured?.value ?? null,
    unit: meta.unit.en,
    effect: measured?.effect ?? null,
    ...basisOf(measured?.basis),
    p: measured?.p ?? null,
    n: measured?.n ?? null,
  }
  return {
    ...said,
    reason: outcome.outcome === 'measured' ? null : outcome.reason,
    ...ownDetails(outcome.details, said),
  }
}

const basisOf = (basis: Basis | undefined): Partial<Basis> | Record<keyof typeof NO_BASIS, null> => basis ?? NO_BASIS

const NO_BASIS = { expected: null, se: null, tau2: null, df: null }

/** That it is not the first time, first of all: one year may be chance. */
function listedBefore(of: Parameters<typeof listedOverYears>[0]): Reason[] {
  const found = listedOverYears(of)
  if (found === null || !of.earlier!.some(({ listed }) => listed)) return []
  return [{ code: 'listedBefore', details: { times: found.timesListed, years: found.years } }]
}

function recheckEntries(found: Found): MonitorResult['recheck'] {
  const { region, peers, evidence, list, detectors, outcomes } = found
  return list.schools.map((entry, k) => {
    const school = region.schools[entry.school]!
    const sensitivity = found.sensitivity?.[entry.school]
    const { tier, p, q } = evidence.schools[entry.school]!
    return {
      rank: k + 1,
      schoolId: school.id,
      name: school.name,
      municipality: school.municipality,
      peerGroup: peerGroupId(peers, entry.school),
      grounds: entry.grounds,
      decisionItems: entry.decisionItems,
      priority: entry.priority,
      tier,
      p,
      q,
      papersToRecheck: entry.papers,
      papersWithinBudget: entry.papersWithinBudget,
      withinBudget: entry.withinBudget,
      reasons: [
        ...listedBefore({ earlier: school.earlier, grounds: entry.grounds, tier }),
        ...reasonsOf(entry, list, region, detectors, outcomes),
      ],
      ...(sensitivity === undefined ? {} : { sensitivity }),
      sittings: entry.sittings,
    }
  })
}
