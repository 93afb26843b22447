/** Files and folders that were dropped or chosen, with the folders in which they lie. */
import type { Added } from '../session'

/** Entries of Chromium, which also work where the page was opened as a file. */
interface Handle {
  readonly kind: 'file' | 'directory'
  readonly name: string
  getFile(): Promise<File>
  values(): AsyncIterator<Handle>
}
interface ItemWithHandle {
  getAsFileSystemHandle?(): Promise<Handle | null>
}

/** @param data must be read at once: browsers empty it after the event */
export async function droppedFiles(data: DataTransfer): Promise<Added[]> {
  const items = [...data.items].filter(({ kind }) => kind === 'file')
  const plain = [...data.files]
  if (items.some((item) => (item as ItemWithHandle).getAsFileSystemHandle !== undefined)) {
    const handles = await Promise.all(
      items.map((item) => (item as ItemWithHandle).getAsFileSystemHandle!().catch(() => null)),
    )
    if (handles.every((handle) => handle !== null)) return ofHandles(handles as Handle[])
  }
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null)
  if (entries.some((entry) => entry?.isDirectory === true)) return ofEntries(entries.filter((entry) => entry !== null))
  return plain.map((file) => ({ path: file.name, found: false, file }))
}

/** Files of an `<input>`; those of a folder bring their paths along. */
export const chosenFiles = (files: FileList): Added[] =>
  [...files].map((file) => {
    const path = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath
    return { path, found: file.webkitRelativePath !== '', file }
  })

async function ofHandles(handles: readonly Handle[], folder = ''): Promise<Added[]> {
  const added: Added[] = []
  for (const handle of handles) {
    const path = folder + handle.name
    if (handle.kind === 'file') added.push({ path, found: folder !== '', file: await handle.getFile() })
    else added.push(...(await ofHandles(await inside(handle), `${path}/`)))
  }
  return added
}

async function inside(folder: Handle): Promise<Handle[]> {
  const all: Handle[] = []
  const values = folder.values()
  for (let next = await values.next(); !next.done; next = await values.next()) all.push(next.value)
  return all
}

async function ofEntries(entries: readonly FileSystemEntry[], folder = ''): Promise<Added[]> {
  const added: Added[] = []
  for (const entry of entries) {
    const path = folder + entry.name
    if (entry.isFile) {
      const file = await new Promise<File>((found, failed) => (entry as FileSystemFileEntry).file(found, failed))
      added.push({ path, found: folder !== '', file })
    } else added.push(...(await ofEntries(await entriesOf(entry as FileSystemDirectoryEntry), `${path}/`)))
  }
  return added
}

/** A folder is handed over a hundred entries at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed))
    if (some.length === 0) return all
    all.push(...some)
  }
}
