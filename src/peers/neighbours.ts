/** Each school the centre of its own most similar schools: the other way to say who may be compared with whom. */
import type { Features } from './features'

/**
 * The `wanted` most similar schools of each row, most similar first, equal ones in the order of the rows.
 *
 * The distance is Gower's (1971) for mixed data: the weighted mean, over the variables that both schools have, of the
 * difference in each; a variable that one of them lacks does not count. A difference of numbers is measured in robust
 * standard deviations rather than in ranges, which a single odd school would set; another category counts 1.
 */
export function nearestSchools(features: Features, wanted: number): number[][] {
  const { schools } = features
  const values = gowerColumns(features)
  return Array.from({ length: schools }, (_, school) => nearestTo(school, values, features, wanted))
}

/** Columns whose absolute differences add up to Gower's: a differing category is 1/2 in two columns. */
function gowerColumns(features: Features): Float64Array {
  const scaled = features.observed.slice()
  for (const encoder of features.encoders) {
    const factor = encoder.kind === 'category' ? Math.sqrt(encoder.weight / 2) : Math.sqrt(encoder.weight)
    for (let row = 0; row < features.schools; row++)
      for (let c = 0; c < encoder.columns; c++) scaled[row * features.columns + encoder.column + c]! *= factor
  }
  return scaled
}

function nearestTo(school: number, values: Float64Array, features: Features, wanted: number): number[] {
  const { columns, encoders, schools } = features
  const own = school * columns
  const weights = encoders.reduce((sum, encoder) => sum + encoder.weight, 0)
  const near: number[] = []
  const distances: number[] = []
  let limit = Number.POSITIVE_INFINITY
  for (let other = 0; other < schools; other++) {
    if (other === school) continue
    const distance = gower(values, own, other * columns, encoders, weights, limit)
    if (distance >= limit) continue
    let place = near.length
    while (place > 0 && distances[place - 1]! > distance) place--
    near.splice(place, 0, other)
    distances.splice(place, 0, distance)
    if (near.length > wanted) {
      near.pop()
      distances.pop()
    }
    if (near.length === wanted) limit = distances[wanted - 1]!
  }
  return near
}

/** Gower distance of two rows; `limit` or more as soon as it cannot be less. Infinite where no variable is shared. */
function gower(
  values: Float64Array,
  a: number,
  b: number,
  encoders: Features['encoders'],
  weights: number,
  limit: number,
): number {
  let sum = 0
  let shared = weights
  const enough = limit * weights
  for (let v = 0; v < encoders.length; v++) {
    const { column, columns, weight } = encoders[v]!
    for (let c = column; c < column + columns; c++) {
      const difference = Math.abs(values[a + c]! - values[b + c]!)
      if (difference >= 0) sum += difference
      else {
        shared -= weight
        break
      }
    }
    // What is not shared only makes the mean larger.
    if (sum >= enough) return limit
  }
  return shared <= 0 ? Number.POSITIVE_INFINITY : sum / shared
}
