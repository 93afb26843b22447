import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { monitor } from '../../src'
import { main } from '../../src/cli/main'
import { collectTables, createCollector, InputError } from '../../src/input'
import type { DataFault, MonitorInput, Row } from '../../src/model'
import { toCorrectCsv, toHtml } from '../../src/report'
import { createRandom } from '../../src/statistics/random'

const MAXIMA = [1, 1, 2, 1, 3, 1, 2, 1]
const HIGHEST = MAXIMA.reduce((sum, max) => sum + max, 0)

interface Paper {
  readonly school: string
  items: (number | string)[]
  score: number
}

/** Papers of schools of `pupils` pupils each, without any fault; hard items are last. */
function papers(schools: number, pupils: number, seed = 1): Paper[] {
  const random = createRandom(seed)
  return Array.from({ length: schools * pupils }, (_, i) => {
    const ability = random.uniform()
    const items = MAXIMA.map((max, j) => {
      let points = 0
      for (let k = 0; k < max; k++) if (random.uniform() < 0.25 + 0.6 * ability - 0.03 * j) points++
      return points
    })
    return { school: `edu67${String(1 + Math.floor(i / pupils)).padStart(4, '0')}`, items, score: sumOf(items) }
  })
}

const sumOf = (items: readonly (number | string)[]): number =>
  items.reduce<number>((sum, points) => sum + (typeof points === 'number' ? points : 0), 0)

function rowsOf(all: readonly Paper[], columns = MAXIMA.length, more: Row = {}): Row[] {
  return all.map(({ school, items, score }, i) => ({
    school_id: school,
    subject: 'История',
    grade: 5,
    year: 2022,
    pupil_id: String(50_001 + i),
    score,
    ...Object.fromEntries(Array.from({ length: columns }, (_, j) => [`item_${j + 1}`, items[j] ?? ''])),
    ...more,
  }))
}

const read = (all: readonly Paper[], columns?: number): MonitorInput => collectTables({ results: rowsOf(all, columns) })
const of = (all: readonly Paper[], school: string): Paper[] => all.filter((paper) => paper.school === school)
const told = ({ toCorrect = [] }: MonitorInput): Partial<DataFault>[] =>
  toCorrect.map(({ code, schoolId, papers, of, items, treatment }) => ({
    code,
    schoolId,
    papers,
    of,
    items,
    treatment,
  }))
const sittingOf = (input: MonitorInput, school: string) => input.sittings.find(({ schoolId }) => schoolId === school)!
const setAside = (input: MonitorInput) =>
  input.problems.filter(({ severity }) => severity === 'setAside').map(({ code, row, found }) => ({ code, row, found }))

