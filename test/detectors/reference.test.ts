import { describe, expect, it } from 'vitest'
import reference from '../../fixtures/reference/detectors-levels.json'
import { neutralShares } from '../../src/detectors/tools/neutral-share'
import { journalCorrelation } from '../../src/official'

describe('values of R (fixtures/reference/detectors-levels.R)', () => {
  it.each(['ru4', 'ma5'] as const)('neutral shares of %s, a Poisson regression with steps', (name) => {
    const { counts, cuts, neutral } = reference[name]
    neutralShares(counts, cuts, { below: 2, above: 2 })!.forEach((share, k) => {
      expect(share.neutral).toBeCloseTo(neutral[k]!, 6)
    })
  })

  it('the literal rank correlation with ties', () => {
    const { mark, score, literal } = reference.journal
    const table = Array.from({ length: 6 }, () => new Array<number>(21).fill(0))
    mark.forEach((m, i) => table[m]![score[i]!]!++)
    expect(journalCorrelation(table)).toBeCloseTo(literal, 12)
  })
})
