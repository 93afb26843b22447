import { describe, expect, it } from 'vitest'
import { composed, eigen, rotated } from '../../src/statistics/eigen'
import { linearSystem, solveLinear } from '../../src/statistics/linear-system'
import { createRandom } from '../../src/statistics/random'

const close = (found: ArrayLike<number>, wanted: readonly number[], digits = 10): void => {
  expect(found).toHaveLength(wanted.length)
  wanted.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, digits)
  })
}

describe('a linear system', () => {
  const solved = (a: readonly number[], b: readonly number[], unknowns = b.length): number[] | null => {
    const solution = new Float64Array(b.length).fill(7)
    const system = { size: b.length, a: Float64Array.from(a), b: Float64Array.from(b) }
    return solveLinear(system, unknowns, solution) ? [...solution] : null
  }

  it('is solved, also where its first pivots are 0 or small', () => {
    close(solved([2, 1, 1, 3], [3, 5])!, [0.8, 1.4])
    // x = 1, y = 2, z = 3
    close(solved([0, 2, 1, 1, 0, 1, 3, 1, 0], [7, 4, 5])!, [1, 2, 3])
    close(solved([1e-20, 1, 1, 1], [1, 2])!, [1, 1], 15)
    close(solved([4, 0, 0, 0, 0, 2, 0, 5, 0], [8, 6, 5])!, [2, 1, 3])
  })

  it('is solved in its first unknowns alone, where asked', () => {
    close(solved([2, 0, 9, 0, 4, 9, 9, 9, 9], [2, 8, 9], 2)!, [1, 2, 7])
  })

  it('is solved where its rows stand in any order', () => {
    const orders = (rest: readonly number[]): number[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((first) => orders(rest.filter((other) => other !== first)).map((after) => [first, ...after]))
    // Row r says x[order[r]] = r + 1, and each a thousandth of a billionth of the next one: the pivots must be looked for.
    for (const order of orders([0, 1, 2, 3])) {
      const a = order.flatMap((at) => [0, 1, 2, 3].map((c) => (c === at ? 1 : c === (at + 1) % 4 ? 1e-12 : 0)))
      const x = [1, 2, 3, 4]
      const b = order.map((at) => x[at]! + 1e-12 * x[(at + 1) % 4]!)
      close(solved(a, b)!, x, 14)
    }
  })

  it('is solved where two rows begin alike', () => {
    // x + y = 3, x + 2 y = 5
    close(solved([1, 1, 1, 2], [3, 5])!, [1, 2])
  })

  it('is refused where it is singular', () => {
    expect(solved([1e-300], [1e-300])).toBeNull()
    close(solved([2e-300], [1e-300])!, [0.5])
    expect(solved([1, 2, 2, 4], [1, 2])).toBeNull()
    expect(solved([0], [1])).toBeNull()
    expect(solved([Number.NaN], [1])).toBeNull()
  })

  it('gives back what was put in, at random', () => {
    const random = createRandom(1, 'linear')
    for (let size = 1; size <= 6; size++) {
      const system = linearSystem(size)
      const x = Array.from({ length: size }, () => random.normal())
      for (let at = 0; at < size * size; at++) system.a[at] = random.normal()
      x.forEach((_, r) => (system.b[r] = x.reduce((sum, own, c) => sum + system.a[r * size + c]! * own, 0)))
      const solution = new Float64Array(size)
      expect(solveLinear(system, size, solution)).toBe(true)
      close(solution, x, 8)
    }
  })
})

describe('eigenvalues and eigenvectors', () => {
  it('of matrices worked out by hand', () => {
    close([...eigen(Float64Array.of(2, 1, 1, 2), 2).values].sort(), [1, 3])
    // Equal correlations .5 of three: 1 + 2 x .5, and twice 1 - .5.
    close([...eigen(Float64Array.of(1, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 1), 3).values].sort(), [0.5, 0.5, 2])
    // trace 3, determinant 2 x 1 - 3 x 3 = -7: (3 +- sqrt(37)) / 2
    close(
      [...eigen(Float64Array.of(2, 3, 3, 1), 2).values].sort((a, b) => a - b),
      [(3 - Math.sqrt(37)) / 2, (3 + Math.sqrt(37)) / 2],
    )
    // 2 on the diagonal and 1 beside it: 2 and 2 +- sqrt(2); then a block beside twice the same value.
    const ascending = (matrix: readonly number[], size: number) =>
      eigen(Float64Array.from(matrix), size).values.toSorted()
    close(ascending([2, 1, 0, 1, 2, 1, 0, 1, 2], 3), [2 - Math.SQRT2, 2, 2 + Math.SQRT2], 14)
    close(ascending([2, 1, 0, 0, 1, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 3], 4), [1, 3, 3, 3], 14)
    // Nearly diagonal, with the larger value behind and before: trace 3, determinant 2 - 1e-6.
    const nearly = [(3 - Math.sqrt(1 + 4e-6)) / 2, (3 + Math.sqrt(1 + 4e-6)) / 2]
    close(ascending([1, 1e-3, 1e-3, 2], 2), nearly, 14)
    close(ascending([2, 1e-3, 1e-3, 1], 2), nearly, 14)
    // However small all of it is.
    close(
      ascending([2e-20, 1e-20, 1e-20, 2e-20], 2).map((value) => 1e20 * value),
      [1, 3],
    )
    const diagonal = eigen(Float64Array.of(5, 0, 0, -2), 2)
    expect([...diagonal.values]).toEqual([5, -2])
    expect([...diagonal.vectors]).toEqual([1, 0, 0, 1])
  })

  const random = createRandom(2, 'eigen')
  const symmetric = (size: number): Float64Array => {
    const matrix = new Float64Array(size * size)
    for (let p = 0; p < size; p++)
      for (let q = 0; q <= p; q++) matrix[p * size + q] = matrix[q * size + p] = random.normal()
    return matrix
  }

  it.each([1, 2, 3, 5, 8])('of %i columns at random: unit, orthogonal, and the matrix again', (size) => {
    const matrix = symmetric(size)
    const before = [...matrix]
    const found = eigen(matrix, size)
    expect([...matrix]).toEqual(before)
    const column = (i: number) => Array.from({ length: size }, (_, k) => found.vectors[k * size + i]!)
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + x * b[k]!, 0)
    for (let i = 0; i < size; i++) {
      const own = column(i)
      for (let j = 0; j <= i; j++) expect(dot(own, column(j))).toBeCloseTo(i === j ? 1 : 0, 10)
      const times = own.map((_, r) => dot(own, [...matrix.slice(r * size, (r + 1) * size)]))
      close(
        times,
        own.map((x) => found.values[i]! * x),
      )
      // In the coordinates of the eigenvectors each of them is one coordinate; room behind stays empty.
      close(rotated(found, own, new Float64Array(size + 1).fill(9)), [...own.map((_, k) => (k === i ? 1 : 0)), 0])
    }
    close(composed(found, found.values), before)
    const squares = composed(
      found,
      found.values.map((value) => value * value),
    )
    close(
      squares,
      before.map((_, at) =>
        dot(
          [...matrix.slice(Math.floor(at / size) * size, (Math.floor(at / size) + 1) * size)],
          before.map((__, k) => matrix[k * size + (at % size)]!).slice(0, size),
        ),
      ),
    )
  })
})
