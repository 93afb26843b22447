/**
 * Invents the exports of four years, in the layouts in which they were issued and with the faults that real ones were
 * seen to hold, and counts while making what a reader has to find: `npx tsx scripts/make-exports.ts FOLDER` writes the
 * files and the counts (`truth.json`). Seeded: the same files every time. No school, pupil or result in them exists.
 *
 * The counts come from what was put in. Nothing of the reader is used, so that its mistakes cannot be repeated here.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRandom, type Random } from '../src/statistics/random'
import { bytesOf, type Cells, type Fixture, workbookOf } from './make-layouts'

/** What was done to the papers of one school in one test. */
type Plant =
  /** The whole school filled in the form of another test. */
  | 'otherForm'
  /** One paper of the school is on the form of another test. */
  | 'otherPaper'
  /** One item holds 25-30. */
  | 'stray'
  /** One item holds a point more than it gives. */
  | 'aboveItem'
  | 'negative'
  /** One total is above the maximum of the test. */
  | 'beyond'
  /** One total is a point off. */
  | 'wrongTotal'
  /** All totals leave one item out. */
  | 'leaveOut'
  | 'zero'

interface TestPlan {
  readonly year: Year
  readonly grade: number
  readonly subject: string
  /** Path inside the folder of exports. */
  readonly file: string
  readonly maxima: readonly number[]
  /** Labels of the items as issued; those of 2020 and 2021 are plain numbers. */
  readonly labels: readonly string[]
  /** Whether a scale as issued, a title or the header says the maxima. */
  readonly itemsKnown: boolean
  readonly maxKnown: boolean
}

export type Year = 2020 | 2021 | 2022 | 2026

/** What a reader has to find of one school in one test. */
export interface SchoolTruth {
  readonly login: string
  /** Pupils who wrote. */
  readonly present: number
  readonly absent: number
  /** Papers that take part; of a school on another form none. */
  readonly used: number
  /** Sum of the scores that count, over the papers that take part. */
  readonly scores: number
  /** Cells `X`, `H`, `не пройд.` ... of the papers that take part. */
  readonly blanks: number
  /** Journal marks 2..5 of the papers that take part. */
  readonly journals: number
  /** Letters of the classes, sorted; `null` where a pupil's row names none. */
  readonly classes: readonly string[] | null
  /** Faults to be told of the school, and in how many papers; single rows are told by row alone. */
  readonly faults: readonly { readonly code: string; readonly papers: number; readonly items: readonly string[] }[]
}

export interface TestTruth extends Pick<TestPlan, 'year' | 'grade' | 'subject' | 'file' | 'maxima'> {
  readonly maxScore: number
  /** Rows of pupils, present or not. */
  readonly rows: number
  /** Rows between them that name the school of those that follow. */
  readonly sections: number
  /** Rows that take no part, by reason. */
  readonly setAside: Readonly<Record<string, number>>
  /** Journal marks that are none: `1`, `8`, `ж`. */
  readonly junkJournal: number
  readonly schools: readonly SchoolTruth[]
}

export interface MadeExport {
  readonly truth: TestTruth
  readonly fixture: Fixture
}

// ---------------------------------------------------------------- what is made

const SCHOOLS = 30
const numbered = (maxima: readonly number[]): string[] => maxima.map((_, j) => String(j + 1))

const MATHS_4 = [1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2]
const RUSSIAN_4 = [4, 3, 3, 1, 3, 2, 1, 2, 3, 2, 1, 1, 2, 1, 2, 1, 2, 1, 2, 1]
const HISTORY_5 = [2, 3, 2, 1, 3, 3, 1]
const BIOLOGY_6 = [1, 2, 1, 2, 3, 1, 2, 2, 1, 2, 1, 2]
const LABELS_15 = ['1', '2', '3', '4', '5(1)', '5(2)', '6.1', '6.2', '7', '8', '9(1)', '9(2)', '10', '12(3)', '16 (1)']
const LABELS_7 = ['1', '2', '3', '4К1', '4K2', '5(1)', '5(2)']
const LABELS_12 = ['1(1)', '1(2)', '2', '3', '4', '5(1)', '5(2)', '6', '7', '8', '12(3)', '16 (1)']
const RUSSIAN_2026 = [4, 3, 1, 3, 2, 2, 3, 2, 2, 1, 1]
const LABELS_2026 = ['1К1', '1К2', '2', '3.1', '3.2', '4К1', '4K2', '5', '6', '9.1', '9.2']

