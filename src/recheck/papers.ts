/**
 * How many papers of a sitting a recheck needs (discovery sampling without replacement, hypergeometric), how many of
 * them may change, and which ones to take.
 */

import { log, log1p } from '../elementary'
import type { Sitting, SittingResult } from '../model'
import { fixed } from '../setting'
import { createRandom } from '../statistics/random'
import { hypergeometricPoint } from '../statistics/tails'
import type { Settings } from './options'

const WHOLE = fixed(1e-9, {
  reason: 'A product this little above a whole number is that number, and rounding.',
  origin: 'computing',
})
const EQUAL = fixed(1e-12, { reason: 'A chance this little above what is allowed is allowed.', origin: 'computing' })

/**
 * Fewest papers with which a recheck finds at least one affected paper with the wanted probability, if `affected` of
 * `papers` are: the smallest n with C(papers - affected, n) / C(papers, n) <= 1 - confidence.
 *
 * @param papers papers of the sitting, at least 1; Infinity = unknown, taken as very many
 * @param share share of affected papers, above 0; the smallest whole number of papers that makes up the share counts
 * @returns a whole number of papers, at most `papers`
 * @throws RangeError for no number of papers, a share or confidence that is none
 * Source: discovery sampling, e.g. Bailey (1981) Statistical Auditing, ch. 8.
 * @example
 * papersToFind(22, 0.1, 0.95) // 14: with 3 of 22 papers affected, 14 papers find one with probability .964
 */
export function papersToFind(papers: number, share: number, confidence: number): number {
  expectSample('papersToFind', papers, share, confidence)
  if (papers === Infinity) return Math.ceil(log(1 - confidence) / log1p(-share) - WHOLE)
  const affected = affectedPapers(papers, share)
  let missed = 1
  let n = 0
  for (; n < papers && missed > 1 - confidence + EQUAL; n++) missed *= Math.max(0, papers - affected - n) / (papers - n)
  return n
}

/** A percentage in place of a share, or nothing at all, would give a plausible number of papers. */
function expectSample(call: string, papers: number, share: number, confidence: number): void {
  const refuse = (what: string): never => {
    throw new RangeError(`${call}: ${what}`)
  }
  if (!(papers >= 0)) refuse(`papers = ${papers} is no number of papers`)
  if (!(share > 0 && share <= 1)) refuse(`share = ${share} is not above 0 and at most 1`)
  if (!(confidence >= 0 && confidence < 1)) refuse(`confidence = ${confidence} is not in 0..1, below 1`)
}

/** The smallest number of papers that makes up the share, at least one. */
export const affectedPapers = (papers: number, share: number): number =>
  Math.min(papers, Math.max(1, Math.ceil(papers * share - WHOLE)))

/**
 * Acceptance number: if at most so many of the rechecked papers change, the sitting passes; a sitting with `share` of
 * affected papers would pass with a probability of at most 1 - confidence. -1 = too few papers were taken to let it pass.
 *
 * @throws RangeError as `papersToFind`
 * @example
 * acceptanceNumber(22, 0.1, 14, 0.95) // 0
 * acceptanceNumber(22, 0.1, 22, 0.95) // 2: all papers seen, and fewer than 3 changed
 */
export function acceptanceNumber(papers: number, share: number, rechecked: number, confidence: number): number {
  expectSample('acceptanceNumber', papers, share, confidence)
  const affected = affectedPapers(papers, share)
  let passes = 0
  let changed = 0
  for (; changed <= rechecked; changed++) {
    passes += hypergeometricPoint(changed, papers, affected, rechecked)
    if (passes > 1 - confidence + EQUAL) break
  }
  return Math.min(changed, affected) - 1
}

/** Number of papers to recheck in a sitting; a sitting of unknown size is treated as a very large one. */
export function papersFor(sitting: Pick<Sitting, 'participants'>, all: boolean, { recheck }: Settings): number {
  const papers = sitting.participants ?? Infinity
  const sample = papersToFind(papers, recheck.affectedShare, recheck.confidence)
  return (all || recheck.papers === 'all') && papers !== Infinity ? papers : sample
}

/** Identity of a sitting in a result, by which its papers are drawn. */
export const keyOf = (of: Pick<SittingResult, 'schoolId' | 'subject' | 'grade' | 'year' | 'class'>): string =>
  JSON.stringify([of.schoolId, of.subject, of.grade, of.year, of.class])

/**
 * Which papers to take: positions 1..papers in a list in order of the pupils' codes. Random, so that nobody can choose
 * convenient papers; seeded, so that everybody can draw them again.
 *
 * @param key of the sitting: equal sittings give equal draws; `planRecheck` draws those of a list as the reports name them
 * @example
 * drawPapers(1, 'school 12, grade 4, mathematics', 22, 14).length // 14
 */
export function drawPapers(seed: number, key: string, papers: number, wanted: number): number[] {
  const positions = Array.from({ length: papers }, (_, i) => i + 1)
  return createRandom(seed, 'papers', key)
    .sample(positions, wanted)
    .sort((a, b) => a - b)
}
