import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { readRows } from '../../input'
import type { Locale, MonitorInput, MonitorResult, Row } from '../../model'
import { expandPaths } from '../../node/paths'
import { writeTogether } from '../../node/write'
import { forPrograms, toIndicatorsCsv } from '../../report/csv'
import { harmlessJson } from '../../report/readable'
import { sittingName, wordFor } from '../../report/sentences'
import { type Precision, type Rate, type Verification, verifyRechecks } from '../../verify/outcomes'
import { type SettledCase, settledCases } from '../../verify/settled'
import { wordsOf } from '../../words'
import { cliWords } from '../../words/cli'
import { ABSENT, fill, formatPercent } from '../../words/format'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { problemsText } from '../problems'
import { readResult } from '../result-file'
import { keepSettled } from '../settled-file'
import type { Shell } from '../shell'
import { filesText } from '../summary'
import { bullet, section } from '../text'
import { checkedSittingsTable, figuresTable } from '../verification-tables'

/** How well an earlier list did, from the rechecks that came back. */
export async function verify(options: Options, shell: Shell): Promise<number> {
  const { locale } = options
  const files = options.tables.rechecks
  if (files === undefined) throw new UsageError('missingRechecks')
  const folder = options.out ?? shell.cwd
  const result = readResult(folder)
  const { rechecks, problems } = await readRechecks(files, result)
  const verification = verifyRechecks(result, rechecks)
  const json = `${harmlessJson(JSON.stringify(verification, null, 2))}\n`
  const written = await writeTogether(folder, [
    ['verification.csv', () => forPrograms(figuresTable(verification))],
    ['verification-sittings.csv', () => forPrograms(checkedSittingsTable(verification, result))],
    ['verification.json', () => json],
    ['indicators.csv', () => toIndicatorsCsv(result, { locale, checked: verification.sittings })],
  ])
  if (options.json) shell.print(json)
  else if (!options.quiet)
    shell.print(`${verificationText(verification, result, locale)}\n${filesText(written, locale)}`)
  if (!options.quiet && problems.length > 0) shell.note(problemsText(problems, locale))
  if (options.settled !== null) await keep(options.settled, settledCases(result, verification, dayOf(options, shell)))
  return 0

  async function keep(file: string, fresh: readonly SettledCase[]): Promise<void> {
    const cases = await keepSettled(file, fresh)
    if (!options.quiet)
      shell.note(`${fill(cliWords(locale).notes.settledKept, { cases, out: basename(file) }, locale)}\n`)
  }
}

/** The day of the recheck: as given, else the day on which its outcome is entered. */
const dayOf = ({ date }: Options, shell: Shell): string => date ?? shell.now().toISOString().slice(0, 10)

/** Reads the outcomes against the sittings of the earlier run, so that schools and subjects are recognised as then. */
async function readRechecks(
  files: readonly string[],
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
  const rechecks = (await tablesOfRechecks(files)).map((file) => ({
    name: basename(file),
    pieces: createReadStream(file),
  }))
  const input = await readRows({ results: known, rechecks }, { grain })
  return { rechecks: input.rechecks, problems: input.problems.filter(({ table }) => table === 'rechecks') }
}

/** Files, patterns and folders; of a folder those that the experts were given, where there are any. */
async function tablesOfRechecks(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const files = await expandPaths(path, 'rechecks')
      const given = files.filter((file) => /^rechecks-/.test(basename(file)))
      return given.length > 0 ? given : files
    }),
  )
  return [...new Set(found.flat())]
}

function verificationText(found: Verification, result: MonitorResult, locale: Locale): string {
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

function rateText({ count, of, share, low, high }: Rate, locale: Locale): string {
  const { verify } = cliWords(locale)
  if (share === null || low === null || high === null) return ABSENT
  const interval = `${formatPercent(low, locale)} – ${formatPercent(high, locale)}`
  return fill(verify.rate, { count, of, share: formatPercent(share, locale), interval }, locale)
}
