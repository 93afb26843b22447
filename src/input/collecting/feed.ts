import { type Header, readHeader } from '../headers/header'
import type { Layout } from '../headers/layouts'
import { recogniseHeader } from '../headers/recognise'
import { readItemLevels, readTitle } from '../headers/title'
import { stop } from '../problems'
import { clean } from '../text'
import { readSchoolCell } from './registry'
import type { RowReader, Source } from './source'

/** Rows that may stand above a header: a title block, and no more. */
const DEEPEST_HEADER = 40

/**
 * Takes the rows of one table, finds its header among the first of them, takes what the rows above it say as a title,
 * and hands the rows below it to the reader that the header calls for.
 */
export class Feed {
  private reader: RowReader | null = null
  private width = 0
  private layout: Layout | null = null
  private schoolAt = -1
  private groupsAt = -1
  private sectionSchool = ''
  private above: { cells: readonly string[]; row: number }[] = []
  /** True where the table turned out to be none of this kind, and may be (`SourceInfo.optional`). */
  passedOver = false

  constructor(
    private readonly source: Source,
    private readonly readerOf: (header: Header, row: number) => RowReader,
  ) {}

  header(cells: readonly string[], row = 1): void {
    this.open(cells, row, recogniseHeader(this.source.table, cells)?.layout ?? null)
  }

  row(cells: readonly string[], row: number): void {
    if (this.passedOver || isBlank(cells)) return
    if (this.reader === null) this.search(cells, row)
    else this.data(cells, row)
  }

  private search(cells: readonly string[], row: number): void {
    const found = recogniseHeader(this.source.table, cells)
    if (found !== undefined) {
      this.readAbove(cells)
      this.open(cells, row, found.layout)
      return
    }
    this.above.push({ cells: [...cells], row })
    if (this.above.length >= DEEPEST_HEADER) this.settle()
  }

  /** No row looks like a header: the first stands for it, and what it lacks is the error. */
  private settle(): void {
    if (this.source.info.optional === true) {
      this.passedOver = true
      this.above = []
      return
    }
    const { above } = this
    const start = above.findIndex(({ cells }) => cells.filter((cell) => clean(cell) !== '').length > 1)
    const first = above[start]
    if (first === undefined) {
      const { table, file } = this.source
      stop('notATable', { table, file, row: above[0]?.row, found: above[0]?.cells.find((cell) => clean(cell) !== '') })
    }
    this.above = []
    this.open(first.cells, first.row, null)
    for (const { cells, row } of above.slice(start + 1)) this.data(cells, row)
  }

  private readAbove(header: readonly string[]): void {
    const { source } = this
    const title = readTitle(this.above.map(({ cells }) => cells.filter((cell) => cell !== '').join(' ')).join(' ; '))
    source.context = {
      subject: title.subject ?? source.context.subject,
      grade: title.grade ?? source.context.grade,
      year: title.year ?? source.context.year,
    }
    source.maxScore = title.maxScore
    const items = header.flatMap((cell, index) => (/\(\d+\s*б\.?\)/i.test(cell) ? [index] : []))
    source.itemLevel = readItemLevels(this.above.at(-1)?.cells ?? [], items)
    source.above = this.above.at(-1)?.cells.map(clean) ?? null
    this.above = []
  }

  private open(cells: readonly string[], row: number, layout: Layout | null): void {
    const { table, file } = this.source
    const header = readHeader(table, file, cells, row, layout)
    this.width = cells.length
    this.layout = layout
    this.source.layout = layout
    this.schoolAt = header.at('school_id')
    this.groupsAt = header.cells.findIndex((cell) => /^кол-во оо$/i.test(cell))
    this.reader = this.readerOf(header, row)
  }

  private data(cells: readonly string[], row: number): void {
    const { source, layout } = this
    const named = layout !== null && layout.rows !== 'plain' ? this.named(cells) : cells
    if (named === null) {
      source.skipped++
      return
    }
    source.rows++
    source.weight = 1
    if (cells.length > this.width && !isBlank(cells.slice(this.width))) {
      const beyond = cells.slice(this.width).find((cell) => clean(cell) !== '') ?? ''
      source.setAside('cellsBeyondHeader', row, null, beyond, String(this.width))
      return
    }
    this.reader!.row(named, row)
  }

  /** The cells with the school of their section filled in; `null` for a row that is no data. */
  private named(cells: readonly string[]): readonly string[] | null {
    const cell = clean(cells[this.schoolAt] ?? '')
    if (this.layout!.rows === 'groups') return this.isGroup(cell, cells) ? null : cells
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
    if (this.layout!.id === 'journal-comparison-long') {
      const group = /^(?:понизили|подтвердили|повысили|всего)/i.test(cell) ? false : !hasLogin(cell)
      if (group) (this.reader as { close?: () => void }).close?.()
      return group
    }
    if (this.groupsAt === -1) return !hasLogin(cell)
    return clean(cells[this.groupsAt] ?? '') !== ''
  }

  end(): void {
    if (this.reader === null && !this.passedOver) this.endWithoutHeader()
    this.reader?.end()
    const { table, file, rows } = this.source
    if (this.reader !== null && rows === 0 && table === 'results') stop('emptyTable', { table, file, row: 1 })
  }

  private endWithoutHeader(): void {
    const { table, file, info } = this.source
    if (this.above.length > 0) this.settle()
    else if (info.optional === true) this.passedOver = true
    else stop('emptyTable', { table, file })
  }
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
