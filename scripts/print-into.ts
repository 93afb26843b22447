/** Figures of a study printed into a document, between `<!-- name -->` and `<!-- /name -->`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** @throws Error where the document has no such place */
export function printInto(document: string, name: string, lines: readonly string[]): void {
  const path = join(root, document)
  const text = readFileSync(path, 'utf8')
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${document} has no ${begin} ... ${end}`)
  const fence = ['```text', ...lines, '```'].join('\n')
  writeFileSync(path, `${text.slice(0, from + begin.length)}\n${fence}\n${text.slice(to)}`)
}
