/** The papers of each sitting by the codes of their pupils: for the experts who recheck some of them, never for a result. */
import type { DataFault, RosterPaper, Sitting } from '../../model'
import { fixed } from '../../setting'
import { assessmentId, sittingKey } from '../../sittings/sitting'
import { byCodeUnit, own } from '../text'
import { pointsOf } from './form'
import { EMPTY } from './papers'
import { identityOf, type SittingEntry } from './registry'

const MOST = fixed(2_000_000, {
  reason: 'Above so many papers their codes would take more memory than all counts: then none are kept.',
  origin: 'computing',
  unit: 'papers',
})

export class Rosters {
  private papers = 0
  private readonly bySitting = new Map<SittingEntry, ReadPaper[]>()

  /**
   * @param pupilId empty = the table names no pupils, and the sitting has no roster
   * @param answers points per column of items as read; `null` = the table has none
   */
  add(
    sitting: SittingEntry,
    pupilId: string,
    className: string | null,
    score: number,
    answers: Uint8Array | null = null,
  ): void {
    this.papers++
    if (this.papers > MOST) this.bySitting.clear()
    if (this.papers > MOST || pupilId === '') return
    const roster = this.bySitting.get(sitting)
    const paper = {
      pupilId: own(pupilId),
      number: numberOf(pupilId),
      className,
      score,
      answers: answers?.slice() ?? null,
    }
    if (roster === undefined) this.bySitting.set(sitting, [paper])
    else roster.push(paper)
  }

  /**
   * Rosters by the key of the sitting, in the order of the codes. A sitting whose papers are not exactly those that count,
   * or whose data are to be corrected, has none: a number would name another paper.
   */
  list(sittings: readonly Sitting[], toCorrect: readonly DataFault[]): ReadonlyMap<string, readonly RosterPaper[]> {
    const found = new Map<string, { papers: ReadPaper[]; columns: readonly number[] | null }>()
    for (const [read, papers] of this.bySitting) {
      const entry = read.movedTo ?? read
      const key = sittingKey(identityOf(entry.school).id, assessmentId(entry.assessment), entry.className)
      const before = found.get(key)?.papers ?? []
      found.set(key, { papers: [...before, ...papers], columns: entry.assessment.itemColumns })
    }
    const faulty = new Set(
      toCorrect.map(({ schoolId, subject, grade, year }) => placeOf(schoolId, subject, grade, year)),
    )
    const whole = sittings.flatMap(({ key, participants, schoolId, subject, grade, year }) => {
      const roster = found.get(key)
      if (roster === undefined || roster.papers.length !== participants) return []
      if (faulty.has(placeOf(schoolId, subject, grade, year))) return []
      const { papers, columns } = roster
      return [[key, papers.sort(inOrder).map((paper) => withItems(paper, columns))] as const]
    })
    return new Map(whole)
  }
}

/** A paper as it was read. */
interface ReadPaper extends Omit<RosterPaper, 'items'> {
  /** The code as a number; NaN where it is none. */
  readonly number: number
  readonly answers: Uint8Array | null
}

const numberOf = (code: string): number => (/^\d{1,15}$/.test(code) ? Number(code) : Number.NaN)

function withItems({ pupilId, className, score, answers }: ReadPaper, columns: readonly number[] | null): RosterPaper {
  if (answers === null || columns === null) return { pupilId, className, score }
  return { pupilId, className, score, items: columns.map((column) => pointsOf(answers[column] ?? EMPTY)) }
}

const placeOf = (...place: readonly (string | number | null)[]): string => JSON.stringify(place)

/** Numbers by size, other codes letter by letter; of equal codes the class decides. */
function inOrder(a: ReadPaper, b: ReadPaper): number {
  const apart = a.number - b.number
  const byCode = Number.isNaN(apart) ? byCodeUnit(a.pupilId, b.pupilId) : apart
  return byCode || byCodeUnit(a.className ?? '', b.className ?? '')
}
