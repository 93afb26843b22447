/** Files that are made of a result, before anybody writes them. */

/** What a file holds: text (to be written as UTF-8), bytes, or bytes in pieces. */
export type FileContent = string | Iterable<Uint8Array> | Uint8Array

/** One file of a run. */
export interface OutputFile {
  /** Path below the folder of the run, with `/` between folders: `documents/order.docx`. */
  readonly name: string
  /** Makes the content, anew at every call. */
  readonly content: () => FileContent | Promise<FileContent>
}
