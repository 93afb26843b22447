import type { Problem, TableName } from '../../model'
import { nearest } from '../../nearest'
import { CONTEXT } from '../../words/terms'
import { discreetHeading } from '../discreet'
import { problem, stop } from '../problems'
import { clean, comparable, own } from '../text'
import { COLUMNS, NUMBERED, type NumberedName } from './columns'
import { bareLabel, itemLabel, speaksOfItem } from './labels'
import { type Layout, sameHeader } from './layouts'

export interface NumberedColumn {
  /** The number in its name: item 3, score 12, level 2, mark 5. */
  readonly number: number
  readonly index: number
  readonly header: string
  /** Maximum of an item that its header names, as in `4К1 (3б)`; else `null`. */
  readonly max: number | null
}

/** What the columns of a table are. */
export interface Header {
  /** Headers as they are shown in messages; of a header of two rows with the heading above them where it is needed. */
  readonly cells: readonly string[]
  readonly layout: Layout | null
  /** Position of a canonical column, or -1. */
  at(name: string): number
  /** A canonical column under the name that the file gives it, for messages. */
  nameOf(column: string): string
  readonly numbered: Readonly<Record<NumberedName, readonly NumberedColumn[]>>
  /** Columns that no canonical name claims. */
  readonly others: readonly { readonly header: string; readonly index: number; readonly said?: boolean }[]
  /**
   * False where a header speaks of an item and could not be read: then neither the items nor a maximum made of theirs are
   * the whole test.
   */
  readonly itemsWhole: boolean
  /** Canonical name of a column, `ignore`, or `null` where no rule reads it. */
  meaningOf(index: number): string | null
}

/** What is known of a header besides its texts. */
export interface HeaderHints {
  /** Headings above the header, by column; empty where there is none. */
  readonly groups?: readonly string[] | undefined
  /** What the user says of a column: a canonical name, `context` or `ignore`. */
  readonly given?: ReadonlyMap<number, string> | undefined
  /** Columns that belong to another part of a wide table. */
  readonly foreign?: ReadonlySet<number> | undefined
}

/** Widest table: Excel ends at 16 384 columns, and no table of results has more than a few hundred. */
export const WIDEST = 5000

/** Finds what each column of a table is. @throws InputError for an empty header or a column named twice. */
export function readHeader(
  table: TableName,
  file: string | null,
  raw: readonly string[],
  row: number,
  layout: Layout | null = null,
  hints: HeaderHints = {},
): Header {
  if (raw.length > WIDEST) stop('tooManyColumns', { table, file, row, found: raw.length, expected: String(WIDEST) })
  const cells = raw.map((cell) => own(clean(cell)))
  if (cells.every((cell) => cell === '')) stop('emptyTable', { table, file, row })
  const header = headerOf(table, cells, layout, hints)
  const twice = columnTwice(table, header)
  if (twice !== null) stop('duplicateColumn', { table, file, row, column: twice })
  return header
}

/** Columns that number the rows. */
const COUNTERS = new Set(['№', '№ п п', '№ пп', 'п п', 'n п п', 'n', 'no', 'номер п п', '№ строки'].map(comparable))
const isCounter = (cell: string): boolean => cell === '№' || (cell.includes('п') && COUNTERS.has(comparable(cell)))

/** The header without any check. */
export function headerOf(
  table: TableName,
  texts: readonly string[],
  layout: Layout | null,
  { groups = [], given = new Map(), foreign = new Set() }: HeaderHints = {},
): Header {
  const claims = new Claims(texts, foreign)
  for (const [index, meaning] of given) claims.give(index, meaning)
  for (const [column, header] of Object.entries(layout?.columns ?? {}))
    claims.take(column, (cell) => sameHeader(cell, header))
  for (const header of layout?.unread ?? []) claims.pass((cell) => sameHeader(cell, header))
  claims.pass(isCounter)
  // What a layout does not name is looked for under its other names: people add columns to exports.
  if (layout?.kind !== 'journalChange') claimByName(table, texts, groups, claims)
  if (table === 'results') claimNumbered(texts, groups, claims)
  // A school may be named by its name alone.
  if (!claims.columns.has('school_id') && claims.columns.has('name') && table !== 'assessments')
    claims.columns.set('school_id', claims.columns.get('name')!)
  return claims.header(shownCells(texts, groups), layout)
}

