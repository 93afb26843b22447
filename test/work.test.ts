import { beforeAll, describe, expect, it } from 'vitest'
import { readStudy } from '../research/study'
import { type CountedWork, countedWork } from '../scripts/counted-work'

/** The least that is worth a comparison: millions of blocks, and bytes. */
const LITTLE = { blocks: 2, bytes: 10_000 }

describe('the whole job is at most twice the work that it was (renew: npm run work -- --write)', () => {
  const known = (kind: keyof CountedWork) =>
    new Map(readStudy('work').figures[kind]!.rows.map(([name, n]) => [name!, Number(n)]))
  let now: CountedWork
  beforeAll(async () => {
    now = await countedWork()
  })

  it.each(['blocks', 'bytes'] as const)('in %s', (kind) => {
    const before = known(kind)
    const grown = Object.entries(now[kind]).filter(
      ([name, count]) => count > 2 * Math.max(LITTLE[kind], before.get(name) ?? 0),
    )
    expect(grown).toEqual([])
  })

  it('counts the rooms where the work is', () => {
    for (const room of ['input', 'peers', 'detectors', 'evidence', 'statistics', 'report', 'elementary', 'packages'])
      expect(now.blocks[room], room).toBeGreaterThan(LITTLE.blocks)
  })
})
