/** The figures that authorities report, by municipality and year; nothing is invented where the tables do not say. */
import { groupBy } from '../group-by'
import { listedOverYears } from '../listed-years'
import type { Locale, MonitorResult, SchoolResult, SittingConditions, SittingResult } from '../model'
import { fixed } from '../setting'
import { INDICATORS, type IndicatorId, indicatorWords } from '../words/indicators'
import { type Table, tableOf } from './tables'

export type { IndicatorId } from '../words/indicators'

/** One figure of one municipality and year. */
export interface Indicator {
  readonly indicator: IndicatorId
  /** `null` = the whole region. */
  readonly municipality: string | null
  readonly year: number | null
  /** `null` where the figure is no share of a count. */
  readonly numerator: number | null
  readonly denominator: number | null
  /** In percent; `null` where the denominator is 0. */
  readonly value: number | null
  /** In percent, at least; `null` = the sources name none. */
  readonly target: number | null
}

/** What a recheck found of a sitting: `Verification.sittings`. */
export interface CheckedOutcome {
  /** Position in `MonitorResult.sittings`. */
  readonly sitting: number
  readonly verdict: 'confirmed' | 'notConfirmed' | 'undecided'
  readonly papers: number
  readonly changed: number
}

const TARGET = fixed(90, {
  reason: 'Хакасия, order of 08.02.2023 No. 100-128: confirmed papers, and schools with an objective internal system.',
  origin: 'official',
  unit: 'percent',
})

const TARGETS: Partial<Record<IndicatorId, number>> = { papersConfirmed: TARGET, controlledSchoolsObjective: TARGET }

/** What is counted of one municipality in one year. */
interface Part {
  /** `null` = the region. */
  readonly municipality: string | null
  readonly schools: readonly SchoolResult[]
  readonly sittings: readonly (readonly [at: number, sitting: SittingResult])[]
}
type Count = readonly [numerator: number, denominator: number]

/**
 * The figures of a result: the region first, then its municipalities, year by year.
 *
 * @param checked what came of the rechecks (`verifyRechecks(...).sittings`); without it nothing is said of them
 * @returns figures whose denominator the tables give; those of observers only with a table of observers, those of several
 *   years only with lists of earlier years
 * @example
 * toIndicators(result, verifyRechecks(result, outcomes).sittings)[0] // { indicator: 'papersConfirmed', numerator: 352, ... }
 */
export function toIndicators(result: MonitorResult, checked: readonly CheckedOutcome[] = []): readonly Indicator[] {
  const municipalityOf = new Map(result.schools.map(({ schoolId, municipality }) => [schoolId, municipality]))
  const byYear = groupBy([...result.sittings.entries()], ([, { year }]) => year)
  const years = [...byYear].sort(([a], [b]) => (a ?? 0) - (b ?? 0))
  const municipalities = [...new Set(municipalityOf.values())].filter((name) => name !== null).sort(byCodeUnit)
  return years.flatMap(([year, sittings]) =>
    [null, ...(municipalities.length > 1 ? municipalities : [])].flatMap((municipality) => {
      const part: Part = {
        municipality,
        schools: result.schools.filter((school) => municipality === null || school.municipality === municipality),
        sittings: sittings.filter(
          ([, { schoolId }]) => municipality === null || municipalityOf.get(schoolId) === municipality,
        ),
      }
      const counts = countsOf(
        part,
        result,
        new Map(checked.map((one) => [one.sitting, one])),
        year === years.at(-1)![0],
      )
      const found = INDICATOR_IDS.flatMap((indicator): Indicator[] => {
        const count = counts[indicator]
        if (count == null) return []
        const [numerator, denominator] = count
        const value = denominator === 0 ? null : (100 * numerator) / denominator
        return [{ indicator, municipality, year, numerator, denominator, value, target: TARGETS[indicator] ?? null }]
      })
      return municipality === null ? [...found, ...ofTheRegion(result, year, year === years.at(-1)![0])] : found
    }),
  )
}

