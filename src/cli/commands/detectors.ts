import { builtInDetectors, type Detector } from '../../detectors'
import type { Locale } from '../../model'
import { wordFor } from '../../report/sentences'
import { wordsOf } from '../../words'
import { cliWords } from '../../words/cli'
import type { Shell } from '../shell'
import { bullet, wrapped } from '../text'

/** What each detector asks, needs, where it comes from, and what else may explain its finding. */
export function detectors(own: readonly Detector[], locale: Locale, shell: Shell): number {
  const words = cliWords(locale)
  const { need } = wordsOf(locale)
  const blocks = [...builtInDetectors, ...own].map(({ meta }) =>
    [
      meta.id,
      wrapped(meta.question[locale], '  '),
      wrapped(`${words.family}: ${meta.familyName[locale]}`, '  '),
      wrapped(`${words.needs}: ${meta.needs.map((n) => wordFor(need, n)).join(', ')}`, '  '),
      `  ${words.sources}:`,
      ...meta.sources.map((source) => bullet(source, '    ')),
      `  ${words.innocent}:`,
      ...meta.innocent.map((text) => bullet(text[locale], '    ')),
      '',
    ].join('\n'),
  )
  shell.print(`${[words.detectors, '', ...blocks].join('\n')}\n`)
  return 0
}
