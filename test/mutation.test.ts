import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { changesOf } from '../scripts/mutation/changes'
import { equivalentIn, readEquivalents } from '../scripts/mutation/equivalent'

/** The code after each of its changes. */
const changed = (code: string): string[] =>
  changesOf(code).map(({ from, to, text }) => code.slice(0, from) + text + code.slice(to))

describe('changes of code', () => {
  it('turn operators round, take numbers by one, decide conditions, leave calls out', () => {
    expect(changed('const f = (n: 1 | 2) => n < 5')).toEqual([
      'const f = (n: 1 | 2) => n <= 5',
      'const f = (n: 1 | 2) => n < (5 + 1)',
    ])
    expect(changed('if (!a) b()')).toEqual(['if (true) b()', 'if (false) b()', 'if (a) b()', 'if (!a) ;'])
    expect(changed('x = a ? b : c')).toEqual(['x = true ? b : c', 'x = false ? b : c'])
  })

  it('leave texts, types, and numbers with reason and origin alone', () => {
    for (const code of [
      "const f = (n) => 'n' + n",
      'let x: 0 | 1',
      'a ?? b ?? c',
      "const A = fixed(5, { reason: 'Few.', origin: 'ours' })",
      "const A = block('a', { b: setting(whole(1, 10), 5, { reason: 'Few.', origin: 'ours' }) })",
    ])
      expect(changed(code), code).toEqual([])
  })
})

describe('changes that alter nothing', () => {
  const code = 'const f = (n) =>\n  n < 5 && n < 7\n'
  const entry = { line: 'n < 5 && n < 7', change: ['<', '<='] as const, reason: 'Planted.' }

  it('are found by their line, and by their place where the line has several', () => {
    const changes = changesOf(code)
    const found = (place?: number): number[] =>
      [...equivalentIn(code, changes, [place === undefined ? entry : { ...entry, place }]).found.keys()].map(
        (c) => c.from,
      )
    expect(found()).toEqual([code.indexOf('<'), code.lastIndexOf('<')])
    expect(found(2)).toEqual([code.lastIndexOf('<')])
    expect(found(3)).toEqual([])
  })

  it('are said to be gone where the code no longer has them', () => {
    expect(equivalentIn(code, changesOf(code), [{ ...entry, line: 'n < 5' }]).gone).toHaveLength(1)
    expect(equivalentIn(code, changesOf(code), [entry]).gone).toEqual([])
  })

  it.each(Object.entries(readEquivalents()))('%s: each has a reason', (file, entries) => {
    expect(readFileSync(join(import.meta.dirname, '..', file), 'utf8')).not.toBe('')
    for (const { reason, line } of entries) expect(reason.length, line).toBeGreaterThan(20)
  })
})
