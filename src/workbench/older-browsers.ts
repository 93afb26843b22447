/**
 * What browsers on Windows 7 and 8 lack (Chromium 90 to 109, Firefox 102 and 115), where this program uses it. Runs before
 * all else, in the page and in its worker. `test/workbench/page.slow.test.ts` finds what is used and missing here.
 */

const missing = (target: object, name: string, value: unknown): void => {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true })
}

function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0
  return this[whole < 0 ? this.length + whole : whole]
}
for (const { prototype } of [Array, String, Uint8Array, Float64Array, Int32Array, Uint32Array, Uint16Array])
  missing(prototype, 'at', at)

// As it was written before there was a shorter word for it: what stands here must not call itself.
const { hasOwnProperty: owns } = Object.prototype
missing(Object, 'hasOwn', (of: object, name: PropertyKey) => owns.call(of, name))

missing(Array.prototype, 'findLast', function findLast<T>(this: T[], test: (value: T, i: number) => boolean) {
  for (let i = this.length - 1; i >= 0; i--) if (test(this[i]!, i)) return this[i]
  return undefined
})
missing(Array.prototype, 'findLastIndex', function findLastIndex<T>(this: T[], test: (value: T, i: number) => boolean) {
  for (let i = this.length - 1; i >= 0; i--) if (test(this[i]!, i)) return i
  return -1
})
for (const { prototype } of [Array, Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array]) {
  missing(prototype, 'toSorted', function toSorted(this: number[], compare?: (a: number, b: number) => number) {
    return this.slice().sort(compare)
  })
  missing(prototype, 'toReversed', function toReversed(this: number[]) {
    return this.slice().reverse()
  })
}
missing(Array.prototype, 'toSpliced', function toSpliced<T>(this: T[], ...change: [number, number, ...T[]]) {
  const copy = this.slice()
  copy.splice(...change)
  return copy
})
missing(Array.prototype, 'with', function withValue<T>(this: T[], index: number, value: T) {
  const copy = this.slice()
  copy[index < 0 ? copy.length + index : index] = value
  return copy
})
