import { describe, expect, it } from 'vitest'
import type { Ground, MonitorResult, RecheckOutcome, SittingResult, Tier } from '../../src/model'
import { drawControl } from '../../src/recheck/control'
import { tQuantileUpper } from '../../src/statistics/intervals'
import { createRandom } from '../../src/statistics/random'
import { verifyRechecks } from '../../src/verify/outcomes'
import { markSettled, mergeSettled, parseSettled, settledCases } from '../../src/verify/settled'
import { exampleResult, school, signal, sitting } from '../report/example-result'

const outcome = (schoolId: string, changes: Partial<RecheckOutcome> = {}): RecheckOutcome => ({
  ...{ schoolId, grade: 4, subject: 'Математика', year: 2021 },
  ...{ original: null, rechecked: null, confirmed: null },
  ...changes,
})
const papers = (schoolId: string, scores: readonly (readonly [number, number])[]): RecheckOutcome[] =>
  scores.map(([original, rechecked], i) => outcome(schoolId, { pupilId: `p${i}`, original, rechecked }))
const unchanged = (n: number) => Array.from({ length: n }, () => [10, 10] as const)

interface Of {
  readonly id: string
  readonly tier?: Tier
  readonly grounds: readonly Ground[]
  readonly changes?: Partial<SittingResult>
}

function resultOf(
  all: readonly Of[],
  control = { frame: 0, drawn: 0, papers: 0, inclusionProbability: 0 },
): MonitorResult {
  const { plan } = exampleResult()
  return exampleResult({
    schools: all.map(({ id, tier = 'clear', grounds }) => school({ schoolId: id, tier, grounds })),
    sittings: all.map(({ id, tier = 'clear', grounds, changes }) =>
      sitting({
        ...{ schoolId: id, tier, grounds, recheck: grounds.length > 0, participants: 22 },
        inclusionProbability: grounds.includes('control') ? control.inclusionProbability : 1,
        ...changes,
      }),
    ),
    recheck: [],
    plan: { ...plan, affectedShare: 0.1, confidence: 0.95, control },
    settings: {},
  })
}

describe('verdict on a sitting', () => {
  const result = resultOf([{ id: '1', tier: 'strong', grounds: ['signs'] }])
  const verdict = (rows: readonly RecheckOutcome[]) => verifyRechecks(result, rows).sittings[0]!

  it('lets a sitting pass whose changed papers stay within the acceptance number', () => {
    expect(verdict(papers('1', unchanged(14))).verdict).toBe('confirmed')
    expect(verdict(papers('1', [...unchanged(13), [10, 8]]))).toMatchObject({ verdict: 'notConfirmed', changed: 1 })
    // All 22 papers: two changed ones are fewer than the 3 that make up a tenth.
    expect(verdict(papers('1', [...unchanged(20), [10, 8], [9, 10]]))).toMatchObject({
      verdict: 'confirmed',
      lowered: 1,
      raised: 1,
    })
    expect(verdict(papers('1', [...unchanged(19), [10, 8], [10, 8], [9, 10]])).verdict).toBe('notConfirmed')
  })

  it('stays undecided with too few papers and no change', () => {
    expect(verdict(papers('1', unchanged(13))).verdict).toBe('undecided')
    expect(verdict(papers('1', [[10, 9]])).verdict).toBe('notConfirmed')
  })

  it('may come as one row, or as a yes or no per paper', () => {
    expect(verdict([outcome('1', { confirmed: true })])).toMatchObject({ verdict: 'confirmed', papers: 0 })
    expect(verdict([outcome('1', { confirmed: false })]).verdict).toBe('notConfirmed')
    const perPaper = Array.from({ length: 14 }, (_, i) => outcome('1', { pupilId: String(i), confirmed: i > 0 }))
    expect(verdict(perPaper)).toMatchObject({ verdict: 'notConfirmed', papers: 14, changed: 1 })
    const nameless = perPaper.map(({ pupilId: _, ...row }) => row)
    expect(verdict(nameless)).toMatchObject({ verdict: 'notConfirmed', papers: 14, changed: 1 })
  })

  it('gives the paired shift of the mean with its interval', () => {
    const { shift } = verdict(papers('1', [...unchanged(12), [10, 8], [10, 6]]))
    const mean = -6 / 14
    const variance = (12 * mean * mean + (-2 - mean) ** 2 + (-4 - mean) ** 2) / 13
    const half = tQuantileUpper(0.025, 13) * Math.sqrt((variance / 14) * (1 - 14 / 22))
    expect(shift!.mean).toBeCloseTo(mean, 12)
    expect(shift!.low).toBeCloseTo(mean - half, 12)
    expect(shift!.high).toBeCloseTo(mean + half, 12)
  })
})

