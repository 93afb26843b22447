import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MonitorResult } from '../model'
import { UsageError } from './arguments'

/**
 * The result of an earlier run.
 *
 * @throws UsageError where the folder holds none
 */
export function readResult(folder: string): MonitorResult {
  const file = resultFile(folder)
  try {
    const result = JSON.parse(readFileSync(file, 'utf8')) as MonitorResult
    if (!Array.isArray(result.schools) || !Array.isArray(result.sittings)) throw new Error('schools, sittings')
    return result
  } catch (error) {
    throw new UsageError('noResult', { file }, error)
  }
}

export const resultFile = (folder: string): string => join(folder, 'result.json')
