/** What came of rechecks: read, as files, and in words. Knows nothing of a disk: the workbench does the same. */
import { type BytesSource, readRows } from '../input'
import type { Locale, MonitorInput, MonitorResult, OutputFile, Row } from '../model'
import { forPrograms, toIndicatorsCsv } from '../report/csv'
import { harmlessJson } from '../report/readable'
import { sittingName, wordFor } from '../report/sentences'
import type { Precision, Rate, Verification } from '../verify/outcomes'
import type { SettledCase } from '../verify/settled'
import { wordsOf } from '../words'
import { cliWords } from '../words/cli'
import { ABSENT, fill, formatPercent } from '../words/format'
import { bullet, section } from './text'
import { checkedSittingsTable, figuresTable } from './verification-tables'

/** The files of `verify`. */
export const verificationFiles = (
  found: Verification,
  result: MonitorResult,
  locale: Locale,
): readonly OutputFile[] => [
  { name: 'verification.csv', content: () => forPrograms(figuresTable(found)) },
  { name: 'verification-sittings.csv', content: () => forPrograms(checkedSittingsTable(found, result)) },
  { name: 'verification.json', content: () => verificationJson(found) },
  { name: 'indicators.csv', content: () => toIndicatorsCsv(result, { locale, checked: found.sittings }) },
]

export const verificationJson = (found: Verification): string => `${harmlessJson(JSON.stringify(found, null, 2))}\n`

/** The file of settled cases, a line each. */
export const settledJson = (cases: readonly SettledCase[]): string =>
  `[\n${cases.map((settled) => harmlessJson(JSON.stringify(settled))).join(',\n')}\n]\n`

/** Reads the outcomes against the sittings of the earlier run, so that schools and subjects are recognised as then. */
export async function readRechecks(
  rechecks: readonly BytesSource[],
  result: MonitorResult,
): Promise<Pick<MonitorInput, 'rechecks' | 'problems'>> {
  const known: Row[] = result.sittings.map(({ schoolId, subject, grade, year, class: className }) => ({
    school_id: schoolId,
    subject,
    grade,
    year,
    class: className,
    score: 0,
  }))
  const grain = result.sittings.some((sitting) => sitting.class !== null) ? 'class' : 'school'
  const input = await readRows({ results: known, rechecks }, { grain })
  return { rechecks: input.rechecks, problems: input.problems.filter(({ table }) => table === 'rechecks') }
}

/** What was found, in words. */
export function verificationText(found: Verification, result: MonitorResult, locale: Locale): string {
  const { verify } = cliWords(locale)
  const { tier, ground } = wordsOf(locale)
  const rates = (title: string, all: readonly Precision[], words: Readonly<Record<string, string>>): string[] =>
    all.length === 0
      ? []
      : [
          section(
            title,
            all.map((one) => bullet(`${wordFor(words, one.code)}: ${rateText(one, locale)}`)),
          ),
        ]
  const { control, prevalence, missed } = found
  const counts = (verdict: string): number => found.sittings.filter((s) => s.verdict === verdict).length
  const details = {
    sittings: found.sittings.length,
    confirmed: counts('confirmed'),
    notConfirmed: counts('notConfirmed'),
    undecided: counts('undecided'),
  }
  return [
    section(verify.title, [
      ...[
        fill(verify.sittings, details, locale),
        `${fill(verify.papers, { target: found.target }, locale)}: ${rateText(found.papers, locale)}`,
        ...(found.contradictory === 0 ? [] : [fill(verify.contradictory, { papers: found.contradictory }, locale)]),
        ...(found.unplaced === 0 ? [] : [fill(verify.unplaced, { rows: found.unplaced }, locale)]),
      ].map((text) => bullet(text)),
    ]),
    ...rates(verify.bySchoolTier, found.schoolsByTier, tier),
    ...rates(verify.byTier, found.byTier, tier),
    ...rates(verify.byGround, found.byGround, ground),
    ...rates(verify.byDetector, found.byDetector, {}),
    ...shiftTexts(found, result, locale),
    ...itemTexts(found, result, locale),
    section(
      verify.missed,
      [
        ...(control === null ? [verify.noControl] : [fill(verify.control, { ...control }, locale)]),
        ...(prevalence === null ? [] : [fill(verify.prevalence, { ...prevalence }, locale)]),
        ...(missed === null ? [] : [fill(verify.missedShare, { ...missed }, locale)]),
      ].map((text) => bullet(text)),
    ),
  ].join('\n')
}

/** Sittings with the largest changes of the mean score beyond chance. */
const SHIFTS_SHOWN = 10

function shiftTexts({ sittings }: Verification, result: MonitorResult, locale: Locale): string[] {
  const { verify } = cliWords(locale)
  const shifted = sittings
    .flatMap(({ sitting, shift }) =>
      shift === null || (shift.low <= 0 && shift.high >= 0) ? [] : [{ sitting, shift }],
    )
    .sort((a, b) => Math.abs(b.shift.mean) - Math.abs(a.shift.mean))
  if (shifted.length === 0) return []
  const lines = shifted.slice(0, SHIFTS_SHOWN).map(({ sitting, shift }) => {
    const of = result.sittings[sitting]!
    const name = result.schools.find(({ schoolId }) => schoolId === of.schoolId)?.name ?? of.schoolId
    return bullet(fill(verify.shift, { name, sitting: sittingName(of, locale), ...shift }, locale))
  })
  const more = shifted.length - lines.length
  return [section(verify.shifts, more === 0 ? lines : [...lines, `  ${fill(verify.moreShifts, { more }, locale)}`])]
}

/** Items named as those that changed most. */
const ITEMS_SHOWN = 5

function itemTexts({ items }: Verification, { assessments }: MonitorResult, locale: Locale): string[] {
  const { verify } = cliWords(locale)
  const tests = new Map(assessments.map((one) => [one.id, one]))
  const lines = items
    .filter(({ lowered, raised }) => lowered + raised > 0)
    .slice(0, ITEMS_SHOWN)
    .map(({ assessment, ...details }) => {
      const test = tests.get(assessment)
      const name = test === undefined ? assessment : sittingName({ ...test, class: null }, locale)
      return bullet(fill(verify.item, { ...details, test: name }, locale))
    })
  return lines.length === 0 ? [] : [section(verify.items, lines)]
}

function rateText({ count, of, share, low, high }: Rate, locale: Locale): string {
  const { verify } = cliWords(locale)
  if (share === null || low === null || high === null) return ABSENT
  const interval = `${formatPercent(low, locale)} – ${formatPercent(high, locale)}`
  return fill(verify.rate, { count, of, share: formatPercent(share, locale), interval }, locale)
}
