import { describe, expect, it } from 'vitest'
import { supportContent } from '../../src/documents/support'
import type { MonitorResult, SittingResult, SupportEntry } from '../../src/model'
import { toYears } from '../../src/report/index'
import { assessment, exampleResult, school, sitting } from '../report/example-result'

const text = (result: MonitorResult): string => JSON.stringify(supportContent(result, 'ru')).replaceAll('\u00a0', ' ')
/** Six schools of 20 pupils; the last one as given. */
function region(last: Partial<SittingResult>, lastSchool: Partial<Parameters<typeof school>[0]> = {}): MonitorResult {
  const ids = ['a', 'b', 'c', 'd', 'e', 'z']
  const clear = {
    tier: 'clear',
    grounds: [],
    recheck: false,
    participants: 20,
    observer: 'unknown',
    signals: [],
  } as const
  return exampleResult({
    assessments: [{ ...assessment, itemMax: [1, 1, 2, 2], itemLevel: ['Б', 'Б', 'П', 'П'] }],
    schools: ids.map((schoolId) =>
      school({
        schoolId,
        name: `Школа ${schoolId}`,
        tier: 'clear',
        grounds: [],
        ...(schoolId === 'z' ? lastSchool : {}),
      }),
    ),
    sittings: ids.map((schoolId) =>
      sitting({ ...clear, schoolId, itemShares: [0.8, 0.8, 0.5, 0.5], ...(schoolId === 'z' ? last : {}) }),
    ),
    recheck: [],
    support: [],
  })
}

describe('help', () => {
  const reasons = [{ code: 'manyFailing' as const, details: { subject: 'Математика', grade: 4, share: 0.4 } }]
  const part = { sitting: 5, class: null, participants: 20 }
  const weak = { item: 1, share: 0.4, others: 0.733 }

  it('names the weak items with their level, and what they ask for where a codifier says it', () => {
    const base = region({ itemShares: [0.8, 0.4, 0.5, 0.5] })
    const result = { ...base, support: [{ schoolId: 'z', reasons, items: [{ ...part, weak: [weak] }] }] }
    expect(text(result)).toContain('№ 2 (Б): 40 % / 73 %')
    const skills = [
      [],
      [
        { code: '1.2', name: 'Считать устно' },
        { code: '3', name: null },
      ],
      [],
      [],
    ]
    const told = { ...base.assessments[0]!, itemLabels: ['1', '2К1', '2К2', '3'], skills }
    expect(text({ ...result, assessments: [told] })).toContain('№ 2К1 (Б), 1.2 Считать устно; 3: 40 % / 73 %')
  })

  it('reads the weak items of results of earlier versions, each with its place', () => {
    const base = region({ itemShares: [0.8, 0.4, 0.5, 0.5] })
    const items = [{ ...part, ...weak }] as unknown as SupportEntry['items']
    expect(text({ ...base, support: [{ schoolId: 'z', reasons, items }] })).toContain('№ 2 (Б): 40 % / 73 %')
  })

  it('speaks class by class, and of a school without items too', () => {
    const base = region({})
    const items = ['А', 'Б'].map((name, i) => ({ ...part, class: name, weak: [{ ...weak, item: i }] }))
    const words = text({
      ...base,
      support: [
        { schoolId: 'z', reasons, items },
        { schoolId: 'a', reasons, items: [] },
      ],
    })
    expect(words).toMatch(/класс, А.*№ 1 .*класс, Б.*№ 2 .*Школа a/)
  })

  it('takes marking by criteria that departs as a subject for training, in both directions, and nothing within the usual', () => {
    expect(text(region({ itemShares: [0.8, 0.8, 0.9, 0.9] }))).toContain('задания с критериями выше на')
    expect(text(region({ itemShares: [0.8, 0.8, 0.1, 0.1] }))).toContain('задания с критериями ниже на')
    // Better in all alike: a good class, and no question of marking.
    expect(text(region({ itemShares: [1, 1, 0.7, 0.7] }))).not.toContain('задания с критериями')
    expect(text(region({ itemShares: [0.8, 0.8, 0.9, 0.9], participants: 9 }))).not.toContain('задания с критериями')
  })

  it('names whom to learn from only where observers and something more speak for a school', () => {
    const settled = { verdict: 'confirmed', date: null, stale: false } as const
    const learn = (last: Partial<SittingResult>, more = {}) => /У кого учиться.*Школа z/s.test(text(region(last, more)))
    expect(learn({ observer: 'present' })).toBe(false)
    expect(learn({ observer: 'present', settled })).toBe(true)
    expect(learn({ observer: 'present' }, { earlier: [{ year: 2020, listed: false }] })).toBe(true)
    expect(learn({ observer: 'present', settled, conflictOfInterest: true })).toBe(false)
    expect(learn({ observer: 'present', settled }, { tier: 'watch' })).toBe(false)
    expect(learn({ observer: 'present' }, { earlier: [{ year: 2020, listed: true }] })).toBe(false)
  })
})

describe('toYears', () => {
  it('says who is new, again and gone, k of n', () => {
    const clear = { tier: 'clear', grounds: [] } as const
    const schools = [
      school({ schoolId: 'new', earlier: [{ year: 2020, listed: false }] }),
      school({
        schoolId: 'again',
        earlier: [
          { year: 2019, listed: true },
          { year: 2020, listed: true },
        ],
      }),
      school({
        schoolId: 'gone',
        ...clear,
        earlier: [
          { year: 2019, listed: true },
          { year: 2020, listed: false },
        ],
      }),
      school({ schoolId: 'never', ...clear, earlier: [{ year: 2020, listed: false }] }),
      school({ schoolId: 'unknown' }),
    ]
    expect(
      toYears({ schools }).map(({ schoolId, status, timesListed, years }) => [schoolId, status, timesListed, years]),
    ).toEqual([
      ['again', 'again', 3, 3],
      ['new', 'new', 1, 2],
      ['gone', 'gone', 1, 3],
    ])
  })
})
