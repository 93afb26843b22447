/** What files were taken for, and what the user says of them. */
import type { Problem, TableKind, TableName } from './input'
import type { Text } from './text'

/** One entry of `files` in `objectivity.json`. */
export interface FileMapping {
  /** Name, end of the path, or a pattern with `*` and `?`. */
  readonly file: string
  readonly table?: TableName | undefined
  readonly sheet?: string | undefined
  /** First row of the header, as Excel shows it. */
  readonly headerRow?: number | undefined
  readonly subject?: string | undefined
  readonly grade?: number | undefined
  readonly year?: number | undefined
  /** From a header of the file to a canonical column, `context` or `ignore`. */
  readonly columns?: Readonly<Record<string, string>> | undefined
  readonly skip?: boolean | undefined
}

/** Where a value comes from, the nearest to the data first. */
export type SaidBy = 'mapping' | 'column' | 'title' | 'sheet' | 'name' | 'folder' | 'codes' | 'class' | 'layout'

/** A value and what says it; both `null` where nothing does. */
export interface Said<T> {
  readonly value: T | null
  readonly origin: SaidBy | null
}

/** Why a table is left out. */
export type LeftOut = 'hidden' | 'empty' | 'ownOutput' | 'skip' | 'notUnderstood' | 'otherFlag' | 'format'

/** A column of a table, and what it was taken for. */
export interface InspectedColumn {
  /** From 1. */
  readonly column: number
  /** Its header; with all that stands above it where the lowest text is not the only one of its kind. */
  readonly header: string
  /** Canonical name (`item_3` and the like of numbered ones), `context`, `ignore`, or `null` where no rule reads it. */
  readonly meaning: string | null
  /** Highest points that the header of an item names. */
  readonly max: number | null
  /** Subject of a part of a wide table. */
  readonly subject: string | null
}

export interface InspectedTable {
  readonly table: TableName
  readonly kind: TableKind
  /** `said`: by the user; `sure`: an export that is known, or every column read; `likely`: by its columns. */
  readonly certainty: 'said' | 'sure' | 'likely'
  readonly layout: string | null
  readonly layoutTitle: Text | null
  /** First and last row of the header, as Excel shows them. */
  readonly headerRows: readonly [number, number]
  readonly columns: readonly InspectedColumn[]
  /** Subjects that stand beside each other. */
  readonly subjects: readonly string[]
  readonly subject: Said<string>
  readonly grade: Said<number>
  readonly year: Said<number>
  readonly className: Said<string>
  /** First rows below the header; codes of pupils, and cells that may hold one, as `•••`. */
  readonly sample: readonly (readonly string[])[]
  readonly problems: readonly Problem[]
}

export interface InspectedSheet {
  readonly sheet: string | null
  readonly hidden: boolean
  /** Why it is not read; `null` where it is. */
  readonly leftOut: LeftOut | null
  readonly tables: readonly InspectedTable[]
}

export interface Inspection {
  readonly file: string | null
  readonly format: 'CSV' | 'XLSX' | 'ODS' | 'rows'
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly sheets: readonly InspectedSheet[]
  readonly problems: readonly Problem[]
}
