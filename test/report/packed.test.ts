import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportScript, scriptFile } from '../../scripts/write-report-script'
import { type MonitorResult, monitor } from '../../src'
import type { Chart } from '../../src/report/html/charts/axes'
import { funnelPlace, funnelsOf } from '../../src/report/html/charts/funnel'
import { poolOf } from '../../src/report/html/charts/pool'
import { pack, unpack } from '../../src/report/html/packed'
import { pageNumbers } from '../../src/report/html/page-numbers'
import { viewOf } from '../../src/report/html/parts'
import { schoolPage } from '../../src/report/html/school-page'
import { simulateRegion } from '../../src/simulate'
import { hostileResult } from './hostile'

describe('pages that a browser draws', () => {
  let result: MonitorResult
  beforeAll(() => {
    const strong = { schools: 0.2, strength: 'strong' } as const
    result = monitor(simulateRegion({ seed: 3, schools: 40, manipulation: strong }).tables, { seed: 1 })
  })

  it('are there for every school, and say what a written page says', () => {
    const view = viewOf(result, 'ru')
    const unpacked = unpack(pack(view).text)
    expect(unpacked.pages.size).toBe(result.schools.length)
    const [written, drawn] = [poolOf(result), poolOf(unpacked.result)]
    const numbers = pageNumbers(result)
    // p-values of what is not unusual, and percentages of items, are kept in hundredths.
    const rough = (page: string) =>
      page.replace(/<li>[^<]*<bdi>[^<]*\?<\/bdi> <span.*?<\/span>/g, '').replace(/ (?:d|cx)="[^"]*"/g, '')
    for (const school of result.schools) {
      const page = numbers.get(school.schoolId)!
      const packed = unpacked.pages.get(page)!
      const again = schoolPage(packed, page, drawn, viewOf(unpacked.result, unpacked.locale)).text
      expect(rough(again)).toBe(rough(schoolPage(school, page, written, view).text))
    }
  })

  it('draw the same distributions', () => {
    const unpacked = unpack(pack(viewOf(result, 'en')).text).result
    const of = (r: MonitorResult) => new Map(r.sittings.map((s) => [`${s.schoolId} ${s.assessment} ${s.class}`, s]))
    const packed = of(unpacked)
    for (const [key, sitting] of of(result)) {
      expect(packed.get(key)!.scoreCounts).toEqual(sitting.scoreCounts)
      expect(packed.get(key)!.levelCounts).toEqual(sitting.scoreCounts === null ? sitting.levelCounts : null)
      for (const [i, share] of sitting.itemShares?.entries() ?? [])
        expect(packed.get(key)!.itemShares![i]).toBeCloseTo(share, 2)
    }
  })

  it('place every measured sitting in the funnel of its group, as the whole result does', () => {
    const view = viewOf(result, 'en')
    const unpacked = unpack(pack(view).text)
    const again = viewOf(unpacked.result, 'en')
    const markOf = (chart: Chart): number[] =>
      /class="marked" d="M(\S+) (\S+?)l/.exec(chart.content.text)!.slice(1).map(Number)
    const zeroOf = (chart: Chart): number =>
      Number(/class="axis" d="M\S+ (\S+)H[^>]*>\n<path class="limit/.exec(chart.content.text)![1])
    let measured = 0
    for (const sitting of result.sittings) {
      const whole = funnelPlace(sitting, funnelsOf(result).get(sitting.assessment), view)
      const packed = again.sittingsOf.get(sitting.schoolId)!.find((s) => s.assessment === sitting.assessment)!
      const drawn = funnelPlace(packed, unpacked.funnels.get(sitting.assessment), again)
      const signal = sitting.signals.find(({ detector }) => detector === 'high-level')!
      expect([whole === null, drawn === null]).toEqual(Array(2).fill(signal.outcome !== 'measured'))
      if (whole === null || drawn === null) continue
      measured++
      const [x, top] = markOf(whole)
      expect(Math.abs(markOf(drawn)[0]! - x!)).toBeLessThan(1)
      expect(Math.abs(markOf(drawn)[1]! - top!)).toBeLessThan(1)
      // Above the line of zero where the mean is above what is expected; the mark is five units high.
      const height = zeroOf(whole) - (top! + 5)
      if (Math.abs(height) > 1) expect(Math.sign(height)).toBe(Math.sign(signal.effect!))
    }
    expect(measured).toBeGreaterThan(100)
  })

  it('can end neither the script that holds them nor an attribute of a page', () => {
    const { text } = pack(viewOf(hostileResult('</script><img src=x onerror=alert(1)>'), 'en'))
    expect(text).not.toContain('<')
    const { pages, result: hostile, locale } = unpack(text)
    for (const [page, school] of pages)
      expect(schoolPage(school, page, poolOf(hostile), viewOf(hostile, locale)).text).not.toMatch(/<img|<\/script/)
  })
})

it('the script of the report is the bundle of its sources: npx tsx scripts/write-report-script.ts', async () => {
  expect(readFileSync(scriptFile, 'utf8')).toBe(await reportScript())
})
