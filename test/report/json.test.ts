import { describe, expect, it } from 'vitest'
import { toJson } from '../../src/report'
import { jsonPieces } from '../../src/report/json'
import { exampleResult } from './example-result'

describe('toJson', () => {
  it('holds everything', () => {
    expect(JSON.parse(toJson(exampleResult()))).toEqual(exampleResult())
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
    expect(JSON.parse(pieces.join(''))).toEqual(result)
  })
})
