import type { FileMapping, ProblemCode } from '../../model'
import { readNumber, readPoints } from '../cells'
import { CELL, type MergedRange } from '../formats/workbook'
import { COLUMNS } from '../headers/columns'
import type { Header } from '../headers/header'
import { HEAD_ROWS, inspectSheet, type Understood } from '../headers/inspect-sheet'
import type { Block } from '../headers/recognise'
import type { HeadRow } from '../headers/stacked'
import { apartFromData, isTotalOrSignature, SumWatch } from '../headers/totals'
import { InputError, problem, stop } from '../problems'
import { clean, comparable, own } from '../text'
import { readSchoolCell } from './registry'
import { isSchoolName } from './school-names'
import type { RowReader, Source, SourceInfo } from './source'

/** What a feed needs of the collector. */
export interface FeedRoom {
  /** A reader for the rows under a header. */
  reader(source: Source, header: Header): RowReader
  /** A source of its own, for another table in the same sheet. */
  source(info: SourceInfo): Source
}

/** A row that waits until it is known what the table is. */
interface WaitingRow extends HeadRow {
  readonly kinds: Uint8Array | null
}

/**
 * Takes the rows of one sheet. What its table is was found out before (`SourceInfo.understood`), or is found out from its
 * first rows; then the rows below the header go to the reader that the header calls for. A second header below is the
 * beginning of another table.
 */
export class Feed {
  private waiting: WaitingRow[] | null = []
  private headerFirst = false
  /** Rows up to this one are header or title. */
  private headerEnds = 0
  private region: Region | null = null
  private readonly mappings: readonly FileMapping[]
  /** True where the table turned out to be none of this kind, and may be (`SourceInfo.optional`). */
  passedOver = false

  constructor(
    private readonly source: Source,
    private readonly room: FeedRoom,
  ) {
    const { understood, mappings = [] } = source.info
    this.mappings = mappings
    if (understood === undefined) return
    this.waiting = null
    this.begin(source, understood)
  }

  header(cells: readonly string[], row = 1): void {
    this.headerFirst = true
    this.waiting = [{ number: row, cells: [...cells], kinds: null }]
    this.decide()
  }

  row(cells: readonly string[], row: number, kinds: Uint8Array | null = null): void {
    if (this.passedOver || isBlank(cells)) return
    const { region } = this
    if (this.waiting === null && region !== null) {
      if (row <= this.headerEnds) return
      if (!this.beginsAnother(cells, row, region)) {
        region.row(cells, row, kinds)
        return
      }
      this.waiting = region.titleRows()
    }
    this.waiting!.push({ number: row, cells: [...cells], kinds: kinds === null ? null : kinds.slice() })
    if (this.waiting!.length >= HEAD_ROWS) this.decide()
  }

  /** Whether another table begins with this row: the user says so, or it looks like a header and is not the present one again. */
  private beginsAnother(cells: readonly string[], row: number, region: Region): boolean {
    if (this.mappings.length > 0 && this.mappings.some(({ headerRow }) => headerRow === row)) return true
    return region.mayBeHeader(cells)
  }

  private decide(): void {
    const waiting = this.waiting!
    this.waiting = null
    if (this.region === null) this.decideFirst(waiting)
    else this.decideAnother(waiting, this.region)
  }

  private decideFirst(waiting: readonly WaitingRow[]): void {
    const { source } = this
    const { info, table } = source
    const answer = inspectSheet({
      head: waiting,
      merged: info.merged ?? [],
      file: info.path ?? source.file,
      shownAs: source.file ?? undefined,
      sheet: info.sheet ?? null,
      table,
      others: false,
      mapping: this.mappings[0] ?? null,
      counted: info.counted,
      headerFirst: this.headerFirst,
      before: info.context,
    })
    if ('leftOut' in answer) {
      if (info.optional === true) {
        this.passedOver = true
        return
      }
      const { file } = source
      throw new InputError(answer.problems.length > 0 ? answer.problems : [problem('emptyTable', { table, file })])
    }
    this.begin(source, answer.understood)
    if (!this.headerFirst) for (const { cells, number, kinds } of waiting) this.row(cells, number, kinds)
  }

