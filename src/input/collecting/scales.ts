/**
 * Scales of the national tests (ВПР), a line per grade x subject x year: highest primary score; highest score of the marks
 * 2 / 3 / 4; maxima of the items with their level (П raised, В high, none = Б basic) where they are known; the source.
 * Scales change from year to year: a line holds for its year only.
 *
 * Sources: [1] the scales as issued for the year; [2] a public program that quotes them.
 */
export interface BuiltInScale {
  readonly maxScore: number
  /** Lowest score of the marks 3, 4 and 5. */
  readonly cuts: readonly number[]
  readonly itemMax: readonly number[] | null
  readonly itemLevel: readonly string[] | null
}

const TABLE = `
2021  4 Математика       20  5/9/14   [1] 1,1,2,1,1,1,1,1,1,2,1,1,2П,2,2П
2021  4 Русский язык     38 13/23/32  [1] 4,3,3,1,3,2,1,2,3,2,1,1,2,1П,2П,1П,2П,1,2,1
2021  4 Окружающий мир   32  7/17/26  [1]
2021  5 Математика       20  6/10/14  [1] 1,1,1,1,1,2,1,1,2,2,1,1,1,1,1П,2П
2021  5 Русский язык     45 17/28/38  [1]
2021  5 Биология         29 11/17/23  [1]
2021  5 История          15  3/7/11   [1]
2021  6 Математика       16  5/9/13   [1] 1,1,1,1,1,1,1П,1П,2П,1П,2П,1П,2В
2021  6 Русский язык     51 24/34/44  [1]
2021  6 Биология         28 11/17/23  [1]
2021  6 История          20  5/10/15  [1]
2021  6 География        37  9/21/30  [1]
2021  6 Обществознание   23  8/14/19  [1]
2021  7 Математика       19  6/11/15  [1]
2021  7 Русский язык     47 21/31/41  [1]
2021  7 Биология         28  9/16/22  [1]
2021  7 История          25  6/12/18  [1]
2021  7 География        37 10/25/32  [1]
2021  7 Обществознание   23  9/15/20  [1]
2021  7 Физика           18  4/7/10   [1]
2021  7 Английский язык  30 12/20/26  [1]
2021  7 Немецкий язык    30 12/20/26  [2]
2021  7 Французский язык 30 12/20/26  [2]
2021  8 Математика       25  7/14/20  [1]
2021  8 Русский язык     51 25/31/44  [1]
2021  8 Биология         36 12/20/28  [1]
2021  8 История          24  6/11/17  [1]
2021  8 География        40 12/26/34  [1]
2021  8 Обществознание   25 10/16/21  [1]
2021  8 Физика           18  4/7/10   [1]
2021  8 Химия            36  9/18/27  [1]
2021 10 География        21  6/12/17  [2]
2021 11 Биология         32 10/17/24  [1]
2021 11 География        21  6/12/17  [1]
2021 11 История          21  6/12/17  [1]
2021 11 Физика           26  8/15/20  [1]
2021 11 Химия            33 10/19/27  [1]
2021 11 Английский язык  32 10/17/24  [2]
2021 11 Немецкий язык    32 10/17/24  [2]
2021 11 Французский язык 32 10/17/24  [2]
2026  4 Русский язык     24  9/15/20  [1]`

const LINE = /^(\d{4})\s+(\d+)\s+(.+?)\s+(\d+)\s+([\d/]+)\s+\[[12]\](?:\s+(\S+))?$/

const key = (year: number, grade: number, subject: string): string => `${year} ${grade} ${subject}`

function parseScales(): ReadonlyMap<string, BuiltInScale> {
  const scales = new Map<string, BuiltInScale>()
  for (const line of TABLE.trim().split('\n')) {
    const [, year, grade, subject, max, highest, list] = LINE.exec(line)!
    const items = list?.split(',') ?? null
    scales.set(key(Number(year), Number(grade), subject!), {
      maxScore: Number(max),
      cuts: highest!.split('/').map((score) => Number(score) + 1),
      itemMax: items === null ? null : items.map((item) => Number.parseInt(item, 10)),
      itemLevel: items === null ? null : items.map((item) => item.replace(/\d+/, '') || 'Б'),
    })
  }
  return scales
}

const SCALES = /* @__PURE__ */ parseScales()

/**
 * The scale of a national test, or `null`: other years have other scales, and none is guessed.
 *
 * @example
 * builtInScale('Математика', 4, 2021)?.cuts // [6, 10, 15]
 */
export function builtInScale(subject: string, grade: number | null, year: number | null): BuiltInScale | null {
  return grade === null || year === null ? null : (SCALES.get(key(year, grade, subject)) ?? null)
}
