import type { Options } from '../options'
import { problemsText } from '../problems'
import type { Shell } from '../shell'
import { understoodText } from '../summary'
import { readNamedTables } from '../tables'
import { cliWords } from '../words'

/** Reads the tables and says what is wrong with them; measures nothing and writes nothing. */
export async function validate(options: Options, shell: Shell): Promise<number> {
  const input = await readNamedTables(options)
  if (options.quiet) return 0
  const { locale } = options
  shell.print(
    `${understoodText(input.sources, locale)}\n${problemsText(input.problems, locale)}\n${cliWords(locale).valid}\n`,
  )
  return 0
}
