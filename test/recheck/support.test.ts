import { describe, expect, it } from 'vitest'
import { highLevel } from '../../src/detectors/high-level'
import type { Outcome, Peers } from '../../src/model'
import { listSupport, tabulateFairness } from '../../src/recheck'
import { parseSettings } from '../../src/settings'
import { evidence, indexed, region, school, sitting } from './sittings'

const settings = parseSettings()
const level = (p: number): Outcome => ({ outcome: 'measured', value: 20, effect: -5, p, n: 22 })

describe('support list', () => {
  const { input, evidence: of } = region([
    { evidence: evidence(0.9999) },
    { evidence: evidence(0.5) },
    { evidence: evidence(1e-6, 'strong'), sitting: { levelCounts: [11, 5, 3, 3] } },
    { evidence: evidence(0.5), sitting: { levelCounts: [7, 5, 5, 5] } },
    { evidence: evidence(0.5), sitting: { levelCounts: [6, 5, 5, 6] } },
    { evidence: evidence(0.5), sitting: { levelCounts: [8, 0, 0, 0], participants: 8 } },
  ])
  const outcomes = [[level(0.9999), level(0.5), level(0.5), level(0.5), level(0.5), level(0.5)]]

  it('names schools far below peers and schools with many failing pupils, but none with signs', () => {
    expect(listSupport(indexed(input), [highLevel], outcomes, of, settings)).toEqual([
      {
        schoolId: 's000',
        reasons: [{ code: 'belowPeers', details: { subject: 'Math', grade: 4, class: null, mean: 20, expected: 25 } }],
      },
      {
        schoolId: 's003',
        reasons: [{ code: 'manyFailing', details: { subject: 'Math', grade: 4, class: null, share: 7 / 22 } }],
      },
    ])
  })

  it('needs the other tail of the level to stand out among all schools', () => {
    const ordinary = [[level(0.97), level(0.9), level(0.5), level(0.3), level(0.2), level(0.1)]]
    expect(listSupport(indexed(input), [highLevel], ordinary, of, settings).map((s) => s.schoolId)).toEqual(['s003'])
    expect(listSupport(indexed(input), [], [], of, settings).map((s) => s.schoolId)).toEqual(['s003'])
  })
})

describe('fairness table', () => {
  const input = {
    schools: [
      school('1', { municipality: 'South', context: { settlement: 'village' } }),
      school('2', { municipality: 'North', context: { settlement: 'city' } }),
      school('3', { municipality: 'North', context: { settlement: null } }),
      school('4'),
    ],
    sittings: [
      sitting('1', { participants: 6 }),
      sitting('1', { subject: 'Russian', participants: 12 }),
      sitting('2', { participants: 61 }),
      sitting('3', { participants: null }),
    ],
  }
  const peers: Peers = {
    method: 'clusters',
    groups: [],
    groupOf: [null, null, null, null],
    neighboursOf: null,
    warnings: [],
  }
  const entry = (at: number, grounds: readonly ('signs' | 'noObserver')[]) => ({
    ...{ school: at, grounds, decisionItems: [], priority: 1, sittings: [], papers: 0 },
    ...{ papersWithinBudget: null, withinBudget: null },
  })
  const rows = tabulateFairness(indexed(input), peers, { schools: [entry(1, ['signs']), entry(2, ['noObserver'])] })

  it('counts schools with results by size, settlement, group and municipality', () => {
    expect(rows.map((r) => [r.dimension, r.value, r.schools, r.signs, r.listed])).toEqual([
      ['size', '5-12', 1, 0, 0],
      ['size', '61+', 1, 1, 1],
      ['size', null, 1, 0, 1],
      ['settlement', 'city', 1, 1, 1],
      ['settlement', 'village', 1, 0, 0],
      ['settlement', null, 1, 0, 1],
      ['peerGroup', null, 3, 1, 2],
      ['municipality', 'North', 2, 1, 2],
      ['municipality', 'South', 1, 0, 0],
    ])
  })

  it('gives the listing rate with Wilson’s interval', () => {
    const group = rows.find((r) => r.dimension === 'peerGroup')!
    expect(group.share).toBeCloseTo(1 / 3, 12)
    // scipy.stats.binomtest(1, 3).proportion_ci(method='wilson')
    expect(group.low).toBeCloseTo(0.0614919, 6)
    expect(group.high).toBeCloseTo(0.7923404, 6)
  })
})
