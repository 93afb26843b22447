/**
 * Changes that alter nothing anybody could see: no test can notice them. No machine can tell; each was read by a person, and
 * its reason stands with it in `equivalent.json`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from './changes'

interface Equivalent {
  /** The line of code, without what stands around it. */
  readonly line: string
  /** What stands there, and what takes its place. */
  readonly change: readonly [string, string]
  /** Which of several such places in the line, from 1. */
  readonly place?: number
  readonly reason: string
}

export type Equivalents = Readonly<Record<string, readonly Equivalent[]>>

export const readEquivalents = (): Equivalents =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'equivalent.json'), 'utf8')) as Equivalents

/** Those of `changes` that are said to alter nothing, with the reason; and entries that fit no change any more. */
export function equivalentIn(code: string, changes: readonly Change[], said: readonly Equivalent[]) {
  const lines = code.split('\n')
  const found = new Map<Change, string>()
  const gone: Equivalent[] = []
  for (const entry of said) {
    const [was, becomes] = entry.change
    const places = changes.filter(
      ({ from, to, text, line }) =>
        lines[line - 1]!.trim() === entry.line && code.slice(from, to) === was && text === becomes,
    )
    const meant = entry.place === undefined ? places : places.slice(entry.place - 1, entry.place)
    for (const change of meant) found.set(change, entry.reason)
    if (meant.length === 0) gone.push(entry)
  }
  return { found, gone }
}
