/** What all rows together gave, as the page shows it. */
import { builtInDetectors, type Coverage, detectorCoverage } from '../../detectors'
import type { DataFault, MonitorInput, Problem } from '../../model'
import { conceptOf } from '../../peers/concepts/dictionary'
import { readContext } from '../../peers/context'
import { describeInput } from '../../report/describe-input'
import { faultText } from '../../report/faults'
import { leftOutLines } from '../../report/peer-sentences'
import { capitalised, sittingName, wordFor } from '../../report/sentences'
import type { Settings } from '../../settings'
import { observations } from '../../sittings/observers'
import { indexRegion } from '../../sittings/region'
import { wordsOf } from '../../words'
import { fill } from '../../words/format'
import { WARNINGS } from '../../words/warnings'
import { WORKBENCH } from '../../words/workbench'
import type { ConceptView, ReadView, Remark } from '../protocol'
import { both, linesOf, remarkOf } from './file-view'

/** Faults shown; the whole list is `to-correct.csv`. */
const FAULTS = 50

export function readView(input: MonitorInput, settings: Settings): ReadView {
  const region = indexRegion(input, observations(input, settings))
  const context = readContext(input.schools, { ...settings, peers: { ...settings.peers, variables: {} } })
  const municipalities = new Set(input.schools.flatMap(({ municipality }) => municipality ?? []))
  return {
    schools: input.schools.length,
    sittings: input.sittings.length,
    papers: input.sittings.reduce((sum, { participants }) => sum + (participants ?? 0), 0),
    municipalities: municipalities.size,
    sources: sourcesOf(input),
    remarks: remarksOf(input.problems),
    concepts: context.variables.map(
      ({ name, columns }): ConceptView => ({ name, columns, label: conceptOf(name)?.label ?? both(() => name) }),
    ),
    conceptsLeftOut: linesOf((locale) => leftOutLines({ peers: { leftOut: context.leftOut } as never }, locale)),
    observers: input.sources.flatMap(({ observers, file }) =>
      observers === undefined ? [] : [{ ...observers, file: file ?? '' }],
    ),
    hasSchools: input.hasSchools,
    hasObservers: input.hasObservers,
    gaps: [
      ...(input.hasObservers ? [] : [WARNINGS.noObserversTable]),
      ...(input.hasSchools ? [] : [WARNINGS.noSchoolsTable]),
    ],
    missing: costs(detectorCoverage(builtInDetectors, region, settings)),
    faults: (input.toCorrect ?? []).slice(0, FAULTS).map(faultLine),
  }
}

const sourcesOf = (input: MonitorInput): ReadView['sources'] =>
  input.sources.map(({ observers: _, ...source }) => ({
    file: source.file ?? '',
    table: source.table,
    lines: linesOf((locale) => describeInput({ sources: [source], problems: [] }, locale)[0]!.slice(1)),
  }))

/** One remark per kind, file and column, with the number of rows and the first of them. */
function remarksOf(problems: readonly Problem[]): Remark[] {
  const kinds = new Map<string, { first: Problem; count: number }>()
  for (const one of problems) {
    const key = JSON.stringify([one.code, one.file, one.column])
    const kind = kinds.get(key)
    if (kind === undefined) kinds.set(key, { first: one, count: one.count ?? 1 })
    else kind.count += one.count ?? 1
  }
  return [...kinds.values()].map(({ first, count }) => {
    const remark = remarkOf(first)
    if (count === 1 || first.row === null) return remark
    return {
      ...remark,
      text: both((locale) => `${remark.text[locale]} ${fill(WORKBENCH.sameRows[locale], { count }, locale)}`),
    }
  })
}

/** What the data lack, the costliest first: which checks cannot look at how many sittings. */
function costs(coverage: readonly Coverage[]) {
  const byNeed = new Map<string, { detectors: Coverage[]; sittings: number }>()
  for (const one of coverage)
    for (const { need, sittings } of one.missing) {
      const known = byNeed.get(need) ?? { detectors: [], sittings: 0 }
      known.detectors.push(one)
      known.sittings = Math.max(known.sittings, sittings)
      byNeed.set(need, known)
    }
  return [...byNeed]
    .sort(([, a], [, b]) => b.sittings * b.detectors.length - a.sittings * a.detectors.length)
    .map(([need, { detectors, sittings }]) =>
      both((locale) =>
        fill(
          WORKBENCH.lacking[locale],
          {
            what: wordFor(wordsOf(locale).need, need),
            sittings,
            of: detectors[0]!.sittings,
            checks: detectors.length,
            questions: detectors.map(({ detector }) => detector.meta.question[locale]).join(' '),
          },
          locale,
        ),
      ),
    )
}

const faultLine = (fault: DataFault) =>
  both((locale) => {
    const { what, mend, meanwhile } = faultText(fault, locale)
    return `${fault.schoolId}, ${sittingName(fault, locale)}: ${what}. ${capitalised(mend)}; ${meanwhile}.`
  })
