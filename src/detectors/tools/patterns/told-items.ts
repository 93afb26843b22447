/**
 * Tables of items of a bigger run. They are sums over papers by form and total, so those of a district simply add to them:
 * its few papers are then compared with thousands.
 */
import { fixed } from '../../../setting'
import { LEAST_PUPILS, LEAST_SCHOOLS } from '../../../statistics/disclosure'
import type { DetectorView } from '../../runner/detector'
import { keepForMembers, toldElsewhere } from '../told'
import { levelsByStratum } from './lean'
import { pairsOf, sumsOf } from './pooled'
import { Composition, type FormMoments, type Papers, type ToldItems } from './strata'

const formPart = (form: string): string => `items.form ${form}`

const HEAD = fixed(4, {
  reason: 'Ratio, papers, points and squared points stand before the strata.',
  origin: 'computing',
})
const STRATUM_HEAD = fixed(3, { reason: 'Total, papers and level stand before the sums.', origin: 'computing' })

/** The papers of a view with what a bigger run has told of their strata; the same papers where none has. */
export function withToldItems(view: DetectorView, papers: Papers): Papers {
  const { items, size, form, total, formNames } = papers
  const pairs = pairsOf(items)
  const entry = STRATUM_HEAD + items + pairs
  const told: ToldItems = {
    papers: new Float64Array(size.length),
    level: new Float64Array(size.length),
    sum: new Float64Array(size.length * items),
    products: new Float64Array(size.length * pairs),
    formMoments: formNames.map(() => null),
  }
  const moments: (FormMoments | null)[] = [...told.formMoments]
  formNames.forEach((name, f) => {
    const numbers = toldElsewhere(view, view.regionOf[0] ?? [], formPart(name))
    if (numbers === null || (numbers.length - HEAD) % entry !== 0) return
    const [ratio, count, sum, squares] = numbers as [number, number, number, number]
    moments[f] = { ratio, papers: count, sum, squares }
    const place = new Map<number, number>()
    form.forEach((own, s) => {
      if (own === f) place.set(total[s]!, s)
    })
    for (let at = HEAD; at < numbers.length; at += entry) {
      const s = place.get(numbers[at]!)
      if (s === undefined) continue
      told.papers[s] = numbers[at + 1]!
      told.level[s] = numbers[at + 2]!
      const from = at + STRATUM_HEAD
      told.sum.set(numbers.slice(from, from + items), s * items)
      told.products.set(numbers.slice(from + items, from + items + pairs), s * pairs)
    }
  })
  if (moments.every((of) => of === null)) return papers
  return { ...papers, size: size.map((n, s) => n + told.papers[s]!), told: { ...told, formMoments: moments } }
}

/** Hands on the tables of these papers: forms and strata that enough schools and pupils have. */
export function keepItems(view: DetectorView, papers: Papers): void {
  if (view.keep === undefined) return
  const { items, size, form, total, formNames, start } = papers
  const pairs = pairsOf(items)
  const { sum, products } = sumsOf(papers)
  const { level, ratio } = levelsByStratum(papers)
  const composition = new Composition(papers)
  const schools = new Int32Array(size.length)
  const members = formNames.map((): number[] => [])
  for (let i = 0; i + 1 < start.length; i++) {
    const { met } = composition.of(i)
    for (const s of met) schools[s]!++
    for (const f of new Set(Array.from(met, (s) => form[s]!))) members[f]!.push(i)
  }
  formNames.forEach((name, f) => {
    const strata = [...form.keys()].filter((s) => form[s] === f)
    const over = (of: (s: number) => number): number => strata.reduce((all, s) => all + of(s), 0)
    const head = [
      ratio,
      over((s) => size[s]!),
      over((s) => size[s]! * total[s]!),
      over((s) => size[s]! * total[s]! * total[s]!),
    ]
    const kept = strata.filter((s) => schools[s]! >= LEAST_SCHOOLS && size[s]! >= LEAST_PUPILS)
    const tables = kept.flatMap((s) => [
      ...[total[s]!, size[s]!, level[s]!],
      ...sum.subarray(s * items, (s + 1) * items),
      ...products.subarray(s * pairs, (s + 1) * pairs),
    ])
    keepForMembers(view, members[f]!, formPart(name), [...head, ...tables])
  })
}
