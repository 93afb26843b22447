import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** New folders for the tests of one file, all gone when these are done. */
export function folders(prefix: string): () => string {
  const parent = mkdtempSync(join(tmpdir(), prefix))
  afterAll(() => rmSync(parent, { recursive: true, force: true }))
  return () => mkdtempSync(join(parent, 'run-'))
}
