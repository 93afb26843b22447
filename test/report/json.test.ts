import { describe, expect, it } from 'vitest'
import type { MonitorResult } from '../../src/model'
import { toJson } from '../../src/report'
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

  it('writes the numbers of signals, of any size, with twelve digits, and all others in full', () => {
    const third = [1e-310, 1e-20, 1e-15, 1e-6, 0.01, 1, 10, 1e5, 1e9, 1e10, 1e15].flatMap((size) => [
      size / 3,
      -size / 3,
    ])
    for (const digits of [6, 12] as const)
      expect(third.map((number) => rounded(number, digits))).toEqual(
        third.map((number) => Number(number.toPrecision(digits))),
      )
    expect([0, 7, -3, 0.1, 2 ** 53].map((number) => rounded(number, 12))).toEqual([0, 7, -3, 0.1, 2 ** 53])
    const [sitting] = exampleResult().sittings
    const { sittings } = JSON.parse(
      toJson(exampleResult({ sittings: [{ ...sitting!, p: 1 / 3, signals: [signal({ p: 1 / 3 })] }] })),
    ) as MonitorResult
    expect([sittings[0]!.p, sittings[0]!.signals[0]!.p]).toEqual([1 / 3, 0.333333333333])
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
