import { readFileSync } from 'node:fs'
import { assignToPeers, type SavedPeers } from '../peers'
import { UsageError } from './arguments'

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
    const written = error instanceof SyntaxError ? error : '"format": "objectivity-monitor/peers", "version": 1'
    throw new UsageError('notPeers', { file: path }, written)
  }
}
