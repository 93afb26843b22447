import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { MonitorResult } from '../model'
import { type FileContent, type OutputOptions, outputFiles } from '../outputs'
import { OUTPUT_ERRORS } from '../words/files'
import { fill } from '../words/format'

/** How the files are written. */
export type WriteOptions = OutputOptions

/** The folder cannot take the files. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
  constructor(
    readonly code: keyof typeof OUTPUT_ERRORS,
    readonly path: string,
  ) {
    super(fill(OUTPUT_ERRORS[code].en, { path }, 'en'))
  }
}

/**
 * Writes all files of `docs/result.md` into a folder: all of them or none. They are written aside first and
 * moved in when every one is complete; if anything fails, what the folder held before is as it was. Other files in the
 * folder are never touched.
 *
 * @returns the paths of the files
 * @throws OutputError where a file stands in the place of a folder, or a folder in the place of a file; system errors as they are
 * @example
 * await writeReports(result, 'out', { locale: 'ru' }) // ['.../out/recheck.csv', ...]
 */
export async function writeReports(
  result: MonitorResult,
  directory: string,
  options: WriteOptions = {},
): Promise<readonly string[]> {
  return writeTogether(
    directory,
    outputFiles(result, options).map(({ name, content }) => [name, content]),
  )
}

/** Writes files into a folder, all of them or none. */
export async function writeTogether(
  directory: string,
  files: readonly (readonly [name: string, content: () => FileContent | Promise<FileContent>])[],
): Promise<readonly string[]> {
  const names = files.map(([name]) => name)
  const target = resolve(directory)
  const kind = await kindOf(target)
  if (kind === 'file') throw new OutputError('fileInTheWay', target)
  // In the folder itself where it exists: beside it may be another file system, or one that cannot be written to.
  const place = kind === 'folder' ? target : dirname(target)
  await mkdir(place, { recursive: true })
  const work = await mkdtemp(join(place, `.${basename(target)}-`))
  try {
    await mkdir(join(work, 'new'))
    for (const [name, content] of files) {
      await mkdir(dirname(join(work, 'new', name)), { recursive: true })
      await writeFile(join(work, 'new', name), await content())
    }
    if (kind === null) await rename(join(work, 'new'), target)
    else await moveIn(work, target, names)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return names.map((name) => join(target, name))
}

/** Moves the files of `work/new` to `target`; earlier ones wait in `work/old` and come back if a move fails. */
async function moveIn(work: string, target: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    if ((await kindOf(join(target, name))) === 'folder') throw new OutputError('folderInTheWay', join(target, name))
  await mkdir(join(work, 'old'))
  const undo: (() => Promise<void>)[] = []
  const move = async (from: string, to: string): Promise<void> => {
    await rename(from, to)
    undo.unshift(() => rename(to, from))
  }
  try {
    for (const name of names) {
      await mkdir(dirname(join(target, name)), { recursive: true })
      await mkdir(dirname(join(work, 'old', name)), { recursive: true })
      if ((await kindOf(join(target, name))) !== null) await move(join(target, name), join(work, 'old', name))
      await move(join(work, 'new', name), join(target, name))
    }
  } catch (error) {
    for (const step of undo) await step()
    throw error
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
