/** What the tables said about each sitting, joined into sittings and assessments. */
import { type Assessment, type Counts, type Moments, NOT_GIVEN, type ResponseVectors, type Sitting } from '../../model'
import { countItems } from '../../sittings/builder'
import { addCounts, levelsFromScores, momentsOfCounts, poolCounts, totalOf } from '../../sittings/counts'
import { assessmentId, sittingKey } from '../../sittings/sitting'
import type { ProblemLog } from '../problems'
import { byCodeUnit } from '../text'
import type { FaultLog } from './faults'
import {
  type AssessmentEntry,
  type CountsFacet,
  type LevelsFacet,
  type SharesFacet,
  type SittingEntry,
  type SummaryFacet,
  sittingsOf,
} from './registry'
import { settlePapers } from './settle'

const MARKS = ['2', '3', '4', '5']

/** The assessment with its scale, and its sittings. */
export function assembleAssessment(
  entry: AssessmentEntry,
  log: ProblemLog,
  faults: FaultLog,
): { assessment: Assessment; sittings: Sitting[]; entries: SittingEntry[] } {
  const { itemLabels, itemMax, maxScore, notGiven } = settlePapers(entry, log, faults)
  const cuts = entry.scale?.cuts ?? cutsFromMarks(entry.markByScore)
  const levels = levelsOf(entry, cuts)
  noteMarksOffScale(entry, log)
  const assessment: Assessment = {
    id: assessmentId(entry),
    subject: entry.subject,
    grade: entry.grade,
    year: entry.year,
    maxScore,
    cuts,
    itemMax,
    ...(itemLabels === null ? {} : { itemLabels }),
    itemLevel: entry.scale?.itemLevel ?? entry.headers.find(({ itemLevel }) => itemLevel !== null)?.itemLevel ?? null,
    levels,
    scaleSource: entry.scale?.source ?? 'observed',
  }
  const entries = sittingsOf(entry).filter(hasResult)
  const sittings = entries.map((sitting) => {
    const assembled = assembleSitting(sitting, assessment, notGiven, log)
    // Its counts have gone into the sitting: a country's papers are not to be held twice.
    sitting.papers = null
    return assembled
  })
  return { assessment, sittings, entries }
}

const classesOf = (classes: readonly string[] | null) => (classes === null || classes.length === 0 ? {} : { classes })

/** Classes that the rows of a table name, sorted; `null` where a row speaks for the whole school. */
function classesOfParts({ scores, levels, summary }: SittingEntry): readonly string[] | null {
  const names = new Set([scores, levels, summary].flatMap((parts) => [...(parts?.keys() ?? [])]))
  return names.has('') ? null : [...names].sort(byCodeUnit)
}

function hasResult(entry: SittingEntry): boolean {
  const papers = entry.papers !== null && entry.papers.participants + entry.papers.absent > 0
  return (
    papers ||
    entry.withheld !== null ||
    [entry.scores, entry.levels, entry.summary, entry.journalChange].some((parts) => parts !== null)
  )
}

/** Share of papers that may stand on the wrong side of a cut-off: a slip of typing, not another scale. [ours] */
const MOST_WRONG_MARKS = 0.01

/**
 * Cut-offs that the marks in the papers show: the scores that part the marks with the fewest papers on the wrong side. A
 * cut-off must be clearly better than any other score; where no paper has the score below it, it would be a guess.
 */
function cutsFromMarks(markByScore: readonly (readonly number[])[]): number[] | null {
  const cuts: number[] = []
  for (let mark = 3; mark <= 5; mark++) {
    const cut = cutBelow(markByScore.slice(2, mark), markByScore.slice(mark))
    if (cut === null || cut <= (cuts.at(-1) ?? 0)) return null
    cuts.push(cut)
  }
  return cuts
}