const PLANS: readonly TestPlan[] = [
  // Autumn 2020: pupils of grades 5 and 6 wrote the tests of grades 4 and 5. Folders name the grade of the test, or nothing
  // but the pupils' codes, one grade above, does.
  plan(2020, 4, 'Математика', '2020/4/Математика.csv', MATHS_4, numbered(MATHS_4)),
  plan(2020, 4, 'Русский язык', '2020/4/Русский язык.csv', RUSSIAN_4, numbered(RUSSIAN_4)),
  plan(2020, 5, 'История', '2020/История.xlsx', HISTORY_5, numbered(HISTORY_5)),
  ...(
    [
      [4, 'Математика', 'математике', 'xlsx', MATHS_4, true],
      [4, 'Русский язык', 'русскому языку', 'csv', RUSSIAN_4, true],
      // The scale as issued says the maximum of the test, not those of the items.
      [5, 'История', 'истории', 'csv', HISTORY_5, false],
    ] as const
  ).map(([grade, subject, dative, ending, maxima, itemsKnown]) => ({
    ...plan(2021, grade, subject, '', maxima, numbered(maxima)),
    file: `2021/Проведение работы по ${dative}, ${grade} класс. ВПР 2021.${ending}`,
    ...{ itemsKnown, maxKnown: true },
  })),
  plan(2022, 4, 'Математика', '2022/ВПР 2022 Математика 4 класс.xlsx', MATHS_4, LABELS_15),
  plan(2022, 5, 'История', '2022/ВПР 2022 История 5 класс.csv', HISTORY_5, LABELS_7),
  plan(2022, 6, 'Биология', '2022/ВПР 2022 Биология 6 класс.xlsx', BIOLOGY_6, LABELS_12),
  plan(2026, 4, 'Русский язык', '2026/4 РУ/Индивидуальные результаты.xlsx', RUSSIAN_2026, LABELS_2026),
  plan(2026, 5, 'Математика', '2026/5 МА/Индивидуальные результаты.xlsx', MATHS_4, LABELS_15),
  plan(2026, 6, 'Биология', '2026/6 БИ/Индивидуальные результаты.csv', BIOLOGY_6, LABELS_12),
]

function plan(
  year: Year,
  grade: number,
  subject: string,
  file: string,
  maxima: readonly number[],
  labels: readonly string[],
): TestPlan {
  const known = year >= 2022
  return { year, grade, subject, file, maxima, labels, itemsKnown: known, maxKnown: known }
}

/** The faults of a year: each falls on a school of its own, other schools in every test. */
const PLANTS: Readonly<Record<Year, readonly Plant[]>> = {
  2020: [
    ...(['otherForm', 'otherForm', 'otherPaper', 'stray', 'stray', 'stray', 'stray'] as const),
    ...(['negative', 'beyond', 'wrongTotal', 'wrongTotal'] as const),
  ],
  2021: ['stray', 'aboveItem', 'aboveItem', 'negative', 'negative', 'beyond', 'beyond', 'wrongTotal', 'wrongTotal'],
  2022: [
    ...Array.from({ length: 8 }, (): Plant => 'leaveOut'),
    ...(['zero', 'zero', 'stray', 'stray', 'aboveItem', 'negative', 'beyond', 'wrongTotal'] as const),
  ],
  2026: ['stray', 'aboveItem', 'negative', 'beyond', 'wrongTotal', 'wrongTotal', 'leaveOut', 'zero'],
}