  /** A second table: of its own, or, where the row was no header after all, the rows go on as data. */
  private decideAnother(waiting: readonly WaitingRow[], region: Region): void {
    const { info, table } = this.source
    const titles = waiting.filter(({ number }) => number <= region.lastRow)
    const rows = waiting.slice(titles.length)
    const first = rows[0]!.number
    const before = region.understood.context
    const answer = inspectSheet({
      head: waiting,
      merged: info.merged ?? [],
      file: info.path ?? this.source.file,
      shownAs: this.source.file ?? undefined,
      sheet: info.sheet ?? null,
      table,
      others: false,
      mapping: this.mappings.find(({ headerRow }) => headerRow === first) ?? null,
      counted: info.counted,
      before,
    })
    if ('leftOut' in answer || answer.understood.headerRows[0] > rows[Math.min(2, rows.length - 1)]!.number) {
      for (const { cells, number, kinds } of rows) region.row(cells, number, kinds)
      return
    }
    region.end()
    this.headerFirst = false
    const source = this.room.source({ ...info, file: placeOfTable(info.file, info.sheet, first), optional: true })
    info.onTable?.(answer.understood)
    this.begin(source, answer.understood)
    source.note('secondTable', first, null, null, null)
    for (const { cells, number, kinds } of rows) this.row(cells, number, kinds)
  }

  private begin(source: Source, understood: Understood): void {
    const errors = understood.problems.filter(({ severity }) => severity === 'error')
    if (errors.length > 0) throw new InputError(errors)
    // Rows that an engine hands over have no numbers of their own.
    this.headerEnds = this.headerFirst ? 0 : understood.headerRows[1]
    this.region = new Region(source, understood, this.room)
  }

  end(): void {
    // The rows that were decided upon may have begun another table in their turn.
    while (this.waiting !== null && this.waiting.length > 0) this.decide()
    const { table, file, info, rows } = this.source
    if (this.region === null && !this.passedOver) {
      if (info.optional === true) this.passedOver = true
      else stop('emptyTable', { table, file })
    }
    this.region?.end()
    if (this.region !== null && rows === 0 && table === 'results' && info.optional !== true)
      stop('emptyTable', { table, file, row: 1 })
  }
}

/** `a.xlsx [Лист1!A184]`, as Excel writes where something stands. */
function placeOfTable(file: string | null | undefined, sheet: string | null | undefined, row: number): string | null {
  if (file === null || file === undefined) return null
  const bare = file.replace(/ \[[^\]]*\]$/, '')
  return sheet === null || sheet === undefined ? `${bare} [A${row}]` : `${bare} [${sheet}!A${row}]`
}

/** Columns that say where a row belongs: a merged cell of theirs speaks for all rows that it spans. */
const PLACES = ['school_id', 'name', 'municipality', 'subject', 'grade', 'year', 'class', 'observer', 'cluster']

/** Texts that are names of columns. */
const HEADER_WORDS: ReadonlySet<string> = /* @__PURE__ */ new Set(
  Object.values(COLUMNS).flatMap((columns) =>
    columns.flatMap(({ name, aliases }) => [name, ...aliases].map(comparable)),
  ),
)

/** Cells that are known to begin rows of data, at most so many. */
const REMEMBERED = 20_000

/** One table of a sheet: its header, and the rows below it. */
class Region {
  private readonly parts: readonly {
    readonly block: Block
    readonly reader: RowReader
    readonly columns: readonly number[]
  }[]
  private readonly header: Header
  private readonly width: number
  private readonly schoolAt: number
  private readonly scoreAt: number
  private readonly sumAt: number
  private readonly groupsAt: number
  private readonly merged: readonly { readonly range: MergedRange; value: string }[]
  private readonly plain = new Set<string>()
  private readonly sums = new SumWatch()
  private sectionSchool = ''
  /** Lines of text since the last row of data: they may be the title of another table. */
  private remarks: WaitingRow[] = []
  lastRow = 0

  constructor(
    private readonly source: Source,
    readonly understood: Understood,
    room: FeedRoom,
  ) {
    const { blocks, layout, kind, context, maxScore, itemLevel, above } = understood
    source.kind = kind
    source.layout = layout
    source.context = context
    source.maxScore = maxScore
    source.itemLevel = itemLevel
    source.above = above
    source.understood = understood
    for (const { severity, code, row, column, found, expected } of understood.problems)
      if (severity === 'note') source.note(code, row, column, found, expected)
    this.header = blocks[0]!.header
    this.width = this.header.cells.length
    this.schoolAt = this.header.at('school_id')
    this.scoreAt = kind === 'pupils' ? this.header.at('score') : -1
    this.sumAt = ['distributions', 'summaries', 'participation'].includes(kind)
      ? this.header.at(kind === 'participation' ? 'enrolled' : 'participants')
      : -1
    this.groupsAt = this.header.cells.findIndex((cell) => /^кол-во оо$/i.test(cell))
    const of = (source.info.merged ?? []).filter(({ firstRow, lastRow }) => lastRow > firstRow)
    const places = new Set(blocks.flatMap(({ header }) => PLACES.map((name) => header.at(name))))
    this.merged = of
      .filter(({ firstRow, firstColumn }) => firstRow > understood.headerRows[1] && places.has(firstColumn))
      .map((range) => ({ range, value: '' }))
    if (source.table !== 'schools' && kind !== 'journalChange')
      source.ignored = [...new Set(blocks.flatMap(({ header }) => header.others.map((other) => other.header)))]
    this.parts = blocks.map((block) => ({
      block,
      reader: this.within(block, () => room.reader(source, block.header)),
      columns: ownColumns(block, blocks),
    }))
  }

