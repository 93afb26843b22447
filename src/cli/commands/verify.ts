import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { readRows } from '../../input'
import type { MonitorInput, MonitorResult, Row } from '../../model'
import { type Precision, type Rate, type Verification, verifyRechecks } from '../../recheck/outcomes'
import { ABSENT, fill, formatPercent, type Locale } from '../../report/format'
import { wordFor, wordsOf } from '../../report/words'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { problemsText } from '../problems'
import { readResult } from '../result-file'
import type { Shell } from '../shell'
import { bullet, section } from '../text'
import { cliWords } from '../words'

/** How well an earlier list did, from the rechecks that came back. */
export async function verify(options: Options, shell: Shell): Promise<number> {
  const { locale } = options
  const files = options.tables.rechecks
  if (files === undefined) throw new UsageError('missingRechecks')
  const result = readResult(options.out ?? shell.cwd)
  const { rechecks, problems } = await readRechecks(files, result)
  const verification = verifyRechecks(result, rechecks)
  if (options.json) shell.print(`${JSON.stringify(verification, null, 2)}\n`)
  else if (!options.quiet) shell.print(verificationText(verification, locale))
  if (!options.quiet && problems.length > 0) shell.note(problemsText(problems, locale))
  return 0
}

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
  const rechecks = files.map((file) => ({ name: basename(file), pieces: createReadStream(file) }))
  const input = await readRows({ results: known, rechecks }, { grain })
  return { rechecks: input.rechecks, problems: input.problems.filter(({ table }) => table === 'rechecks') }
}

function verificationText(found: Verification, locale: Locale): string {
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
  const { control, missed } = found
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
        ...(found.unplaced === 0 ? [] : [fill(verify.unplaced, { rows: found.unplaced }, locale)]),
      ].map((text) => bullet(text)),
    ]),
    ...rates(verify.bySchoolTier, found.schoolsByTier, tier),
    ...rates(verify.byTier, found.byTier, tier),
    ...rates(verify.byGround, found.byGround, ground),
    ...rates(verify.byDetector, found.byDetector, {}),
    section(
      verify.missed,
      [
        ...(control === null ? [verify.noControl] : [fill(verify.control, { ...control }, locale)]),
        ...(missed === null ? [] : [fill(verify.missedShare, { ...missed }, locale)]),
      ].map((text) => bullet(text)),
    ),
  ].join('\n')
}

function rateText({ count, of, share, low, high }: Rate, locale: Locale): string {
  const { verify } = cliWords(locale)
  if (share === null || low === null || high === null) return ABSENT
  const interval = `${formatPercent(low, locale)} – ${formatPercent(high, locale)}`
  return fill(verify.rate, { count, of, share: formatPercent(share, locale), interval }, locale)
}
