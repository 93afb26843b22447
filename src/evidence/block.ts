import { groupBy } from '../group-by'

/**
 * What was measured of one unit (a sitting, or all sittings of a school), as a list of z-scores, each with its sitting
 * (row) and its detector (column). Units of equal shape share one honest distribution, so the rows stand in an order
 * that depends on the shape alone.
 */
export interface Block {
  /** Equal for blocks of equal shape. */
  readonly shape: string
  readonly z: Float64Array
  /** Sitting and detector of each z-score. */
  readonly row: Int32Array
  readonly column: Int32Array
  /** Per sitting: its group of pupils, 0, 1, ..., and its weight in sums over sittings (lower where observed). */
  readonly cohort: readonly number[]
  readonly weight: readonly number[]
  /** Per sitting: how much of what it says counts; less than 1 where it only lends support. */
  readonly share: readonly number[]
}

/** One sitting on its way into a block. */
export interface MeasuredSitting {
  /** Name of the group of pupils: sittings of the same pupils are more alike than others. */
  readonly cohort: string
  readonly weight: number
  /** How much of what it says counts, above 0; absent = 1, all of it. */
  readonly share?: number
  /** z-scores by detector; NaN where nothing was measured. */
  readonly z: Float64Array
}

/**
 * @returns `null` where no detector measured anything
 * @example
 * blockOf([{ cohort: '2021|4', weight: 1, z: Float64Array.of(2.1, NaN) }])?.shape // '1:10'
 */
export function blockOf(sittings: readonly MeasuredSitting[]): Block | null {
  const rows = sittings.map((sitting) => ({ key: rowShape(sitting), sitting }))
  const measured = rows.filter(({ key }) => key.includes('1', key.indexOf(':')))
  const cohorts = groupBy(measured, ({ sitting }) => sitting.cohort)
  if (cohorts.size === 0) return null
  const ordered = [...cohorts.values()]
    .map((members) => members.sort((a, b) => compare(a.key, b.key)))
    .map((members) => ({ members, key: members.map(({ key }) => key).join('+') }))
    .sort((a, b) => compare(a.key, b.key))
  const cohort: number[] = []
  const weight: number[] = []
  const share: number[] = []
  const most = sittings.reduce((sum, { z }) => sum + z.length, 0)
  const cells = { z: new Float64Array(most), row: new Int32Array(most), column: new Int32Array(most) }
  let held = 0
  ordered.forEach(({ members }, c) => {
    for (const { sitting } of members) {
      for (let column = 0; column < sitting.z.length; column++) {
        if (Number.isNaN(sitting.z[column]!)) continue
        cells.z[held] = sitting.z[column]!
        cells.row[held] = cohort.length
        cells.column[held++] = column
      }
      cohort.push(c)
      weight.push(sitting.weight)
      share.push(sitting.share ?? 1)
    }
  })
  return {
    shape: ordered.map(({ key }) => key).join('/'),
    z: cells.z.slice(0, held),
    row: cells.row.slice(0, held),
    column: cells.column.slice(0, held),
    cohort,
    weight,
    share,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const rowShape = ({ weight, share = 1, z }: MeasuredSitting): string => {
  let mask = ''
  for (const value of z) mask += Number.isNaN(value) ? '0' : '1'
  return share === 1 ? `${weight}:${mask}` : `${weight}x${share}:${mask}`
}
