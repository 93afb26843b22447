import { resolve } from 'node:path'
import { explainSchool } from '../../explain'
import type { Locale, MonitorResult, SchoolResult, Signal, SittingResult } from '../../model'
import { nearest } from '../../nearest'
import { explanationSections } from '../../report/explain'
import { detectorsById, settledText, tellingSignals, tierOfSitting } from '../../report/reasons'
import { capitalised, findingText, notMeasuredText, sittingName } from '../../report/sentences'
import { wordsOf } from '../../words'
import { cliWords } from '../../words/cli'
import { ABSENT, fill, formatNumber } from '../../words/format'
import { near, UsageError } from '../arguments'
import type { Options } from '../options'
import { readResult, resultFile } from '../result-file'
import type { Shell } from '../shell'
import { bullet, printable, wrapped } from '../text'

/** Everything about one school in words, from the result of an earlier run. */
export function explain(operands: readonly string[], options: Options, shell: Shell): number {
  const [wanted, folder] = operands
  if (wanted === undefined) throw new UsageError('missingSchool')
  const run = folder === undefined ? (options.out ?? shell.cwd) : resolve(shell.cwd, folder)
  const result = readResult(run)
  shell.print(`${schoolText(findSchool(result, wanted, resultFile(run)), result, options.locale)}\n`)
  return 0
}

/** By id, by login whatever its prefix (`sch` until 2021, `edu` from 2022), or by a part of the name that only one has. */
function findSchool({ schools }: MonitorResult, wanted: string, file: string): SchoolResult {
  const digits = (id: string): string => id.toLowerCase().replace(/^(sch|edu)(?=\d{6}$)/, '')
  const text = plainName(wanted)
  const exact = schools.find((s) => s.schoolId === wanted) ?? schools.find((s) => digits(s.schoolId) === digits(wanted))
  if (exact !== undefined) return exact
  const names = schools.map((s) => plainName(s.name ?? ''))
  const named = schools.filter((_, i) => names[i] === text)
  const found = named.length > 0 ? named : schools.filter((_, i) => names[i]!.includes(text))
  if (found.length === 1) return found[0]!
  if (found.length > 1) {
    const list = found.slice(0, 5).map((s) => `${s.name} (${s.schoolId})`)
    throw new UsageError('severalSchools', { school: wanted, found: list.join('; ') })
  }
  const byId = near(
    wanted,
    schools.map((s) => s.schoolId),
  )
  const close = byId.nearest === undefined ? nearestName(text, names) : null
  const closest = close === null ? {} : { nearest: `${schools[close]!.name} (${schools[close]!.schoolId})` }
  throw new UsageError('unknownSchool', { school: wanted, file, ...byId, ...closest })
}

/** A name without what people write differently: capitals, quotation marks, ё, the number sign, blanks. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/["'«»„“”]/g, '')
    .replace(/№/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Position of the name nearest to a misspelt one, which may lack the legal form in front. */
function nearestName(text: string, names: readonly string[]): number | null {
  const words = text.split(' ').length
  const tails = names.map((name) => name.split(' ').slice(-words).join(' '))
  for (const written of [names, tails]) {
    const close = nearest(text, written)
    if (close !== null) return written.indexOf(close)
  }
  return null
}

function schoolText(school: SchoolResult, result: MonitorResult, locale: Locale): string {
  const { explain } = cliWords(locale)
  const { tier, tierMeaning, ground, term } = wordsOf(locale)
  const entry = result.recheck.find((e) => e.schoolId === school.schoolId)
  const group = result.peerGroups.find((g) => g.id === school.peerGroup)
  const sittings = result.sittings.filter((s) => s.schoolId === school.schoolId)
  const line = (template: string, details: Parameters<typeof fill>[1]): string =>
    wrapped(printable(fill(template, details, locale)))
  const title = [school.name, `(${school.schoolId})`, school.municipality].filter(Boolean).join(' ')
  return [
    printable(title),
    '',
    entry === undefined ? explain.notOnList : line(explain.onList, { rank: entry.rank, papers: entry.papersToRecheck }),
    ...(school.grounds.length === 0
      ? []
      : [line(explain.grounds, { grounds: school.grounds.map((g) => ground[g]).join(', ') })]),
    line(explain.figures, { tier: tier[school.tier], meaning: tierMeaning[school.tier], p: school.p, q: school.q }),
    line(explain.group, { group: group === undefined ? term.wholeRegion : `${group.id}. ${group.label[locale]}` }),
    ...(school.officialMarkers.length === 0
      ? []
      : [line(explain.markers, { markers: school.officialMarkers.join(', ') })]),
    '',
    ...cohortTexts(school, result, locale),
    ...sittings.map((sitting) => sittingText(sitting, result, locale)),
    ...sectionTexts(school, result, locale),
  ].join('\n')
}

