import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { makeReference, monitor, parseReference, type Reference, ReferenceFileError } from '../../src'
import { fingerprint } from '../../src/input/collecting/fingerprint'
import type { Assessment, MonitorInput, MonitorResult } from '../../src/model'
import { referenceSchema } from '../../src/reference/schema'
import { warningText } from '../../src/report/sentences'
import { allDetails } from '../../src/signal-details'
import { simulateInput } from '../../src/simulate'
import { districtOf } from './districts'

const { input } = simulateInput({ seed: 11, schools: 200, manipulation: null })
const about = { name: 'Region 63', date: '2021-11-30' }
const district = districtOf(input, 40, 25)

/** |log10 p - log10 p'| of every answer of a district and the region's answer about the same sitting, by detector. */
function distances(part: MonitorResult, whole: MonitorResult): Map<string, number[]> {
  const keyOf = (s: MonitorResult['sittings'][number]): string => `${s.schoolId}|${s.assessment}`
  const known = new Map(whole.sittings.map((s) => [keyOf(s), s]))
  const found = new Map<string, number[]>()
  const add = (name: string, p: number | null, q: number | null): void => {
    if (p !== null && q !== null) found.set(name, [...(found.get(name) ?? []), Math.abs(Math.log10(p / q))])
  }
  for (const sitting of part.sittings) {
    const same = known.get(keyOf(sitting))!
    sitting.signals.forEach(({ detector, p }, d) => {
      add(detector, p, same.signals[d]!.p)
    })
    add('sitting', sitting.p, same.p)
  }
  const schools = new Map(whole.schools.map((school) => [school.schoolId, school.p]))
  for (const { schoolId, p } of part.schools) add('school', p, schools.get(schoolId)!)
  return found
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]!

