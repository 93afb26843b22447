import ts from 'typescript'

/** A change of a file in one place: what stands from `from` to `to` becomes `text`. */
export interface Change {
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

/** Calls whose numbers stand with reason and origin in `docs/settings.md`, where a test holds them fast. */
const DECLARED = ['fixed', 'setting']

/** All changes of a file. Types, imports, texts and declared constants with their reasons are left as they are. */
export function changesOf(code: string): Change[] {
  const source = ts.createSourceFile('file.ts', code, ts.ScriptTarget.Latest, true)
  const changes: Change[] = []
  const add = (node: ts.Node, text: string): void => {
    const from = node.getStart()
    changes.push({ from, to: node.getEnd(), text, line: source.getLineAndCharacterOfPosition(from).line + 1 })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
    if (ts.isCallExpression(node) && DECLARED.includes(node.expression.getText())) return
    if (ts.isBinaryExpression(node)) {
      const turned = TURNED[node.operatorToken.getText()]
      if (turned !== undefined && !isText(node) && !isChained(node)) add(node.operatorToken, turned)
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
  return changes
}

/** One `??` after another: `&&` in the place of one of them is no code. */
const isChained = (node: ts.BinaryExpression): boolean =>
  isNullish(node) && [node.parent, node.left, node.right].some(isNullish)
const isNullish = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken

const isText = ({ left, right }: ts.BinaryExpression): boolean =>
  [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side))
