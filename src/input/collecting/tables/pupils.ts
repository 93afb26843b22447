import { NOT_ATTEMPTED, type ProblemCode } from '../../../model'
import { SittingBuilder } from '../../../sittings/builder'
import { isAbsence, readMark, readNumber, readPoints } from '../../cells'
import type { Header, NumberedColumn } from '../../headers/header'
import { itemLabel } from '../../headers/labels'
import { clean, own } from '../../text'
import type { CodedPapers } from '../coded-papers'
import type { PaperSet } from '../paper-set'
import { EMPTY, PaperStore } from '../papers'
import { PlaceReader } from '../place'
import {
  type AssessmentEntry,
  type EarlyPaper,
  type HeaderForm,
  knownMaximum,
  type Registry,
  rememberMark,
  type SittingEntry,
} from '../registry'
import type { Rosters } from '../rosters'
import type { RowReader, Source } from '../source'

/** Highest points of an item that fit into a packed answer. */
const HIGHEST_POINTS = 200

/** Highest score of a test without a known maximum. */
const HIGHEST_SCORE = 100_000

/** Papers of one score that are held back, and the highest score of which any are. */
const HELD_BACK = 5
const HIGHEST_HELD = 1000

/** Reads one paper per row, or several equal ones (column `papers`). */
export class PupilReader implements RowReader {
  private readonly place: PlaceReader
  private readonly items: readonly NumberedColumn[]
  private readonly answers: Uint8Array
  private readonly scoreAt: number
  private readonly markAt: number
  private readonly journalAt: number
  private readonly variantAt: number
  private readonly pupilAt: number
  private readonly papersAt: number
  private readonly repeatedAt: number
  private variant = 0
  private lastAssessment: AssessmentEntry | null = null
  private readonly form: HeaderForm
  /** Rows that were set aside unread, by what names their sitting. */
  private readonly unreadRows = new Map<string, { code: ProblemCode; cells: readonly string[]; rows: number }>()

  constructor(
    private readonly source: Source,
    registry: Registry,
    private readonly header: Header,
    private readonly papers: PaperSet,
    private readonly byClass: boolean,
    private readonly makeSitting: Registry['sitting'],
    private readonly coded: CodedPapers,
    private readonly rosters: Rosters | null = null,
  ) {
    this.place = new PlaceReader(source, registry, header)
    this.items = [...header.numbered.item].sort((a, b) => a.number - b.number)
    this.answers = new Uint8Array(this.items.length)
    this.scoreAt = header.at('score')
    this.markAt = header.at('mark')
    this.journalAt = header.at('journal_mark')
    this.variantAt = header.at('variant')
    this.pupilAt = header.at('pupil_id')
    this.papersAt = header.at('papers')
    this.repeatedAt = header.at('repeated')
    this.form = this.readForm()
  }

  /** What header and title say; where columns that look like items were not read, their maxima say nothing of the whole. */
  private readForm(): HeaderForm {
    const { items, source, header } = this
    const maxima = items.map((item) => item.max)
    const complete = header.itemsWhole
    const named = complete && items.length > 0 && maxima.every((max) => max !== null) ? maxima : null
    return {
      source,
      columns: items.map((item) => item.header),
      labels: items.map((item) => itemLabel(item.header)?.label ?? item.header),
      scoreColumn: header.cells[this.scoreAt] ?? 'score',
      maxima: named,
      contiguous: items.every((item, j) => item.number === j + 1),
      complete,
      maxScore: source.maxScore ?? named?.reduce((sum, max) => sum + max, 0) ?? null,
      itemLevel: source.itemLevel,
    }
  }

