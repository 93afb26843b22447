/** ZIP files: the parts that the central directory lists, each unpacked piece by piece. */
import { Inflate } from 'fflate'
import { crc32 } from './crc32'

export interface Part {
  /** Name as the directory writes it, with `/` between folders. */
  readonly name: string
  /** 0 stored, 8 deflated; others are not read. */
  readonly method: number
  readonly packed: number
  /** Bytes that the part declares to unpack to; unpacking refuses to give more. */
  readonly unpacked: number
  readonly crc: number
  readonly encrypted: boolean
  readonly offset: number
}

/** Bytes that are no sound workbook. `openWorkbook` makes it an `InputError`. */
export class BrokenFile extends Error {
  /** The part of the workbook that is damaged, where it is one: all that a user is told. */
  part: string | null = null
}

/** Reads a part; whatever is found broken in it is told of it. */
export function inPart<Value>({ name }: Part, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof BrokenFile) error.part ??= name
    throw error
  }
}

/** A workbook that is larger than a limit of the reader; of the limit of bytes it is said what was found. */
export class TooLargeFile extends Error {
  constructor(
    readonly found: string | null = null,
    readonly limit: string | null = null,
  ) {
    super('too large')
  }
}

/** A workbook has tens of parts, not thousands. */
const MOST_PARTS = 5000

const DIRECTORY_END = 0x06054b50
const DIRECTORY_END_64_LOCATOR = 0x07064b50
const DIRECTORY_END_64 = 0x06064b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
/** In a field of 32 bits: the value stands in the ZIP64 field. */
const ELSEWHERE = 0xffffffff

/**
 * The parts of a ZIP file, by name in lower case.
 *
 * @throws BrokenFile where the directory is missing or torn
 */
export function partsOf(bytes: Uint8Array): Map<string, Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let { count, at } = directoryOf(bytes, view)
  if (count > MOST_PARTS) throw new TooLargeFile()
  const parts = new Map<string, Part>()
  const decoder = new TextDecoder()
  for (; count > 0; count--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new BrokenFile('directory')
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > bytes.length) throw new BrokenFile('directory')
    const name = decoder
      .decode(bytes.subarray(at + 46, at + 46 + nameLength))
      .replaceAll('\\', '/')
      .replace(/^\/+/, '')
    const sizes = sizesOf(view, at, at + 46 + nameLength, extraLength)
    parts.set(name.toLowerCase(), {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      ...sizes,
    })
    at = next
  }
  return parts
}

function directoryOf(bytes: Uint8Array, view: DataView): { count: number; at: number } {
  let end = bytes.length - 22
  const lowest = Math.max(0, end - 65_535)
  while (end >= lowest && view.getUint32(end, true) !== DIRECTORY_END) end--
  if (end < lowest) throw new BrokenFile('no end of directory')
  const count = view.getUint16(end + 10, true)
  const at = view.getUint32(end + 16, true)
  const locator = end - 20
  if (locator < 0 || view.getUint32(locator, true) !== DIRECTORY_END_64_LOCATOR) return { count, at }
  const end64 = long(view, locator + 8)
  if (end64 + 56 > bytes.length || view.getUint32(end64, true) !== DIRECTORY_END_64) throw new BrokenFile('directory')
  return { count: long(view, end64 + 32), at: long(view, end64 + 48) }
}

/** A whole number of 64 bits; one too large for any file is beyond every limit here as well. */
function long(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 4_294_967_296
}

/** Sizes and place of a part; those that do not fit 32 bits stand in the extra field 1. */
function sizesOf(view: DataView, entry: number, extra: number, extraLength: number) {
  const sizes = [view.getUint32(entry + 24, true), view.getUint32(entry + 20, true), view.getUint32(entry + 42, true)]
  if (sizes.includes(ELSEWHERE)) {
    const end = extra + extraLength
    for (let at = extra; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== 1) continue
      let value = at + 4
      const last = Math.min(end, value + view.getUint16(at + 2, true))
      for (let i = 0; i < 3; i++)
        if (sizes[i] === ELSEWHERE && value + 8 <= last) {
          sizes[i] = long(view, value)
          value += 8
        }
    }
  }
  const [unpacked, packed, offset] = sizes as [number, number, number]
  return { unpacked, packed, offset }
}

/** Packed bytes that are unpacked at once: at most a thousand times as many come out. */
const PACKED_STEP = 16 * 1024

/**
 * Unpacks a part, piece by piece, until `take` returns `false`.
 *
 * @throws BrokenFile where the packed bytes are damaged, or hold more than the directory says
 */
export function unpack(bytes: Uint8Array, part: Part, take: (piece: Uint8Array) => boolean): void {
  const packed = packedBytes(bytes, part)
  let size = 0
  let crc = 0
  let goes = true
  const pass = (piece: Uint8Array) => {
    size += piece.length
    if (size > part.unpacked) throw new BrokenFile(`${part.name}: damaged, more than the directory says`)
    crc = crc32(piece, crc)
    if (goes && piece.length > 0) goes = take(piece)
  }
  if (part.method === 0) pass(packed)
  else inflate(packed, part, pass, () => goes)
  if (!goes) return
  if (size !== part.unpacked || crc !== part.crc) throw new BrokenFile(`${part.name}: damaged`)
}

function inflate(packed: Uint8Array, part: Part, pass: (piece: Uint8Array) => void, goes: () => boolean): void {
  const inflater = new Inflate(pass)
  try {
    for (let at = 0; at < packed.length && goes(); at += PACKED_STEP)
      inflater.push(packed.subarray(at, at + PACKED_STEP), at + PACKED_STEP >= packed.length)
  } catch (error) {
    // The library's own errors have a numeric code; all others are ours.
    throw typeof (error as { code?: unknown }).code === 'number' ? new BrokenFile(`${part.name}: damaged`) : error
  }
}

function packedBytes(bytes: Uint8Array, part: Part): Uint8Array {
  const { offset, packed, name } = part
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (part.encrypted || (part.method !== 0 && part.method !== 8)) throw new BrokenFile(`${name}: way of packing`)
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) throw new BrokenFile(name)
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packed > bytes.length) throw new BrokenFile(`${name}: cut off`)
  return bytes.subarray(start, start + packed)
}

/** What a platform does faster than this file. */
export interface Unpacker {
  /** Unpacks deflated bytes; throws where they are damaged or give more than `size` bytes. */
  inflate(packed: Uint8Array, size: number): Uint8Array
  crc32(bytes: Uint8Array): number
}

let platform: Unpacker | null = null

/** Parts that are wanted whole are unpacked by this platform from now on; by this file alone for `null`. */
export function unpackWith(unpacker: Unpacker | null): void {
  platform = unpacker
}

/** All bytes of a part. */
export function unpackWhole(bytes: Uint8Array, part: Part): Uint8Array {
  if (platform !== null && part.method === 8) return unpackByPlatform(platform, packedBytes(bytes, part), part)
  const content = new Uint8Array(part.unpacked)
  let size = 0
  unpack(bytes, part, (piece) => {
    content.set(piece, size)
    size += piece.length
    return true
  })
  return content
}

function unpackByPlatform(unpacker: Unpacker, packed: Uint8Array, part: Part): Uint8Array {
  let content: Uint8Array
  try {
    content = unpacker.inflate(packed, part.unpacked)
  } catch {
    throw new BrokenFile(`${part.name}: damaged`)
  }
  if (content.length !== part.unpacked || unpacker.crc32(content) !== part.crc)
    throw new BrokenFile(`${part.name}: damaged`)
  return content
}
