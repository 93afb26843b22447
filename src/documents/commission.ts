/** What the commission of experts gets and gives back: its task, and the protocol to sign. */

import type { Locale, MonitorResult } from '../model'
import { sittingNames } from '../report/tables'
import { documentWords } from '../words/documents'
import { fill, formatNumber } from '../words/format'
import { type Block, type DocumentContent, emptyTable, paragraph, table } from './blocks'
import { papersText } from './letter'
import { authority, gapsOf } from './letterhead'
import { BLANK, type Office } from './office'
import { schoolText } from './order'
import type { Task } from './work'

/** @param file in which the experts enter the scores */
export function expertsContent(
  result: MonitorResult,
  municipality: string | null,
  tasks: readonly Task[],
  file: string,
  locale: Locale,
): DocumentContent {
  const { column, experts } = documentWords(locale)
  const nameOf = sittingNames(result, locale)
  const subtitle = fill(experts.subtitle, { municipality: municipality ?? experts.noMunicipality }, locale)
  return {
    title: `${experts.title}: ${subtitle}`,
    sections: [
      {
        landscape: true,
        blocks: [
          paragraph(experts.title, 'title'),
          paragraph(subtitle, 'title'),
          table(
            [
              { heading: column.school, width: 74 },
              { heading: column.sitting, width: 46 },
              { heading: column.participants, width: 22, align: 'right' },
              { heading: column.papers, width: 30, align: 'right' },
              { heading: column.numbers, width: 74 },
              { heading: column.acceptable, width: 28, align: 'right' },
            ],
            tasks.map((task) => [
              schoolText(task.entry),
              nameOf(task.sitting),
              task.sitting.participants === null ? '' : formatNumber(task.sitting.participants, locale),
              formatNumber(task.papers.papers, locale),
              papersText(task, experts, locale),
              task.papers.acceptanceNumber === null || task.papers.acceptanceNumber < 0
                ? ''
                : formatNumber(task.papers.acceptanceNumber, locale),
            ]),
          ),
          paragraph(experts.rules, 'heading'),
          ...[experts.find, experts.mark, experts.enter, experts.widen, experts.blind].map((rule) =>
            paragraph(fill(rule, { file }, locale), 'item'),
          ),
        ],
      },
    ],
  }
}

export function protocolContent(
  result: MonitorResult,
  municipality: string | null,
  tasks: readonly Task[],
  office: Office,
  locale: Locale,
): DocumentContent {
  const { column, experts, protocol, letterhead } = documentWords(locale)
  const gaps = gapsOf(office, locale)
  const nameOf = sittingNames(result, locale)
  const subtitle = fill(protocol.subtitle, { municipality: municipality ?? experts.noMunicipality }, locale)
  const signature = (position: string): Block =>
    paragraph(fill(letterhead.signature, { position, name: BLANK }, locale), 'signature')
  const papers = tasks.reduce((sum, task) => sum + task.papers.papers, 0)
  const byHand = ['', '', '', '', '']
  return {
    title: `${protocol.title} ${subtitle}`,
    sections: [
      {
        landscape: true,
        blocks: [
          authority(office),
          paragraph(protocol.title, 'title'),
          paragraph(subtitle, 'title'),
          paragraph(fill(protocol.dateAndPlace, { date: BLANK, place: gaps.place! }, locale), 'plain'),
          paragraph(fill(protocol.basis, gaps, locale)),
          emptyTable(
            [
              { heading: column.school, width: 68 },
              { heading: column.sitting, width: 46 },
              { heading: column.papers, width: 34, align: 'right' },
              { heading: column.rechecked, width: 34 },
              { heading: column.same, width: 28 },
              { heading: column.lowered, width: 24 },
              { heading: column.raised, width: 24 },
              { heading: column.conclusion, width: 32 },
            ],
            tasks.map((task) => [
              schoolText(task.entry),
              nameOf(task.sitting),
              formatNumber(task.papers.papers, locale),
              ...byHand,
            ]),
            [protocol.total, '', formatNumber(papers, locale), ...byHand],
          ),
          paragraph(`${protocol.notes} ${BLANK.repeat(4)}`, 'plain'),
          paragraph(`${protocol.decision} ${BLANK.repeat(4)}`, 'plain'),
          signature(protocol.chair),
          signature(protocol.member),
          signature(protocol.member),
        ],
      },
    ],
  }
}
