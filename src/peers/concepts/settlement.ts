/** Kinds of settlement, however they are written. */

import type { Text } from '../../model'
import { fixed } from '../../setting'
import { plain } from './columns'

/** From the smallest up; the first pattern that fits an answer is taken. */
export const SETTLEMENTS: readonly { readonly rank: number; readonly level: RegExp; readonly words: Text }[] = [
  {
    rank: 1,
    level: /городского типа|(^|[ (])пгт|рабочий поселок|township|small town/,
    words: { en: 'small-town', ru: 'поселковые' },
  },
  {
    rank: 0,
    level: /rural|village|сельск|село|деревн|станица|хутор|аул/,
    words: { en: 'rural', ru: 'сельские' },
  },
  {
    rank: 4,
    level: /столица|capital|административный центр субъекта|областной центр|краевой центр|regional cent/,
    words: { en: "in the region's capital", ru: 'столичные' },
  },
  { rank: 2, level: /^town|малый город/, words: { en: 'in towns', ru: 'в малых городах' } },
  { rank: 3, level: /urban|city|город/, words: { en: 'urban', ru: 'городские' } },
]
export const CITY = fixed(3, { reason: 'From this rank on a school stands in a city.', origin: 'ours' })

const kindOf = (answer: string) => {
  const text = plain(answer)
  return SETTLEMENTS.find(({ level }) => level.test(text)) ?? null
}

export const settlementRank = (answer: string): number | null => kindOf(answer)?.rank ?? null
export const settlementWords = (answer: string): Text | null => kindOf(answer)?.words ?? null
