import type { MonitorInput, Outcome, Sitting } from '../../src/model'
import { createRandom } from '../../src/statistics/random'
import { bareSitting, fromScores, regionOf } from './region'

type Region = Pick<MonitorInput, 'schools' | 'assessments' | 'sittings' | 'observers'>
export const CUTS = [6, 10, 15]
export const HIGHEST = 20

/** Scores of honest pupils: normal around `mean` with SD 4, whole points within 0..20. */
export function drawScores(seed: number, school: number, pupils: number, mean: number, stream = 'scores'): number[] {
  const random = createRandom(seed, stream, school)
  const own = mean + random.normal()
  return Array.from({ length: pupils }, () => Math.max(0, Math.min(HIGHEST, Math.round(own + 4 * random.normal()))))
}

/** Sixty schools of one test; `spoil` rewrites the scores of school 0. */
export function oneTest(
  seed: number,
  spoil: (scores: number[]) => number[] = (scores) => scores,
  pupils = 40,
  schools = 60,
): Region {
  const sittings = Array.from({ length: schools }, (_, i) => {
    const scores = drawScores(seed, i, pupils, 11)
    return bareSitting({ schoolId: `s${i}`, ...fromScores(i === 0 ? spoil(scores) : scores, HIGHEST) })
  })
  return regionOf(sittings, { maxScore: HIGHEST, cuts: CUTS, levels: ['2', '3', '4', '5'] })
}

export const tests = {
  of: (i: number, subject: string, grade: number, year: number, scores: readonly number[]): Sitting =>
    bareSitting({ schoolId: `s${i}`, ...fromScores(scores, HIGHEST) }, { subject, grade, year }),
}

export const pOf = (outcome: Outcome | undefined): number => {
  if (outcome?.outcome !== 'measured') throw new Error(`not measured: ${JSON.stringify(outcome)}`)
  return outcome.p
}
export const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
