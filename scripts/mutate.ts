/**
 * Tests that can fail: changes a file of the source in one place after another, runs tests, and says which changes nobody
 * noticed. A change is one of: an operator turned round, a number by one, a condition always true or false, a call left out.
 *
 *   npm run mutate -- src/recheck/budget.ts test/recheck/budget.test.ts [--most 40] [--seed 1]
 *   npm run mutate -- src/recheck test/recheck        a room: a sample of the changes of all its files
 *   npm run mutate -- --rooms [--most 40] [--write]   the rooms that decide; `--write` keeps the shares in `research/data/mutation.json`
 *
 * Files are changed in a copy of the repository, never in place.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import ts from 'typescript'
import { publish } from '../research/study'
import { createRandom } from '../src/statistics/random'

const root = join(import.meta.dirname, '..')

interface Mutant {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly line: number
}

const TURNED: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+=': '-=',
  '-=': '+=',
}

/** All changes of a file. Types, imports, texts and declared constants with their reasons are left as they are. */
export function mutantsOf(code: string): Mutant[] {
  const source = ts.createSourceFile('file.ts', code, ts.ScriptTarget.Latest, true)
  const mutants: Mutant[] = []
  const add = (node: ts.Node, text: string): void => {
    const from = node.getStart()
    mutants.push({ from, to: node.getEnd(), text, line: source.getLineAndCharacterOfPosition(from).line + 1 })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
    if (ts.isBinaryExpression(node)) {
      const turned = TURNED[node.operatorToken.getText()]
      if (turned !== undefined && !isText(node)) add(node.operatorToken, turned)
    }
    if (ts.isNumericLiteral(node)) add(node, `(${node.text} + 1)`)
    if (ts.isConditionalExpression(node)) for (const told of ['true', 'false']) add(node.condition, told)
    if (ts.isIfStatement(node)) for (const told of ['true', 'false']) add(node.expression, told)
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node, node.operand.getText())
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) add(node, ';')
    ts.forEachChild(node, visit)
  }
  visit(source)
  return mutants
}

const isText = ({ left, right }: ts.BinaryExpression): boolean =>
  [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side))

function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutate-'))
  for (const part of [
    'src',
    'test',
    'scripts',
    'research',
    'fixtures',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function passes(folder: string, tests: readonly string[]): boolean {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--bail', '1', '--reporter', 'dot', ...tests]
  return spawnSync(process.execPath, args, { cwd: folder, timeout: 120_000 }).status === 0
}

/** Rooms that decide who is listed, with the tests that are to notice a change in them. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'src/statistics': ['test/statistics'],
  'src/sittings': ['test/sittings', 'test/class-grain.test.ts'],
  'src/evidence': ['test/evidence', 'test/sensitivity.slow.test.ts'],
  'src/recheck': ['test/recheck'],
  'src/input/collecting': ['test/input'],
}

/** Files of a room, or the file itself, from the root of the repository. */
const filesOf = (path: string): string[] =>
  statSync(join(root, path)).isDirectory()
    ? readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
        .sort()
        .map((name) => `${path}/${name}`)
    : [path]

interface Score {
  readonly noticed: number
  readonly tried: number
  readonly possible: number
}

/** Tries a sample of the changes of a file or room, and prints those that no test notices. */
function tryChanges(path: string, tests: readonly string[], most: number, seed: number, folder: string): Score {
  const random = createRandom(seed, 'mutate', path)
  const all = filesOf(path).flatMap((file) => {
    const code = readFileSync(join(root, file), 'utf8')
    return mutantsOf(code).map((mutant) => ({ file, code, mutant, at: random.integer(1 << 30) }))
  })
  const chosen = all.toSorted((a, b) => a.at - b.at).slice(0, most)
  if (!passes(folder, tests)) throw new Error(`${path}: the tests do not pass as the code is.`)
  const survivors = chosen.filter(({ file, code, mutant: { from, to, text } }) => {
    writeFileSync(join(folder, file), code.slice(0, from) + text + code.slice(to))
    // The test that bears the name of the file first: it is quick, and most changes are noticed there.
    const own = tests
      .map((test) => `${test}/${basename(file, '.ts')}.test.ts`)
      .filter((test) => existsSync(join(root, test)))
    const survived = (own.length === 0 || passes(folder, own)) && passes(folder, tests)
    writeFileSync(join(folder, file), code)
    return survived
  })
  for (const { file, code, mutant } of survivors) {
    const { from, to, line, text } = mutant
    console.log(`${file}:${line}: nobody notices ${text === ';' ? 'nothing' : text} for ${code.slice(from, to)}`)
  }
  const noticed = chosen.length - survivors.length
  console.log(`${path}: ${noticed} of ${chosen.length} changes noticed (${share(noticed, chosen.length)})`)
  return { noticed, tried: chosen.length, possible: all.length }
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      most: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      rooms: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const [path, ...tests] = positionals
  if (!values.rooms && (path === undefined || tests.length === 0)) throw new Error('npm run mutate -- FILE TESTS...')
  const tasks = values.rooms ? Object.entries(ROOMS) : [[path!, tests] as const]
  const folder = copyOfRepository()
  try {
    const scores = tasks.map(([of, by]) => tryChanges(of, by, Number(values.most), Number(values.seed), folder))
    if (!values.rooms) return
    const sum = (of: (score: Score) => number): number => scores.reduce((total, score) => total + of(score), 0)
    const all = { noticed: sum((s) => s.noticed), tried: sum((s) => s.tried), possible: sum((s) => s.possible) }
    const row = (name: string, { noticed, tried, possible }: Score): string[] => [
      name,
      ...[possible, tried, noticed].map(String),
      share(noticed, tried),
    ]
    publish('mutation', {
      rooms: {
        head: ['room', 'possible changes', 'tried', 'noticed', 'share'],
        rows: [...scores.map((score, i) => row(tasks[i]![0], score)), row('all', all)],
      },
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1]?.endsWith('mutate.ts')) main()