describe('nothing is inferred from a part', () => {
  it('single cells set no maximum, and their papers are set aside, each with its row', () => {
    const all = papers(24, 15)
    all[7]!.items[1] = 30
    all[100]!.items[0] = 25
    const input = read(all)
    expect(input.assessments[0]).toMatchObject({ itemMax: MAXIMA, maxScore: HIGHEST, scaleSource: 'observed' })
    expect(setAside(input)).toEqual([
      { code: 'itemAboveOthers', row: 9, found: '30' },
      { code: 'itemAboveOthers', row: 102, found: '25' },
    ])
    expect(told(input)).toMatchObject([
      { code: 'strayCells', schoolId: 'edu670001', papers: 1, of: 15, items: ['2'], treatment: 'setAside' },
      { code: 'strayCells', schoolId: 'edu670007', papers: 1, of: 15, items: ['1'], treatment: 'setAside' },
    ])
  })

  it('an item that only stray papers have is none, nor is a column that nobody fills', () => {
    const all = papers(24, 15)
    all[11]!.items[8] = 1
    const input = read(all, 40)
    expect(input.assessments[0]).toMatchObject({ itemMax: MAXIMA, maxScore: HIGHEST })
    expect(setAside(input)).toEqual([{ code: 'itemNotOfTest', row: 13, found: '1' }])
    expect(input.sittings[3]!.itemCounts).toHaveLength(MAXIMA.length)
  })

  it('the last point of a hard item, reached by one good paper of a district, is no stray cell', () => {
    const all = papers(12, 15).map((paper) => {
      const items = paper.items.map((points, j) => (j === 4 ? Math.min(2, points as number) : points))
      return { ...paper, items, score: sumOf(items) }
    })
    const best = all.reduce((a, b) => (b.score > a.score ? b : a))
    best.items[4] = 3
    best.score = sumOf(best.items)
    expect(read(all).assessments[0]).toMatchObject({ itemMax: MAXIMA })
    // The same cell in a paper whose total does not know of it is a slip of typing.
    const slipped = all.map((paper) => (paper === best ? { ...paper, score: paper.score - 1 } : paper))
    expect(read(slipped).assessments[0]!.itemMax).toEqual(MAXIMA.map((max, j) => (j === 4 ? 2 : max)))
  })

  it('a score far above all others sets no maximum where papers have no items', () => {
    const all = papers(24, 15)
    all[40]!.score = 56
    const input = collectTables({ results: rowsOf(all, 0) })
    expect(input.assessments[0]!.maxScore).toBeLessThanOrEqual(HIGHEST)
    expect(setAside(input)).toEqual([{ code: 'scoreAboveOthers', row: 42, found: '56' }])
    expect(input.sources[0]).toMatchObject({ rows: 360, used: 359, setAside: 1 })
  })

  it('cut-offs come from the marks, whatever a single wrong mark says', () => {
    const all = papers(24, 15)
    const mark = (score: number) => (score >= 9 ? 5 : score >= 6 ? 4 : score >= 3 ? 3 : 2)
    const rows = rowsOf(all).map((row): Row => ({ ...row, mark: mark(row.score as number) }))
    rows[3] = { ...rows[3]!, mark: rows[3]!.mark === 2 ? 5 : 2 }
    expect(collectTables({ results: rows }).assessments[0]!.cuts).toEqual([3, 6, 9])
    // Where no paper has the score below a cut-off, it could lie lower: it stays unknown.
    const gap = rows.filter(({ score }) => score !== 5)
    expect(collectTables({ results: gap }).assessments[0]!.cuts).toBeNull()
  })
})

