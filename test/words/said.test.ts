import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../sources'
import { allTexts } from './all-texts'

/** Names that something else makes: the system, or a part of the page (`themes`). */
const MADE = /^E[A-Z]+$|^[a-z]+Theme$/

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('words/'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))

it('every text of the rooms of words is said somewhere', async () => {
  const said = new Set([...filesIn('src'), ...filesIn('scripts')].flatMap((text) => text.match(/\w+/g) ?? []))
  const texts = (await allTexts()).flatMap(([path]) => (path.startsWith('words/') ? [path.split('.').at(-1)!] : []))
  const names = [...new Set(texts)].filter((name) => !MADE.test(name))
  expect(names.filter((name) => (name.match(/\w+/g) ?? []).some((part) => !said.has(part)))).toEqual([])
})
