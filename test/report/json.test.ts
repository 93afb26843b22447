import { describe, expect, it } from 'vitest'
import type { MonitorResult } from '../../src/model'
import { toJson, toSignalsCsv } from '../../src/report'
import { jsonPieces, rounded } from '../../src/report/json'
import { asWritten, exampleResult, signal } from './example-result'

describe('toJson', () => {
  it('holds everything; of a signal without what does not apply, but for its value and its p', () => {
    const { sittings, ...result } = exampleResult()
    const written = JSON.parse(toJson({ ...result, sittings })) as MonitorResult
    expect(written).toEqual({ ...result, sittings: sittings.map(asWritten) })
    const [unmeasured] = written.sittings
      .flatMap(({ signals }) => signals)
      .filter(({ outcome }) => outcome !== 'measured')
    expect(unmeasured).toMatchObject({ value: null, p: null, reason: 'tooFewPupils' })
    expect(unmeasured).not.toHaveProperty('effect')
  })

  it('writes numbers of any size with twelve digits', () => {
    const third = [1e-310, 1e-20, 1e-15, 1e-6, 0.01, 1, 10, 1e5, 1e9, 1e10, 1e15].flatMap((size) => [
      size / 3,
      -size / 3,
    ])
    for (const digits of [6, 12] as const)
      expect(third.map((number) => rounded(number, digits))).toEqual(
        third.map((number) => Number(number.toPrecision(digits))),
      )
    expect([0, 7, -3, 0.1, 2 ** 53].map((number) => rounded(number, 12))).toEqual([0, 7, -3, 0.1, 2 ** 53])
  })

  it('gives six digits to what is only said, the mean aside, and settings as they were set', () => {
    const third = 1 / 3
    const [sitting] = exampleResult().sittings
    const reasons = [{ code: 'manyFailing' as const, details: { share: third, mean: third } }]
    const weak = [{ item: 0, share: third, others: third }]
    const result = exampleResult({
      settings: { third },
      sittings: [{ ...sitting!, p: third, signals: [signal({ p: third, details: { share: third, mean: third } })] }],
      support: [{ schoolId: 's', reasons, items: [{ sitting: 0, class: null, participants: 20, weak }] }],
    })
    const { settings, sittings, support } = JSON.parse(toJson(result)) as MonitorResult
    const [six, twelve] = [0.333333, 0.333333333333]
    expect(settings).toEqual({ third })
    expect([sittings[0]!.p, sittings[0]!.signals[0]!.p]).toEqual([twelve, twelve])
    for (const { details } of [sittings[0]!.signals[0]!, support[0]!.reasons[0]!])
      expect(details).toEqual({ share: six, mean: twelve })
    expect(support[0]!.items[0]!.weak).toEqual([{ item: 0, share: six, others: six }])
  })

  it('tells what was judged where it is not the value itself; views take either', () => {
    const [sitting] = exampleResult().sittings
    const signals = [signal({ value: 5, judged: 5 }), signal({ value: 5, judged: -0.5 })]
    const result = exampleResult({ sittings: [{ ...sitting!, signals }] })
    const read = JSON.parse(toJson(result)) as MonitorResult
    expect(read.sittings[0]!.signals.map(({ judged }) => judged)).toEqual([undefined, -0.5])
    expect(toSignalsCsv(read)).toBe(toSignalsCsv(result))
  })

  it('gives the same bytes whatever the order in which the names were put in', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed)
      if (value === null || typeof value !== 'object') return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      )
    }
    expect(toJson(reversed(exampleResult()) as ReturnType<typeof exampleResult>)).toBe(toJson(exampleResult()))
  })

  it('begins with the version of the schema and writes a school, a sitting, a grade per line', () => {
    const lines = toJson(exampleResult()).split('\n')
    expect(lines[1]).toBe('"schemaVersion": "1.0",')
    expect(lines.filter((line) => line.startsWith('  {"schoolId":"000004"'))).toHaveLength(3)
  })

  it('refuses a number that JSON would turn into null', () => {
    expect(() => toJson(exampleResult({ seed: Number.NaN }))).toThrow(RangeError)
  })

  it('comes in pieces that make up the whole', () => {
    const [sitting] = exampleResult().sittings
    const result = exampleResult({ sittings: Array.from({ length: 3000 }, () => sitting!) })
    const pieces = [...jsonPieces(result)]
    expect(pieces.length).toBeGreaterThan(2)
    expect(JSON.parse(pieces.join(''))).toEqual({ ...result, sittings: result.sittings.map(asWritten) })
  })
})
