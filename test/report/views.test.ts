import { describe, expect, it } from 'vitest'
import { monitor } from '../../src'
import { toHtml } from '../../src/report'
import { poolOf } from '../../src/report/html/charts/pool'
import { viewOf } from '../../src/report/html/parts'
import { classesPart, schoolItemsPart, sharesOf } from '../../src/report/html/school-items'
import { simulateRegion } from '../../src/simulate'
import { formatPercent } from '../../src/words/format'
import { exampleResult, school, sitting } from './example-result'
import { visibleText } from './visible-text'

const twoPlaces = () => {
  const result = exampleResult()
  const sittings = [
    sitting({ schoolId: 'a', participants: 10, mean: 10, observer: 'present' }),
    sitting({ schoolId: 'b', participants: 30, mean: 20, observer: 'absent' }),
    sitting({ schoolId: 'c', participants: 5, mean: null }),
  ]
  const schools = ['a', 'b', 'c'].map((schoolId) =>
    school({ schoolId, name: null, municipality: schoolId === 'c' ? 'Запад' : 'Восток', recheck: false, grounds: [] }),
  )
  return { ...result, schools, sittings, recheck: [] }
}

describe('by municipality', () => {
  it('its mean is that of its pupils, beside the region; what is not known is a dash', () => {
    const page = toHtml(twoPlaces(), { locale: 'ru' })
    const [, fold] = page.split(/<span>(?:<bdi>)?Восток/)
    // (10 x 10 + 30 x 20) / 40 = 17.5 points of 40
    expect(fold!.split('</details>')[0]).toMatch(/data-title="Средний балл, % максимального">43,8\u00a0%</)
    const [, west] = page.split(/<span>(?:<bdi>)?Запад/)
    expect(west!.split('</details>')[0]).toMatch(/data-title="Средний балл, % максимального">—</)
    expect(west!.split('</details>')[0]).toMatch(/data-title="По региону">43,8\u00a0%</)
  })

  it('is left out where there is one', () => {
    expect(toHtml({ ...twoPlaces(), schools: twoPlaces().schools.slice(0, 1) })).not.toContain('id="by-municipality"')
  })
})

describe('by class', () => {
  const { tables } = simulateRegion({ seed: 5, schools: 30, medianPupils: 60, grades: [4], subjects: ['Математика'] })
  const result = monitor(tables, { grain: 'class', seed: 1 })
  const several = result.schools.find(
    ({ schoolId }) => result.sittings.filter((s) => s.schoolId === schoolId).length > 1,
  )!
  const own = result.sittings.filter(({ schoolId }) => schoolId === several.schoolId)
  const view = viewOf(result, 'en')

  it('a school has a row per class with its mean', () => {
    const text = visibleText(classesPart(own, view)!.text)
    const highest = result.assessments[0]!.maxScore!
    for (const one of own) expect(text).toContain(`4 ${one.class}\n`)
    for (const one of own) expect(text).toContain(formatPercent(one.mean! / highest, 'en'))
  })

  it('items stand as region, group, school and class; the school is that of its pupils', () => {
    const lines = visibleText(schoolItemsPart(own[0]!, poolOf(result), view)!.text).split('\n')
    const [first] = sharesOf(own)!
    const pupils = own.map(({ participants }) => participants!)
    const byHand = own.reduce((sum, s, i) => sum + s.itemShares![0]! * pupils[i]!, 0) / pupils.reduce((a, b) => a + b)
    expect(first).toBeCloseTo(byHand, 12)
    for (const head of ['region', 'its group', 'school', ...own.map((s) => s.class!)]) expect(lines).toContain(head)
    expect(lines).toContain(formatPercent(first!, 'en'))
  })

  it('nothing is told of classes where whole schools are judged', () => {
    expect(classesPart(exampleResult().sittings, viewOf(exampleResult(), 'en'))).toBeNull()
  })
})
