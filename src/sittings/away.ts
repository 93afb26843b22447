/**
 * Who stayed away: pupils who wrote other tests of their grade but not this one, by their results there. Pupils are known by
 * a number that stands for their code and is the same in every subject; nothing of it leaves here but counts.
 */
import type { Away } from '../model'
import { fixed } from '../setting'

/** The papers of one sitting, each with the number of its pupil. */
export interface CodedSitting {
  /** Numbers of the pupils who wrote it, and their primary scores in points. */
  readonly pupils: ArrayLike<number>
  readonly scores: ArrayLike<number>
  /** Highest score of the test. */
  readonly maxScore: number
  /** Numbers of those whom the table lists as absent; `null` = it lists none, and they are found by elimination. */
  readonly absent: ArrayLike<number> | null
  /** Pupils enrolled who did not take part; `null` = not known. */
  readonly missing: number | null
}

const LEAST_LIKENESS = fixed(0.2, {
  reason:
    'Correlation of what a pupil reaches here and in the other tests, in the grade of a school: below it one code does not mean one pupil. In a real region it is about .6.',
  origin: 'ours',
})

/**
 * Of each sitting of a grade of a school who of its pupils stayed away.
 *
 * @param grade the sittings of one school, year and grade, in an order that does not depend on the order of rows
 * @returns one entry per sitting; `null` where nobody of those absent wrote another test, where it is not known who was
 *   absent, or where codes do not mean the same pupil in every test
 * @example
 * awayOf([{ pupils: [1, 2, 3], scores: [9, 5, 1], maxScore: 10, absent: null, missing: 0 },
 *   { pupils: [1, 2], scores: [8, 6], maxScore: 10, absent: null, missing: 1 }])[1] // { present: 2, absent: 1, better: 0 }
 */
export function awayOf(grade: readonly CodedSitting[]): (Away | null)[] {
  const standings = grade.map(standingOf)
  const others = grade.map((_, s) => meanOver(standings, s))
  if (!codesMeanPupils(standings, others)) return grade.map(() => null)
  return grade.map((sitting, s) => {
    const here = standings[s]!
    const known = others[s]!
    const absent = absentOf(sitting, here, known)
    if (absent === null) return null
    const came = [...here.keys()].flatMap((pupil) => known.get(pupil) ?? [])
    return absent.length === 0 || came.length === 0
      ? null
      : { present: came.length, absent: absent.length, better: betterOf(absent, came) }
  })
}

/** How far each pupil lies above the mean of the sitting, as a share of the highest score. */
function standingOf({ pupils, scores, maxScore }: CodedSitting): Map<number, number> {
  const mean = Array.from(scores).reduce((sum, score) => sum + score, 0) / scores.length
  return new Map(Array.from(pupils, (pupil, i) => [pupil, (scores[i]! - mean) / maxScore]))
}

/** Mean standing of every pupil in the sittings other than one. */
function meanOver(standings: readonly ReadonlyMap<number, number>[], except: number): Map<number, number> {
  const sums = new Map<number, { sum: number; tests: number }>()
  standings.forEach((of, s) => {
    if (s === except) return
    for (const [pupil, standing] of of) {
      const own = sums.get(pupil)
      if (own === undefined) sums.set(pupil, { sum: standing, tests: 1 })
      else {
        own.sum += standing
        own.tests++
      }
    }
  })
  return new Map([...sums].map(([pupil, { sum, tests }]) => [pupil, sum / tests]))
}

function codesMeanPupils(
  standings: readonly ReadonlyMap<number, number>[],
  others: readonly ReadonlyMap<number, number>[],
): boolean {
  let [together, here, there] = [0, 0, 0]
  standings.forEach((of, s) => {
    for (const [pupil, own] of of) {
      const other = others[s]!.get(pupil)
      if (other === undefined) continue
      together += own * other
      here += own * own
      there += other * other
    }
  })
  return together > LEAST_LIKENESS * Math.sqrt(here * there)
}

/** Standing elsewhere of those who were absent; `null` where it is not known who they were. */
function absentOf(
  { absent, missing }: CodedSitting,
  here: ReadonlyMap<number, number>,
  known: ReadonlyMap<number, number>,
): number[] | null {
  if (absent !== null)
    return [...new Set(Array.from(absent))].flatMap((pupil) => (here.has(pupil) ? [] : (known.get(pupil) ?? [])))
  const left = [...known].flatMap(([pupil, standing]) => (here.has(pupil) ? [] : [standing]))
  // More than were missing: some of them were not to write this test.
  return missing === null || left.length > missing ? null : left
}

/** Pairs of one who was absent and one who came in which the absent one stands higher; equal ones count half. */
function betterOf(absent: readonly number[], came: readonly number[]): number {
  let better = 0
  for (const one of absent) for (const other of came) better += one > other ? 1 : one === other ? 0.5 : 0
  return better
}