  /** Runs something while the source speaks of the subject of a block. */
  private within<T>({ subject, grade }: Block, run: () => T): T {
    const { source, understood } = this
    if (subject === null) return run()
    source.context = { ...understood.context, subject, grade: grade ?? understood.context.grade }
    return run()
  }

  /** The remarks above the next header, which are its title. */
  titleRows(): WaitingRow[] {
    const rows = this.remarks
    this.remarks = []
    return rows
  }

  /** Whether a row looks like a header; the same header once more, without a title of its own, is passed over as a remark. */
  mayBeHeader(cells: readonly string[]): boolean {
    const school = cells[this.schoolAt] ?? ''
    if (this.plain.has(school)) return false
    const first = firstFilled(cells)
    if (!HEADER_WORDS.has(comparable(school)) && !HEADER_WORDS.has(comparable(first))) return false
    return !this.repeats(cells) || this.remarks.length > 0
  }

  private repeats(cells: readonly string[]): boolean {
    return this.header.cells.every((cell, i) => comparable(cell) === comparable(cells[i] ?? ''))
  }

  row(given: readonly string[], row: number, kinds: Uint8Array | null): void {
    const { source } = this
    this.lastRow = row
    const apart = this.isApart(given, row, kinds)
    if (apart) {
      source.skipped++
      return
    }
    let cells = this.merged.length === 0 ? given : this.filledDown(given, row)
    const named = this.understood.layout === null ? cells : this.named(cells)
    if (named === null) {
      source.skipped++
      return
    }
    cells = named
    this.remarks = []
    source.weight = 1
    if (given.length > this.width && !isBlank(given.slice(this.width))) {
      source.rows++
      const beyond = given.slice(this.width).find((cell) => clean(cell) !== '') ?? ''
      source.setAside('cellsBeyondHeader', row, null, beyond, String(this.width))
      this.unread(cells, 'cellsBeyondHeader')
      return
    }
    if (kinds?.includes(CELL.formulaWithoutValue) === true) {
      const counted = this.withTotals(cells, row, kinds)
      if (counted === null) {
        this.unread(cells, 'formulaWithoutValue')
        return
      }
      cells = counted
    }
    this.read(cells, row)
  }

  /** A row of every subject that a wide table has something of. */
  private read(cells: readonly string[], row: number): void {
    const { parts, source } = this
    if (parts.length === 1) {
      const { block, reader } = parts[0]!
      source.rows++
      if (block.subject === null) reader.row(cells, row)
      else this.within(block, () => reader.row(cells, row))
      return
    }
    const told = parts.filter(({ columns }) => columns.some((column) => clean(cells[column] ?? '') !== ''))
    for (const { block, reader } of told.length === 0 ? parts.slice(0, 1) : told) {
      source.rows++
      source.weight = 1
      this.within(block, () => reader.row(cells, row))
    }
  }

  /** Of a table with several subjects beside each other such a row may belong to any of them. */
  private unread(cells: readonly string[], code: ProblemCode): void {
    if (this.parts.length === 1) this.parts[0]!.reader.unread?.(cells, code)
  }

  /** In a table of observers a school with nothing beside it had none; elsewhere it is a heading. */
  private namesSchool(school: string): boolean {
    const name = clean(school)
    return this.source.table === 'observers' && isSchoolName(name) && !isTotalOrSignature(name)
  }

  /** Totals, signatures, the header once more: no data. */
  private isApart(cells: readonly string[], row: number, kinds: Uint8Array | null): boolean {
    const school = cells[this.schoolAt] ?? ''
    const first = firstFilled(cells)
    const { layout } = this.understood
    if (layout?.rows !== 'groups' && (!this.isPlain(first) || !this.isPlain(school))) {
      const apart =
        first === school && this.namesSchool(school) ? null : apartFromData(cells, this.width, this.schoolAt)
      if (apart === 'remark') this.remarks.push({ number: row, cells: [...cells], kinds })
      if (apart !== null) return true
      if (HEADER_WORDS.has(comparable(school)) && this.repeats(cells)) return true
      this.remember(first)
      this.remember(school)
    }
    if (this.sumAt === -1 || hasLogin(school)) return false
    return this.sums.isSum(readNumber(cells[this.sumAt] ?? '') ?? 0)
  }

