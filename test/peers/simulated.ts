/** The data sets of fixtures/reference/peers.py, number by number, and the adjusted Rand index to judge groups by. */
import type { School } from '../../src/model'
import type { Points } from '../../src/peers/points'
import { school } from './schools'

/** mulberry32, as in the script that made the reference values. */
function mulberry32(seed: number) {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = () => {
    let total = 0
    for (let i = 0; i < 12; i++) total += uniform()
    return total - 6
  }
  return { uniform, normal }
}

export function numeric(seed: number): { points: Points; truth: number[]; groups: number } {
  const random = mulberry32(seed)
  const groups = 3 + (seed % 3)
  const apart = 1.2 + (seed % 5) * 0.25
  const centres = Array.from({ length: groups }, () =>
    Array.from({ length: 6 }, () => apart * Math.floor(random.uniform() * 3)),
  )
  const truth: number[] = []
  const values: number[] = []
  for (let group = 0; group < groups; group++)
    for (let i = 0; i < 30 + 25 * group; i++) {
      for (const centre of centres[group]!) values.push(centre + random.normal())
      truth.push(group)
    }
  return { points: { count: truth.length, columns: 6, values: Float64Array.from(values) }, truth, groups }
}

const SETTLEMENTS = ['rural', 'town', 'city']

export function mixed(seed: number): { schools: School[]; truth: number[]; groups: number } {
  const random = mulberry32(1000 + seed)
  const share = (centre: number, sd: number) =>
    Math.floor(1000 * (1 / (1 + Math.exp(-(centre + sd * random.normal()))))) / 1000
  const truth: number[] = []
  const schools: School[] = []
  for (let group = 0; group < 3; group++)
    for (let i = 0; i < [40, 60, 90][group]!; i++) {
      const own: Record<string, number | string | null> = {
        pupils: Math.floor(Math.exp([4, 5.4, 6.4][group]! + 0.6 * random.normal())),
        low_income_share: share([0.2, -0.9, -2.2][group]!, 0.7),
        higher_education_share: share([-2.2, -1.2, 0.2][group]!, 0.7),
        special_needs_share: share(-3, 1),
      }
      const draw = random.uniform()
      own.settlement = SETTLEMENTS[random.uniform() < 0.8 ? group : Math.floor(draw * 3)]!
      own.bus = random.uniform() < [0.7, 0.3, 0.1][group]! ? 'yes' : 'no'
      for (const name of Object.keys(own)) if (random.uniform() < 0.1) own[name] = null
      schools.push(school(`s${schools.length}`, own))
      truth.push(group)
    }
  return { schools, truth, groups: 3 }
}

const pairs = (n: number) => (n * (n - 1)) / 2

/** Adjusted Rand index (Hubert & Arabie 1985): 1 = the same groups, 0 = as alike as by chance. */
export function adjustedRand(a: ArrayLike<number | null>, b: ArrayLike<number | null>): number {
  const count = (keys: string[]) =>
    Object.values(
      keys.reduce<Record<string, number>>((counts, key) => {
        counts[key] = (counts[key] ?? 0) + 1
        return counts
      }, {}),
    ).reduce((sum, n) => sum + pairs(n), 0)
  const rows = Array.from(a)
  const both = count(rows.map((value, i) => `${value}/${b[i]}`))
  const [inA, inB] = [count(rows.map(String)), count(Array.from(b).map(String))]
  const chance = (inA * inB) / pairs(rows.length)
  return (both - chance) / ((inA + inB) / 2 - chance)
}
