import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OutputError, writeReports } from '../../src/node/write'
import { folders } from '../folders'
import { exampleResult } from './example-result'

const FILES = [
  'annex.html',
  'cohorts.csv',
  'documents',
  'indicators.csv',
  'official-rules.csv',
  'peers.csv',
  'recheck-sittings.csv',
  'recheck.csv',
  'recheck.xlsx',
  'rejected.csv',
  'report.html',
  'result.json',
  'schools.csv',
  'signals.csv',
  'to-correct.csv',
  'years.csv',
]
const folder = folders('write-reports-')
const contents = (path: string) =>
  Object.fromEntries(
    readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => [
        relative(path, join(parentPath, name)),
        readFileSync(join(parentPath, name), 'utf8'),
      ]),
  )

describe('writeReports', () => {
  it('makes the folder and its parents, and says what it wrote', async () => {
    const parent = folder()
    const out = join(parent, 'a', 'b')
    const files = await writeReports(exampleResult(), out, { locale: 'ru' })
    expect(readdirSync(out).sort()).toEqual(FILES)
    expect(files.filter((file) => !file.includes('documents'))).toHaveLength(FILES.length - 1)
    expect(files.filter((file) => !existsSync(file))).toEqual([])
    expect(readdirSync(join(parent, 'a'))).toEqual(['b'])
  })

  it('replaces its own files and leaves the files of others', async () => {
    const out = folder()
    writeFileSync(join(out, 'recheck.csv'), 'old')
    writeFileSync(join(out, 'my notes.txt'), 'mine')
    await writeReports(exampleResult(), out)
    expect(readdirSync(out).sort()).toEqual(['my notes.txt', ...FILES].sort())
    expect(contents(out)['my notes.txt']).toBe('mine')
    expect(contents(out)['recheck.csv']).toContain('school_id')
  })

  it('leaves everything as it was where a view cannot be made', async () => {
    const parent = folder()
    const out = join(parent, 'out')
    await writeReports(exampleResult(), out)
    const before = contents(out)
    await expect(writeReports(exampleResult({ seed: Number.NaN }), out)).rejects.toThrow(RangeError)
    expect(contents(out)).toEqual(before)
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('leaves everything as it was where one file cannot be moved in', async () => {
    const parent = folder()
    const out = join(parent, 'out')
    await writeReports(exampleResult(), out)
    writeFileSync(join(out, 'recheck.csv'), 'earlier')
    const { 'result.json': _, ...before } = contents(out)
    mkdirSync(join(parent, 'aside'))
    // A folder stands where result.json belongs.
    const blocked = join(parent, 'blocked')
    mkdirSync(join(blocked, 'result.json'), { recursive: true })
    mkdirSync(join(blocked, 'documents'))
    for (const [name, text] of Object.entries(before)) writeFileSync(join(blocked, name), text)
    await expect(writeReports(exampleResult(), blocked)).rejects.toThrow(OutputError)
    expect(readFileSync(join(blocked, 'recheck.csv'), 'utf8')).toBe('earlier')
    expect(readdirSync(parent).sort()).toEqual(['aside', 'blocked', 'out'])
  })

  it('does not take a file for a folder', async () => {
    const parent = folder()
    writeFileSync(join(parent, 'out'), 'mine')
    await expect(writeReports(exampleResult(), join(parent, 'out'))).rejects.toThrow(OutputError)
    expect(contents(parent)).toEqual({ out: 'mine' })
  })
})