/** Headers for people: with the heading above where the text alone is a number or stands several times. */
function shownCells(texts: readonly string[], groups: readonly string[]): string[] {
  const count = new Map<string, number>()
  for (const text of texts) count.set(text, (count.get(text) ?? 0) + 1)
  return texts.map((text, i) => {
    const group = groups[i] ?? ''
    if (group === '' || group === text || text === '') return text
    return count.get(text)! > 1 || bareLabel(text) !== null ? `${group}: ${text}` : text
  })
}

/** Which column is what, while it is being found out. */
class Claims {
  readonly columns = new Map<string, number>()
  readonly numbered: Record<NumberedName, NumberedColumn[]> = {
    item: [],
    score: [],
    level: [],
    mark: [],
    itemPercent: [],
  }
  private readonly free: Set<number>
  private readonly ignored = new Set<number>()
  private readonly context = new Map<number, string>()
  /** Those that the user calls context. */
  private readonly said = new Set<number>()

  constructor(
    private readonly texts: readonly string[],
    private readonly foreign: ReadonlySet<number>,
  ) {
    this.free = new Set([...texts.keys()].filter((index) => texts[index] !== '' && !foreign.has(index)))
  }

  isFree(index: number): boolean {
    return this.free.has(index)
  }

  freeColumns(): number[] {
    return [...this.free]
  }

  /** What the user says of a column. */
  give(index: number, meaning: string): void {
    if (!this.free.has(index)) return
    if (meaning === 'context' || Object.hasOwn(CONTEXT, meaning)) {
      if (meaning === 'context') this.said.add(index)
      this.keepAsContext(index, meaning === 'context' ? this.texts[index]! : meaning)
      return
    }
    if (meaning === 'ignore') {
      this.ignore(index)
      return
    }
    const family = numberedMeaning(meaning)
    if (family === null) this.claim(meaning, index)
    else
      this.claimNumber(family.name, {
        number: family.number,
        index,
        header: this.texts[index]!,
        max: itemLabel(this.texts[index]!)?.max ?? null,
      })
  }

  /** A context column, whatever its header looks like; under the name of a concept where the user says which it is. */
  private keepAsContext(index: number, name: string): void {
    if ([...this.context.values()].includes(name)) return
    this.free.delete(index)
    this.context.set(index, name)
  }

  claim(column: string, index: number): void {
    if (this.columns.has(column)) return
    this.columns.set(column, index)
    this.free.delete(index)
  }

  claimNumber(name: NumberedName, column: NumberedColumn): void {
    this.numbered[name].push(column)
    this.free.delete(column.index)
  }

  take(column: string, fits: (cell: string) => boolean): void {
    if (this.columns.has(column)) return
    const index = this.freeColumns().find((i) => fits(this.texts[i]!))
    if (index !== undefined) this.claim(column, index)
  }

  /** The first column that fits is passed over on purpose. */
  pass(fits: (cell: string) => boolean): void {
    const index = this.freeColumns().find((i) => fits(this.texts[i]!))
    if (index !== undefined) this.ignore(index)
  }

  private ignore(index: number): void {
    this.free.delete(index)
    this.ignored.add(index)
  }

