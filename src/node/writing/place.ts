/** Where files are made before they are moved in: one hidden folder per folder of reports, which one writer holds at a time. */
import { basename, dirname, join, relative, sep } from 'node:path'
import { codeOf, type FileLayer } from './file-layer'
import { OutputError } from './output-error'
import { isOwner, newOwner, rest, stateOf } from './owner'

/** Hidden from people, and from this program where it looks for tables. */
const HIDDEN = '.objectivity-monitor'
/** Between two looks whether the other writer is done, and until one is told of it, in milliseconds. */
const LOOK_EVERY = 100
const PATIENCE = 60_000
/** A writer on another machine that has given no sign of life for so long is taken for dead, in milliseconds. */
const SILENT = 15 * 60_000

export interface Place {
  /** Whether the folder of reports is there already. */
  readonly targetIsThere: boolean
  /** The hidden folder. */
  readonly work: string
  /** Of a folder that is still to come: the first of its path that is not there, and the rest of the path below it. */
  readonly top: string
  readonly below: string
}

/**
 * In the folder itself where it exists: beside it may be another file system, or one that cannot be written to. Else in the
 * nearest folder above it.
 */
export function placeFor(target: string, layer: FileLayer): Place {
  const kind = layer.kindOf(target)
  if (kind === 'folder') return { targetIsThere: true, work: join(target, HIDDEN), top: target, below: '' }
  if (kind !== null) throw new OutputError('fileInTheWay', target)
  let top = target
  while (layer.kindOf(dirname(top)) === null) top = dirname(top)
  if (layer.kindOf(dirname(top)) !== 'folder') throw new OutputError('fileInTheWay', dirname(top))
  const work = join(dirname(top), `${HIDDEN}.${basename(top)}`)
  return { targetIsThere: false, work, top, below: relative(top, target).split(sep).join('/') }
}

/** The name of the folder that is being made in a hidden one; `null` where a name is not that of such. */
export const comingName = (name: string): string | null =>
  name.startsWith(`${HIDDEN}.`) ? name.slice(HIDDEN.length + 1) : null

/** Held until `letGo`. */
export interface Held extends Place {
  readonly owner: string
  /** True where somebody has left things there: a writer that was ended. */
  readonly inherited: boolean
}

/**
 * Waits until the place is free, and takes it.
 *
 * @throws OutputError where it does not get free
 */
export async function hold(target: string, layer: FileLayer, patience = PATIENCE): Promise<Held> {
  const owner = newOwner()
  try {
    for (let waited = 0; ; waited += LOOK_EVERY) {
      const place = placeFor(target, layer)
      const taken = take(place, owner, layer)
      // While one waited, the other may have made the folder: then the place is in it.
      if (taken !== null && placeFor(target, layer).work === place.work) return { ...place, owner, ...taken }
      if (taken !== null) letGo({ ...place, owner, ...taken }, layer, false)
      else if (waited >= patience) throw new OutputError('folderBusy', target, place.work)
      else await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    }
  } catch (error) {
    rest(owner)
    throw error
  }
}

/** What a writer that was ended has left, if anybody did; it is held then. */
export function inherit(target: string, layer: FileLayer, threadsEnded: boolean): Held | null {
  const place = placeFor(target, layer)
  removeLeftAside(place.work, layer)
  if (!layer.exists(place.work) || layer.isLink(place.work)) return null
  const owner = newOwner()
  const taken = takeOver(place, owner, layer, threadsEnded)
  if (taken) return { ...place, owner, inherited: true }
  rest(owner)
  return null
}

/** `null` where somebody else holds the place. */
function take({ work }: Place, owner: string, layer: FileLayer): { readonly inherited: boolean } | null {
  const aside = `${work}-${owner}`
  layer.makeFolder(aside)
  try {
    layer.put(join(aside, owner), '')
    try {
      // A folder is never renamed onto one that holds something: this takes the place, or finds it taken.
      layer.rename(aside, work)
      return { inherited: false }
    } catch (error) {
      if (!layer.exists(work)) throw error
    }
    return takeOver({ work }, owner, layer, false) ? { inherited: true } : null
  } finally {
    layer.removeAll(aside)
    removeLeftAside(work, layer)
  }
}

/** Puts its own name in the place of a dead owner's; false where the owner lives, or somebody else was faster. */
function takeOver({ work }: Pick<Place, 'work'>, owner: string, layer: FileLayer, threadsEnded: boolean): boolean {
  // Behind a link nothing is looked for, and nothing removed.
  if (layer.isLink(work)) throw new OutputError('fileInTheWay', work)
  try {
    const [other] = layer.names(work).filter(isOwner)
    if (other === undefined) {
      // Cut off while it was removed, or before anything was in it.
      if (layer.names(work).length === 0) layer.removeFolder(work)
      else layer.put(join(work, owner), '')
      return layer.exists(join(work, owner))
    }
    const state = stateOf(other, threadsEnded)
    if (state === 'lives' || (state === 'elsewhere' && !isSilent(join(work, other), layer))) return false
    layer.rename(join(work, other), join(work, owner))
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

const isSilent = (file: string, layer: FileLayer): boolean => Date.now() - layer.changedAt(file) > SILENT

/** Names of owners that were ended before they could take the place. */
function removeLeftAside(work: string, layer: FileLayer): void {
  const before = `${basename(work)}-`
  for (const name of layer.names(dirname(work)))
    if (name.startsWith(before) && isOwner(name.slice(before.length)) && stateOf(name.slice(before.length)) === 'dead')
      layer.removeAll(join(dirname(work), name))
}

/** Removes the place and what is in it; the owner's name goes last, so that nobody takes what is half gone. */
export function letGo({ work, owner }: Held, layer: FileLayer, withContent = true): void {
  try {
    // In the order of their names: the mark that all is over goes when what it speaks of is gone.
    if (withContent)
      for (const name of layer.names(work).toSorted()) if (name !== owner) layer.removeAll(join(work, name))
    layer.removeFile(join(work, owner))
    layer.removeFolder(work)
  } finally {
    rest(owner)
  }
}

/**
 * Removes what writers that were ended have left beside a folder that has come into being since.
 *
 * @returns true where their files were not complete
 */
export function removeLeftBeside(target: string, layer: FileLayer): boolean {
  let unfinished = false
  for (let path = target; path !== dirname(path); path = dirname(path)) {
    const work = join(dirname(path), `${HIDDEN}.${basename(path)}`)
    if (!layer.exists(work) || layer.isLink(work)) continue
    const left = layer.names(work)
    if (left.filter(isOwner).some((owner) => stateOf(owner) !== 'dead')) continue
    unfinished ||= left.some((name) => !isOwner(name))
    layer.removeAll(work)
  }
  return unfinished
}
