import type { ProblemCode } from '../../../model'
import { totalOf } from '../../../sittings/counts'
import { decimalsOf, readNumber, readPercent } from '../../cells'
import type { Header, NumberedColumn } from '../../headers/header'
import { PlaceReader } from '../place'
import {
  type AssessmentEntry,
  knownMaximum,
  type Registry,
  type SchoolEntry,
  type SittingEntry,
  withPart,
} from '../registry'
import { addsUpTo, pupilsFromShares, type ShareUnit, unitOf, wholePupils } from '../shares'
import type { RowReader, Source } from '../source'

interface Group {
  readonly columns: readonly NumberedColumn[]
  /** Names of the levels; `null` for scores. */
  readonly names: readonly string[] | null
  decimals: number
  /** Whether any value has a decimal sign or a percent sign. */
  unit: ShareUnit
}

interface PendingRow {
  readonly row: number
  readonly school: SchoolEntry
  readonly assessment: AssessmentEntry
  readonly className: string | null
  readonly n: number | null
  readonly groups: readonly (readonly number[] | null)[]
  readonly mean: number | null
  readonly sd: number | null
  readonly itemShares: readonly number[] | null
}

/**
 * Reads one sitting per row: distributions of scores or levels, and summaries. Whether a table holds pupils or percent,
 * and with how many decimals, shows only when all its rows are known: they are kept (one per sitting) until the end.
 */
export class DistributionReader implements RowReader {
  private readonly place: PlaceReader
  private readonly groups: Group[]
  private readonly itemPercents: readonly NumberedColumn[]
  private readonly pending: PendingRow[] = []
  private readonly participantsAt: number
  private readonly meanAt: number
  private readonly sdAt: number
  /** Those of the present row. */
  private lastCells: readonly string[] = []

  constructor(
    private readonly source: Source,
    registry: Registry,
    private readonly header: Header,
    private readonly byClass: boolean,
    private readonly makeSitting: Registry['sitting'],
  ) {
    this.place = new PlaceReader(source, registry, header)
    const { numbered } = header
    const groups = [
      { columns: sorted(numbered.score), names: null },
      { columns: sorted(numbered.mark), names: sorted(numbered.mark).map((column) => String(column.number)) },
      { columns: sorted(numbered.level), names: sorted(numbered.level).map((column) => String(column.number)) },
    ]
    this.groups = groups
      .filter((group) => group.columns.length > 0)
      .map((group) => ({ ...group, decimals: 0, unit: 'counts' as const }))
    this.itemPercents = sorted(numbered.itemPercent)
    this.participantsAt = header.at('participants')
    this.meanAt = header.at('mean_score')
    this.sdAt = header.at('sd_score')
  }

  row(cells: readonly string[], row: number): void {
    const { place, source } = this
    if (!place.find(cells, row)) return
    this.lastCells = cells
    const n = this.readParticipants(cells, row)
    if (n === undefined) return
    const moments = this.readMoments(cells, row)
    if (moments === undefined) return
    const groups: (readonly number[] | null)[] = []
    for (const group of this.groups) {
      const values = this.readGroup(group, cells, row)
      if (values === undefined) return
      groups.push(values)
    }
    const itemShares = this.readItemShares(cells, row)
    if (itemShares === undefined) return
    if (moments.mean === null && groups.every((values) => values === null)) {
      const column = this.meanAt === -1 ? this.groups[0]!.columns[0]!.header : this.header.cells[this.meanAt]!
      source.setAside(this.meanAt === -1 ? 'countNotNumber' : 'meanMissing', row, column, '', null)
      return
    }
    const { school, assessment, className } = place
    this.pending.push({ row, school, assessment, className, n, groups, ...moments, itemShares })
  }

  private readParticipants(cells: readonly string[], row: number): number | null | undefined {
    const cell = cells[this.participantsAt] ?? ''
    const n = readNumber(cell)
    const column = this.header.cells[this.participantsAt]!
    if (n === null && this.source.kind === 'summaries') return null
    if (n === null) {
      this.source.setAside('participantsMissing', row, column, '', null)
      return undefined
    }
    if (n === undefined || n <= 0 || !Number.isInteger(n)) {
      this.source.setAside('participantsNotWhole', row, column, cell, null)
      return undefined
    }
    return n
  }

