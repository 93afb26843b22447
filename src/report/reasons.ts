/** Why a single sitting is on the list: its observer, and its findings from the most surprising one. */
import { WORTH_TELLING } from '../findings'
import type {
  DetectorDescription,
  Locale,
  MonitorResult,
  ReasonCode,
  SettledMark,
  Signal,
  SittingResult,
  Tier,
} from '../model'
import { wordsOf } from '../words'
import { fill } from '../words/format'
import { findingText } from './sentences'

/** True of a signal that is worth telling. */
export const isTelling = ({ outcome, p }: Signal): boolean => outcome === 'measured' && p !== null && p < WORTH_TELLING

/** Signals of a sitting that are worth telling, the most surprising first. */
export const tellingSignals = (sitting: SittingResult): readonly Signal[] =>
  sitting.signals.filter(isTelling).toSorted((a, b) => a.p! - b.p!)

/** Detectors of a result by id. */
export const detectorsById = (result: Pick<MonitorResult, 'detectors'>): ReadonlyMap<string, DetectorDescription> =>
  new Map(result.detectors.map((d) => [d.id, d]))

/** True where a sitting is listed for signs that its school's other papers make enough. */
export const isEnoughTogether = ({ grounds, tier }: Pick<SittingResult, 'grounds' | 'tier'>): boolean =>
  grounds.includes('signs') && tier !== 'strong' && tier !== 'moderate'

/** How strong the signs of a sitting are, as a code of `words.tier`. */
export const tierOfSitting = (sitting: Pick<SittingResult, 'grounds' | 'tier'>): Tier | 'together' =>
  isEnoughTogether(sitting) ? 'together' : sitting.tier

/** The grounds of a sitting as sentences without its name. */
export function reasonsOfSitting(sitting: SittingResult, result: MonitorResult, locale: Locale): readonly string[] {
  const { reason } = wordsOf(locale)
  const byId = detectorsById(result)
  const sentences: string[] = sitting.settled === undefined ? [] : [settledText(sitting.settled, locale)]
  if (sitting.grounds.includes('signs')) {
    if (isEnoughTogether(sitting)) sentences.push(wordsOf(locale).tier.together)
    const findings = tellingSignals(sitting).map((s) => findingText(s, byId.get(s.detector), locale))
    sentences.push(...(findings.length > 0 ? findings : [reason.schoolSigns]))
  }
  if (sitting.grounds.includes('noObserver')) {
    const classes = sitting.unobservedClasses.join(', ')
    sentences.push(fill(reason[observerReason(sitting)], { classes }, locale))
  }
  if (sitting.grounds.includes('control')) sentences.push(reason.control)
  return sentences
}

/** What an earlier recheck of the same papers found, or that the papers are no longer the same. */
export function settledText({ verdict, date, stale }: SettledMark, locale: Locale): string {
  const known = date === null ? 'rechecked' : 'settled'
  const found = stale ? 'Stale' : verdict === 'confirmed' ? 'Confirmed' : 'NotConfirmed'
  return fill(wordsOf(locale).reason[`${known}${found}`], { date }, locale)
}

function observerReason({ observer, conflictOfInterest, unobservedClasses }: SittingResult): ReasonCode {
  if (unobservedClasses.length > 0) return 'partlyObserved'
  if (observer === 'absent') return 'noObserver'
  return conflictOfInterest ? 'conflictOfInterest' : 'unknownObserver'
}
