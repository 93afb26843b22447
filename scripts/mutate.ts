/**
 * Tests that can fail: changes a file of the source in one place after another, runs tests, and says which changes nobody
 * noticed. A change is one of: an operator turned round, a number by one, a condition always true or false, a call left out.
 *
 *   npm run mutate -- src/statistics/combine.ts test/statistics [--most 40] [--seed 1]
 *
 * The file is changed in a copy of the repository, never in place.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import ts from 'typescript'
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
  for (const part of ['src', 'test', 'scripts', 'fixtures', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function passes(folder: string, tests: readonly string[]): boolean {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--project', 'fast', '--bail', '1', '--reporter', 'dot', ...tests]
  return spawnSync(process.execPath, args, { cwd: folder, timeout: 120_000 }).status === 0
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { most: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } },
  })
  const [file, ...tests] = positionals
  if (file === undefined || tests.length === 0) throw new Error('npm run mutate -- FILE TESTS...')
  const code = readFileSync(join(root, file), 'utf8')
  const random = createRandom(Number(values.seed), 'mutate')
  const all = mutantsOf(code)
  const order = all.map((mutant) => ({ mutant, at: random.integer(1 << 30) })).sort((a, b) => a.at - b.at)
  const chosen = order.slice(0, Number(values.most)).map(({ mutant }) => mutant)
  const folder = copyOfRepository()
  try {
    if (!passes(folder, tests)) throw new Error('The tests do not pass as the code is.')
    const survivors = chosen.filter(({ from, to, text }) => {
      writeFileSync(join(folder, file), code.slice(0, from) + text + code.slice(to))
      return passes(folder, tests)
    })
    for (const { line, from, to, text } of survivors.toSorted((a, b) => a.from - b.from))
      console.log(`${file}:${line}: nobody notices ${text === ';' ? 'nothing' : text} for ${code.slice(from, to)}`)
    const killed = chosen.length - survivors.length
    const share = ((100 * killed) / chosen.length).toFixed(1)
    console.log(`${file}: ${killed} of ${chosen.length} changes noticed (${share} %), of ${all.length} possible ones`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1]?.endsWith('mutate.ts')) main()
