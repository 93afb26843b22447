/** What schools that need help are weak in: items, and the skills behind them where a codifier names them. */
import type { Assessment, Locale, MonitorResult, SupportEntry, WeakItem } from '../model'
import { fill } from '../words/format'
import { supportWords } from '../words/support'
import { sittingNameIn, type Table, tableOf } from './tables'

/** The weak items of one sitting, or of one class of it. */
export interface WeakPart {
  /** `Математика, 4 класс, класс А`. */
  readonly sitting: string
  readonly items: readonly string[]
}

/** By sitting and class, in the order of the entry. */
export function weakParts(result: MonitorResult, { items }: SupportEntry, locale: Locale): readonly WeakPart[] {
  const assessments = new Map(result.assessments.map((one) => [one.id, one]))
  const parts = new Map<string, string[]>()
  for (const weak of items) {
    const sitting = result.sittings[weak.sitting]!
    const name = sittingNameIn(result, { ...sitting, class: weak.class ?? sitting.class }, locale)
    const texts = parts.get(name) ?? []
    parts.set(name, texts)
    texts.push(weakText(weak, assessments.get(sitting.assessment), locale))
  }
  return [...parts].map(([sitting, texts]) => ({ sitting, items: texts }))
}

/** `№ 4К1 (П), 1.2 анализ текста: 31 % / 56 %`. */
function weakText(weak: WeakItem, assessment: Assessment | undefined, locale: Locale): string {
  const { item, share, others } = weak
  const words = supportWords(locale)
  const level = assessment?.itemLevel?.[item]
  const skills = skillsText(assessment, item)
  return fill(
    words.item,
    {
      item: itemName(assessment, item),
      level: level === undefined ? '' : ` (${level})`,
      skill: skills === '' ? '' : `, ${skills}`,
      ...{ own: whole(share), others: whole(others) },
    },
    locale,
  )
}

const whole = (share: number): number => Math.round(100 * share) / 100

const itemName = (assessment: Assessment | undefined, item: number): string =>
  assessment?.itemLabels?.[item] ?? String(item + 1)

const skillsText = (assessment: Assessment | undefined, item: number): string =>
  (assessment?.skills?.[item] ?? [])
    .map(({ code, name }) => [code, name].filter((part) => part !== null).join(' '))
    .join('; ')

/** A row per weak item of the schools that need help. */
export function supportTable(result: MonitorResult): Table {
  const schools = new Map(result.schools.map((school) => [school.schoolId, school]))
  const assessments = new Map(result.assessments.map((one) => [one.id, one]))
  const of = ({ sitting, item }: WeakItem) => ({
    sitting: result.sittings[sitting]!,
    assessment: assessments.get(result.sittings[sitting]!.assessment),
    item,
  })
  const percent = (share: number): number => Math.round(100 * share)
  return tableOf<WeakItem>(
    {
      school_id: (w) => of(w).sitting.schoolId,
      name: (w) => schools.get(of(w).sitting.schoolId)?.name ?? null,
      municipality: (w) => schools.get(of(w).sitting.schoolId)?.municipality ?? null,
      grade: (w) => of(w).sitting.grade,
      subject: (w) => of(w).sitting.subject,
      year: (w) => of(w).sitting.year,
      class: (w) => w.class,
      participants: (w) => w.participants,
      item: (w) => itemName(of(w).assessment, w.item),
      item_level: (w) => of(w).assessment?.itemLevel?.[w.item] ?? null,
      skill: (w) => skillsText(of(w).assessment, w.item) || null,
      solved_percent: (w) => percent(w.share),
      others_percent: (w) => percent(w.others),
    },
    result.support.flatMap(({ items }) => items),
  )
}
