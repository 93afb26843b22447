/** What is not known of a school, taken from the schools most like it in what is known. */
import { fixed } from '../setting'
import { AT_ONCE, ROUNDING } from './points'
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
  const searched = rowsOf(encoded, columns, schools, step)
  const own = emptyRows(1, columns)
  for (let school = 0; school < schools; school++) {
    const row = school * columns
    const missing = encoders.filter((encoder) => Number.isNaN(encoded[row + encoder.column]!))
    if (missing.length === 0) continue
    fillRow(own, 0, encoded, row, columns)
    const nearest = nearestDonors(own, searched, missing, encoders)
    missing.forEach((encoder, m) => {
      for (let c = encoder.column; c < encoder.column + encoder.columns; c++) {
        let sum = 0
        for (const { donor } of nearest[m]!) sum += searched.values[donor * searched.stride + c]!
        filled[row + c] = sum / Math.max(1, nearest[m]!.length)
      }
      if (encoder.kind === 'category' || encoder.kind === 'yesNo') keepMostFrequent(filled, row, encoder)
    })
  }
  return filled
}

/** Rows close together, for memory far apart makes the search several times slower. */
interface Rows {
  readonly count: number
  /** Columns of a row, filled up to a multiple of four. */
  readonly stride: number
  /** 0 in place of NaN. */
  readonly values: Float64Array
  /** 1 where there is a value, else 0. */
  readonly known: Float64Array
}

/** Every `step`-th row. */
function rowsOf(encoded: Float64Array, columns: number, schools: number, step: number): Rows {
  const rows = emptyRows(Math.ceil(schools / step), columns)
  for (let row = 0; row < rows.count; row++) fillRow(rows, row, encoded, row * step * columns, columns)
  return rows
}

function emptyRows(count: number, columns: number): Rows {
  const stride = Math.ceil(columns / AT_ONCE) * AT_ONCE
  return { count, stride, values: new Float64Array(count * stride), known: new Float64Array(count * stride) }
}

function fillRow({ stride, values, known }: Rows, row: number, encoded: Float64Array, from: number, columns: number) {
  for (let c = 0; c < columns; c++) {
    const value = encoded[from + c]!
    const isKnown = !Number.isNaN(value)
    values[row * stride + c] = isKnown ? value : 0
    known[row * stride + c] = isKnown ? 1 : 0
  }
}

interface Donor {
  readonly donor: number
  readonly nearness: number
}

/** For each missing variable the nearest searched rows that have it (so never the school itself), nearest first. */
function nearestDonors(
  own: Rows,
  searched: Rows,
  missing: readonly Encoder[],
  encoders: readonly Encoder[],
): readonly (readonly Donor[])[] {
  const { count, stride, known } = searched
  const lists: Donor[][] = missing.map(() => [])
  const both = encoders.filter(({ column }) => own.known[column] === 1)
  const most = both.reduce((total, { weight }) => total + weight, 0)
  let limit = Number.POSITIVE_INFINITY
  for (let donor = 0; donor < count; donor++) {
    // What both share is at most `most`, so beyond this no donor can be near enough.
    const beyond = limit * most * (1 + ROUNDING)
    const sum = differenceBelow(own, searched, donor, beyond)
    if (sum > beyond) continue
    let shared = 0
    for (const { column, weight } of both) shared += weight * known[donor * stride + column]!
    if (shared === 0) continue
    const nearness = sum / shared
    if (!(nearness < limit)) continue
    limit = 0
    for (let m = 0; m < missing.length; m++) {
      if (known[donor * stride + missing[m]!.column] === 1) insert(lists[m]!, { donor, nearness })
      limit = Math.max(limit, farthest(lists[m]!))
    }
  }
  return lists
}

/** Sum of squared differences in what both have, or some number beyond `limit`. */
function differenceBelow(own: Rows, searched: Rows, donor: number, limit: number): number {
  const { stride, values, known } = searched
  let sum = 0
  for (let c = 0, at = donor * stride; c < stride && sum <= limit; c += AT_ONCE, at += AT_ONCE) {
    const d0 = own.values[c]! - values[at]!
    const d1 = own.values[c + 1]! - values[at + 1]!
    const d2 = own.values[c + 2]! - values[at + 2]!
    const d3 = own.values[c + 3]! - values[at + 3]!
    sum =
      sum +
      d0 * d0 * own.known[c]! * known[at]! +
      d1 * d1 * own.known[c + 1]! * known[at + 1]! +
      d2 * d2 * own.known[c + 2]! * known[at + 2]! +
      d3 * d3 * own.known[c + 3]! * known[at + 3]!
  }
  return sum
}

const farthest = (donors: readonly Donor[]): number =>
  donors.length < DONORS ? Number.POSITIVE_INFINITY : donors[DONORS - 1]!.nearness

function insert(donors: Donor[], one: Donor): void {
  if (!(one.nearness < farthest(donors))) return
  let place = donors.length
  while (place > 0 && donors[place - 1]!.nearness > one.nearness) place--
  donors.splice(place, 0, one)
  if (donors.length > DONORS) donors.pop()
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
