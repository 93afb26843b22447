/** What schools that need help are weak in: items, and the skills behind them where a codifier names them. */
import type { Assessment, Locale, MonitorResult, SupportEntry, WeakItem, WeakItems } from '../model'
import { fill } from '../words/format'
import { supportWords } from '../words/support'
import { sittingNames, type Table, tableOf } from './tables'

/** The weak items of one sitting, or of one class of it. */
export interface WeakPart {
  /** `Математика, 4 класс, класс А`. */
  readonly sitting: string
  readonly items: readonly string[]
}

/** The weak items of an entry by sitting and class, in its order. */
export function weakParts(result: MonitorResult, locale: Locale): (entry: SupportEntry) => readonly WeakPart[] {
  const assessments = new Map(result.assessments.map((one) => [one.id, one]))
  const nameOf = sittingNames(result, locale)
  return ({ items }) => {
    const parts = new Map<string, string[]>()
    for (const of of items) {
      const sitting = result.sittings[of.sitting]!
      const name = nameOf({ ...sitting, class: of.class ?? sitting.class })
      const texts = parts.get(name) ?? []
      parts.set(name, texts)
      const assessment = assessments.get(sitting.assessment)
      texts.push(...weakOf(of).map((weak) => weakText(weak, assessment, locale)))
    }
    return [...parts].map(([sitting, texts]) => ({ sitting, items: texts }))
  }
}

/** Files of earlier versions tell of each item where it belongs. */
const weakOf = (of: WeakItems | (Omit<WeakItems, 'weak'> & WeakItem)): readonly WeakItem[] =>
  'weak' in of ? of.weak : [of]

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

/** A row per sitting and class of the schools that need help, with its weak items. */
export function supportTable(result: MonitorResult, locale: Locale): Table {
  const schools = new Map(result.schools.map((school) => [school.schoolId, school]))
  const partsOf = weakParts(result, locale)
  return tableOf<WeakPart & { readonly entry: SupportEntry }>(
    {
      name: ({ entry }) => schools.get(entry.schoolId)?.name ?? entry.schoolId,
      municipality: ({ entry }) => schools.get(entry.schoolId)?.municipality ?? null,
      sitting: ({ sitting }) => sitting,
      weak_items: ({ items }) => items.join('; '),
    },
    result.support.flatMap((entry) => partsOf(entry).map((part) => ({ ...part, entry }))),
  )
}
