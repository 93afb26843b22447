import type { RecheckOutcome } from '../../../model'
import { readDate, readNumber, readYesNo } from '../../cells'
import type { Header } from '../../headers/header'
import { clean, own } from '../../text'
import type { Registry, SchoolEntry } from '../registry'
import type { RowReader, Source } from '../source'
import { readScope } from './observers'

export type ScopedRecheck = Omit<RecheckOutcome, 'schoolId'> & {
  readonly school: SchoolEntry
  readonly row: number
  readonly source: Source
}

export class RecheckReader implements RowReader {
  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    private readonly into: ScopedRecheck[],
  ) {}

  row(cells: readonly string[], row: number): void {
    const { source, header } = this
    const scope = readScope(source, this.registry, header, cells, row)
    if (scope === null) return
    const cell = (name: string) => (header.at(name) === -1 ? '' : (cells[header.at(name)] ?? ''))
    const confirmed = readYesNo(cell('confirmed'))
    if (confirmed === undefined) {
      source.setAside('confirmedNotKnown', row, 'confirmed', cell('confirmed'), null)
      return
    }
    const original = this.score(cell('original_score'), 'original_score', row)
    if (original === undefined) return
    const rechecked = this.score(cell('rechecked_score'), 'rechecked_score', row)
    if (rechecked === undefined) return
    // In a table that the experts were given each row is a paper; those not yet rechecked wait.
    if (confirmed === null && rechecked === null && header.at('paper_number') !== -1) {
      source.note('recheckAwaited', row, header.nameOf('rechecked_score'), null, null)
      source.used++
      return
    }
    const highest = readNumber(cell('max_score'))
    if (typeof highest === 'number' && rechecked !== null && rechecked > highest) {
      source.setAside(
        'scoreAboveMaximum',
        row,
        header.nameOf('rechecked_score'),
        cell('rechecked_score'),
        String(highest),
      )
      return
    }
    if (confirmed === null && (original === null || rechecked === null)) {
      source.setAside('recheckEmpty', row, null, null, null)
      return
    }
    const date = readDate(cell('date'))
    if (date === undefined) source.note('dateNotKnown', row, 'date', cell('date'), null)
    const pupilId = own(clean(cell('paper_number'))) || own(clean(cell('pupil_id'))) || null
    this.into.push({ ...scope, pupilId, original, rechecked, confirmed, date: date ?? null, row, source })
    source.used++
  }

  private score(cell: string, column: string, row: number): number | null | undefined {
    const value = readNumber(cell)
    if (value === null || (value !== undefined && value >= 0)) return value
    const name = this.header.nameOf(column)
    this.source.setAside(value === undefined ? 'scoreNotNumber' : 'scoreNegative', row, name, cell, null)
    return undefined
  }

  end(): void {}
}
