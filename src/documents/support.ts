/** Help: which items need it, where marking departs from the others', and from whom one can learn. */

import { groupBy } from '../group-by'
import { listedOverYears } from '../listed-years'
import type { Assessment, Locale, MonitorResult, SchoolResult, SittingResult } from '../model'
import { reasonTexts } from '../report/sentences'
import { sittingNameIn } from '../report/tables'
import { fixed } from '../setting'
import { documentWords } from '../words/documents'
import { fill, formatPercent } from '../words/format'
import { type DocumentContent, paragraph, table } from './blocks'
import { schoolText } from './order'

const FEWEST = fixed(10, {
  reason: 'Shares of an item among fewer pupils are one or two pupils.',
  origin: 'ours',
  unit: 'pupils',
})
const BELOW = fixed(0.1, {
  reason: 'An item solved worse by this much than in comparable schools needs help.',
  origin: 'ours',
  unit: 'share of the maximum',
})
const ITEMS = fixed(5, { reason: 'At most this many items of a sitting are named, the weakest first.', origin: 'ours' })
const DEPARTS = fixed(0.15, {
  reason:
    'Marked items that lie this much higher or lower against the others than unmarked ones: worth a talk about criteria.',
  origin: 'ours',
  unit: 'share of the maximum',
})
const TEACHERS = fixed(20, { reason: 'More schools than this nobody can visit.', origin: 'ours' })

/** An item of a sitting against comparable schools, in shares of the maximum. */
interface ItemGap {
  readonly item: number
  readonly own: number
  readonly others: number
}

export function supportContent(result: MonitorResult, locale: Locale): DocumentContent {
  const { support, column } = documentWords(locale)
  const others = othersOf(result)
  const schools = new Map(result.schools.map((school) => [school.schoolId, school]))
  const schoolOf = (schoolId: string): string => schoolText(schools.get(schoolId) ?? { name: null, schoolId })
  const bySchool = groupBy(result.sittings, ({ schoolId }) => schoolId)
  const assessments = new Map(result.assessments.map((assessment) => [assessment.id, assessment]))
  const helped = result.support.map(({ schoolId, reasons }) => {
    const items = (bySchool.get(schoolId) ?? []).flatMap((sitting) => {
      const weak = gapsOf(sitting, others)
        .filter(({ own, others }) => others - own >= BELOW)
        .toSorted((a, b) => b.others - b.own - (a.others - a.own))
        .slice(0, ITEMS)
      if (weak.length === 0) return []
      const named = weak.map((gap) => itemText(gap, assessments.get(sitting.assessment), locale))
      return [`${sittingNameIn(result, sitting, locale)}: ${named.join('; ')}`]
    })
    return [schoolOf(schoolId), reasonTexts(reasons, result, locale).join('\n'), items.join('\n')]
  })
  const marking = result.sittings.flatMap((sitting) => {
    const departure = departureOf(sitting, assessments.get(sitting.assessment), others)
    if (departure === null || Math.abs(departure) < DEPARTS) return []
    const text = departure > 0 ? support.kinder : support.stricter
    const size = formatPercent(Math.abs(departure), locale)
    return [[schoolOf(sitting.schoolId), sittingNameIn(result, sitting, locale), fill(text, { size }, locale)]]
  })
  const learn = examplesOf(result, bySchool, locale)
  const part = (title: string, note: string, rows: readonly (readonly string[])[], heads: readonly string[]) => [
    paragraph(title, 'heading'),
    ...(rows.length === 0
      ? [paragraph(support.nobody, 'plain')]
      : [
          paragraph(note, 'plain'),
          table(
            heads.map((heading, i) => ({ heading, width: i === 0 ? 60 : 90 })),
            rows,
          ),
        ]),
  ]
  return {
    title: support.title,
    sections: [
      {
        landscape: true,
        blocks: [
          paragraph(support.title, 'title'),
          ...part(support.help, support.helpNote, helped, [column.school, support.why, support.items]),
          ...part(support.marking, support.markingNote, marking, [column.school, column.sitting, support.departure]),
          ...part(support.learn, support.learnNote, learn, [column.school, support.evidence]),
          paragraph(support.teachers, 'note'),
        ],
      },
    ],
  }
}

