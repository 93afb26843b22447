/** From the list to the papers: which ones of every listed sitting are taken, and how many of them may change. */
import { expectArguments, hasLists, hasParts, lengthOf } from '../arguments-error'
import type { Ground } from '../model'
import type { RecheckInput, RecheckList } from './list'
import type { Settings } from './options'
import { drawPapers, keyOf } from './papers'

/** What is to be done in one sitting of the list. */
export interface PlannedSitting {
  /** Position of the sitting in `region.sittings`. */
  readonly sitting: number
  readonly schoolId: string
  readonly grade: number | null
  readonly subject: string
  readonly year: number | null
  readonly class: string | null
  readonly grounds: readonly Ground[]
  /** How many papers. */
  readonly papers: number
  /** Which ones: running numbers, from 1, in the order of the pupils' codes; `null` where the number of pupils is not known. */
  readonly numbers: readonly number[] | null
  /** So many of them may change before the rest of the sitting is rechecked too. */
  readonly acceptanceNumber: number | null
  /** `null` without a budget. */
  readonly withinBudget: boolean | null
}

/**
 * The papers of a list, drawn by chance that everybody can draw again from the seed; sittings without papers to recheck (those
 * that a recheck has settled) are left out.
 *
 * @param region the one the list was made for
 * @returns a row per sitting, in the order of the list
 * @throws ArgumentError naming an argument that no stage has made, or of another region
 * @example
 * planRecheck(region, listRechecks(region, evidence, settings), settings)[0]?.numbers // [2, 3, 5, ...]
 */
export function planRecheck(
  region: Pick<RecheckInput, 'sittings'>,
  list: RecheckList,
  settings: Pick<Settings, 'seed'>,
): PlannedSitting[] {
  expectArguments('planRecheck', {
    region: [region, hasLists(region, { sittings: undefined }), 'region'],
    list: [list, hasLists(list, { sittings: lengthOf(region, 'sittings'), schools: undefined }), 'list'],
    settings: [settings, hasParts(settings, 'recheck'), 'settings'],
  })
  return list.schools.flatMap((school) =>
    school.sittings.flatMap((i): PlannedSitting[] => {
      const { schoolId, grade, subject, year, className, participants } = region.sittings[i]!
      const { grounds, papers, acceptanceNumber, withinBudget } = list.sittings[i]!
      if (papers === 0) return []
      const of = { schoolId, grade, subject, year, class: className }
      const numbers = participants === null ? null : drawPapers(settings.seed, keyOf(of), participants, papers)
      return [{ sitting: i, ...of, grounds, papers, numbers, acceptanceNumber, withinBudget }]
    }),
  )
}
