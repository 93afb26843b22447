import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findPeers } from '../../src/peers'
import {
  assess,
  bestPartition,
  describe as describePartition,
  ownRuns,
  runsOf,
  seedCentres,
} from '../../src/peers/kmeans'
import type { Points } from '../../src/peers/points'
import { firstComponent } from '../../src/peers/principal'
import { settle } from '../../src/peers/settle'
import { calinskiHarabasz, gapStatistic, oneErrorRule, silhouettes, totalSquares } from '../../src/peers/validity'
import { parseSettings } from '../../src/settings'
import { createRandom } from '../../src/statistics/random'
import { mlKmeansRuns } from './ml-kmeans'
import { adjustedRand, mixed, numeric } from './simulated'

const read = (name: string) => JSON.parse(readFileSync(`fixtures/reference/${name}.json`, 'utf8'))
const r = read('peers-r')
const sklearn = read('peers-sklearn')
const toPoints = (rows: number[][]): Points => ({
  count: rows.length,
  columns: rows[0]!.length,
  values: Float64Array.from(rows.flat()),
})
const points = toPoints(r.points)
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

describe('against R', () => {
  it('k-means reaches the within-group sums of squares and sizes of kmeans(nstart = 50)', () => {
    expect(totalSquares(points)).toBeCloseTo(r.withinByK[0], 9)
    for (let k = 2; k <= 5; k++) {
      const found = bestPartition(points, k, 25, createRandom(1, 'test'))
      expect(found.sse).toBeCloseTo(r.withinByK[k - 1], 9)
      expect(found.sizes).toEqual(r.sizesByK[k - 1])
    }
  })

  it('silhouettes are those of cluster::silhouette', () => {
    const each = silhouettes(points, r.labels3, 3)
    r.silhouettes3.forEach((value: number, i: number) => {
      expect(each[i]).toBeCloseTo(value, 12)
    })
    for (let k = 2; k <= 5; k++) {
      const found = bestPartition(points, k, 25, createRandom(1, 'test'))
      expect(mean(silhouettes(points, found.groupOf, k))).toBeCloseTo(r.meanSilhouetteByK[k - 2], 9)
    }
  })

  it('the gap and its error are those of R on the same reference sets', () => {
    const gaps = gapStatistic(r.withinByK, r.referenceSets.map(toPoints), createRandom(1, 'gap'))
    // The one-error rule is satisfied at k = 3, so k = 4 is the last that is needed.
    expect(gaps.map((gap) => gap.k)).toEqual([1, 2, 3, 4])
    for (const { k, gap, error } of gaps) {
      // Three starts per reference set against 200 in R: the optimum may be missed by a little.
      expect(Math.abs(gap! - r.gap[k - 1])).toBeLessThan(0.02)
      expect(Math.abs(error - r.gapError[k - 1])).toBeLessThan(0.02)
    }
    expect(gaps[0]!.gap).toBeCloseTo(r.gap[0], 10)
    expect(gaps[0]!.error).toBeCloseTo(r.gapError[0], 10)
  })

  it('the first principal component is that of prcomp, up to its sign', () => {
    const { deviation, share, vector } = firstComponent(points)
    expect(deviation).toBeCloseTo(r.firstComponent.deviation, 10)
    expect(share).toBeCloseTo(r.firstComponent.share, 10)
    const sign = Math.sign(vector[0]! * r.firstComponent.loadings[0])
    vector.forEach((loading, c) => {
      expect(sign * loading).toBeCloseTo(r.firstComponent.loadings[c], 8)
    })
  })

  it('the one-error rule chooses as cluster::maxSE', () => {
    for (const { gap, error, k } of r.oneErrorRule)
      expect(oneErrorRule(gap.map((value: number, i: number) => ({ k: i + 1, gap: value, error: error[i] })))).toBe(k)
  })
})

describe('against scikit-learn', () => {
  const { points: seven, truth } = numeric(7)

  it('inertia, silhouettes and Calinski-Harabasz', () => {
    sklearn.validity.inertiaByK.slice(1).forEach((inertia: number, index: number) => {
      const { sse } = bestPartition(seven, index + 2, 25, createRandom(1, 'test'))
      expect(sse / inertia).toBeLessThan(1 + 1e-9)
    })
    const each = silhouettes(seven, truth, 4)
    sklearn.validity.truthSilhouettes.forEach((value: number, i: number) => {
      expect(each[i]).toBeCloseTo(value, 12)
    })
    const planted = describePartition(seven, Int32Array.from(truth), 4)
    expect(calinskiHarabasz(seven, planted)).toBeCloseTo(sklearn.validity.truthCalinskiHarabasz, 9)
  })

  it('on 20 numeric data sets the groups are as near to the planted ones, at no larger inertia', () => {
    const ours = sklearn.numeric.map((one: { seed: number; groups: number; inertia: number; first: number[] }) => {
      const { points, truth, groups } = numeric(one.seed)
      expect(Array.from(points.values.slice(0, 2))).toEqual(one.first)
      const found = bestPartition(points, groups, 25, createRandom(1, 'test'))
      expect(found.sse / one.inertia).toBeLessThan(1 + 1e-9)
      return adjustedRand(found.groupOf, truth)
    })
    const theirs = sklearn.numeric.map((one: { ari: number }) => one.ari)
    expect(mean(ours)).toBeGreaterThanOrEqual(mean(theirs) - 1e-9)
  })

  it('on 20 mixed data sets with gaps they are clearly nearer than with mean imputation, z-scores and dummies', () => {
    const gains = sklearn.mixed.map((one: { seed: number; first: object; ariNumbers: number; ariDummies: number }) => {
      const { schools, truth, groups } = mixed(one.seed)
      expect(schools[0]!.context).toEqual(one.first)
      const found = findPeers(schools, parseSettings(), { groups, stability: false })
      const ari = adjustedRand(found.groupOf, truth)
      return [ari - one.ariNumbers, ari - one.ariDummies]
    })
    expect(mean(gains.map((gain: number[]) => gain[0]!))).toBeGreaterThan(0.2)
    expect(mean(gains.map((gain: number[]) => gain[1]!))).toBeGreaterThan(0.05)
  })
})

describe('our own loop', () => {
  it('comes to rest where ml-kmeans does, from the same centres: the same labels and the same inertia', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { points, groups } = numeric(seed)
      const start = seedCentres(points, groups, createRandom(seed, 'start'))
      const [own, product] = [ownRuns(points)(start), runsOf(points)(start)]
      expect(Array.from(own.groupOf)).toEqual(Array.from(product.groupOf))
      expect(own.sse).toBe(product.sse)
      expect(product.sse).toBeCloseTo(mlKmeansRuns(points)(start).sse, 6)
    }
  })

  it('takes a run again where ml-kmeans leaves a group empty', () => {
    const copies = toPoints([...Array.from({ length: 30 }, () => [0]), [5], [6], [7], [8]])
    expect(runsOf(copies)(Float64Array.from([0, 0, 0, 100])).sizes).toHaveLength(4)
  })

  it('leaves no group empty where ml-kmeans does', () => {
    const copies = toPoints([...Array.from({ length: 30 }, () => [0]), [5], [6], [7], [8]])
    const start = Float64Array.from([0, 0, 0, 100])
    expect(assess(copies, settle(copies, start)).sizes).toHaveLength(4)
    expect(mlKmeansRuns(copies)(start).sizes.length).toBeLessThan(4)
  })
})
