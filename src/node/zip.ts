/** Zip archives whose bytes depend on their content alone. */
import { crc32, deflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const ENTRY = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const UTF_8 = 0x0800
const DEFLATED = 8
/** 1 January 1980, the zero of zip's calendar. */
const DATE = 0x0021

/**
 * @param files content by path, in the order in which they are to stand; less than 4 GB together
 * @example
 * zipOf(new Map([['a.txt', Buffer.from('a')]])) // the same bytes at any time
 */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [path, content] of files) {
    const name = Buffer.from(path)
    const packed = deflateRawSync(content)
    // What a file's own head and its entry in the directory share: version to length of the extra field.
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(VERSION, 0)
    shared.writeUInt16LE(UTF_8, 2)
    shared.writeUInt16LE(DEFLATED, 4)
    shared.writeUInt16LE(DATE, 8)
    shared.writeUInt32LE(crc32(content), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(content.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const head = [words32(LOCAL), shared, name, packed]
    parts.push(...head)
    directory.push(words32(ENTRY), words16(VERSION), shared, Buffer.alloc(10), words32(at), name)
    at += sizeOf(head)
  }
  const end = [words32(END), words16(0, 0, files.size, files.size), words32(sizeOf(directory), at), words16(0)]
  return Buffer.concat([...parts, ...directory, ...end])
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0)

function words16(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(2 * values.length)
  values.forEach((value, i) => bytes.writeUInt16LE(value, 2 * i))
  return bytes
}

function words32(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i))
  return bytes
}
