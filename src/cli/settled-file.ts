/** The file of settled cases: `verify --settled` adds to it, `run --settled` reads it. */
import { existsSync, readFileSync } from 'node:fs'
import { mergeSettled, parseSettled, type SettledCase } from '../verify/settled'
import { UsageError } from './arguments'
import { writeNamedFile } from './named-file'
import { settledJson } from './verification'

/**
 * @throws UsageError where the file is missing or holds something else
 */
export function readSettled(file: string): SettledCase[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError('unreadable', { file }, error)
  }
  try {
    return parseSettled(JSON.parse(text))
  } catch {
    throw new UsageError('notSettled', { file })
  }
}

/**
 * Adds cases to the file, or begins it. Nobody else writes it meanwhile, so that no cases are lost between two.
 *
 * @returns how many cases the file holds now
 */
export async function keepSettled(file: string, fresh: readonly SettledCase[]): Promise<number> {
  let count = 0
  await writeNamedFile(file, () => {
    const cases = mergeSettled(existsSync(file) ? readSettled(file) : [], fresh)
    count = cases.length
    return settledJson(cases)
  })
  return count
}
