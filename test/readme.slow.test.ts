import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { main } from '../src/cli/main'

const root = join(import.meta.dirname, '..')

it.each([
  ['README.md', 'en'],
  ['README.ru.md', 'ru'],
])('%s shows what the demo really prints', async (file, locale) => {
  const shown = readFileSync(join(root, file), 'utf8').match(/<!-- demo -->\n```text\n([\s\S]*?)\n```/)![1]!
  const cwd = mkdtempSync(join(tmpdir(), 'readme-'))
  let printed = ''
  const print = (text: string): void => {
    printed += text
  }
  const shell = { cwd, env: {}, print, note: () => undefined, now: () => new Date(0) }
  expect(await main(['demo', '--locale', locale], shell)).toBe(0)
  // In an empty folder it leaves one of its own, and nothing else.
  expect(readdirSync(cwd)).toEqual(['objectivity-demo'])
  rmSync(cwd, { recursive: true })
  expect(printed).toContain(shown)
})
