/**
 * What the pages of schools need of a result, packed into JSON inside the report. A region of 5 000 schools has 300 000
 * signals: of each that is not told in words a page shows only its p-value or its reason.
 */
import {
  type Counts,
  type Details,
  GROUNDS,
  type Ground,
  type Locale,
  type MonitorResult,
  type SchoolResult,
  type Signal,
  type SittingResult,
  TIERS,
} from '../../model'
import { allDetails } from '../../signal-details'
import { tellingSignals } from '../reasons'
import { type Funnel, funnelsOf, LEVEL, type Point, type Variance } from './charts/funnel'
import { type Html, jsonInPage } from './escape'
import { pageNumbers } from './page-numbers'
import type { View } from './parts'

const OBSERVERS: readonly SittingResult['observer'][] = ['present', 'absent', 'unknown']

/** A told signal; or the position in `reasons` of one without an answer, where two characters do not hold it. */
type PackedSignal = number | readonly [p: number, names: number, ...values: (number | string | null)[]]
type PackedSitting = readonly [
  place: number,
  className: string | null,
  participants: number | null,
  mean: number | null,
  tier: number,
  observer: number,
  /** Conflict of interest 1, to recheck 2, counts are of scores 4, listed for signs 8. */
  flags: number,
  papers: number,
  acceptance: number | null,
  unobservedClasses: readonly string[] | 0,
  counts: string | Counts | null,
  items: string | null,
  order: number,
  /** Distance from comparable schools, in points, and of how many pupils where it is not all participants. */
  distance: readonly [effect: number, n: number] | number | null,
  /** Two characters for each: a p in thousandths, `REASONS` + position in `reasons`, or `TOLD`: the next of `told`. */
  signals: string,
  ...told: PackedSignal[],
]
type PackedSchool = readonly [
  page: number,
  schoolId: string,
  name: string | null,
  municipality: number,
  group: number,
  tier: number,
  p: number | null,
  q: number | null,
  grounds: number,
  markers: readonly string[] | 0,
  contextIndex: number | null,
  families: readonly [names: number, ...values: (number | null)[]],
  sittings: readonly PackedSitting[],
  /** Years and whether it was listed; 0 where no earlier list examined it. */
  earlier: readonly (readonly [year: number, listed: 0 | 1])[] | 0,
]
interface Packed {
  /** Letters that lie beside the report. */
  readonly files: readonly string[]
  readonly locale: Locale
  readonly assessments: MonitorResult['assessments']
  readonly peerGroups: MonitorResult['peerGroups']
  readonly detectors: MonitorResult['detectors']
  readonly places: readonly (readonly [
    assessment: string,
    subject: string,
    grade: number | null,
    year: number | null,
  ])[]
  /** Sequences of detectors: of nearly all sittings the same. */
  readonly orders: readonly (readonly string[])[]
  readonly reasons: readonly (readonly [
    outcome: Signal['outcome'],
    reason: string | null,
    details: Signal['details'],
  ])[]
  /** Names of the details of told signals, and of families. */
  readonly names: readonly (readonly string[])[]
  readonly municipalities: readonly (string | null)[]
  /** Of distances, by assessment. */
  readonly variances: readonly (readonly [assessment: string, Variance])[]
  readonly schools: readonly PackedSchool[]
  readonly toCorrect: MonitorResult['toCorrect']
}

/** Six digits are more than any sentence shows. */
const short = <T>(value: T): T | number => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)
const shortDetails = (details: Signal['details']): Details | null =>
  details ? Object.fromEntries(Object.entries(details).map(([name, value]) => [name, short(value)])) : null
const shortP = (p: number): number => Number(p.toPrecision(2))

const REASONS = 1001
const TOLD = 1295
const twoCharacters = (code: number): string => code.toString(36).padStart(2, '0')
const codesOf = (packed: string): number[] => packed.match(/../g)?.map((digits) => Number.parseInt(digits, 36)) ?? []

/** Positions of values in the order in which they are first seen. */
function numbered<T>() {
  const positions = new Map<string, number>()
  const values: T[] = []
  const of = (value: T): number => {
    const key = JSON.stringify(value)
    const known = positions.get(key)
    if (known !== undefined) return known
    positions.set(key, values.length)
    return values.push(value) - 1
  }
  return { of, values }
}

