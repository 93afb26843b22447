import { expect, it } from 'vitest'
import { fuzzOnce, seedlings } from '../../scripts/fuzz-input'
import { createRandom } from '../../src/statistics/random'

it('answers damaged files with a sound result or a reason', async () => {
  const seeds = await seedlings()
  const random = createRandom(7, 'fuzz')
  const found = { read: 0, refused: 0 }
  for (let i = 0; i < 1500; i++) found[await fuzzOnce(seeds, random)]++
  // Both ends of the road are met often, or the damage is too small or too great to tell anything.
  expect(Math.min(found.read, found.refused)).toBeGreaterThan(200)
})
