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
    const paper = { pupilId: own(pupilId), className, score, answers: answers?.slice() ?? null }
    if (roster === undefined) this.bySitting.set(sitting, [paper])
    else roster.push(paper)
  }

  /**
   * Rosters by the key of the sitting, in the order of the codes. A sitting whose papers are not exactly those that count,
   * or whose data are to be corrected, has none: a number would name another paper.
   */
  list(sittings: readonly Sitting[], toCorrect: readonly DataFault[]): ReadonlyMap<string, readonly RosterPaper[]> {
    const found = new Map<string, RosterPaper[]>()
    for (const [read, all] of this.bySitting) {
      const entry = read.movedTo ?? read
      const papers = all.map((paper) => withItems(paper, entry.assessment.itemColumns))
      const key = sittingKey(identityOf(entry.school).id, assessmentId(entry.assessment), entry.className)
      found.set(key, [...(found.get(key) ?? []), ...papers])
    }
    const faulty = new Set(
      toCorrect.map(({ schoolId, subject, grade, year }) => placeOf(schoolId, subject, grade, year)),
    )
    const whole = sittings.flatMap(({ key, participants, schoolId, subject, grade, year }) => {
      const papers = found.get(key)
      if (papers === undefined || papers.length !== participants) return []
      return faulty.has(placeOf(schoolId, subject, grade, year)) ? [] : [[key, papers.sort(inOrder)] as const]
    })
    return new Map(whole)
  }
}

/** A paper as it was read. */
interface ReadPaper extends Omit<RosterPaper, 'items'> {
  readonly answers: Uint8Array | null
}

function withItems({ answers, ...paper }: ReadPaper, columns: readonly number[] | null): RosterPaper {
  return answers === null || columns === null
    ? paper
    : { ...paper, items: columns.map((column) => pointsOf(answers[column] ?? EMPTY)) }
}

const placeOf = (...place: readonly (string | number | null)[]): string => JSON.stringify(place)

/** Numbers by size, other codes letter by letter; of equal codes the class decides. */
function inOrder(a: RosterPaper, b: RosterPaper): number {
  const numbers = /^\d{1,15}$/.test(a.pupilId) && /^\d{1,15}$/.test(b.pupilId)
  const byCode = numbers ? Number(a.pupilId) - Number(b.pupilId) : byCodeUnit(a.pupilId, b.pupilId)
  return byCode || byCodeUnit(a.className ?? '', b.className ?? '')
}
