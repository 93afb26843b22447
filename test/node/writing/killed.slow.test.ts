import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { settleEndedRun } from '../../../src/node/writing/write-together'
import { folders } from '../../folders'

const newFolder = folders('killed-')
const NAMES = ['recheck.csv', 'report.html', 'documents/order.docx']

it.each([true, false])(
  'a process killed at any call leaves a folder (there before: %s) old or whole to the next',
  async (there) => {
    const program = join(newFolder(), 'program.mjs')
    const entryPoints = [join(import.meta.dirname, 'ended-here.ts')]
    await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
    const outcomes = new Set<unknown>()
    for (let call = 1; ; call++) {
      const parent = newFolder()
      const out = join(parent, 'out')
      if (there) {
        mkdirSync(out)
        for (const name of ['recheck.csv', 'notes.txt']) writeFileSync(join(out, name), 'old')
      }
      const { status, signal } = spawnSync(process.execPath, [program, out, String(call)])
      if (status === 0) break
      expect(signal).toBe('SIGKILL')
      const what = settleEndedRun(out)
      outcomes.add(what)
      expect(readdirSync(parent).filter((name) => name.startsWith('.'))).toEqual([])
      if (!existsSync(out)) continue
      expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([])
      if (there) expect(readFileSync(join(out, 'notes.txt'), 'utf8')).toBe('old')
      const isNew = readFileSync(join(out, 'recheck.csv'), 'utf8') !== 'old'
      expect(NAMES.map((name) => existsSync(join(out, name)))).toEqual([true, isNew, isNew])
      if (isNew) for (const name of NAMES) expect(readFileSync(join(out, name), 'utf8')).toBe(`new ${name}`)
    }
    expect(outcomes).toEqual(new Set(there ? [null, 'removed', 'finished'] : [null, 'removed']))
  },
)

it.each(['SIGINT', 'SIGTERM'] as const)('%s while files are made leaves nothing of them', async (signal) => {
  const program = join(newFolder(), 'program.mjs')
  const contents = [
    "import { writeTogether } from './write-together'",
    "import { endCleanly } from '../../cli/interrupts'",
    'endCleanly()',
    'const wait = () => new Promise((resolve) => setTimeout(resolve, 5000))',
    "const interrupt = async () => (process.kill(process.pid, process.argv[3]), await wait(), 'never')",
    "await writeTogether(process.argv[2], [['recheck.csv', () => 'new'], ['report.html', interrupt]])",
  ].join('\n')
  const resolveDir = join(import.meta.dirname, '..', '..', '..', 'src', 'node', 'writing')
  await build({
    stdin: { contents, resolveDir },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  for (const out of [join(newFolder(), 'out'), newFolder()]) {
    const before = existsSync(out)
    expect(spawnSync(process.execPath, [program, out, signal]).signal).toBe(signal)
    expect(existsSync(out)).toBe(before)
    expect(readdirSync(before ? out : join(out, '..'))).toEqual([])
  }
})
