import { readNumber } from '../../cells'
import type { Header } from '../../headers/header'
import type { Registry } from '../registry'
import type { RowReader, Source } from '../source'
import { readScope, type Scope } from './observers'

export interface Participation {
  readonly scope: Scope
  readonly enrolled: number
  readonly participants: number | null
  readonly row: number
  readonly source: Source
}

export class ParticipationReader implements RowReader {
  private readonly seen = new Set<string>()

  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    private readonly into: Participation[],
  ) {}

  row(cells: readonly string[], row: number): void {
    const { source, header } = this
    const scope = readScope(source, this.registry, header, cells, row)
    if (scope === null) return
    const enrolled = this.pupils(cells, 'enrolled', row)
    if (enrolled === undefined) return
    const participants = header.at('participants') === -1 ? null : this.pupils(cells, 'participants', row)
    if (participants === undefined) return
    const key = [scope.school.index, scope.grade, scope.subject, scope.year, scope.className].join('\t')
    if (this.seen.has(key)) {
      source.setAside('duplicateParticipation', row, header.cells[header.at('school_id')]!, scope.school.id, null)
      return
    }
    this.seen.add(key)
    if (enrolled !== null) this.into.push({ scope, enrolled, participants, row, source })
    source.used++
  }

  private pupils(cells: readonly string[], name: string, row: number): number | null | undefined {
    const at = this.header.at(name)
    const cell = cells[at] ?? ''
    const value = readNumber(cell)
    if (value === null || (value !== undefined && value >= 0 && Number.isInteger(value))) return value
    this.source.setAside(
      name === 'enrolled' ? 'enrolledNotWhole' : 'participantsNotWhole',
      row,
      this.header.cells[at]!,
      cell,
      null,
    )
    return undefined
  }

  end(): void {}
}