const BLANKS = ['X', 'x', 'Х', 'х', 'X ', 'H', 'не пройд.'] as const
const JUNK_JOURNAL = [1, 8, 'ж'] as const
const ABSENT = ['отсутствовал', 'не присутствовал'] as const

// ---------------------------------------------------------------- papers

interface Paper {
  readonly code: string
  readonly className: string
  readonly absent: boolean
  readonly sex: string
  readonly variant: number | string
  readonly journal: number | string | null
  /** Cells of the items; those of a paper on the form of another test are more than the test has. */
  items: (number | string)[]
  total: number
  /** Why the paper takes no part; `null` = it does. */
  setAside: string | null
}

const pointsOf = (cell: number | string): number => (typeof cell === 'number' ? cell : 0)
const sumOf = (cells: readonly (number | string)[]): number => cells.reduce<number>((sum, c) => sum + pointsOf(c), 0)
const one = <T>(random: Random, of: readonly T[]): T => of[random.integer(of.length)]!

function papersOf(test: TestPlan, school: number, random: Random): Paper[] {
  const pupils = 14 + random.integer(14)
  const level = 0.35 + 0.4 * random.uniform()
  const classes = classesOf(test, school)
  const own = test.year === 2020 ? test.grade + 1 : test.grade
  return Array.from({ length: pupils }, (_, i): Paper => {
    // Twelve pupils of every school were there: enough for every fault to show. The form of 2026 lists no absent pupils.
    const absent = test.year !== 2026 && i >= 12 && random.uniform() < 0.25
    const ability = Math.min(0.97, Math.max(0.03, level + 0.25 * random.normal()))
    const items = test.maxima.map((max, j) => itemOf(max, ability - 0.01 * j, random))
    return {
      code: `${own}${String(1 + i + 30 * school).padStart(4, '0')}`,
      className: classes[i % classes.length]!,
      absent,
      sex: one(random, ['м', 'М', 'ж', 'Ж']),
      variant: absent ? one(random, ABSENT) : random.uniform() < 0.02 ? one(random, [0, 3]) : 1 + random.integer(2),
      journal: absent ? null : journalOf(2 + Math.min(3, Math.floor(4 * ability)), random),
      items,
      total: sumOf(items),
      setAside: null,
    }
  })
}

function itemOf(max: number, chance: number, random: Random): number | string {
  const points = random.binomial(max, Math.min(0.95, Math.max(0.02, chance)))
  return points === 0 && random.uniform() < 0.15 ? one(random, BLANKS) : points
}

function journalOf(mark: number, random: Random): number | string | null {
  const chance = random.uniform()
  if (chance < 0.02) return one(random, JUNK_JOURNAL)
  return chance < 0.06 ? 'нет отметки' : chance < 0.08 ? null : mark
}

/** Classes as schools write them: `а`, `4А`; a tenth of the schools write `нет` in some rows. */
function classesOf({ grade, year }: TestPlan, school: number): string[] {
  const own = year === 2020 ? grade + 1 : grade
  if (school % 10 === 9) return [`${own}А`, 'нет']
  return [['а'], [`${own}А`, `${own}Б`], ['А', 'б'], [`${own}в`]][school % 4]!
}

/** The letter of a class, however it is written. */
const letterOf = (name: string): string => name.replace(/\d/g, '').toUpperCase()

// ---------------------------------------------------------------- faults

type Fault = SchoolTruth['faults'][number]

