import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { pages, saidIn, snippetsOf } from './pages'

const hasR = spawnSync('Rscript', ['--version']).status === 0

describe.each(pages)('%s', (page) => {
  it.runIf(hasR)('R prints what the page says', () => {
    for (const code of snippetsOf(page)) {
      const { stdout, stderr } = spawnSync('Rscript', ['-'], { input: code, encoding: 'utf8' })
      expect(stderr).toBe('')
      const printed = stdout.split('\n').flatMap((line) =>
        line
          .replace(/^\[\d+\]/, '')
          .split(/\s+/)
          .filter(Boolean)
          .map(Number),
      )
      expect(printed).toEqual(saidIn(code))
    }
  })
})
