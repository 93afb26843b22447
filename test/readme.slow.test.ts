import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
  const out = mkdtempSync(join(tmpdir(), 'readme-'))
  let printed = ''
  const print = (text: string): void => {
    printed += text
  }
  const shell = { cwd: root, env: {}, print, note: () => undefined, now: () => new Date(0) }
  expect(await main(['demo', '--locale', locale, '--out', out], shell)).toBe(0)
  rmSync(out, { recursive: true })
  expect(printed).toContain(shown)
})
