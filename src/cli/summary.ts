/** What a run says in the terminal: what was read, warnings, groups, the answer, the head of the list, the files. */
import { basename, dirname, join, sep } from 'node:path'
import type { Locale, LookAtFirst, MonitorInput, MonitorResult, RecheckEntry, SourceSummary } from '../model'
import { describeJoins } from '../report/describe-joins'
import { answerSentence, groundSentences } from '../report/html/answer'
import { liftedLines, lookAtFirstNote } from '../report/html/region'
import { comparedByText, leftOutLines, specialText } from '../report/peer-sentences'
import { reasonTexts, warningText, wordFor } from '../report/sentences'
import { spansYears, whatToRecheck } from '../report/tables'
import { wordsOf } from '../words'
import { cliWords } from '../words/cli'
import { fill } from '../words/format'
import { bullet, clipped, printable, section, wrapped } from './text'

/** Schools, and reasons of each, shown in the terminal; the whole list is in the files. */
const SHOWN = 10
const REASONS_SHOWN = 2
/** Characters of a name or a list, and of a reason; `explain` tells them whole. */
const LONGEST_NAME = 200
const LONGEST_REASON = 500
/** Characters of a line of columns that take no part; the report has all of them. */
const LONGEST_LEFT_OUT = 160

/** What was understood of every file. */
export function understoodText(sources: MonitorInput['sources'], locale: Locale): string {
  return section(
    cliWords(locale).understood,
    sources.map((source) => sourceText(source, locale)),
  )
}

function sourceText(source: SourceSummary, locale: Locale): string {
  const words = cliWords(locale)
  const kind = wordFor(wordsOf(locale).kind, source.kind)
  const file = clipped(printable(source.file === null ? source.table : basename(source.file)), LONGEST_NAME)
  const lines = [
    `  ${fill(words.file, { file, kind, rows: source.rows, used: source.used, setAside: source.setAside }, locale)}`,
  ]
  const { encoding, delimiter } = source
  if (encoding !== null && delimiter !== null)
    lines.push(
      `    ${fill(words.form, { encoding, delimiter: delimiter === '\t' ? words.tab : `"${delimiter}"` }, locale)}`,
    )
  for (const text of describeJoins(source, locale, true))
    lines.push(wrapped(clipped(printable(text), LONGEST_REASON), '    '))
  if (source.ignoredColumns.length > 0)
    lines.push(
      wrapped(
        clipped(printable(fill(words.ignored, { columns: source.ignoredColumns.join(', ') }, locale)), LONGEST_REASON),
        '    ',
      ),
    )
  return lines.join('\n')
}

/** The answer and what stands around it. */
export function summaryText(result: MonitorResult, files: readonly string[], locale: Locale): string {
  const words = cliWords(locale)
  const warnings = [
    ...new Set([...result.warnings, ...result.region.warnings].map((w) => warningText(w, result.detectors, locale))),
  ]
  return [
    ...(warnings.length === 0
      ? []
      : [
          section(
            words.warnings,
            warnings.map((sentence) => bullet(clipped(printable(sentence), LONGEST_REASON))),
          ),
        ]),
    peersText(result, locale),
    section(
      wrapped(answerSentence(result, locale)),
      [...groundSentences(result, locale), ...liftedLines(result, locale)].map((sentence) => bullet(sentence)),
    ),
    ...(result.recheck.length === 0 ? [] : [headText(result, locale)]),
    ...(result.lookAtFirst === null ? [] : [firstText(result, result.lookAtFirst, locale)]),
    wrapped(wordsOf(locale).report.notGuilty),
    '',
    ...(files.length === 0 ? [] : [filesText(files, locale)]),
  ].join('\n')
}

