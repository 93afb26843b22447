import { builtInScale } from '../input/collecting/scales'

/** What is simulated of a test: its scale, and how pupils fare on it. */
export interface Scale {
  readonly subject: string
  readonly grade: number
  /** Lowest primary score of the marks 3, 4 and 5. */
  readonly cuts: readonly number[]
  /** Maximum of each item; their sum is the highest score. */
  readonly itemMax: readonly number[]
  /** Level of each item: `Б`, `П` or `В`. */
  readonly itemLevel: readonly string[]
  /** Mean and standard deviation of the primary score before anything is lifted, in points. */
  readonly mean: number
  readonly sd: number
  /** Share of the papers one point below each cut that markers lift to it, everywhere in the region. */
  readonly lift: readonly number[]
  /** How far below a cut lifting reaches, as a share of the highest score; the share lifted falls to 0 linearly. */
  readonly liftWidth: number
}

/** Highest score of the simulated test, in points. */
export function highestScore(scale: Pick<Scale, 'itemMax'>): number {
  return scale.itemMax.reduce((sum, max) => sum + max, 0)
}

type Fit = Pick<Scale, 'mean' | 'sd' | 'lift' | 'liftWidth'> & Partial<Pick<Scale, 'itemMax'>>

/**
 * Fitted to the score distributions of one region of 2021 (24 000 pupils each; Hellinger distance .02-.05 between the
 * model and the region). The item maxima of RU5 are ours: they add up to the published highest score.
 */
const FITTED: Readonly<Record<string, Fit>> = {
  '4 Математика': { mean: 11.88, sd: 3.9, lift: [0.5, 0.02, 0], liftWidth: 0.2 },
  '4 Русский язык': { mean: 24.3, sd: 7.85, lift: [0.48, 0.06, 0], liftWidth: 0.16 },
  '5 Математика': { mean: 8.85, sd: 4.25, lift: [0.73, 0.28, 0.06], liftWidth: 0.31 },
  '5 Русский язык': {
    mean: 25.65,
    sd: 9.95,
    lift: [0.69, 0.2, 0.07],
    liftWidth: 0.16,
    itemMax: [4, 3, 2, 3, 3, 3, 3, 2, 3, 2, 2, 1, 2, 1, 2, 1, 2, 2, 1, 1, 2],
  },
}

/** Ones and twos in turn, where the items of a test are not published. */
function onesAndTwos(maxScore: number): number[] {
  const max: number[] = []
  for (let left = maxScore; left > 0; left -= max.at(-1)!) max.push(Math.min(left, 1 + (max.length % 2)))
  return max
}

/** The scale of ВПР 2021 for a subject and grade, or `null` if there was no such test. */
function scaleOf(subject: string, grade: number): Scale | null {
  const issued = builtInScale(subject, grade, 2021)
  if (issued === null) return null
  const { maxScore } = issued
  const usual: Fit = { mean: 0.53 * maxScore, sd: 0.2 * maxScore, lift: [0.55, 0.12, 0.05], liftWidth: 0.18 }
  const fit = FITTED[`${grade} ${subject}`] ?? usual
  const itemMax = issued.itemMax ?? fit.itemMax ?? onesAndTwos(maxScore)
  const itemLevel = issued.itemLevel ?? itemMax.map((_, j) => (4 * j < 3 * itemMax.length ? 'Б' : 'П'))
  return { ...usual, ...fit, subject, grade, cuts: issued.cuts, itemMax, itemLevel }
}

/**
 * The scales of subjects x grades, own scales first. A pair without a test (no «История» in grade 4) is left out.
 *
 * @throws RangeError if a subject has no test in any of the grades
 */
export function chooseScales(
  subjects: readonly string[],
  grades: readonly number[],
  own: readonly Scale[],
): readonly Scale[] {
  return subjects.flatMap((subject) => {
    const found = grades.flatMap(
      (grade) => own.find((s) => s.subject === subject && s.grade === grade) ?? scaleOf(subject, grade) ?? [],
    )
    if (found.length > 0) return found
    throw new RangeError(`There is no scale for "${subject}" in grades ${grades.join(', ')}: give one in "scales".`)
  })
}
