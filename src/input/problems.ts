/** Problems are data: a code (`model/codes.ts`), a place, what was found and what was expected. Sentences: `words/problems.ts`. */
import { PROBLEMS, type Problem, type ProblemCode, type TableName } from '../model'
import { own } from './text'

/**
 * A file or table that cannot be read at all. `problems` says what and where; `describeProblem` makes the sentences.
 */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(summary).join('\n'))
    this.problems = problems
  }
}

function summary(problem: Problem): string {
  const place = [problem.file ?? `table ${problem.table}`]
  if (problem.row !== null) place.push(`row ${problem.row}`)
  if (problem.column !== null) place.push(`column "${problem.column}"`)
  const found = problem.found === null ? '' : `; found: ${problem.found}`
  const expected = problem.expected === null ? '' : `; expected: ${problem.expected}`
  return `${place.join(', ')}: ${problem.code}${found}${expected}`
}

export interface ProblemPlace {
  readonly table: TableName
  readonly file: string | null
  readonly row?: number | null | undefined
  readonly column?: string | null | undefined
  readonly found?: string | number | null | undefined
  readonly expected?: string | null | undefined
}

/** Longest text of a cell that is repeated in a problem. */
const LONGEST = 120

/** A problem as data; long cells are cut. */
export function problem(code: ProblemCode, at: ProblemPlace): Problem {
  const found = at.found === null || at.found === undefined ? null : String(at.found)
  return {
    code,
    severity: PROBLEMS[code],
    table: at.table,
    file: at.file,
    row: at.row ?? null,
    column: at.column ?? null,
    found: found === null ? null : own(found.length > LONGEST ? `${found.slice(0, LONGEST)}…` : found),
    expected: at.expected ?? null,
  }
}

/** Throws an `InputError` of one problem. */
export function stop(code: ProblemCode, at: ProblemPlace): never {
  throw new InputError([problem(code, at)])
}

/** Rows set aside that are listed one by one, per file and code; above it they are counted. */
const LISTED = 100_000

/**
 * Collects problems. Rows set aside are listed one by one; notes of one kind about one column of one file are one
 * entry, with the number of rows and the first of them.
 */
export class ProblemLog {
  private readonly listed: Problem[] = []
  private readonly grouped = new Map<string, { first: Problem; count: number }>()
  private readonly counts = new Map<string, { first: Problem; entries: number; rows: number; listed: number }>()

  setAside(code: ProblemCode, at: ProblemPlace, count = 1): void {
    const key = `${at.table}\t${at.file}\t${code}`
    const group = this.counts.get(key) ?? { first: problem(code, at), entries: 0, rows: 0, listed: 0 }
    this.counts.set(key, group)
    group.rows += count
    if (++group.entries > LISTED) return
    group.listed += count
    this.listed.push(count === 1 ? problem(code, at) : { ...problem(code, at), count })
  }

  note(code: ProblemCode, at: ProblemPlace, count = 1): void {
    const key = `${at.table}\t${at.file}\t${code}\t${at.column}`
    const group = this.grouped.get(key)
    if (group === undefined) this.grouped.set(key, { first: problem(code, at), count })
    else {
      group.count += count
      if (at.row !== null && at.row !== undefined && at.row < group.first.row!) group.first = problem(code, at)
    }
  }

  /** All problems: by file in the order read, then by row. */
  list(): Problem[] {
    const notes = [...this.grouped.values()].map(({ first, count }) => ({ ...first, count }))
    const more = [...this.counts.values()]
      .filter(({ rows, listed }) => rows > listed)
      .map(({ first, rows, listed }) => ({
        ...problem('moreOfTheSame', { ...first, row: null, found: first.code }),
        count: rows - listed,
      }))
    const files = new Map<string, number>()
    const fileOf = ({ table, file }: Problem) => `${table}\t${file}`
    for (const entry of this.listed) if (!files.has(fileOf(entry))) files.set(fileOf(entry), files.size)
    const listed = [...this.listed].sort(
      (a, b) => files.get(fileOf(a))! - files.get(fileOf(b))! || (a.row ?? 0) - (b.row ?? 0),
    )
    return [...listed, ...notes, ...more]
  }
}
