import { availableParallelism } from 'node:os'
import { sizeOf } from '../../node/content'
import { readSchoolIds } from '../../node/files'
import { findRegions, type Region, SameRegionTwice } from '../../node/regions'
import { writeTogether } from '../../node/write'
import { toRegionsHtml } from '../../report/html/regions'
import {
  countryAnswer,
  type FailedRegion,
  type RegionRow,
  toCountryRecheckCsv,
  toRegionsCsv,
  toSchoolsElsewhereCsv,
} from '../../report/regions'
import { parseSettings } from '../../settings'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import { UsageError } from '../arguments'
import { endingThreadsCleanly } from '../country/interrupts'
import { countryProgress } from '../country/progress'
import type { RegionOutcome } from '../country/region'
import { judgeRegions } from '../country/threads'
import type { Options } from '../options'
import type { Shell } from '../shell'
import { filesText } from '../summary'
import { printable, wrapped } from '../text'
import { enoughListed } from './run'

/** More threads than this wait for memory and disk; `--threads` asks for more. */
const MOST_THREADS = 4

/**
 * The whole job for every region of a country, each by itself. What is finished stays: a second start judges only what
 * is missing or has changed. Returns 2 where a region could not be judged.
 */
export async function country(options: Options, shell: Shell): Promise<number> {
  const { locale, out, quiet, tables } = options
  if (out === null) throw new UsageError('missingOut')
  parseSettings(options.settings)
  const links: string[] = []
  const regions = await regionsOf(options, (path) => links.push(path))
  const words = cliWords(locale)
  if (!quiet) shell.note(`${fill(words.country.begins, { regions: regions.length }, locale)}\n`)

  for (const path of links) shell.note(`${printable(fill(words.country.link, { path }, locale))}\n`)
  const threads = Math.max(1, options.threads ?? Math.min(MOST_THREADS, availableParallelism()))
  const progress = quiet ? null : countryProgress(await Promise.all(regions.map(bytesOf)), shell, locale)
  const outcomes = await endingThreadsCleanly(out, () =>
    judgeRegions(regions, options, threads, shell.program, progress ?? (() => undefined)),
  )

  const all = outcomes.map((outcome): RegionRow | FailedRegion =>
    'problem' in outcome
      ? { region: outcome.name, problem: outcome.problem.replaceAll('\n', ' ') }
      : outcome.finished.row,
  )
  const rows = all.flatMap((row) => ('problem' in row ? [] : [row]))
  const failed = all.flatMap((row) => ('problem' in row ? [row] : []))
  const elsewhere = failed.length === 0 ? await schoolsElsewhere(outcomes, tables) : []
  const files = await writeTogether(out, [
    ['regions.html', () => toRegionsHtml(rows, failed, elsewhere.length, locale)],
    ['regions.csv', () => toRegionsCsv(all, locale)],
    ['recheck.csv', () => toCountryRecheckCsv(rows, locale)],
    // Where there are none, the table of an earlier run is not to stay.
    ['schools-without-results.csv', elsewhere.length === 0 ? null : () => toSchoolsElsewhereCsv(elsewhere, locale)],
  ])
  if (!quiet)
    shell.print(
      `\n${wrapped(countryAnswer(rows, failed.length, locale))}\n${sharedText(outcomes, options)}\n${filesText(files, locale)}\n`,
    )
  for (const { region, problem } of failed) shell.note(`${region}: ${problem}\n`)
  if (failed.length > 0) return 2
  const count = rows.reduce((sum, { listed }) => sum + listed, 0)
  return enoughListed(count, options, shell) ? 1 : 0
}

async function regionsOf({ tables }: Options, onLink: (path: string) => void): Promise<Region[]> {
  if (tables.results === undefined) throw new UsageError('missingResults')
  try {
    return await findRegions(tables.results, onLink)
  } catch (error) {
    if (error instanceof SameRegionTwice) throw new UsageError('sameRegionTwice', { region: error.region })
    throw error
  }
}

/** Bytes of a region's own results: what its share of the work is taken from. */
async function bytesOf({ name, tables }: Region): Promise<{ readonly name: string; readonly bytes: number }> {
  const sizes = await Promise.all([tables.results ?? [], tables.sittings ?? []].flat().map(sizeOf))
  return { name, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Schools of the country's table that no region has results of. */
async function schoolsElsewhere(outcomes: readonly RegionOutcome[], { schools }: Options['tables']): Promise<string[]> {
  if (schools === undefined) return []
  const here = new Set(outcomes.flatMap((outcome) => ('problem' in outcome ? [] : outcome.finished.schools)))
  return (await readSchoolIds(schools)).filter((id) => !here.has(id))
}

/** A school with results in two regions was judged in each with a part of its papers. */
function sharedText(outcomes: readonly RegionOutcome[], { locale }: Options): string {
  const regionOf = new Map<string, string>()
  const shared: string[] = []
  for (const outcome of outcomes)
    if (!('problem' in outcome))
      for (const id of outcome.finished.schools) {
        const first = regionOf.get(id)
        if (first !== undefined) shared.push(`${id} (${first}, ${outcome.name})`)
        else regionOf.set(id, outcome.name)
      }
  if (shared.length === 0) return ''
  const { country } = cliWords(locale)
  return `${wrapped(fill(country.shared, { schools: shared.length, first: shared[0]! }, locale))}\n`
}
