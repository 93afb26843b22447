import { kmeans } from 'ml-kmeans'
import { assess, type Partition } from '../../src/peers/kmeans'
import type { Points } from '../../src/peers/points'

/** The same runs by ml-kmeans, to compare with. */
export function mlKmeansRuns(points: Points): (start: Float64Array) => Partition {
  const rows = toRows(points.values, points.columns)
  return (start) => {
    const initialization = toRows(start, points.columns)
    const { centroids } = kmeans(rows, initialization.length, { initialization, maxIterations: 200 })
    return assess(points, Float64Array.from(centroids.flat()))
  }
}

const toRows = (values: Float64Array, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)))
