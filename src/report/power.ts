/** What `power` found, in words: a section per size of school. */
import type { Locale, Power, PowerMechanism, PowerRow } from '../model'
import { wordsOf } from '../words'
import { fill } from '../words/format'
import type { Section } from './explain'
import { wordFor } from './sentences'

/** Fewer schools than this say nothing of how often a manipulation would be noticed. */
const FEWEST_SCHOOLS = 10

export const isEnough = ({ schools }: Pick<PowerRow, 'schools'>): boolean => schools >= FEWEST_SCHOOLS

/**
 * What size of manipulation would be noticed: per size of school a sentence per mechanism, then what could not be tried.
 *
 * @example
 * powerSections(detectableManipulation(input), 'en')[0]?.heading // 'Schools of 5-12 pupils per sitting'
 */
export function powerSections({ rows, smallest, notPossible }: Power, locale: Locale): Section[] {
  const { power } = wordsOf(locale)
  const sentence = ({ mechanism, band, share }: Power['smallest'][number]): string[] => {
    const tried = rows.filter((row) => row.mechanism === mechanism && row.band === band)
    if (!tried.some(isEnough) && tried.length > 0) {
      const schools = Math.max(...tried.map((row) => row.schools))
      return [fill(power.tooFew, { mechanism: wordFor(power.mechanism, mechanism), schools }, locale)]
    }
    const enough = tried.filter(isEnough)
    const from = share === null ? undefined : enough.find((row) => row.share >= share)
    const at = from ?? enough.at(-1)
    if (at === undefined) return []
    const { noticed, schools, low, high } = at
    const details = { mechanism: wordFor(power.mechanism, mechanism), share: at.share, noticed, schools, low, high }
    return [fill(from === undefined ? power.notNoticed : power.noticed, details, locale)]
  }
  // In ascending order: a band that comes first for one mechanism may be missing for another.
  const bands = [...new Set(smallest.map(({ band }) => band))].sort(
    (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
  )
  const mechanisms = notPossible.map((mechanism: PowerMechanism) => wordFor(power.mechanism, mechanism)).join('; ')
  return [
    ...bands.map((band) => ({
      heading: fill(power.band, { band }, locale),
      lines: smallest.filter((of) => of.band === band).flatMap(sentence),
    })),
    ...(notPossible.length === 0 ? [] : [{ heading: fill(power.notPossible, { mechanisms }, locale), lines: [] }]),
  ]
}