/** Puts a fault into papers, marks those that take no part, and says what has to be told of the school, if anything. */
function plantInto(papers: readonly Paper[], plant: Plant, test: TestPlan, random: Random): Fault | null {
  const present = papers.filter(({ absent }) => !absent)
  const paper = one(random, present)
  const item = random.integer(test.maxima.length)
  const fault = (code: string, count: number, items: readonly string[] = []): Fault => ({ code, papers: count, items })
  switch (plant) {
    case 'otherForm':
      for (const own of present) toOtherForm(own, test, random)
      return fault('otherForm', present.length, extraLabels(test))
    case 'otherPaper':
      toOtherForm(paper, test, random)
      return fault('otherForm', 1, extraLabels(test))
    case 'stray':
    case 'aboveItem':
      paper.items[item] = plant === 'stray' || !test.itemsKnown ? 25 + random.integer(6) : test.maxima[item]! + 1
      paper.setAside = test.itemsKnown ? 'itemAboveMaximum' : 'itemAboveOthers'
      return fault('strayCells', 1, [labelOf(test, item)])
    case 'negative':
      paper.items[item] = -1
      paper.setAside = 'itemNegative'
      // One row of a school that could not be read is told by its row.
      return null
    case 'beyond':
      paper.total = sumOf(test.maxima) + 1 + random.integer(5)
      paper.setAside = test.maxKnown ? 'scoreAboveMaximum' : 'scoreAboveOthers'
      return fault('scoresBeyond', 1)
    case 'wrongTotal':
      paper.total += paper.total > 1 ? -1 : 1
      return fault('totalsNotSums', 1)
    case 'leaveOut': {
      const left = mostSolved(present, test)
      for (const own of present) own.total -= pointsOf(own.items[left]!)
      return fault('totalsLeaveOut', present.length, [labelOf(test, left)])
    }
    case 'zero':
      for (const own of present) own.total = 0
      return fault('totalsZero', present.length)
  }
}

/** The item in which most pupils have points: that a total lacks an item nobody solved shows in no paper. */
function mostSolved(papers: readonly Paper[], { maxima }: TestPlan): number {
  const solved = maxima.map((_, j) => papers.filter(({ items }) => pointsOf(items[j]!) > 0).length)
  return solved.indexOf(Math.max(...solved))
}

/** Items that the other test has more; their points show in every paper. */
const EXTRA = 3

function toOtherForm(paper: Paper, { maxima }: TestPlan, random: Random): void {
  paper.items = [...maxima.map((max) => random.integer(max + 1)), ...Array.from({ length: EXTRA }, () => 1)]
  paper.total = sumOf(paper.items)
  paper.setAside = 'itemNotOfTest'
}

const extraLabels = ({ maxima }: TestPlan): string[] =>
  Array.from({ length: EXTRA }, (_, k) => `a-${maxima.length + k + 1}-grade`)
/** As the year's header calls the item, without its maximum. */
const labelOf = ({ year, labels }: TestPlan, item: number): string =>
  year === 2020 ? `a-${item + 1}-grade` : labels[item]!.replace(' ', '')

// ---------------------------------------------------------------- counting

function schoolTruth(login: string, papers: readonly Paper[], fault: Fault | null): SchoolTruth {
  const bySum = fault?.code === 'totalsLeaveOut' || fault?.code === 'totalsZero'
  const present = papers.filter(({ absent }) => !absent)
  const used = present.filter(({ setAside }) => setAside === null)
  const letters = new Set(papers.map(({ className }) => letterOf(className)))
  return {
    login,
    present: present.length,
    absent: papers.length - present.length,
    used: used.length,
    scores: used.reduce((sum, { items, total }) => sum + (bySum ? sumOf(items) : total), 0),
    blanks: used.reduce((sum, { items }) => sum + items.filter((cell) => typeof cell === 'string').length, 0),
    journals: used.filter(({ journal }) => typeof journal === 'number' && journal >= 2 && journal <= 5).length,
    classes: letters.has('НЕТ') ? null : [...letters].sort(),
    faults: fault === null ? [] : [fault],
  }
}

function testTruth(test: TestPlan, papers: readonly Paper[], schools: readonly SchoolTruth[]): TestTruth {
  const setAside: Record<string, number> = {}
  for (const { setAside: code } of papers) if (code !== null) setAside[code] = (setAside[code] ?? 0) + 1
  const junk = (journal: Paper['journal']) => JUNK_JOURNAL.some((own) => own === journal)
  const { year, grade, subject, file, maxima } = test
  return {
    ...{ year, grade, subject, file, maxima },
    maxScore: sumOf(maxima),
    rows: papers.length,
    sections: year === 2026 ? schools.length : 0,
    setAside,
    // A paper that cannot be read is set aside before its journal mark is looked at.
    junkJournal: papers.filter(({ journal, setAside: code }) => junk(journal) && code !== 'itemNegative').length,
    schools,
  }
}

