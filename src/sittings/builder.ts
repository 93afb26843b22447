import { type ClassItems, type Moments, NOT_ATTEMPTED, type ResponseVectors } from '../model'
import { fixed } from '../setting'
import { momentsOfCounts } from './counts'
import { sortVectors } from './sitting'

const HIGHEST_COUNTED = fixed(1000, {
  reason: 'Highest whole score that is counted score by score; above it only sum and sum of squares are kept.',
  origin: 'computing',
})
const MILLION = fixed(1e6, {
  reason: 'Scores with decimals are summed in millionths, as whole numbers, so that the order of rows leaves no trace.',
  origin: 'computing',
})
const MARKS = fixed(6, { reason: 'Marks 0 to 5.', origin: 'official' })

const FIRST_WIDTH = fixed(24, {
  reason: 'Scores that a table of journal marks has room for before it grows; most scales are shorter.',
  origin: 'computing',
})
const FIRST_PAPERS = fixed(16, {
  reason: 'Papers that a sitting has room for before it grows; a small class has as many.',
  origin: 'computing',
})

/** Counts the papers of one sitting, one call per paper, without an object per paper. */
export class SittingBuilder {
  participants = 0
  /** Pupils whom the file lists as absent. */
  absent = 0
  /** Papers per mark, index = mark 0..5; index 0 holds the papers without a mark. */
  readonly marks = new Array<number>(MARKS).fill(0)
  private readonly classNames = new Set<string>()
  private lastClass: string | null | undefined
  private everyPaperNamesItsClass = true
  private readonly counts: number[] = []
  private counted = true
  private sumMillionths = 0
  private squareMillionths = 0
  /** Journal mark x score, one row of `journalWidth` after the other. */
  private journal: Uint32Array | null = null
  private journalWidth = 0
  private journalMarks: Uint32Array | null = null
  private items = 0
  private answers: Uint8Array | null = null
  private booklets: Uint8Array | null = null
  /** Papers and points per item, by class and variant. */
  private readonly byClass = new Map<string, Map<number, { papers: number; points: number[] }>>()

  /**
   * @param score primary score, not negative
   * @param mark test mark 2..5, or 0 if the file gives none
   * @param journalMark journal mark 2..5, or 0
   * @param papers number of equal papers
   */
  addPaper(score: number, mark: number, journalMark: number, papers = 1): void {
    this.participants += papers
    this.marks[mark]! += papers
    if (Number.isInteger(score) && score <= HIGHEST_COUNTED) {
      while (this.counts.length <= score) this.counts.push(0)
      this.counts[score]! += papers
    } else {
      this.counted = false
      this.sumMillionths += papers * Math.round(score * MILLION)
      this.squareMillionths += papers * Math.round(score * score * MILLION)
    }
    if (journalMark !== 0) this.addJournal(journalMark, score, mark, papers)
  }

  private addJournal(journalMark: number, score: number, mark: number, papers: number): void {
    if (Number.isInteger(score) && score <= HIGHEST_COUNTED) {
      if (score >= this.journalWidth) this.widenJournal(score + 1)
      this.journal![journalMark * this.journalWidth + score]! += papers
    }
    if (mark === 0) return
    this.journalMarks ??= new Uint32Array(MARKS * MARKS)
    this.journalMarks[journalMark * MARKS + mark]! += papers
  }

  private widenJournal(width: number): void {
    const wider = Math.max(width, 2 * this.journalWidth, FIRST_WIDTH)
    const journal = new Uint32Array(MARKS * wider)
    for (let mark = 0; mark < MARKS; mark++)
      if (this.journal !== null)
        journal.set(this.journal.subarray(mark * this.journalWidth, (mark + 1) * this.journalWidth), mark * wider)
    this.journal = journal
    this.journalWidth = wider
  }

  /** Remembers the class of a pupil, present or absent; `null` where the file names none. */
  seesClass(name: string | null): void {
    if (name === this.lastClass) return
    this.lastClass = name
    if (name === null) this.everyPaperNamesItsClass = false
    else this.classNames.add(name)
  }

  /** Names of the classes, sorted; `null` where a paper does not name its class. */
  classes(): readonly string[] | null {
    return this.everyPaperNamesItsClass ? [...this.classNames].sort((a, b) => (a < b ? -1 : 1)) : null
  }

  /** Item scores of the `papers` papers added last: `length` bytes of `answers`, `NOT_ATTEMPTED` for a blank. */
  addAnswers(answers: Uint8Array, length: number, variant: number, papers = 1, className: string | null = null): void {
    if (className !== null) this.addToClass(className, answers, length, variant, papers)
    if (this.answers === null || this.booklets === null) {
      this.items = length
      this.answers = new Uint8Array(length * FIRST_PAPERS).fill(NOT_ATTEMPTED)
      this.booklets = new Uint8Array(FIRST_PAPERS)
    }
    if (length > this.items) this.widen(length)
    if (this.participants > this.booklets.length) this.lengthen(this.participants)
    const all = this.answers
    for (let i = this.participants - papers; i < this.participants; i++) {
      const at = i * this.items
      for (let j = 0; j < length; j++) all[at + j] = answers[j]!
      this.booklets[i] = variant
    }
  }

