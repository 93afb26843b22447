import type { Locale, Power, PowerRow } from '../../model'
import { writeTogether } from '../../node/write'
import { detectableManipulation } from '../../power'
import { forPrograms } from '../../report/csv'
import { toPowerHtml } from '../../report/html/power'
import { powerSections } from '../../report/power'
import { type Table, tableOf } from '../../report/tables'
import { wordsOf } from '../../words'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import type { Options } from '../options'
import { writtenOver } from '../progress'
import type { Shell } from '../shell'
import { filesText } from '../summary'
import { readNamedTables } from '../tables'
import { bullet, section, wrapped } from '../text'

/** What size of manipulation the user's own tables would reveal. Progress goes to standard error. */
export async function power(options: Options, shell: Shell): Promise<number> {
  const { locale, quiet } = options
  const words = cliWords(locale)
  if (!quiet) shell.note(`${words.notes.reading}\n`)
  const input = await readNamedTables(options, shell)
  const found = detectableManipulation(input, options.settings, {
    detectors: options.detectors,
    ...(quiet ? {} : { onProgress: progressLine(shell, locale) }),
  })
  if (options.out !== null) {
    const written = await writeTogether(options.out, [
      ['power.html', () => toPowerHtml(found, { locale })],
      ['power.csv', () => forPrograms(powerTable(found))],
    ])
    if (!quiet) shell.note(`\n${filesText(written, locale)}`)
  }
  shell.print(options.json ? `${JSON.stringify(found, null, 2)}\n` : powerText(found, locale))
  return 0
}

/** A row per mechanism, size of school and share of papers; the interval is Wilson's, 95 %. */
const powerTable = ({ rows }: Power): Table =>
  tableOf<PowerRow>(
    {
      mechanism: (row) => row.mechanism,
      pupils: (row) => row.band,
      share: (row) => row.share,
      changed: (row) => row.changed,
      schools: (row) => row.schools,
      noticed: (row) => row.noticed,
      rate: (row) => row.rate,
      low: (row) => row.low,
      high: (row) => row.high,
    },
    rows,
  )

function powerText(found: Power, locale: Locale): string {
  const { title, about } = wordsOf(locale).power
  return [
    section(title, [wrapped(about)]),
    ...powerSections(found, locale).map(({ heading, lines }) =>
      section(
        heading,
        lines.map((line) => bullet(line)),
      ),
    ),
  ].join('\n')
}

/** One line that is written over on a terminal; a line per look in a log. */
function progressLine(shell: Shell, locale: Locale): (done: number, of: number) => void {
  return (done, of) => {
    const text = fill(cliWords(locale).power.progress, { done, of }, locale)
    shell.note(shell.terminal === true ? writtenOver(text) + (done === of ? '\n' : '') : `${text}\n`)
  }
}
