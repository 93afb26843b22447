import { NOT_ATTEMPTED } from '../../../model'
import { SittingBuilder } from '../../../sittings/builder'
import { isAbsence, readMark, readNumber, readPoints } from '../../cells'
import type { Header, NumberedColumn } from '../../headers/header'
import { clean } from '../../text'
import type { PaperSet } from '../paper-set'
import { PlaceReader } from '../place'
import type { AssessmentEntry, Registry } from '../registry'
import type { RowReader, Source } from '../source'

/** Highest points of an item that fit into a packed answer. */
const HIGHEST_POINTS = 200

/** Highest score of a test without a known maximum. */
const HIGHEST_SCORE = 100_000

/** Reads one paper per row, or several equal ones (column `papers`). */
export class PupilReader implements RowReader {
  private readonly place: PlaceReader
  private readonly items: readonly NumberedColumn[]
  private readonly answers: Uint8Array
  /** What the cell of each item holds, as `Booklet.most` counts it. */
  private readonly held: Uint8Array
  private readonly scoreAt: number
  private readonly markAt: number
  private readonly journalAt: number
  private readonly variantAt: number
  private readonly pupilAt: number
  private readonly papersAt: number
  private readonly repeatedAt: number
  private variant = 0
  private lastAssessment: AssessmentEntry | null = null
  private readonly headerMaxima: readonly number[] | null
  /** Number of items, where they are numbered 1, 2, ... without a gap: only then a scale speaks of the same items. */
  private readonly contiguous: number
  private readonly maxScore: number | null

  constructor(
    private readonly source: Source,
    registry: Registry,
    private readonly header: Header,
    private readonly papers: PaperSet,
    private readonly byClass: boolean,
    private readonly makeSitting: Registry['sitting'],
  ) {
    this.place = new PlaceReader(source, registry, header)
    this.items = [...header.numbered.item].sort((a, b) => a.number - b.number)
    this.answers = new Uint8Array(this.items.length)
    this.held = new Uint8Array(this.items.length)
    this.scoreAt = header.at('score')
    this.markAt = header.at('mark')
    this.journalAt = header.at('journal_mark')
    this.variantAt = header.at('variant')
    this.pupilAt = header.at('pupil_id')
    this.papersAt = header.at('papers')
    this.repeatedAt = header.at('repeated')
    this.contiguous = this.items.every((item, j) => item.number === j + 1)
      ? this.items.length
      : Number.POSITIVE_INFINITY
    const maxima = this.items.map((item) => item.max)
    this.headerMaxima = header.itemsWhole && maxima.length > 0 && maxima.every((max) => max !== null) ? maxima : null
    this.maxScore = source.maxScore ?? this.headerMaxima?.reduce((sum, max) => sum + max, 0) ?? null
  }

  row(cells: readonly string[], row: number): void {
    const { place, source } = this
    if (this.papersAt !== -1 && !this.weigh(cells, row)) return
    if (!place.find(cells, row)) return
    const cell = cells[this.scoreAt] ?? ''
    if (isAbsent(cells, this.variantAt, cell)) {
      this.builder().absent += source.weight
      this.place.assessment.listsAbsent = true
      source.used += source.weight
      return
    }
    const score = readNumber(cell)
    if (!this.acceptScore(score, cell, row)) return
    const total = this.readItems(cells, row)
    if (total === undefined) return
    const papers = this.countNew(cells, row)
    if (papers === 0) return
    if (total !== null && total !== score)
      source.note('totalDiffersFromItems', row, this.header.cells[this.scoreAt]!, cell, String(total))
    const mark = this.markOf(cells, this.markAt, 'markNotKnown', row)
    const journal = this.markOf(cells, this.journalAt, 'journalMarkNotKnown', row)
    const builder = this.builder()
    this.remember(place.assessment, score!, mark, papers)
    builder.addPaper(score!, mark, journal, papers)
    // No paper of the assessment so far has an answer beyond its items.
    const { highestItem } = place.assessment
    if (this.items.length > 0) builder.addAnswers(this.answers, highestItem.length, this.variant, papers)
    source.used += papers
  }

  end(): void {}

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

  private builder(): SittingBuilder {
    const { school, assessment, className } = this.place
    school.hasResults = true
    const sitting = this.makeSitting(school, assessment, this.byClass ? className : null)
    sitting.papers ??= new SittingBuilder()
    sitting.papers.seesClass(className)
    return sitting.papers
  }

