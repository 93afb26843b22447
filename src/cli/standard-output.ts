/** Standard output that takes no more. */
import { NO_STANDARD_OUTPUT } from '../words/files'
import { fill } from '../words/format'
import { localeOf } from './options'
import { systemText } from './system-text'

/** Arguments, settings or data, or a place that cannot be written to. */
const MISTAKE = 2

/** A reader that has seen enough (`| head`) is no error; a full disk is told, once, and decides the exit code. */
export function watchOutput(): void {
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE' || process.exitCode === MISTAKE) return
    process.exitCode = MISTAKE
    const language = Intl.DateTimeFormat().resolvedOptions().locale
    const locale = localeOf(process.argv.slice(2), { cwd: process.cwd(), env: process.env, language })
    process.stderr.write(`${fill(NO_STANDARD_OUTPUT[locale], { found: systemText(error, locale) }, locale)}\n`)
  }
  process.stdout.on('error', onError)
  // Where notes cannot be told, nobody can be told so.
  process.stderr.on('error', () => undefined)
}

export function exitWith(code: number): void {
  if (process.exitCode !== MISTAKE) process.exitCode = code
}
