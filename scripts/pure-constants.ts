/**
 * Lets a bundler leave out what is not used of the built library. A bundler keeps every call at the top of a file, since the
 * call might do something; in this library no such call does (the rooms have no state), but a file of `dist` holds many
 * modules, and with one of them came the constants of all. So each constant that is computed is built as a marked call:
 * `const A = f(b)` as `const A = /* @__PURE__ *\/ (() => f(b))()`.
 */
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import ts from 'typescript'

/** Expressions that every bundler sees through by itself. */
const PLAIN = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.Identifier,
])

/**
 * @returns the module with its computed constants marked; lines stay where they are
 * @example
 * markConstants('a.ts', 'const A = f(b)') // 'const A = /* @__PURE__ *\/ (() => (f(b)))()'
 */
export function markConstants(file: string, text: string): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  const initializers = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ name, initializer }) => (initializer !== undefined && ts.isIdentifier(name) ? [initializer] : []))
    .filter(({ kind }) => !PLAIN.has(kind))
  let [marked, at] = ['', 0]
  for (const { pos, end } of initializers) {
    marked += `${text.slice(at, pos)} /* @__PURE__ */ (() => (${text.slice(pos, end)}))()`
    at = end
  }
  return marked + text.slice(at)
}

export const pureConstants: Plugin = {
  name: 'pure-constants',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: markConstants(path, await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}
