import type { RecheckedItem, RecheckOutcome } from '../../../model'
import { readDate, readNumber, readYesNo } from '../../cells'
import type { Header } from '../../headers/header'
import { itemLabel } from '../../headers/labels'
import { clean, comparable, own } from '../../text'
import type { Registry, SchoolEntry } from '../registry'
import type { RowReader, Source } from '../source'
import { readScope } from './observers'

export type ScopedRecheck = Omit<RecheckOutcome, 'schoolId'> & {
  readonly school: SchoolEntry
  readonly row: number
  readonly source: Source
}

/** A column in which the experts enter the points of an item, and where what was given before stands, or -1. */
interface ItemColumn {
  readonly index: number
  readonly original: number
  readonly label: string
  readonly max: number
}

/** What was given before for an item, beside the column of its item. */
const BEFORE = /^(?:исходно|originally)\s+(.+)$/iu

export class RecheckReader implements RowReader {
  private readonly items: readonly ItemColumn[]

  constructor(
    private readonly source: Source,
    private readonly registry: Registry,
    private readonly header: Header,
    private readonly into: ScopedRecheck[],
  ) {
    const before = new Map(
      header.cells.flatMap((cell, index) => {
        const label = BEFORE.exec(cell)?.[1]
        return label === undefined ? [] : [[comparable(label), index] as const]
      }),
    )
    this.items = header.cells.flatMap((cell, index) => {
      const item = itemLabel(cell)
      if (item === null || item.max === null) return []
      return [{ index, label: item.label, max: item.max, original: before.get(comparable(item.label)) ?? -1 }]
    })
  }

  row(cells: readonly string[], row: number): void {
    const { source, header } = this
    const scope = readScope(source, this.registry, header, cells, row)
    if (scope === null) return
    const cell = (name: string) => cells[header.at(name)] ?? ''
    const confirmed = readYesNo(cell('confirmed'))
    if (confirmed === undefined) {
      source.setAside('confirmedNotKnown', row, 'confirmed', cell('confirmed'), null)
      return
    }
    const original = this.score(cell('original_score'), 'original_score', row)
    if (original === undefined) return
    const total = this.score(cell('rechecked_score'), 'rechecked_score', row)
    const items = total === undefined ? undefined : this.itemsOf(cells, row)
    if (total === undefined || items === undefined) return
    const sum = items?.reduce((all, item) => all + item.rechecked, 0) ?? null
    if (total !== null && sum !== null && total !== sum) {
      source.setAside('recheckSumDiffers', row, header.nameOf('rechecked_score'), total, String(sum))
      return
    }
    const rechecked = total ?? sum
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
    const known = items === null ? {} : { items }
    this.into.push({ ...scope, pupilId, original, rechecked, confirmed, date: date ?? null, ...known, row, source })
    source.used++
  }

  /** The paper item by item; `null` where not every item was entered, `undefined` where the row was set aside. */
  private itemsOf(cells: readonly string[], row: number): RecheckedItem[] | null | undefined {
    const { source, items, header } = this
    const points: number[] = []
    for (const { index, max } of items) {
      const cell = cells[index] ?? ''
      const value = readNumber(cell)
      if (value === null) continue
      const code =
        value === undefined || !Number.isInteger(value)
          ? 'itemNotNumber'
          : value < 0
            ? 'itemNegative'
            : value > max
              ? 'itemAboveMaximum'
              : null
      if (code !== null) return void source.setAside(code, row, header.cells[index]!, cell, String(max))
      points.push(value!)
    }
    if (points.length === 0) return null
    if (points.length < items.length) {
      source.note('recheckItemsPartly', row, null, points.length, String(items.length))
      return null
    }
    return items.map(({ label, original }, k) => ({
      ...{ label, rechecked: points[k]! },
      original: readNumber(cells[original] ?? '') ?? null,
    }))
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
