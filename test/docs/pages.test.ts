import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectorIndex, detectorIndexFile } from '../../scripts/write-detector-index'

const root = join(import.meta.dirname, '..', '..')
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .map((file) => `docs/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.md'))
const pages = ['README.md', 'README.ru.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...docs]

interface Link {
  readonly to: string
  readonly anchor: string
  readonly text: string
}

const textOf = (page: string): string => readFileSync(join(root, page), 'utf8')

/** Links of a page to files of the repository, as paths from its root; code is no link. */
function linksOf(page: string): Link[] {
  const prose = textOf(page)
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`\n]*`(?!\])/g, '')
  return [...prose.matchAll(/\[([^\]]*)\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)]
    .filter(([, , target]) => !/^[a-z]+:/.test(target!))
    .map(([, text, target, anchor = '']) => ({
      to: target === '' ? page : posix.normalize(posix.join(posix.dirname(page), target!)),
      anchor,
      text: text!,
    }))
}

/** Names of the headings of a page, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe('pages of the documentation', () => {
  it.each(pages)('%s: every link leads somewhere', (page) => {
    for (const { to, anchor } of linksOf(page)) {
      expect([to, existsSync(join(root, to))]).toEqual([to, true])
      if (anchor !== '') expect(anchorsOf(to)).toContain(anchor)
    }
  })

  it('are all found from the README', () => {
    const seen = new Set<string>()
    const visit = (page: string): void => {
      if (seen.has(page)) return
      seen.add(page)
      for (const { to } of linksOf(page)) if (pages.includes(to)) visit(to)
    }
    visit('README.md')
    expect(pages.filter((page) => !seen.has(page))).toEqual([])
  })

  it.each(pages.filter((page) => page.endsWith('.ru.md')))('%s leads a Russian reader to Russian pages', (page) => {
    const others = linksOf(page).filter(({ text }) => text !== 'In English' && text !== 'четыре двери')
    const foreign = others.filter(({ to }) => !to.endsWith('.ru.md') && pages.includes(to.replace(/\.md$/, '.ru.md')))
    expect(foreign).toEqual([])
  })

  it('have a twin in the other language, to which they lead, where an official reads them', () => {
    for (const page of pages.filter((name) => name.endsWith('.ru.md'))) {
      const english = page.replace('.ru.md', '.md')
      expect(linksOf(page).map(({ to }) => to)).toContain(english)
      expect(linksOf(english).map(({ to }) => to)).toContain(page)
    }
  })

  it.each(pages.filter((page) => page !== 'CHANGELOG.md'))(
    '%s: every file of the repository that it names is there',
    (page) => {
      const named = [
        ...textOf(page).matchAll(/`((?:src|test|scripts|bench|fixtures|examples|docs|research)\/[\w./-]+)`/g),
      ]
      const missing = named.map(([, path]) => path!.replace(/\/$/, '')).filter((path) => !existsSync(join(root, path)))
      expect([page, missing]).toEqual([page, []])
    },
  )

  it('the list of detectors is that of the code (renew: npm run docs:detectors)', () => {
    expect(readFileSync(detectorIndexFile, 'utf8')).toBe(detectorIndex())
  })
})

describe('the packed package', () => {
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }),
  ) as { files: { path: string }[] }[]
  const files = packed[0]!.files.map(({ path }) => path)

  it('holds every page and picture that its pages link to', () => {
    const held = (path: string): boolean => files.some((file) => file === path || file.startsWith(`${path}/`))
    for (const page of pages.filter(held))
      expect([page, linksOf(page).filter(({ to }) => !held(to))]).toEqual([page, []])
    expect(files).toEqual(expect.arrayContaining(['README.md', 'README.ru.md', 'docs/README.md', 'CHANGELOG.md']))
  })
})
