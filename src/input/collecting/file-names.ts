/** What the names of files say before a file is opened, and how files are called in messages. */

/** Names of files that may hold a table. */
export const TABLES = /\.(?:csv|tsv|txt|xlsx|xlsm|ods|parquet)$/i
/** Names of files that nobody gave: hidden ones, and what Excel writes beside an open workbook. */
export const HIDDEN = /^(?:\.|~\$)/
/** Files of this program that stand in its folders: settings. */
export const SETTINGS = /^objectivity\.json$/i
/** Files that this program writes beside its tables, and workbooks of its own. */
export const OWN =
  /^(?:report|annex|regions|power)\.html$|^(?:result|settled|verification|peers)\.json$|^(?:recheck|verification)\.xlsx$/i

/** The last part of a path. */
export const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '')

/** Of every path the shortest end that tells it from the others: its name, or as many of its folders as that takes. */
export function shortNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(paths)]
  const partsOf = (path: string) => path.split(/[\\/]/)
  const end = (path: string, parts: number) => partsOf(path).slice(-parts).join('/')
  return new Map(
    all.map((path) => {
      let parts = 1
      while (
        parts < partsOf(path).length &&
        all.some((other) => other !== path && end(other, parts) === end(path, parts))
      )
        parts++
      return [path, end(path, parts)]
    }),
  )
}