/** A line for each grade, where the school has several. */
function cohortTexts({ schoolId }: SchoolResult, result: MonitorResult, locale: Locale): string[] {
  const words = cliWords(locale).explain
  const cohorts = result.cohorts.filter((cohort) => cohort.schoolId === schoolId)
  if (cohorts.length < 2) return []
  const lines = cohorts.map(({ grade, year, participants, tier, p, sittings }) =>
    bullet(
      fill(
        words.cohort,
        { grade, year, participants, sittings: sittings.length, tier: wordsOf(locale).tier[tier], p },
        locale,
      ),
    ),
  )
  return [words.cohorts, ...lines, '']
}

function sittingText(sitting: SittingResult, result: MonitorResult, locale: Locale): string {
  const { explain } = cliWords(locale)
  const words = wordsOf(locale)
  const byId = detectorsById(result)
  const telling = tellingSignals(sitting)
  const usual = sitting.signals
    .filter((s) => s.outcome === 'measured' && !telling.includes(s))
    .map((s) => questionOf(s.detector, byId, locale))
  const missing = groupedByReason(
    sitting.signals.filter((s) => s.outcome !== 'measured'),
    byId,
    locale,
  )
  const title = fill(
    explain.sitting,
    {
      sitting: sittingName(sitting, locale),
      participants: sitting.participants,
      mean: sitting.mean === null ? ABSENT : formatNumber(sitting.mean, locale),
      observer: words.observer[sitting.observer],
      tier: words.tier[tierOfSitting(sitting)],
    },
    locale,
  )
  return [
    wrapped(printable(title)),
    ...(sitting.settled === undefined ? [] : [bullet(capitalised(settledText(sitting.settled, locale)))]),
    ...(sitting.recheck ? [bullet(fill(explain.toRecheck, { papers: sitting.papersToRecheck }, locale))] : []),
    ...telling.map((s) =>
      bullet(fill(explain.finding, { finding: findingText(s, byId.get(s.detector), locale), p: s.p }, locale)),
    ),
    ...(usual.length === 0 ? [] : [bullet(fill(explain.usual, { detectors: usual.join('; ') }, locale))]),
    ...(missing.length === 0 ? [] : [bullet(fill(explain.notMeasured, { detectors: missing.join('. ') }, locale))]),
    '',
  ].join('\n')
}

type Detectors = ReturnType<typeof detectorsById>

/** What a detector asks; ids are for programs. */
const questionOf = (id: string, byId: Detectors, locale: Locale): string => byId.get(id)?.question[locale] ?? id

/** What was not measured, told once per reason: of a tiny sitting every detector says the same. */
function groupedByReason(signals: readonly Signal[], byId: Detectors, locale: Locale): string[] {
  const reasons = new Map<string, string[]>()
  for (const signal of signals) {
    const reason = notMeasuredText(signal, byId.get(signal.detector), locale)
    reasons.set(reason, [...(reasons.get(reason) ?? []), questionOf(signal.detector, byId, locale)])
  }
  return [...reasons].map(([reason, detectors]) => `${reason}: ${detectors.join('; ')}`)
}

/** Why, what would change that, what to rule out, which papers to take. */
function sectionTexts(school: SchoolResult, result: MonitorResult, locale: Locale): string[] {
  const explanation = explainSchool(result, school.schoolId)
  if (explanation === null) return []
  return explanationSections(explanation, result, locale).flatMap(({ heading, lines }) => [
    heading,
    ...lines.map((line) => bullet(line)),
    '',
  ])
}
