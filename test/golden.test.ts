import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { goldenFolder, goldenRun } from '../scripts/make-golden'

it('the fixture region gives the golden result, to the last byte (renew: npx tsx scripts/make-golden.ts)', async () => {
  for (const [name, content] of Object.entries(await goldenRun()))
    expect(content, name).toBe(readFileSync(join(goldenFolder, name), 'utf8'))
})
