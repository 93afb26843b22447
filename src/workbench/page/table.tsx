/** One table of a file: its columns with meaning and examples, and the first rows as they stand in the file. */
import type { TableName } from '../../model'
import type { Place } from '../mapping'
import type { ColumnView, SheetView, TableView } from '../protocol'
import type { View } from './context'
import { CONCEPTS, columnsOf, FAMILIES, type Family, numbered, numberedOf, numberFor, titleOf } from './meanings'

export interface Shown {
  readonly place: Place
  readonly sheet: SheetView
  readonly table: TableView
}

export function TableDetails({ view, shown }: { view: View; shown: Shown }) {
  const { words } = view
  const { table, sheet } = shown
  const several = table.columns.some(({ subject }) => subject !== null)
  return (
    <div class="detail">
      <div class="scroll">
        <table class="columns">
          <thead>
            <tr>
              <th>{words.header}</th>
              <th>{words.examples}</th>
              <th>{words.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.column} class={column.meaning === null ? 'unread' : ''}>
                <th scope="row">
                  {column.header}
                  {several && column.subject !== null && <span class="quiet"> {column.subject}</span>}
                </th>
                <td class="quiet">{column.examples.join(' · ')}</td>
                <td>
                  <Meaning view={view} shown={shown} column={column} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sheet.head.length > 0 && <FirstRows view={view} shown={shown} />}
    </div>
  )
}

/** Before the name of a family: some are called as a plain column is (`score`, `mark`). */
const FAMILY = '#'

function Meaning({ view, shown, column }: { view: View; shown: Shown; column: ColumnView }) {
  const { session, words, locale, say } = view
  const { place, table } = shown
  const { header, meaning } = column
  const kind: TableName = table.table ?? 'results'
  const own = numberedOf(meaning)
  const taken = table.columns.map((other) => other.meaning)
  const mend = (to: string | null): void => session.mend(place, { column: header, meaning: to })
  const choose = (value: string): void => {
    if (value === '') mend(null)
    else if (value.startsWith(FAMILY)) {
      const family = value.slice(FAMILY.length) as Family
      mend(numbered(family, numberFor(header, family, taken)))
    } else mend(value)
  }
  const plain = columnsOf(kind)
  const families = kind === 'results' ? FAMILIES : []
  const concepts = kind === 'schools' ? ['context', ...CONCEPTS] : []
  const known = own === null ? (meaning ?? '') : FAMILY + own.family
  const listed = ['', 'ignore', ...plain, ...families.map((family) => FAMILY + family), ...concepts].includes(known)
  const option = (name: string) => (
    <option key={name} value={name} selected={name === known}>
      {name === 'context' ? words.context : titleOf(name, locale)}
    </option>
  )
  return (
    <span class="meaning">
      <select
        aria-label={say(words.meaningOf, { column: header })}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="" selected={known === ''}>
          {meaning === null ? words.notRead : words.asFound}
        </option>
        {!listed && option(known)}
        <optgroup label={words.groups.table}>{plain.map(option)}</optgroup>
        {families.length > 0 && (
          <optgroup label={words.groups.numbered}>
            {families.map((family) => (
              <option key={family} value={FAMILY + family} selected={FAMILY + family === known}>
                {words.numbered[family]}
              </option>
            ))}
          </optgroup>
        )}
        {concepts.length > 0 && <optgroup label={words.groups.context}>{concepts.map(option)}</optgroup>}
        <optgroup label={words.groups.other}>
          <option value="ignore" selected={known === 'ignore'}>
            {words.ignore}
          </option>
        </optgroup>
      </select>
      {own !== null && (
        <input
          type="number"
          min={0}
          max={999}
          value={own.number}
          aria-label={say(words.numberOf, { column: header })}
          onChange={(event) => mend(numbered(own.family, Number(event.currentTarget.value)))}
        />
      )}
    </span>
  )
}

function FirstRows({ view, shown }: { view: View; shown: Shown }) {
  const { session, words, say } = view
  const { sheet, table, place } = shown
  const [first, last] = table.headerRows
  return (
    <div>
      <h4>{words.firstRows}</h4>
      <section
        class="scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={[words.firstRows, place.file, sheet.sheet ?? '', first].join(' ')}
      >
        <table class="rows">
          <tbody>
            {sheet.head.map(({ number, cells }) => (
              <tr key={number} class={number >= first && number <= last ? 'header' : ''}>
                <th scope="row">{number}</th>
                <td>
                  {number === first ? (
                    words.isHeader
                  ) : (
                    <button
                      type="button"
                      class="link"
                      aria-label={say(words.takeHeaderOf, { row: number })}
                      onClick={() => session.mend(place, { headerRow: number })}
                    >
                      {words.takeHeader}
                    </button>
                  )}
                </td>
                {cells.map((cell, i) => (
                  <td key={i}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