/** @param lower papers per score of each lower mark; `higher` of this mark and those above it */
function cutBelow(lower: readonly Counts[], higher: readonly Counts[]): number | null {
  const [below, above] = [poolCounts(lower), poolCounts(higher)]
  const all = totalOf(below) + totalOf(above)
  if (totalOf(below) === 0 || totalOf(above) === 0) return null
  // With the cut-off at 0 all lower marks stand on the wrong side; one up, those of that score change sides.
  let wrong = totalOf(below)
  let [best, cut, second] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY]
  for (let score = 1; score <= Math.max(below.length, above.length); score++) {
    wrong += (above[score - 1] ?? 0) - (below[score - 1] ?? 0)
    if (wrong < best) [best, cut, second] = [wrong, score, best]
    else if (wrong < second) second = wrong
  }
  return second - best > best && best <= MOST_WRONG_MARKS * all ? cut : null
}

/** Papers whose mark is not the one that the scale gives their score. */
function noteMarksOffScale(entry: AssessmentEntry, log: ProblemLog): void {
  const cuts = entry.scale?.cuts
  if (cuts?.length !== 3) return
  for (const [mark, scores] of entry.markByScore.entries())
    for (const [score, count] of scores.entries()) {
      const expected = 2 + cuts.filter((cut) => score >= cut).length
      if (count === 0 || expected === mark) continue
      const at = {
        table: 'results',
        file: null,
        column: 'mark',
        found: `${assessmentId(entry)}: ${score} = «${mark}»`,
      } as const
      log.note('markDiffersFromCuts', { ...at, expected: `«${expected}»` }, count)
    }
}

/** Names of the levels: those that most sittings have; marks where cut-offs are known. */
function levelsOf(entry: AssessmentEntry, cuts: readonly number[] | null): readonly string[] | null {
  const sittings = sittingsOf(entry)
  const marks =
    (cuts?.length === 3 && sittings.some(hasScores)) ||
    sittings.some(({ papers }) => papers !== null && hasAllMarks(papers.marks))
  if (marks) return MARKS
  const votes = new Map<string, { names: readonly string[]; count: number }>()
  for (const { levels } of sittings)
    for (const { names } of levels?.values() ?? []) {
      const vote = votes.get(names.join()) ?? { names, count: 0 }
      votes.set(names.join(), { names, count: vote.count + 1 })
    }
  const [best] = [...votes.values()].sort((a, b) => b.count - a.count || byCodeUnit(a.names.join(), b.names.join()))
  return best?.names ?? null
}

const hasScores = ({ papers, scores }: SittingEntry): boolean => (papers?.participants ?? 0) > 0 || scores !== null

function hasAllMarks(marks: readonly number[]): boolean {
  return marks[0] === 0 && marks.some((count) => count > 0)
}

/** Facets of the classes of a school, added up; a row for the whole school counts before the rows of its classes. */
function addUp<T>(parts: ReadonlyMap<string, T> | null, add: (a: T, b: T) => T): T | null {
  if (parts === null) return null
  const whole = parts.get('')
  if (whole !== undefined) return whole
  const inOrder = [...parts].sort(([a], [b]) => byCodeUnit(a, b)).map(([, part]) => part)
  return inOrder.length === 0 ? null : inOrder.reduce(add)
}

const addCountsFacets = <T extends CountsFacet>(a: T, b: T): T => ({
  ...a,
  n: a.n + b.n,
  counts: addCounts(a.counts, b.counts),
  exact: a.exact && b.exact,
})

function addShares(a: SharesFacet, b: SharesFacet): SharesFacet {
  const [na, nb] = [a.n ?? 1, b.n ?? 1]
  const shares = a.shares.map((share, j) => (share * na + (b.shares[j] ?? 0) * nb) / (na + nb))
  return { n: a.n === null || b.n === null ? null : a.n + b.n, shares }
}

