import type { Source } from './source'

/** The cell of an item is empty: neither points nor a sign that it was not attempted. Only inside the store. */
export const EMPTY = 253

/** More classes than any school has in a grade. */
const MOST_CLASSES = 255

/** One paper while the store is gone through; valid until the next. */
export interface StoredPaper {
  readonly score: number
  /** Test mark and journal mark 2..5; 0 = none. */
  readonly mark: number
  readonly journal: number
  readonly variant: number
  /** `null` = the row names none. */
  readonly className: string | null
  readonly row: number
  readonly source: Source
}

/**
 * The papers of one sitting as read, in packed columns: what is an item of the test, and how many points it gives, shows
 * only when all papers are known. A byte per answer and 15 bytes per paper.
 */
export class PaperStore {
  count = 0
  private width = 0
  private room = 0
  private answers = new Uint8Array(0)
  private scores = new Float64Array(0)
  private rows = new Uint32Array(0)
  private marks = new Uint8Array(0)
  private variants = new Uint8Array(0)
  /** Position in `classNames`; the last one stands for all that are too many. */
  private classes = new Uint8Array(0)
  private readonly classNames: (string | null)[] = []
  /** Papers stand in the order read: from `start` on they are of `source`. */
  private readonly parts: { readonly start: number; readonly source: Source }[] = []

  /** Columns of items. */
  get items(): number {
    return this.width
  }

  /**
   * @param answers points per item, `EMPTY`, or `NOT_ATTEMPTED`
   * @param papers number of equal papers
   */
  add(answers: Uint8Array, paper: StoredPaper, papers: number): void {
    if (answers.length > this.width) this.widen(answers.length)
    if (this.count + papers > this.room) this.lengthen(this.count + papers)
    if (this.parts.at(-1)?.source !== paper.source) this.parts.push({ start: this.count, source: paper.source })
    const { width } = this
    const at = this.classAt(paper.className)
    for (let i = this.count; i < this.count + papers; i++) {
      for (let j = 0; j < answers.length; j++) this.answers[i * width + j] = answers[j]!
      this.scores[i] = paper.score
      this.rows[i] = paper.row
      this.marks[i] = paper.mark | (paper.journal << 4)
      this.variants[i] = paper.variant
      this.classes[i] = at
    }
    this.count += papers
  }

  private classAt(name: string | null): number {
    const known = this.classNames.indexOf(name)
    if (known !== -1) return known
    if (this.classNames.length > MOST_CLASSES) return MOST_CLASSES
    // Of more classes than a school has nothing is told class by class.
    return this.classNames.push(this.classNames.length === MOST_CLASSES ? null : name) - 1
  }

  private lengthen(papers: number): void {
    this.room = Math.max(papers, 2 * this.room, 16)
    this.answers = resized(this.answers, new Uint8Array(this.room * this.width).fill(EMPTY))
    this.scores = resized(this.scores, new Float64Array(this.room))
    this.rows = resized(this.rows, new Uint32Array(this.room))
    this.marks = resized(this.marks, new Uint8Array(this.room))
    this.variants = resized(this.variants, new Uint8Array(this.room))
    this.classes = resized(this.classes, new Uint8Array(this.room))
  }

  private widen(width: number): void {
    const wider = new Uint8Array(this.room * width).fill(EMPTY)
    for (let i = 0; i < this.count; i++)
      wider.set(this.answers.subarray(i * this.width, (i + 1) * this.width), i * width)
    this.answers = wider
    this.width = width
  }

  /** The answer of a paper to an item: points, `EMPTY` or `NOT_ATTEMPTED`. */
  answer(paper: number, item: number): number {
    return item < this.width ? this.answers[paper * this.width + item]! : EMPTY
  }

  score(paper: number): number {
    return this.scores[paper]!
  }

  variant(paper: number): number {
    return this.variants[paper]!
  }

  paper(i: number): StoredPaper {
    return {
      score: this.scores[i]!,
      mark: this.marks[i]! & 15,
      journal: this.marks[i]! >> 4,
      variant: this.variants[i]!,
      className: this.classNames[this.classes[i]!]!,
      row: this.rows[i]!,
      source: this.sourceOf(i),
    }
  }

  /** Sources of the papers. */
  sources(): Source[] {
    return [...new Set(this.parts.map(({ source }) => source))]
  }

  /** The papers of one source alone; `null` where there are none. */
  of(source: Source): PaperStore | null {
    if (this.parts.every((part) => part.source === source)) return this.count === 0 ? null : this
    const own = new PaperStore()
    for (let i = 0; i < this.count; i++)
      if (this.sourceOf(i) === source)
        own.add(this.answers.subarray(i * this.width, (i + 1) * this.width), this.paper(i), 1)
    return own.count === 0 ? null : own
  }

  /** Whether two papers are the same in everything: an engine counts them in one row. */
  same(i: number, k: number): boolean {
    const { width } = this
    for (let j = 0; j < width; j++) if (this.answers[i * width + j] !== this.answers[k * width + j]) return false
    return (
      this.rows[i] === this.rows[k] &&
      this.scores[i] === this.scores[k] &&
      this.marks[i] === this.marks[k] &&
      this.variants[i] === this.variants[k] &&
      this.classes[i] === this.classes[k] &&
      this.sourceOf(i) === this.sourceOf(k)
    )
  }

  sourceOf(paper: number): Source {
    let found = this.parts[0]!
    for (const part of this.parts) {
      if (part.start > paper) break
      found = part
    }
    return found.source
  }
}

function resized<T extends Uint8Array | Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from)
  return into
}
