import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../../src/input/collecting/fingerprint'

/** The two mixes of 32 bits worked with whole numbers of any length, apart from the code. */
function mixed(values: readonly number[]): string {
  const word = (n: bigint): bigint => BigInt.asUintN(32, n)
  let [a, b] = [0x811c9dc5n, 0xcbf29ce4n]
  for (const value of values) {
    a = word((a ^ word(BigInt(value))) * 0x01000193n)
    a ^= a >> 16n
    b = word((b ^ word(BigInt(value))) * 0x5bd1e995n)
    b ^= b >> 15n
  }
  return [a, b].map((half) => half.toString(16).padStart(8, '0')).join('')
}
/** FNV-1a of a key. */
const keyOf = (key: string): number =>
  Number(
    [...key].reduce((hash, sign) => BigInt.asUintN(32, (hash ^ BigInt(sign.charCodeAt(0))) * 0x01000193n), 0x811c9dc5n),
  )

describe('the name of a content', () => {
  it.each<[string, unknown, readonly number[]]>([
    ['nothing', null, [1]],
    ['what is not there', undefined, [1]],
    ['no', false, [2]],
    ['yes', true, [3]],
    ['a whole number', 7, [5, 7]],
    ['a negative one', -3, [5, -3]],
    // 0.5 is 0x3fe00000 00000000.
    ['a number with decimals', 0.5, [0x3fe00000, 0]],
    // 4294967297 = 2^32 + 1 is 0x41f00000 00100000.
    ['a number above 32 bits', 4294967297, [0x41f00000, 0x00100000]],
    ['a text', 'Аб', [2, 0x410, 0x431]],
    ['an empty text', '', [0]],
    ['a list', [7, null], [2, 5, 7, 1]],
    ['an empty list', [], [0]],
    ['bytes', Uint8Array.of(9, 0, 255), [3, 9, 0, 255]],
    ['an object', { n: 1, name: '' }, [keyOf('n'), 5, 1, keyOf('name'), 0, 4]],
    ['an empty object', {}, [4]],
    ['objects with the same key', [{ n: 1 }, { n: 2 }], [2, keyOf('n'), 5, 1, 4, keyOf('n'), 5, 2, 4]],
  ])('%s', (_, content, values) => {
    expect(fingerprint(content)).toBe(mixed(values))
  })

  it('has 16 digits, zeros in front as well', () => {
    for (let n = 0; n < 300; n++) expect(fingerprint(n)).toMatch(/^[0-9a-f]{16}$/)
  })
})