describe('rows find their sitting', () => {
  const result = resultOf([
    { id: '1', grounds: ['signs'] },
    { id: '1', grounds: [], changes: { subject: 'Русский язык' } },
    { id: '2', grounds: ['signs'] },
    { id: '2', grounds: ['signs'], changes: { subject: 'Русский язык' } },
  ])
  const anywhere = { grade: null, subject: null, year: null }

  it('by what they say, and by the list where that is not enough', () => {
    const found = (row: RecheckOutcome) => verifyRechecks(result, [row]).sittings.map((s) => s.sitting)
    expect(found(outcome('1', { subject: 'Русский язык', confirmed: true }))).toEqual([1])
    expect(found(outcome('1', { ...anywhere, confirmed: true }))).toEqual([0])
    expect(found(outcome('2', { ...anywhere, confirmed: true }))).toEqual([2, 3])
    expect(found(outcome('1', { year: 2020, confirmed: true }))).toEqual([])
  })

  it('or are counted as unplaced', () => {
    const lost = [outcome('9', { confirmed: true }), outcome('2', { ...anywhere, original: 5, rechecked: 4 })]
    expect(verifyRechecks(result, lost)).toMatchObject({ unplaced: 2, sittings: [], recheckedShareObjective: null })
  })
})

describe('rates', () => {
  const low = [signal({ p: 0.01 }), signal({ detector: 'low-spread', p: 0.5 })]
  const result = resultOf([
    { id: '1', tier: 'strong', grounds: ['signs'], changes: { signals: low } },
    { id: '2', tier: 'strong', grounds: ['signs', 'noObserver'], changes: { signals: low } },
    { id: '3', tier: 'clear', grounds: ['noObserver'], changes: { signals: [] } },
  ])
  const outcomes = [
    ...papers('1', [...unchanged(13), [10, 4]]),
    outcome('2', { confirmed: true }),
    ...papers('3', unchanged(13)),
  ]
  const checked = verifyRechecks(result, outcomes)

  it('count confirmed papers over rechecked papers', () => {
    expect(checked.recheckedShareObjective).toBeCloseTo(26 / 27, 12)
    expect(checked.papers).toMatchObject({ count: 26, of: 27 })
  })

  it('give precision by tier, ground, detector and school, without the undecided', () => {
    const counts = (of: readonly { code: string; count: number; of: number }[]) =>
      of.map((p) => [p.code, p.count, p.of])
    expect(counts(checked.byTier)).toEqual([['strong', 1, 2]])
    expect(counts(checked.byGround)).toEqual([
      ['noObserver', 0, 1],
      ['signs', 1, 2],
    ])
    expect(counts(checked.byDetector)).toEqual([['high-level', 1, 2]])
    expect(counts(checked.schoolsByTier)).toEqual([['strong', 1, 2]])
    // scipy.stats.binomtest(1, 2).proportion_ci(method='wilson')
    expect(checked.byTier[0]!.low).toBeCloseTo(0.0945312057, 9)
    expect(checked.byTier[0]!.high).toBeCloseTo(0.9054687943, 9)
  })

  it('say nothing of what the list missed without a control sample', () => {
    expect(checked.control).toBeNull()
    expect(checked.missed).toBeNull()
  })
})

describe('control sample', () => {
  it('estimates without bias what a list misses', () => {
    const bad = new Set(createRandom(5, 'bad').sample([...Array(40).keys()], 8))
    const runs = 400
    let sum = 0
    let squares = 0
    for (let seed = 0; seed < runs; seed++) {
      const { drawn, inclusionProbability } = drawControl(Array(40).fill(14), 140, 1000, seed)
      const control = { frame: 40, drawn: drawn.length, papers: 140, inclusionProbability }
      const result = resultOf(
        Array.from({ length: 40 }, (_, i) => ({
          id: `s${i}`,
          grounds: drawn.includes(i) ? (['control'] as const) : [],
        })),
        control,
      )
      const rows = drawn.map((i) => outcome(`s${i}`, { confirmed: !bad.has(i) }))
      const { sittings } = verifyRechecks(result, rows).control!
      sum += sittings
      squares += sittings * sittings
    }
    const mean = sum / runs
    const se = Math.sqrt((squares / runs - mean * mean) / runs)
    expect(Math.abs(mean - 8)).toBeLessThan(4 * se)
    expect(se).toBeGreaterThan(0)
  })

  it('weighs what it found against what the list found', () => {
    const control = { frame: 100, drawn: 10, papers: 140, inclusionProbability: 0.1 }
    const result = resultOf(
      [
        ...Array.from({ length: 10 }, (_, i) => ({ id: `c${i}`, grounds: ['control'] as const })),
        ...Array.from({ length: 20 }, (_, i) => ({ id: `l${i}`, grounds: ['signs'] as const })),
      ],
      control,
    )
    // Eight of the ten control sittings came back, one of them changed; of the list half came back, half of it changed.
    const rows = [
      ...Array.from({ length: 8 }, (_, i) => outcome(`c${i}`, { confirmed: i > 0 })),
      ...Array.from({ length: 10 }, (_, i) => outcome(`l${i}`, { confirmed: i % 2 > 0 })),
    ]
    const { control: estimate, missed } = verifyRechecks(result, rows)
    expect(estimate).toMatchObject({ returned: 8, notConfirmed: 1 })
    expect(estimate!.sittings).toBeCloseTo(12.5, 12)
    expect(estimate!.share).toBeCloseTo(1 / 8, 12)
    expect(missed!.share).toBeCloseTo(12.5 / (12.5 + 10), 12)
    expect(missed!.low).toBeLessThan(missed!.share)
    expect(missed!.high).toBeGreaterThan(missed!.share)
  })
})

