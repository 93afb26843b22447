import { describe, expect, it } from 'vitest'
import { highLevel } from '../../src/detectors/high-level'
import type { Assessment, Outcome, Peers } from '../../src/model'
import { listSupport, tabulateFairness } from '../../src/recheck'
import { bandOf } from '../../src/recheck/fairness'
import { itemGaps, weakItems } from '../../src/recheck/item-gaps'
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
  const test: Assessment = {
    ...{ id: input.sittings[0]!.assessmentId, subject: 'Math', grade: 4, year: 2021, maxScore: 25, cuts: null },
    ...{ itemMax: null, itemLevel: null, levels: null, scaleSource: 'given' },
  }
  const nobody: Peers = {
    ...{ method: 'none', groups: [], groupOf: input.schools.map(() => null), neighboursOf: null, warnings: [] },
  }
  const outcomes = [[level(0.9999), level(0.5), level(0.5), level(0.5), level(0.5), level(0.5)]]

  it('names schools far below peers and schools with many failing pupils, but none with signs', () => {
    expect(
      listSupport(indexed({ ...input, assessments: [test] }), nobody, [highLevel], outcomes, of, settings),
    ).toEqual([
      {
        schoolId: 's000',
        reasons: [{ code: 'belowPeers', details: { subject: 'Math', grade: 4, class: null, mean: 20, expected: 25 } }],
        items: [],
      },
      {
        schoolId: 's003',
        reasons: [{ code: 'manyFailing', details: { subject: 'Math', grade: 4, class: null, share: 7 / 22 } }],
        items: [],
      },
    ])
  })

  it('names items that are weak against schools of the same peer group', () => {
    const shares = [0.3, 0.5, 0.5, 0.9, 0.9, 0.9]
    const sittings = input.sittings.map((own, i) => ({ ...own, itemShares: [shares[i]!] }))
    const grouped = (groupOf: readonly (number | null)[]): Peers => ({
      ...{ ...nobody, groups: ['A', 'B'].map((id) => ({ id }) as Peers['groups'][number]), groupOf },
    })
    const weakIn = (groupOf: readonly (number | null)[]) =>
      listSupport(
        indexed({ ...input, sittings, assessments: [test] }),
        grouped(groupOf),
        [highLevel],
        outcomes,
        of,
        settings,
      )[0]!.items
    const weak = (others: number) => ({
      ...{ sitting: 0, class: null, participants: 22 },
      weak: [{ item: 0, share: 0.3, others }],
    })
    // Means of all that are compared, its own among them, weighed by pupils: of the sixth there are 8, of the others 22.
    expect(weakIn([0, 0, 0, 1, 1, 1])).toEqual([weak(expect.closeTo(1.3 / 3, 9))])
    expect(weakIn(Array(6).fill(null))).toEqual([weak(expect.closeTo((22 * 3.1 + 8 * 0.9) / 118, 9))])
    expect(weakIn([1, 1, null, null, null, null])).toEqual([weak(expect.closeTo(0.8 / 2, 9))])
  })

  it('needs the other tail of the level to stand out among all schools', () => {
    const ordinary = [[level(0.97), level(0.9), level(0.5), level(0.3), level(0.2), level(0.1)]]
    expect(
      listSupport(indexed({ ...input, assessments: [test] }), nobody, [highLevel], ordinary, of, settings).map(
        (s) => s.schoolId,
      ),
    ).toEqual(['s003'])
    expect(
      listSupport(indexed({ ...input, assessments: [test] }), nobody, [], [], of, settings).map((s) => s.schoolId),
    ).toEqual(['s003'])
  })
})

