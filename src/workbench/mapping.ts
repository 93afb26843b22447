/** What the user mends on the page becomes entries of `files` in `objectivity.json`, which the command line reads too. */
import { mappingsOf } from '../input/headers/mapping'
import type { FileMapping, TableName } from '../model'

/** A table of a file. */
export interface Place {
  /** Name of the file, or the end of its path that tells it from the others. */
  readonly file: string
  /** Where it lies. */
  readonly path: string
  /** `null` where the file has one sheet. */
  readonly sheet: string | null
  /** First row of its header, where it is not the first table of its sheet. */
  readonly further: number | null
}

/** What is said of a table; `null` takes it back. */
export type Change =
  | { readonly table: TableName | null }
  | { readonly skip: boolean }
  | { readonly headerRow: number | null }
  | { readonly subject: string | null }
  | { readonly grade: number | null }
  | { readonly year: number | null }
  | { readonly column: string; readonly meaning: string | null }

/** The entries with one more thing said. An entry for this place alone comes before those for several files. */
export function mend(entries: readonly FileMapping[], place: Place, change: Change): readonly FileMapping[] {
  const own = entries.find((entry) => isOf(entry, place))
  const base = own ?? beginning(entries, place)
  const changed = withChange(base, change)
  const rest = entries.filter((entry) => entry !== own)
  return saysSomething(changed) ? [changed, ...rest] : rest
}

/** The entries without those for this place alone. */
export const forget = (entries: readonly FileMapping[], place: Place): readonly FileMapping[] =>
  entries.filter((entry) => !isOf(entry, place))

/** What is said of a place, by its own entry or by one for several files. */
export const saidOf = (entries: readonly FileMapping[], place: Place): FileMapping | undefined =>
  entries.find((entry) => isOf(entry, place)) ?? general(entries, place)

const isOf = ({ file, sheet, headerRow }: FileMapping, place: Place): boolean =>
  file === place.file && (sheet ?? null) === place.sheet && (place.further === null || headerRow === place.further)

const general = (entries: readonly FileMapping[], { path, sheet, further }: Place): FileMapping | undefined =>
  mappingsOf(entries, path, sheet).find(({ headerRow }) => further === null || headerRow === further)

/** A new entry begins with what is said of the place already: of several entries for one table the first alone counts. */
function beginning(entries: readonly FileMapping[], place: Place): FileMapping {
  const { file: _, sheet: __, ...said } = general(entries, place) ?? { file: '' }
  return {
    file: place.file,
    ...(place.sheet === null ? {} : { sheet: place.sheet }),
    ...(place.further === null ? {} : { headerRow: place.further }),
    ...said,
  }
}

function withChange(entry: FileMapping, change: Change): FileMapping {
  if ('column' in change) {
    const { [change.column]: _, ...others } = entry.columns ?? {}
    const columns = change.meaning === null ? others : { ...others, [change.column]: change.meaning }
    const { columns: __, ...rest } = entry
    return Object.keys(columns).length === 0 ? rest : { ...rest, columns }
  }
  const [[name, value]] = Object.entries(change) as [[keyof FileMapping, unknown]]
  const { [name]: _, ...rest } = entry
  return (value === null || value === false ? rest : { ...rest, [name]: value }) as FileMapping
}

const saysSomething = ({ file: _, sheet: __, ...said }: FileMapping): boolean => Object.keys(said).length > 0
