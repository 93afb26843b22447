/**
 * Prints docs/settings.md, and each detector's part of it into its page: every number that decides, with its reason and origin; what can be set from the settings, what
 * is fixed from the sources (`fixed(value, { reason, origin })`). npm run docs:settings
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import ts from 'typescript'
import * as z from 'zod'
import { builtInDetectors } from '../src/detectors'
import { settingsSchema } from '../src/settings'
import { isNumber } from './validate/code'

const src = join(import.meta.dirname, '..', 'src')
export const settingsPage = join(import.meta.dirname, '..', 'docs', 'settings.md')

/** Rooms of the method: what stands here may decide who is listed. */
export const METHOD = [
  'detectors',
  'evidence',
  'explain',
  'official',
  'peers',
  'recheck',
  'sittings',
  'statistics',
  'verify',
] as const

interface Fixed {
  readonly file: string
  readonly name: string
  readonly value: string
  readonly reason: string
  readonly origin: string
}

/** Module constants of a file: those that are marked as fixed, and bare numbers. */
function constantsIn(file: string): { fixed: Fixed[]; bare: string[] } {
  const source = ts.createSourceFile(file, readFileSync(join(src, file), 'utf8'), ts.ScriptTarget.Latest, true)
  const fixed: Fixed[] = []
  const bare: string[] = []
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined) continue
      if (isNumber(initializer)) bare.push(`${file}: ${name.getText()} = ${initializer.getText()}`)
      if (!ts.isCallExpression(initializer) || initializer.expression.getText() !== 'fixed') continue
      const [value, about] = initializer.arguments
      const said = (part: string): string => {
        const found = (about as ts.ObjectLiteralExpression).properties.find((p) => p.name?.getText() === part)
        return found !== undefined && ts.isPropertyAssignment(found) && ts.isStringLiteralLike(found.initializer)
          ? found.initializer.text
          : ''
      }
      fixed.push({
        ...{ file, name: name.getText(), value: value!.getText().replace(/ as const$/, '') },
        ...{ reason: said('reason'), origin: said('origin') },
      })
    }
  }
  return { fixed, bare }
}

/** Files of the rooms of the method. */
export const methodFiles = (): string[] =>
  [
    'findings.ts',
    ...METHOD.flatMap((room) =>
      readdirSync(join(src, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
    ),
  ]
    .filter((file) => file.endsWith('.ts'))
    .sort()

/** All module constants of the rooms of the method, read once: every page asks for them. */
export function methodConstants(): { fixed: Fixed[]; bare: string[] } {
  if (constants === undefined) {
    const all = methodFiles().map(constantsIn)
    constants = { fixed: all.flatMap(({ fixed }) => fixed), bare: all.flatMap(({ bare }) => bare) }
  }
  return constants
}
let constants: ReturnType<typeof methodConstants> | undefined

interface Node {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly anyOf?: readonly Node[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly default?: unknown
  readonly description?: string
  readonly origin?: string
  readonly unit?: string
}

function rangeOf(node: Node): string {
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(', ')
  const own = node.anyOf?.find(({ type }) => type !== 'null') ?? node
  const nothing = node.anyOf?.some(({ type }) => type === 'null') ? ' or `null`' : ''
  const from = own.minimum ?? (own.exclusiveMinimum === undefined ? undefined : `above ${own.exclusiveMinimum}`)
  return (from === undefined ? (own.type ?? '') : `${from} – ${own.maximum}`) + nothing
}

function settable(node: Node, path: string): string[][] {
  if (node.properties !== undefined)
    return Object.entries(node.properties).flatMap(([name, inner]) =>
      settable(inner, path === '' ? name : `${path}.${name}`),
    )
  if (node.origin === undefined) return []
  const unit = node.unit === undefined ? '' : ` ${node.unit}`
  return [[`\`${path}\``, `\`${JSON.stringify(node.default)}\`${unit}`, rangeOf(node), node.description!, node.origin]]
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')

export function settingsText(): string {
  const { fixed } = methodConstants()
  const rooms = [...new Set(fixed.map(({ file }) => file.split('/')[0]!.replace('.ts', '')))]
  return `# Numbers that decide

Printed by \`npm run docs:settings\` from the sources, where each stands once with its reason and origin: \`official\` = from a
published official method, \`paper\` = from a named source, \`ours\` = our own choice, \`computing\` = how a figure is computed,
which it does not change beyond its last digits.

## What can be set

In \`objectivity.json\`, or in the settings that a program hands over. Options of a detector stand in its own file
(\`src/detectors\`), those of one's own under its id beside them.

${table(['setting', 'if left out', 'range', 'why', 'origin'], settable(z.toJSONSchema(settingsSchema, { io: 'input' }) as Node, ''))}

## What is fixed

${rooms
  .map((room) => {
    const own = fixed.filter(({ file }) => file.split('/')[0]!.replace('.ts', '') === room)
    const rows = own.map(({ file, name, value, reason, origin }) => [
      `\`${name}\` in \`${file.split('/').slice(1).join('/') || file}\``,
      `\`${value}\``,
      reason,
      origin,
    ])
    return `### ${room}\n\n${table(['number', 'value', 'why', 'origin'], rows)}`
  })
  .join('\n\n')}
