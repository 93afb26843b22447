import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { InputError } from '../../src/input'
import { readTables } from '../../src/node/files'
import { findRegions } from '../../src/node/regions'
import { writeTogether } from '../../src/node/writing/write-together'
import { folders } from '../folders'

const newFolder = folders('odd-files-')
const REAL = join(import.meta.dirname, '..', '..', 'fixtures', 'region', 'results-ma4.csv')

it('links in a circle, pipes and devices in a folder are left alone, and told', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'deep'))
  copyFileSync(REAL, join(folder, 'results.csv'))
  symlinkSync('..', join(folder, 'deep', 'round'))
  symlinkSync('self.csv', join(folder, 'self.csv'))
  symlinkSync('/dev/zero', join(folder, 'zero.csv'))
  spawnSync('mkfifo', [join(folder, 'pipe.csv')])
  const { sources, problems } = await readTables({ results: folder }, { shortNames: true })
  expect(sources.map(({ file }) => file)).toEqual(['results.csv'])
  const left = problems.flatMap(({ code, file }) => (code === 'linkLeftOut' ? [file!.slice(folder.length + 1)] : []))
  expect(left).toEqual(['deep/round', 'pipe.csv', 'self.csv', 'zero.csv'])
})

it('a file that changes while it is read is refused', async () => {
  const file = join(newFolder(), 'results.csv')
  copyFileSync(REAL, file)
  let changed = false
  const onProgress = (): void => {
    if (!changed) appendFileSync(file, 'edu990001;Математика;4;2021;1;2\n')
    changed = true
  }
  const error = await readTables({ results: file }, { onProgress }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(InputError)
  expect((error as InputError).problems.map(({ code }) => code)).toContain('fileChanged')
})

it('country leaves links alone, and says so', async () => {
  const cwd = newFolder()
  mkdirSync(join(cwd, 'regions', 'north'), { recursive: true })
  copyFileSync(REAL, join(cwd, 'regions', 'north', 'results.csv'))
  symlinkSync('..', join(cwd, 'regions', 'north', 'round'))
  symlinkSync('.', join(cwd, 'regions', 'south'))
  const links: string[] = []
  const regions = await findRegions([join(cwd, 'regions')], (path) => links.push(path))
  expect(regions.map(({ name, tables }) => [name, [tables.results].flat().length])).toEqual([['north', 1]])
  expect(links).toEqual([join(cwd, 'regions', 'south')])
  let notes = ''
  const note = (text: string): void => {
    notes += text
  }
  const args = ['country', '--results', 'regions', '--out', 'out', '--locale', 'ru']
  const code = await main(args, { cwd, env: {}, print: () => undefined, note, now: () => new Date(0) })
  expect(code).toBe(0)
  expect(notes).toContain('regions/south — ссылка, она не учтена')
})

it('nothing is removed behind a link in the place where files are made', async () => {
  const [out, others] = [newFolder(), newFolder()]
  writeFileSync(join(others, 'mine.txt'), 'mine')
  symlinkSync(others, join(out, '.objectivity-monitor'))
  const written = writeTogether(out, [['recheck.csv', () => 'new']], { patience: 0 })
  await expect(written).rejects.toMatchObject({ name: 'OutputError', code: 'fileInTheWay' })
  expect(readdirSync(others)).toEqual(['mine.txt'])
})

it.each([
  ['a million school ids', (i: number) => `edu${i};Математика;4;2021;1`, 'school_id', 100_001],
  [
    'a multitude of subjects',
    (i: number) =>
      `edu990001;Предмет ${[...i.toString(8)].map((digit) => 'абвгдежз'[Number(digit)]).join('')};4;2021;1`,
    'subject',
    20_500,
  ],
])('%s are refused as another column', async (_, row, column, rows) => {
  const file = join(newFolder(), 'results.csv')
  const lines = Array.from({ length: rows + 5 }, (__, i) => row(i))
  writeFileSync(file, ['school_id;subject;grade;year;score', ...lines].join('\n'))
  await expect(readTables({ results: file })).rejects.toMatchObject({
    problems: [{ code: 'tooManyDifferent', column }],
  })
})
