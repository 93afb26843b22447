import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { judgeRegions } from '../../src/cli/country/threads'
import type { Options } from '../../src/cli/options'
import { folders } from '../folders'

const newFolder = folders('country-thread-')

it('a region whose thread ends without an error is told, and another thread judges the next ones', async () => {
  const program = join(newFolder(), 'program.mjs')
  const judges = `import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ region }) => region.name === 'large' ? process.exit(7) : parentPort.postMessage({ name: region.name }))`
  writeFileSync(program, judges)
  const regions = ['small', 'large', 'last'].map((name) => ({ name, tables: {} }))
  const told: string[] = []
  const outcomes = await judgeRegions(regions, { locale: 'en' } as Options, 1, pathToFileURL(program), ({ name }) =>
    told.push(name),
  )
  expect(told).toEqual(['small', 'large', 'last'])
  expect(outcomes).toEqual([
    { name: 'small' },
    { name: 'large', problem: expect.stringContaining('ended before the region was done (code 7)') },
    { name: 'last' },
  ])
})