  header(cells: readonly string[], layout: Layout | null): Header {
    const { columns, numbered, context, free, ignored, foreign } = this
    const meanings = new Map<number, string>([...columns].map(([column, index]) => [index, column]))
    for (const [name, list] of Object.entries(numbered))
      for (const { number, index } of list)
        meanings.set(index, name === 'itemPercent' ? `item_${number}_percent` : `${name}_${number}`)
    return {
      cells,
      layout,
      at: (name) => columns.get(name) ?? -1,
      nameOf: (column) => cells[columns.get(column) ?? -1] ?? column,
      numbered,
      others: [...free, ...context.keys()]
        .sort((a, b) => a - b)
        .map((index) => ({
          header: context.get(index) ?? cells[index]!,
          index,
          ...(this.said.has(index) ? { said: true } : {}),
        })),
      itemsWhole: ![...free].some((index) => speaksOfItem(this.texts[index]!)),
      meaningOf: (index) => meanings.get(index) ?? (ignored.has(index) || foreign.has(index) ? 'ignore' : null),
    }
  }
}

/** `item_3`, `score_12`, `mark_5`, `item_3_percent` as a family and a number; `null` for any other name. */
export function numberedMeaning(meaning: string): { readonly name: NumberedName; readonly number: number } | null {
  const match = /^(item|score|level|mark)_(\d{1,4})(_percent)?$/.exec(meaning)
  if (match === null || (match[3] !== undefined && match[1] !== 'item')) return null
  return { name: match[3] === undefined ? (match[1] as NumberedName) : 'itemPercent', number: Number(match[2]) }
}

/** Earlier names win, so that `Логин, ОО` gives the login as the school and `ОО` as its name. */
function claimByName(table: TableName, texts: readonly string[], groups: readonly string[], claims: Claims): void {
  const byName = new Map<string, number>()
  const note = (name: string, index: number) => {
    if (name !== '' && claims.isFree(index) && !byName.has(name)) byName.set(name, index)
  }
  texts.forEach((text, index) => {
    note(comparable(text), index)
  })
  // "Отметка" above "по журналу" is the journal mark.
  groups.forEach((group, index) => {
    if (group !== '') note(comparable(`${group} ${texts[index]}`), index)
  })
  for (const column of COLUMNS[table])
    for (const name of [column.name, ...column.aliases]) {
      const index = byName.get(comparable(name))
      if (index === undefined || !claims.isFree(index)) continue
      claims.claim(column.name, index)
      if (claims.columns.get(column.name) === index) break
    }
}

/** A column named twice is an error where one of the two is read: which of them counts must not be guessed. */
export function columnTwice(table: TableName, header: Header): string | null {
  // Tables of observers have a pair of equal columns for every subject.
  if (header.layout?.kind === 'journalChange' || table === 'observers') return null
  const seen = new Map<string, number>()
  for (const [index, cell] of header.cells.entries()) {
    if (cell === '' || header.meaningOf(index) === 'ignore') continue
    const name = cell.toLowerCase()
    const first = seen.get(name)
    if (first === undefined) seen.set(name, index)
    else if (table === 'schools' || header.meaningOf(first) !== null || header.meaningOf(index) !== null) return cell
  }
  return null
}

/** What a heading above numbers says that they are. */
function familyOfGroup(group: string): NumberedName | null {
  if (/задани|выполнени/i.test(group)) return 'item'
  if (/отмет|оценк/i.test(group)) return 'mark'
  if (/уровн/i.test(group)) return 'level'
  return /балл/i.test(group) ? 'score' : null
}

function claimNumbered(texts: readonly string[], groups: readonly string[], claims: Claims): void {
  const items: { label: string; index: number; max: number | null }[] = []
  const bare: { label: string; index: number; group: string }[] = []
  for (const index of claims.freeColumns()) {
    const header = texts[index]!
    const item = itemLabel(header)
    const label = item === null ? bareLabel(header) : null
    if (item !== null) items.push({ ...item, index })
    else if (label !== null) bare.push({ label, index, group: groups[index] ?? '' })
    else claimPattern(header, index, claims)
  }
  const kind = bareKind(bare, claims, items.length > 0)
  if (kind === 'item') items.push(...bare.map(({ label, index }) => ({ label, index, max: null })))
  else if (kind !== null)
    for (const { label, index } of bare)
      claims.claimNumber(kind, { number: Number(label), index, header: texts[index]!, max: null })
  numberItems(items, texts, claims)
}