export function pack({ result, locale, sittingsOf, files }: View): Html {
  const orders = numbered<readonly string[]>()
  const reasons = numbered<Packed['reasons'][number]>()
  const names = numbered<readonly string[]>()
  const places = numbered<Packed['places'][number]>()
  const municipalities = numbered<string | null>()
  const groups = new Map(result.peerGroups.map(({ id }, i) => [id, i]))
  const numbers = pageNumbers(result)
  /** What the page says of a signal: what its sentence has gaps for, and on how many pupils it rests. */
  const gaps = new Map(
    result.detectors.map(({ id, finding, papers }) => [
      id,
      new Set(`{n}${finding[locale]}${papers?.[locale] ?? ''}`.match(/(?<=\{)\w+/g)),
    ]),
  )
  const spoken = (signal: Signal): [string, number | string | null][] => {
    const asked = gaps.get(signal.detector)
    return Object.entries(allDetails(signal)).filter(([name]) => asked?.has(name) ?? true)
  }
  const packSignals = (signals: readonly Signal[], telling: readonly Signal[]): [string, ...PackedSignal[]] => {
    const told: PackedSignal[] = []
    const codes = signals.map((signal) => {
      if (signal.outcome !== 'measured' || signal.p === null) {
        const reason = reasons.of([signal.outcome, signal.reason ?? null, shortDetails(signal.details)])
        if (REASONS + reason < TOLD) return REASONS + reason
        told.push(reason)
      } else if (telling.includes(signal)) {
        const details = spoken(signal)
        told.push([
          short(signal.p),
          names.of(details.map(([name]) => name)),
          ...details.map(([, value]) => short(value)),
        ])
      } else return Math.round(1000 * signal.p)
      return TOLD
    })
    return [codes.map(twoCharacters).join(''), ...told]
  }
  const packSitting = (s: SittingResult): PackedSitting => {
    return [
      places.of([s.assessment, s.subject, s.grade, s.year]),
      s.class,
      s.participants,
      short(s.mean),
      TIERS.indexOf(s.tier),
      OBSERVERS.indexOf(s.observer),
      flagsOf([s.conflictOfInterest, s.recheck, s.scoreCounts !== null, s.grounds.includes('signs')]),
      s.papersToRecheck,
      s.acceptanceNumber,
      s.unobservedClasses.length === 0 ? 0 : s.unobservedClasses,
      packCounts(s.scoreCounts ?? s.levelCounts),
      s.itemShares === null ? null : packItems(s.itemShares),
      orders.of(s.signals.map(({ detector }) => detector)),
      packDistance(s),
      ...packSignals(s.signals, tellingSignals(s)),
    ]
  }
  const schools = result.schools.map(
    (s): PackedSchool => [
      numbers.get(s.schoolId)!,
      s.schoolId,
      s.name,
      municipalities.of(s.municipality),
      groups.get(s.peerGroup ?? '') ?? -1,
      TIERS.indexOf(s.tier),
      s.p === null ? null : shortP(s.p),
      s.q === null ? null : shortP(s.q),
      GROUNDS.reduce((sum, ground, i) => sum + (s.grounds.includes(ground) ? 1 << i : 0), 0),
      s.officialMarkers.length === 0 ? 0 : s.officialMarkers,
      s.contextIndex,
      [names.of(Object.keys(s.families)), ...Object.values(s.families).map((p) => (p === null ? null : shortP(p)))],
      (sittingsOf.get(s.schoolId) ?? []).map(packSitting),
      s.earlier?.map(({ year, listed }) => [year, listed ? 1 : 0] as const) ?? 0,
    ],
  )
  const packed: Packed = {
    files: files.filter((file) => file.startsWith('documents/letter-')),
    ...{ locale, assessments: result.assessments, peerGroups: result.peerGroups, toCorrect: result.toCorrect },
    detectors: result.detectors.map((detector) => ({ ...detector, sources: [], needs: [] })),
    ...{ places: places.values, orders: orders.values, reasons: reasons.values, names: names.values },
    ...{
      municipalities: municipalities.values,
      variances: [...funnelsOf(result)].map(([id, { variance }]) => [id, variance] as const),
      schools,
    },
  }
  return jsonInPage(packed)
}

/** Bits, the first one lowest. */
const flagsOf = (bits: readonly boolean[]): number => bits.reduce((sum, bit, at) => sum + (bit ? 1 << at : 0), 0)
const hasFlag = (flags: number, at: number): boolean => (flags >> at) % 2 === 1

/** Few pupils per score, as nearly everywhere, take one character each. */
const packCounts = (counts: Counts | null): string | Counts | null => {
  if (counts === null) return null
  const small = counts.every((count) => Number.isInteger(count) && count >= 0 && count < 36)
  return small ? counts.map((count) => count.toString(36)).join('') : counts.map((count) => short(count))
}
const unpackCounts = (packed: string | Counts | null): Counts | null =>
  typeof packed === 'string' ? [...packed].map((digit) => Number.parseInt(digit, 36)) : packed

/** Two characters for each share 0..1, in parts of 1295. */
const packItems = (shares: readonly number[]): string =>
  shares.map((share) => twoCharacters(Math.round(1295 * Math.min(1, share)))).join('')
const unpackItems = (packed: string): readonly number[] => codesOf(packed).map((code) => code / 1295)

/** What the funnel shows of a sitting. */
function packDistance({ signals, participants }: SittingResult): PackedSitting[13] {
  const signal = signals.find(({ detector, outcome }) => detector === LEVEL && outcome === 'measured')
  if (typeof signal?.effect !== 'number' || typeof signal.n !== 'number' || signal.n < 1) return null
  const effect = Number(signal.effect.toPrecision(3))
  return signal.n === participants ? effect : [effect, signal.n]
}

/** The parts of a result that pages are drawn from, and the number of each school's page. */
export interface Unpacked {
  readonly locale: Locale
  readonly files: readonly string[]
  readonly result: MonitorResult
  readonly pages: ReadonlyMap<number, SchoolResult>
  readonly funnels: ReadonlyMap<string, Funnel>
}

export function unpack(json: string): Unpacked {
  const packed = JSON.parse(json) as Packed
  const pages = new Map<number, SchoolResult>()
  const sittings: SittingResult[] = []
  const funnels = new Map(packed.variances.map(([id, variance]) => [id, { points: [] as Point[], variance }]))
  for (const [
    page,
    schoolId,
    name,
    municipality,
    group,
    tier,
    p,
    q,
    grounds,
    markers,
    contextIndex,
    families,
    own,
    earlier,
  ] of packed.schools) {
    const [familyNames, ...values] = families
    const groundsOf: readonly Ground[] = GROUNDS.filter((_, i) => (grounds >> i) % 2 === 1)
    pages.set(page, {
      ...{ schoolId, name, p, q, context: null, contextIndex },
      municipality: packed.municipalities[municipality]!,
      peerGroup: packed.peerGroups[group]?.id ?? null,
      tier: TIERS[tier]!,
      families: Object.fromEntries(packed.names[familyNames]!.map((family, i) => [family, values[i]!])),
      grounds: groundsOf,
      recheck: groundsOf.length > 0,
      officialMarkers: markers === 0 ? [] : markers,
      ...(earlier === 0 ? {} : { earlier: earlier.map(([year, listed]) => ({ year, listed: listed === 1 })) }),
      lifted: null,
    })
    for (const packedSitting of own) {
      const sitting = unpackSitting(packedSitting, schoolId, packed)
      sittings.push(sitting)
      const distance = packedSitting[13]
      const [effect, n] = typeof distance === 'number' ? [distance, sitting.participants] : (distance ?? [null, null])
      if (effect !== null && n !== null)
        funnels.get(sitting.assessment)?.points.push({ sitting, n, effect, variance: null })
    }
  }
  const result = { ...packed, sittings, schools: [...pages.values()], recheck: [] } as unknown as MonitorResult
  return { locale: packed.locale, files: packed.files, result, pages, funnels }
}

function unpackSitting(packed: PackedSitting, schoolId: string, of: Packed): SittingResult {
  const [at, className, participants, mean, tier, observer, flags, papers, acceptance, classes, counts, items] = packed
  const [order, , codes, ...told] = packed.slice(12) as [number, PackedSitting[13], string, ...PackedSignal[]]
  const unpackSignals = (): readonly Signal[] => {
    const waiting = [...told]
    return codesOf(codes).map((code, i) => unpackSignal(code, waiting, of.orders[order]![i]!, of))
  }
  let signals: readonly Signal[] | null = null
  const [assessment, subject, grade, year] = of.places[at]!
  const ofScores = hasFlag(flags, 2)
  return {
    ...{ assessment, subject, grade, year },
    ...{ schoolId, class: className, participants, mean, p: null, q: null, families: {} },
    grounds: hasFlag(flags, 3) ? ['signs'] : [],
    ...{ inclusionProbability: 1, withinBudget: null, papersToRecheck: papers, acceptanceNumber: acceptance },
    tier: TIERS[tier]!,
    observer: OBSERVERS[observer]!,
    conflictOfInterest: hasFlag(flags, 0),
    recheck: hasFlag(flags, 1),
    unobservedClasses: classes === 0 ? [] : classes,
    scoreCounts: ofScores ? unpackCounts(counts) : null,
    levelCounts: ofScores ? null : unpackCounts(counts),
    itemShares: items === null ? null : unpackItems(items),
    /** Unpacked when a page asks for them: of all schools they are hundreds of thousands. */
    get signals() {
      signals ??= unpackSignals()
      return signals
    },
  }
}

/**
 * @param told those not yet unpacked, from which the first is taken where `code` says so
 */
function unpackSignal(code: number, told: PackedSignal[], detector: string, { reasons, names }: Packed): Signal {
  const base = { detector, unit: '', value: null }
  if (code < REASONS) return { ...base, outcome: 'measured', p: code / 1000 }
  const packed = code === TOLD ? told.shift()! : code - REASONS
  if (typeof packed === 'number') {
    const [outcome, reason, details] = reasons[packed]!
    return { ...base, outcome, reason, details, p: null }
  }
  const [p, at, ...values] = packed
  const details = Object.fromEntries(names[at]!.map((name, i) => [name, values[i] ?? null]))
  return { ...base, outcome: 'measured', p, n: typeof details.n === 'number' ? details.n : null, details }
}
