/**
 * The classical indices that the pattern detectors are measured against: person fit of papers whose items are right or
 * wrong, and the generalised binomial test of two papers. Checked against `fixtures/reference/patterns.json`.
 */

/** Share of right answers per item. */
export function sharesOf(papers: readonly (readonly number[])[]): number[] {
  return papers[0]!.map((_, j) => papers.reduce((sum, paper) => sum + paper[j]!, 0) / papers.length)
}

/** Guttman errors: pairs of items of which the easier is wrong and the harder right. */
export function guttmanErrors(paper: readonly number[], shares: readonly number[]): number {
  const easyFirst = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]! || a - b)
  let errors = 0
  let wrong = 0
  for (const j of easyFirst) {
    if (paper[j] === 1) errors += wrong
    else wrong++
  }
  return errors
}

/** U3 (van der Flier 1982): 0 = the most probable answers of this total, 1 = the least; `null` at the ends. */
export function u3(paper: readonly number[], shares: readonly number[]): number | null {
  const logits = shares.map((p) => Math.log(p / (1 - p)))
  const total = paper.reduce((sum, x) => sum + x, 0)
  if (total === 0 || total === paper.length) return null
  const easyFirst = logits.slice().sort((a, b) => b - a)
  const sum = (list: readonly number[]): number => list.reduce((s, x) => s + x, 0)
  const most = sum(easyFirst.slice(0, total))
  const least = sum(easyFirst.slice(paper.length - total))
  return (most - sum(logits.map((logit, j) => logit * paper[j]!))) / (most - least)
}

/** H^T (Sijtsma 1986): covariance of a paper with all others over the largest possible; low = unlike the others. */
export function hT(papers: readonly (readonly number[])[], k: number): number | null {
  const items = papers[0]!.length
  const beta = papers.map((paper) => paper.reduce((sum, x) => sum + x, 0) / items)
  let top = 0
  let bottom = 0
  papers.forEach((other, l) => {
    if (l === k) return
    const both = other.reduce((sum, x, j) => sum + x * papers[k]![j]!, 0) / items
    top += both - beta[k]! * beta[l]!
    bottom += Math.min(beta[k]!, beta[l]!) - beta[k]! * beta[l]!
  })
  return bottom > 0 ? top / bottom : null
}

/** P(at least k matches) of independent matches with these chances: the generalised binomial test of similarity. */
export function generalisedBinomialUpper(chances: readonly number[], k: number): number {
  let mass = [1]
  for (const p of chances) {
    const next = new Array<number>(mass.length + 1).fill(0)
    mass.forEach((m, x) => {
      next[x]! += m * (1 - p)
      next[x + 1]! += m * p
    })
    mass = next
  }
  return mass.slice(k).reduce((sum, m) => sum + m, 0)
}
