/** Whose paper each is, while reading: a number for every code, to tell who stayed away. Nothing of it reaches an input. */
import { groupBy } from '../../group-by'
import type { Assessment, Away, Sitting } from '../../model'
import { fixed } from '../../setting'
import { awayOf, type CodedSitting } from '../../sittings/away'
import { byCodeUnit } from '../text'
import { identityOf, type SittingEntry } from './registry'

const MOST = fixed(8_000_000, {
  reason: 'Above so many papers their numbers would take more memory than all counts: then none are kept.',
  origin: 'computing',
  unit: 'papers',
})

export class CodedPapers {
  private papers = 0
  private readonly bySitting = new Map<SittingEntry, Numbers>()

  /** @param score `null` = the table lists the pupil as absent */
  add(sitting: SittingEntry, pupilId: string, className: string | null, score: number | null): void {
    this.papers++
    if (this.papers > MOST) this.bySitting.clear()
    if (this.papers > MOST || pupilId === '') return
    let own = this.bySitting.get(sitting)
    if (own === undefined) {
      own = new Numbers()
      this.bySitting.set(sitting, own)
    }
    own.add(hashOf(pupilId), hashOf(className ?? ''), score)
  }

  /**
   * The sittings, each with who stayed away from it.
   *
   * @param read sittings with the entries that they were made of and their assessments
   */
  withAway(read: readonly ReadSitting[]): Sitting[] {
    const numbers = this.byEntry()
    const usable = read.flatMap((one) => {
      const own = numbers.get(one.entry)
      const sound = one.sitting.withheld === undefined && one.sitting.grade !== null
      return own !== undefined && sound && own.isWhole(one.sitting) ? [{ ...one, own }] : []
    })
    const found = new Map<Sitting, Away>()
    for (const grade of groupBy(usable, gradeOf).values()) {
      const inOrder = grade.sort((a, b) => byCodeUnit(a.assessment.id, b.assessment.id))
      const apart = inOrder.some(({ own }) => own.repeats())
      const coded = inOrder.map(({ own, sitting, assessment }) => own.coded(sitting, assessment, apart))
      awayOf(coded).forEach((away, i) => away !== null && found.set(inOrder[i]!.sitting, away))
    }
    return read.map(({ sitting }) => {
      const away = found.get(sitting)
      return away === undefined ? sitting : { ...sitting, away }
    })
  }

  private byEntry(): ReadonlyMap<SittingEntry, Numbers> {
    const numbers = new Map<SittingEntry, Numbers>()
    for (const [read, own] of this.bySitting) {
      const entry = read.movedTo ?? read
      const other = numbers.get(entry)
      if (other === undefined) numbers.set(entry, own)
      else other.addAll(own)
    }
    return numbers
  }
}

/** Pupils are the same in the tests of one school, year and grade (and class, where results are kept by class). */
const gradeOf = ({ entry, sitting: { year, grade, className } }: ReadSitting): string =>
  JSON.stringify([identityOf(entry.school).id, year, grade, className])

export interface ReadSitting {
  readonly entry: SittingEntry
  readonly sitting: Sitting
  readonly assessment: Assessment
}

/** Numbers of the pupils of one sitting, in packed columns: ten bytes a paper. */
class Numbers {
  private count = 0
  private absent = 0
  private codes = new Uint32Array(16)
  private classes = new Uint16Array(16)
  private scores = new Float32Array(16)

  add(code: number, className: number, score: number | null): void {
    if (this.count === this.codes.length) this.lengthen(2 * this.count)
    this.codes[this.count] = code
    this.classes[this.count] = className
    this.scores[this.count] = score ?? Number.NaN
    this.count++
    if (score === null) this.absent++
  }

  addAll({ count, codes, classes, scores }: Numbers): void {
    for (let i = 0; i < count; i++) this.add(codes[i]!, classes[i]!, Number.isNaN(scores[i]!) ? null : scores[i]!)
  }

  private lengthen(room: number): void {
    const [codes, classes, scores] = [new Uint32Array(room), new Uint16Array(room), new Float32Array(room)]
    codes.set(this.codes)
    classes.set(this.classes)
    scores.set(this.scores)
    Object.assign(this, { codes, classes, scores })
  }

  /** Whether every paper, and every absent pupil that the table lists, has a code. */
  isWhole({ participants, enrolled }: Sitting): boolean {
    if (participants === null || this.count - this.absent < participants) return false
    return this.absent === 0 || enrolled === null || this.absent >= enrolled - participants
  }

  /** Whether a code stands twice: then it is one of a class. */
  repeats(): boolean {
    return new Set(this.codes.subarray(0, this.count)).size < this.count
  }

  /** @param apart true where codes are those of a class */
  coded({ participants, enrolled }: Sitting, { maxScore }: Assessment, apart: boolean): CodedSitting {
    const numberOf = (i: number): number => this.codes[i]! + (apart ? this.classes[i]! * CLASSES : 0)
    const all = Array.from({ length: this.count }, (_, i) => ({ pupil: numberOf(i), score: this.scores[i]! }))
    const wrote = all.filter(({ score }) => !Number.isNaN(score)).sort((a, b) => a.pupil - b.pupil)
    const listed = all.filter(({ score }) => Number.isNaN(score)).map(({ pupil }) => pupil)
    const scores = wrote.map(({ score }) => score)
    return {
      pupils: wrote.map(({ pupil }) => pupil),
      scores,
      maxScore: maxScore ?? Math.max(1, ...scores),
      absent: listed.length > 0 ? listed : null,
      missing: enrolled === null ? null : enrolled - participants!,
    }
  }
}

/** Code and class in one number, below 2^53. */
const CLASSES = 0x1_0000_0000

/** FNV-1a, 32 bits: two of the few hundred pupils of a grade hardly ever share one. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 15
  return hash >>> 0
}
