/** Mistakes in settings as data, and as sentences in the language of the user. */
import * as z from 'zod'
import type { Locale } from './model'
import { nearest } from './nearest'
import { fill } from './words/format'
import { SETTINGS_ERRORS, SETTINGS_PARTS, SETTINGS_TYPES, type SettingsProblemCode } from './words/settings'

/** One mistake: an unknown name, or a value that the setting cannot have. */
export interface SettingsProblem {
  readonly code: SettingsProblemCode
  /** `peers.minimumSize` */
  readonly path: string
  /** The value as JSON; `null` = nothing was given. */
  readonly found: string | null
  /** The names that are known there, or the values that are allowed. */
  readonly expected: Expected
  /** The known name or value nearest to what was written. */
  readonly nearest: string | null
  /** File that holds the settings; `null` = they were handed over by a program. */
  readonly file: string | null
  /** The mistake in English; in other languages: `describeSettingsProblem`. */
  readonly message: string
}

/** What a setting may be, as data. */
export type Expected =
  | { readonly kind: 'names' | 'oneOf'; readonly values: readonly string[] }
  | {
      readonly kind: 'whole' | 'number'
      readonly from: number | null
      readonly above: number | null
      readonly to: number | null
    }
  | { readonly kind: 'yesNo' | 'text' | 'settings' | 'nothing' }
  | { readonly kind: 'list'; readonly of: Expected; readonly atLeast: number }
  | { readonly kind: 'or'; readonly a: Expected; readonly b: Expected }
  | { readonly kind: 'byDefault'; readonly type: Expected; readonly value: string }

/** Settings that are unknown or cannot be. `problems` holds one entry per mistake. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly SettingsProblem[]
  constructor(problems: readonly SettingsProblem[]) {
    super(problems.map((p) => p.message).join('\n'))
    this.problems = problems
  }
}

/** Checks what a user wrote; a file is named where it stands in one. */
export function checkedSettings<T extends z.ZodType>(
  schema: T,
  input: unknown,
  file: string | null = null,
): z.output<T> {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return parsed.data
  const described = z.toJSONSchema(schema, { io: 'input' }) as Node
  throw new SettingsError(parsed.error.issues.flatMap((issue) => problemsOf(issue, described, file)))
}

/** A mistake in the settings that the schema does not see: a name that is none of those that are known. */
export const unknownName = (path: string, name: string, known: readonly string[]): SettingsProblem =>
  problem('wrong', {
    path,
    found: JSON.stringify(name),
    expected: { kind: 'oneOf', values: known },
    nearest: nearest(name, known),
    file: null,
  })

/** A mistake as a sentence: what is wrong, what is allowed, and the nearest name. */
export function describeSettingsProblem(of: Omit<SettingsProblem, 'message'>, locale: Locale): string {
  const did = of.nearest === null ? '' : fill(SETTINGS_PARTS.did[locale], { nearest: of.nearest }, locale)
  const file = of.file === null ? '' : fill(SETTINGS_PARTS.inFile[locale], { file: of.file }, locale)
  const details = { path: of.path, found: of.found, expected: expectedText(of.expected, locale), did, file }
  return fill(SETTINGS_ERRORS[of.code][locale], details, locale)
}

function expectedText(expected: Expected, locale: Locale): string {
  const text = (of: Expected): string => expectedText(of, locale)
  switch (expected.kind) {
    case 'names':
      return expected.values.join(', ')
    case 'oneOf':
      return fill(SETTINGS_TYPES.oneOf[locale], { values: expected.values.map((v) => `"${v}"`).join(', ') }, locale)
    case 'whole':
    case 'number':
      return rangeText(SETTINGS_TYPES[expected.kind][locale], expected, locale)
    case 'list':
      return fill(
        SETTINGS_TYPES[expected.atLeast > 0 ? 'listOf' : 'list'][locale],
        { ...expected, of: text(expected.of) },
        locale,
      )
    case 'or':
      return fill(SETTINGS_PARTS.or[locale], { a: text(expected.a), b: text(expected.b) }, locale)
    case 'byDefault':
      return fill(SETTINGS_PARTS.byDefault[locale], { type: text(expected.type), value: expected.value }, locale)
    default:
      return SETTINGS_TYPES[expected.kind][locale]
  }
}

type Range = Extract<Expected, { kind: 'whole' | 'number' }>

function rangeText(type: string, { from, above, to }: Range, locale: Locale): string {
  if (to === null || (from === null && above === null)) return type
  const ends = { type, from: String(above ?? from), to: String(to) }
  return fill(above === null ? SETTINGS_TYPES.range[locale] : SETTINGS_TYPES.rangeAbove[locale], ends, locale)
}

function problem(code: SettingsProblemCode, of: Omit<SettingsProblem, 'code' | 'message'>): SettingsProblem {
  const data = { code, ...of }
  return { ...data, message: describeSettingsProblem(data, 'en') }
}

function problemsOf(issue: z.core.$ZodIssue, schema: Node, file: string | null): SettingsProblem[] {
  const here = at(schema, issue.path)
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(here.properties ?? {}).filter((name) => name !== '$schema')
    return issue.keys.map((key) =>
      problem('unknown', {
        ...{ path: [...issue.path, key].join('.'), found: null, file },
        ...{ expected: { kind: 'names', values: known }, nearest: nearest(key, known) },
      }),
    )
  }
  const expected = expectedOf(here)
  const near = typeof issue.input === 'string' ? nearest(issue.input, choicesOf(expected)) : null
  const found = shortened(JSON.stringify(issue.input) ?? 'null')
  return [problem('wrong', { path: issue.path.join('.'), found, expected, nearest: near, file })]
}

/** Longest value that is repeated in a sentence. */
const LONGEST = 80
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

const choicesOf = (expected: Expected): readonly string[] =>
  expected.kind === 'oneOf' ? expected.values : expected.kind === 'byDefault' ? choicesOf(expected.type) : []

/** The parts of a JSON Schema that are read here. */
interface Node {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
  readonly items?: Node
  readonly minItems?: number
  readonly anyOf?: readonly Node[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly default?: unknown
}

/** What the schema says of a path; nothing where it says nothing. */
function at(schema: Node, path: readonly PropertyKey[]): Node {
  return path.reduce<Node>((node, part) => {
    const own = node.properties?.[String(part)] ?? node.items ?? node.additionalProperties
    return typeof own === 'object' ? own : {}
  }, schema)
}

function expectedOf(node: Node): Expected {
  const type = typeOf(node)
  const given = node.default === undefined || typeof node.default === 'object' ? null : JSON.stringify(node.default)
  return given === null ? type : { kind: 'byDefault', type, value: given }
}

function typeOf(node: Node): Expected {
  const [a, b] = node.anyOf ?? []
  if (a !== undefined && b !== undefined) return { kind: 'or', a: typeOf(a), b: typeOf(b) }
  if (node.enum !== undefined) return { kind: 'oneOf', values: node.enum.map(String) }
  const { minimum = null, exclusiveMinimum = null, maximum = null } = node
  const range = { from: minimum, above: exclusiveMinimum, to: maximum }
  if (node.type === 'integer') return { kind: 'whole', ...range }
  if (node.type === 'number') return { kind: 'number', ...range }
  if (node.type === 'boolean') return { kind: 'yesNo' }
  if (node.type === 'array') return { kind: 'list', of: typeOf(node.items ?? {}), atLeast: node.minItems ?? 0 }
  if (node.type === 'null') return { kind: 'nothing' }
  return { kind: node.type === 'string' ? 'text' : 'settings' }
}