// ---------------------------------------------------------------- layouts

interface School {
  readonly login: string
  readonly name: string
  readonly municipality: string
  readonly papers: readonly Paper[]
}

const empty = (length: number): null[] => Array.from({ length }, () => null)

function rows2020(_: TestPlan, schools: readonly School[]): Cells[] {
  const header = [
    ...['groups', 'user', 'id', 'code', 'otc', 'gender', 'klass', 'var-1', 'var-2', 'sum'],
    ...Array.from({ length: 40 }, (_, j) => `a-${j + 1}-grade`),
    'Учебник',
  ]
  return [
    header,
    ...schools.flatMap(({ login, papers }) =>
      papers.map((p, i): Cells => {
        const start: Cells = ['reg99', login, i + 1, p.code]
        if (p.absent) return [...start, null, p.sex, p.className, p.variant, null, null, ...empty(41)]
        const items = [...p.items, ...empty(40 - p.items.length)]
        return [...start, p.journal, p.sex, p.className, p.variant, null, p.total, ...items, null]
      }),
    ),
  ]
}

function rows2021({ maxima }: TestPlan, schools: readonly School[]): Cells[] {
  const header = [
    ...['логин школы', 'регион', 'номер обучающегося', 'код обучающегося', 'отметка за предыдущую четверть/триместр'],
    ...['пол', 'класс', 'вариант', 'всего баллов'],
    ...maxima.map((_, j) => `балл за ${j + 1}`),
    'Учебник',
  ]
  return [
    header,
    ...schools.flatMap(({ login, papers }) =>
      papers.map((p, i): Cells => {
        const start: Cells = [login, 99, i + 1, p.code]
        if (p.absent) return [...start, null, p.sex, p.className, p.variant, null, ...empty(maxima.length + 1)]
        return [...start, p.journal, p.sex, p.className, p.variant, p.total, ...p.items, 'Учебник; часть 1']
      }),
    ),
  ]
}

const itemHeaders = ({ labels, maxima }: TestPlan): string[] => labels.map((label, j) => `${label} (${maxima[j]}б)`)

function rows2022(test: TestPlan, schools: readonly School[]): Cells[] {
  const header = [
    ...['Пользователь', 'Код региона', 'Регион', 'Муниципалитет', 'Школа', 'Дата загрузки', 'Код', 'Вариант'],
    ...itemHeaders(test),
    ...['Наименование класса', 'Пол', 'Отметка за предыдущий триместр/ четверть/полугодие', 'Итого баллов'],
  ]
  return [
    header,
    ...schools.flatMap(({ login, name, municipality, papers }) =>
      papers.map((p): Cells => {
        const start: Cells = [login, 99, 'Край', municipality, name, '2022-10-03', p.code, p.variant]
        // Absent pupils have a total of 0.
        if (p.absent) return [...start, ...empty(test.maxima.length), p.className, p.sex, null, 0]
        return [...start, ...p.items, p.className, p.sex, p.journal, p.total]
      }),
    ),
  ]
}