`
}

/** Pages of the detectors: what can be set of each, and what is fixed in its file, stand there between markers. */
export const detectorPages = (): string[] =>
  builtInDetectors.map(({ meta }) => join(import.meta.dirname, '..', 'docs', 'detectors', `${meta.id}.md`))

const PLACE = /(<!-- numbers -->\n)[\s\S]*?(<!-- \/numbers -->)/

/** A detector's page with its numbers as the sources say. */
export function withNumbers(file: string, page: string): string {
  const id = basename(file, '.md')
  const own = `\`detectors.${id}.`
  const options = settable(z.toJSONSchema(settingsSchema, { io: 'input' }) as Node, '')
    .filter(([path]) => path!.startsWith(own))
    .map(([path, ...rest]) => [path!.replace(own, '`'), ...rest])
  const fixed = methodConstants()
    .fixed.filter((one) => one.file === `detectors/${id}.ts`)
    .map(({ name, value, reason, origin }) => [`\`${name}\``, `\`${value}\``, 'fixed', reason, origin])
  const numbers = table(['number', 'value, or if left out', 'range', 'why', 'origin'], [...options, ...fixed])
  const shared = sharedNumbers(id)
  const beside = shared.length === 0 ? '' : `\n\n${SHARED}\n\n${table(['number', 'value', 'why', 'origin'], shared)}`
  return page.replace(PLACE, (_, open: string, close: string) => `${open}\n${numbers}${beside}\n\n${close}`)
}

const SHARED = `In the tools that it shares with others (\`src/detectors/tools\`); those of the common engine stand in
[settings](../settings.md#statistics).`

/** What decides in the tools that a detector uses; how something is computed changes no answer, and stands in docs/settings.md. */
function sharedNumbers(id: string): string[][] {
  const tools = toolsOf(`detectors/${id}.ts`)
  return methodConstants()
    .fixed.filter(({ file, origin }) => tools.has(file) && origin !== 'computing')
    .map(({ file, name, value, reason, origin }) => [
      `\`${name}\` in \`${file.replace('detectors/tools/', '')}\``,
      ...[`\`${value}\``, reason, origin],
    ])
}

/** Files of the tools that a file imports, and that these import. */
function toolsOf(file: string, known = new Set<string>()): ReadonlySet<string> {
  for (const [, to] of readFileSync(join(src, file), 'utf8').matchAll(/ from '(\.[^']+)'/g)) {
    const tool = posix.join(posix.dirname(file), `${to}.ts`)
    if (!tool.startsWith('detectors/tools/') || known.has(tool)) continue
    known.add(tool)
    toolsOf(tool, known)
  }
  return known
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(settingsPage, settingsText())
  for (const file of detectorPages()) writeFileSync(file, withNumbers(file, readFileSync(file, 'utf8')))
}
