/** Detectors of the user's own, from files that they wrote: `--detectors FILE.mjs`. */
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { builtInDetectors, checkedDetectors, type Detector } from '../detectors'
import { UsageError } from './arguments'

/**
 * Loads every file and takes what it exports: its default (a detector or a list of them) and named detectors.
 *
 * @param files absolute paths of modules that Node can import
 * @throws UsageError where a file cannot be read or run, exports no detector, or one that is not whole or has a taken id
 */
export async function ownDetectors(files: readonly string[]): Promise<readonly Detector[]> {
  const own: Detector[] = []
  for (const file of files) {
    const exported = exportedBy(await moduleIn(file))
    if (exported.length === 0) throw new UsageError('noDetectors', { file })
    try {
      own.push(...checkedDetectors(exported, [...builtInDetectors, ...own]))
    } catch (error) {
      throw new UsageError('mistakenDetectors', { file }, error)
    }
  }
  return own
}

async function moduleIn(file: string): Promise<object> {
  try {
    readFileSync(file)
  } catch (error) {
    throw new UsageError('unreadable', { file }, error)
  }
  try {
    return (await import(pathToFileURL(file).href)) as object
  } catch (error) {
    // `defineDetector` in the file has found what is not whole.
    if (error instanceof Error && error.name === 'DetectorError')
      throw new UsageError('mistakenDetectors', { file }, error)
    const message = error instanceof Error ? error.message : String(error)
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    throw new UsageError(isMissing ? 'missingImport' : 'brokenDetectors', { file, message })
  }
}

/** What stands in a list is meant to be a detector; a single value is one where it looks like it. */
function exportedBy(module: object): Detector[] {
  const exported = Object.values(module).flatMap((value): unknown[] => {
    if (Array.isArray(value)) return value === (module as { default?: unknown }).default ? value : []
    return looksLikeDetector(value) ? [value] : []
  })
  return [...new Set(exported)] as Detector[]
}

const looksLikeDetector = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('meta' in value || 'measure' in value)
