import type { Locale } from '../model'
import { cliWords } from '../words/cli'
import { fill, formatNumber } from '../words/format'
import { leftText, writtenOver } from './progress'
import type { Shell } from './shell'

type Reading = (bytes: { readonly done: number; readonly total: number }) => void

/** Milliseconds between two lines, and before a remaining time is told: the first pieces say little. */
const EVERY = 250
const TELLS_TIME_AFTER = 3000
const MEGABYTE = 1e6

/**
 * How far reading has come, on one line that is written over, and how long the rest will take at the speed so far.
 * Nothing where notes do not go to a terminal.
 */
export function readingProgress(shell: Shell, locale: Locale): Reading | undefined {
  if (shell.terminal !== true) return undefined
  const words = cliWords(locale).progress
  const startedAt = shell.now().getTime()
  let last = startedAt
  let shown = false
  return ({ done, total }) => {
    const now = shell.now().getTime()
    const whole = done >= total
    if (whole ? !shown : now - last < EVERY) return
    last = now
    shown = !whole
    const elapsed = now - startedAt
    const text = fill(words.read, { done: megabytes(done, locale), total: megabytes(total, locale) }, locale)
    const rest = elapsed < TELLS_TIME_AFTER ? '' : leftText((elapsed * (total - done)) / done / 1000, locale)
    shell.note(writtenOver(whole ? '' : text + rest))
  }
}

const megabytes = (bytes: number, locale: Locale): string => formatNumber(bytes / MEGABYTE, locale, 0)