describe('a district judged by the reference of its region', () => {
  let reference: Reference
  let whole: MonitorResult
  let judged: MonitorResult
  beforeAll(() => {
    reference = parseReference(JSON.parse(JSON.stringify(makeReference(input, {}, about))))
    whole = monitor(input)
    judged = monitor(district, {}, { reference })
  })

  it('comes to nearly the p-values of the whole region', () => {
    const near = distances(judged, whole)
    const alone = distances(monitor(district), whole)
    for (const id of [
      'high-level',
      'own-control',
      'low-spread',
      'level-shape',
      'boundary-heap',
      'top-heap',
      'mark-gap',
    ]) {
      expect([id, quantile(near.get(id)!, 0.5)]).toEqual([id, expect.toSatisfy((d: number) => d < 0.015)])
      expect([id, quantile(near.get(id)!, 1)]).toEqual([id, expect.toSatisfy((d: number) => d < 0.2)])
      // So a district alone could not have come there by itself.
      expect(quantile(alone.get(id)!, 0.5)).toBeGreaterThan(2 * quantile(near.get(id)!, 0.5))
    }
    // Their tables of items are the region's; what they are looked at with comes from the district's papers too.
    for (const id of ['item-profile', 'hard-items', 'absence']) {
      expect([id, quantile(near.get(id)!, 0.5)]).toEqual([id, expect.toSatisfy((d: number) => d < 0.03)])
      expect(quantile(alone.get(id)!, 0.5)).toBeGreaterThan(2 * quantile(near.get(id)!, 0.5))
    }
    expect(quantile(near.get('school')!, 0.5)).toBeLessThan(0.03)
  })

  it('gives its schools to the groups of the region, and says whose reference it is', () => {
    const groupOf = new Map(whole.schools.map((school) => [school.schoolId, school.peerGroup]))
    const same = judged.schools.filter(({ schoolId, peerGroup }) => groupOf.get(schoolId) === peerGroup)
    expect(same.length).toBeGreaterThanOrEqual(24)
    expect(judged.reference).toMatchObject({ ...about, schools: 200, refused: [], otherOptions: [] })
    expect(judged.reference!.used).toHaveLength(input.assessments.length)
    expect(warningText(judged.warnings[0]!, [], 'ru')).toMatch(
      /^Опорные данные: «Region 63» \(2021-11-30\); школ — 200, работ — .*сравнено проверочных работ: 4 из 4\.$/,
    )
  })

  it('has the same bytes whatever the order of schools, and knows itself changed', () => {
    const turned = { ...input, schools: input.schools.toReversed() }
    expect(JSON.stringify(makeReference(turned, {}, about))).toBe(JSON.stringify(reference))
  })

  it('names no school and says nothing that few schools tell', () => {
    const text = JSON.stringify(reference)
    for (const { id, name, municipality } of input.schools)
      for (const word of [id, name, municipality]) if (word !== null) expect(text).not.toContain(`"${word}"`)
    const groups = new Map(whole.peerGroups.map(({ id, size }) => [id, size]))
    for (const { id, told } of reference.assessments)
      for (const name of Object.keys(told)) {
        const group = name.split('.group ')[1]
        if (group !== undefined) expect([id, name, groups.get(group)! >= 10]).toEqual([id, name, true])
      }
  })

  const without = (change: (assessment: Assessment) => Assessment): MonitorInput => ({
    ...district,
    assessments: district.assessments.map((one, at) => (at === 0 ? change(one) : one)),
  })
  it.each<[string, (of: Assessment) => Assessment, RegExp]>([
    ['otherMaximum', (of) => ({ ...of, maxScore: of.maxScore! + 5 }), /другой высший балл: здесь \d+, в опорных/],
    ['otherCuts', (of) => ({ ...of, cuts: of.cuts!.map((cut) => cut + 1) }), /другие границы отметок/],
    ['otherItems', (of) => ({ ...of, itemMax: [...of.itemMax!, 1] }), /другие задания/],
  ])('is not used for a test that differs: %s', (reason, change, words) => {
    const other = monitor(without(change), {}, { reference })
    const { id } = district.assessments[0]!
    expect(other.reference!.refused).toMatchObject([{ assessment: id, reason }])
    expect(other.reference!.used).not.toContain(id)
    const warning = other.warnings.find(({ code }) => code === 'referenceRefused')!
    expect(warningText(warning, [], 'ru')).toMatch(words)
    // The test is compared within the district, as if there were no reference.
    const high = other.sittings.find((s) => s.assessment === id)!.signals[0]!
    expect(allDetails(high).reference).not.toBe('reference')
    expect(other.sittings.find((s) => s.assessment !== id)!.signals[0]!.details!.reference).toBe('reference')
  })

  it('is not used for another year, nor where the scores say that it was another test', () => {
    const id = district.assessments[0]!.id
    const year = without((of) => ({ ...of, id: 'other', year: 2019 }))
    const sittings = year.sittings.map((s) => (s.assessmentId === id ? { ...s, assessmentId: 'other', year: 2019 } : s))
    expect(monitor({ ...year, sittings }, {}, { reference }).reference!.refused).toMatchObject([
      { assessment: 'other', reason: 'otherYear', expected: '2021' },
    ])
    const scale = reference.assessments[0]!
    const far = { ...reference, assessments: [{ ...scale, mean: scale.mean! - 2 * scale.sd! }] }
    expect(monitor(district, {}, { reference: far }).reference!.refused[0]).toMatchObject({ reason: 'farAway' })
  })

  it('shows a district that lies above its region as a whole, which alone it could not see', () => {
    const lifted = {
      ...district,
      sittings: district.sittings.map((s) => {
        const most = s.scoreCounts!.length - 1
        const scoreCounts = s.scoreCounts!.map(() => 0)
        s.scoreCounts!.forEach((count, t) => {
          scoreCounts[Math.min(most, t + 3)]! += count
        })
        const sum = scoreCounts.reduce((all, count, t) => all + count * t, 0)
        const sumOfSquares = scoreCounts.reduce((all, count, t) => all + count * t * t, 0)
        return { ...s, scoreCounts, scores: { n: s.scores!.n, sum, sumOfSquares } }
      }),
    }
    const codes = (result: MonitorResult) => result.warnings.map(({ code }) => code)
    const told = monitor(lifted, {}, { reference })
    expect(codes(told)).toContain('referenceAbove')
    expect(codes(monitor(lifted))).not.toContain('referenceAbove')
    expect(codes(judged)).not.toContain('referenceAbove')
    const warning = told.warnings.find(({ code }) => code === 'referenceAbove')!
    expect(warningText(warning, [], 'ru')).toMatch(/^По\s4\sработам школы района в целом выше/)
  })

  it('is not used by a detector that looks otherwise', () => {
    const other = monitor(district, { detectors: { 'boundary-heap': { window: 1 } } }, { reference })
    expect(other.reference!.otherOptions).toEqual(['boundary-heap'])
    const of = (id: string) => allDetails(other.sittings[0]!.signals.find(({ detector }) => detector === id)!).reference
    expect([of('boundary-heap'), of('high-level')]).toEqual(['peers', 'reference'])
  })

  const shipped = z.fromJSONSchema(JSON.parse(JSON.stringify(z.toJSONSchema(referenceSchema))))
  it('has the form of the shipped schema', () => {
    expect(shipped.safeParse(JSON.parse(JSON.stringify(reference))).success).toBe(true)
    expect(shipped.safeParse({ ...reference, pupils: '40 061' }).success).toBe(false)
  })

  it.each<[string, (of: Reference) => unknown, string]>([
    ['nothing', () => null, 'notReference'],
    ['a list', () => [1], 'notReference'],
    ['a result', () => ({ schemaVersion: '1.0' }), 'notReference'],
    ['another version', (of) => ({ ...of, version: 2 }), 'otherVersion'],
    ['a part lost', ({ dependence: _, ...rest }) => rest, 'damaged'],
    ['text for a number', (of) => ({ ...of, schools: 'many' }), 'damaged'],
    ['a school smuggled in', (of) => ({ ...of, school: '001' }), 'damaged'],
    ['a number changed', (of) => ({ ...of, schools: of.schools + 1 }), 'changed'],
    [
      'lists cut short and signed anew',
      (of) => signed({ ...of, dependence: { ...of.dependence, spread: [] } }),
      'damaged',
    ],
  ])('refuses %s in plain words', (_, change, code) => {
    const content: unknown = change(JSON.parse(JSON.stringify(reference)))
    const refusal = (): unknown => {
      try {
        return parseReference(content)
      } catch (error) {
        return error
      }
    }
    const error = refusal() as ReferenceFileError
    expect(error).toBeInstanceOf(ReferenceFileError)
    expect(error.code).toBe(code)
    expect(error.text.ru).toMatch(/[а-я]/)
  })
})

const signed = (reference: Reference): Reference => ({
  ...reference,
  fingerprint: fingerprint({ ...reference, fingerprint: '' }),
})

describe('a reference', () => {
  it('is not made of too few schools', () => {
    expect(() => makeReference(districtOf(input, 0, 9), {}, about)).toThrow(
      /no assessment has 10 schools and 100 pupils/,
    )
  })
})