describe('order and borders of the support list', () => {
  const supported = (
    levels: readonly (readonly number[])[],
    outcomes: readonly Outcome[],
    changes = {},
    support = {},
  ) => {
    const { input, evidence: of } = region(
      levels.map((levelCounts) => ({
        evidence: evidence(0.5),
        sitting: { levelCounts, participants: 20, ...changes },
      })),
    )
    const peers: Peers = { method: 'none', groups: [], groupOf: [], neighboursOf: null, warnings: [] }
    const tests: Assessment[] = [
      {
        ...{ id: input.sittings[0]!.assessmentId, subject: 'Math', grade: 4, year: 2021, maxScore: 25, cuts: null },
        ...{ itemMax: null, itemLevel: null, levels: null, scaleSource: 'given' },
      },
    ]
    const list = listSupport(
      indexed({ ...input, assessments: tests }),
      peers,
      [highLevel],
      [outcomes],
      of,
      parseSettings({ support }),
    )
    return list.map(({ schoolId, reasons }) => `${schoolId} ${reasons.map(({ code }) => code)}`)
  }
  const fine = [0, 10, 5, 5]

  it('is the lowest first, those of whom no mean is known last, equal ones in the order of schools', () => {
    const failing = [10, 4, 3, 3]
    const unknown: Outcome = { outcome: 'undecided', reason: 'few' }
    expect(
      supported(
        [failing, failing, fine, failing, failing],
        [unknown, level(0.5), level(0.9999), level(0.9), level(0.5)],
      ),
    ).toEqual(['s002 belowPeers', 's003 manyFailing', 's001 manyFailing', 's004 manyFailing', 's000 manyFailing'])
  })

  it('holds who is at the border: p and q about .05, three pupils in ten, ten pupils', () => {
    // One school: q is its p.
    expect(supported([fine], [level(0.9501)])).toEqual(['s000 belowPeers'])
    expect(supported([fine], [level(0.9499)])).toEqual([])
    const sitting = (belowPeersSitting: number) =>
      supported([fine], [level(0.75)], {}, { belowPeers: 0.3, belowPeersSitting })
    expect(sitting(0.25)).toEqual(['s000 belowPeers'])
    expect(sitting(0.249)).toEqual([])
    // A p-value in the middle stays in the middle, whatever is made of it.
    const school = (belowPeers: number) => supported([fine], [level(0.5)], {}, { belowPeers, belowPeersSitting: 0.5 })
    expect(school(0.5)).toEqual(['s000 belowPeers'])
    expect(school(0.499)).toEqual([])
    expect(supported([[6, 14, 0, 0]], [level(0.5)])).toEqual(['s000 manyFailing'])
    expect(supported([[5, 15, 0, 0]], [level(0.5)])).toEqual([])
    expect(supported([[3, 7, 0, 0]], [level(0.5)], { participants: 10 })).toEqual(['s000 manyFailing'])
    expect(supported([[9, 0, 0, 0]], [level(0.5)], { participants: 9 })).toEqual([])
    expect(supported([[9, 0, 0, 0]], [level(0.5)], { participants: null })).toEqual([])
  })
})

