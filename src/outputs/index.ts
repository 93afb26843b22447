/**
 * Every file of a run as name and bytes, for the command line, a page, and a library.
 *
 * @module objectivity-monitor/outputs
 */
import { type DocumentOptions, documentFiles } from '../documents'
import type { FileContent, MonitorInput, MonitorResult, OutputFile } from '../model'
import { signalsBytes } from '../report/csv'
import {
  toAnnexHtml,
  toCohortsCsv,
  toCorrectCsv,
  toHtml,
  toIndicatorsCsv,
  toPeersCsv,
  toRecheckCsv,
  toRecheckSittingsCsv,
  toRejectedCsv,
  toSchoolsCsv,
  toYearsCsv,
} from '../report/index'
import { jsonBytes } from '../report/json'
import { toOfficialRulesCsv } from './official-rules'
import { toRecheckXlsx } from './recheck-workbook'

export { type DocumentOptions, documentFiles, type Office, officeSchema } from '../documents'
export type { FileContent, OutputFile } from '../model'
export { toOfficialRulesCsv, toRecheckXlsx }

export interface OutputOptions extends DocumentOptions {
  /** False to leave out the papers that an office signs (`documents/`). */
  readonly documents?: boolean
  /** What was read: the official rules of 2026 look at journals and answers, which a result no longer holds. */
  readonly input?: Pick<MonitorInput, 'assessments' | 'sittings'> | undefined
}

/** @param options with the names of all files: the report leads to those that lie beside it */
type View = (
  result: MonitorResult,
  options: OutputOptions & { readonly files: readonly string[] },
) => FileContent | Promise<FileContent>

const VIEWS: Readonly<Record<string, View>> = {
  'recheck.csv': toRecheckCsv,
  'recheck-sittings.csv': toRecheckSittingsCsv,
  'recheck.xlsx': toRecheckXlsx,
  'annex.html': toAnnexHtml,
  'signals.csv': signalsBytes,
  'schools.csv': toSchoolsCsv,
  'cohorts.csv': toCohortsCsv,
  'peers.csv': toPeersCsv,
  'rejected.csv': toRejectedCsv,
  'to-correct.csv': toCorrectCsv,
  'indicators.csv': (result, { locale }) => toIndicatorsCsv(result, locale === undefined ? {} : { locale }),
  'years.csv': toYearsCsv,
  'report.html': toHtml,
  'result.json': jsonBytes,
  'official-rules.csv': toOfficialRulesCsv,
}

/**
 * All files of `docs/result.md`. Each is made when it is asked for: all of them together would take several times the
 * memory of the result itself.
 *
 * @example
 * for (const { name, content } of outputFiles(result, { locale: 'ru' })) files[name] = bytesOf(await content())
 */
export function outputFiles(result: MonitorResult, options: OutputOptions = {}): readonly OutputFile[] {
  const documents = options.documents === false ? [] : documentFiles(result, options)
  const files = [...Object.keys(VIEWS), ...documents.map(({ name }) => name)]
  return [
    ...Object.entries(VIEWS).map(([name, view]) => ({ name, content: () => view(result, { ...options, files }) })),
    ...documents,
  ]
}

/**
 * The content of a file in one piece.
 *
 * @example
 * const { content } = outputFiles(result)[0]!
 * bytesOf(await content()).length // bytes
 */
export function bytesOf(content: FileContent): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  if (content instanceof Uint8Array) return content
  const pieces = [...content]
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
