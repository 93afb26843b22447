/** A problem of the data in words: where, what is wrong, and what to do about it. The sentences: `words/problems.ts`. */

import type { Locale, Problem, Text } from '../model'
import { SYSTEM_ERRORS } from '../words/files'
import { fill, formatNumber } from '../words/format'
import { DESCRIBED_CELL, MEANING_TITLES } from '../words/input'
import { PROBLEM_PLACE, PROBLEM_SENTENCES, type ProblemSentence, TABLE_NAMES } from '../words/problems'
import { KIND } from '../words/terms'
import { capitalised } from './sentences'

/** What is wrong, and what to do: without the place, which has columns of its own in `rejected.csv`. */
export function problemText(problem: Problem, locale: Locale): { readonly what: string; readonly mend: string } {
  const sentence = (PROBLEM_SENTENCES as Readonly<Record<string, ProblemSentence>>)[problem.code]
  if (sentence === undefined) return { what: problem.code, mend: '' }
  return { what: filled(sentence.what[locale], problem, locale), mend: filled(sentence.mend[locale], problem, locale) }
}

/** A part in square brackets is left out where a field that it names is absent. */
function filled(template: string, problem: Problem, locale: Locale): string {
  const fields: Readonly<Record<string, string | null>> = {
    found: problem.found === null ? null : (describedCell(problem.found, locale) ?? systemWords(problem.found, locale)),
    expected: problem.expected,
    column: problem.column,
    count: formatNumber(problem.count ?? 1, locale),
    kind: (KIND as Readonly<Record<string, Text>>)[problem.found ?? '']?.[locale] ?? problem.found,
    meaning: meaningTitle(problem.column ?? '', locale),
    mapping: mappingLine(problem),
  }
  const hidden = describedCell(problem.found ?? '', locale)
  return (hidden === null ? template : template.replace(/[«"]\{found\}[»"]/g, '{found}'))
    .replace(/\[([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].some(([, name]) => fields[name!] === null) ? '' : part,
    )
    .replace(/\{(\w+)\}/g, (_, name: string) => fields[name] ?? '')
}

/** A canonical column in the user's words: `subject` is «предмет». */
export const meaningTitle = (column: string, locale: Locale): string => MEANING_TITLES[column]?.[locale] ?? column

/** The line of `objectivity.json` that says what a column is; `null` where no column comes near. */
function mappingLine({ file, column, expected }: Problem): string | null {
  if (expected === null || column === null) return null
  return `"files": [${JSON.stringify({ file: file ?? '*', columns: { [expected]: column } })}]`
}

/**
 * A problem as one sentence: where, what was found, what was expected, how to mend it.
 *
 * @example
 * describeProblem(problem, 'en')
 * // 'results.csv, row 12, column "score": the score 41 is above the maximum of 38. Mend the score, ...'
 */
export function describeProblem(problem: Problem, locale: Locale): string {
  const { what, mend } = problemText(problem, locale)
  const place = [problem.file ?? TABLE_NAMES[problem.table][locale]]
  const { row, column } = PROBLEM_PLACE
  if (problem.row !== null) place.push(fill(row[locale], { row: String(problem.row) }, locale))
  if (problem.column !== null && problem.code !== 'missingColumn')
    place.push(fill(column[locale], { column: columnOf(problem, locale) }, locale))
  const where = problem.file === null ? capitalised(place.join(', ')) : place.join(', ')
  return `${where}: ${what}.${mend === '' ? '' : ` ${capitalised(mend)}.`}`
}

/** What the system said of a file (`EACCES: permission denied, open ...`), in the user's language; all else as it is. */
/** What was found, as it may be passed on. */
export const foundText = ({ found }: Problem, locale: Locale): string | null =>
  found === null ? null : (describedCell(found, locale) ?? found)

/** `[digits 6]` is a number of six digits; `null` for a cell that is repeated as it is. */
function describedCell(found: string, locale: Locale): string | null {
  const [, kind, n] = /^\[(digits|letters|mixed|text) (\d+)\]$/.exec(found) ?? []
  return kind === undefined
    ? null
    : fill(DESCRIBED_CELL[kind as keyof typeof DESCRIBED_CELL][locale], { n: n! }, locale)
}

function systemWords(found: string, locale: Locale): string {
  const code = /^(E[A-Z]+): /.exec(found)?.[1] ?? ''
  return Object.hasOwn(SYSTEM_ERRORS, code) ? SYSTEM_ERRORS[code]![locale] : found
}
/** Of what was found in all files together a column is called by its meaning: every file may call it otherwise. */
const columnOf = ({ file, column }: Problem, locale: Locale): string =>
  file === null ? meaningTitle(column ?? '', locale) : (column ?? '')

/** How many rows, with the noun: `3 строки`, `1 row`. */
export const rowsInWords = (rows: number, locale: Locale): string => fill(PROBLEM_PLACE.rows[locale], { rows }, locale)
