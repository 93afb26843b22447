/**
 * Files that are written all or none, whatever ends the program. They are made aside and flushed; a journal says which are
 * to be moved in; then they are moved. Without the journal nothing has been moved: what lies aside is removed. With it all
 * files are complete: the moves are finished, or, where the system refuses one, taken back.
 */
import { realpathSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { FileContent } from '../../outputs'
import { DISK, type FileLayer } from './file-layer'
import { OutputError } from './output-error'
import { rest } from './owner'
import { type Held, hold, inherit, letGo, removeLeftBeside } from './place'

/** A path below the folder, with `/`, and what the file is to hold; `null` for a file that is no longer to be there. */
export type FileToWrite = readonly [name: string, content: (() => FileContent | Promise<FileContent>) | null]

/** `finished`: a run that was ended while it moved its files in; `removed`: one that was ended before. */
export type EndedRun = 'finished' | 'removed'

export interface WritingOptions {
  /** Told what became of an earlier run that was ended while it wrote into the folder. */
  readonly onEndedRun?: ((folder: string, what: EndedRun) => void) | undefined
  readonly layer?: FileLayer | undefined
  /** How long to wait for another run that writes into the folder, in milliseconds. */
  readonly patience?: number | undefined
}

/** Files that are open at once because they go to the disk. */
const FLUSHES_AT_ONCE = 32
const NEW = 'new'
const OLD = 'old'
/** Its presence is the decision to move in; by one rename it becomes the mark that nothing is left to do, which is removed last. */
const JOURNAL = 'moving.json'
const DONE = 'over'

interface Journal {
  readonly written: readonly string[]
  readonly gone: readonly string[]
  /** Folders below the target that are not there yet, the outer ones first. */
  readonly folders: readonly string[]
}

/**
 * Writes files into a folder, all of them or none. Other files in the folder are never touched. Two runs that write into
 * the same folder do so one after the other.
 *
 * @param files made one after the other: all of them together would take several times the memory of the result itself
 * @returns the paths of the files written
 * @throws OutputError where a file stands in the place of a folder or the other way round, another run does not end, or the
 * system refuses (disk full, no right); what `content` throws as it is
 */
export async function writeTogether(
  directory: string,
  files: readonly FileToWrite[],
  { onEndedRun, layer = DISK, patience }: WritingOptions = {},
): Promise<readonly string[]> {
  const target = resolve(directory)
  try {
    await writeHeld(target, files, { layer, patience, onEndedRun: (_, what) => onEndedRun?.(directory, what) })
  } catch (error) {
    throw isOfSystem(error)
      ? new OutputError('cannotWrite', files.length === 1 ? join(target, files[0]![0]) : target, '', error)
      : error
  }
  return files.filter(([, content]) => content !== null).map(([name]) => join(target, name))
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error

async function writeHeld(
  target: string,
  files: readonly FileToWrite[],
  { onEndedRun, layer, patience }: WritingOptions & { readonly layer: FileLayer },
): Promise<void> {
  // Told before anything lies there: whoever ends the program from then on lets it tidy up.
  begin()
  try {
    const held = await hold(target, layer, patience)
    AT_WORK.add(held)
    try {
      const what = settle(held, target, layer)
      if (what !== null) onEndedRun?.(target, what)
      await makeAside(held, files, layer)
      if (held.targetIsThere) moveIn(held, target, files, layer)
      else moveAsOne(held, layer)
    } finally {
      AT_WORK.delete(held)
      leave(held, layer)
    }
  } finally {
    end()
  }
}

/**
 * Writes one file, whole or not at all; a device or a pipe as it comes.
 *
 * @param content made when no other run can change the file
 */
export async function writeOne(
  path: string,
  content: () => FileContent | Promise<FileContent>,
  options: WritingOptions = {},
): Promise<void> {
  const { layer = DISK } = options
  const kind = layer.kindOf(path)
  if (kind === 'folder') throw new OutputError('folderInTheWay', path)
  if (kind === 'other') return writeFile(path, await content())
  // A link stays a link: the file it leads to is replaced.
  const file = kind === null ? resolve(path) : realpathSync(path)
  await writeTogether(dirname(file), [[basename(file), content]], options)
}

/**
 * Finishes or undoes what a run that was ended has left in a folder. To be asked before its files are read.
 *
 * @param threadsEnded true where no other thread of this process is left
 * @returns `null` where nothing was left, or its run still lives
 */
export function settleEndedRun(directory: string, threadsEnded = false, layer: FileLayer = DISK): EndedRun | null {
  const target = resolve(directory)
  if (layer.kindOf(target) === 'file') return null
  const held = inherit(target, layer, threadsEnded)
  if (held === null) return removeLeftBeside(target, layer) ? 'removed' : null
  try {
    return settle(held, target, layer)
  } finally {
    leave(held, layer)
  }
}

const AT_WORK = new Set<Held>()
/** Those at work, and those that wait for their place. */
let writers = 0
let watcher: { readonly begins: () => void; readonly ends: () => void } | null = null

/** Told when this thread begins to make files, and when none are being made any more. */
export function watchWriting(begins: () => void, ends: () => void): void {
  watcher = { begins, ends }
}

function begin(): void {
  if (writers++ === 0) watcher?.begins()
}

function end(): void {
  if (--writers === 0) watcher?.ends()
}

/** Removes what this thread has made aside and not moved in: the program is about to end. */
export function abandonWriting(): void {
  for (const held of AT_WORK) leave(held, DISK)
}

async function makeAside({ work, below }: Held, files: readonly FileToWrite[], layer: FileLayer): Promise<void> {
  const folder = join(work, NEW, below)
  const folders = new Set([folder])
  layer.makeFolder(folder)
  /** While the next files are made, these go to the disk. */
  let flushes: Promise<unknown>[] = []
  for (const [name, content] of files) {
    if (content === null) continue
    const path = join(folder, name)
    if (!folders.has(dirname(path))) layer.makeFolder(dirname(path))
    folders.add(dirname(path))
    await layer.write(path, await content())
    flushes.push(layer.flush(path).catch((error: unknown) => error))
    if (flushes.length >= FLUSHES_AT_ONCE) flushes = await flushed(flushes)
  }
  await flushed(flushes)
  for (const path of folders) layer.flushFolder(path)
}

async function flushed(flushes: readonly Promise<unknown>[]): Promise<[]> {
  for (const error of await Promise.all(flushes)) if (error !== undefined) throw error
  return []
}

/** A folder that is not there yet comes whole, by one rename. */
function moveAsOne({ work, top }: Held, layer: FileLayer): void {
  layer.rename(join(work, NEW), top)
  layer.flushFolder(dirname(top))
}

function moveIn(held: Held, target: string, files: readonly FileToWrite[], layer: FileLayer): void {
  const { work } = held
  const names = files.map(([name]) => name)
  const folders = [...new Set(names.flatMap(foldersOf))].sort((a, b) => a.length - b.length)
  for (const name of names)
    if (layer.kindOf(join(target, name)) === 'folder') throw new OutputError('folderInTheWay', join(target, name))
  for (const name of folders)
    if (![null, 'folder'].includes(layer.kindOf(join(target, name))))
      throw new OutputError('fileInTheWay', join(target, name))
  const journal: Journal = {
    written: files.flatMap(([name, content]) => (content === null ? [] : [name])),
    gone: files.flatMap(([name, content]) => (content === null ? [name] : [])),
    folders: folders.filter((name) => !layer.exists(join(target, name))),
  }
  layer.makeFolder(join(work, OLD))
  for (const name of folders) layer.makeFolder(join(work, OLD, name))
  layer.put(join(work, `${JOURNAL}.new`), JSON.stringify(journal))
  layer.rename(join(work, `${JOURNAL}.new`), join(work, JOURNAL))
  layer.flushFolder(work)
  finish(held, target, journal, layer)
}

/** `a/b/c.csv` lies in `a` and `a/b`. */
function foldersOf(name: string): string[] {
  const parts = name.split('/').slice(0, -1)
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'))
}

/** Moves in what is not yet moved, or takes everything back. */
function finish({ work }: Held, target: string, journal: Journal, layer: FileLayer): void {
  const at = (folder: string) => (name: string) => join(work, folder, name)
  const [fresh, old] = [at(NEW), at(OLD)]
  const there = (name: string): string => join(target, name)
  const putAside = (name: string): void => {
    if (layer.exists(there(name)) && !layer.exists(old(name))) layer.rename(there(name), old(name))
  }
  try {
    for (const folder of journal.folders) layer.makeFolder(there(folder))
    for (const name of journal.gone) putAside(name)
    for (const name of journal.written) {
      if (!layer.exists(fresh(name))) continue
      putAside(name)
      layer.rename(fresh(name), there(name))
    }
    for (const folder of ['', ...new Set(journal.written.flatMap(foldersOf))]) layer.flushFolder(there(folder))
  } catch (error) {
    try {
      for (const name of journal.written.toReversed())
        if (!layer.exists(fresh(name)) && layer.exists(there(name))) layer.rename(there(name), fresh(name))
      for (const name of [...journal.gone, ...journal.written])
        if (layer.exists(old(name))) layer.rename(old(name), there(name))
      for (const folder of journal.folders.toReversed())
        if (layer.exists(there(folder))) layer.removeFolder(there(folder))
    } catch (second) {
      throw new OutputError('halfMoved', target, `${(error as Error).message}; ${(second as Error).message}`)
    }
    layer.rename(join(work, JOURNAL), join(work, DONE))
    throw error
  }
  layer.rename(join(work, JOURNAL), join(work, DONE))
  layer.flushFolder(work)
}

/** Finishes what can be finished and removes the rest. */
function settle(held: Held, target: string, layer: FileLayer): EndedRun | null {
  const { work, owner, inherited, targetIsThere } = held
  const beside = targetIsThere && removeLeftBeside(target, layer) ? 'removed' : null
  if (!inherited) return beside
  const left = layer.names(work)
  const wasMoving = targetIsThere && left.includes(JOURNAL)
  if (wasMoving) finish(held, target, JSON.parse(layer.read(join(work, JOURNAL))) as Journal, layer)
  for (const name of layer.names(work)) if (name !== owner) layer.removeAll(join(work, name))
  if (wasMoving) return 'finished'
  return left.includes(NEW) && !left.includes(DONE) ? 'removed' : beside
}

/** What could be moved neither in nor back is left for the next start. */
function leave(held: Held, layer: FileLayer): void {
  try {
    if (!held.targetIsThere || !layer.exists(join(held.work, JOURNAL))) letGo(held, layer)
  } finally {
    rest(held.owner)
  }
}
