import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bundleCommandLine } from '../../scripts/bundle'
import { folders } from '../folders'
import { ARGS, countryIn } from './countries'

const newFolder = folders('country-threads-')
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile())

it('gives the same bytes in two threads as in one', async () => {
  const other = countryIn(newFolder())
  const program = join(newFolder(), 'cli.mjs')
  await bundleCommandLine(program)
  for (const [threads, out] of [
    ['1', 'one'],
    ['2', 'two'],
  ] as const)
    execFileSync(
      process.execPath,
      [program, 'country', ...ARGS.slice(0, -1), out, '--threads', threads, '--locale', 'en'],
      { cwd: other, stdio: 'ignore' },
    )
  const names = files(join(other, 'one')).filter((file) => !file.endsWith('.xlsx'))
  expect(names.length).toBeGreaterThan(20)
  expect(files(join(other, 'two')).filter((file) => !file.endsWith('.xlsx'))).toEqual(names)
  for (const name of names)
    expect(readFileSync(join(other, 'two', name)).equals(readFileSync(join(other, 'one', name))), name).toBe(true)
})
