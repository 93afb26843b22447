/** Help: which items need it, where marking departs from the others', and from whom one can learn. */

import { groupBy } from '../group-by'
import { listedOverYears } from '../listed-years'
import type { Assessment, Locale, MonitorResult, SchoolResult, Signal, SittingResult } from '../model'
import { type ItemGap, itemGaps } from '../recheck/item-gaps'
import { reasonTexts } from '../report/sentences'
import { weakParts } from '../report/support'
import { sittingNames } from '../report/tables'
import { fixed } from '../setting'
import { documentWords } from '../words/documents'
import { fill, formatPercent } from '../words/format'
import { type Column, type DocumentContent, paragraph, table } from './blocks'
import { schoolText } from './order'

const DEPARTS = fixed(0.15, {
  reason:
    'Marked items that lie this much higher or lower against the others than unmarked ones: worth a talk about criteria.',
  origin: 'ours',
  unit: 'share of the maximum',
})
const TEACHERS = fixed(20, { reason: 'More schools than this nobody can visit.', origin: 'ours' })

export function supportContent(result: MonitorResult, locale: Locale): DocumentContent {
  const { support, column } = documentWords(locale)
  const gapsOf = gapsIn(result)
  const [nameOf, partsOf] = [sittingNames(result, locale), weakParts(result, locale)]
  const schools = new Map(result.schools.map((school) => [school.schoolId, school]))
  const schoolOf = (schoolId: string): string => schoolText(schools.get(schoolId) ?? { name: null, schoolId })
  const bySchool = groupBy(result.sittings, ({ schoolId }) => schoolId)
  const assessments = new Map(result.assessments.map((assessment) => [assessment.id, assessment]))
  const helped = result.support.flatMap((entry) => {
    const why = reasonTexts(entry.reasons, result, locale).join('\n')
    const parts = partsOf(entry)
    if (parts.length === 0) return [[schoolOf(entry.schoolId), why, '', '']]
    return parts.map(({ sitting, items }, k) => [
      ...(k === 0 ? [schoolOf(entry.schoolId), why] : ['', '']),
      ...[sitting, items.join('\n')],
    ])
  })
  const marking = result.sittings.flatMap((sitting) => {
    const departure = departureOf(gapsOf(sitting), assessments.get(sitting.assessment))
    if (departure === null || Math.abs(departure) < DEPARTS) return []
    const text = departure > 0 ? support.kinder : support.stricter
    const size = formatPercent(Math.abs(departure), locale)
    return [[schoolOf(sitting.schoolId), nameOf(sitting), fill(text, { size }, locale)]]
  })
  const learn = examplesOf(result, bySchool, locale)
  const part = (title: string, note: string, rows: readonly (readonly string[])[], columns: readonly Column[]) => [
    paragraph(title, 'heading'),
    ...(rows.length === 0 ? [paragraph(support.nobody, 'plain')] : [paragraph(note, 'plain'), table(columns, rows)]),
  ]
  return {
    title: support.title,
    sections: [
      {
        landscape: true,
        blocks: [
          paragraph(support.title, 'title'),
          ...part(support.help, support.helpNote, helped, [
            { heading: column.school, width: 54, joined: true },
            { heading: support.why, width: 62, joined: true },
            { heading: column.sitting, width: 40 },
            { heading: support.items, width: 100 },
          ]),
          ...part(support.marking, support.markingNote, marking, [
            { heading: column.school, width: 90 },
            { heading: column.sitting, width: 60 },
            { heading: support.departure, width: 100 },
          ]),
          ...part(support.learn, support.learnNote, learn, [
            { heading: column.school, width: 90 },
            { heading: support.evidence, width: 160 },
          ]),
          paragraph(support.teachers, 'note'),
        ],
      },
    ],
  }
}

function gapsIn({ sittings, schools }: MonitorResult): (sitting: SittingResult) => readonly ItemGap[] {
  const groups = new Map(schools.map(({ schoolId, peerGroup }) => [schoolId, peerGroup]))
  const itemsOf = ({ schoolId, assessment, participants, itemShares }: SittingResult) => ({
    ...{ assessment, participants, itemShares },
    peerGroup: groups.get(schoolId) ?? null,
  })
  const gapsOf = itemGaps(sittings.map(itemsOf))
  return (sitting) => gapsOf(itemsOf(sitting))
}

/** How much higher items marked by criteria lie against the others than items that are right or wrong. */
function departureOf(gaps: readonly ItemGap[], assessment: Assessment | undefined): number | null {
  const maxima = assessment?.itemMax ?? null
  if (maxima === null) return null
  const mean = (of: readonly ItemGap[]): number => of.reduce((sum, gap) => sum + gap.own - gap.others, 0) / of.length
  const marked = gaps.filter(({ item }) => (maxima[item] ?? 1) >= 2)
  const plain = gaps.filter(({ item }) => (maxima[item] ?? 1) === 1)
  return marked.length < 2 || plain.length < 2 ? null : mean(marked) - mean(plain)
}

/** Schools whose marks held: every sitting observed, no signs, and something more that speaks for them. */
function examplesOf(
  { schools }: MonitorResult,
  bySchool: ReadonlyMap<string, readonly SittingResult[]>,
  locale: Locale,
): (readonly string[])[] {
  const { support } = documentWords(locale)
  return schools
    .flatMap((school) => {
      const sittings = bySchool.get(school.schoolId) ?? []
      const held = school.tier === 'clear' && sittings.length > 0 && sittings.every(isObserved)
      if (!held) return []
      const more = evidenceOf(school, sittings, support, locale)
      return more.length === 0
        ? []
        : [{ school, texts: [fill(support.observed, { sittings: sittings.length }, locale), ...more] }]
    })
    .toSorted((a, b) => b.texts.length - a.texts.length)
    .slice(0, TEACHERS)
    .map(({ school, texts }) => [schoolText(school), texts.join('; ')])
}

const isObserved = ({ observer, conflictOfInterest }: SittingResult): boolean =>
  observer === 'present' && !conflictOfInterest

/** Marks against those of the journal. */
export const isOfMarks = ({ detector }: Signal): boolean => detector === 'mark-gap'

function evidenceOf(
  school: SchoolResult,
  sittings: readonly SittingResult[],
  { rechecked, journal, years }: { readonly rechecked: string; readonly journal: string; readonly years: string },
  locale: Locale,
): string[] {
  const confirmed = sittings.filter(({ settled }) => settled?.verdict === 'confirmed' && !settled.stale).length
  const marks = sittings.flatMap(({ signals }) => signals.filter((own) => isOfMarks(own) && own.p !== null))
  const over = listedOverYears(school)
  return [
    ...(confirmed === 0 ? [] : [fill(rechecked, { sittings: confirmed }, locale)]),
    ...(marks.length > 0 && marks.every(({ p }) => p! > 0.05) ? [journal] : []),
    ...(over === null || over.timesListed > 0 ? [] : [fill(years, { years: over.years }, locale)]),
  ]
}