  private acceptScore(score: number | null | undefined, cell: string, row: number): boolean {
    const { source } = this
    const column = this.header.cells[this.scoreAt]!
    if (score === null) return source.setAside('scoreMissing', row, column, '', null)
    if (score === undefined) return source.setAside('scoreNotNumber', row, column, cell, null)
    if (score < 0) return source.setAside('scoreNegative', row, column, cell, '0')
    const maximum = this.place.assessment.scale?.maxScore ?? this.maxScore ?? HIGHEST_SCORE
    if (score > maximum) return source.setAside('scoreAboveMaximum', row, column, cell, String(maximum))
    return true
  }

  /** Points of all items into `answers`; their sum, `null` without items, `undefined` where the row was set aside. */
  private readItems(cells: readonly string[], row: number): number | null | undefined {
    if (this.items.length === 0) return null
    this.variant = this.variantOf(cells)
    const given = this.place.assessment.scale?.itemMax ?? null
    const maxima = this.headerMaxima ?? (given !== null && given.length >= this.contiguous ? given : null)
    const { items, answers, held } = this
    let sum = 0
    for (let j = 0; j < items.length; j++) {
      const item = items[j]!
      const cell = cells[item.index]
      answers[j] = NOT_ATTEMPTED
      held[j] = 0
      if (cell === undefined || cell.length === 0) continue
      const points = readPoints(cell)
      if (points === null) {
        held[j] = clean(cell) === '' ? 0 : 1
        continue
      }
      if (!this.acceptPoints(points, cell, maxima?.[j] ?? null, item.header, row)) return undefined
      answers[j] = points!
      held[j] = 2 + points!
      sum += points!
    }
    return sum
  }

  private variantOf(cells: readonly string[]): number {
    if (this.variantAt === -1) return 0
    const variant = readNumber(cells[this.variantAt] ?? '')
    return typeof variant === 'number' && variant >= 0 && variant <= 255 ? Math.floor(variant) : 0
  }

  private acceptPoints(
    points: number | undefined,
    cell: string,
    maximum: number | null,
    column: string,
    row: number,
  ): boolean {
    const { source } = this
    if (points === undefined || !Number.isInteger(points) || points > HIGHEST_POINTS)
      return source.setAside('itemNotNumber', row, column, cell, null)
    if (points < 0) return source.setAside('itemNegative', row, column, cell, '0')
    if (maximum !== null && points > maximum)
      return source.setAside('itemAboveMaximum', row, column, cell, String(maximum))
    return true
  }

  /** Papers of the row that have not come before; the others are set aside. Leaves their number as the row's weight. */
  private countNew(cells: readonly string[], row: number): number {
    const { source, pupilAt, repeatedAt } = this
    const pupil = pupilAt === -1 ? '' : (cells[pupilAt] ?? '').trim()
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

  private remember(assessment: AssessmentEntry, score: number, mark: number, papers: number): void {
    if (assessment.highestScore === null || score > assessment.highestScore) assessment.highestScore = score
    if (mark !== 0 && Number.isInteger(score) && score <= 1000) {
      const row = assessment.markByScore[mark]!
      while (row.length <= score) row.push(0)
      row[score]! += papers
    }
    if (assessment !== this.lastAssessment) this.rememberScale(assessment)
    if (this.items.length > 0) this.rememberItems(assessment, papers)
  }

  private rememberItems({ booklets, highestItem }: AssessmentEntry, papers: number): void {
    const { held } = this
    let booklet = booklets.get(this.variant)
    if (booklet === undefined) {
      booklet = { papers: 0, most: [] }
      booklets.set(this.variant, booklet)
    }
    booklet.papers += papers
    const { most } = booklet
    while (most.length < held.length) most.push(0)
    for (let j = 0; j < held.length; j++) {
      if (held[j]! <= most[j]!) continue
      most[j] = held[j]!
      while (held[j]! > 1 && highestItem.length <= j) highestItem.push(0)
      if (held[j]! > 1) highestItem[j] = Math.max(highestItem[j]!, held[j]! - 2)
    }
  }

  /** What the header and the title say of the scale. */
  private rememberScale(assessment: AssessmentEntry): void {
    this.lastAssessment = assessment
    assessment.itemMax ??= this.headerMaxima
    assessment.maxScore ??= this.maxScore
    assessment.itemLevel ??= this.source.itemLevel
  }
}

function isAbsent(cells: readonly string[], variantAt: number, score: string): boolean {
  return isAbsence(score) || (variantAt !== -1 && isAbsence(cells[variantAt] ?? ''))
}
