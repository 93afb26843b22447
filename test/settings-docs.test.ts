import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectorPages, methodConstants, settingsPage, settingsText, withNumbers } from '../scripts/write-settings-docs'

const { fixed, bare } = methodConstants()

describe('numbers that decide', () => {
  it('none stands in a room of the method without its reason and origin', () => {
    expect(bare).toEqual([])
    expect(fixed.length).toBeGreaterThan(100)
    for (const { file, name, reason, origin } of fixed) {
      expect([file, name, reason]).toEqual([file, name, expect.stringMatching(/.{10}/)])
      expect(['official', 'paper', 'ours', 'computing']).toContain(origin)
    }
  })

  it('docs/settings.md is printed from them (renew: npm run docs:settings)', () => {
    expect(readFileSync(settingsPage, 'utf8')).toBe(settingsText())
  })

  it.each(detectorPages())('%s names its numbers as they are (renew: npm run docs:settings)', (file) => {
    const page = readFileSync(file, 'utf8')
    expect(page).toContain('<!-- numbers -->')
    expect(page).toBe(withNumbers(file, page))
  })
})
