import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DATA, readStudy } from '../../research/study'
import { documents, figuresIn, withFigures } from '../../scripts/write-figures'

const root = join(import.meta.dirname, '..', '..')
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')
const studies = readdirSync(DATA).map((file) => file.replace(/\.json$/, ''))
const printed = new Set(documents().flatMap((file) => figuresIn(textOf(file))))
const list = textOf('research/README.md')

describe('figures of the studies', () => {
  it.each(documents())('%s prints what the data say (renew: npm run figures)', (file) => {
    expect(withFigures(textOf(file))).toBe(textOf(file))
  })

  it('a figure changed by hand is found out', () => {
    const file = documents().find((name) => figuresIn(textOf(name)).length > 0)!
    const changed = textOf(file).replace(/(<!-- figures:[^>]*>\n\n\|.*\n\|.*\n\| [^|]*\|) [^|]* \|/, '$1 7.77 |')
    expect(changed).not.toBe(textOf(file))
    expect(withFigures(changed)).not.toBe(changed)
  })

  it.each(studies)('%s: found by a command, printed by a document, named in the list of studies', (name) => {
    const { made, figures } = readStudy(name)
    for (const fact of [made.command, made.date, made.commit]) expect(fact).toMatch(/\w/)
    for (const figure of Object.keys(figures)) expect([...printed]).toContain(`${name}/${figure}`)
    for (const { head, rows } of Object.values(figures)) for (const row of rows) expect(row).toHaveLength(head.length)
    expect(list).toContain(`data/${name}.json`)
  })

  it.each(readdirSync(join(root, 'research')).filter((file) => /\.ts$/.test(file)))(
    'research/%s is a study of the list, or a part of one',
    (file) => expect(list).toContain(file),
  )
})
