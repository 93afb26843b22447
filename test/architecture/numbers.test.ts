import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { methodFiles } from '../../scripts/write-settings-docs'

const src = join(import.meta.dirname, '..', '..', 'src')

/** What may stand anywhere without a reason: it counts, halves and squares. */
const ANYWHERE = ['0', '1', '2', '0.5']
/** What may stand where it decides nothing: in a formula, in a place of a table, in a list of marks or grades. */
const IN_FORMULAS: Record<string, string> = {
  '1.5': 'expansions (delta method)',
  '3': 'third moments, cubes, thirds',
  '4': 'fourth moments, grades and marks',
  '5': 'grades and marks',
  '6': 'Cornish-Fisher, Stirling, rank correlation',
  '9': 'Wilson-Hilferty',
  '32': 'bits of a word',
}
/** Percentages and thousandths are units. */
const UNITS = ['100', '1000']
const BITS = [
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
]
const COMPARISONS = [
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]
/** Files whose numbers are those of their sources, named there. */
const PUBLISHED: Record<string, string> = {
  'statistics/tails.ts': 'coefficients of AS 241, Hill, Loader, Lentz: checked digit by digit against 60-digit values',
  'statistics/random.ts':
    'constants of hashing and of published ways to draw; the draws are tested against their distributions',
}

/** Whether a number decides something: what it is part of is compared, bounds something, or is what a name stands for. */
function decides(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isParenthesizedExpression(parent) || ts.isPrefixUnaryExpression(parent)) return decides(parent)
  if (ts.isBinaryExpression(parent)) return COMPARISONS.includes(parent.operatorToken.kind) || decides(parent)
  if (ts.isCallExpression(parent)) return /^Math\.(?:min|max)$/.test(parent.expression.getText()) && literal(node)
  return (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && literal(node)
}

const literal = (node: ts.Node): boolean =>
  ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand))

/** Numbers in the code of a file that decide something and stand there bare, without reason and origin. */
function bareNumbers(file: string, code: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return
    if (ts.isCallExpression(node) && ['fixed', 'setting'].includes(node.expression.getText())) return
    if (ts.isNumericLiteral(node) && !allowed(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${file}:${line + 1}: ${node.getText()} in ${node.parent.getText()}`)
    }
    node.forEachChild(walk)
  }
  walk(source)
  return found
}

function allowed(node: ts.NumericLiteral): boolean {
  const text = node.getText()
  if (text.startsWith('0x')) return true
  if (ts.isBinaryExpression(node.parent) && BITS.includes(node.parent.operatorToken.kind)) return true
  return ANYWHERE.includes(text) || UNITS.includes(text) || (text in IN_FORMULAS && !decides(node))
}

describe('numbers in the code of the method', () => {
  const files = methodFiles().filter((file) => !(file in PUBLISHED))

  it.each(files)('%s: none decides without its reason and origin (setting, fixed)', (file) => {
    expect(bareNumbers(file, readFileSync(join(src, file), 'utf8'))).toEqual([])
  })

  it.each([
    'const f = (n: number) => n < 5',
    'const f = (n: number) => 28 * (1 + 35 / n)',
    'const f = (p: number) => Math.max(0.01, p)',
    'const f = (n: number) => Math.min(3, n)',
    'const f = (n: number) => { const fewest = 4; return n > fewest }',
    'const f = (n: number, fewest = 3) => n > fewest',
    'const f = (n: number) => n > (3 * n) / 4',
    'const f = (x: number) => x * 1e-9',
  ])('sees the number in %s', (code) => {
    expect(bareNumbers('planted.ts', code)).not.toEqual([])
  })

  it.each([
    'const f = (n: number) => n < 2 ? null : 100 * n',
    'const FEWEST = fixed(5, { reason: "Fewer say nothing.", origin: "ours" })',
    'const f = (x: number, third: number) => third / (6 * x) + 1.5 * x',
    'const f = (word: number) => (word >>> 24) ^ 0x811c9dc5',
    'const MARKS = [2, 3, 4, 5]',
  ])('passes %s', (code) => {
    expect(bareNumbers('planted.ts', code)).toEqual([])
  })

  it('names only what is there', () => {
    for (const file of Object.keys(PUBLISHED)) expect(methodFiles()).toContain(file)
  })
})
