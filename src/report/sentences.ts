/**
 * The sentences of a result: data (warnings, reasons, outcomes) in, one sentence in the reader's language out.
 * A sentence that is missing falls back to its code with the details, so that nothing is ever hidden.
 */
import type {
  Details,
  DetectorDescription,
  Locale,
  MonitorResult,
  Reason,
  ReferenceUsed,
  SchoolResult,
  Signal,
  SittingResult,
  Warning,
} from '../model'

import { allDetails } from '../signal-details'
import { type Words, wordsOf } from '../words'

import { ABSENT, fill, formatNumber } from '../words/format'

const bare = (code: string, details: Details | null | undefined): string => {
  const known = Object.entries(details ?? {}).map(([name, value]) => `${name}: ${value ?? ABSENT}`)
  return known.length === 0 ? code : `${code} (${known.join(', ')})`
}

function sentence(
  sentences: Readonly<Record<string, string>>,
  code: string,
  details: Details | null | undefined,
  locale: Locale,
): string {
  const template = Object.hasOwn(sentences, code) ? sentences[code] : undefined
  return template === undefined ? bare(code, details) : fill(template, details ?? {}, locale)
}

/**
 * A warning as a sentence.
 *
 * @param detectors those of the result, which a warning may speak of
 */
export function warningText(
  { code, details }: Warning,
  detectors: readonly DetectorDescription[],
  locale: Locale,
): string {
  const { warning, context } = wordsOf(locale)
  const about = detectors.find(({ id }) => id === details?.detector)
  if (about !== undefined) return sentence(warning, code, { ...details, detector: about.question[locale] }, locale)
  const named = Object.entries(details ?? {}).map(([key, value]) => {
    if (code === 'referenceRefused' && key === 'reason')
      return [key, sentence(wordsOf(locale).notFitting, String(value), details, locale)]
    if (key === 'looks') return [key, wordFor(wordsOf(locale).peers.leftOut, String(value))]
    if (key === 'columns') return [key, String(value).replace(/\w+/g, (column) => wordFor(context, column))]
    return [key, key === 'column' || key === 'twin' ? wordFor(context, String(value)) : value]
  })
  return sentence(warning, code, Object.fromEntries(named), locale)
}

/** Why an assessment is not judged by a reference. */
export const notFittingText = (
  { reason, found, expected }: Omit<ReferenceUsed['refused'][number], 'assessment'>,
  locale: Locale,
): string => sentence(wordsOf(locale).notFitting, reason, { found, expected }, locale)

/** Families of a result's detectors in words, by id. */
export const familyWords = (
  detectors: readonly DetectorDescription[],
  locale: Locale,
): Readonly<Record<string, string>> =>
  Object.fromEntries(detectors.map(({ family, familyName }) => [family, familyName[locale]]))

/**
 * Why nothing was measured, as a sentence: the detector's own, or one that all detectors share. `no:mean` names what the
 * data do not hold.
 */
export function notMeasuredText(
  { reason, details }: Pick<Signal, 'reason' | 'details'>,
  detector: DetectorDescription | undefined,
  locale: Locale,
): string {
  if (typeof reason !== 'string') return ABSENT
  const { notMeasured, need } = wordsOf(locale)
  const own = detector?.reasons
  if (own !== undefined && Object.hasOwn(own, reason)) return fill(own[reason]![locale], details ?? {}, locale)
  if (!reason.startsWith('no:')) return sentence(notMeasured, reason, details, locale)
  return sentence(notMeasured, 'missing', { need: wordFor(need, reason.slice('no:'.length)) }, locale)
}

/** The finding of a measured signal, from the detector's own template, with the papers it names. */
export function findingText(signal: Signal, detector: DetectorDescription | undefined, locale: Locale): string {
  const details = allDetails(signal)
  if (detector === undefined) return bare(signal.detector, details)
  const named = detector.papers !== undefined && !namesNobody(detector.papers[locale], details)
  const parts = [detector.finding, ...(named ? [detector.papers] : [])]
  return parts.map((part) => fill(part[locale], inWords(details, locale), locale)).join('; ')
}

