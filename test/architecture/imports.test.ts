import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { METHOD } from '../../scripts/write-settings-docs'

const root = join(import.meta.dirname, '..', '..', 'src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.split(sep).join('/'))

/** What a folder (or a file of `src`) may import besides itself. */
const foundation = [
  'arguments-error',
  'elementary',
  'listed-years',
  'findings',
  'group-by',
  'model',
  'nearest',
  'setting',
  'signal-details',
  'version',
  'words',
]
const stages = [...foundation, 'settings-error', 'statistics', 'sittings']
/** What the whole job is put together from. */
const way = [
  'input',
  'peers',
  'detectors',
  'official',
  'evidence',
  'recheck',
  'verify',
  'reference',
  'result',
  'progress',
]
const parts = [...stages, 'settings', ...way]
const MAY_IMPORT: Record<string, readonly string[]> = {
  elementary: [],
  'arguments-error': ['model', 'words'],
  'group-by': [],
  model: [],
  nearest: [],
  'listed-years': ['model'],
  version: [],
  setting: [],
  'signal-details': ['model'],
  findings: ['setting'],
  words: ['elementary', 'model'],
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
  reference: [...stages, 'input', 'peers'],
  result: [...stages, 'settings', 'peers', 'detectors', 'official', 'evidence', 'recheck'],
  power: [...stages, 'settings', 'peers', 'detectors', 'evidence', 'recheck'],
  monitor: parts,
  'cluster-schools': parts,
  'make-reference': [...parts, 'monitor'],
  report: foundation,
  // Every file of a run: the views of a result, and the papers that an office signs.
  'observer-plan': stages,
  documents: [...stages, 'recheck', 'explain', 'verify', 'report'],
  outputs: [...stages, 'official', 'recheck', 'verify', 'report', 'documents'],
  index: [...parts, 'monitor', 'make-reference', 'cluster-schools', 'power', 'explain', 'observer-plan'],
}
const SHELLS = ['node', 'cli', 'workbench']

const roomOf = (file: string): string => file.replace(/\.tsx?$/, '').split('/')[0]!
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name!)

/** A file without its comments. */
const codeOf = (file: string): string =>
  readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

/** `Math.sqrt`, `abs`, `floor`, `min` and their like are exact in every engine; these are not. */
const ENGINE_DEPENDENT =
  /\*\*(?! ?2\b).*|\bMath\.(?:a?(?:cos|sin|tan)h?|atan2|cbrt|expm?1?|hypot|log(?:1p|10|2)?|pow)\b|\} = Math\b|\bMath\[/g
/** What outlives a call: variables of a module, and tables that begin empty. A `WeakMap` lives as long as what it speaks of. */
const MODULE_STATE =
  /^(?:export )?(?:let|var) .*|^(?:export )?const (?!.*readonly).* = (?:new (?:Map|Set)(?:<.*>)?\(\)|\[\]|\{\})$/gm
/** Who may remember, and what. */
const REMEMBERS: Record<string, string> = {
  'input/formats/zip.ts': 'the unpacker of the platform, set once by the shell',
  'input/collecting/school-names.ts': 'names of schools already read: the same text gives the same name',
  'cli/thread.ts': 'threads that run, so that they can be ended',
  'node/writing/write-together.ts': 'what is being written, so that Ctrl-C leaves nothing of it',
  'report/html/browser.ts': 'runs in a page, whose state it holds',
}

/** Files of `src` that a file needs when it runs. */
const neededBy = (file: string): string[] =>
  knownBy(file, readFileSync(join(root, file), 'utf8').replace(/(?:import|export) type [^;']*? from '[^']+'/g, ''))

/** Files of `src` that a file imports anything from, types too. */
function knownBy(file: string, code = readFileSync(join(root, file), 'utf8')): string[] {
  return [...code.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
    .map(([, name]) => posix.join(posix.dirname(file), name!))
    .flatMap((target) => [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`].filter((name) => files.includes(name)))
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

  // The workbench, too, is handed its clock.
  const withoutClock = files.filter((file) => !['node', 'cli'].includes(roomOf(file)))

  it.each(withoutClock)('%s is free of the platform', (file) => {
    expect(importsOf(file).filter((name) => name.startsWith('node:'))).toEqual([])
    for (const forbidden of [
      /\bMath\.random\b/,
      /\bDate\.now\b/,
      /\bnew Date\(\)/,
      /\bprocess\./,
      /\beval\(/,
      /\bnew Function\b/,
    ])
      expect(codeOf(file)).not.toMatch(forbidden)
  })

  // The generated script of the report is made of files that are looked at themselves.
  const written = files.filter((file) => file !== 'report/html/script.ts')

  it.each(written)('%s uses no function whose last bits differ between engines', (file) => {
    // Squares are exact products everywhere; whatever else goes through elementary.ts.
    expect(codeOf(file).match(ENGINE_DEPENDENT)).toBeNull()
  })

  it.each(written.filter((file) => !(file in REMEMBERS)))('%s remembers nothing from call to call', (file) => {
    expect(codeOf(file).match(MODULE_STATE)).toBeNull()
  })

  it('sees powers, functions of the engine and state where they are', () => {
    for (const code of [
      'x ** 3',
      'x ** y',
      'Math.pow(2, 3)',
      'Math.exp(1)',
      'const { log1p, exp } = Math',
      'Math["exp"]',
    ])
      expect(code, code).toMatch(ENGINE_DEPENDENT)
    for (const code of ['x ** 2', 'Math.sqrt(2)', 'Math.max(1, 2)', 'Math.E', 'exp(1)'])
      expect(code, code).not.toMatch(ENGINE_DEPENDENT)
    for (const code of [
      'let last = 0',
      'export let n = 1',
      'var x',
      'const seen = new Map<string, number>()',
      'const a = []',
    ])
      expect(`import x\n${code}\n`, code).toMatch(MODULE_STATE)
    for (const code of ['  let last = 0', 'const BY_ID = new Map(entries)', 'const none = [1]'])
      expect(`import x\n${code}\n`, code).not.toMatch(MODULE_STATE)
    for (const file of Object.keys(REMEMBERS)) expect(codeOf(file), file).toMatch(MODULE_STATE)
  })

  it('in the rooms of the method no files know each other in a circle, not even by their types', () => {
    const method = files.filter((file) => METHOD.includes(roomOf(file) as never))
    expect(circle(new Map(method.map((file) => [file, knownBy(file)])))).toEqual([])
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