describe('faults are found by school, and mended or left out there', () => {
  it('a total without an item counts as the sum', () => {
    const all = papers(24, 15)
    for (const paper of of(all, 'edu670003')) paper.score -= paper.items[4] as number
    const input = read(all)
    expect(told(input)).toEqual([
      { code: 'totalsLeaveOut', schoolId: 'edu670003', papers: 15, of: 15, items: ['5'], treatment: 'itemSum' },
    ])
    const sum = of(all, 'edu670003').reduce((total, { items }) => total + sumOf(items), 0)
    expect(sittingOf(input, 'edu670003').scores!.sum).toBe(sum)
  })

  it('totals of 0 for everybody count as the sums', () => {
    const all = papers(24, 15)
    for (const paper of of(all, 'edu670006')) paper.score = 0
    const input = read(all)
    expect(told(input)).toMatchObject([{ code: 'totalsZero', schoolId: 'edu670006', treatment: 'itemSum' }])
    expect(sittingOf(input, 'edu670006').scores!.sum).toBe(
      of(all, 'edu670006').reduce((total, { items }) => total + sumOf(items), 0),
    )
  })

  it('a school on the form of another test is withheld, and in no table of the region', () => {
    const all = papers(24, 15)
    for (const [i, paper] of of(all, 'edu670009').entries()) {
      paper.items = MAXIMA.map((max) => (i % 2 === 0 ? max + 1 : 1))
      paper.items.push(2, 1)
      paper.score = sumOf(paper.items)
    }
    const input = read(all, 10)
    expect(input.assessments[0]).toMatchObject({ itemMax: MAXIMA, maxScore: HIGHEST })
    expect(told(input)).toMatchObject([
      { code: 'otherForm', schoolId: 'edu670009', papers: 15, of: 15, treatment: 'withheld' },
    ])
    const sitting = sittingOf(input, 'edu670009')
    expect(sitting).toMatchObject({ participants: 15, withheld: 'all', scores: null, itemCounts: null, vectors: null })
    expect(input.sources[0]).toMatchObject({ rows: 360, used: 345, setAside: 15 })
  })

  it('totals that are no sums, without a pattern, leave the sitting out', () => {
    const all = papers(24, 15)
    for (const [i, paper] of of(all, 'edu670012').entries()) if (i % 2 === 0) paper.score = (i * 5) % HIGHEST
    const input = read(all)
    expect(told(input)).toMatchObject([{ code: 'totalsNotSums', schoolId: 'edu670012', treatment: 'withheld' }])
    expect(sittingOf(input, 'edu670012').scores).toBeNull()
  })

  it('one wrong total is told, and the total counts', () => {
    const all = papers(24, 15)
    all[20]!.score = all[20]!.score === 0 ? 1 : all[20]!.score - 1
    const input = read(all)
    expect(told(input)).toMatchObject([
      { code: 'totalsNotSums', schoolId: 'edu670002', papers: 1, of: 15, treatment: 'givenTotal' },
    ])
    expect(sittingOf(input, 'edu670002').scores!.sum).toBe(
      of(all, 'edu670002').reduce((sum, { score }) => sum + score, 0),
    )
  })

  it('items that one school left empty keep its items out; its level too, where the total lacks them', () => {
    const all = papers(24, 15)
    for (const paper of of(all, 'edu670004')) paper.items = paper.items.map((points, j) => (j >= 6 ? '' : points))
    for (const paper of of(all, 'edu670005')) {
      paper.items = paper.items.map((points, j) => (j >= 6 ? '' : points))
      paper.score = sumOf(paper.items)
    }
    const input = read(all)
    expect(told(input)).toEqual([
      { code: 'itemsEmpty', schoolId: 'edu670004', papers: 15, of: 15, items: ['7', '8'], treatment: 'itemsWithheld' },
      { code: 'itemsEmpty', schoolId: 'edu670005', papers: 15, of: 15, items: ['7', '8'], treatment: 'withheld' },
    ])
    expect(sittingOf(input, 'edu670004')).toMatchObject({ itemCounts: null, vectors: null })
    expect(sittingOf(input, 'edu670004').scores).not.toBeNull()
    expect(sittingOf(input, 'edu670005').scores).toBeNull()
  })

  it('a third of a sitting that could not be read leaves the sitting out', () => {
    const rows = rowsOf(papers(24, 15)).map((row, i) => (i < 5 ? { ...row, score: 'ошибка' } : row))
    const input = collectTables({ results: rows })
    expect(told(input)).toMatchObject([
      { code: 'rowsNotRead', schoolId: 'edu670001', papers: 5, of: 15, treatment: 'withheld' },
    ])
    expect(sittingOf(input, 'edu670001')).toMatchObject({ participants: 15, scores: null })
  })

  describe('rows with a cell too many', () => {
    const rows = rowsOf(papers(24, 15))
    const header = Object.keys(rows[0]!)
    const LISTED = ['edu670001', 'edu670002', 'edu670003']

    /** The rows of the file, of some schools with an empty cell before a column, so that all behind it is shifted. */
    function shifted(schools: readonly string[], before: string, most = Number.POSITIVE_INFINITY): MonitorInput {
      const collector = createCollector()
      const list = collector.table('schools', { file: 'schools.csv' })
      list.header(['school_id', 'name'])
      LISTED.forEach((school, i) => {
        list.row([school, `Школа ${i}`], i + 2)
      })
      list.end()
      const feed = collector.table('results', { file: 'history.csv' })
      feed.header(header)
      const at = header.indexOf(before)
      const done = new Map<string, number>()
      rows.forEach((row, i) => {
        const cells = header.map((name) => String(row[name]))
        const school = cells[0]!
        const shift = schools.includes(school) && (done.get(school) ?? 0) < most
        done.set(school, (done.get(school) ?? 0) + 1)
        feed.row(shift ? [...cells.slice(0, at), '', ...cells.slice(at)] : cells, i + 2)
      })
      feed.end()
      return collector.finish()
    }

    it('keep the sitting of their school: decision 2.3 applies to it', () => {
      const input = shifted(['edu670001'], 'score')
      expect(told(input)).toEqual([
        { code: 'rowsNotRead', schoolId: 'edu670001', papers: 15, of: 15, items: [], treatment: 'withheld' },
      ])
      expect(sittingOf(input, 'edu670001')).toMatchObject({ participants: 15, scores: null, withheld: 'all' })
      expect(input.sittings).toHaveLength(24)
      expect(setAside(input)).toHaveLength(15)
    })

    it('one of them is told by its row, and the others count', () => {
      const input = shifted(['edu670001'], 'score', 1)
      expect(told(input)).toEqual([])
      expect(sittingOf(input, 'edu670001')).toMatchObject({ participants: 14 })
    })

    it('are of no sitting where it is another cell that names it', () => {
      const input = shifted(['edu670001'], 'subject')
      expect(told(input)).toEqual([])
      expect(input.sittings).toHaveLength(23)
      expect(input.assessments).toHaveLength(1)
    })

    it('make no school that nothing else names', () => {
      const input = shifted(['edu670009'], 'score')
      expect(input.sittings.filter(({ schoolId }) => schoolId === 'edu670009')).toEqual([])
    })
  })

  it.each([
    ['means', { mean_score: '#ДЕЛ/0!' }, { mean_score: 9.5 }],
    ['spreads', { mean_score: 9.5, sd_score: -1 }, { mean_score: 9.5, sd_score: 2 }],
    ['spreads of 0 about a mean that no paper has', { mean_score: 9.3, sd_score: 0 }, { mean_score: 9.5, sd_score: 0 }],
    ['counts', { score_0: 'много', score_1: 1 }, { score_0: 11, score_1: 1 }],
    ['sums of counts', { score_0: 5, score_1: 1 }, { score_0: 11, score_1: 1 }],
  ])('a row of %s that cannot be read leaves its sitting there, not judged', (_, wrong, right) => {
    const row = (school_id: string, more: Row): Row => ({
      ...{ school_id, subject: 'История', grade: 5, year: 2022, participants: 12 },
      ...more,
    })
    const input = collectTables({ results: [row('a', wrong), row('b', right), row('c', right)] })
    expect(input.sittings).toHaveLength(3)
    expect(sittingOf(input, 'a')).toMatchObject({ participants: 12, scores: null, withheld: 'all' })
    expect(told(input)).toMatchObject([{ code: 'rowsNotRead', schoolId: 'a', papers: 12, of: 12 }])
    // What another row tells of it counts; an empty row speaks of no sitting.
    const twice = collectTables({ results: [row('a', wrong), row('a', right), row('b', right)] })
    expect(sittingOf(twice, 'a').withheld).toBeUndefined()
    const empty = Object.fromEntries(Object.keys(wrong).map((name) => [name, '']))
    expect(collectTables({ results: [row('a', empty), row('b', right)] }).sittings).toHaveLength(1)
  })

  it('the only paper of a school, where it cannot be read, leaves the sitting there', () => {
    const rows = rowsOf(papers(24, 15)).slice(14)
    const unread = collectTables({ results: [{ ...rows[0]!, score: 'ошибка' }, ...rows.slice(1)] })
    expect(sittingOf(unread, 'edu670001')).toMatchObject({ participants: 1, scores: null, withheld: 'all' })
    const stray = collectTables({ results: [{ ...rows[0]!, item_1: 30 }, ...rows.slice(1)] })
    expect(sittingOf(stray, 'edu670001')).toMatchObject({ participants: 1, scores: null, withheld: 'all' })
  })

  it('scores that are no sums anywhere are told once, and are no fault of a school', () => {
    const all = papers(24, 15).map((paper) => ({ ...paper, score: 3 * paper.score + 4 }))
    const input = read(all)
    expect(input.toCorrect).toBeUndefined()
    expect(input.problems).toMatchObject([{ code: 'totalsAreNoSums' }])
    expect(input.assessments[0]!.maxScore).toBeGreaterThan(HIGHEST)
  })

  it('the order of the papers leaves no trace', () => {
    const all = papers(24, 15)
    all[7]!.items[1] = 30
    for (const paper of of(all, 'edu670003')) paper.score -= paper.items[4] as number
    const { toCorrect, sittings, fingerprint } = read(all)
    const again = read([...all].reverse())
    expect(again).toMatchObject({ toCorrect, fingerprint })
    expect(again.sittings).toEqual(sittings)
  })
})

