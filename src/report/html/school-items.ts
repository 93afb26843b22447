/** The items of a test side by side: the region, the group, the school and, where classes are judged, its classes. */
import type { SittingResult } from '../../model'
import { ABSENT, formatPercent } from '../../words/format'
import type { Pool } from './charts/pool'
import { type Html, html, name } from './escape'
import { tableOf, type View } from './parts'

/** Mean shares 0..1 of the maxima, by pupils, over sittings of one test. */
export function sharesOf(sittings: readonly SittingResult[]): readonly number[] | null {
  const known = sittings.filter((s) => s.itemShares !== null && s.participants !== null && s.participants > 0)
  const pupils = known.reduce((sum, { participants }) => sum + participants!, 0)
  if (pupils === 0) return null
  const length = Math.max(...known.map(({ itemShares }) => itemShares!.length))
  return Array.from(
    { length },
    (_, i) => known.reduce((sum, s) => sum + (s.itemShares![i] ?? 0) * s.participants!, 0) / pupils,
  )
}

export function schoolItemsPart(sitting: SittingResult, pool: Pool, view: View): Html | null {
  const { locale, words, sittingsOf } = view
  const { school, report } = words
  if (sitting.itemShares === null) return null
  const own = (sittingsOf.get(sitting.schoolId) ?? []).filter(({ assessment }) => assessment === sitting.assessment)
  const classes = own.filter((s) => s.class !== null && s.itemShares !== null)
  const { group, region } = pool.itemsBeside(sitting)
  const columns: readonly { readonly title: string; readonly shares: readonly number[] | null }[] = [
    { title: school.barRegion, shares: region },
    ...(group === null ? [] : [{ title: school.barGroup, shares: group }]),
    { title: school.barSchool, shares: sharesOf(own) },
    ...classes.map((s) => ({ title: s.class!, shares: s.itemShares })),
  ]
  const cell = (share: number | undefined): string => (share === undefined ? ABSENT : formatPercent(share, locale))
  return html`<details><summary>${school.items}</summary>${tableOf<number>(
    school.items,
    [
      { title: report.item, heading: true, cell: (i) => i + 1 },
      ...columns.map(({ title, shares }) => ({ title, number: true, cell: (i: number) => cell(shares?.[i]) })),
    ],
    Array.from({ length: sitting.itemShares.length }, (_, i) => i),
  )}</details>`
}

/** Where classes are judged: each class of the school in each test of its grade. Never more than the class: no teacher is named. */
export function classesPart(
  sittings: readonly SittingResult[],
  { result, withYear, locale, words }: View,
): Html | null {
  const ofClasses = sittings.filter((s) => s.class !== null)
  if (ofClasses.length === 0) return null
  const highest = new Map(result.assessments.map(({ id, maxScore }) => [id, maxScore]))
  const classOf = ({ grade, class: letter, year }: SittingResult): string =>
    [`${grade ?? ''} ${letter}`.trim(), withYear ? year : null].filter((part) => part !== null).join(', ')
  const rows = [...new Set(ofClasses.map(classOf))].toSorted()
  const subjects = [...new Set(ofClasses.map(({ subject }) => subject))].toSorted()
  const cell = (row: string, subject: string): Html | string => {
    const found = ofClasses.filter((s) => s.subject === subject && classOf(s) === row)
    const shares = found.flatMap(({ mean, assessment }) => {
      const most = highest.get(assessment) ?? null
      return mean === null || most === null ? [] : [formatPercent(mean / most, locale)]
    })
    const signs = found.some(({ grounds }) => grounds.includes('signs'))
    return shares.length === 0
      ? ABSENT
      : html`${shares.join(', ')}${signs && html`<small>${words.ground.signs}</small>`}`
  }
  return html`<h3>${words.school.classes}</h3><p class="quiet">${words.school.classesNote}</p>${tableOf<string>(
    words.school.classes,
    [
      { title: words.column.class, heading: true, cell: (row) => name(row) },
      ...subjects.map((subject) => ({ title: subject, number: true, cell: (row: string) => cell(row, subject) })),
    ],
    rows,
  )}`
}
