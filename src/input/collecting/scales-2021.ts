/**
 * Scales of the national tests (ВПР) of 2021: highest score, and the highest score of the marks 2, 3 and 4, as issued.
 * Item maxima and levels where they are known: points, then the level (П raised, В high; none = Б basic).
 * Scales change from year to year: they hold for 2021 only.
 */
export interface BuiltInScale {
  readonly maxScore: number
  /** Lowest score of the marks 3, 4 and 5. */
  readonly cuts: readonly number[]
  readonly itemMax: readonly number[] | null
  readonly itemLevel: readonly string[] | null
}

const TABLE = `
4  Математика       20 5/9/14
4  Русский язык     38 13/23/32
4  Окружающий мир   32 7/17/26
5  Математика       20 6/10/14
5  Русский язык     45 17/28/38
5  Биология         29 11/17/23
5  История          15 3/7/11
6  Математика       16 5/9/13
6  Русский язык     51 24/34/44
6  Биология         28 11/17/23
6  История          20 5/10/15
6  География        37 9/21/30
6  Обществознание   23 8/14/19
7  Математика       19 6/11/15
7  Русский язык     47 21/31/41
7  Биология         28 9/16/22
7  История          25 6/12/18
7  География        37 10/25/32
7  Обществознание   23 9/15/20
7  Физика           18 4/7/10
7  Английский язык  30 12/20/26
8  Математика       25 7/14/20
8  Русский язык     51 25/31/44
8  Биология         36 12/20/28
8  История          24 6/11/17
8  География        40 12/26/34
8  Обществознание   25 10/16/21
8  Физика           18 4/7/10
8  Химия            36 9/18/27
11 Биология         32 10/17/24
11 География        21 6/12/17
11 История          21 6/12/17
11 Физика           26 8/15/20
11 Химия            33 10/19/27`

const ITEMS: Readonly<Record<string, string>> = {
  '4 Математика': '1,1,2,1,1,1,1,1,1,2,1,1,2П,2,2П',
  '4 Русский язык': '4,3,3,1,3,2,1,2,3,2,1,1,2,1П,2П,1П,2П,1,2,1',
  '5 Математика': '1,1,1,1,1,2,1,1,2,2,1,1,1,1,1П,2П',
  '6 Математика': '1,1,1,1,1,1,1П,1П,2П,1П,2П,1П,2В',
}

function parseScales(): ReadonlyMap<string, BuiltInScale> {
  const scales = new Map<string, BuiltInScale>()
  for (const line of TABLE.trim().split('\n')) {
    const [, grade, subject, max, highest] = /^(\d+)\s+(.+?)\s+(\d+) ([\d/]+)$/.exec(line)!
    const items = ITEMS[`${grade} ${subject}`]?.split(',') ?? null
    scales.set(`${grade} ${subject}`, {
      maxScore: Number(max),
      cuts: highest!.split('/').map((score) => Number(score) + 1),
      itemMax: items === null ? null : items.map((item) => Number.parseInt(item, 10)),
      itemLevel: items === null ? null : items.map((item) => item.replace(/\d+/, '') || 'Б'),
    })
  }
  return scales
}

const SCALES = /* @__PURE__ */ parseScales()

/** The scale of a test of 2021, or `null`: other years have other scales, and none is guessed. */
export function builtInScale(subject: string, grade: number | null, year: number | null): BuiltInScale | null {
  return year === 2021 && grade !== null ? (SCALES.get(`${grade} ${subject}`) ?? null) : null
}
