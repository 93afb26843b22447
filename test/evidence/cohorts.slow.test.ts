import { beforeAll, describe, expect, it } from 'vitest'
import { hasSigns, weighWithCohorts } from '../../src/evidence'
import { onOneScale } from '../../src/evidence/one-scale'
import type { MonitorResult, Outcome } from '../../src/model'
import { monitor } from '../../src/monitor'
import { parseSettings } from '../../src/settings'
import { simulateRegion } from '../../src/simulate'
import { placeSittings } from '../../src/sittings/region'
import { createRandom } from '../../src/statistics/random'
import { normalUpper } from '../../src/statistics/tails'

const GRADES = [4, 5, 6]
const SUBJECTS = 3
const detectors = ['level', 'pattern'].map((family) => ({ meta: { id: family, family } })) as never

/** Schools with three grades of three subjects and two detectors; z-scores honest but where `lifted` says otherwise. */
function weighed(schools: number, lifted: (school: number, grade: number) => number, seed = 1) {
  const random = createRandom(seed, 'cohorts')
  const sittings = Array.from({ length: schools }, (_, s) =>
    GRADES.flatMap((grade) =>
      Array.from({ length: SUBJECTS }, () => ({ schoolId: `s${s}`, grade, year: 2021, className: null })),
    ),
  ).flat()
  const z = Array.from({ length: schools }, (_, s) => {
    const ofSchool = [random.normal(), random.normal()]
    return GRADES.flatMap((grade) =>
      Array.from({ length: SUBJECTS }, () =>
        ofSchool.map((shared) => Math.sqrt(0.2) * shared + Math.sqrt(0.8) * random.normal() + lifted(s, grade)),
      ),
    )
  }).flat()
  const outcomes = [0, 1].map((d) =>
    z.map((own): Outcome => ({ outcome: 'measured', value: 0, effect: 0, p: normalUpper(own[d]!), n: 20 })),
  )
  const region = {
    ...placeSittings(
      Array.from({ length: schools }, (_, s) => ({ id: `s${s}` })),
      sittings,
    ),
    sittings,
    observations: sittings.map(() => ({ observed: false })),
    hasObservers: false,
  }
  return weighWithCohorts(detectors, outcomes, region, parseSettings({ seed: 1 }))
}

describe('grades of a school as units', () => {
  it('keep the error that is promised where schools are honest, alone and with their other grades', () => {
    const { cohorts } = weighed(700, () => 0)
    const share = (p: (own: (typeof cohorts)[number]) => number | null, limit: number): number =>
      cohorts.filter((own) => p(own)! < limit).length / cohorts.length
    // 2 100 grades of 700 schools: three standard errors of a share of .05 are below .02.
    for (const p of [(own: (typeof cohorts)[number]) => own.p, (own: (typeof cohorts)[number]) => own.alone]) {
      expect(Math.abs(share(p, 0.05) - 0.05)).toBeLessThan(0.02)
      expect(share(p, 0.01)).toBeLessThan(0.02)
    }
  })

  it('finds the grade that manipulates in all its subjects, and has no signs of a clean one beside it', () => {
    const { cohorts } = weighed(300, (school, grade) => (school < 12 && grade === 5 ? 3 : 0))
    const of = (grade: number) => cohorts.filter(({ school }, c) => school < 12 && GRADES[c % 3] === grade)
    expect(of(5).filter(({ tier }) => hasSigns(tier)).length).toBeGreaterThanOrEqual(9)
    // What the other grade did makes a clean one more suspicious, yet it has signs only by its own papers.
    const clean = [...of(4), ...of(6)]
    expect(clean.filter(({ p, alone }) => p! < alone!).length).toBeGreaterThan(clean.length / 2)
    expect(clean.filter(({ tier, alone }) => ['strong', 'moderate'].includes(tier) && alone! > 0.05)).toEqual([])
  })

  it('finds a grade better than any of its sittings', () => {
    const { cohorts, sittings } = weighed(300, (school, grade) => (school < 12 && grade === 5 ? 1.2 : 0))
    const guilty = cohorts.filter(({ school }, c) => school < 12 && GRADES[c % 3] === 5)
    const bySitting = guilty.map((own) => Math.min(1, SUBJECTS * Math.min(...own.sittings.map((i) => sittings[i]!.p!))))
    expect(guilty.filter((own, g) => own.p! < bySitting[g]!).length).toBeGreaterThan(guilty.length / 2)
  })
})

describe('one scale of words', () => {
  it('does not say "no signs" of a school of which a grade or a sitting has signs', () => {
    const all = weighed(300, (school, grade) => (school < 30 && grade === 5 ? 2.5 : 0))
    const standsOut = [
      ...all.cohorts.filter(({ tier }) => tier === 'strong' || tier === 'moderate').map(({ school }) => school),
      ...all.sittings.flatMap(({ tier }, i) => (tier === 'strong' || tier === 'moderate' ? [Math.floor(i / 9)] : [])),
    ]
    expect(standsOut.length).toBeGreaterThan(10)
    expect(standsOut.filter((school) => all.schools[school]!.tier === 'clear')).toEqual([])
  })

  it('leaves p and q as they are', () => {
    const all = weighed(40, (school) => (school < 4 ? 2 : 0))
    const bySchool = Array.from({ length: 40 }, (_, s) => Array.from({ length: 9 }, (_, k) => 9 * s + k))
    const scaled = onOneScale(all, bySchool, (i) => i < 9)
    expect(scaled.sittings.map(({ p, q }) => [p, q])).toEqual(all.sittings.map(({ p, q }) => [p, q]))
  })
})

describe('a result', () => {
  let result: MonitorResult
  beforeAll(() => {
    result = monitor(simulateRegion({ schools: 120, seed: 5, manipulation: { strength: 'strong' } }).tables, {
      seed: 1,
    })
  })

  it('never calls "no signs" what is listed for signs', () => {
    const listed = result.sittings.filter(({ grounds }) => grounds.includes('signs'))
    expect(listed.length).toBeGreaterThan(10)
    expect(listed.filter(({ tier }) => tier === 'clear' || tier === 'notAssessable')).toEqual([])
    const schools = new Map(result.schools.map(({ schoolId, tier }) => [schoolId, tier]))
    const grades = result.cohorts.filter(({ sittings }) => sittings.some((i) => listed.includes(result.sittings[i]!)))
    expect(grades.filter(({ tier }) => tier === 'clear' || tier === 'notAssessable')).toEqual([])
    const order = ['notAssessable', 'clear', 'watch', 'moderate', 'strong']
    for (const { tier, schoolId } of [...result.sittings, ...result.cohorts])
      if (tier === 'moderate' || tier === 'strong')
        expect(order.indexOf(tier)).toBeLessThanOrEqual(order.indexOf(schools.get(schoolId)!))
  })

  it('has every sitting in exactly one grade, of the same school', () => {
    expect(result.cohorts.flatMap(({ sittings }) => sittings).sort((a, b) => a - b)).toEqual([
      ...result.sittings.keys(),
    ])
    for (const { sittings, schoolId, grade, year } of result.cohorts)
      for (const i of sittings) expect(result.sittings[i]).toMatchObject({ schoolId, grade, year })
  })
})
