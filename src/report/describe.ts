/** Every code of a result as a sentence, for programs that show a result in their own way. */
import type { Ground, Locale, MonitorResult, Reason, Signal, Tier, Warning } from '../model'
import { wordsOf } from '../words'
import { findingText, notMeasuredText, reasonTexts, warningText } from './sentences'

/** What sentences need of a result: the detectors, which bring their own words. */
export type Speaking = Pick<MonitorResult, 'detectors'>

/**
 * One reason of `result.recheck[].reasons`, or of `explainSchool`, as a sentence.
 *
 * @example
 * describeReason(result, result.recheck[0].reasons[0], 'en') // 'Mathematics, grade 4: mean score 17.2, 12.1 expected ...'
 */
export const describeReason = (result: Speaking, reason: Reason, locale: Locale): string =>
  reasonTexts([reason], result, locale)[0] ?? ''

/** One entry of `result.warnings` or `result.region.warnings` as a sentence. */
export const describeWarning = (result: Speaking, warning: Warning, locale: Locale): string =>
  warningText(warning, result.detectors, locale)

/** What a detector says of a sitting (`result.sittings[].signals[]`): its finding, or why nothing was measured. */
export function describeSignal(result: Speaking, signal: Signal, locale: Locale): string {
  const detector = result.detectors.find(({ id }) => id === signal.detector)
  return signal.outcome === 'measured'
    ? findingText(signal, detector, locale)
    : notMeasuredText(signal, detector, locale)
}

/** How strong the signs of a school or sitting are, in words: `strong signs`, `no signs`, `cannot be assessed`. */
export const describeTier = (tier: Tier, locale: Locale): string => wordsOf(locale).tier[tier]

/** Why something is on the list, in words: `signs of unreliable results`, `no public observer`, `control sample`. */
export const describeGround = (ground: Ground, locale: Locale): string => wordsOf(locale).ground[ground]
