import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { collectTables } from '../../src/input'
import type { Row } from '../../src/model'
import { monitor } from '../../src/monitor'
import { type RuleId, rules2026 } from '../../src/official'
import { toOfficialRulesCsv } from '../../src/outputs'
import { simulateRegion } from '../../src/simulate'

const ASSESSMENTS: Row[] = [2020, 2021].map((year) => ({
  ...{ subject: 'Математика', grade: 4, year, max_score: 5, cut_3: 2, cut_4: 3, cut_5: 4 },
  ...{ item_max: '1|1|1|1|1', item_level: 'Б|Б|П|В|Б' },
}))
const paper = (i: number, items: readonly number[], more: Row = {}): Row => ({
  ...{ school_id: 'a', subject: 'Математика', grade: 4, year: 2021, pupil_id: String(i) },
  ...Object.fromEntries(items.map((points, j) => [`item_${j + 1}`, points])),
  score: items.reduce((sum, points) => sum + points, 0),
  ...more,
})
const found = (results: readonly Row[], rule: RuleId) =>
  rules2026(collectTables({ results, assessments: ASSESSMENTS })).filter((one) => one.rule === rule)
const papers = (count: number, items: readonly number[], more: Row = {}, from = 0) =>
  Array.from({ length: count }, (_, i) => paper(from + i, items, more))

describe('rules of 2026, as quoted', () => {
  it('Б from 60 % is sufficient, below 57 % insufficient; П and В 30 and 28.5', () => {
    const share = (percent: number) => [
      ...papers(percent, [1, 1, 1, 1, 1]),
      ...papers(100 - percent, [0, 1, 0, 1, 1], {}, 1000),
    ]
    expect(found(share(60), 'basicItems')).toEqual([])
    expect(found(share(59), 'basicItems')[0]!.details).toMatchObject({ below: '—', between: '1' })
    expect(found(share(57), 'basicItems')[0]!.details).toMatchObject({ below: '—', between: '1' })
    expect(found(share(56), 'basicItems')[0]!.details).toMatchObject({ below: '1', between: '—' })
    expect(found(share(30), 'raisedItems')).toEqual([])
    expect(found(share(29), 'raisedItems')[0]!.details).toMatchObject({ below: '—', between: '3' })
    expect(found(share(28), 'raisedItems')[0]!.details).toMatchObject({ below: '3', between: '—' })
  })

  it('a skill is in deficit where most of its items are insufficient, if a codifier says which those are', () => {
    const skill = (item: string, name: string): Row => ({ subject: 'Математика', grade: 4, item, skill: name })
    const codifier = [...['1', '2', '3'].map((item) => skill(item, 'Счёт')), skill('4', 'Дроби'), skill('5', 'Дроби')]
    const deficits = (items: readonly number[], codes?: readonly Row[]) =>
      rules2026(
        collectTables({ results: papers(20, items), assessments: ASSESSMENTS, codifier: codes ?? codifier }),
      ).flatMap(({ rule, details }) => (rule === 'skillDeficit' ? [details.skills] : []))
    expect(deficits([0, 0, 1, 1, 0])).toEqual(['Счёт'])
    expect(deficits([0, 1, 1, 0, 0])).toEqual(['Дроби'])
    // Half of two items, or one item alone, are not most of a skill.
    expect(deficits([1, 1, 1, 1, 0])).toEqual([])
    expect(deficits([0, 0, 0, 0, 0], [skill('1', 'Счёт'), skill('4', 'Дроби')])).toEqual([])
    expect(found(papers(20, [0, 0, 0, 0, 0]), 'skillDeficit')).toEqual([])
  })

  it('ten points more «2» than a year before, and not nine', () => {
    const twos = (now: number) => [
      ...papers(20, [0, 0, 0, 0, 0], { year: 2020 }),
      ...papers(80, [1, 1, 1, 0, 0], { year: 2020 }, 100),
      ...papers(now, [0, 0, 0, 0, 0]),
      ...papers(100 - now, [1, 1, 1, 0, 0], {}, 100),
    ]
    expect(found(twos(30), 'moreTwos')[0]).toMatchObject({ page: '7–8', details: { now: 0.3, before: 0.2 } })
    expect(found(twos(29), 'moreTwos')).toEqual([])
  })

  it('marks two apart, not one', () => {
    const journal = (mark: number) => papers(5, [1, 1, 1, 0, 0], { journal_mark: mark })
    expect(found(journal(2), 'marksApart')[0]).toMatchObject({
      page: '11',
      details: { pupils: 5, of: 5 },
      sample: 'limited',
    })
    expect(found(journal(5), 'marksApart')).toEqual([])
    expect(found(journal(3), 'marksApart')).toEqual([])
  })

  it('a peak at a cut-off, in words that fit the number of pupils', () => {
    const peak = (times: number) => [
      ...papers(6 * times, [1, 1, 0, 0, 0]),
      ...papers(times, [1, 0, 0, 0, 0], {}, 1000),
      ...papers(2 * times, [1, 1, 1, 0, 0], {}, 2000),
    ]
    expect(found(peak(1), 'peakAtCut')[0]).toMatchObject({ details: { cuts: '2' }, sample: 'limited' })
    expect(found(peak(3), 'peakAtCut')[0]!.sample).toBe('approximate')
    expect(found(peak(6), 'peakAtCut')[0]!.sample).toBe('informative')
    expect(found([...papers(3, [1, 1, 0, 0, 0]), ...papers(3, [1, 0, 0, 0, 0], {}, 100)], 'peakAtCut')).toEqual([])
  })

  it('a weaker group above a stronger one on an item, with ten pupils in each', () => {
    const groups = (size: number) => [...papers(size, [0, 0, 1, 1, 0]), ...papers(size, [1, 1, 0, 0, 1], {}, 100)]
    expect(found(groups(10), 'groupsCross')[0]!.details).toEqual({ items: '3, 4' })
    expect(found(groups(9), 'groupsCross')).toEqual([])
  })
})

describe('official-rules.csv', () => {
  it('has the page of every rule of 2026 and says that it is a quotation; lists nobody', () => {
    const { tables } = simulateRegion({ seed: 2, schools: 40 })
    const input = collectTables(tables)
    const result = monitor(input)
    const csv = toOfficialRulesCsv(result, { locale: 'ru', input })
      .replace(/^\ufeff/, '')
      .trim()
    const { data } = Papa.parse<Record<string, string>>(csv, { delimiter: ';', header: true })
    const of2026 = data.filter(({ paper }) => paper!.includes('2026'))
    expect(of2026.length).toBeGreaterThan(40)
    expect(of2026.every(({ paper }) => /с\. [\d, –]+: по цитате, по самому документу не проверено/.test(paper!))).toBe(
      true,
    )
    expect(data.filter(({ paper }) => paper!.includes('2019'))).toHaveLength(
      result.schools.reduce((sum, { officialMarkers }) => sum + officialMarkers.length, 0),
    )
  })
})