/** Where the table does not say of how many pupils a mean is, it stands as the mean of one. */
function momentsOfSummary({ n, mean, sd }: SummaryFacet): Moments & { known: boolean } {
  const pupils = n ?? 1
  const sumOfSquares = n === null || sd === null ? null : (n - 1) * sd * sd + n * mean * mean
  return { n: pupils, sum: mean * pupils, sumOfSquares, known: n !== null }
}

const addMoments = (a: Moments & { known: boolean }, b: Moments & { known: boolean }) => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumOfSquares: a.sumOfSquares === null || b.sumOfSquares === null ? null : a.sumOfSquares + b.sumOfSquares,
  known: a.known && b.known,
})

function assembleSitting(
  entry: SittingEntry,
  assessment: Assessment,
  notGiven: ReadonlyMap<number, readonly number[]>,
  log: ProblemLog,
): Sitting {
  if (entry.withheld?.what === 'all') return withheldSitting(entry, entry.withheld.papers, assessment, log)
  const papers = entry.papers !== null && entry.papers.participants > 0 ? entry.papers : null
  const scores = addUp(entry.scores, addCountsFacets)
  const levels = addUp<LevelsFacet>(entry.levels, addCountsFacets)
  const parts = new Map([...(entry.summary ?? [])].map(([part, facet]) => [part, momentsOfSummary(facet)]))
  const summary = addUp(parts, addMoments)
  const shares = addUp(entry.shares, addShares)
  const change = addUp(entry.journalChange, addCountsFacets)
  const tested = addUp(entry.tested, (a, b) => a + b)
  const known = [papers?.participants, scores?.n, levels?.n, summary?.known ? summary.n : undefined, change?.n].filter(
    (n) => n !== undefined,
  )
  const participants = known[0] ?? (entry.papers === null ? tested : 0)
  const place = { table: 'results', file: null, column: 'participants' } as const
  const name = `${entry.school.id}, ${assessment.id}`
  if (participants === null) log.note('participantsNotKnown', { ...place, found: name })
  const other = [...known, tested].find((n) => n !== null && n !== participants)
  if (other !== undefined && other !== null)
    log.note('participantsDiffer', { ...place, found: `${name}: ${participants}, ${other}` })
  const scoreCounts = papers === null ? (scores?.counts ?? null) : papers.scoreCounts()
  const vectors = papers?.vectors(assessment.itemMax?.length ?? 0) ?? null
  if (vectors !== null) markNotGiven(vectors, notGiven)
  const items = vectors === null ? null : countItems(vectors)
  const classItems =
    entry.className !== null || assessment.itemMax === null
      ? null
      : (papers?.classItems(assessment.itemMax, notGiven) ?? null)
  return {
    ...identityOf(entry, assessment),
    participants,
    enrolled: enrolledOf(entry, participants, name, log),
    scores:
      papers?.moments() ?? (scoreCounts === null ? rescaled(summary, participants) : momentsOfCounts(scoreCounts)),
    scoreCounts: scoreCounts === null ? null : [...scoreCounts],
    ...levelsOfSitting(papers?.marks ?? null, levels, scoreCounts, assessment, name, log),
    itemCounts: items?.itemCounts ?? null,
    itemBlanks: items?.itemBlanks ?? null,
    itemShares: shares?.shares ?? null,
    ...(classItems === null ? {} : { classItems }),
    journalByScore: papers?.journalByScore() ?? null,
    journalByMark:
      papers === null ? null : journalByMark(papers.journalByMark(), papers.journalByScore(), assessment.cuts),
    ...(change === null ? {} : { journalChange: change.counts }),
    ...(entry.className === null ? classesOf(papers === null ? classesOfParts(entry) : papers.classes()) : {}),
    vectors,
    ...(entry.withheld === null ? {} : { withheld: entry.withheld.what }),
  }
}

/** Which sitting it is. */
const identityOf = (entry: SittingEntry, assessment: Assessment) => ({
  key: sittingKey(entry.school.id, assessment.id, entry.className),
  schoolId: entry.school.id,
  assessmentId: assessment.id,
  subject: entry.assessment.subject,
  grade: entry.assessment.grade,
  year: entry.assessment.year,
  className: entry.className,
})

