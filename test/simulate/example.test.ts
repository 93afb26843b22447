import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleRegion, FIXTURES } from '../../scripts/make-region'

describe('the example region', () => {
  const { files } = exampleRegion()

  it('is what scripts/make-region.ts writes (renew: npx tsx scripts/make-region.ts)', () => {
    for (const [path, text] of files) expect(readFileSync(join(FIXTURES, path), 'utf8') === text, path).toBe(true)
  })

  it('stays small, keeps its truth to itself and names no real region', () => {
    const shipped = [...files].filter(([path]) => path.startsWith('region/'))
    const bytes = shipped.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
    expect(bytes).toBeLessThan(2_000_000)
    for (const [path, text] of shipped) {
      expect(text, path).not.toMatch(/manipulated|mechanism/)
      const logins = text
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.slice(0, 9))
      expect(
        logins.every((login) => /^edu99\d{4}$/.test(login)),
        path,
      ).toBe(true)
    }
  })
})
