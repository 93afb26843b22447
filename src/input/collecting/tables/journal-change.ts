import { totalOf } from '../../../sittings/counts'
import { decimalsOf, readNumber, readPercent } from '../../cells'
import type { Header } from '../../headers/header'
import { comparable } from '../../text'
import { PlaceReader } from '../place'
import { type AssessmentEntry, type Registry, type SchoolEntry, withPart } from '../registry'
import { addsUpTo, pupilsFromShares } from '../shares'
import type { RowReader, Source } from '../source'

/** Lowered, confirmed, raised: the test mark below, equal to or above the journal mark. */
const CHANGES = ['понизили', 'подтвердили', 'повысили'].map(comparable)
const ALL = comparable('всего')

interface PendingRow {
  readonly school: SchoolEntry
  readonly assessment: AssessmentEntry
  readonly row: number
  readonly n: number
  readonly percents: readonly number[]
}

/**
 * Reads "marks compared with journal marks". Wide: percent lowered, confirmed and raised in the row of the school.
 * Long: the row names the school, and three rows under it give the percentages, a fourth the participants.
 */
export class JournalChangeReader implements RowReader {
  private readonly place: PlaceReader
  private readonly nameAt: number
  private readonly participantsAt: number
  /** Columns of the percentages in a wide table; empty in a long one. */
  private readonly percentsAt: readonly number[]
  private readonly longPercentAt: number
  private readonly pending: PendingRow[] = []
  private decimals = 0
  /** Long form: the school that the rows belong to, and what they have said so far. */
  private open: { row: number; rows: number; percents: (number | null)[] } | null = null

  constructor(
    private readonly source: Source,
    registry: Registry,
    private readonly header: Header,
    private readonly makeSitting: Registry['sitting'],
  ) {
    this.place = new PlaceReader(source, registry, header)
    this.nameAt = header.at('school_id')
    this.participantsAt = header.at('participants')
    const names = header.cells.map((cell) => (cell.endsWith('%') ? comparable(cell) : ''))
    const wide = CHANGES.map((change) => names.findIndex((name) => name.startsWith(change)))
    this.percentsAt = wide.every((index) => index !== -1) ? wide : []
    this.longPercentAt = header.cells.indexOf('%')
  }

  row(cells: readonly string[], row: number): void {
    if (this.percentsAt.length > 0) this.wideRow(cells, row)
    else this.longRow(cells, row)
  }

  private wideRow(cells: readonly string[], row: number): void {
    if (!this.place.find(cells, row)) return
    const n = this.pupils(cells, row)
    if (n === undefined) return
    const percents: number[] = []
    for (const at of this.percentsAt) {
      const percent = this.percent(cells[at] ?? '', this.header.cells[at]!, row)
      if (percent === undefined) return
      percents.push(percent)
    }
    const { school, assessment } = this.place
    this.pending.push({ school, assessment, row, n, percents })
    this.source.used++
  }

  private longRow(cells: readonly string[], row: number): void {
    const name = comparable(cells[this.nameAt] ?? '')
    const change = CHANGES.findIndex((prefix) => name.startsWith(prefix))
    if (change === -1 && !name.startsWith(ALL)) {
      if (!this.place.find(cells, row)) return
      this.open = { row, rows: 1, percents: [null, null, null] }
      this.source.used++
      return
    }
    // Rows under a municipality or the region: no school is open.
    if (this.open === null) {
      this.source.rows--
      this.source.skipped++
      return
    }
    if (change !== -1) {
      const percent = this.percent(cells[this.longPercentAt] ?? '', this.header.cells[this.longPercentAt]!, row)
      if (percent === undefined) return
      this.open.percents[change] = percent
      this.source.used++
      return
    }
    const n = this.pupils(cells, row)
    if (n === undefined) return
    const percents = this.open.percents.map((percent) => percent ?? 0)
    const { school, assessment } = this.place
    this.pending.push({ school, assessment, row: this.open.row, n, percents })
    this.source.used++
    this.open = null
  }

  /** A row of the region or of a municipality ends what was said of the school before it. */
  close(): void {
    this.open = null
  }

  private pupils(cells: readonly string[], row: number): number | undefined {
    const cell = cells[this.participantsAt] ?? ''
    const n = readNumber(cell)
    if (typeof n === 'number' && Number.isInteger(n) && n > 0) return n
    const code = n === null ? 'participantsMissing' : 'participantsNotWhole'
    this.source.setAside(code, row, this.header.nameOf('participants'), cell, null)
    return undefined
  }

  private percent(cell: string, column: string, row: number): number | undefined {
    const percent = readPercent(cell)
    this.source.sawNumber(cell)
    this.decimals = Math.max(this.decimals, Math.min(12, decimalsOf(cell)))
    if (percent === null) return 0
    if (percent !== undefined && percent >= 0 && percent <= 100) return percent
    this.source.setAside('shareNotPossible', row, column, cell, '0..100')
    return undefined
  }

  end(): void {
    for (const { school, assessment, row, n, percents } of this.pending) {
      const sitting = this.makeSitting(school, assessment, null)
      const column = this.header.cells[this.percentsAt[0] ?? this.longPercentAt] ?? null
      let code: 'countsDoNotAddUp' | 'duplicateSitting' | null = null
      if (!addsUpTo(percents, 100, this.decimals)) code = 'countsDoNotAddUp'
      else if (sitting.journalChange !== null) code = 'duplicateSitting'
      if (code !== null) {
        this.source.used--
        const found = code === 'duplicateSitting' ? school.id : Math.round(totalOf(percents) * 1e6) / 1e6
        this.source.setAside(code, row, column, found, code === 'duplicateSitting' ? null : '100 %')
        continue
      }
      const { counts, exact } = pupilsFromShares(percents, n, 'percent', this.decimals)
      school.hasResults = true
      sitting.journalChange = withPart(sitting.journalChange, '', { n, counts, exact })
    }
    this.pending.length = 0
  }
}
