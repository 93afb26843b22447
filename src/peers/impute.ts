/** What is not known of a school, taken from the schools most like it in what is known. */
import { fixed } from '../setting'
import type { Encoder } from './variables'

const DONORS = fixed(10, { reason: 'Most similar schools from which an empty cell is filled.', origin: 'ours' })
const MOST_SEARCHED = fixed(1000, {
  reason:
    'More schools than this are not searched for donors; they are taken at even distances from the ordered schools.',
  origin: 'computing',
})

/**
 * A copy of the encoded rows without NaN: a missing value becomes the mean (numbers) or the most frequent category of the
 * ten schools that have the value and are nearest in what both have. Nearness is the mean squared difference per shared
 * variable; equally near schools count in the order of the rows. 0, the middle of the region, where no school has a value.
 */
export function impute(encoded: Float64Array, encoders: readonly Encoder[], schools: number): Float64Array {
  const filled = encoded.slice()
  const columns = encoded.length / schools
  const step = Math.max(1, Math.ceil(schools / MOST_SEARCHED))
  const searched = donorRows(encoded, schools, columns, step)
  const nearness = new Float64Array(searched.length / columns)
  const donors = byColumn(searched, columns)
  for (let school = 0; school < schools; school++) {
    const row = school * columns
    const missing = encoders.filter((encoder) => Number.isNaN(encoded[row + encoder.column]!))
    if (missing.length === 0) continue
    fillNearness(nearness, donors, encoded.subarray(row, row + columns), encoders)
    for (const encoder of missing) {
      const nearest = nearestDonors(nearness, searched, encoder.column, columns)
      for (let c = encoder.column; c < encoder.column + encoder.columns; c++) {
        let sum = 0
        for (const donor of nearest) sum += searched[donor * columns + c]!
        filled[row + c] = sum / Math.max(1, nearest.length)
      }
      if (encoder.kind === 'category' || encoder.kind === 'yesNo') keepMostFrequent(filled, row, encoder)
    }
  }
  return filled
}

/** Every `step`-th row, close together: memory far apart makes the search several times slower. */
function donorRows(encoded: Float64Array, schools: number, columns: number, step: number): Float64Array {
  const rows = new Float64Array(Math.ceil(schools / step) * columns)
  for (let school = 0; school < schools; school += step)
    rows.set(encoded.subarray(school * columns, (school + 1) * columns), (school / step) * columns)
  return rows
}

/** The searched rows column after column: values, 0 in place of NaN, and 1 where there is a value; last a column of nothing. */
interface Donors {
  readonly values: Float64Array
  readonly known: Float64Array
  /** Working memory: weight of the shared variables of each row. */
  readonly shared: Float64Array
}

function byColumn(searched: Float64Array, columns: number): Donors {
  const rows = searched.length / columns
  const values = new Float64Array(searched.length + rows)
  const known = new Float64Array(searched.length + rows)
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < columns; c++) {
      const value = searched[row * columns + c]!
      if (Number.isNaN(value)) continue
      values[c * rows + row] = value
      known[c * rows + row] = 1
    }
  return { values, known, shared: new Float64Array(rows) }
}

const AT_ONCE = fixed(4, {
  reason: 'Columns summed at a time: the sums are read and written a quarter as often.',
  origin: 'computing',
})

/** Mean squared difference of each searched row from `own`; infinite where they share nothing. */
function fillNearness(
  nearness: Float64Array,
  { values, known, shared }: Donors,
  own: Float64Array,
  encoders: readonly Encoder[],
): void {
  const rows = nearness.length
  nearness.fill(0)
  shared.fill(0)
  const given: number[] = []
  for (const { column, columns, weight } of encoders) {
    if (Number.isNaN(own[column]!)) continue
    for (let c = column; c < column + columns; c++) given.push(c)
    const first = column * rows
    for (let row = 0; row < rows; row++) shared[row]! += weight * known[first + row]!
  }
  const nothing = values.length / rows - 1
  while (given.length % AT_ONCE !== 0) given.push(nothing)
  // In the order of the columns, so that the sums are the same as one by one.
  for (let at = 0; at < given.length; at += AT_ONCE) {
    const [a, b, c, d] = [given[at]!, given[at + 1]!, given[at + 2]!, given[at + 3]!]
    const [ownA, ownB, ownC, ownD] = [own[a] ?? 0, own[b] ?? 0, own[c] ?? 0, own[d] ?? 0]
    for (let row = 0, fa = a * rows, fb = b * rows, fc = c * rows, fd = d * rows; row < rows; row++) {
      const da = ownA - values[fa + row]!
      const db = ownB - values[fb + row]!
      const dc = ownC - values[fc + row]!
      const dd = ownD - values[fd + row]!
      nearness[row] =
        nearness[row]! +
        da * da * known[fa + row]! +
        db * db * known[fb + row]! +
        dc * dc * known[fc + row]! +
        dd * dd * known[fd + row]!
    }
  }
  for (let row = 0; row < rows; row++)
    nearness[row] = shared[row] === 0 ? Number.POSITIVE_INFINITY : nearness[row]! / shared[row]!
}

/** The nearest searched rows that have a value in `column` (so never the school itself), nearest first. */
function nearestDonors(nearness: Float64Array, searched: Float64Array, column: number, columns: number): number[] {
  const donors: number[] = []
  let limit = Number.POSITIVE_INFINITY
  for (let donor = 0; donor < nearness.length; donor++) {
    if (!(nearness[donor]! < limit) || Number.isNaN(searched[donor * columns + column]!)) continue
    let place = donors.length
    while (place > 0 && nearness[donors[place - 1]!]! > nearness[donor]!) place--
    donors.splice(place, 0, donor)
    if (donors.length > DONORS) donors.pop()
    if (donors.length === DONORS) limit = nearness[donors[DONORS - 1]!]!
  }
  return donors
}

function keepMostFrequent(filled: Float64Array, row: number, encoder: Encoder): void {
  const weight = Math.sqrt(encoder.weight)
  const start = row + encoder.column
  if (encoder.kind === 'yesNo') {
    filled[start] = filled[start]! * 2 > weight ? weight : 0
    return
  }
  let best = 0
  for (let level = 1; level < encoder.columns; level++) if (filled[start + level]! > filled[start + best]!) best = level
  for (let level = 0; level < encoder.columns; level++)
    filled[start + level] = level === best ? weight * Math.SQRT1_2 : 0
}