  row(cells: readonly string[], row: number): void {
    const { place, source } = this
    if (this.papersAt !== -1 && !this.weigh(cells, row)) return
    if (!place.find(cells, row)) return
    const cell = cells[this.scoreAt] ?? ''
    if (isAbsent(cells, this.variantAt, cell)) {
      const sitting = this.sitting()
      sitting.papers!.absent += source.weight
      this.coded.add(sitting, this.pupilOf(cells), place.className, null)
      this.place.assessment.listsAbsent = true
      source.used += source.weight
      return
    }
    const { assessment } = place
    if (assessment !== this.lastAssessment) this.rememberForm(assessment)
    const score = readNumber(cell)
    if (!this.acceptScore(score, cell, row) || !this.readItems(cells, row)) return
    const papers = this.countNew(cells, row)
    if (papers === 0) return
    const mark = this.markOf(cells, this.markAt, 'markNotKnown', row)
    const journal = this.markOf(cells, this.journalAt, 'journalMarkNotKnown', row)
    const sitting = this.sitting()
    this.coded.add(sitting, this.pupilOf(cells), place.className, score!)
    for (let i = 0; i < papers && this.rosters !== null; i++)
      this.rosters.add(
        sitting,
        this.pupilOf(cells),
        this.place.className,
        score!,
        this.items.length > 0 ? this.answers : null,
      )
    const paper = { score: score!, mark, journal, variant: this.variant, className: this.place.className, row, source }
    if (this.items.length > 0) {
      sitting.store ??= new PaperStore()
      sitting.store.add(this.answers, paper, papers)
    } else this.countPaper(sitting, paper, papers)
  }

  /**
   * A paper without items is counted and forgotten. Where nothing says the highest score, the first papers of every score
   * are held back: those of a stray score can then still be set aside.
   */
  private countPaper(
    sitting: SittingEntry,
    paper: Omit<EarlyPaper, 'sitting' | 'papers' | 'column'>,
    papers: number,
  ): void {
    const { assessment } = sitting
    const { score, mark, journal } = paper
    const whole = Number.isInteger(score) && score <= HIGHEST_HELD
    if (whole && knownMaximum(assessment) === null) {
      const early = assessment.early.get(score) ?? []
      assessment.early.set(score, early)
      if (early.length < HELD_BACK) {
        early.push({ ...paper, sitting, papers, column: this.header.cells[this.scoreAt]! })
        return
      }
    }
    sitting.papers!.addPaper(score, mark, journal, papers)
    rememberMark(assessment, mark, score, papers)
    this.source.used += papers
  }

  unread(cells: readonly string[], code: ProblemCode): void {
    const name = `${code}\t${this.place.nameOf(cells)}`
    const alike = this.unreadRows.get(name) ?? { code, cells: cells.map(own), rows: 0 }
    this.unreadRows.set(name, alike)
    alike.rows++
  }

  /** Only now all assessments of the file are known. */
  end(): void {
    for (const { code, cells, rows } of this.unreadRows.values())
      if (this.place.findKnown(cells)) this.lacks(code, rows)
  }

  /** Notes for how many papers the row stands; false where it was set aside. */
  private weigh(cells: readonly string[], row: number): boolean {
    const { source, header } = this
    const cell = cells[this.papersAt] ?? ''
    const papers = readNumber(cell)
    if (papers === null) return source.setAside('participantsMissing', row, header.nameOf('papers'), '', null)
    if (papers === undefined || papers < 1 || !Number.isInteger(papers))
      return source.setAside('participantsNotWhole', row, header.nameOf('papers'), cell, null)
    source.weight = papers
    source.rows += papers - 1
    return true
  }

  private sitting(): SittingEntry {
    const { school, assessment, className } = this.place
    school.hasResults = true
    const sitting = this.makeSitting(school, assessment, this.byClass ? className : null)
    sitting.papers ??= new SittingBuilder()
    sitting.papers.seesClass(className)
    return sitting
  }

  /** Sets a paper aside, and remembers that its sitting lacks it. */
  private refuse(code: ProblemCode, row: number, column: string, cell: string, expected: string | null): false {
    this.lacks(code, this.source.weight)
    return this.source.setAside(code, row, column, cell, expected)
  }

