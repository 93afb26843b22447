/**
 * How far a sitting's statistic must lean on the level of its school. Where items differ in discrimination, a total is
 * not all there is to know about a pupil: among pupils of equal total those of a strong school know more, and it shows
 * in the sharper items. Without this, honest strong and weak schools look odd (method, section 6).
 */
import { Composition, exactTerm, type FormMoments, type Strata, type ToldItems } from './strata'

/** Strata, with what a bigger run has told of them. */
type KnownStrata = Strata & { readonly told?: ToldItems }

/**
 * Per sitting, the sum over its papers of what the other papers of the school say about the pupil, compared with all
 * pupils of the same stratum. The level of the others is shrunken by its reliability; a pupil's own paper never counts.
 *
 * @returns one number per sitting, in standard deviations of the total x papers
 */
export function leanings(strata: KnownStrata): Float64Array {
  const { forms } = strata
  const byForm = leaningsByForm(strata)
  return Float64Array.from({ length: strata.start.length - 1 }, (_, i) => {
    let sum = 0
    for (let form = 0; form < forms; form++) sum += byForm[i * forms + form]!
    return sum
  })
}

/** The same for the papers of each form by itself: `[sitting * forms + form]`. */
export function leaningsByForm(strata: KnownStrata): Float64Array {
  const { form, forms } = strata
  const { others, level, composition } = levelsByStratum(strata)
  const leaning = new Float64Array((strata.start.length - 1) * forms)
  for (let i = 0; i + 1 < strata.start.length; i++) {
    const { met } = composition.of(i)
    for (let k = 0; k < met.length; k++) {
      const s = met[k]!
      leaning[i * forms + form[s]!]! += composition.papersIn(k) * (others(i, s) - level[s]!)
    }
  }
  return leaning
}

/**
 * What the other papers of a school say about a pupil of a stratum, the mean of that over the papers of each stratum, and
 * the variance of levels between schools over that inside.
 */
export function levelsByStratum(strata: KnownStrata) {
  const sittings = strata.start.length - 1
  const { told } = strata
  const z = standardisedTotals(strata)
  const composition = new Composition(strata)
  const sums = new Float64Array(sittings)
  for (let i = 0; i < sittings; i++) {
    const { met } = composition.of(i)
    for (let k = 0; k < met.length; k++) sums[i]! += composition.papersIn(k) * z[met[k]!]!
  }
  const known = told?.formMoments.find((of) => of !== null)?.ratio
  const ratio = known ?? varianceRatio(strata, z, sums)
  /** Shrunken level of the school as seen by a pupil of stratum s: from the other pupils only. */
  const others = (i: number, s: number): number => {
    const n = strata.start[i + 1]! - strata.start[i]! - 1
    return n === 0 || ratio === 0 ? 0 : (sums[i]! - z[s]!) / (n + 1 / ratio)
  }
  const expected = new Float64Array(strata.size.length)
  for (let i = 0; i < sittings; i++) {
    const { met } = composition.of(i)
    for (let k = 0; k < met.length; k++) expected[met[k]!]! += exactTerm(composition.papersIn(k) * others(i, met[k]!))
  }
  const toldPapers = (s: number): number => told?.papers[s] ?? 0
  const level = expected.map((sum, s) =>
    toldPapers(s) > 0 ? told!.level[s]! : sum / (strata.size[s]! - toldPapers(s)),
  )
  return { others, level, ratio, composition }
}

/** Total of each stratum in standard deviations of its form. */
function standardisedTotals({ size, total, form, forms, told }: KnownStrata): Float64Array {
  const n = new Float64Array(forms)
  const sum = new Float64Array(forms)
  const squares = new Float64Array(forms)
  form.forEach((f, s) => {
    n[f]! += size[s]!
    sum[f]! += size[s]! * total[s]!
    squares[f]! += size[s]! * total[s]! * total[s]!
  })
  told?.formMoments.forEach((of: FormMoments | null, f) => {
    if (of === null) return
    n[f] = of.papers
    sum[f] = of.sum
    squares[f] = of.squares
  })
  return Float64Array.from(total, (t, s) => {
    const f = form[s]!
    const mean = sum[f]! / n[f]!
    const variance = squares[f]! / n[f]! - mean * mean
    return variance > 0 ? (t - mean) / Math.sqrt(variance) : 0
  })
}

/** Variance of levels between schools over the variance inside them (analysis of variance); 0 where there is none. */
function varianceRatio(strata: Strata, z: Float64Array, sums: Float64Array): number {
  const papers = strata.stratumOf.length
  let squares = 0
  strata.size.forEach((n, s) => {
    squares += n * z[s]! * z[s]!
  })
  let between = 0
  let sumN2 = 0
  let groups = 0
  let all = 0
  sums.forEach((sum, i) => {
    const n = strata.start[i + 1]! - strata.start[i]!
    if (n === 0) return
    groups++
    sumN2 += n * n
    between += exactTerm((sum * sum) / n)
    all += exactTerm(sum)
  })
  const inside = (squares - between) / Math.max(1, papers - groups)
  const spread = papers - sumN2 / papers
  if (inside <= 0 || spread <= 0) return 0
  return Math.max(0, (between - (all * all) / papers - (groups - 1) * inside) / spread / inside)
}
