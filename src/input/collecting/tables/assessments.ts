import { readGrade, readNumber, readYear } from '../../cells'
import type { Header } from '../../headers/header'
import { clean } from '../../text'
import { type GivenScale, type Registry, subjectOf } from '../registry'
import type { RowReader, Source } from '../source'

const CUTS = ['cut_3', 'cut_4', 'cut_5'] as const

/** Reads the scales of the assessments: maximum, cut-offs, item maxima and levels. */
export class AssessmentReader implements RowReader {
  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
  ) {}

  row(cells: readonly string[], row: number): void {
    const { source, registry } = this
    const cell = (name: string) => clean(cells[this.header.at(name)] ?? '')
    const subject = cell('subject') || (source.context.subject ?? '')
    if (subject === '') return void source.setAside('subjectMissing', row, 'subject', '', null)
    const named = subjectOf(subject)
    const givenGrade = readGrade(cell('grade'))
    if (givenGrade === undefined) return void source.setAside('gradeNotKnown', row, 'grade', cell('grade'), '1..11')
    const grade = givenGrade ?? named.grade
    const year = readYear(cell('year'))
    if (year === undefined) return void source.setAside('yearNotKnown', row, 'year', cell('year'), '2021')
    const maxScore = this.points(cell('max_score'), 'max_score', row)
    if (maxScore === undefined) return
    const cuts = this.cuts(cell, maxScore, row)
    if (cuts === undefined) return
    const itemMax = this.list(cell('item_max'), row)
    if (itemMax === undefined) return
    const levels = cell('item_level')
    const scale: GivenScale = {
      subject: named.key,
      grade,
      year,
      maxScore: maxScore ?? (itemMax === null ? null : itemMax.reduce((sum, max) => sum + max, 0)),
      cuts,
      itemMax,
      itemLevel: levels === '' ? null : levels.split(/[|,;]/).map((level) => level.trim()),
    }
    if (registry.scales.some((s) => s.subject === scale.subject && s.grade === grade && s.year === year))
      return void source.setAside('duplicateAssessment', row, 'subject', subject, null)
    registry.scales.push(scale)
    source.used++
  }

  end(): void {}

  /** A whole number of points; `null` for an empty cell; `undefined` where the row was set aside. */
  private points(cell: string, column: string, row: number): number | null | undefined {
    const value = readNumber(cell)
    if (value === null || (value !== undefined && value >= 0 && Number.isInteger(value))) return value
    this.source.setAside('scaleNotReadable', row, column, cell, null)
    return undefined
  }

  private cuts(cell: (name: string) => string, maxScore: number | null, row: number): number[] | null | undefined {
    const filled = CUTS.filter((name) => cell(name) !== '')
    if (filled.length === 0) return null
    const cuts: number[] = []
    for (const name of CUTS) {
      const cut = readNumber(cell(name))
      const previous = cuts.at(-1) ?? 0
      if (
        typeof cut === 'number' &&
        Number.isInteger(cut) &&
        cut > previous &&
        (maxScore === null || cut <= maxScore)
      ) {
        cuts.push(cut)
        continue
      }
      const expected = `${previous + 1}..${maxScore ?? ''}`
      this.source.setAside('scaleNotReadable', row, name, cell(name), expected)
      return undefined
    }
    return cuts
  }

  private list(cell: string, row: number): number[] | null | undefined {
    if (cell === '') return null
    const maxima = cell.split(/[|,;]/).map((part) => readNumber(part.trim()))
    if (maxima.every((max): max is number => typeof max === 'number' && Number.isInteger(max) && max > 0)) return maxima
    this.source.setAside('scaleNotReadable', row, 'item_max', cell, '1|2|1')
    return undefined
  }
}
