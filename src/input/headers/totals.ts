/** Rows that are no data: totals, means, signatures and remarks between or under the rows of a table. */
import { clean } from '../text'

const TOTAL =
  /^(?:итог(?:о|и)?|всего|сумма|в ?сумме|среднее(?: значение)?|средний балл|средний процент|средняя(?! (?:общеобр\S* )?(?:школа|сош))|в среднем|вся выборка|total|sum|mean|average)(?![а-яёa-z])|^(?:в целом )?(?:по|в) (?:району|округу|городу|школе|школам|классу|параллели|муниципалитету|региону|области|краю|республике|оо|мо|району в целом)(?![а-яё])/i
const SIGNATURE =
  /^(?:исполнител|исп\.|директор|зам(?:\.|естител)|руководител|начальник|председател|ответственн|методист|специалист|составил|проверил|утвержда|согласован|подпис|м\. ?п\.|тел(?:\.|ефон)|дата(?: |:|$)|примечани|\*|ф\. ?и\. ?о\.|[_]{3,}|signature|prepared by|note[s:])/i

/** True for the first words of a total or a signature. */
export const isTotalOrSignature = (text: string): boolean => TOTAL.test(text) || SIGNATURE.test(text)

/** What the row is besides data; `null` where it may be data. `width` is the number of columns of the header. */
export function apartFromData(cells: readonly string[], width: number, schoolAt: number): 'total' | 'remark' | null {
  let first = ''
  let filled = 0
  for (const cell of cells) {
    if (cell === '') continue
    const text = clean(cell)
    if (text === '') continue
    filled++
    if (first === '') first = text
  }
  if (filled === 0) return null
  if (TOTAL.test(first)) return 'total'
  const school = clean(cells[schoolAt] ?? '')
  if (school !== '' && TOTAL.test(school)) return 'total'
  if (SIGNATURE.test(first) && filled <= 3) return 'remark'
  // A line of text alone in a wide table: a heading of the rows below it, or a remark.
  return filled === 1 && width >= 3 && isSentence(first) ? 'remark' : null
}

/** A text that is no id, number or short name of a school. */
function isSentence(text: string): boolean {
  return /\p{L}{3}/u.test(text) && !/^(?:sch|edu)\d{6}$/i.test(text) && (/\s/.test(text) || text.length > 12)
}

/** Fewest rows of which another one can be the sum: one row equals the sum of one by being repeated. */
const FEWEST_SUMMED = 3

/**
 * Sees whether a row is the sum of those before it, or of those since the last such row: a total without a name, or
 * under that of a district.
 */
export class SumWatch {
  private all = 0
  private since = 0
  private rows = 0
  private rowsSince = 0

  /** True where the row is a sum; else the row is added to those before it. */
  isSum(value: number): boolean {
    if (!(value > 0)) return false
    if (this.rowsSince >= FEWEST_SUMMED && value === this.since) {
      this.rowsSince = 0
      this.since = 0
      return true
    }
    if (this.rows >= FEWEST_SUMMED && value === this.all) return true
    this.all += value
    this.since += value
    this.rows++
    this.rowsSince++
    return false
  }
}
