/**
 * A fingerprint of the code that a calibration speaks of: the detector's file and what it imports of tools, statistics and
 * sittings. Comments, blanks, sentences and reasons do not count, and neither does whether a number is marked as `fixed`.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

const src = join(import.meta.dirname, '..', '..', 'src')
/** Rooms whose code decides what a detector answers; the runner and the words do not. */
const ROOMS = ['detectors/', 'statistics/', 'sittings/', 'elementary.ts', 'group-by.ts']
const BESIDE = ['detectors/runner/', 'detectors/index.ts', 'sittings/options.ts']

type Read = (file: string) => string

/**
 * @param read reads a file by its absolute path; tests plant changes here
 * @example
 * codeFingerprint('high-level') // '5b1f…', 16 characters
 */
export function codeFingerprint(id: string, read: Read = (file) => readFileSync(file, 'utf8')): string {
  const moduleOf = (file: string): ReadModule => {
    const source = read(file)
    const known = parsedBefore.get(file)
    if (known?.source === source) return known
    const own = parsed(file, source)
    const words = new Map<string, string>()
    const fresh: ReadModule = {
      ...{ source, ...own },
      words: (imported) => {
        const key = imported.join(' ')
        if (!words.has(key)) words.set(key, wordsOf(own, new Map([...own.numbers, ...imported])))
        return words.get(key)!
      },
    }
    parsedBefore.set(file, fresh)
    return fresh
  }
  const waiting = [join(src, 'detectors', `${id}.ts`)]
  const seen = new Map<string, string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue
    const own = moduleOf(file)
    const imported = [...own.imported].flatMap(([name, from]) => {
      const value = counts(relative(src, from)) ? moduleOf(from).numbers.get(name) : undefined
      return value === undefined ? [] : [[name, value] as const]
    })
    seen.set(file, own.words(imported))
    waiting.push(...own.imports.filter((target) => counts(relative(src, target))))
  }
  const all = [...seen.values()].sort().join('\n')
  return createHash('sha256').update(all).digest('hex').slice(0, 16)
}

/** Detectors import the same tools: a file is read as code once for all of them, as long as it says the same. */
const parsedBefore = new Map<string, ReadModule>()

const counts = (file: string): boolean =>
  ROOMS.some((room) => file.startsWith(room)) && !BESIDE.some((room) => file.startsWith(room))

interface Module {
  readonly code: ts.SourceFile
  /** Files imported from beside, and the names that come from each. */
  readonly imports: readonly string[]
  readonly imported: ReadonlyMap<string, string>
  /** Numbers that stand once at the top: what they are called and where they stand has no bearing. */
  readonly numbers: ReadonlyMap<string, string>
}

interface ReadModule extends Module {
  readonly source: string
  /** Its words, with these imported numbers in place of their names. */
  words(imported: readonly (readonly [name: string, value: string])[]): string
}

/** Types and comments are gone. */
function parsed(file: string, source: string): Module {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      removeComments: true,
    },
  })
  const code = ts.createSourceFile('code.js', outputText, ts.ScriptTarget.ESNext, true)
  const imports: string[] = []
  const imported = new Map<string, string>()
  const numbers = new Map<string, string>()
  for (const statement of code.statements) {
    if (ts.isImportDeclaration(statement) || (ts.isExportDeclaration(statement) && statement.moduleSpecifier)) {
      const { text } = statement.moduleSpecifier as ts.StringLiteral
      const ends = text.startsWith('.') ? [`${text}.ts`, join(text, 'index.ts')] : []
      const target = ends.map((end) => join(dirname(file), end)).find(existsSync)
      if (target === undefined) continue
      imports.push(target)
      const names = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined
      if (names !== undefined && ts.isNamedImports(names))
        for (const { name } of names.elements) imported.set(name.text, target)
    }
    for (const { name, value } of constantsOf(statement)) numbers.set(name, value)
  }
  return { code, imports, imported, numbers }
}

/** `const NAME = 15` and `const NAME = fixed(15, ...)` at the top of a file. */
function constantsOf(statement: ts.Statement): { name: string; value: string }[] {
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    if (initializer === undefined) return []
    const value = isCall(initializer, 'fixed') ? initializer.arguments[0]! : initializer
    return isNumber(value) ? [{ name: name.getText(), value: value.getText() }] : []
  })
}

const isCall = (node: ts.Node, name: string): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name

/** A number, or a sum of numbers, without names. */
export function isNumber(node: ts.Node): boolean {
  if (ts.isNumericLiteral(node)) return true
  if (ts.isParenthesizedExpression(node)) return isNumber(node.expression)
  if (ts.isPrefixUnaryExpression(node)) return isNumber(node.operand)
  return ts.isBinaryExpression(node) && isNumber(node.left) && isNumber(node.right)
}

/** What of `meta` has a bearing on what is measured. */
const MEASURES = ['id', 'scope', 'needs']
/** Says nothing of what is measured. */
const PUNCTUATION = ['', ',', ';', 'export']

/** The words of the code, numbers in place of their names. */
function wordsOf({ code }: Module, numbers: ReadonlyMap<string, string>): string {
  const words: string[] = []
  const visitAll = (nodes: readonly ts.Node[]): void => {
    for (const node of nodes) visit(node)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)) return
    if (ts.isVariableStatement(node) && node.parent === code) {
      if (constantsOf(node).length > 0 || /\b\w+Reasons\b =/.test(node.getText())) return
    }
    if (isCall(node, 'fixed')) visit(node.arguments[0]!)
    else if (isCall(node, 'setting')) visitAll(node.arguments.slice(0, 2))
    else if (ts.isPropertyAssignment(node) && node.name.getText() === 'reasons') return
    else if (ts.isPropertyAssignment(node) && node.name.getText() === 'meta')
      visitAll(partsOf(node.initializer).filter((part) => MEASURES.includes(part.name?.getText() ?? '')))
    else if (node.getChildCount() > 0) visitAll(node.getChildren())
    else if (node.kind !== ts.SyntaxKind.EndOfFileToken) words.push(numbers.get(node.getText()) ?? node.getText())
  }
  visit(code)
  return words.filter((word) => !PUNCTUATION.includes(word)).join(' ')
}

const partsOf = (node: ts.Node): readonly ts.ObjectLiteralElementLike[] =>
  ts.isObjectLiteralExpression(node) ? node.properties : []
