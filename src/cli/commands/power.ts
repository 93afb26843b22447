import { writeTogether } from '../../node/write'
import { detectableManipulation, POWER_MECHANISMS, type Power, type PowerMechanism, type PowerRow } from '../../power'
import { forPrograms } from '../../report/csv'
import { fill, type Locale } from '../../report/format'
import { type Table, tableOf } from '../../report/tables'
import { wordFor } from '../../report/words'
import type { Options } from '../options'
import type { Shell } from '../shell'
import { filesText } from '../summary'
import { readNamedTables } from '../tables'
import { bullet, section, wrapped } from '../text'
import { cliWords } from '../words'

/** What size of manipulation the user's own tables would reveal. Progress goes to standard error. */
export async function power(options: Options, shell: Shell): Promise<number> {
  const { locale, quiet } = options
  const words = cliWords(locale)
  if (!quiet) shell.note(`${words.notes.reading}\n`)
  const input = await readNamedTables(options)
  const found = detectableManipulation(input, options.settings, {
    onProgress: (done, of) => (quiet ? undefined : shell.note(`${fill(words.power.progress, { done, of }, locale)}\n`)),
  })
  if (options.out !== null) {
    const written = await writeTogether(options.out, [['power.csv', () => forPrograms(powerTable(found))]])
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
  const { power: words } = cliWords(locale)
  const lines = (mechanism: PowerMechanism): string[] => {
    if (found.notPossible.includes(mechanism)) return [bullet(words.notPossible)]
    return found.smallest
      .filter((of) => of.mechanism === mechanism)
      .map(({ band, share }) => {
        const rows = found.rows.filter((row) => row.mechanism === mechanism && row.band === band)
        const details = { band, schools: rows[0]?.schools ?? null, share: share ?? rows.at(-1)?.share ?? null }
        return bullet(fill(share === null ? words.notNoticed : words.noticed, details, locale))
      })
  }
  return [
    section(words.title, [wrapped(words.about)]),
    ...POWER_MECHANISMS.map((mechanism) => section(wordFor(words.mechanism, mechanism), lines(mechanism))),
  ].join('\n')
}
