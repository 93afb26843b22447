import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtInDetectors } from '../../src/detectors'

const root = join(import.meta.dirname, '..', '..')
const ids = builtInDetectors.map(({ meta }) => meta.id)
const testFiles = readdirSync(join(root, 'test/detectors'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.test.ts'),
)
const tests = testFiles.map((file) => readFileSync(join(root, 'test/detectors', file), 'utf8')).join('\n')

describe('every detector has what belongs to it', () => {
  it('stands once in the list', () => {
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(ids)('%s: a file, a page, a test', (id) => {
    expect(readFileSync(join(root, 'src/detectors', `${id}.ts`), 'utf8')).toContain(`id: '${id}'`)
    expect(existsSync(join(root, 'docs/detectors', `${id}.md`))).toBe(true)
    expect(tests).toContain(`detectors/${id}'`)
  })

  it.each(builtInDetectors.map(({ meta }) => [meta.id, meta] as const))(
    '%s: innocent explanations and both languages',
    (_, meta) => {
      expect(meta.innocent.length).toBeGreaterThanOrEqual(2)
      expect(meta.sources.length).toBeGreaterThanOrEqual(1)
      for (const text of [
        meta.question,
        meta.finding,
        ...(meta.papers === undefined ? [] : [meta.papers]),
        ...meta.innocent,
      ]) {
        expect(text.ru).toMatch(/[а-я]/)
        expect(text.en).not.toMatch(/[а-я]/)
      }
    },
  )

  it('every page belongs to a detector', () => {
    const pages = readdirSync(join(root, 'docs/detectors')).filter((file) => file !== 'README.md')
    for (const page of pages) expect(ids).toContain(page.replace(/\.md$/, ''))
  })
})
