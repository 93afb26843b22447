import type { Random } from '../../src/statistics/random'

/** Units with n pupils, log-uniform in 5..150, and s^2 = 1 / n; `groups` clusters of `size`. */
export function region(random: Random, groups: number, size: number, tau: number, shifted = 0) {
  const units = Array.from({ length: groups * size }, (_, i) => i)
  const variance = units.map(() => 1 / Math.round(5 * Math.exp(random.uniform() * Math.log(30))))
  const inflated = units.map(() => random.uniform() < shifted)
  const y = units.map((i) => tau * random.normal() + Math.sqrt(variance[i]!) * random.normal() + (inflated[i] ? 1 : 0))
  const members = Array.from({ length: groups }, (_, g) => units.filter((i) => i % groups === g))
  return { y, variance, inflated, peersOf: units.map((i) => members[i % groups]!), regionOf: units.map(() => units) }
}