describe('weak items', () => {
  const of = (itemShares: readonly (number | null)[], participants = 30) => ({
    ...{ assessment: 'a', peerGroup: null, participants, className: null, itemShares, classes: [] },
  })
  const others = [of([0.8, 0.6, 0.5]), of([0.8, 0.6, 0.5])]
  const own = of([0.8, 0.3, 0.2])
  const gapsOf = itemGaps([...others, own])

  it('are those a tenth below the mean of all papers, the weakest first', () => {
    // (0.6 + 0.6 + 0.3) / 3 = 0.5 and (0.5 + 0.5 + 0.2) / 3 = 0.4
    expect(weakItems(2, own, gapsOf)).toEqual([
      {
        ...{ sitting: 2, class: null, participants: 30 },
        weak: [
          { item: 1, share: 0.3, others: expect.closeTo(0.5, 9) },
          { item: 2, share: 0.2, others: expect.closeTo(0.4, 9) },
        ],
      },
    ])
    expect(weakItems(0, others[0]!, gapsOf)).toEqual([])
    expect(weakItems(2, { ...own, participants: 9 }, gapsOf)).toEqual([])
  })

  it('are compared with those that know the item: an unknown one is no zero', () => {
    const known = itemGaps([...others, own, of([0.8, null, 0.5]), of([0.8])])
    expect(weakItems(2, own, known)[0]!.weak.map(({ item, others }) => [item, Math.round(1000 * others)])).toEqual([
      [2, 425],
      [1, 500],
    ])
    expect(itemGaps([own, of([null, null, null])])(own)).toEqual([])
    // Two that know it are enough; of unknown size they weigh nothing, and nothing is no mean.
    expect(itemGaps([of([0.8]), of([0.5], 60)])(own)).toEqual([{ item: 0, own: 0.8, others: expect.closeTo(0.6, 9) }])
    const unknown = { ...of([0.8, 0.8, 0.8]), participants: null }
    expect(itemGaps([unknown, unknown])(own)).toEqual([])
    expect(itemGaps([unknown, of([0.5])])(own)).toEqual([{ item: 0, own: 0.8, others: 0.5 }])
  })

  it('are told class by class where two classes have ten pupils each', () => {
    const classes = [
      { className: 'А', participants: 20, itemShares: [0.8, 0.5, 0.4] },
      { className: 'Б', participants: 10, itemShares: [0.8, null, 0.1] },
    ]
    expect(weakItems(2, { ...own, classes }, gapsOf).map((w) => [w.class, w.weak.map(({ item }) => item)])).toEqual([
      ['Б', [2]],
    ])
    const small = [classes[0]!, { ...classes[1]!, participants: 9 }]
    expect(weakItems(2, { ...own, classes: small }, gapsOf).map((w) => [w.class, w.weak.length])).toEqual([[null, 2]])
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

  it('leaves settlements out where the schools table has none, and names peer groups in order', () => {
    const groups = ['C', 'A', 'B'].map((id) => ({ id }) as Peers['groups'][number])
    const bare = { ...input, schools: input.schools.map((of) => ({ ...of, context: {} })) }
    const found = tabulateFairness(indexed(bare), { ...peers, groups, groupOf: [0, 1, 2, null] }, { schools: [] })
    expect(found.filter(({ dimension }) => dimension !== 'size').map((r) => [r.dimension, r.value, r.schools])).toEqual(
      [
        ['peerGroup', 'A', 1],
        ['peerGroup', 'B', 1],
        ['peerGroup', 'C', 1],
        ['municipality', 'North', 2],
        ['municipality', 'South', 1],
      ],
    )
    expect(found.every(({ signs, listed, share }) => signs === 0 && listed === 0 && share === 0)).toBe(true)
  })

  it('is in ascending order of size, whichever school comes first', () => {
    const sizes = [61, null, 30, 3, 20, 5]
    const schools = sizes.map((_, s) => school(`${s}`))
    const sittings = sizes.map((participants, s) => sitting(`${s}`, { participants }))
    const found = tabulateFairness(indexed({ schools, sittings }), { ...peers, groupOf: [] }, { schools: [] })
    expect(found.filter(({ dimension }) => dimension === 'size').map(({ value }) => value)).toEqual([
      ...['1-4', '5-12', '13-25', '26-60', '61+', null],
    ])
  })

  it('sorts schools into bands by the median of their sittings', () => {
    expect([[4], [5], [12], [13], [25], [26], [60], [61], [4, 5], [3, 5, 70], [12, 14]].map(bandOf)).toEqual([
      ...['1-4', '5-12', '5-12', '13-25', '13-25', '26-60', '26-60', '61+', '1-4', '5-12', '13-25'],
    ])
    expect(bandOf([])).toBeNull()
  })

  it('gives the listing rate with Wilson’s interval', () => {
    const group = rows.find((r) => r.dimension === 'peerGroup')!
    expect(group.share).toBeCloseTo(1 / 3, 12)
    // scipy.stats.binomtest(1, 3).proportion_ci(method='wilson')
    expect(group.low).toBeCloseTo(0.0614919, 6)
    expect(group.high).toBeCloseTo(0.7923404, 6)
  })
})
