import { describe, expect, it } from 'vitest'
import { collectTables, earlierRows } from '../../src/input'
import type { Row } from '../../src/model'

const results = ['edu670001', 'edu670002', 'edu670003'].map((school_id) => ({
  ...{ school_id, subject: 'Математика', grade: 4, year: 2022, score: 12 },
}))
const earlierOf = (earlier: readonly Row[]) =>
  Object.fromEntries(collectTables({ results, earlier }).schools.map((s) => [s.id.slice(-1), s.earlier]))

describe('lists of earlier years', () => {
  it('reads the published lists of schools with markers; sch and edu are one school', () => {
    const row = (year: number, login: string, markers: number) => ({
      ...{ Год: year, Логин: login, Муниципалитет: 'reg67_m001', ОО: 'Школа', '4 РУ': 1, '4 МА': '', '5 РУ': 0 },
      ...{ '5 МА': '', 'Количество маркеров': markers },
    })
    expect(earlierOf([row(2019, 'sch670001', 1), row(2020, 'sch670001', 2), row(2020, 'sch670002', 1)])).toEqual({
      1: [
        { year: 2019, listed: true },
        { year: 2020, listed: true },
      ],
      2: [
        { year: 2019, listed: false },
        { year: 2020, listed: true },
      ],
      3: [
        { year: 2019, listed: false },
        { year: 2020, listed: false },
      ],
    })
  })

  it('takes a school that a complete list lacks for not examined', () => {
    expect(
      earlierOf([
        { school_id: 'edu670001', year: 2019, listed: 'да' },
        { school_id: 'edu670002', year: 2019, listed: 'нет' },
      ]),
    ).toEqual({
      1: [{ year: 2019, listed: true }],
      2: [{ year: 2019, listed: false }],
      3: [],
    })
  })

  it('counts signs only: neither a missing observer nor a control sample', () => {
    const row = (n: number, grounds: string, tier: string) => ({ school_id: `edu67000${n}`, year: 2020, grounds, tier })
    expect(
      earlierOf([row(1, 'signs+noObserver', 'strong'), row(2, 'noObserver', 'clear'), row(3, '', 'notAssessable')]),
    ).toEqual({
      1: [{ year: 2020, listed: true }],
      2: [{ year: 2020, listed: false }],
      3: [],
    })
  })

  it('leaves out years of which results are given, and says so', () => {
    const earlier = [{ school_id: 'edu670001', year: 2022, listed: 'да' }]
    const { schools, problems } = collectTables({ results, earlier })
    expect(schools[0]).not.toHaveProperty('earlier')
    expect(problems.map(({ code }) => code)).toEqual(['earlierNotEarlier'])
  })

  it('takes the result of an earlier run', () => {
    const school = (schoolId: string, tier: 'strong' | 'clear', grounds: 'signs'[]) => ({ schoolId, tier, grounds })
    const earlier = earlierRows({
      schools: [school('sch670001', 'strong', ['signs']), school('sch670002', 'clear', [])] as never,
      sittings: [{ year: 2020 }, { year: 2021 }] as never,
    })
    expect(earlierOf(earlier)).toEqual({
      1: [{ year: 2021, listed: true }],
      2: [{ year: 2021, listed: false }],
      3: [],
    })
  })
})