  private isPlain(cell: string): boolean {
    const code = cell.charCodeAt(0)
    return (code >= 0x30 && code <= 0x39) || this.plain.has(cell)
  }

  private remember(cell: string): void {
    if (cell !== '' && this.plain.size < REMEMBERED) this.plain.add(own(cell))
  }

  /** The cells with what merged cells say of all rows that they span. */
  private filledDown(cells: readonly string[], row: number): readonly string[] {
    let copy: string[] | null = null
    for (const entry of this.merged) {
      const { firstRow, lastRow, firstColumn } = entry.range
      if (row < firstRow || row > lastRow) continue
      const cell = cells[firstColumn] ?? ''
      if (row === firstRow) entry.value = own(cell)
      else if (clean(cell) === '' && entry.value !== '') {
        copy ??= [...cells]
        while (copy.length <= firstColumn) copy.push('')
        copy[firstColumn] = entry.value
      }
    }
    if (copy !== null) this.source.note('mergedCellsFilled', row, null, null, null)
    return copy ?? cells
  }

  /** Totals that a program wrote as formulas without values: made of the items, else the row is set aside. */
  private withTotals(cells: readonly string[], row: number, kinds: Uint8Array): readonly string[] | null {
    const { source, header, scoreAt } = this
    const missing = (index: number) => kinds[index] === CELL.formulaWithoutValue && (cells[index] ?? '') === ''
    const items = header.numbered.item
    if (scoreAt !== -1 && missing(scoreAt) && items.length > 0 && items.every(({ index }) => !missing(index))) {
      const copy = [...cells]
      copy[scoreAt] = String(items.reduce((sum, { index }) => sum + (readPoints(cells[index] ?? '') ?? 0), 0))
      source.note('totalFromItems', row, header.cells[scoreAt]!, null, null)
      return copy
    }
    const column = [...header.cells.keys()].find(
      (index) => missing(index) && ![null, 'ignore'].includes(header.meaningOf(index)),
    )
    if (column !== undefined) {
      source.rows++
      source.setAside('formulaWithoutValue', row, header.cells[column]!, null, null)
      return null
    }
    const unread = header.others.find(({ index }) => missing(index))
    if (unread !== undefined && source.table === 'schools')
      source.note('formulaNotCalculated', row, unread.header, null, null)
    return cells
  }

  /** The cells with the school of their section filled in; `null` for a row that is no data. */
  private named(cells: readonly string[]): readonly string[] | null {
    const layout = this.understood.layout!
    if (layout.rows === 'plain') return cells
    const cell = clean(cells[this.schoolAt] ?? '')
    if (layout.rows === 'groups') return this.isGroup(cell, cells) ? null : cells
    const section = cells.find((text) => text !== '' && (readSchoolCell(text)?.name ?? null) !== null)
    if (section !== undefined && cells.some((text) => /кол-во участников/i.test(text))) {
      this.sectionSchool = section
      return null
    }
    if (cell !== '' || this.sectionSchool === '') return cells
    return cells.map((text, index) => (index === this.schoolAt ? this.sectionSchool : text))
  }

  /** Rows of the whole sample, the region and its municipalities name no login, or count schools. */
  private isGroup(cell: string, cells: readonly string[]): boolean {
    if (this.understood.layout!.id === 'journal-comparison-long') {
      const group = /^(?:понизили|подтвердили|повысили|всего)/i.test(cell) ? false : !hasLogin(cell)
      if (group) (this.parts[0]!.reader as { close?: () => void }).close?.()
      return group
    }
    if (this.groupsAt === -1) return !hasLogin(cell)
    return clean(cells[this.groupsAt] ?? '') !== ''
  }

  end(): void {
    for (const { block, reader } of this.parts) this.within(block, () => reader.end())
    this.source.context = this.understood.context
  }
}

/** The columns of a block that no other block reads. */
function ownColumns({ header }: Block, blocks: readonly Block[]): readonly number[] {
  const read = (of: Header, index: number) => ![null, 'ignore'].includes(of.meaningOf(index))
  return [...header.cells.keys()].filter(
    (index) => read(header, index) && blocks.filter((block) => read(block.header, index)).length === 1,
  )
}

/** Without a function per row: a country has millions of them. */
function firstFilled(cells: readonly string[]): string {
  for (const cell of cells) if (cell !== '') return cell
  return ''
}

function hasLogin(cell: string): boolean {
  return /(?:^|\()\s*(?:sch|edu)\d{6}\s*\)?\s*$/i.test(cell)
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && (isPrinted(cell.charCodeAt(0)) || clean(cell) !== '')) return false
  return true
}

/** A letter, digit or sign of ASCII: what begins with one is not blank. */
const isPrinted = (code: number): boolean => code > 0x20 && code < 0x7f
