import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DISK } from '../../../src/node/writing/file-layer'
import { newOwner, rest, stateOf } from '../../../src/node/writing/owner'
import {
  type EndedRun,
  type FileToWrite,
  settleEndedRun,
  watchWriting,
  writeOne,
  writeTogether,
} from '../../../src/node/writing/write-together'
import { folders } from '../../folders'
import { Ended, faultyDisk, QUICK } from './faults'

const newFolder = folders('writing-')
/** All files below a folder with what they hold, hidden ones too; empty folders with `null`. */
function contents(folder: string): Record<string, string | null> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    entries.flatMap((entry): [string, string | null][] => {
      const path = join(entry.parentPath, entry.name)
      const name = relative(folder, path)
      if (!statSync(path).isDirectory()) return [[name, readFileSync(path, 'utf8')]]
      return readdirSync(path).length === 0 ? [[name, null]] : []
    }),
  )
}

const FILES: readonly FileToWrite[] = [
  ['list.csv', () => 'new list'],
  ['documents/order.docx', () => Buffer.from('new order')],
  ['result.json', async () => [Buffer.from('new '), Buffer.from('result')]],
  ['earlier.csv', null],
  ['documents/letters/1.docx', () => 'new letter'],
]
const WRITTEN = {
  'list.csv': 'new list',
  'documents/order.docx': 'new order',
  'result.json': 'new result',
  'documents/letters/1.docx': 'new letter',
}

interface Situation {
  readonly out: string
  readonly before: Record<string, string | null>
  readonly after: Record<string, string | null>
}
/** Everything below the parent of the folder is looked at: nothing is to be left beside it either. */
const SITUATIONS: Record<string, (parent: string) => Situation> = {
  'a folder that is not there': (parent) => ({
    out: join(parent, 'out'),
    before: {},
    after: prefixed('out', WRITTEN),
  }),
  'a folder whose parents are not there': (parent) => ({
    out: join(parent, 'a', 'b', 'out'),
    before: {},
    after: prefixed('a/b/out', WRITTEN),
  }),
  'a folder with files of an earlier run and of others': (parent) => {
    const mine = { 'notes.txt': 'mine', 'documents/draft.docx': 'mine' }
    const earlier = { ...mine, 'list.csv': 'old', 'result.json': 'old', 'earlier.csv': 'old' }
    mkdirSync(join(parent, 'out', 'documents'), { recursive: true })
    for (const [name, text] of Object.entries(earlier)) writeFileSync(join(parent, 'out', name), text)
    return {
      out: join(parent, 'out'),
      before: prefixed('out', earlier),
      after: prefixed('out', { ...mine, ...WRITTEN }),
    }
  },
}
const prefixed = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))

/** Many more than a writing has. */
const MOST_CALLS = 200

