/**
 * Papers that an office edits in the folder of a run: the next run neither overwrites what somebody has written into them,
 * nor leaves a letter to a school that is no longer on the list.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesOf } from '../outputs'
import type { FileToWrite } from './writing/write-together'

const FOLDER = 'documents'
/** Digests of the files as they were written: what has another one was edited. */
const WRITTEN = `${FOLDER}/.written.json`
/** Where edited papers go, with a number where one of the same name lies there. */
const EDITED = `${FOLDER}/edited`

type Digests = Readonly<Record<string, string>>

/**
 * @param files of a run
 * @returns the files, those that go or are put aside, and the names of the latter
 */
export async function besidesEdited(
  directory: string,
  files: readonly FileToWrite[],
): Promise<{ readonly files: readonly FileToWrite[]; readonly kept: readonly string[] }> {
  const papers = files.filter(([name]) => name.startsWith(`${FOLDER}/`))
  if (papers.length === 0) return { files, kept: [] }
  const fresh = new Set(papers.map(([name]) => name))
  const before = await digestsBefore(join(directory, WRITTEN))
  const aside: FileToWrite[] = []
  const gone: FileToWrite[] = []
  const kept: string[] = []
  for (const name of await namesIn(directory)) {
    if (!fresh.has(name) && before[name] === undefined) continue // A file of somebody else.
    const bytes = await readFile(join(directory, name))
    if (digestOf(bytes) !== before[name]) {
      const place = placeAside(directory, name)
      aside.push([place, () => bytes])
      kept.push(place)
    }
    if (!fresh.has(name)) gone.push([name, null])
  }
  const digests: Record<string, string> = {}
  const told = papers.map(
    ([name, content]): FileToWrite => [
      name,
      async () => {
        const bytes = bytesOf(await content!())
        digests[name] = digestOf(bytes)
        return bytes
      },
    ],
  )
  const others = files.filter(([name]) => !fresh.has(name))
  const written: FileToWrite = [WRITTEN, () => `${JSON.stringify(digests, null, 1)}\n`]
  return { files: [...others, ...told, written, ...aside, ...gone], kept }
}

async function digestsBefore(file: string): Promise<Digests> {
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'))
    return typeof found === 'object' && found !== null ? (found as Digests) : {}
  } catch {
    return {} // Nothing is known of what lies there: all of it counts as edited.
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(join(directory, FOLDER), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${FOLDER}/${name}`)
}

function placeAside(directory: string, name: string): string {
  const [, stem, end] = /([^/]*?)(\.\w+)?$/.exec(name)!
  for (let n = 1; ; n++) {
    const place = `${EDITED}/${stem}${n === 1 ? '' : `-${n}`}${end ?? ''}`
    if (!existsSync(join(directory, place))) return place
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