/** A sitting whose data are faulty: it is there, with its pupils, but nothing of it is counted or compared. */
function withheldSitting(entry: SittingEntry, participants: number, assessment: Assessment, log: ProblemLog): Sitting {
  const name = `${entry.school.id}, ${assessment.id}`
  return {
    ...identityOf(entry, assessment),
    participants,
    enrolled: enrolledOf(entry, participants, name, log),
    scores: null,
    scoreCounts: null,
    levelCounts: null,
    exactLevels: true,
    itemCounts: null,
    itemBlanks: null,
    itemShares: null,
    journalByScore: null,
    journalByMark: null,
    ...(entry.className === null ? classesOf(entry.papers?.classes() ?? classesOfParts(entry)) : {}),
    vectors: null,
    withheld: 'all',
  }
}

function markNotGiven(
  { items, papers, scores, variants }: ResponseVectors,
  notGiven: ReadonlyMap<number, readonly number[]>,
): void {
  for (let i = 0; i < papers; i++) for (const j of notGiven.get(variants[i]!) ?? []) scores[i * items + j] = NOT_GIVEN
}

/** A mean without a number of pupils takes the number that another table gives. */
function rescaled(summary: (Moments & { known: boolean }) | null, participants: number | null): Moments | null {
  if (summary === null) return null
  const { n, sum, sumOfSquares, known } = summary
  if (known || participants === null) return { n, sum, sumOfSquares }
  return { n: participants, sum: (sum / n) * participants, sumOfSquares }
}

function enrolledOf(entry: SittingEntry, participants: number | null, name: string, log: ProblemLog): number | null {
  const absent = entry.papers?.absent ?? 0
  const listed = entry.papers !== null && entry.assessment.listsAbsent
  const enrolled = addUp(entry.enrolled, (a, b) => a + b) ?? (listed ? (participants ?? 0) + absent : null)
  if (enrolled === null || participants === null || enrolled >= participants) return enrolled
  log.note('participantsAboveEnrolled', {
    table: 'participation',
    file: null,
    column: 'enrolled',
    found: `${name}: ${participants}, ${enrolled}`,
  })
  return null
}

/** Pupils per level: as marked in the papers, else from scores and cut-offs, else as the table gives them. */
function levelsOfSitting(
  marks: Counts | null,
  levels: LevelsFacet | null,
  scoreCounts: Counts | null,
  { levels: names, cuts }: Assessment,
  name: string,
  log: ProblemLog,
): { levelCounts: Counts | null; exactLevels: boolean } {
  if (names === null) return { levelCounts: null, exactLevels: true }
  if (marks !== null && hasAllMarks(marks)) return { levelCounts: marks.slice(2), exactLevels: true }
  if (scoreCounts !== null && cuts !== null && names === MARKS)
    return { levelCounts: levelsFromScores(scoreCounts, cuts), exactLevels: true }
  if (levels === null) return { levelCounts: null, exactLevels: true }
  if (levels.names.join() !== names.join()) {
    log.note('levelsDiffer', {
      table: 'results',
      file: null,
      column: 'level',
      found: `${name}: ${levels.names.join(', ')}`,
      expected: names.join(', '),
    })
    return { levelCounts: null, exactLevels: true }
  }
  return { levelCounts: levels.counts, exactLevels: levels.exact }
}

/** Journal mark x test mark: counted paper by paper, or from the scores and cut-offs. */
function journalByMark(
  counted: readonly Counts[] | null,
  byScore: readonly Counts[] | null,
  cuts: readonly number[] | null,
): readonly Counts[] | null {
  if (counted !== null || byScore === null || cuts?.length !== 3) return counted
  return byScore.map((scores) => [0, 0, ...levelsFromScores(scores, cuts)])
}
