import { clusterSchools } from '../../cluster-schools'
import { readTables } from '../../node/files'
import { writeTogether } from '../../node/write'
import { toPeersCsv } from '../../report/csv'
import { toPeersHtml } from '../../report/html/peers'
import { warningText } from '../../report/sentences'
import { parseSettings } from '../../settings'
import { cliWords } from '../../words/cli'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { savedGroups, writeSavedPeers } from '../peers-file'
import type { Shell } from '../shell'
import { filesText, peersText } from '../summary'
import { bullet, printable, section } from '../text'

/** Who is compared with whom, from a table of schools alone. Returns the exit code. */
export async function peers(options: Options, shell: Shell): Promise<number> {
  const { locale, out, quiet, tables } = options
  if (tables.schools === undefined) throw new UsageError('missingSchools')
  if (!quiet) shell.note(`${cliWords(locale).notes.reading}\n`)
  const input = await readTables(
    { schools: tables.schools },
    { schoolsAlone: true, files: options.files, shortNames: true },
  )
  parseSettings(options.settings, options.detectors)
  // Groups know of no detectors.
  const { detectors: _, ...settings } = options.settings
  const found = clusterSchools(input, settings)
  if (options.savePeers !== null) await writeSavedPeers(options.savePeers, savedGroups(input.schools, options))
  const files =
    out === null
      ? []
      : await writeTogether(out, [
          ['peers.csv', () => toPeersCsv(found, { locale })],
          ['peers.html', () => toPeersHtml(found, { locale })],
        ])
  if (options.json) shell.print(`${JSON.stringify(found, null, 2)}\n`)
  else if (!quiet) {
    const warnings = found.warnings.map((warning) => bullet(printable(warningText(warning, [], locale))))
    const parts = [
      ...(warnings.length === 0 ? [] : [section(cliWords(locale).warnings, warnings)]),
      peersText(found, locale),
    ]
    shell.print(`\n${parts.join('\n')}\n`)
  }
  if (files.length > 0 && !quiet) shell.note(`${filesText(files, locale)}\n`)
  return 0
}
