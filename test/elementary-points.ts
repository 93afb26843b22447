/** Where the elementary functions are looked at, and what their bits come to: for tests here and in a browser. */

/** The functions that are worked out to the last bit by `elementary.ts`. */
export const WORKED = ['exp', 'expm1', 'log', 'log1p', 'sin', 'tan', 'atan', 'cbrt'] as const
export type Worked = (typeof WORKED)[number]

/** Ranges where each function is asked, small, usual and far. */
const RANGES: Record<Worked, readonly (readonly [number, number])[]> = {
  exp: [
    [-746, 710],
    [-2, 2],
    [-1e-7, 1e-7],
  ],
  expm1: [
    [-60, 710],
    [-2, 2],
    [-1e-7, 1e-7],
  ],
  log: [
    [0, 1e-307],
    [0, 3],
    [0.99, 1.01],
    [0, 1e308],
  ],
  log1p: [
    [-1, 1],
    [-1e-7, 1e-7],
    [0, 1e17],
    [0, 1e308],
  ],
  sin: [
    [-1.6, 1.6],
    [-7, 7],
    [-1e-7, 1e-7],
    [-1e5, 1e5],
  ],
  tan: [
    [-1.6, 1.6],
    [-7, 7],
    [-1e-7, 1e-7],
    [-1e5, 1e5],
  ],
  atan: [
    [-1, 1],
    [-4, 4],
    [-1e-7, 1e-7],
    [-1e21, 1e21],
  ],
  cbrt: [
    [0, 1],
    [-100, 100],
    [0, 1e-307],
    [-1e308, 1e308],
  ],
}

/** Points spread evenly over the ranges of a function, without chance: by the golden section. */
export function points(name: Worked, count: number): Float64Array {
  const ranges = RANGES[name]
  return Float64Array.from({ length: count }, (_, i) => {
    const [low, high] = ranges[i % ranges.length]!
    return low + (high - low) * ((i * 0.6180339887498949) % 1)
  })
}

/** The bits of all values in eight hexadecimal digits (FNV-1a). */
export function digest(f: (x: number) => number, at: Float64Array): string {
  let hash = 0x811c9dc5
  for (const byte of new Uint8Array(at.map(f).buffer)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** What the bits of 20 000 values come to, on every machine. */
export const BITS: Record<Worked, string> = {
  exp: '2c5880c0',
  expm1: 'd1cf1863',
  log: '0779b186',
  log1p: '12f3796e',
  sin: 'ab6e2113',
  tan: 'c88d43b8',
  atan: '60e31e26',
  cbrt: '0de10be0',
}