describe('settled cases', () => {
  const result = { ...resultOf([{ id: '001234', grounds: ['signs'] }]), recheck: exampleResult().recheck.slice(0, 1) }
  const cases = settledCases(result, verifyRechecks(result, [outcome('001234', { confirmed: true })]), '2021-11-30')

  it('are told with their date in the next run, and nothing leaves the list', () => {
    expect(cases).toMatchObject([{ schoolId: '001234', verdict: 'confirmed', date: '2021-11-30', participants: 22 }])
    const marked = markSettled(result, parseSettled(JSON.parse(JSON.stringify(cases))))
    expect(marked.sittings[0]!.settled).toEqual({ verdict: 'confirmed', date: '2021-11-30', stale: false })
    expect(marked.recheck).toHaveLength(1)
    expect(marked.recheck[0]!.reasons[0]).toEqual({
      code: 'settledConfirmed',
      details: { subject: 'Математика', grade: 4, class: null, date: '2021-11-30' },
    })
    expect(marked.warnings).toEqual(result.warnings)
  })

  it('are stale once the results of the sitting have changed, and the list says so', () => {
    const [first] = result.sittings
    for (const change of [{ mean: 30 }, { participants: 21 }, { scoreCounts: [0, 22] }]) {
      const marked = markSettled({ ...result, sittings: [{ ...first!, ...change }] }, cases)
      expect(marked.sittings[0]!.settled).toEqual({ verdict: 'confirmed', date: '2021-11-30', stale: true })
      expect(marked.recheck[0]!.reasons[0]!.code).toBe('settledStale')
      expect(marked.warnings.at(-1)).toEqual({ code: 'staleSettled', details: { cases: 1, schools: '001234' } })
      expect(marked.region.warnings).toEqual(marked.warnings)
    }
  })

  it('are stale where their sitting is gone, but not where these data are of another year', () => {
    const elsewhere = [{ ...result.sittings[0]!, schoolId: 'other' }]
    const gone = markSettled({ ...result, sittings: elsewhere, recheck: [] }, cases)
    expect(gone.warnings.at(-1)).toMatchObject({ code: 'staleSettled' })
    const nextYear = markSettled({ ...result, sittings: [{ ...elsewhere[0]!, year: 2022 }], recheck: [] }, cases)
    expect(nextYear.warnings).toEqual(result.warnings)
  })

  it('are kept once per sitting, the later one', () => {
    const [first] = cases
    const dated = (date: string | null) => ({ ...first!, date })
    expect(mergeSettled(cases, [dated('2021-11-29')])).toEqual(cases)
    expect(mergeSettled(cases, [dated('2021-12-01')])).toEqual([dated('2021-12-01')])
    expect(mergeSettled(cases, [dated(null)])).toEqual(cases)
    expect(mergeSettled(cases, [{ ...first!, schoolId: '000001' }]).map((c) => c.schoolId)).toEqual([
      '000001',
      '001234',
    ])
    expect(() => parseSettled([{ schoolId: '1' }])).toThrow()
  })

  it('take the day from the rows of the recheck, the last one, before any other', () => {
    const rows = papers('001234', unchanged(14)).map((row, i) => ({
      ...row,
      date: i === 3 ? '2021-10-02' : '2021-10-01',
    }))
    expect(settledCases(result, verifyRechecks(result, rows), '2021-11-30')[0]!.date).toBe('2021-10-02')
  })

  it('are told without a date where none is known', () => {
    const undated = cases.map((settled) => ({ ...settled, date: null }))
    expect(markSettled(result, undated).recheck[0]!.reasons[0]).toEqual({
      code: 'recheckedConfirmed',
      details: { subject: 'Математика', grade: 4, class: null },
    })
  })

  it('leave out what is undecided', () => {
    expect(settledCases(result, verifyRechecks(result, papers('001234', unchanged(3))), null)).toEqual([])
  })
})