const INDICATOR_IDS = Object.keys(INDICATORS) as readonly IndicatorId[]
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** @param isLast lists, signs and markers are of all years of a result together, and stand with its last one */
function countsOf(
  { municipality, schools, sittings }: Part,
  result: MonitorResult,
  checked: ReadonlyMap<number, CheckedOutcome>,
  isLast: boolean,
): Partial<Record<IndicatorId, Count | null>> {
  const share = <T>(of: readonly T[], has: (one: T) => boolean): Count => [of.filter(has).length, of.length]
  const sum = <T>(of: readonly T[], number: (one: T) => number): number =>
    of.reduce((total, one) => total + number(one), 0)
  const told = <T>(of: readonly T[], has: (one: T) => boolean | null | undefined): Count | null => {
    const known = of.flatMap((one) => has(one) ?? [])
    return known.length === 0 ? null : share(known, (yes) => yes)
  }
  const municipalities = [...new Set(schools.flatMap(({ municipality: name }) => name ?? []))]
  const bySchool = [...groupBy(sittings, ([, { schoolId }]) => schoolId).values()]
  const outcomes = sittings.flatMap(([at]) => checked.get(at) ?? [])
  const papers = sum(outcomes, (one) => one.papers)
  const decided = groupBy(
    outcomes.filter(({ verdict }) => verdict !== 'undecided'),
    ({ sitting }) => result.sittings[sitting]!.schoolId,
  )
  const observed = result.region.observers !== null
  const written = sum(sittings, ([, { participants }]) => participants ?? 0)
  const assessed = schools.filter(({ tier }) => tier !== 'notAssessable')
  const withSittings = new Set(sittings.map(([, { schoolId }]) => schoolId))
  const examined = schools.filter(({ earlier }) => (earlier?.length ?? 0) > 0)
  return {
    papersConfirmed: papers === 0 ? null : [papers - sum(outcomes, (one) => one.changed), papers],
    controlledSchoolsObjective:
      decided.size === 0 ? null : share([...decided.values()], (of) => of.every((one) => one.verdict === 'confirmed')),
    schoolsObserved: observed ? share(bySchool, (of) => of.every(isObserved)) : null,
    schoolsPartlyObserved: observed ? share(bySchool, (of) => of.some(isObserved)) : null,
    sittingsObserved: observed ? share(sittings, isObserved) : null,
    municipalitiesMonitored:
      municipality !== null || municipalities.length === 0
        ? null
        : share(municipalities, (name) =>
            schools.some((school) => school.municipality === name && withSittings.has(school.schoolId)),
          ),
    schoolsExpertsTrained: told(bySchool, (of) => all(of, ({ expertsTrained }) => expertsTrained)),
    sittingsObserverTrained: told(sittings, ([, { conditions }]) => conditions?.observerTrained),
    sittingsVideo: told(sittings, ([, { conditions }]) => conditions?.video),
    sittingsWithoutViolations: told(sittings, ([, { conditions }]) => not(conditions?.violations)),
    sittingsToRecheck: share(sittings, ([, { recheck }]) => recheck),
    papersToRecheck: [sum(sittings, ([, { papersToRecheck }]) => papersToRecheck), written],
    schoolsWithResults: share(schools, ({ schoolId }) => withSittings.has(schoolId)),
    ...(isLast
      ? {
          schoolsWithSigns: share(assessed, ({ tier }) => tier === 'strong' || tier === 'moderate'),
          schoolsListedRepeatedly:
            examined.length === 0 ? null : share(examined, (school) => listedOverYears(school)!.timesListed >= 2),
        }
      : {}),
  }
}

const not = (told: boolean | null | undefined): boolean | null => (told == null ? null : !told)

/** Whether all sittings of which it is told have a condition; `null` where it is told of none. */
function all(of: Part['sittings'], has: (conditions: SittingConditions) => boolean | null): boolean | null {
  const known = of.flatMap(([, { conditions }]) => (conditions === undefined ? [] : (has(conditions) ?? [])))
  return known.length === 0 ? null : known.every((yes) => yes)
}

/** An observer with a conflict of interest is none. */
const isObserved = ([, { observer, conflictOfInterest }]: Part['sittings'][number]): boolean =>
  observer === 'present' && !conflictOfInterest

/** Markers of the official method: of how many schools they could be computed, only its index tells. */
function ofTheRegion({ region, schools }: MonitorResult, year: number | null, isLast: boolean): Indicator[] {
  if (!isLast || region.officialIndex === null) return []
  const marked = schools.filter(({ officialMarkers }) => officialMarkers.length > 0).length
  const without = region.officialIndex
  // index = 100 - 100 marked / assessed
  const assessed = without === 100 ? null : Math.round((100 * marked) / (100 - without))
  const of = { municipality: null, year, target: null }
  return [
    ...(assessed === null
      ? []
      : [
          {
            ...of,
            indicator: 'schoolsWithMarkers' as const,
            numerator: marked,
            denominator: assessed,
            value: 100 - without,
          },
        ]),
    { ...of, indicator: 'officialIndex', numerator: null, denominator: null, value: without },
  ]
}

/**
 * The figures as a table; names and sources in the language of the reader.
 *
 * @param forPeople true to call the figures by their names alone
 */
export function indicatorsTable(
  result: MonitorResult,
  locale: Locale,
  checked?: readonly CheckedOutcome[],
  forPeople = false,
): Table {
  const words = indicatorWords(locale)
  return tableOf<Indicator>(
    {
      indicator: (i) => (forPeople ? words[i.indicator].name : i.indicator),
      municipality: (i) => i.municipality,
      year: (i) => i.year,
      numerator: (i) => i.numerator,
      denominator: (i) => i.denominator,
      value: (i) => i.value,
      target: (i) => i.target,
      source: (i) => words[i.indicator].source,
      ...(forPeople ? {} : { meaning: (i: Indicator) => words[i.indicator].name }),
    },
    toIndicators(result, checked),
  )
}
