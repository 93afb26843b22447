import { readFileSync } from 'node:fs'
import type { MonitorInput } from '../model'
import { assignToPeers, findPeers, type SavedPeers, savePeers } from '../peers'
import { parseSettings } from '../settings'
import { UsageError } from './arguments'
import { writeNamedFile } from './named-file'
import type { Options } from './options'

/**
 * Peer groups of an earlier run.
 *
 * @throws UsageError where the file holds none
 */
export function readPeers(path: string): SavedPeers {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError('unreadable', { file: path }, error)
  }
  try {
    const saved = JSON.parse(text) as SavedPeers
    assignToPeers(saved, [])
    return saved
  } catch (error) {
    const written = error instanceof SyntaxError ? error : '"format": "objectivity-monitor/peers", "version": 2'
    throw new UsageError('notPeers', { file: path }, written)
  }
}

/**
 * Before the long part of a run: do groups of an earlier year fit these schools at all?
 *
 * @throws UsageError where no school could be given to any of them
 */
export function checkPeersFit(saved: SavedPeers, file: string, { schools }: Pick<MonitorInput, 'schools'>): void {
  const { groupOf } = assignToPeers(saved, schools)
  if (schools.length === 0 || groupOf.some((group) => group !== null)) return
  throw new UsageError('peersFitNobody', { file, concepts: saved.encoders.map(({ variable }) => variable).join(', ') })
}

/** Groups to be kept for other years. @throws UsageError where there are no clusters to keep */
export function savedGroups(
  schools: MonitorInput['schools'],
  { settings, detectors }: Pick<Options, 'settings' | 'detectors'>,
): SavedPeers {
  const peers = findPeers(schools, parseSettings(settings, detectors))
  if (peers.clustering === null) throw new UsageError('cannotSavePeers', { method: peers.method })
  return savePeers(peers, schools)
}

export const writeSavedPeers = (path: string, saved: SavedPeers): Promise<void> =>
  writeNamedFile(path, () => `${JSON.stringify(saved)}\n`)
