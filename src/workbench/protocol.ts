/** What the page and its worker say to each other. Everything here can be copied from one to the other. */
import type { LeftOut, Locale, ObserverStatus, Said, TableKind, TableName, Text } from '../model'

/** A file as the page hands it over. */
export interface WorkFile {
  /** Name, with its folders where a folder was given. */
  readonly path: string
  readonly table: TableName
  /** True where a folder was given: what is no table in it is passed over. */
  readonly found: boolean
  readonly file: Blob
}

/** What is to be done with the files. */
export interface Task {
  readonly files: readonly WorkFile[]
  /** The content of `objectivity.json`, as the command line reads it. */
  readonly options: Readonly<Record<string, unknown>>
  /** Cases that earlier rechecks have settled (`settled.json`); `null` = none are known. */
  readonly settled: Blob | null
  /** Groups of an earlier year (`peers.json`); `null` = groups are made anew. */
  readonly peers: Blob | null
  /** What a bigger region's run knows (`reference.json`); `null` = nothing was given. */
  readonly reference: Blob | null
}

export type Request =
  /** Looks at all files; reads all rows too where `whole`. */
  | { readonly do: 'read'; readonly task: Task; readonly whole: boolean }
  | { readonly do: 'run'; readonly task: Task; readonly locale: Locale }
  /** Compares rechecks with the result of an earlier run. */
  | {
      readonly do: 'verify'
      readonly rechecks: readonly WorkFile[]
      readonly result: Blob
      readonly settled: Blob | null
      readonly locale: Locale
    }
  /** Says everything about one school of the present result. */
  | { readonly do: 'explain'; readonly schoolId: string }
  /** Makes a file of the groups of the present result, for another year. */
  | { readonly do: 'groups' }

/** Something to be said at its place. */
export interface Remark {
  /** `error`: nothing can be read; `setAside`: rows take no part; `note`: the reader should know. */
  readonly severity: 'error' | 'setAside' | 'note'
  /** As files are called here; `null` = all together. */
  readonly file: string | null
  readonly text: Text
}

export interface ColumnView {
  /** From 1. */
  readonly column: number
  /** Under what a mapping names it. */
  readonly header: string
  /** Canonical name, `context`, `ignore`, or `null` where nobody knows. */
  readonly meaning: string | null
  /** The first three different values. */
  readonly examples: readonly string[]
  /** Subject of a part of a wide table. */
  readonly subject: string | null
}

export interface TableView {
  /** `null` where it is not known. */
  readonly table: TableName | null
  readonly kind: TableKind | null
  readonly certainty: 'said' | 'sure' | 'likely' | null
  readonly layout: Text | null
  readonly headerRows: readonly [number, number]
  readonly columns: readonly ColumnView[]
  /** Subjects that stand beside each other. */
  readonly subjects: readonly string[]
  readonly subject: Said<string>
  readonly grade: Said<number>
  readonly year: Said<number>
  readonly remarks: readonly Remark[]
}

export interface SheetView {
  readonly sheet: string | null
  readonly hidden: boolean
  readonly leftOut: LeftOut | null
  /** One, several below each other, or what an unknown table looks like. */
  readonly tables: readonly TableView[]
  /** First rows as they stand there. */
  readonly head: readonly { readonly number: number; readonly cells: readonly string[] }[]
}

/** What a file was taken for. */
export interface FileView {
  readonly path: string
  /** As it is called here. */
  readonly name: string
  readonly format: string
  readonly encoding: string | null
  readonly sheets: readonly SheetView[]
  readonly remarks: readonly Remark[]
}

/** What became of the rows of a table. */
export interface SourceView {
  readonly file: string
  readonly table: TableName
  /** How many rows were read, used, set aside, and what was found by name. */
  readonly lines: readonly Text[]
}

export interface ObserversView {
  readonly file: string
  readonly present: number
  readonly absent: number
  readonly unknown: number
  readonly notUnderstood: number
  readonly emptyMeans: 'absent' | 'unknown'
  readonly words: readonly {
    readonly found: string
    readonly count: number
    readonly taken: ObserverStatus | 'notUnderstood'
  }[]
}

/** Something by which schools can be compared. */
export interface ConceptView {
  readonly name: string
  readonly label: Text
  readonly columns: readonly string[]
}

/** What all rows together gave. */
export interface ReadView {
  readonly schools: number
  readonly sittings: number
  readonly papers: number
  readonly municipalities: number
  readonly sources: readonly SourceView[]
  readonly remarks: readonly Remark[]
  readonly concepts: readonly ConceptView[]
  /** Columns that take no part in comparing schools, each with its reason. */
  readonly conceptsLeftOut: readonly Text[]
  readonly observers: readonly ObserversView[]
  readonly hasSchools: boolean
  readonly hasObservers: boolean
  /** Tables that were not given, or not understood as what they are. */
  readonly gaps: readonly Text[]
  /** What is missing in the others, and what that costs. */
  readonly missing: readonly Text[]
  /** Data that schools must mend. */
  readonly faults: readonly Text[]
}

export type Stage = 'looking' | 'reading' | 'peers' | 'detectors' | 'evidence' | 'writing'

export interface OutputView {
  readonly name: string
  readonly file: Blob
}

/** The answer in a few words; the whole of it is the report. */
export interface AnswerView {
  readonly answer: Text
  readonly grounds: readonly Text[]
  readonly warnings: readonly Text[]
  readonly schools: readonly {
    readonly id: string
    readonly name: string | null
    readonly municipality: string | null
  }[]
  readonly listed: number
  readonly papers: number
  /** True where its groups can be kept for another year. */
  readonly hasGroups: boolean
  readonly elapsedMs: number
}

export interface Section {
  readonly heading: Text
  readonly lines: readonly Text[]
}

export type Message =
  | { readonly is: 'looked'; readonly file: FileView }
  | {
      readonly is: 'understood'
      readonly files: readonly FileView[]
      readonly remarks: readonly Remark[]
      readonly read: ReadView | null
    }
  /** `files`, where the files were looked at before they were refused. */
  | { readonly is: 'refused'; readonly files: readonly FileView[] | null; readonly remarks: readonly Remark[] }
  /** `done` and `settled`: bytes of `total` while files are read, shares 0..1 in the other stages. */
  | {
      readonly is: 'progress'
      readonly stage: Stage
      readonly done: number
      readonly settled: number
      readonly total: number
    }
  | {
      readonly is: 'done'
      readonly answer: AnswerView
      readonly outputs: readonly OutputView[]
      readonly locale: Locale
    }
  | { readonly is: 'zip'; readonly zip: OutputView }
  | {
      readonly is: 'verified'
      readonly text: Text
      readonly remarks: readonly Remark[]
      readonly outputs: readonly OutputView[]
    }
  | { readonly is: 'explained'; readonly schoolId: string; readonly sections: readonly Section[] }
  | { readonly is: 'groups'; readonly groups: OutputView }
  /** A defect of the program. */
  | { readonly is: 'broken'; readonly message: string }
