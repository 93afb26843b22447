/** Data faults in words. */
import type { DataFault, Locale } from '../model'
import { wordsOf } from '../words'
import { fill } from '../words/format'

export interface FaultText {
  readonly what: string
  readonly mend: string
  readonly meanwhile: string
}

/**
 * What was found in the data of a sitting, how to mend it, and what is done until then.
 *
 * @example
 * faultText(result.toCorrect[0]!, 'en').what // 'the total leaves out 10К2, for all 20 papers'
 */
export function faultText(fault: DataFault, locale: Locale): FaultText {
  const { faults, treatments } = wordsOf(locale)
  const { what, mend } = faults[fault.code]
  const details = { papers: fault.papers, of: fault.of, items: fault.items.join(', ') }
  return {
    what: fill(what, details, locale),
    mend: fill(mend, details, locale),
    meanwhile: treatments[fault.treatment],
  }
}
