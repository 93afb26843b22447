/** A line of progress on a terminal, written over until the job is done; nothing in a log. */

import type { Locale } from '../model'
import type { Progress } from '../progress'
import { cliWords } from '../words/cli'
import { fill } from '../words/format'
import type { Shell } from './shell'

const CELLS = 24
/** Nothing is promised before so much of the work and so many seconds. */
const LEAST_SETTLED = 0.05
const LEAST_SECONDS = 2

export interface ProgressBar {
  readonly show: (progress: Progress) => void
  /** Takes the line away. */
  readonly end: () => void
}

/** @returns `null` where notes do not go to a terminal */
export function progressBar(shell: Shell, locale: Locale): ProgressBar | null {
  if (shell.terminal !== true) return null
  const words = cliWords(locale).progress
  const seconds = (): number => shell.now().getTime() / 1000
  let stage: Progress['stage'] | null = null
  let begun = 0
  /** When the last assessment was settled, and how much was then. */
  let mark = { at: 0, settled: 0 }
  const left = (): string => {
    const passed = mark.at - begun
    if (mark.settled < LEAST_SETTLED || passed < LEAST_SECONDS) return ''
    return leftText((passed * (1 - mark.settled)) / mark.settled - (seconds() - mark.at), locale)
  }
  return {
    show: (progress) => {
      if (progress.stage !== stage) {
        stage = progress.stage
        begun = seconds()
        mark = { at: begun, settled: 0 }
      }
      if (progress.settled > mark.settled) mark = { at: seconds(), settled: progress.settled }
      const bar = stage === 'detectors' ? ` ${barText(progress.done)}` : ' …'
      shell.note(writtenOver(`${words[stage]}${bar}${left()}`))
    },
    end: () => shell.note(writtenOver('')),
  }
}

/** How much is done, a share from 0 to 1, as a bar. */
export function barText(done: number): string {
  const full = Math.min(CELLS, Math.floor(CELLS * done))
  return `[${'#'.repeat(full)}${'.'.repeat(CELLS - full)}]`
}

/** A line in the place of the last one. */
export const writtenOver = (text: string): string => `\r${text}\u001b[K`

/** How long the rest will take, never more exact than it is. */
export function leftText(rest: number, locale: Locale): string {
  const words = cliWords(locale).progress
  if (rest < 1) return words.nearly
  return fill(rest < 90 ? words.seconds : words.minutes, { s: round(rest), m: Math.ceil(rest / 60) }, locale)
}

/** In steps of five seconds where seconds mean nothing. */
const round = (seconds: number): number => (seconds < 10 ? Math.ceil(seconds) : 5 * Math.ceil(seconds / 5))