/** True where every gap of the template stands for nothing: the whole is unusual, but no single paper is. */
function namesNobody(template: string, details: Details): boolean {
  const gaps = [...template.matchAll(/\{(\w+)/g)].map(([, gap]) => details[gap!])
  return gaps.length > 0 && gaps.every((value) => (value ?? ABSENT) === ABSENT)
}

/**
 * The reasons of an entry as sentences. `code` names a sentence of `words.*.reason`, or a detector, whose finding it then
 * is; `subject`, `grade` and `class` in the details name the sitting. Findings of one sitting share a sentence, and so do
 * the sittings that lacked an observer: `Математика, 4 класс: ...; ...` and `Не было общественного наблюдателя: ...`.
 * Single papers are not named here: the list of schools goes to many hands.
 * With `brief` only the first clause of a finding is told: what was found; the numbers of items stand after the `;`.
 */
export function reasonTexts(
  reasons: readonly Reason[],
  result: Pick<MonitorResult, 'detectors'>,
  locale: Locale,
  { brief = false }: { readonly brief?: boolean } = {},
): readonly string[] {
  const sentences = new Map<string, string[]>()
  for (const reason of reasons) {
    const text = reasonText(reason, result, locale, brief)
    const place = placeText(reason.details, locale)
    const [head, tail] = ABOUT_OBSERVATION.has(reason.code) ? [text, place] : [place, text]
    const tails = sentences.get(head)
    if (tails === undefined) sentences.set(head, [tail])
    else tails.push(tail)
  }
  return [...sentences].map(([head, tails]) => {
    const told = tails.filter((tail) => tail !== '').join('; ')
    return capitalised(head === '' || told === '' ? head + told : `${head}: ${told}`)
  })
}

/** Reasons that read the same for every sitting. */
const ABOUT_OBSERVATION: ReadonlySet<string> = new Set([
  'noObserver',
  'unknownObserver',
  'conflictOfInterest',
  'control',
  'recheckedConfirmed',
  'recheckedNotConfirmed',
  'recheckedStale',
  'settledConfirmed',
  'settledNotConfirmed',
  'settledStale',
])

function reasonText(
  reason: Reason,
  { detectors }: Pick<MonitorResult, 'detectors'>,
  locale: Locale,
  brief: boolean,
): string {
  const details = inWords(reason.details, locale)
  const detector = detectors.find((d) => d.id === reason.code)
  if (detector !== undefined) {
    const finding = detector.finding[locale]
    return fill(brief ? finding.split(';')[0]! : finding, details, locale)
  }
  return sentence(wordsOf(locale).reason, reason.code, details, locale)
}

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Codes inside details (`peers`, `region`) become words; everything else stays. */
function inWords(details: Details, locale: Locale): Details {
  const words: Readonly<Record<string, string>> = wordsOf(locale).value
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' && Object.hasOwn(words, value) ? words[value]! : value,
    ]),
  )
}

/** The sitting that a reason speaks of, or nothing. */
export function placeText({ subject, grade, class: className }: Details, locale: Locale): string {
  if (typeof subject !== 'string') return ''
  const sitting = {
    subject,
    grade: typeof grade === 'number' ? grade : null,
    class: typeof className === 'string' ? className : null,
    year: null,
  }
  return sittingName(sitting, locale)
}

/** The sitting in words: `Математика, 4 класс` / `Математика, grade 4`, with class and year where they are given. */
export function sittingName(
  sitting: Pick<SittingResult, 'subject' | 'grade' | 'class' | 'year'>,
  locale: Locale,
): string {
  const { term } = wordsOf(locale)
  const parts = [sitting.subject]
  if (sitting.grade !== null) parts.push(fill(term.grade, { grade: sitting.grade }, locale))
  if (sitting.class !== null) parts.push(fill(term.className, { class: sitting.class }, locale))
  if (sitting.year !== null) parts.push(String(sitting.year))
  return parts.join(', ')
}

/** The sitting as short as the list needs it: `Математика 4`, `Математика 4А`, `Математика 4 (2021)`. */
export function shortSittingName(
  sitting: Pick<SittingResult, 'subject' | 'grade' | 'class' | 'year'>,
  withYear: boolean,
): string {
  const grade = sitting.grade === null ? '' : String(sitting.grade)
  const className =
    sitting.class === null ? grade : sitting.class.startsWith(grade) ? sitting.class : grade + sitting.class
  const name = className === '' ? sitting.subject : `${sitting.subject} ${className}`
  return withYear && sitting.year !== null ? `${name} (${sitting.year})` : name
}

/** The word for a code, or the code itself where there is none (families and units of a user's own detector). */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(words, code) ? words[code]! : code

/** A value of a peer group's profile: shares (`..._share`, `доля ...`) as percentages. */
export function profileValue(name: string, value: number | string | null, locale: Locale): string {
  if (value === null) return ABSENT
  if (typeof value === 'string') return value
  if (!/_share$|^доля[ _]/.test(name)) return formatNumber(value, locale)
  return fill('{v%}', { v: value > 1 ? value / 100 : value }, locale)
}

/** An official marker in words: `HIGH_MEAN RU4 2021`. */
export function markerText(marker: string, { marker: words }: Words): string {
  const [code, ...rest] = marker.split(' ')
  return [
    wordFor(words, code!),
    ...rest.map((part) => part.replace(/^RU/, wordFor(words, 'RU')).replace(/^MA/, wordFor(words, 'MA'))),
  ].join(' ')
}

/** The official markers of a school, in words. */
export const markersText = ({ officialMarkers }: SchoolResult, words: Words): string =>
  officialMarkers.map((marker) => markerText(marker, words)).join('; ')
