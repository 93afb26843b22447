import { beforeAll, describe, expect, it } from 'vitest'
import { type MonitorResult, monitor } from '../../src'
import {
  funnel,
  funnelSpec,
  groupMap,
  groupMapSpec,
  itemProfile,
  itemProfileSpec,
  scoreDistribution,
  scoreDistributionSpec,
} from '../../src/report'
import { simulateRegion } from '../../src/simulate'
import { exampleResult } from './example-result'
import { hostileResult, MARKUP } from './hostile'

let result: MonitorResult
let listed: number
beforeAll(() => {
  const strong = { schools: 0.2, strength: 'strong' } as const
  result = monitor(simulateRegion({ seed: 3, schools: 40, manipulation: strong }).tables, { seed: 1 })
  listed = result.recheck[0]!.sittings[0]!
})
const all = (of: MonitorResult, sitting: number) => [
  groupMap(of, { locale: 'ru' }),
  scoreDistribution(of, sitting, { locale: 'ru' }),
  itemProfile(of, sitting, { locale: 'ru' }),
  ...of.assessments.map(({ id }) => funnel(of, id, { locale: 'ru' })),
]

describe('charts for embedding', () => {
  it('stand alone: one element, its own style, nothing loaded, no link, colours by class', () => {
    for (const svg of all(result, listed)) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" [^>]*role="img"/)
      expect(svg!.trim()).toMatch(/<\/svg>$/)
      expect(svg!.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(|@import|<script/)
      // Every rule is for this drawing alone: it does not style the page around it.
      const [, style] = /<style>(.*?)<\/style>/s.exec(svg!)!
      for (const [, selector] of style!.replace(/@media[^{]*\{/g, '').matchAll(/([^{}]+)\{/g))
        expect(selector!.trim()).toMatch(/^\.objectivity-chart/)
    }
  })

  it('show as many schools, bars and items as there are', () => {
    const sitting = result.sittings[listed]!
    const bars = (svg: string) => /class="bars" d="([^"]*)"/.exec(svg)![1]!.match(/M/g)!.length
    expect(bars(scoreDistribution(result, listed)!)).toBe(sitting.scoreCounts!.filter((count) => count > 0).length)
    expect(bars(itemProfile(result, listed)!)).toBe(sitting.itemShares!.length)
    expect(scoreDistributionSpec(result, listed)!.data.values.reduce((s, { own }) => s + Number(own), 0)).toBeCloseTo(
      100,
      3,
    )
    expect(groupMapSpec(result)!.data.values).toHaveLength(
      result.schools.filter(({ context }) => context !== null).length,
    )
    expect(itemProfileSpec(result, listed)!.data.values.map(({ item }) => item)).toEqual(
      sitting.itemShares!.map((_, i) => i + 1),
    )
  })

  it('compare a sitting with all comparable ones but itself', () => {
    const { schools, sittings } = result
    const own = sittings[listed]!
    const group = schools.find(({ schoolId }) => schoolId === own.schoolId)!.peerGroup
    const inGroup = new Set(schools.filter(({ peerGroup }) => peerGroup === group).map(({ schoolId }) => schoolId))
    const others = sittings.filter((s) => s.assessment === own.assessment && s !== own && inGroup.has(s.schoolId))
    const pupils = others.reduce((sum, s) => sum + s.participants!, 0)
    const mean = others.reduce((sum, s) => sum + s.itemShares![0]! * s.participants!, 0) / pupils
    expect(itemProfileSpec(result, listed)!.data.values[0]!.peers).toBeCloseTo(100 * mean, 3)
    const zeros = others.reduce((sum, s) => sum + s.scoreCounts![10]!, 0)
    expect(scoreDistributionSpec(result, listed)!.data.values[10]!.peers).toBeCloseTo((100 * zeros) / pupils, 3)
  })

  it('are null where there is nothing to draw, and name what is not there', () => {
    const small = exampleResult()
    expect(all(small, 0)).toEqual([null, null, null, null])
    expect([groupMapSpec(small), scoreDistributionSpec(small, 0), itemProfileSpec(small, 0)]).toEqual([
      null,
      null,
      null,
    ])
    expect(() => scoreDistribution(small, 99)).toThrow(RangeError)
    expect(() => funnelSpec(small, 'none')).toThrow('2021|4|Математика')
  })

  it('are plain JSON as Vega-Lite: what a layer names, the values have', () => {
    const { id } = result.assessments[0]!
    for (const spec of [
      groupMapSpec(result),
      scoreDistributionSpec(result, listed),
      itemProfileSpec(result, listed),
      funnelSpec(result, id),
    ]) {
      expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
      const made = new Set(['cut', 'limit'])
      const fields = [...JSON.stringify(spec).matchAll(/"field":"(\w+)"/g)].map(([, field]) => field!)
      for (const field of fields.filter((f) => !made.has(f))) expect(spec!.data.values[0]).toHaveProperty(field)
    }
  })

  it.each(MARKUP)('hold no markup of the data: %j', (attack) => {
    const drawn = all(hostileResult(attack), 0).join('')
    for (const [tag] of drawn.matchAll(/<[^>]*>/g))
      expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/<(img|script|b)\b| on\w+=/)
    expect(drawn.match(/<svg/g)!.length).toBe(drawn.match(/<\/svg>/g)!.length)
  })
})
