/** A letter to a listed school: what, which papers, by when, and what it may answer. */

import type { Locale, MonitorResult } from '../model'
import { groundsText } from '../report/annex'
import { detectorsById, tellingSignals } from '../report/reasons'
import { reasonTexts } from '../report/sentences'
import { sittingNames } from '../report/tables'
import { fixed } from '../setting'
import { wordsOf } from '../words'
import { documentWords } from '../words/documents'
import { fill, formatNumber } from '../words/format'
import { paragraph, type Section, table } from './blocks'
import { authority, gapsOf, numberAndDate, signatures } from './letterhead'
import type { Office } from './office'
import { numbersText, type Task } from './work'

const EXPLANATIONS = fixed(4, { reason: 'A letter of one page holds so many examples.', origin: 'ours' })

/** @param tasks of one school, at least one */
export function letterSection(result: MonitorResult, tasks: readonly Task[], office: Office, locale: Locale): Section {
  const { letter } = documentWords(locale)
  const { entry } = tasks[0]!
  const gaps = gapsOf(office, locale)
  const reasons = reasonTexts(entry.reasons, result, locale, { brief: true })
  const innocent = innocentOf(result, tasks, locale)
  return {
    blocks: [
      authority(office),
      paragraph(numberAndDate(office.letterNumber, office.letterDate, locale), 'plain'),
      paragraph(office.addressee ?? letter.addressee, 'right'),
      paragraph(entry.name ?? entry.schoolId, 'right'),
      ...(entry.municipality === null ? [] : [paragraph(entry.municipality, 'right')]),
      paragraph(letter.subject, 'heading'),
      paragraph(letter.greeting, 'title'),
      paragraph(fill(letter.what, gaps, locale)),
      papersTable(result, tasks, locale),
      ...(tasks.every(({ sitting }) => sitting.grounds.every((ground) => ground === 'control'))
        ? []
        : [paragraph(letter.grounds, 'note')]),
      paragraph(tasks.some(({ papers }) => papers.numbers === null) ? letter.noNumbers : letter.numbers),
      paragraph(letter.please),
      paragraph(fill(letter.keep, gaps, locale), 'item'),
      paragraph(fill(letter.handOver, gaps, locale), 'item'),
      paragraph(letter.noticed),
      ...reasons.map((reason) => paragraph(`— ${reason}`, 'item')),
      paragraph(innocent.length === 0 ? letter.answerAlone : letter.answer),
      ...innocent.map((text) => paragraph(`— ${text}`, 'item')),
      paragraph(letter.notGuilty),
      ...signatures(office, locale),
    ],
  }
}

function papersTable(result: MonitorResult, tasks: readonly Task[], locale: Locale) {
  const { column, experts } = documentWords(locale)
  const words = wordsOf(locale)
  const nameOf = sittingNames(result, locale)
  return table(
    [
      { heading: column.sitting, width: 42 },
      { heading: column.participants, width: 20, align: 'right' },
      { heading: column.papers, width: 36, align: 'right' },
      { heading: column.numbers, width: 60 },
      { heading: column.grounds, width: 30 },
    ],
    tasks.map(({ sitting, papers }) => [
      nameOf(sitting),
      sitting.participants === null ? '' : formatNumber(sitting.participants, locale),
      formatNumber(papers.papers, locale),
      papersText({ sitting, papers }, experts, locale),
      groundsText(sitting, words, locale),
    ]),
  )
}

/** Which papers to take, in words. */
export function papersText(
  { sitting, papers }: Pick<Task, 'sitting' | 'papers'>,
  { all, drawThem }: { readonly all: string; readonly drawThem: string },
  locale: Locale,
): string {
  if (papers.numbers === null) return fill(drawThem, { papers: papers.papers }, locale)
  return papers.numbers.length === sitting.participants ? all : numbersText(papers.numbers)
}

/** What else may explain the findings, as the detectors say it. */
function innocentOf(result: MonitorResult, tasks: readonly Task[], locale: Locale): readonly string[] {
  const byId = detectorsById(result)
  const telling = tasks.flatMap(({ sitting }) => (sitting.grounds.includes('signs') ? tellingSignals(sitting) : []))
  const texts = telling
    .toSorted((a, b) => a.p! - b.p!)
    .flatMap(({ detector }) => byId.get(detector)?.innocent.map((text) => text[locale]) ?? [])
  return [...new Set(texts)].slice(0, EXPLANATIONS)
}