  private readMoments(cells: readonly string[], row: number): { mean: number | null; sd: number | null } | undefined {
    const { header, place } = this
    const cell = cells[this.meanAt] ?? ''
    const mean = readNumber(cell)
    this.source.sawNumber(cell)
    const column = header.cells[this.meanAt]!
    const maximum = knownMaximum(place.assessment)
    let accepted = true
    if (mean === undefined) accepted = this.refuse('meanNotNumber', row, column, cell, null)
    else if (mean !== null && mean < 0) accepted = this.refuse('meanNegative', row, column, cell, '0')
    else if (mean !== null && maximum !== null && mean > maximum)
      accepted = this.refuse('meanAboveMaximum', row, column, cell, String(maximum))
    if (!accepted) return undefined
    const sdCell = cells[this.sdAt] ?? ''
    const sd = readNumber(sdCell)
    if (sd === undefined || (sd !== null && sd < 0) || (sd === 0 && !mayBeOfAll(mean))) {
      this.refuse('spreadNotPossible', row, header.cells[this.sdAt]!, sdCell, '0')
      return undefined
    }
    return { mean: mean ?? null, sd }
  }

  /** The values of one group; `null` where all its cells are empty; `undefined` where the row was set aside. */
  private readGroup(group: Group, cells: readonly string[], row: number): readonly number[] | null | undefined {
    const values: number[] = []
    let any = false
    for (const column of group.columns) {
      const cell = cells[column.index] ?? ''
      const value = readPercent(cell)
      if (value === undefined) {
        this.refuse('countNotNumber', row, column.header, cell, null)
        return undefined
      }
      if (value !== null && value < 0) {
        this.refuse('countNegative', row, column.header, cell, '0')
        return undefined
      }
      if (value !== null) {
        any = true
        this.source.sawNumber(cell)
        group.decimals = Math.max(group.decimals, Math.min(12, decimalsOf(cell)))
      }
      values.push(value ?? 0)
    }
    return any ? values : null
  }

  private readItemShares(cells: readonly string[], row: number): readonly number[] | null | undefined {
    if (this.itemPercents.length === 0) return null
    const shares: number[] = []
    for (const column of this.itemPercents) {
      const cell = cells[column.index] ?? ''
      const percent = readPercent(cell)
      if (percent === null) return null
      if (percent === undefined || percent < 0 || percent > 100) {
        this.refuse('shareNotPossible', row, column.header, cell, '0..100')
        return undefined
      }
      shares.push(percent / 100)
    }
    return shares
  }

  end(): void {
    this.groups.forEach((group, g) => {
      const rows = this.pending.flatMap(({ groups, n }) => (groups[g] === null ? [] : [{ values: groups[g]!, n }]))
      group.unit = unitOf(rows, group.decimals)
    })
    for (const pending of this.pending) if (this.enter(pending)) this.source.used++
    this.pending.length = 0
  }

  /** Sets the row aside, and remembers that its sitting lacks it. A row with nothing in it speaks of no sitting. */
  private refuse(code: ProblemCode, row: number, column: string, found: string, expected: string | null): false {
    const n = readNumber(this.lastCells[this.participantsAt] ?? '')
    const { school, assessment, className } = this.place
    this.lacks({ school, assessment, className, n: n ?? null })
    return this.source.setAside(code, row, column, found, expected)
  }

  private lacks({ school, assessment, className, n }: Pick<PendingRow, 'school' | 'assessment' | 'className' | 'n'>) {
    school.hasResults = true
    const sitting = this.makeSitting(school, assessment, this.byClass ? className : null)
    sitting.refused ??= new Map()
    const before = sitting.refused.get('countNotNumber') ?? 0
    sitting.refused.set('countNotNumber', before + (n !== null && n >= 1 && Number.isInteger(n) ? n : 1))
  }