/** By what schools are compared, the groups, and what was left out. */
export function peersText(result: Pick<MonitorResult, 'peers' | 'peerGroups'>, locale: Locale): string {
  const words = cliWords(locale)
  const compared = comparedByText(result, locale)
  const special = specialText(result, locale)
  const groups = result.peerGroups.map(({ id, label, size }) =>
    clipped(printable(fill(words.group, { id, label: label[locale], size }, locale)), LONGEST_REASON),
  )
  return section(words.peers, [
    ...(compared === null ? [] : [wrapped(printable(compared), '  ')]),
    ...(groups.length === 0 ? [`  ${words.noGroups}`] : groups.map((group) => wrapped(group, '  '))),
    ...(special === null ? [] : [wrapped(special, '  ')]),
    ...leftOutLines(result, locale).map((line) => bullet(clipped(printable(line), LONGEST_LEFT_OUT))),
  ])
}

/** Where hardly anybody is listed: the head of the order, and what it is worth. */
function firstText(result: MonitorResult, first: LookAtFirst, locale: Locale): string {
  const schools = new Map(result.schools.map((school) => [school.schoolId, school]))
  const line = (id: string): string => {
    const { name = null } = schools.get(id) ?? {}
    return bullet(clipped(printable(name === null ? id : `${name} (${id})`), LONGEST_NAME))
  }
  return section(wordsOf(locale).report.lookAtFirst, [
    wrapped(lookAtFirstNote(first, locale), '  '),
    ...first.schools.map(line),
  ])
}

function headText(result: MonitorResult, locale: Locale): string {
  const words = cliWords(locale)
  const entries = result.recheck.slice(0, SHOWN).map((entry) => entryText(entry, result, locale))
  const more = result.recheck.length - entries.length
  return section(words.head, more > 0 ? [...entries, `  ${fill(words.more, { count: more }, locale)}`] : entries)
}

function entryText(entry: RecheckEntry, result: MonitorResult, locale: Locale): string {
  const words = cliWords(locale)
  const { ground, tier } = wordsOf(locale)
  const name = [entry.name, entry.name === null ? entry.schoolId : `(${entry.schoolId})`].filter(Boolean).join(' ')
  const title = [name, entry.municipality].filter(Boolean).join(', ')
  // That there was no observer stands in the line of the grounds already.
  const told = entry.reasons.filter((reason) => reason.code !== 'noObserver')
  const reasons = reasonTexts(told, result, locale, { brief: true })
  const grounds = entry.grounds.map((g) => ground[g]).join(' + ')
  const what = fill(
    words.recheck,
    { what: whatToRecheck(result, entry, spansYears(result)), papers: entry.papersToRecheck },
    locale,
  )
  const budget = entry.withinBudget === false ? ` (${words.beyondBudget})` : ''
  return [
    `${String(entry.rank).padStart(4)}. ${clipped(printable(title), LONGEST_NAME)}`,
    wrapped(`${grounds}; ${tier[entry.tier]}`, '      '),
    wrapped(clipped(printable(what + budget), LONGEST_REASON), '      '),
    ...reasons.slice(0, REASONS_SHOWN).map((text) => bullet(clipped(printable(text), LONGEST_REASON), '      ')),
    ...(reasons.length > REASONS_SHOWN
      ? [`      - ${fill(words.moreReasons, { count: reasons.length - REASONS_SHOWN }, locale)}`]
      : []),
  ].join('\n')
}

/** The files that were written, each with what it is for. */
export function filesText(files: readonly string[], locale: Locale): string {
  const { files: title, fileNotes } = cliWords(locale)
  const shown = [...new Set(files.map(withoutDocuments))]
  const width = Math.max(...shown.map((file) => file.length))
  return section(
    title,
    shown.map((file) => `  ${file.padEnd(width)}  ${fileNotes[basename(file)] ?? ''}`.trimEnd()),
  )
}

/** The papers of the office are told as their folder: there are as many as schools. */
const withoutDocuments = (file: string): string =>
  basename(dirname(file)) === 'documents' ? join(dirname(file), sep) : file
