/** Schools that fit no group: correctional, evening, closed, in prison, boarding. Comparing others with them helps nobody. */

import type { School } from '../../model'
import { fixed } from '../../setting'
import { cellOf, yesNo } from '../cells'
import type { Column } from './compute'

/** Kinds of special schools. */
export type SpecialKind = 'correctional' | 'evening' | 'closed' | 'prison' | 'boarding' | 'special'

const KINDS: readonly { readonly kind: SpecialKind; readonly words: RegExp }[] = [
  { kind: 'prison', words: /исполня\S* наказани|колони|при (фку )?ик([ -]|$)|prison|correctional facility/i },
  { kind: 'closed', words: /закрытого типа|учебно-воспитательн/i },
  { kind: 'correctional', words: /коррекционн|по аоп|адаптированн|correctional|special needs school/i },
  { kind: 'evening', words: /вечерн|\(сменн|сменная|evening/i },
  { kind: 'boarding', words: /школ\S*-интернат|^интернат$|boarding/i },
]

const kindIn = (text: string): SpecialKind | null => KINDS.find(({ words }) => words.test(text))?.kind ?? null

const MOST = fixed(1 / 3, { reason: 'More schools than this share are no exceptions.', origin: 'ours' })

/**
 * Kind of each special school, `null` for the ordinary ones: by the questions of the questionnaire (a yes in any of them),
 * by the type of school where it is given in words, or by the name of the school.
 *
 * @param most with a larger share of special schools than this, they are the ordinary ones here
 */
export function specialSchools(
  schools: readonly School[],
  questions: readonly Column[],
  types: readonly Column[],
  most: number = MOST,
): (SpecialKind | null)[] {
  const kinds = schools.map((school, row) => {
    for (const { header, cells } of questions)
      if (cells[row] !== null && yesNo(cells[row]!) === 1) return kindIn(header) ?? 'special'
    for (const { header } of types) {
      const kind = kindIn(String(cellOf(school, header) ?? ''))
      if (kind !== null) return kind
    }
    return school.name === null ? null : kindIn(school.name)
  })
  const special = kinds.filter((kind) => kind !== null).length
  return special > most * schools.length ? schools.map(() => null) : kinds
}
