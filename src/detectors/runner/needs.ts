/** What a sitting must hold before a detector can look at it. */
import type { Assessment, Need, School, Sitting } from '../../model'

export const has: Readonly<Record<Need, (sitting: Sitting, assessment: Assessment, school: School) => boolean>> = {
  mean: (s) => s.scores !== null,
  spread: (s) => s.scoreCounts !== null || s.levelCounts !== null || (s.scores?.sumOfSquares ?? null) !== null,
  scoreCounts: (s) => s.scoreCounts !== null,
  levelCounts: (s) => s.levelCounts !== null,
  distribution: (s) => s.scoreCounts !== null || s.levelCounts !== null,
  cuts: (_, a) => a.cuts !== null && a.cuts.length > 0,
  itemCounts: (s) => s.itemCounts !== null,
  items: (s) => s.itemCounts !== null || s.itemShares !== null,
  vectors: (s) => s.vectors !== null,
  journal: (s) => s.journalByScore !== null || s.journalByMark !== null,
  enrolled: (s) => s.enrolled !== null,
  earlier: (_, __, school) => (school.earlier?.length ?? 0) > 0,
}
