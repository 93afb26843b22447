import { OUTPUT_ERRORS, SYSTEM_ERRORS } from '../../words/files'
import { fill } from '../../words/format'
import { codeOf } from './file-layer'

/** The folder cannot take the files. What the system said is its `cause`. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
  constructor(
    readonly code: keyof typeof OUTPUT_ERRORS,
    readonly path: string,
    /** What stands in the way, where it is not `path` itself. */
    readonly found = '',
    cause?: unknown,
  ) {
    const system = SYSTEM_ERRORS[String(codeOf(cause))]?.en ?? (cause instanceof Error ? cause.message : found)
    super(fill(OUTPUT_ERRORS[code].en, { path, found: system }, 'en'), { cause })
  }
}
