import { fixed } from '../setting'

/** A small dense linear system: `size` unknowns, matrix `a` row by row, right-hand side `b`. */
export interface LinearSystem {
  readonly size: number
  readonly a: Float64Array
  readonly b: Float64Array
}

export const linearSystem = (size: number): LinearSystem => ({
  size,
  a: new Float64Array(size * size),
  b: new Float64Array(size),
})

const SINGULAR = fixed(1e-300, {
  reason: 'A pivot below this is 0: nothing can be divided by it.',
  origin: 'computing',
})

/**
 * Solves the first `unknowns` rows and columns of a x = b by elimination with row pivots. The system is used up.
 *
 * @param solution receives x in its first `unknowns` places.
 * @returns false where the matrix is singular; `solution` then holds nothing of use.
 * @example
 * const x = new Float64Array(2)
 * solveLinear({ size: 2, a: Float64Array.of(2, 1, 1, 3), b: Float64Array.of(3, 5) }, 2, x) // x = [0.8, 1.4]
 */
export function solveLinear(system: LinearSystem, unknowns: number, solution: Float64Array): boolean {
  const { a, b, size } = system
  for (let k = 0; k < unknowns; k++) {
    let pivot = k
    for (let r = k + 1; r < unknowns; r++) if (Math.abs(a[r * size + k]!) > Math.abs(a[pivot * size + k]!)) pivot = r
    if (!(Math.abs(a[pivot * size + k]!) > SINGULAR)) return false
    if (pivot !== k) swapRows(system, k, pivot)
    for (let r = k + 1; r < unknowns; r++) {
      const factor = a[r * size + k]! / a[k * size + k]!
      if (factor === 0) continue
      for (let c = k; c < unknowns; c++) a[r * size + c]! -= factor * a[k * size + c]!
      b[r]! -= factor * b[k]!
    }
  }
  for (let k = unknowns - 1; k >= 0; k--) {
    let rest = b[k]!
    for (let c = k + 1; c < unknowns; c++) rest -= a[k * size + c]! * solution[c]!
    solution[k] = rest / a[k * size + k]!
  }
  return true
}

function swapRows({ a, b, size }: LinearSystem, one: number, other: number): void {
  for (let c = 0; c < size; c++) {
    const kept = a[one * size + c]!
    a[one * size + c] = a[other * size + c]!
    a[other * size + c] = kept
  }
  const kept = b[one]!
  b[one] = b[other]!
  b[other] = kept
}
