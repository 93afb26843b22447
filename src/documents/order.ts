/** The order to recheck, with the list of schools as its annex. */

import type { Locale, MonitorResult } from '../model'
import { groundsText } from '../report/annex'
import { sittingNames } from '../report/tables'
import { wordsOf } from '../words'
import { documentWords } from '../words/documents'
import { fill, formatNumber } from '../words/format'
import { type Block, type DocumentContent, paragraph, type Section, table } from './blocks'
import { authority, gapsOf, numberAndDate, signatures } from './letterhead'
import type { Office } from './office'
import { bySchool, type Task, tasksOf } from './work'

export function orderContent(result: MonitorResult, office: Office, locale: Locale): DocumentContent {
  const { order, sources } = documentWords(locale)
  const tasks = tasksOf(result)
  const gaps = { ...gapsOf(office, locale), schools: bySchool(tasks).length, papers: papersOf(tasks) }
  const say = (text: string, look?: Parameters<typeof paragraph>[1]): Block => paragraph(fill(text, gaps, locale), look)
  const first: Section = {
    blocks: [
      authority(office),
      paragraph(order.title, 'title'),
      paragraph(numberAndDate(office.orderNumber, office.orderDate, locale), 'plain'),
      ...(office.place === undefined ? [] : [paragraph(office.place, 'plain')]),
      say(order.subject, 'heading'),
      say(order.preamble),
      paragraph(order.command, 'plain'),
      ...numbered([
        [fill(order.keep, gaps, locale)],
        [fill(order.recheck, gaps, locale)],
        [order.heads, order.keepNow, fill(order.handOver, gaps, locale), order.answer],
        [fill(order.commission, gaps, locale)],
        [order.experts],
        [order.teachers],
        [fill(order.control, gaps, locale)],
      ]),
      ...signatures(office, locale),
    ],
  }
  const about: Section = {
    blocks: [paragraph(sources.title, 'heading'), paragraph(sources.keep, 'note'), paragraph(sources.teachers, 'note')],
  }
  const title = fill(order.subject, gaps, locale)
  if (tasks.length === 0) return { title, sections: [{ blocks: [paragraph(order.nothing, 'plain')] }, about] }
  return { title, sections: [first, annex(result, tasks, office, locale), about] }
}

const papersOf = (tasks: readonly Task[]): number => tasks.reduce((sum, task) => sum + task.papers.papers, 0)

/** `1.`, and below it `1.1.`, as offices number the items of an order. */
function numbered(items: readonly (readonly [string, ...string[]])[]): Block[] {
  return items.flatMap(([item, ...parts], i) => [
    paragraph(`${i + 1}. ${item}`, 'item'),
    ...parts.map((part, k) => paragraph(`${i + 1}.${k + 1}. ${part}`, 'item')),
  ])
}

/** Widths in millimetres of a landscape page: the longest usual word of a column fits into it. */
function annex(result: MonitorResult, tasks: readonly Task[], office: Office, locale: Locale): Section {
  const { column, order } = documentWords(locale)
  const words = wordsOf(locale)
  const beyond = result.recheck.reduce(
    (sum, entry) => sum + entry.sittings.filter((at) => result.sittings[at]!.withinBudget === false).length,
    0,
  )
  const gaps = { ...gapsOf(office, locale), sittings: beyond, schools: bySchool(tasks).length, papers: papersOf(tasks) }
  const { number, date } = { number: gapsOf(office, locale).orderNumber!, date: gapsOf(office, locale).orderDate! }
  const nameOf = sittingNames(result, locale)
  const rows = bySchool(tasks).flatMap((of, i) =>
    of.map(({ entry, sitting, papers }, k) => [
      k === 0 ? String(i + 1) : '',
      k === 0 ? (entry.municipality ?? '') : '',
      k === 0 ? schoolText(entry) : '',
      nameOf(sitting),
      formatNumber(papers.papers, locale),
      groundsText(sitting, words, locale),
    ]),
  )
  return {
    landscape: true,
    blocks: [
      ...fill(order.annexOf, { number, date }, locale)
        .split('\n')
        .map((line) => paragraph(line, 'right')),
      paragraph(fill(order.annexTitle, gaps, locale), 'title'),
      paragraph(fill(words.annex.intro, gaps, locale), 'plain'),
      table(
        [
          { heading: column.number, width: 14, align: 'right', joined: true },
          { heading: column.municipality, width: 48, joined: true },
          { heading: column.school, width: 84, joined: true },
          { heading: column.sitting, width: 52 },
          { heading: column.papers, width: 30, align: 'right' },
          { heading: column.grounds, width: 40 },
        ],
        rows,
        ['', '', words.annex.total, '', formatNumber(papersOf(tasks), locale), ''],
      ),
      ...(beyond === 0 ? [] : [paragraph(fill(order.beyond, gaps, locale), 'plain')]),
      paragraph(words.annex.note, 'note'),
    ],
  }
}

/** Name and id of a school, each in a line. */
export const schoolText = ({ name, schoolId }: { readonly name: string | null; readonly schoolId: string }): string =>
  name === null ? schoolId : `${name}\n${schoolId}`
