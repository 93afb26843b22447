/** All files as one ZIP. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { OutputView } from '../protocol'
import { piecesOf } from './given'

/** 1 January 1980, 00:00, the zero of zip's calendar: equal files give equal bytes. */
const ZERO = new Date(1980, 0, 1)
/** Packed already. */
const PACKED = /\.(?:xlsx|docx|zip)$/i

export async function zipOf(outputs: readonly OutputView[]): Promise<Blob> {
  const packed: Uint8Array[] = []
  let failed: Error | null = null
  const zip = new Zip((error, piece) => {
    if (error !== null) failed = error
    else packed.push(piece)
  })
  for (const { name, file } of outputs) {
    const entry = PACKED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    entry.mtime = ZERO
    zip.add(entry)
    for await (const piece of piecesOf(file)) entry.push(piece)
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  if (failed !== null) throw failed
  return new Blob(packed as BlobPart[], { type: 'application/zip' })
}
