import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', 'src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))

/** What a folder (or a file of `src`) may import besides itself. */
const foundation = ['findings', 'group-by', 'model', 'nearest', 'setting', 'version', 'words']
const stages = [...foundation, 'settings-error', 'statistics', 'sittings']
/** What the whole job is put together from. */
const way = ['input', 'peers', 'detectors', 'official', 'evidence', 'recheck', 'verify', 'result', 'progress']
const parts = [...stages, 'settings', ...way]
const MAY_IMPORT: Record<string, readonly string[]> = {
  'group-by': [],
  model: [],
  nearest: [],
  version: [],
  setting: [],
  findings: ['setting'],
  words: ['model'],
  'settings-error': ['model', 'nearest', 'words'],
  statistics: foundation,
  sittings: [...foundation, 'statistics'],
  input: stages,
  peers: stages,
  detectors: stages,
  official: stages,
  simulate: [...stages, 'input'],
  evidence: [...stages, 'peers', 'detectors'],
  recheck: [...stages, 'detectors', 'evidence'],
  // Both read a finished result; the list is made without them.
  verify: [...stages, 'recheck'],
  explain: [...stages, 'evidence', 'recheck', 'verify'],
  // The settings are put together from what can be set of rooms and detectors; no room knows them all.
  settings: [...foundation, 'settings-error', 'peers', 'detectors', 'evidence', 'recheck'],
  progress: [...foundation, 'sittings', 'detectors'],
  result: [...stages, 'settings', 'peers', 'detectors', 'official', 'evidence', 'recheck'],
  power: [...stages, 'settings', 'peers', 'detectors', 'evidence', 'recheck'],
  monitor: parts,
  'cluster-schools': parts,
  report: foundation,
  // Every file of a run: the views of a result, and the papers that an office signs.
  outputs: [...stages, 'recheck', 'verify', 'report'],
  index: [...parts, 'monitor', 'cluster-schools', 'power', 'explain'],
}
const SHELLS = ['node', 'cli']

const roomOf = (file: string): string => file.replace(/\.ts$/, '').split('/')[0]!
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name!)

/** Files of `src` that a file needs when it runs. */
function neededBy(file: string): string[] {
  const code = readFileSync(join(root, file), 'utf8').replace(/(?:import|export) type [^;']*? from '[^']+'/g, '')
  return [...code.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
    .map(([, name]) => posix.join(posix.dirname(file), name!))
    .flatMap((target) => [`${target}.ts`, `${target}/index.ts`].filter((name) => files.includes(name)))
}

/** The first circle in which files need each other, or nothing. */
function circle(needs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const from = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const next of needs.get(file) ?? []) {
      const found = from(next, [...path, file])
      if (found.length > 0) return found
    }
    done.add(file)
    return []
  }
  for (const file of needs.keys()) {
    const found = from(file, [])
    if (found.length > 0) return found
  }
  return []
}

describe('directions of the house', () => {
  it.each(files.filter((file) => !SHELLS.includes(roomOf(file))))('%s imports only what it may', (file) => {
    const room = roomOf(file)
    const rooms = importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => posix.join(posix.dirname(file), name))
      .filter((target) => !target.startsWith('..'))
      .map(roomOf)
    expect(MAY_IMPORT).toHaveProperty(room)
    expect(rooms.filter((target) => target !== room && !MAY_IMPORT[room]!.includes(target))).toEqual([])
  })

  it.each(files.filter((file) => !SHELLS.includes(roomOf(file))))('%s is free of the platform', (file) => {
    expect(importsOf(file).filter((name) => name.startsWith('node:'))).toEqual([])
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    for (const forbidden of [
      /\bMath\.random\b/,
      /\bDate\.now\b/,
      /\bnew Date\(\)/,
      /\bprocess\./,
      /\beval\(/,
      /\bnew Function\b/,
    ])
      expect(code).not.toMatch(forbidden)
  })

  it.each(files)('%s uses no power whose last bit differs between engines', (file) => {
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    // Squares are exact products everywhere; other powers go through statistics/powers.ts.
    expect(code.match(/\*\*(?! ?2\b).*|Math\.pow.*/g)).toBeNull()
  })

  it('no files need each other in a circle (types apart)', () => {
    expect(circle(new Map(files.map((file) => [file, neededBy(file)])))).toEqual([])
    expect(
      circle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b'])
  })

  it('sees the files it speaks of', () => {
    expect(files).toContain('monitor.ts')
    expect(
      relative(root, join(root, 'detectors', 'index.ts'))
        .split(sep)
        .join('/'),
    ).toBe('detectors/index.ts')
    expect(importsOf('monitor.ts')).toContain('./detectors')
  })
})
