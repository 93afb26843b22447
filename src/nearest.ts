/** Longer texts are no names, and comparing them letter by letter would take minutes: their beginnings stand for them. */
const LONGEST = 200

/**
 * The known name nearest to what was written (Levenshtein distance at most a third of its length), or `null`.
 *
 * @example
 * nearest('seeed', ['seed', 'grain']) // 'seed'
 */
export function nearest(written: string, known: readonly string[]): string | null {
  let best: string | null = null
  const sought = written.slice(0, LONGEST).toLowerCase()
  let bestDistance = Math.max(1, Math.floor(sought.length / 3)) + 1
  for (const name of known) {
    // So much they differ at least.
    if (Math.abs(name.length - written.length) >= bestDistance) continue
    const distance = editDistance(sought, name.slice(0, LONGEST).toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    previous = row
  }
  return previous[b.length]!
}
