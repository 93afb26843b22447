/** Cells that may hold a pupil's code or name are described, not repeated: what people pass on shows file, sheet and row. */

/** Points, marks and counts: no more digits than a code would need to tell people apart. */
const SMALL_NUMBER = /^[-−+]?\d{1,3}(?:[.,]\d{1,2})? ?%?$/
/** Characters with which a code would tell only few people apart. */
const SHORT = 3
/** What offices write where a number belongs. */
const USUAL_WORD =
  /^(?:не ?явк[аи]|не ?явил(?:ся|ась)|отсутств\p{L}*|бол(?:ен|ел|ела|езнь|ьна)|освоб\p{L}*|не ?аттест\p{L}*|не ?писал[а]?|удал[её]н[а]?|н ?\/ ?я|absent|sick|none|null|nan|yes|true|false|#n\/a|#знач!|#value!|#ref!|#ссылка!|#дел\/0!|#div\/0!)\.?$/iu

/**
 * A cell of a table of pupils as it may be passed on: small numbers and usual words as they are, everything else by
 * what it is made of, as `[digits 6]`; `describeProblem` puts that into words.
 *
 * @example
 * discreet('41') // '41'
 * discreet('400123') // '[digits 6]'
 * discreet('AB-1234') // '[text 7]'
 */
export function discreet(cell: string): string {
  const text = cell.trim()
  return text.length <= SHORT || SMALL_NUMBER.test(text) || USUAL_WORD.test(text) ? cell : described(text)
}

/** What a text is made of, and how many characters it has; nothing stays nothing. */
export function described(text: string): string {
  if (text === '') return ''
  const length = [...text].length
  if (/^\d+$/.test(text)) return `[digits ${length}]`
  if (/^\p{L}+$/u.test(text)) return `[letters ${length}]`
  return `[${/^[\p{L}\d]+$/u.test(text) ? 'mixed' : 'text'} ${length}]`
}

/** Whether a cell that should hold a word looks like a code: a long number, or digits among letters. */
export const looksLikeCode = (cell: string): boolean =>
  /^\d{5,}$/.test(cell) ||
  (/^[\p{L}\d-]{5,}$/u.test(cell) && (cell.match(/\d/g)?.length ?? 0) >= 3 && !/20\d\d/.test(cell))

/** A cell taken for a heading: one that looks like a code is described, for the row may be one of pupils. */
export const discreetHeading = (cell: string): string => (looksLikeCode(cell) ? described(cell) : cell)

/** Kinds of characters in their order, with the length of each run: `edu990001` has the shape `a3 9 6`. */
const shapeOf = (text: string): string =>
  text.replace(
    /\p{L}+|\d+|[^\p{L}\d]+/gu,
    (run) => `${/\p{L}/u.test(run) ? 'a' : /\d/.test(run) ? '9' : run}${run.length} `,
  )

/** Rows from which the shapes of codes are learned, and how many of them must agree. */
const LEARNED_FROM = 500
const LEAST_ALIKE = 20

/**
 * Finds rows whose cells are shifted: where the school belongs stands what looks like the codes of the pupils, and like no
 * school before.
 */
export class ShiftedRows {
  private readonly pupils = new Map<string, number>()
  private readonly schools = new Map<string, number>()
  private rows = 0

  /** Learns from a row. */
  see(school: string, pupil: string): void {
    if (this.rows >= LEARNED_FROM) return
    this.rows++
    count(this.schools, shapeOf(school))
    count(this.pupils, shapeOf(pupil))
  }

  /** Whether a cell looks like the codes of pupils, and like no school. */
  isPupil(cell: string): boolean {
    const shape = shapeOf(cell)
    return (this.pupils.get(shape) ?? 0) >= LEAST_ALIKE && (this.schools.get(shape) ?? 0) < LEAST_ALIKE / 4
  }
}

const count = (shapes: Map<string, number>, shape: string): void => void shapes.set(shape, (shapes.get(shape) ?? 0) + 1)