type Others = ReadonlyMap<string, readonly (number | null)[]>
const groupOf = (sitting: SittingResult, peerGroup: string | null): string =>
  JSON.stringify([sitting.assessment, peerGroup])

/** Mean shares of each item by assessment and peer group, weighed by pupils. */
function othersOf({ sittings, schools }: MonitorResult): (sitting: SittingResult) => readonly (number | null)[] {
  const groups = new Map(schools.map(({ schoolId, peerGroup }) => [schoolId, peerGroup]))
  const known = sittings.filter(({ itemShares }) => itemShares !== null)
  const found: Others = new Map(
    [...groupBy(known, (sitting) => groupOf(sitting, groups.get(sitting.schoolId) ?? null))].map(([key, of]) => {
      const pupils = of.reduce((sum, { participants }) => sum + (participants ?? 0), 0)
      const items = Math.max(...of.map(({ itemShares }) => itemShares!.length))
      const shares = Array.from({ length: items }, (_, j) =>
        pupils === 0
          ? null
          : of.reduce((sum, { itemShares, participants }) => sum + (itemShares![j] ?? 0) * (participants ?? 0), 0) /
            pupils,
      )
      return [key, of.length < 2 ? shares.map(() => null) : shares]
    }),
  )
  return (sitting) => found.get(groupOf(sitting, groups.get(sitting.schoolId) ?? null)) ?? []
}

function gapsOf(sitting: SittingResult, others: ReturnType<typeof othersOf>): ItemGap[] {
  if (sitting.itemShares === null || (sitting.participants ?? 0) < FEWEST) return []
  const expected = others(sitting)
  return sitting.itemShares.flatMap((own, j) => {
    const mean = expected[j] ?? null
    return mean === null ? [] : [{ item: j, own, others: mean }]
  })
}

/** How much higher items marked by criteria lie against the others than items that are right or wrong. */
function departureOf(
  sitting: SittingResult,
  assessment: Assessment | undefined,
  others: ReturnType<typeof othersOf>,
): number | null {
  const maxima = assessment?.itemMax ?? null
  if (maxima === null) return null
  const gaps = gapsOf(sitting, others)
  const mean = (of: readonly ItemGap[]): number => of.reduce((sum, gap) => sum + gap.own - gap.others, 0) / of.length
  const marked = gaps.filter(({ item }) => (maxima[item] ?? 1) >= 2)
  const plain = gaps.filter(({ item }) => (maxima[item] ?? 1) === 1)
  return marked.length < 2 || plain.length < 2 ? null : mean(marked) - mean(plain)
}

function itemText({ item, own, others }: ItemGap, assessment: Assessment | undefined, locale: Locale): string {
  const { support } = documentWords(locale)
  const level = assessment?.itemLevel?.[item]
  const details = { item: item + 1, level: level ?? '', own, others }
  return fill(level === undefined ? support.item : support.itemOfLevel, details, locale)
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

function evidenceOf(
  school: SchoolResult,
  sittings: readonly SittingResult[],
  { rechecked, journal, years }: { readonly rechecked: string; readonly journal: string; readonly years: string },
  locale: Locale,
): string[] {
  const confirmed = sittings.filter(({ settled }) => settled?.verdict === 'confirmed' && !settled.stale).length
  const marks = sittings.flatMap(({ signals }) =>
    signals.filter(({ detector, p }) => detector === 'mark-gap' && p !== null),
  )
  const over = listedOverYears(school)
  return [
    ...(confirmed === 0 ? [] : [fill(rechecked, { sittings: confirmed }, locale)]),
    ...(marks.length > 0 && marks.every(({ p }) => p! > 0.05) ? [journal] : []),
    ...(over === null || over.timesListed > 0 ? [] : [fill(years, { years: over.years }, locale)]),
  ]
}
