import { fingerprint } from '../input/collecting/fingerprint'
import type { Details, Text } from '../model'
import { fill } from '../words/format'
import { REFERENCE_ERRORS } from '../words/reference'
import { FORMAT, type Reference, VERSION } from './reference'
import { referenceSchema } from './schema'

/** Content that is no reference, or none that this version can use. `code` and `details` make the sentence (`text`). */
export class ReferenceFileError extends Error {
  override readonly name = 'ReferenceFileError'
  constructor(
    readonly code: keyof typeof REFERENCE_ERRORS,
    readonly details: Details = {},
  ) {
    super(textOf(code, details).en)
  }

  /** The sentence in every language. */
  get text(): Text {
    return textOf(this.code, this.details)
  }
}

const textOf = (code: keyof typeof REFERENCE_ERRORS, details: Details): Text => ({
  en: fill(REFERENCE_ERRORS[code].en, details, 'en'),
  ru: fill(REFERENCE_ERRORS[code].ru, details, 'ru'),
})

/**
 * The reference that `run --save-reference` or `makeReference` has written, checked: its form, its version, and that
 * nothing in it was changed since.
 *
 * @param content what `JSON.parse` made of the file
 * @throws ReferenceFileError in plain words
 * @example
 * monitor(tables, {}, { reference: parseReference(JSON.parse(text)) })
 */
export function parseReference(content: unknown): Reference {
  const head = typeof content === 'object' && content !== null ? (content as Partial<Reference>) : {}
  if (head.format !== FORMAT) throw new ReferenceFileError('notReference')
  if (head.version !== VERSION)
    throw new ReferenceFileError('otherVersion', { found: String(head.version).slice(0, 20), expected: VERSION })
  const parsed = referenceSchema.safeParse(content)
  if (!parsed.success) {
    const [first] = parsed.error.issues
    throw new ReferenceFileError('damaged', { place: placeOf(first!.path) })
  }
  const reference = parsed.data
  if (fingerprint({ ...reference, fingerprint: '' }) !== reference.fingerprint) throw new ReferenceFileError('changed')
  checkLengths(reference)
  return reference
}

/** Where in the file, as short as a line. */
const placeOf = (path: readonly PropertyKey[]): string => (path.map(String).join('.') || '{}').slice(0, 200)

/** Lists that belong together have lengths that fit. */
function checkLengths({ dependence, peers, assessments }: Reference): void {
  const damaged = (place: string): never => {
    throw new ReferenceFileError('damaged', { place })
  }
  const size = dependence.detectors.length
  const lists = {
    school: dependence.school,
    cohort: dependence.cohort,
    centre: dependence.centre,
    spread: dependence.spread,
  }
  for (const [name, list] of Object.entries(lists)) if (list.length !== size) damaged(`dependence.${name}`)
  if (dependence.correlations.length !== size * size) damaged('dependence.correlations')
  const columns = (peers?.encoders ?? []).reduce((sum, encoder) => sum + encoder.columns, 0)
  for (const { id, centre } of peers?.groups ?? []) if (centre.length !== columns) damaged(`peers.groups.${id}.centre`)
  if (new Set(assessments.map(({ id }) => id)).size < assessments.length) damaged('assessments')
}
