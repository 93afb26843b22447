import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Disk, matches, type PathFunctions } from '../../src/node/paths'

/** A disk that holds these files and nothing else. */
function disk(files: readonly string[], { join, parse }: PathFunctions): Disk {
  const parentOf = (path: string) => join(path, '..')
  return {
    namesIn: async (folder) => [
      ...new Set(
        files.flatMap((file) => {
          for (let path = file; parse(path).root !== path; path = parentOf(path))
            if (parentOf(path) === join(folder, '.')) return [path.slice(parentOf(path).length).replace(/^[\\/]/, '')]
          return []
        }),
      ),
    ],
    isFile: async (path) => files.includes(path),
  }
}

describe('a pattern on Windows', () => {
  const files = [
    '\\\\server\\share\\4\\Математика.xlsx',
    '\\\\server\\share\\5\\Математика.xlsx',
    '\\\\server\\share\\5\\~$Математика.xlsx',
    '\\\\server\\share\\schools.csv',
    'C:\\ВПР 2021\\a.csv',
    'C:\\ВПР 2021\\b.csv',
  ]
  const found = (pattern: string) => matches(pattern, win32, disk(files, win32))

  it.each([
    ['\\\\server\\share\\*.csv', ['\\\\server\\share\\schools.csv']],
    [
      '\\\\server\\share\\*\\*.xlsx',
      ['\\\\server\\share\\4\\Математика.xlsx', '\\\\server\\share\\5\\Математика.xlsx'],
    ],
    ['//server/share/5/*.xlsx', ['\\\\server\\share\\5\\Математика.xlsx']],
    ['C:\\ВПР 2021\\*.csv', ['C:\\ВПР 2021\\a.csv', 'C:\\ВПР 2021\\b.csv']],
    ['C:/ВПР*/b.csv', ['C:\\ВПР 2021\\b.csv']],
    ['D:\\*.csv', []],
  ])('%s', async (pattern, expected) => {
    expect(await found(pattern)).toEqual(expected)
  })
})

describe('a pattern elsewhere', () => {
  const files = ['/data/4/a.csv', '/data/5/b.csv']

  it.each([
    ['/data/*/*.csv', files],
    ['/data/5/?.csv', ['/data/5/b.csv']],
    ['/data/*.csv', []],
  ])('%s', async (pattern, expected) => {
    expect(await matches(pattern, posix, disk(files, posix))).toEqual(expected)
  })
})
