/** How well a score puts the positives on top. Ties count half, so the order of rows has no bearing. */

/** Chance that a positive has a higher score than a negative. */
export function areaUnderCurve(scores: readonly number[], positive: readonly boolean[]): number {
  let below = 0
  let wins = 0
  const { groups, positives, negatives } = tied(scores, positive)
  for (const group of groups.toReversed()) {
    wins += group.positives * (below + group.negatives / 2)
    below += group.negatives
  }
  return wins / (positives * negatives)
}

/** Mean precision over the positives, from the highest score down. */
export function averagePrecision(scores: readonly number[], positive: readonly boolean[]): number {
  const { groups, positives } = tied(scores, positive)
  let found = 0
  let listed = 0
  let sum = 0
  for (const group of groups) {
    found += group.positives
    listed += group.positives + group.negatives
    sum += (group.positives * found) / listed
  }
  return sum / positives
}

/** Share of positives among the first `count`; a tie at the border counts in proportion. */
export function precisionAt(scores: readonly number[], positive: readonly boolean[], count: number): number {
  let found = 0
  let listed = 0
  for (const group of tied(scores, positive).groups) {
    const size = group.positives + group.negatives
    const taken = Math.min(size, count - listed)
    found += (group.positives * taken) / size
    listed += taken
    if (listed >= count) break
  }
  return found / listed
}

function tied(scores: readonly number[], positive: readonly boolean[]) {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
  const groups: { positives: number; negatives: number }[] = []
  let last = Number.NaN
  let positives = 0
  for (const i of order) {
    if (scores[i] !== last) groups.push({ positives: 0, negatives: 0 })
    last = scores[i]!
    const group = groups.at(-1)!
    if (positive[i]) group.positives++
    else group.negatives++
    positives += positive[i] ? 1 : 0
  }
  return { groups, positives, negatives: scores.length - positives }
}