describe('a list of pupils that cannot be right', () => {
  const ABSENT = [0, 1, 2, 0, 1, 3, 0, 2, 1, 1]
  /** Two tests of a grade; every school lists one or two pupils who were absent, `more` says where there are others. */
  function listing(more: Readonly<Record<string, number>>, subjects = ['История', 'Биология']): Row[] {
    return subjects.flatMap((subject, k) => {
      const rows = rowsOf(papers(24, 15, 1 + k), MAXIMA.length, { subject })
      const schools = [...new Set(rows.map((row) => String(row.school_id)))]
      const absent = schools.flatMap((school, s) =>
        Array.from({ length: more[`${school} ${subject}`] ?? ABSENT[(s + k) % ABSENT.length]! }, (_, i) => ({
          ...rows[0]!,
          ...Object.fromEntries(MAXIMA.map((_, j) => [`item_${j + 1}`, ''])),
          ...{ school_id: school, pupil_id: String(90_001 + i), score: 'отсутствовал' },
        })),
      )
      return [...rows, ...absent]
    })
  }
  const told = (result: ReturnType<typeof monitor>) =>
    result.toCorrect.map(({ code, schoolId, subject, papers, of, treatment }) => ({
      ...{ code, schoolId, subject, papers, of, treatment },
    }))
  const absenceOf = (result: ReturnType<typeof monitor>, school: string, subject: string) =>
    result.sittings
      .find((sitting) => sitting.schoolId === school && sitting.subject === subject)!
      .signals.find(({ detector }) => detector === 'absence')!

  it('is a fault of the data and no sign: the papers are judged, attendance is not', () => {
    const result = monitor({ results: listing({ 'edu670003 История': 485 }) }, { seed: 1 })
    expect(told(result)).toEqual([
      {
        ...{ code: 'listTooLong', schoolId: 'edu670003', subject: 'История' },
        ...{ papers: 485, of: 500, treatment: 'attendanceWithheld' },
      },
    ])
    expect(absenceOf(result, 'edu670003', 'История')).toMatchObject({ outcome: 'notApplicable', reason: 'toCorrect' })
    expect(absenceOf(result, 'edu670003', 'Биология').outcome).toBe('measured')
    const school = result.schools.find(({ schoolId }) => schoolId === 'edu670003')!
    expect(school.grounds).not.toContain('signs')
    expect(school.tier).toBe('clear')
    expect(result.warnings.find(({ code }) => code === 'toCorrect')?.details).toMatchObject({ faults: 1, withheld: 0 })
    expect(toCorrectCsv(result, { locale: 'ru' })).toContain('отсутствующими указаны 485 из 500 учеников')
  })

  it('many absent pupils who wrote the other test of their grade are none', () => {
    const rows = listing({ 'edu670003 История': 14 })
    expect(monitor({ results: rows }, { seed: 1 }).toCorrect).toEqual([])
    const few = listing({ 'edu670003 История': 9 }, ['История'])
    const result = monitor({ results: few }, { seed: 1 })
    expect(result.toCorrect).toEqual([])
    const p = result.sittings.map(({ schoolId }) => absenceOf(result, schoolId, 'История').p!)
    expect(absenceOf(result, 'edu670003', 'История').p).toBe(Math.min(...p))
  })

  it('what the lists of the whole region hold is none', () => {
    const everybody = Array.from({ length: 24 }, (_, s) => [`edu67${String(s + 1).padStart(4, '0')} История`, 25])
    expect(monitor({ results: listing(Object.fromEntries(everybody), ['История']) }, { seed: 1 }).toCorrect).toEqual([])
  })
})