  private lacks(code: ProblemCode, papers: number): void {
    const sitting = this.sitting()
    sitting.refused ??= new Map()
    sitting.refused.set(code, (sitting.refused.get(code) ?? 0) + papers)
  }

  private acceptScore(score: number | null | undefined, cell: string, row: number): boolean {
    const { source } = this
    const column = this.header.cells[this.scoreAt]!
    if (score === null) return source.setAside('scoreMissing', row, column, '', null)
    if (score === undefined) return this.refuse('scoreNotNumber', row, column, cell, null)
    if (score < 0) return this.refuse('scoreNegative', row, column, cell, '0')
    // Papers with items wait for the form of the test.
    const known = this.items.length > 0 ? null : knownMaximum(this.place.assessment)
    const maximum = known ?? HIGHEST_SCORE
    if (score > maximum) return this.refuse('scoreAboveMaximum', row, column, cell, String(maximum))
    return true
  }

  /** Points of all items into `answers`; false where the row was set aside. */
  private readItems(cells: readonly string[], row: number): boolean {
    if (this.items.length === 0) return true
    this.variant = this.variantOf(cells)
    const { items, answers } = this
    for (let j = 0; j < items.length; j++) {
      const item = items[j]!
      const cell = cells[item.index]
      answers[j] = EMPTY
      if (cell === undefined || cell.length === 0) continue
      const points = readPoints(cell)
      if (points === null) {
        if (clean(cell) !== '') answers[j] = NOT_ATTEMPTED
        continue
      }
      if (!this.acceptPoints(points, cell, item.header, row)) return false
      answers[j] = points!
    }
    return true
  }

  private variantOf(cells: readonly string[]): number {
    if (this.variantAt === -1) return 0
    const variant = readNumber(cells[this.variantAt] ?? '')
    return typeof variant === 'number' && variant >= 0 && variant <= 255 ? Math.floor(variant) : 0
  }

  private acceptPoints(points: number | undefined, cell: string, column: string, row: number): boolean {
    if (points === undefined || !Number.isInteger(points) || points > HIGHEST_POINTS)
      return this.refuse('itemNotNumber', row, column, cell, null)
    if (points < 0) return this.refuse('itemNegative', row, column, cell, '0')
    return true
  }

  /** Papers of the row that have not come before; the others are set aside. Leaves their number as the row's weight. */
  private countNew(cells: readonly string[], row: number): number {
    const { source, repeatedAt } = this
    const pupil = this.pupilOf(cells)
    const papers = source.weight
    let repeated = repeatedAt === -1 ? 0 : Math.max(0, Math.min(papers, readNumber(cells[repeatedAt] ?? '') ?? 0))
    if (pupil !== '') {
      const { school, assessment, className } = this.place
      repeated = this.papers.add(school.index, assessment.index, className ?? '', pupil) ? papers - 1 : papers
    }
    if (repeated === 0) return papers
    source.weight = repeated
    source.setAside('duplicatePaper', row, this.header.nameOf('pupil_id'), pupil, null)
    source.weight = papers - repeated
    return source.weight
  }

  private pupilOf(cells: readonly string[]): string {
    return this.pupilAt === -1 ? '' : (cells[this.pupilAt] ?? '').trim()
  }

  private markOf(
    cells: readonly string[],
    at: number,
    code: 'markNotKnown' | 'journalMarkNotKnown',
    row: number,
  ): number {
    if (at === -1) return 0
    const cell = cells[at] ?? ''
    const mark = readMark(cell)
    if (mark === undefined) this.source.note(code, row, this.header.cells[at]!, cell, '2..5')
    return mark ?? 0
  }

  private rememberForm(assessment: AssessmentEntry): void {
    this.lastAssessment = assessment
    if (!assessment.headers.includes(this.form)) assessment.headers.push(this.form)
  }
}

function isAbsent(cells: readonly string[], variantAt: number, score: string): boolean {
  return isAbsence(score) || (variantAt !== -1 && isAbsence(cells[variantAt] ?? ''))
}
