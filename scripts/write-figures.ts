/**
 * Prints the figures of the studies (`research/data`) into the documents, between `<!-- figures:STUDY/FIGURE -->` and
 * `<!-- /figures -->`. Two studies with equal first columns stand side by side: `<!-- figures:A/F + B/F -->`.
 *
 *   npm run figures
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, readStudy, tableText } from '../research/study'

const root = join(import.meta.dirname, '..')
const PLACE = /(<!-- figures:([\w/+ -]+?) -->\n)[\s\S]*?(<!-- \/figures -->)/g

/** Every Markdown file that may hold figures, from the root of the repository. */
export const documents = (): string[] =>
  ['docs', 'research'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  )

/** Names of the figures that a text prints. */
export const figuresIn = (text: string): string[] =>
  [...text.matchAll(PLACE)].flatMap(([, , names]) => names!.split(' + '))

/** The text with its figures as the data files say. */
export const withFigures = (text: string): string =>
  text.replace(PLACE, (_, open: string, names: string, close: string) => {
    const figures = names.split(' + ').map(figureOf)
    return `${open}\n${tableText(figures.reduce(beside))}\n\n${close}`
  })

function figureOf(name: string): Figure {
  const [study, figure] = name.split('/')
  const found = readStudy(study!).figures[figure!]
  if (found === undefined) throw new Error(`research/data/${study}.json has no figure "${figure}"`)
  return found
}

function beside(a: Figure, b: Figure): Figure {
  const rowOf = new Map(b.rows.map(([name, ...cells]) => [name, cells]))
  const rows = a.rows.map((row) => {
    const cells = rowOf.get(row[0]!)
    if (cells === undefined) throw new Error(`No row "${row[0]}" in both figures`)
    return [...row, ...cells]
  })
  return { head: [...a.head, ...b.head.slice(1)], rows }
}

if (process.argv[1] === import.meta.filename)
  for (const file of documents()) {
    const path = join(root, file)
    const text = readFileSync(path, 'utf8')
    const printed = withFigures(text)
    if (printed === text) continue
    writeFileSync(path, printed)
    console.log(`Printed anew: ${file}`)
  }