describe('two files with different tests', () => {
  const fileOf = (all: readonly Paper[], columns: number, file: string, more: Row) => ({
    rows: rowsOf(all, columns, more),
    file,
  })
  function readFiles(files: readonly ReturnType<typeof fileOf>[]): MonitorInput {
    const collector = createCollector()
    for (const { rows, file } of files) {
      const feed = collector.table('results', { file })
      feed.header(Object.keys(rows[0]!))
      rows.forEach((row, i) => feed.row(Object.values(row).map(String), i + 2))
      feed.end()
    }
    return collector.finish()
  }
  const shorter = (all: Paper[]) => all.map((paper) => ({ ...paper, items: paper.items.slice(0, 6) }))

  it('stop the run and name both files where nothing tells them apart', () => {
    const files = [
      fileOf(papers(8, 12), 8, 'a/Математика.xlsx', { grade: '', pupil_id: '' }),
      fileOf(shorter(papers(8, 12, 2)), 8, 'b/Математика.xlsx', { grade: '', pupil_id: '' }),
    ]
    expect(() => readFiles(files)).toThrow(InputError)
    expect(() => readFiles(files)).toThrow(/b\/Математика\.xlsx.*differentTests.*a\/Математика\.xlsx: 8 .*: 6 /)
  })

  it('are two tests where the grade is known', () => {
    const input = readFiles([
      fileOf(papers(8, 12), 8, 'a', { grade: 4 }),
      fileOf(shorter(papers(8, 12, 2)), 8, 'b', { grade: 5, pupil_id: '' }),
    ])
    expect(input.assessments.map(({ itemMax }) => itemMax!.length)).toEqual([8, 6])
  })

  it('equal tests in two files are one', () => {
    const halves = [papers(8, 12), papers(8, 12, 2).map((paper) => ({ ...paper, school: `x${paper.school}` }))]
    const input = readFiles(halves.map((half, i) => fileOf(half, 8, `${i}`, { grade: '', pupil_id: '' })))
    expect(input.assessments).toHaveLength(1)
    expect(input.sittings).toHaveLength(16)
  })
})

