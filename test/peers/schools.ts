import type { School } from '../../src/model'
import { createRandom } from '../../src/statistics/random'

export const school = (id: string, own: School['context']): School => ({
  id,
  name: null,
  municipality: null,
  cluster: null,
  advancedProgram: null,
  confirmedByExam: null,
  context: own,
})

/** Context near one of three centres: 0 = large city schools, 1 = town schools, 2 = small rural schools with low income. */
export function context(kind: 0 | 1 | 2, seed: number): School['context'] {
  const random = createRandom(seed, 'context', kind)
  const centre = [
    { pupils: 900, low: 0.15, higher: 0.6, settlement: 'city' },
    { pupils: 400, low: 0.35, higher: 0.35, settlement: 'town' },
    { pupils: 60, low: 0.6, higher: 0.12, settlement: 'rural' },
  ][kind]!
  return {
    pupils: Math.round(centre.pupils * Math.exp(0.15 * random.normal())),
    low_income_share: centre.low + 0.02 * random.normal(),
    higher_education_share: centre.higher + 0.02 * random.normal(),
    settlement: centre.settlement,
  }
}

/** 90 city, 60 town and 40 rural schools, in this order. */
export const planted = (seed: number): School[] =>
  Array.from({ length: 190 }, (_, i) => school(`s${i}`, context(i < 90 ? 0 : i < 150 ? 1 : 2, seed * 1000 + i)))
