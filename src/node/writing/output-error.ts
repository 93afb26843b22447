import { OUTPUT_ERRORS } from '../../words/files'
import { fill } from '../../words/format'

/** The folder cannot take the files. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
  constructor(
    readonly code: keyof typeof OUTPUT_ERRORS,
    readonly path: string,
    /** What stands in the way, where it is not `path` itself. */
    readonly found = '',
  ) {
    super(fill(OUTPUT_ERRORS[code].en, { path, found }, 'en'))
  }
}
