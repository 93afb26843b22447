/** One class of one school knows the hard items: with classes as sittings, that class carries the evidence of the school. */
import { describe, expect, it } from 'vitest'
import { monitor } from '../src'
import { explainSchool } from '../src/explain'
import type { MonitorResult, Row } from '../src/model'
import { explanationSections } from '../src/report/explain'
import { recheckSittingsTable, recheckTable, signalsTable } from '../src/report/tables'
import { simulateRegion } from '../src/simulate'

const HARDEST = 5
const { tables } = simulateRegion({
  ...{ seed: 5, schools: 80, medianPupils: 60, sizeSpread: 0.3, subjects: ['Математика'], grades: [4] },
  ...{ manipulation: null, observers: null },
})
const items = Object.keys(tables.results[0]!).filter((name) => /^item_\d+$/.test(name))
const points = (row: Row, item: string): number => Number(row[item]) || 0
const sumOf = (item: string): number => tables.results.reduce((sum, row) => sum + points(row, item), 0)
const highest = (item: string): number => Math.max(...tables.results.map((row) => points(row, item)))
const hard = [...items].sort((a, b) => sumOf(a) / highest(a) - sumOf(b) / highest(b)).slice(0, HARDEST)

/** The first school of three classes or more, and its second class. */
const classesOf = (id: string): string[] => [
  ...new Set(tables.results.flatMap((row) => (row.school_id === id ? [String(row.class)] : []))),
]
const school = String(tables.schools!.find((row) => classesOf(String(row.school_id)).length >= 3)!.school_id)
const cheating = classesOf(school).sort()[1]!

/** The hardest items solved by the whole class; the totals follow. */
const leaked = tables.results.map((row): Row => {
  if (row.school_id !== school || row.class !== cheating || row.score === '' || row.score === null) return row
  const added = hard.reduce((sum, item) => sum + highest(item) - points(row, item), 0)
  return {
    ...row,
    ...Object.fromEntries(hard.map((item) => [item, highest(item)])),
    score: Number(row.score) + added,
    mark: null,
  }
})
const result: MonitorResult = monitor({ ...tables, results: leaked }, { grain: 'class' })
const own = result.sittings.filter(({ schoolId }) => schoolId === school)

describe('classes as sittings', () => {
  it('find the class that carries the evidence, and no other of the school', () => {
    const carrier = own.reduce((least, s) => (s.p! < least.p! ? s : least))
    expect(carrier.class).toBe(cheating)
    expect(carrier.p).toBeLessThan(1e-3)
    for (const other of own) if (other.class !== cheating) expect(other.p).toBeGreaterThan(0.01)
    expect(own.filter((s) => s.recheck).map((s) => s.class)).toEqual([cheating])
  })

  it('name it in the list, in the list of sittings and in the signals', () => {
    const [entry] = recheckTable({ ...result, recheck: result.recheck.filter((e) => e.schoolId === school) }, 'ru').rows
    expect(entry).toContain(`Математика 4${cheating}`)
    const sittings = recheckSittingsTable(result, 'ru')
    const row = sittings.rows.find((r) => r[0] === school)!
    expect(row[sittings.columns.indexOf('class')]).toBe(cheating)
    expect(row[sittings.columns.indexOf('reasons')]).toMatch(/номера по порядку в файле: \d/)
    const signals = signalsTable(result)
    const ofClass = [...signals.rows].filter(
      (r) => r[0] === school && r[4] === cheating && Number(r[signals.columns.indexOf('p')]) < 0.001,
    )
    expect(ofClass.map((r) => r[5])).toContain('hard-items')
  })

  it('name no single paper in the list of schools', () => {
    for (const locale of ['ru', 'en'] as const)
      expect(JSON.stringify(recheckTable(result, locale).rows)).not.toMatch(/номера по порядку|order of the file/)
  })

  it('explain the school by that class', () => {
    const [why] = explanationSections(explainSchool(result, school)!, result, 'en')
    expect(why!.lines.join(' ')).toMatch(
      new RegExp(`Математика, grade 4, class ${cheating}: .*items solved out of line`),
    )
    expect(why!.lines.join(' ')).not.toMatch(/order of the file/)
  })
})