describe('a run with faults', () => {
  const all = papers(24, 15)
  for (const paper of of(all, 'edu670009')) {
    paper.items = [...MAXIMA.map((max) => max + 1), 2]
    paper.score = sumOf(paper.items)
  }
  for (const paper of of(all, 'edu670003')) paper.score = 0
  const observers = [{ school_id: 'edu670001', observer: 'да' }]
  const result = monitor({ results: rowsOf(all, 9), observers }, { seed: 1 })
  const school = result.schools.find(({ schoolId }) => schoolId === 'edu670009')!

  it('lists a withheld school for its missing observer, never for signs, and does not clear it', () => {
    expect(school).toMatchObject({ tier: 'notAssessable', recheck: true, grounds: ['noObserver'], p: null })
    const sitting = result.sittings.find(({ schoolId }) => schoolId === 'edu670009')!
    expect(sitting.participants).toBe(15)
    expect(new Set(sitting.signals.map(({ outcome }) => outcome))).toEqual(new Set(['notApplicable']))
    expect(sitting.signals.find(({ detector }) => detector === 'high-level')!.reason).toBe('toCorrect')
  })

  it('says so first, in the table to correct, and on the school’s page', () => {
    const told = result.warnings.filter(({ code }) => code === 'toCorrect' || code === 'cutsUnknown')
    expect(told[0]).toEqual({ code: 'toCorrect', details: { faults: 2, schools: 2, withheld: 1 } })
    expect(told[1]).toMatchObject({ code: 'cutsUnknown', details: { tests: '2022/5/История' } })
    expect(told[1]!.details!.lines).toContain('История;5;2022;12;?;?;?')
    const csv = toCorrectCsv(result, { locale: 'ru' })
    expect(csv.split('\r\n')).toHaveLength(4)
    expect(csv).toContain('на форме другой работы: 15 из 15 (задания 1, 2, 3, 4, 5, 6, 7, 8, 9)')
    expect(csv).toContain('итоговый балл 0 в 15 из 15\u00a0работ')
    expect(toHtml(result, { locale: 'ru' })).toContain('Сначала исправить данные')
  })
})

