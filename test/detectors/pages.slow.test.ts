import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { lacks, printedBy } from '../docs/snippets'
import { pages, saidIn, snippetsOf } from './pages'

const lacking = lacks('r')

describe('R prints what the page says', () => {
  it.for(pages)('%s', (page, { skip }) => {
    if (lacking !== null && process.env.CI === undefined) skip(lacking)
    for (const code of snippetsOf(page)) {
      const printed = printedBy('r', code, tmpdir()).split('\n')
      const numbers = printed.flatMap((line) =>
        line
          .replace(/^\[\d+\]/, '')
          .trim()
          .split(/\s+/)
          .map(Number),
      )
      expect(numbers).toEqual(saidIn(code))
    }
  })
})