describe.each(Object.entries(SITUATIONS))('%s', (_, situation) => {
  it('is whole after a writing that goes well', async () => {
    const parent = newFolder()
    const { out, after } = situation(parent)
    const paths = await writeTogether(out, FILES)
    expect(paths).toEqual(Object.keys(WRITTEN).map((name) => join(out, name)))
    expect(contents(parent)).toEqual(after)
  })

  it('is as it was, or whole, wherever a call fails', async () => {
    for (let failing = 1; failing < MOST_CALLS; failing++) {
      const parent = newFolder()
      const { out, before, after } = situation(parent)
      const { layer, calls } = faultyDisk(failing, 'error')
      const error = await writeTogether(out, FILES, { layer }).catch((thrown: Error) => thrown)
      if (calls.length < failing) return
      const last = calls[failing - 1]
      if (error instanceof Error) {
        expect(error.message, last).toMatch(/disk is full/)
        // After the moves only what was made aside is still to go: the new files stand.
        if (JSON.stringify(contents(parent)) !== JSON.stringify(before)) settleEndedRun(out, false, QUICK)
        expect([before, after], `${failing}: ${last}`).toContainEqual(contents(parent))
      }
    }
    expect.unreachable('more calls than foreseen')
  })

  it('is as it was, or whole, after the next start, wherever the process is ended', async () => {
    const seen = new Set<EndedRun | null>()
    for (let failing = 1; failing < MOST_CALLS; failing++) {
      const parent = newFolder()
      const { out, before, after } = situation(parent)
      const { layer, calls } = faultyDisk(failing, 'end')
      const error = await writeTogether(out, FILES, { layer }).catch((thrown: unknown) => thrown)
      if (calls.length < failing) {
        expect(seen).toEqual(
          new Set(before['out/notes.txt'] === undefined ? [null, 'removed'] : [null, 'removed', 'finished']),
        )
        return
      }
      expect(error, calls[failing - 1]).toBeInstanceOf(Ended)
      const what = settleEndedRun(out, false, QUICK)
      seen.add(what)
      const left = contents(parent)
      const message = `${failing}: ${calls[failing - 1]}`
      if (what === 'removed') expect(left, message).toEqual(before)
      else if (what === 'finished') expect(left, message).toEqual(after)
      else expect([before, after], message).toContainEqual(left)
      // And another writing goes well.
      await writeTogether(out, FILES, { layer: QUICK })
      expect(contents(parent), message).toEqual(after)
    }
    expect.unreachable('more calls than foreseen')
  })

  it('a start that is ended while it settles what an ended one has left leaves it to the next', async () => {
    // The steps that leave most behind: the journal is written, some files are moved.
    for (let first = 10; first < MOST_CALLS; first += 3) {
      for (let second = 1; second < MOST_CALLS; second++) {
        const parent = newFolder()
        const { out, before, after } = situation(parent)
        const one = faultyDisk(first, 'end')
        await writeTogether(out, FILES, { layer: one.layer }).catch(() => undefined)
        if (one.calls.length < first) return
        const two = faultyDisk(second, 'end')
        try {
          settleEndedRun(out, false, two.layer)
        } catch (error) {
          expect(error).toBeInstanceOf(Ended)
        }
        settleEndedRun(out, false, QUICK)
        expect([before, after], `${one.calls.at(-1)}, ${two.calls.at(-1)}`).toContainEqual(contents(parent))
        if (two.calls.length < second) break
      }
    }
  })
})

it('every file is flushed before the first is moved in, and the folders too', async () => {
  const out = newFolder()
  writeFileSync(join(out, 'list.csv'), 'old')
  const { layer, calls } = faultyDisk(Number.POSITIVE_INFINITY, 'error')
  await writeTogether(out, FILES, { layer })
  const firstMove = calls.findIndex((call) => call.startsWith('rename') && call.includes('/old/'))
  const flushed = calls.slice(0, firstMove).filter((call) => call.startsWith('flush'))
  for (const name of Object.keys(WRITTEN)) expect(flushed.join('\n')).toContain(`new/${name}`)
  for (const folder of ['new', 'new/documents', 'new/documents/letters', ''])
    expect(flushed).toContain(`flushFolder ${join(out, '.objectivity-monitor', folder)}`)
  expect(calls.slice(firstMove)).toContain(`flushFolder ${out}`)
})

