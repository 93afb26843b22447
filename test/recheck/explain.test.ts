import { describe, expect, it } from 'vitest'
import { explainSchool } from '../../src/explain'
import { pValuesLeft, restsOn } from '../../src/explain/leave-one-out'
import type { MonitorResult, SchoolExplanation, SittingResult } from '../../src/model'
import { monitor } from '../../src/monitor'
import { explanationSections } from '../../src/report/explain'
import { parseSettings } from '../../src/settings'
import { simulateInput } from '../../src/simulate'
import { exampleResult, notMeasured, school, signal, sitting } from '../report/example-result'

const codes = (reasons: SchoolExplanation['why']) => reasons.map(({ code }) => code)

/** One school, told by its sittings. */
function resultOf(of: Parameters<typeof school>[0], sittings: readonly Partial<SittingResult>[]): MonitorResult {
  const example = exampleResult()
  const listed = sittings.some((s) => s.recheck !== false)
  return {
    ...example,
    schools: [school({ schoolId: '1', ...of })],
    sittings: sittings.map((changes) => sitting({ schoolId: '1', settled: undefined, ...changes })),
    recheck: listed ? [{ ...example.recheck[0]!, schoolId: '1', sittings: [...sittings.keys()] }] : [],
    settings: {},
  }
}
const free = { grounds: [], recheck: false, observer: 'present', papersToRecheck: 0, acceptanceNumber: null } as const

describe('explanation of a school', () => {
  it('is null for a school that the result does not have', () => {
    expect(explainSchool(exampleResult(), 'nobody')).toBeNull()
  })

  it('says of a listed school what would clear it, and which papers to take', () => {
    const result = resultOf({}, [
      { papersToRecheck: 14, participants: 22 },
      { subject: 'Русский язык', observer: 'unknown', grounds: ['noObserver'], papersToRecheck: 22, participants: 22 },
    ])
    const { why, change, innocent, papers } = explainSchool(result, '1')!
    expect(why).toBe(result.recheck[0]!.reasons)
    expect(codes(change).filter((code) => !code.startsWith('restsOn'))).toEqual([
      'weakerSigns',
      'observeNextTime',
      'reportObserver',
      'recheckSettles',
    ])
    // The only school of its region: what BH asks of it is the limit itself.
    expect(change[0]!.details).toMatchObject({ q: 0.06, limit: 0.1, needed: 0.1 })
    expect(innocent).toEqual(['high-level'])
    expect(papers.map((p) => [p.sitting, p.papers, p.numbers!.length])).toEqual([
      [0, 14, 14],
      [1, 22, 22],
    ])
    expect(explainSchool(result, '1')!.papers).toEqual(papers)
  })

  it('leaves the draw to chance where the number of pupils is not known', () => {
    const result = resultOf({}, [{ participants: null, papersToRecheck: 29 }])
    expect(explainSchool(result, '1')!.papers[0]).toMatchObject({ papers: 29, numbers: null })
  })

  it('says of an unlisted school why not, and what would list it', () => {
    const signals = [signal({ p: 0.6 }), notMeasured({ outcome: 'notApplicable', reason: 'no:itemCounts' })]
    const result = resultOf({ tier: 'clear', q: 0.8, grounds: [], recheck: false }, [{ ...free, signals }])
    const { why, change, innocent, papers, entry } = explainSchool(result, '1')!
    expect(entry).toBeNull()
    expect(why).toEqual([
      { code: 'signsTooWeak', details: { q: 0.8, limit: 0.1 } },
      { code: 'observersNotKnown', details: {} },
    ])
    expect(change).toEqual([
      { code: 'strongerSigns', details: { p: result.schools[0]!.p, q: 0.8, limit: 0.1, needed: 0.1 } },
      { code: 'moreData', details: { needs: 'itemCounts' } },
    ])
    expect([innocent, papers]).toEqual([[], []])
  })

  it('never calls a school clear that could not be measured', () => {
    const result = resultOf({ tier: 'notAssessable', q: null, p: null, grounds: [], recheck: false }, [
      { ...free, signals: [] },
    ])
    expect(codes(explainSchool(result, '1')!.why)).toEqual(['nothingMeasured', 'observersNotKnown'])
    const withoutResults = { ...result, sittings: [] }
    expect(codes(explainSchool(withoutResults, '1')!.why)).toEqual(['noResults'])
  })
})

describe('what a listing rests on', () => {
  const { input } = simulateInput({
    ...{ seed: 4, schools: 40, subjects: ['Математика', 'Русский язык'], grades: [4] },
    manipulation: { schools: 0.15 },
  })
  const result = monitor(input)

  it('weighs the school as the run did, and names what alone decides', () => {
    const settings = parseSettings({})
    const listed = result.schools.filter(({ tier }) => tier === 'strong' || tier === 'moderate')
    expect(listed.length).toBeGreaterThan(0)
    for (const { schoolId, p } of listed) {
      const rests = (needed: number) => codes(restsOn(result, schoolId, needed, settings))
      // Nothing can lift p above 1; anything left out of a p of its own size can lift it above that.
      expect(rests(1)).toEqual(['restsOnSeveral'])
      const deciding = restsOn(result, schoolId, p!, settings)
      const told = explainSchool(result, schoolId)!.change.filter(({ code }) => code.startsWith('restsOn'))
      expect(told.length).toBeGreaterThan(0)
      expect(deciding.length).toBeGreaterThanOrEqual(told[0]!.code === 'restsOnSeveral' ? 1 : told.length)
    }
  })

  it('gives the p-value of the run back where nothing is left out', () => {
    const school = result.schools.findIndex(({ p }) => p !== null && p < 0.01)
    const { schoolId, p } = result.schools[school]!
    const sittings = result.sittings.flatMap((sitting, i) => (sitting.schoolId === schoolId ? [i] : []))
    expect(sittings.length).toBeGreaterThan(0)
    expect(pValuesLeft(result, schoolId, parseSettings({}), [() => true, () => false])).toEqual([p, null])
  })
})

describe('explanation in words', () => {
  const result = resultOf({}, [
    { papersToRecheck: 14, participants: 22, acceptanceNumber: 0 },
    { subject: 'Русский язык', papersToRecheck: 22, participants: 22, acceptanceNumber: 2 },
  ])

  it('reads in Russian and in English', () => {
    const sections = explanationSections(explainSchool(result, '1')!, result, 'ru')
    expect(sections.map((s) => s.heading)).toEqual([
      'Почему школа в списке',
      'Что могло бы это изменить',
      'Другие возможные причины, которые надо исключить',
      'Какие работы взять',
    ])
    expect(sections[1]!.lines).toContain(
      'Сейчас п. 2.3 требует перепроверки; на следующую процедуру пригласите общественного наблюдателя: Математика, 4 класс; Русский язык, 4 класс',
    )
    expect(sections[3]!.lines[0]).toMatch(
      /^Математика, 4 класс: 14.работ из 22\. .*номера (\d+, ){13}\d+\. Если хотя бы в одной из них балл изменится/,
    )
    expect(sections[3]!.lines[1]).toBe(
      'Русский язык, 4 класс: все работы (22). Результаты считаются подтверждёнными, если баллы изменятся не больше чем в 2\u00a0работах.',
    )
    expect(explanationSections(explainSchool(result, '1')!, result, 'en')[3]!.lines[1]).toBe(
      'Русский язык, grade 4: all 22\u00a0papers. The results count as confirmed if at most 2 of them change.',
    )
  })
})
