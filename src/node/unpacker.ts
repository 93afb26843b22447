/** Unpacking by Node: a part of 50 MB in a fraction of the time. */
import { crc32, inflateRawSync } from 'node:zlib'
import type { Unpacker } from '../input/formats/zip'

export const NODE_UNPACKER: Unpacker = {
  inflate: (packed, size) => {
    const most = Math.max(1, size)
    // One piece with room for all of it: else pieces are joined in twice the room.
    return inflateRawSync(packed, { maxOutputLength: most, chunkSize: most + 64 })
  },
  crc32: (bytes) => crc32(bytes),
}
