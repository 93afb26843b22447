/** Numbers of pupils from the percentages of a table. */

export type ShareUnit = 'counts' | 'percent' | 'fraction'

/** How many units of each kind a whole is made of. */
const WHOLE: Readonly<Record<Exclude<ShareUnit, 'counts'>, number>> = { percent: 100, fraction: 1 }

/** One unit of the last decimal: 0.01 for two. Read from its text, so that it is rounded alike on every machine. */
const lastUnit = (decimals: number) => Number(`1e-${decimals}`)

/** Most that rounded shares can miss their whole by: half a unit of the last decimal each. */
function tolerance(values: readonly number[], decimals: number): number {
  return (values.length * 0.5 + 0.01) * lastUnit(decimals)
}

export function addsUpTo(values: readonly number[], whole: number, decimals: number): boolean {
  return Math.abs(sum(values) - whole) <= tolerance(values, decimals)
}

/** What the rows of a table hold: pupils, percent or fractions, by what most of the rows add up to. */
export function unitOf(rows: readonly { values: readonly number[]; n: number | null }[], decimals: number): ShareUnit {
  let counts = 0
  let percent = 0
  let fraction = 0
  for (const { values, n } of rows) {
    const total = sum(values)
    if (n !== null && total === n) counts++
    if (addsUpTo(values, 100, decimals)) percent++
    if (decimals > 0 && addsUpTo(values, 1, decimals)) fraction++
  }
  if (fraction > counts && fraction > percent) return 'fraction'
  return percent > counts ? 'percent' : 'counts'
}

/**
 * Pupils from shares of `n`. Exact where the rounding leaves one whole number each and they add up to `n`; otherwise
 * shares x `n`, which need not be whole.
 *
 * @param unit what a whole is written as: percent (100) or fraction (1)
 * @param decimals digits after the decimal sign with which the table was written
 * @example
 * pupilsFromShares([14.3, 85.7], 7, 'percent', 1) // { counts: [1, 6], exact: true }
 */
export function pupilsFromShares(
  values: readonly number[],
  n: number,
  unit: Exclude<ShareUnit, 'counts'>,
  decimals: number,
): { counts: number[]; exact: boolean } {
  const whole = WHOLE[unit]
  const half = (0.5 + 1e-6) * lastUnit(decimals)
  const counts: number[] = []
  let exact = true
  for (const value of values) {
    const lowest = Math.ceil(((value - half) * n) / whole)
    const highest = Math.floor(((value + half) * n) / whole)
    if (Math.max(0, lowest) !== Math.min(n, highest)) exact = false
    counts.push(Math.max(0, lowest))
  }
  if (exact && sum(counts) === n) return { counts, exact }
  const total = sum(values)
  return { counts: values.map((value) => (value * n) / total), exact: false }
}

/** Whole pupils nearest to fractional ones, with the same total (largest remainders; ties to the lower value). */
export function wholePupils(counts: readonly number[], n: number): number[] {
  const whole = counts.map(Math.floor)
  let missing = n - sum(whole)
  const order = counts
    .map((count, index) => ({ index, rest: count - Math.floor(count) }))
    .sort((a, b) => b.rest - a.rest)
  for (const { index } of order) {
    if (missing <= 0) break
    whole[index]!++
    missing--
  }
  return whole
}

function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
