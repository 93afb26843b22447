/**
 * What was measured of one unit (a sitting, or all sittings of a school), as a block of z-scores: a row per sitting, a
 * column per detector, rows of the same pupils (same year, grade and class) side by side. Units whose blocks have the
 * same shape share one honest distribution, so the rows stand in an order that depends on the shape alone.
 */
export interface Block {
  /** Equal for blocks of equal shape. */
  readonly shape: string
  readonly rows: number
  readonly columns: number
  /** z-scores, row by row; NaN where nothing was measured. */
  readonly z: Float64Array
  /** Group of pupils of each row, 0, 1, ...; rows of one group stand side by side. */
  readonly cohort: readonly number[]
  /** Weight of each row in sums over sittings: lower where an observer was present. */
  readonly weight: readonly number[]
}

/** One sitting on its way into a block. */
export interface MeasuredSitting {
  readonly cohort: string
  readonly weight: number
  /** z-scores by detector; NaN where nothing was measured. */
  readonly z: Float64Array
}

/**
 * @returns `null` where no detector measured anything
 * @example
 * blockOf([{ cohort: '2021|4', weight: 1, z: Float64Array.of(2.1, NaN) }])?.shape // '1:1.0'
 */
export function blockOf(sittings: readonly MeasuredSitting[]): Block | null {
  const rows = sittings.filter(({ z }) => z.some((value) => !Number.isNaN(value)))
  if (rows.length === 0) return null
  const cohorts = new Map<string, { key: string; sitting: MeasuredSitting }[]>()
  for (const sitting of rows) {
    const members = cohorts.get(sitting.cohort) ?? []
    if (members.length === 0) cohorts.set(sitting.cohort, members)
    members.push({ key: rowShape(sitting), sitting })
  }
  const ordered = [...cohorts.values()]
    .map((members) => members.sort((a, b) => compare(a.key, b.key)))
    .map((members) => ({ members, key: members.map(({ key }) => key).join('+') }))
    .sort((a, b) => compare(a.key, b.key))
  const columns = rows[0]!.z.length
  const z = new Float64Array(rows.length * columns)
  const cohort: number[] = []
  const weight: number[] = []
  ordered.forEach(({ members }, c) => {
    for (const { sitting } of members) {
      z.set(sitting.z, cohort.length * columns)
      cohort.push(c)
      weight.push(sitting.weight)
    }
  })
  return { shape: ordered.map(({ key }) => key).join('/'), rows: rows.length, columns, z, cohort, weight }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const rowShape = ({ weight, z }: MeasuredSitting): string =>
  `${weight}:${Array.from(z, (value) => (Number.isNaN(value) ? '0' : '1')).join('')}`
