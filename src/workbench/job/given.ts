/** Files of the page, as reading plans them. */
import { fingerprint } from '../../input/collecting/fingerprint'
import type { GivenFile } from '../../input/collecting/plan'
import type { WorkFile } from '../protocol'

/** Bytes per piece. */
const PIECE = 1 << 20

export const givenFile = ({ path, table, found, file }: WorkFile): GivenFile => ({
  ...{ path, table, found },
  counted: false,
  asItIs: table === 'earlier' && /\.json$/i.test(path),
  size: async () => file.size,
  pieces: () => piecesOf(file),
  digest: async () => fingerprint(await wholeOf(file)),
})

/** A file in pieces: streams of files cannot be iterated in every browser. */
export async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE) yield wholeOf(file.slice(at, at + PIECE))
}

async function wholeOf(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch (error) {
    throw changedFile(error)
  }
}

/** @throws Error as a system has it, where the file is not what it was when it was given */
export async function textOf(file: Blob): Promise<string> {
  return new TextDecoder().decode(await wholeOf(file))
}

/** Browsers refuse to read a file that was saved, moved or deleted after it was given. */
const changedFile = (error: unknown): Error =>
  Object.assign(new Error(`ECHANGED: ${(error as Error).name}`), { code: 'ECHANGED' })
