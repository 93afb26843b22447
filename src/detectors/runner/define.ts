import * as z from 'zod'
import { type Details, LOCALES, type Text } from '../../model'
import { nearest } from '../../nearest'
import { DETECTOR_ERRORS } from '../../words/detectors'
import { fill } from '../../words/format'
import { NOT_MEASURED } from '../../words/reasons'
import { SETTINGS_PARTS } from '../../words/settings'
import { FAMILY } from '../../words/terms'
import type { Detector, DetectorMeta, DetectorView, OptionsOf, OptionTypes } from './detector'
import { has } from './needs'

/** A detector as its file writes it down; what has a usual value may be left out. */
export interface DetectorDefinition<Id extends string, T extends OptionTypes> {
  readonly meta: Omit<DetectorMeta<Id>, 'familyName'> & { readonly familyName?: Text }
  readonly options?: T
  readonly reasons?: Detector['reasons']
  measure(view: DetectorView, options: OptionsOf<T>): ReturnType<Detector['measure']>
}

/** A detector that is not whole. `problems` holds a sentence for each mistake, in every language. */
export class DetectorError extends Error {
  override readonly name = 'DetectorError'
  constructor(readonly problems: readonly Text[]) {
    super(problems.map(({ en }) => en).join('\n'))
  }
}

/**
 * A whole detector: what it asks and needs, what can be set, what it says in every language, how it measures.
 *
 * @throws DetectorError naming everything that is missing or mistaken: a sentence in one language only, a family without
 *   a name, an option without a reason, an unknown need
 * @example
 * const fullMarks = defineDetector({
 *   meta: { id: 'full-marks', family: 'shape', needs: ['scoreCounts'], ... },
 *   options: { minimumPupils: setting(whole(1, 10_000), 10, { reason: '...', origin: 'ours', unit: 'pupils' }) },
 *   reasons: { noScale: { en: 'the highest score is not known', ru: 'высший балл неизвестен' } },
 *   measure: ({ sittings }, options) => sittings.map((sitting) => ...),
 * })
 */
export function defineDetector<const Id extends string, T extends OptionTypes = Record<never, never>>(
  definition: DetectorDefinition<Id, T>,
): Detector<Id, T> {
  const problems = problemsOf(definition)
  if (problems.length > 0) throw new DetectorError(problems)
  const { meta, options, reasons = {} } = definition
  const familyName = meta.familyName ?? FAMILY[meta.family as keyof typeof FAMILY]
  return {
    meta: { ...meta, familyName },
    options: options ?? ({} as T),
    reasons,
    measure: (view, own) => definition.measure(view, own),
  }
}

/** Detectors of the user's own, checked; no two detectors may have the same id. */
export function checkedDetectors(own: readonly Detector[], builtIn: readonly Detector[]): Detector[] {
  const detectors = own.map((detector) => defineDetector(detector))
  const taken = new Set(builtIn.map(({ meta }) => meta.id))
  for (const { meta } of detectors) {
    if (taken.has(meta.id)) throw new DetectorError([said('twice', { id: meta.id })])
    taken.add(meta.id)
  }
  return detectors
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const REASON = /^[a-zA-Z]+$/
/** Stands in the settings where the ids of detectors stand. */
const RESERVED = ['off']
const PARTS = ['meta', 'options', 'reasons', 'measure']
const META: Readonly<Record<keyof DetectorMeta, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && ID.test(value) && !RESERVED.includes(value),
  family: (value) => typeof value === 'string' && ID.test(value),
  familyName: (value) => value === undefined || isText(value),
  ownVote: (value) => value === undefined || typeof value === 'boolean',
  scope: (value) => value === 'assessment' || value === 'region',
  question: isText,
  needs: (value) => Array.isArray(value) && value.every((need) => typeof need === 'string'),
  unit: isText,
  effectUnit: isText,
  sources: (value) => Array.isArray(value) && value.length > 0 && value.every((source) => isSentence(source)),
  innocent: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  finding: isText,
  papers: (value) => value === undefined || isText(value),
}

const isSentence = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

/** A sentence in every language. */
function isText(value: unknown): boolean {
  const texts = asObject(value)
  return LOCALES.every((locale) => isSentence(texts[locale]))
}

function problemsOf(definition: unknown): Text[] {
  const { meta, options = {}, reasons = {}, measure } = asObject(definition)
  const about = asObject(meta)
  const id = typeof about.id === 'string' ? about.id : '?'
  const problems = [
    ...unknownKeys(id, '', asObject(definition), PARTS),
    ...unknownKeys(id, 'meta.', about, Object.keys(META)),
    ...Object.entries(META).flatMap(([name, isSound]) => (isSound(about[name]) ? [] : [mistaken(id, `meta.${name}`)])),
    ...unknownNeeds(id, about.needs),
    ...Object.entries(asObject(options)).flatMap(([name, type]) =>
      hasReason(type) ? [] : [mistaken(id, `options.${name}`)],
    ),
    ...Object.entries(asObject(reasons)).flatMap(([name, text]) =>
      REASON.test(name) && !Object.hasOwn(NOT_MEASURED, name) && isText(text) ? [] : [mistaken(id, `reasons.${name}`)],
    ),
    ...(typeof measure === 'function' ? [] : [mistaken(id, 'measure')]),
  ]
  const { family } = about
  if (typeof family === 'string' && !Object.hasOwn(FAMILY, family) && about.familyName === undefined)
    problems.push(said('namelessFamily', { id, family, known: Object.keys(FAMILY).join(', ') }))
  return problems
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** Options are made by `setting`, which asks for a reason and an origin. */
function hasReason(type: unknown): boolean {
  if (!(type instanceof z.ZodType)) return false
  const { description, origin } = type.meta() ?? {}
  return isSentence(description) && ['official', 'paper', 'ours'].includes(origin as string)
}

/** The mistake in every language. */
const said = (code: keyof typeof DETECTOR_ERRORS, details: Details, near: string | null = null): Text =>
  Object.fromEntries(
    LOCALES.map((locale) => {
      const did = near === null ? '' : fill(SETTINGS_PARTS.did[locale], { nearest: near }, locale)
      return [locale, fill(DETECTOR_ERRORS[code][locale], { ...details, did }, locale)]
    }),
  ) as Text

const EXPECTED: Readonly<Record<string, string>> = {
  'meta.id': "'full-marks'",
  'meta.family': "'shape'",
  'meta.scope': "'assessment' / 'region'",
  'meta.needs': "['mean']",
  'meta.sources': "['...']",
  'meta.innocent': `[{ ${LOCALES.join(', ')} }]`,
  measure: '(view, options) => outcomes',
}

const A_TEXT = `{ ${LOCALES.join(', ')} }`

function mistaken(id: string, place: string): Text {
  const option = place.startsWith('options.') ? 'setting(type, value, { reason, origin })' : A_TEXT
  return said('mistaken', { id, place, expected: EXPECTED[place] ?? option })
}

const unknown = (id: string, place: string, name: string, known: readonly string[]): Text =>
  said('unknown', { id, place, known: known.join(', ') }, nearest(name, known))

const unknownKeys = (id: string, path: string, object: object, known: readonly string[]): Text[] =>
  Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => unknown(id, path + key, key, known))

function unknownNeeds(id: string, needs: unknown): Text[] {
  const written: readonly unknown[] = Array.isArray(needs) ? needs : []
  return written
    .filter((need) => typeof need === 'string' && !Object.hasOwn(has, need))
    .map((need) => unknown(id, `meta.needs: ${need}`, String(need), Object.keys(has)))
}
