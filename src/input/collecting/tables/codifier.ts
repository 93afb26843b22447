import type { ItemSkill } from '../../../model'
import { readGrade, readYear } from '../../cells'
import type { Header } from '../../headers/header'
import { bareLabel, itemLabel } from '../../headers/labels'
import { stop } from '../../problems'
import { clean } from '../../text'
import { subjectOf } from '../registry'
import type { RowReader, Source } from '../source'

/** A row of a codifier: what some items of a test ask for. */
export interface CodifierRow extends ItemSkill {
  /** As it is shown, and as `subjectOf` compares subjects. */
  readonly subject: string
  readonly subjectKey: string
  readonly grade: number | null
  /** `null` = of every year. */
  readonly year: number | null
  /** As the header of the results calls them: `3`, `4К1`, `5(1)`. */
  readonly items: readonly string[]
  readonly row: number
  readonly source: Source
}

/** Any one of them says what an item asks for. */
const SAYING = ['skill', 'skill_code', 'content', 'content_code'] as const

/** Reads what each item of a test asks for: codes and names of skills or elements of content. */
export class CodifierReader implements RowReader {
  constructor(
    private readonly source: Source,
    private readonly header: Header,
    private readonly into: CodifierRow[],
  ) {
    if (SAYING.every((name) => header.at(name) === -1))
      stop('missingColumn', {
        table: 'codifier',
        file: source.file,
        column: 'skill',
        found: header.cells.filter((cell) => cell !== '').join(', '),
      })
  }

  row(cells: readonly string[], row: number): void {
    const { source, header } = this
    const cell = (name: string) => clean(cells[header.at(name)] ?? '')
    const subject = cell('subject') || (source.context.subject ?? '')
    if (subject === '') return void source.setAside('subjectMissing', row, header.nameOf('subject'), '', null)
    const grade = readGrade(cell('grade'))
    if (grade === undefined)
      return void source.setAside('gradeNotKnown', row, header.nameOf('grade'), cell('grade'), '1..11')
    const year = readYear(cell('year'))
    if (year === undefined)
      return void source.setAside('yearNotKnown', row, header.nameOf('year'), cell('year'), '2021')
    const items = itemsIn(cell('item'))
    const name = cell('skill') || cell('content')
    const code = [cell('skill_code'), cell('content_code')].filter((part) => part !== '').join(' / ')
    if (items === null || name + code === '')
      return void source.setAside('codifierRowNotRead', row, header.nameOf('item'), cell('item'), '1, 4К1, 5(1)')
    const named = subjectOf(subject)
    this.into.push({
      ...{ subject: named.name, subjectKey: named.key, items, row, source },
      grade: grade ?? named.grade ?? source.context.grade ?? null,
      year: year ?? source.context.year ?? null,
      code: code === '' ? null : code,
      name: name === '' ? null : name,
    })
    source.used++
  }

  end(): void {}
}

const RANGE = /^(\d{1,3})\s*[-–—]\s*(\d{1,3})$/
/** Items of the longest tests. */
const MOST_ITEMS = 200

/** `4К1`, `№ 3`, `1, 2`, `5–7`; `null` where any part is no item. */
function itemsIn(cell: string): readonly string[] | null {
  const labels = cell.split(/[;,]\s+|;/).flatMap((part) => {
    const range = RANGE.exec(part.trim())
    if (range === null) return [bareLabel(part.trim()) ?? itemLabel(part.trim())?.label ?? null]
    const [first, last] = [Number(range[1]), Number(range[2])]
    return last < first || last > MOST_ITEMS
      ? [null]
      : Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
  })
  return labels.length > 0 && labels.every((label) => label !== null) ? labels : null
}