function rows2026(test: TestPlan, schools: readonly School[]): Cells[] {
  const max = sumOf(test.maxima)
  const title: Cells[] = [
    [`ВПР 2026 ${test.subject} ${test.grade} класс`],
    ['Индивидуальные результаты участников'],
    ['Предмет:', test.subject],
    ['Максимальный первичный балл:', max],
    ['Дата:', '15.04.2026'],
    [],
    [...empty(5), 'Уровень', ...test.maxima.map((_, j) => (j % 4 === 3 ? 'П' : 'Б'))],
  ]
  const header = [
    ...['ОО', 'Муниципалитет', 'Название ОО', 'Код участника', 'Класс', 'Вариант'],
    ...itemHeaders(test),
    ...['Первичный балл', 'Отметка', 'Отметка по журналу'],
  ]
  const markOf = (total: number) => 2 + [0.4, 0.65, 0.85].filter((share) => total >= share * max).length
  return [
    ...title,
    header,
    ...schools.flatMap(({ login, name, municipality, papers }, school) => [
      [`${name}(${login})`, `Кол-во участников: ${papers.length}`],
      ...papers.map((p): Cells => {
        // Half of the schools leave the login to the section row.
        const start: Cells = [school % 2 === 0 ? login : null, municipality, name, p.code, p.className, p.variant]
        return [...start, ...p.items, p.total, markOf(p.total), p.journal]
      }),
    ]),
  ]
}

const LAYOUTS = {
  2020: { id: 'pupils-2020', sheet: 'Лист1', rows: rows2020 },
  2021: { id: 'pupils-2021', sheet: 'Лист1', rows: rows2021 },
  2022: { id: 'protocol-2022', sheet: 'Протокол', rows: rows2022 },
  2026: { id: 'individual-2026', sheet: 'ВПР', rows: rows2026 },
} as const

function fixtureOf(test: TestPlan, schools: readonly School[]): Fixture {
  const { id, sheet, rows } = LAYOUTS[test.year]
  const sheets = [{ name: sheet, rows: rows(test, schools) }]
  if (test.file.endsWith('.xlsx')) return { name: test.file, layout: id, encoding: 'XLSX', delimiter: null, sheets }
  const encoding = test.year === 2022 ? 'utf-8 BOM' : 'windows-1251'
  return { name: test.file, layout: id, encoding, delimiter: ';', sheets }
}

// ---------------------------------------------------------------- all together

/** The exports of all four years, or of one, each with its counts. */
export function madeExports(seed = 1, year: Year | null = null): MadeExport[] {
  return PLANS.filter((test) => year === null || test.year === year).map((test) => madeExport(test, seed))
}

function madeExport(test: TestPlan, seed: number): MadeExport {
  const random = createRandom(seed, 'exports', test.file)
  const prefix = test.year < 2022 ? 'sch' : 'edu'
  const plants = PLANTS[test.year]
  const first = random.integer(SCHOOLS)
  const truths: SchoolTruth[] = []
  const schools = Array.from({ length: SCHOOLS }, (_, i): School => {
    const login = `${prefix}99${String(11 + 37 * i).padStart(4, '0')}`
    const papers = papersOf(test, i, random)
    const planted = plants[(i - first + SCHOOLS) % SCHOOLS]
    const fault = planted === undefined ? null : plantInto(papers, planted, test, random)
    truths.push(schoolTruth(login, papers, fault))
    return {
      login,
      papers,
      name: `МБОУ «Школа № ${i + 1}»`,
      municipality: `${'Северный Южный'.split(' ')[i % 2]} район`,
    }
  })
  const all = schools.flatMap(({ papers }) => papers)
  return { truth: testTruth(test, all, truths), fixture: fixtureOf(test, schools) }
}

/** Writes exports into a folder, each year in a folder of its own. */
export async function writeExports(folder: string, made: readonly MadeExport[]): Promise<void> {
  for (const { fixture } of made) {
    const file = join(folder, fixture.name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, fixture.encoding === 'XLSX' ? await workbookOf(fixture) : bytesOf(fixture))
  }
}

async function main(): Promise<void> {
  const folder = process.argv[2]
  if (folder === undefined) throw new Error('usage: npx tsx scripts/make-exports.ts FOLDER')
  const made = madeExports()
  await writeExports(folder, made)
  const truths = made.map(({ truth }) => truth)
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truths, null, 2)}\n`)
  for (const { file, rows, schools, setAside } of truths) {
    const absent = schools.reduce((sum, school) => sum + school.absent, 0)
    console.log(`${file}: ${rows} rows, ${schools.length} schools, ${absent} absent, ${JSON.stringify(setAside)}`)
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
