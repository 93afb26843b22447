/** The file of settled cases: `verify --settled` adds to it, `run --settled` reads it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { harmlessJson } from '../report/readable'
import { mergeSettled, parseSettled, type SettledCase } from '../verify/settled'
import { UsageError } from './arguments'

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
 * Adds cases to the file, or begins it. Written aside and moved in, so that it is never half a file.
 *
 * @returns how many cases the file holds now
 */
export function keepSettled(file: string, fresh: readonly SettledCase[]): number {
  const cases = mergeSettled(existsSync(file) ? readSettled(file) : [], fresh)
  const aside = `${file}.new`
  try {
    writeFileSync(aside, `[\n${cases.map((settled) => harmlessJson(JSON.stringify(settled))).join(',\n')}\n]\n`)
    renameSync(aside, file)
  } catch (error) {
    throw new UsageError('unwritable', { file }, error)
  }
  return cases.length
}
