import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  bandCells,
  type Calibration,
  calibrationProblems,
  calibrationText,
  readCalibration,
} from '../../scripts/validate/calibration'
import { BANDS } from '../../scripts/validate/cells'
import { codeFingerprint } from '../../scripts/validate/code'
import { builtInDetectors } from '../../src/detectors'

const ids = builtInDetectors.map(({ meta }) => meta.id)
/**
 * Says one thing of a school, so that a cell fills eight times as slowly: its file is still to be made, with more sittings.
 * A new detector is not on this list: it comes with its calibration.
 */
const WAITING = ['prior-lists']
const held = ids.filter((id) => !WAITING.includes(id) || readCalibration(id) !== null)

describe('calibration', () => {
  it('of every detector that does not wait for it is there, of the code as it is, and within the band', () => {
    expect(held.flatMap((id) => calibrationProblems(id, readCalibration(id), codeFingerprint(id)))).toEqual([])
  })

  it.runIf(held.length > 0)('docs/validation.md is printed from the files', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/validation.md'), 'utf8')
    const printed = page.split('<!-- honest: printed from fixtures/validation -->')[1]?.split('<!-- /honest -->')[0]
    expect(printed?.trim()).toBe(calibrationText(ids.flatMap((id) => readCalibration(id) ?? [])).trim())
  })
})

describe('what CI refuses', () => {
  const of = (rate: number, exceptions: Calibration['exceptions'] = []): Calibration => {
    const cells = BANDS.map(() => ({ sittings: 10_000, measured: 10_000, below01: 10_000 * rate, below05: 500 }))
    const kind = { name: 'Ordinary', regions: 30, seeds: '1-30', bands: bandCells(cells), selective: bandCells(cells) }
    return { detector: 'planted', code: 'now', version: '0', kinds: [kind], exceptions }
  }

  it('a detector without a calibration', () => {
    expect(calibrationProblems('planted', null, 'now')).toEqual([expect.stringContaining('no calibration')])
  })

  it('a planted bad detector, that fires in .025 of honest sittings', () => {
    expect(calibrationProblems('planted', of(0.01), 'now')).toEqual([])
    const problems = calibrationProblems('planted', of(0.025), 'now')
    expect(problems).toHaveLength(BANDS.length)
    expect(problems[0]).toContain('p < .01 in 0.0250 of honest sittings of 2-4 pupils')
  })

  it('one that hardly ever fires, unless the file says why that is borne', () => {
    expect(calibrationProblems('planted', of(0.001), 'now')).toHaveLength(BANDS.length)
    const reason = 'so few pupils leave no room for a smaller p'
    const borne = BANDS.map(({ name }) => ({ kind: 'Ordinary', pupils: name, reason }))
    expect(calibrationProblems('planted', of(0.001, borne), 'now')).toEqual([])
    expect(calibrationProblems('planted', of(0.001, borne.slice(1)), 'now')).toHaveLength(1)
  })

  it('one whose code has changed since', () => {
    expect(calibrationProblems('planted', of(0.01), 'later')).toEqual([expect.stringContaining('has changed')])
  })
})

describe('the fingerprint of the code', () => {
  const now = codeFingerprint('high-level')
  const planted = (change: (source: string) => string, only: string): string =>
    codeFingerprint('high-level', (file) => {
      const source = readFileSync(file, 'utf8')
      return file.endsWith(only) ? change(source) : source
    })

  it('does not mind comments, blanks, sentences, nor whether a number is marked as fixed', () => {
    expect(planted((source) => `// another word\n${source.replaceAll('\n', '\n\n')}`, 'high-level.ts')).toBe(now)
    expect(planted((source) => source.replace('Is the mean score far', 'Is the mean much'), 'high-level.ts')).toBe(now)
    expect(planted((source) => source.replace(/unit: \{ en: 'points'/, "unit: { en: 'score'"), 'high-level.ts')).toBe(
      now,
    )
  })

  it('minds a number, in the detector and in the tools that it imports', () => {
    expect(planted((source) => source.replace('fixed(25', 'fixed(26'), 'high-level.ts')).not.toBe(now)
    expect(planted((source) => source.replace('1.4826', '1.5'), 'tools/bins.ts')).not.toBe(now)
    expect(planted((source) => source.replace('fixed(2.5', 'fixed(2.6'), 'statistics/expectation.ts')).not.toBe(now)
  })

  it('minds the default of an option', () => {
    expect(planted((source) => source.replace('setting(pupils(), 2', 'setting(pupils(), 3'), 'high-level.ts')).not.toBe(
      now,
    )
  })
})