function claimPattern(header: string, index: number, claims: Claims): void {
  for (const { name, pattern } of NUMBERED) {
    const match = pattern.exec(header.toLowerCase())
    if (match === null) continue
    claims.claimNumber(name, { number: Number(match[1]), index, header, max: null })
    return
  }
}

/**
 * Items keep the numbers of their labels where these are whole numbers without maxima (`балл за 3`); with sub-items
 * (`5(1)`, `9.1`, `4К1`) or maxima they are numbered in the order in which they stand.
 */
function numberItems(
  items: { label: string; index: number; max: number | null }[],
  texts: readonly string[],
  claims: Claims,
): void {
  const inOrder = [...items].sort((a, b) => a.index - b.index)
  const plain = inOrder.every(({ label, max }) => max === null && /^\d+$/.test(label))
  inOrder.forEach(({ label, index, max }, i) => {
    claims.claimNumber('item', { number: plain ? Number(label) : i + 1, index, header: texts[index]!, max })
  })
}

/** Headers that are bare numbers: `2, 3, 4, 5` are marks, `0, 1, ...` primary scores, `1, 2, ...` of papers items. */
function bareKind(
  bare: readonly { label: string; group: string }[],
  claims: Claims,
  hasItems: boolean,
): 'mark' | 'score' | 'item' | null {
  if (bare.length === 0) return null
  const papers = claims.columns.has('score') || claims.columns.has('pupil_id')
  const families = new Set(bare.map(({ group }) => familyOfGroup(group)))
  const [family] = families
  const whole = bare.every(({ label }) => /^\d+$/.test(label))
  const sorted = bare.map(({ label }) => Number(label)).sort((a, b) => a - b)
  if (families.size === 1 && family === 'item') return 'item'
  if (!whole) return papers ? 'item' : null
  if (families.size === 1 && family === 'score' && !papers && sorted.length > 1) return 'score'
  if (sorted.join() === '2,3,4,5') return papers && hasItems ? null : 'mark'
  if (sorted.length > 1 && sorted.every((number, i) => number === i)) return 'score'
  return papers && sorted.length > 1 && sorted.every((number, i) => number === i + 1) ? 'item' : null
}

/** The required columns that are missing, each with the nearest header that is there. */
export function missingColumns(
  table: TableName,
  file: string | null,
  header: Header,
  required: readonly string[],
  row: number,
): Problem[] {
  const free = header.others.map((other) => other.header)
  const found = header.cells
    .filter((cell) => cell !== '')
    .slice(0, 30)
    .map(discreetHeading)
    .join(', ')
  return required
    .filter((name) => header.at(name) === -1)
    .map((name) =>
      problem('missingColumn', { table, file, row, column: name, found, expected: nearestHeader(table, name, free) }),
    )
}

/** The header that comes nearest to any name of a column: by its letters, else by the beginnings of its words. */
function nearestHeader(table: TableName, name: string, headers: readonly string[]): string | null {
  const column = COLUMNS[table].find((known) => known.name === name)
  const names = column === undefined ? [name] : [name, ...column.aliases]
  for (const known of names) {
    const near = known.length < 3 ? null : nearest(known, headers)
    if (near !== null) return near
  }
  let best: string | null = null
  let most = ALIKE
  for (const header of headers)
    for (const known of names) {
      const alike = likeness(words(header), words(known))
      if (alike <= most) continue
      most = alike
      best = header
    }
  return best
}

/** Share of the words that must begin alike. */
const ALIKE = 0.45
const words = (text: string): string[] =>
  comparable(text)
    .split(' ')
    .filter((word) => word.length > 1)

/** How many of the words of two headers begin alike, of the words of the shorter and the longer on average. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const alike = (x: string, y: string): boolean => {
    const length = Math.max(Math.min(x.length, y.length, 5), 2)
    return x.slice(0, length) === y.slice(0, length)
  }
  const common = a.filter((x) => b.some((y) => alike(x, y))).length
  return common === 0 ? 0 : common / ((a.length + b.length) / 2)
}
