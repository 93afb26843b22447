/** The file of a reference: `run --save-reference` writes it, `run --reference` and `validate --reference` read it. */
import { readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { detectorsOf } from '../detectors'
import type { Locale, MonitorInput } from '../model'
import { optionsById } from '../monitor'
import { idleSettings } from '../peers'
import { fitReference, parseReference, type Reference, type ReferenceAbout, type ReferenceMaker } from '../reference'
import { harmlessJson } from '../report/readable'
import { notFittingText, warningText } from '../report/sentences'
import { parseSettings } from '../settings'
import { cliWords } from '../words/cli'
import { fill } from '../words/format'
import { UsageError } from './arguments'
import { writeNamedFile } from './named-file'
import type { Options } from './options'
import { bullet, printable, section } from './text'

/** A country's reference is a tenth of this. */
const LARGEST_FILE = 200 * 1024 * 1024

/** @throws UsageError where the file is missing, damaged, or something else */
export function readReference(file: string): Reference {
  let text: string
  try {
    if (statSync(file).size > LARGEST_FILE) throw new UsageError('referenceTooLarge', { file })
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError('unreadable', { file }, error)
  }
  try {
    return parseReference(parsed(text))
  } catch (error) {
    throw new UsageError('noReference', { file }, error)
  }
}

/** What is no JSON is no reference either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}

/**
 * Whole or not at all: written aside and moved in.
 *
 * @throws UsageError where no reference can be made of the run, or the file cannot be written
 */
export async function writeReference(
  maker: ReferenceMaker,
  { saveReference, referenceName }: Options,
  date: string,
): Promise<Reference> {
  const file = saveReference!
  const reference = made(maker, file, { name: referenceName ?? basename(file, extname(file)), date })
  await writeNamedFile(file, () => `${harmlessJson(JSON.stringify(reference))}\n`)
  return reference
}

function made(maker: ReferenceMaker, file: string, about: ReferenceAbout): Reference {
  try {
    return maker.reference(about)
  } catch (error) {
    throw new UsageError('cannotSaveReference', { file }, error)
  }
}

/** What a reference would be to these tables, before anything is computed. */
export function referenceText(reference: Reference, input: MonitorInput, options: Options, locale: Locale): string {
  const settings = parseSettings(options.settings, options.detectors)
  const detectors = optionsById(detectorsOf(settings, options.detectors), settings)
  const { used, refused, otherOptions } = fitReference(reference, { input, grain: settings.grain, detectors })
  const words = cliWords(locale)
  const { name, date, schools, pupils } = reference
  const head = fill(words.reference.whose, { name, date: date ?? '—', schools, pupils }, locale)
  const fits = fill(words.reference.fits, { used: used.length, all: used.length + refused.length }, locale)
  return section(words.reference.title, [
    ...[head, fits].map((line) => bullet(printable(line))),
    ...refused.map((one) => bullet(printable(`${one.assessment}: ${notFittingText(one, locale)}`))),
    ...(otherOptions.length === 0
      ? []
      : [bullet(printable(fill(words.reference.otherOptions, { detectors: otherOptions.join(', ') }, locale)))]),
    ...(used.length === 0 ? [] : idleSettings(settings, input.saidContext)).map((idle) =>
      bullet(printable(warningText(idle, [], locale))),
    ),
  ])
}
