import { readFileSync } from 'node:fs'
import { assignToPeers, type SavedPeers } from '../peers'
import { UsageError } from './arguments'

/**
 * Peer groups of an earlier run.
 *
 * @throws UsageError where the file holds none
 */
export function readPeers(path: string): SavedPeers {
  try {
    const saved = JSON.parse(readFileSync(path, 'utf8')) as SavedPeers
    assignToPeers(saved, [])
    return saved
  } catch (error) {
    throw new UsageError('unreadable', { file: path, message: error instanceof Error ? error.message : String(error) })
  }
}
