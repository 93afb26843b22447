import { readNumber, readYear, readYesNo } from '../../cells'
import type { Header } from '../../headers/header'
import { stop } from '../../problems'
import { clean } from '../../text'
import type { Registry, SchoolEntry } from '../registry'
import type { RowReader, Source } from '../source'

/** One row of a list of an earlier year. */
export interface EarlierRow {
  readonly school: SchoolEntry
  readonly year: number
  readonly listed: boolean
  readonly row: number
  readonly source: Source
}

/** Any one of them says whether the school was on the list. */
const SAYING = ['listed', 'markers', 'grounds', 'tier'] as const

/**
 * Reads lists of earlier years: those of this program (`recheck.csv`, `schools.csv`, its result), published lists of
 * schools with official markers, or a plain yes / no. Only signs count: that nobody observed is no trait of the results.
 */
export class EarlierReader implements RowReader {
  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    private readonly into: EarlierRow[],
  ) {
    if (SAYING.every((name) => header.at(name) === -1))
      stop('missingColumn', {
        table: 'earlier',
        file: source.file,
        column: 'listed',
        found: header.cells.filter((cell) => cell !== '').join(', '),
      })
  }

  row(cells: readonly string[], row: number): void {
    const { source, header, registry } = this
    const cell = (name: string) => clean(cells[header.at(name)] ?? '')
    const school = registry.school(cell('school_id') || cell('name'), cell('municipality'), source)
    if (school === null) return void source.setAside('schoolMissing', row, header.nameOf('school_id'), '', null)
    const year = readYear(cell('year')) ?? source.context.year ?? null
    if (year === null) return void source.setAside('yearNotKnown', row, header.nameOf('year'), cell('year'), '2021')
    const listed = listedIn(cell)
    if (listed === undefined) {
      const column = SAYING.find((name) => header.at(name) !== -1)!
      return void source.setAside('listedNotKnown', row, header.nameOf(column), cell(column), null)
    }
    if (listed !== null) this.into.push({ school, year, listed, row, source })
    source.used++
  }

  end(): void {}
}

/** `null` where the school could not be examined; `undefined` where the row does not say. */
function listedIn(cell: (name: string) => string): boolean | null | undefined {
  const told = readYesNo(cell('listed'))
  if (told !== null) return told
  const markers = readNumber(cell('markers'))
  if (markers !== null) return markers === undefined ? undefined : markers > 0
  const tier = cell('tier').toLowerCase()
  if (tier === 'notassessable') return null
  if (cell('grounds') !== '') return cell('grounds').split('+').includes('signs')
  if (TIERS.has(tier)) return tier === 'strong' || tier === 'moderate'
  return undefined
}
const TIERS = new Set(['strong', 'moderate', 'watch', 'clear'])
