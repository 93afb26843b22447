import { deflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { madeZip } from '../../scripts/make-zip'
import { partsOf, unpackWhole, unpackWith } from '../../src/input/formats/zip'
import { NODE_UNPACKER } from '../../src/node/unpacker'

afterEach(() => unpackWith(null))

const content = Buffer.from('Школа № 1; '.repeat(20_000))
const whole = { name: 'a.xml', content }
const unpacked = (part: Parameters<typeof madeZip>[0][number]) => {
  const bytes = madeZip([part])
  return unpackWhole(bytes, partsOf(bytes).get('a.xml')!)
}

describe.each([
  ['this package', null],
  ['Node', NODE_UNPACKER],
])('a part that is unpacked by %s', (_, unpacker) => {
  it('is what was packed, or damaged', () => {
    unpackWith(unpacker)
    expect(Buffer.from(unpacked(whole)).equals(content)).toBe(true)
    expect(unpacked({ name: 'a.xml', content: '' })).toHaveLength(0)
    expect(Buffer.from(unpacked({ ...whole, stored: true })).equals(content)).toBe(true)
    const packed = deflateRawSync(content)
    for (const lie of [{ crc: 1 }, { declared: 10 }, { declared: 10 * content.length }, { packed: packed.subarray(9) }])
      expect(() => unpacked({ ...whole, ...lie })).toThrow('damaged')
  })
})
