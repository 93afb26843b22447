import type { Locale } from '../../model'
import { cliWords } from '../../words/cli'
import { fill, formatNumber } from '../../words/format'
import { barText, leftText, writtenOver } from '../progress'
import type { Shell } from '../shell'
import type { RegionOutcome } from './region'

/** Nothing is promised before so much of the work and so many seconds. */
const LEAST_JUDGED = 0.03
const LEAST_SECONDS = 5

/**
 * How many regions are done, and how long the rest will take at the speed of those judged now: on one line of a terminal,
 * on a line per region in a log. Work is measured by the bytes of the results; regions kept from an earlier run took none.
 */
export function countryProgress(
  regions: readonly { readonly name: string; readonly bytes: number }[],
  shell: Shell,
  locale: Locale,
): (outcome: RegionOutcome) => void {
  const { country } = cliWords(locale)
  const bytesOf = new Map(regions.map(({ name, bytes }) => [name, bytes]))
  const seconds = (): number => shell.now().getTime() / 1000
  const begun = seconds()
  const all = regions.reduce((sum, { bytes }) => sum + bytes, 0)
  let left = all
  let judged = 0
  let done = 0
  return (outcome) => {
    const bytes = bytesOf.get(outcome.name) ?? 0
    left -= bytes
    if ('problem' in outcome || !outcome.kept) judged += bytes
    done++
    const passed = seconds() - begun
    const tells = left > 0 && passed >= LEAST_SECONDS && judged >= LEAST_JUDGED * all
    const rest = tells ? `:${leftText((passed * left) / judged, locale)}` : ''
    const state = fill(country.progress, { done, of: regions.length }, locale) + rest
    if (shell.terminal !== true) {
      shell.note(`${outcome.name}: ${stateOf(outcome, locale)} (${state})\n`)
      return
    }
    shell.note(writtenOver(done === regions.length ? '' : `${barText(done / regions.length)} ${state}`))
  }
}

function stateOf(outcome: RegionOutcome, locale: Locale): string {
  const { country } = cliWords(locale)
  if ('problem' in outcome) return country.failed
  const { listed, schools } = outcome.finished.row
  const figures = { listed: formatNumber(listed, locale), schools }
  return fill(outcome.kept ? country.kept : country.judged, figures, locale)
}
