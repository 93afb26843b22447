import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as files from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { writeReports } from '../../src/node/write'
import { folders } from '../folders'
import { exampleResult } from './example-result'

const folder = folders('write-failing-')

vi.mock('node:fs/promises', { spy: true })
afterEach(() => void vi.restoreAllMocks())

it.each([1, 2, 7, 16])('puts everything back where move %d fails', async (failing) => {
  const parent = folder()
  const out = join(parent, 'out')
  await writeReports(exampleResult(), out)
  for (const name of readdirSync(out)) writeFileSync(join(out, name), `earlier ${name}`)
  writeFileSync(join(out, 'my notes.txt'), 'mine')

  const { rename } = await vi.importActual<typeof files>('node:fs/promises')
  let moves = 0
  vi.mocked(files.rename).mockImplementation(async (from, to) => {
    if (++moves === failing) throw new Error('no space left on device')
    return rename(from, to)
  })
  await expect(writeReports(exampleResult(), out)).rejects.toThrow('no space left')

  expect(readdirSync(parent)).toEqual(['out'])
  expect(readdirSync(out)).toHaveLength(13)
  for (const name of readdirSync(out))
    expect(readFileSync(join(out, name), 'utf8')).toBe(name === 'my notes.txt' ? 'mine' : `earlier ${name}`)
})