  private addToClass(className: string, answers: Uint8Array, length: number, variant: number, papers: number): void {
    const variants = this.byClass.get(className) ?? new Map<number, { papers: number; points: number[] }>()
    this.byClass.set(className, variants)
    const own = variants.get(variant) ?? { papers: 0, points: [] }
    variants.set(variant, own)
    own.papers += papers
    for (let j = 0; j < length; j++)
      own.points[j] = (own.points[j] ?? 0) + (answers[j]! < NOT_ATTEMPTED ? papers * answers[j]! : 0)
  }

  /**
   * Items class by class, where there are several and every paper names its own; else `null`.
   *
   * @param notGiven of each variant the items that were not in its booklet
   */
  classItems(itemMax: readonly number[], notGiven: ReadonlyMap<number, readonly number[]>): ClassItems[] | null {
    if (!this.everyPaperNamesItsClass || this.byClass.size < 2) return null
    return [...this.byClass]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([className, variants]) => ({
        className,
        participants: [...variants.values()].reduce((sum, { papers }) => sum + papers, 0),
        itemShares: itemMax.map((max, j) => {
          const given = [...variants].flatMap(([v, own]) => (notGiven.get(v)?.includes(j) === true ? [] : [own]))
          const papers = given.reduce((sum, own) => sum + own.papers, 0)
          return papers === 0 ? null : given.reduce((sum, own) => sum + (own.points[j] ?? 0), 0) / papers / max
        }),
      }))
  }

  private lengthen(papers: number): void {
    const room = Math.max(papers, this.booklets!.length * 2)
    const answers = new Uint8Array(room * this.items).fill(NOT_ATTEMPTED)
    answers.set(this.answers!)
    const booklets = new Uint8Array(room)
    booklets.set(this.booklets!)
    this.answers = answers
    this.booklets = booklets
  }

  private widen(items: number): void {
    const room = this.booklets!.length
    const answers = new Uint8Array(room * items).fill(NOT_ATTEMPTED)
    for (let i = 0; i < room; i++) answers.set(this.answers!.subarray(i * this.items, (i + 1) * this.items), i * items)
    this.items = items
    this.answers = answers
  }

  /** Pupils per score; `null` if a score has decimals or is too high to be counted one by one. */
  scoreCounts(): readonly number[] | null {
    return this.counted ? this.counts : null
  }

  moments(): Moments {
    const counted = momentsOfCounts(this.counts)
    return {
      n: this.participants,
      sum: counted.sum + this.sumMillionths / MILLION,
      sumOfSquares: counted.sumOfSquares + this.squareMillionths / MILLION,
    }
  }

  journalByScore(): readonly (readonly number[])[] | null {
    return this.counted && this.journal !== null ? rowsOf(this.journal, this.journalWidth, true) : null
  }

  journalByMark(): readonly (readonly number[])[] | null {
    return this.journalMarks === null ? null : rowsOf(this.journalMarks, MARKS, false)
  }

  /** The answers of all papers, cut or continued to `items` items; `null` if no paper came with answers. */
  vectors(items: number): ResponseVectors | null {
    if (this.answers === null || this.booklets === null || items === 0) return null
    if (this.participants > this.booklets.length) this.lengthen(this.participants)
    const papers = this.participants
    const scores = new Uint8Array(papers * items).fill(NOT_ATTEMPTED)
    const kept = Math.min(items, this.items)
    const { answers, items: width } = this
    for (let i = 0; i < papers; i++) for (let j = 0; j < kept; j++) scores[i * items + j] = answers[i * width + j]!
    return sortVectors({ items, papers, scores, variants: this.booklets.slice(0, papers) })
  }
}

/** The rows of a flat table, without the zeros at their ends where `cut`. Loops, since spreading typed arrays is slow. */
function rowsOf(table: Uint32Array, width: number, cut: boolean): number[][] {
  const rows: number[][] = []
  for (let start = 0; start < table.length; start += width) {
    let end = start + width
    while (cut && end > start && table[end - 1] === 0) end--
    const row = new Array<number>(end - start)
    for (let i = start; i < end; i++) row[i - start] = table[i]!
    rows.push(row)
  }
  return rows
}

/** Pupils per item and item score, and blanks per item, counted from the papers' answers. */
export function countItems(vectors: ResponseVectors): { itemCounts: number[][]; itemBlanks: number[] } {
  const { items, papers, scores } = vectors
  const itemCounts: number[][] = []
  const itemBlanks: number[] = []
  for (let j = 0; j < items; j++) {
    const counts = [0]
    let blanks = 0
    for (let at = j; at < papers * items; at += items) {
      const answer = scores[at]!
      if (answer === NOT_ATTEMPTED) blanks++
      if (answer >= NOT_ATTEMPTED) continue
      while (counts.length <= answer) counts.push(0)
      counts[answer]!++
    }
    counts[0]! += blanks
    itemCounts.push(counts)
    itemBlanks.push(blanks)
  }
  return { itemCounts, itemBlanks }
}
