/**
 * Powers whose last bit is the same everywhere: engines round `**` differently, products of doubles they do not.
 *
 * @param exponent whole number, at least 0
 * @example
 * power(2, 10) // 1024
 */
export function power(base: number, exponent: number): number {
  let product = 1
  for (let k = 0; k < exponent; k++) product *= base
  return product
}
