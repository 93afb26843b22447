/** What writing asks of the disk, call by call, so that tests can let any of them fail or be the last. */
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileContent } from '../../outputs'

/** `other`: a device, a pipe. */
export type Kind = 'file' | 'folder' | 'other'

/**
 * Files are written and flushed without holding up the program. Everything that moves or removes is done at once: between
 * two renames nothing else of the program runs.
 */
export interface FileLayer {
  /** Writes a new file. */
  readonly write: (path: string, content: FileContent) => Promise<void>
  /** The file is on the disk when the promise is kept. */
  readonly flush: (path: string) => Promise<void>
  /** The names in the folder are on the disk. */
  readonly flushFolder: (path: string) => void
  /** Writes a small file and flushes it. */
  readonly put: (path: string, text: string) => void
  readonly makeFolder: (path: string) => void
  readonly rename: (from: string, to: string) => void
  readonly removeFile: (path: string) => void
  /** Removes an empty folder. */
  readonly removeFolder: (path: string) => void
  /** Removes whatever is there. */
  readonly removeAll: (path: string) => void
  /** Gives a file the time of now. */
  readonly touch: (path: string) => void
  readonly names: (folder: string) => readonly string[]
  readonly read: (path: string) => string
  /** Milliseconds since 1970 at which a file was last changed. */
  readonly changedAt: (path: string) => number
  /** `null` where nothing is there; of a link, what it leads to. */
  readonly kindOf: (path: string) => Kind | null
  /** True where something is there, be it a link that leads nowhere. */
  readonly exists: (path: string) => boolean
  readonly isLink: (path: string) => boolean
}

/** Folders that cannot be flushed, as on Windows: the system sees to it by itself. */
const NO_FLUSH_OF_FOLDERS: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EBADF'])
/** A program that looks through new files, as a virus scanner does, holds them for a moment. */
const HELD_FOR_A_MOMENT: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY'])
const WAITS = process.platform === 'win32' ? [20, 50, 100, 200, 400] : []

export const DISK: FileLayer = {
  write: (path, content) => writeFile(path, content, { flag: 'wx' }),
  flush: async (path) => {
    const file = await open(path, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  },
  flushFolder: (path) => {
    try {
      flushed(openSync(path, 'r'))
    } catch (error) {
      if (!NO_FLUSH_OF_FOLDERS.has(codeOf(error))) throw error
    }
  },
  put: (path, text) => {
    const file = openSync(path, 'wx')
    try {
      writeSync(file, text)
    } catch (error) {
      closeSync(file)
      throw error
    }
    flushed(file)
  },
  makeFolder,
  rename: (from, to) => {
    for (const wait of WAITS)
      try {
        return renameSync(from, to)
      } catch (error) {
        if (!HELD_FOR_A_MOMENT.has(codeOf(error))) throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait)
      }
    renameSync(from, to)
  },
  removeFile: (path) => rmSync(path, { force: true }),
  removeFolder: (path) => rmdirSync(path),
  removeAll: (path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
  touch: (path) => utimesSync(path, new Date(), new Date()),
  names: (folder) => readdirSync(folder),
  read: (path) => readFileSync(path, 'utf8'),
  changedAt: (path) => statSync(path).mtimeMs,
  kindOf: (path) => {
    const entry = statSync(path, { throwIfNoEntry: false })
    if (entry === undefined) return null
    return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other'
  },
  exists: (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  isLink: (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true,
}

/** With its parents. (Where a system allows no folders at all, as in `/proc`, `recursive` of Node 20 goes round without end.) */
function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && DISK.kindOf(path) === 'folder') return
    if (codeOf(error) !== 'ENOENT' || DISK.exists(dirname(path))) throw error
    makeFolder(dirname(path))
    mkdirSync(path)
  }
}

function flushed(file: number): void {
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

export const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException | null)?.code