  private enter(pending: PendingRow): boolean {
    const { school, assessment, className, row } = pending
    const facets = []
    for (const [g, group] of this.groups.entries()) {
      const facet = this.facetOf(group, pending.groups[g]!, pending)
      if (facet === undefined) {
        this.lacks(pending)
        return false
      }
      facets.push(facet)
    }
    const sitting = this.makeSitting(school, assessment, this.byClass ? className : null)
    const part = className ?? ''
    if (this.isTaken(sitting, part, pending))
      return this.source.setAside('duplicateSitting', row, this.header.nameOf('school_id'), school.id, null)
    school.hasResults = true
    for (const [g, group] of this.groups.entries()) {
      const facet = facets[g]
      if (facet === null || facet === undefined) continue
      if (group.names === null) {
        sitting.scores = withPart(sitting.scores, part, facet)
      } else if (!sitting.levels?.has(part))
        sitting.levels = withPart(sitting.levels, part, { ...facet, names: group.names })
    }
    if (pending.mean !== null)
      sitting.summary = withPart(sitting.summary, part, { n: pending.n, mean: pending.mean, sd: pending.sd })
    if (pending.itemShares !== null)
      sitting.shares = withPart(sitting.shares, part, { n: pending.n, shares: pending.itemShares })
    return true
  }

  /** Whether an earlier row has said of this sitting what this row says. */
  private isTaken(sitting: SittingEntry, part: string, pending: PendingRow): boolean {
    const scores = this.groups.some((group, g) => group.names === null && pending.groups[g] !== null)
    const levels = this.groups.some((group, g) => group.names !== null && pending.groups[g] !== null)
    return (
      (scores && sitting.scores?.has(part) === true) ||
      (levels && sitting.levels?.has(part) === true && !scores) ||
      (pending.mean !== null && sitting.summary?.has(part) === true)
    )
  }

  /** Pupils per value; `null` where the row has none; `undefined` where it was set aside. */
  private facetOf(group: Group, values: readonly number[] | null, pending: PendingRow) {
    const { row, assessment } = pending
    if (values === null) return null
    const column = `${group.columns[0]!.header}…${group.columns.at(-1)!.header}`
    const total = totalOf(values)
    if (group.unit === 'counts') {
      const n = pending.n ?? total
      if (total === n && values.every(Number.isInteger)) return this.checked(group, values, n, true, row, assessment)
      this.source.setAside('countsDoNotAddUp', row, column, total, String(n))
      return undefined
    }
    const whole = group.unit === 'percent' ? 100 : 1
    if (!addsUpTo(values, whole, group.decimals)) {
      this.source.setAside(
        'countsDoNotAddUp',
        row,
        column,
        Math.round(total * 1e6) / 1e6,
        group.unit === 'percent' ? '100 %' : '1',
      )
      return undefined
    }
    if (pending.n === null) return null
    const { counts, exact } = pupilsFromShares(values, pending.n, group.unit, group.decimals)
    if (!exact) this.source.note('roundedShares', row, column, pending.n, null)
    // Scores are counted in whole pupils; at most one pupil per score is misplaced by the rounding.
    const pupils = !exact && group.names === null ? wholePupils(counts, pending.n) : counts
    return this.checked(group, pupils, pending.n, exact, row, assessment)
  }

  private checked(
    group: Group,
    counts: readonly number[],
    n: number,
    exact: boolean,
    row: number,
    assessment: AssessmentEntry,
  ) {
    if (group.names !== null) return { n, counts, exact }
    const byScore: number[] = []
    const maximum = knownMaximum(assessment)
    for (const [i, column] of group.columns.entries()) {
      if (counts[i] === 0) continue
      if (maximum !== null && column.number > maximum) {
        this.source.setAside('scoreAboveMaximum', row, column.header, counts[i]!, String(maximum))
        return undefined
      }
      while (byScore.length <= column.number) byScore.push(0)
      byScore[column.number]! += counts[i]!
    }
    return { n, counts: byScore, exact }
  }
}

/** Where all pupils have one score, the mean is that score: whole points, or halves. A 0 beside 12.3 stands for nothing. */
const mayBeOfAll = (mean: number | null | undefined): boolean => Number.isInteger(2 * (mean ?? 0))

function sorted(columns: readonly NumberedColumn[]): NumberedColumn[] {
  return [...columns].sort((a, b) => a.number - b.number)
}