it('validate tells the faults, school by school, and never that nothing is to mend', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'))
  const all = papers(24, 15)
  for (const paper of of(all, 'edu670006')) paper.score = 0
  const rows = rowsOf(all)
  const lines = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(';'))
  writeFileSync(join(folder, 'История.csv'), lines.join('\n'))
  const printed: string[] = []
  const shell = {
    ...{ cwd: folder, env: {}, now: () => new Date(0), note: () => undefined },
    print: (text: string) => void printed.push(text),
  }
  expect(await main(['validate', '--locale', 'ru', '--results', 'История.csv'], shell)).toBe(0)
  const text = printed.join('\n').replace(/\s+/g, ' ')
  expect(text).toContain('edu670006, История, 5 класс, 2022: итоговый балл 0 в 15 из 15 работ')
  expect(text).toContain('пока учитывается сумма баллов за задания')
  expect(text).not.toContain('Исправлять нечего')
  rmSync(folder, { recursive: true })
})

it('an export of 265 schools with the faults of real years: every count is the count of those put in', () => {
  const all = papers(265, 12, 5)
  const schools = [...new Set(all.map(({ school }) => school))]
  const put = { leaveOut: schools.slice(0, 71), zero: schools.slice(71, 77), form: schools.slice(77, 81) }
  for (const school of put.leaveOut) for (const paper of of(all, school)) paper.score -= paper.items[4] as number
  for (const school of put.zero) for (const paper of of(all, school)) paper.score = 0
  for (const school of put.form)
    for (const paper of of(all, school)) {
      paper.items = [...MAXIMA.map((max) => max + 1), 1]
      paper.score = sumOf(paper.items)
    }
  const stray = schools.slice(81, 89)
  stray.forEach((school, i) => (of(all, school)[i]!.items[i % 4] = 25 + (i % 6)))
  const input = read(all, 40)
  const of265 = (code: string) => told(input).flatMap((fault) => (fault.code === code ? fault.schoolId! : []))
  expect(input.assessments[0]).toMatchObject({ itemMax: MAXIMA, maxScore: HIGHEST })
  expect(of265('totalsLeaveOut')).toEqual(put.leaveOut)
  expect(of265('totalsZero')).toEqual(put.zero)
  expect(of265('otherForm')).toEqual(put.form)
  expect(of265('strayCells')).toEqual(stray)
  expect(told(input)).toHaveLength(71 + 6 + 4 + 8)
  expect(input.sources[0]).toMatchObject({ rows: 265 * 12, setAside: 4 * 12 + 8 })
})