describe('two at once', () => {
  it('write one after the other', async () => {
    const parent = newFolder()
    const out = join(parent, 'out')
    const slow = (text: string): FileToWrite[] =>
      ['a', 'b', 'c'].map((name) => [
        name,
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 30))
          return text
        },
      ])
    await Promise.all(['1', '2', '3'].map((text) => writeTogether(out, slow(text))))
    const left = Object.values(contents(parent))
    expect(left).toHaveLength(3)
    expect(new Set(left).size).toBe(1)
  })

  it('one that does not end is told of, and nothing is written', async () => {
    const out = newFolder()
    let release = (): void => undefined
    const first = writeTogether(out, [
      ['a', () => new Promise<string>((resolve) => (release = () => resolve('first')))],
    ])
    await expect(writeTogether(out, [['a', () => 'second']], { patience: 0 })).rejects.toMatchObject({
      name: 'OutputError',
      code: 'folderBusy',
    })
    expect(settleEndedRun(out)).toBe(null)
    release()
    await first
    expect(contents(out)).toEqual({ a: 'first' })
  })

  it('a writer that is gone, or whose number another process has, is no writer', () => {
    const own = newOwner()
    expect(stateOf(own)).toBe('lives')
    rest(own)
    expect(stateOf(own)).toBe('dead')
    const [, , thread, began, machine, token] = own.split('-')
    const named = (pid: number, start = began, where = machine) => `owner-${pid}-${thread}-${start}-${where}-${token}`
    expect(stateOf(named(process.ppid))).toBe(process.platform === 'linux' ? 'dead' : 'lives')
    expect(stateOf(named(process.ppid, '0'))).toBe('lives')
    expect(stateOf(named(0x7ffffff0))).toBe('dead')
    expect(stateOf(named(process.ppid, '0', '00000000'))).toBe('elsewhere')
    expect(stateOf(`owner-${process.pid}-${Number(thread) + 1}-${began}-${machine}-${token}`)).toBe('lives')
    expect(stateOf(`owner-${process.pid}-${Number(thread) + 1}-${began}-${machine}-${token}`, true)).toBe('dead')
  })

  it('a writer on another machine is waited for until it has been silent for long', async () => {
    const out = newFolder()
    const owner = newOwner().replace(/-[0-9a-f]{8}-/, '-00000000-')
    mkdirSync(join(out, '.objectivity-monitor'))
    writeFileSync(join(out, '.objectivity-monitor', owner), '')
    await expect(writeTogether(out, FILES, { patience: 0 })).rejects.toMatchObject({ code: 'folderBusy' })
    const layer = { ...DISK, changedAt: () => Date.now() - 20 * 60_000 }
    await writeTogether(out, FILES, { patience: 0, layer })
    expect(Object.keys(contents(out)).sort()).toEqual(Object.keys(WRITTEN).sort())
  })
})

describe('one file', () => {
  it('replaces what a link leads to, and the link stays', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'real.json'), 'old')
    symlinkSync('real.json', join(folder, 'link.json'))
    await writeOne(join(folder, 'link.json'), () => 'new')
    expect(contents(folder)).toEqual({ 'real.json': 'new', 'link.json': 'new' })
    expect(
      readdirSync(folder, { withFileTypes: true })
        .find(({ name }) => name === 'link.json')!
        .isSymbolicLink(),
    ).toBe(true)
  })

  it('writes into a device as it is, and does not take its place', async () => {
    await writeOne('/dev/null', () => 'text')
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
    await expect(writeOne('/dev/full', () => 'text')).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })

  it('is not written over a folder', async () => {
    await expect(writeOne(newFolder(), () => 'text')).rejects.toMatchObject({ code: 'folderInTheWay' })
  })
})

it.each([true, false])(
  'who watches is told before anything lies there, and when nothing does (folder there: %s)',
  async (there) => {
    const parent = newFolder()
    const out = join(parent, 'out')
    if (there) mkdirSync(out)
    const hidden = () =>
      readdirSync(parent, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.obj'))
    const told: [string, string[]][] = []
    watchWriting(
      () => told.push(['begins', hidden()]),
      () => told.push(['ends', hidden()]),
    )
    try {
      const content = (): string => {
        told.push(['writes', []])
        return 'new'
      }
      const both = [1, 2].map((n) => writeTogether(out, [[`${n}.csv`, content]]))
      await Promise.all(both)
    } finally {
      watchWriting(
        () => undefined,
        () => undefined,
      )
    }
    expect(told).toEqual([
      ['begins', []],
      ['writes', []],
      ['writes', []],
      ['ends', []],
    ])
  },
)
