/** What headers of items look like: `3`, `9.1`, `4К1`, `5(1)`, `16 (2)`, with their maximum behind them, or as dates. */

const LABEL = String.raw`\d{1,3}(?:[.,]\d{1,2})?(?:\s?[КK]\s?\d{1,2})?(?:\s?\(\s?\d{1,2}\s?\))?`
const BEFORE = String.raw`(?:(?:№|номер|задание|зад\.?|балл за|балл за задание|item)\s*(?:№\s*)?)?`
const WITH_MAXIMUM = new RegExp(
  `^${BEFORE}(${LABEL})\\s*\\(\\s*(\\d{1,3})\\s*(?:б(?:\\.|алл(?:а|ов)?)?|p)\\s*\\)$`,
  'i',
)
const BARE = new RegExp(`^(?:№\\s?)?(${LABEL})$`, 'i')
const NAMED = new RegExp(`^(?:item|задание|зад\\.?|балл за задание|балл за)[ _-]?(?:№\\s?)?(${LABEL})$`, 'i')

export interface ItemLabel {
  readonly label: string
  /** Highest points that the header names; `null` where it names none. */
  readonly max: number | null
}

/** An item by its header: `4К1 (3б)`, `16 (2) (1б)`, `задание 5(1)`; `null` where the header is none of an item. */
export function itemLabel(header: string): ItemLabel | null {
  const labelled = WITH_MAXIMUM.exec(header)
  if (labelled !== null) return { label: plain(labelled[1]!), max: Number(labelled[2]) }
  const named = NAMED.exec(header)
  return named === null ? null : { label: plain(named[1]!), max: null }
}

/** A label that stands alone: `3`, `9.1`, `4К1`. It may as well be a score or a mark. */
export function bareLabel(header: string): string | null {
  const match = BARE.exec(header)
  return match === null ? null : plain(match[1]!)
}

/** Headers that speak of an item, whether or not they could be read: where one could not, no maximum is whole. */
export const speaksOfItem = (header: string): boolean =>
  itemLabel(header) === null && /\(\s*\d{1,3}\s*б(?:\.|алл(?:а|ов)?)?\s*\)\s*$/i.test(header)

const plain = (label: string): string => label.replace(/\s/g, '').replace(',', '.')

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма[йя]', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']
const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Day and month of a header cell that a spreadsheet made a date of. */
function dayAndMonth(header: string): readonly [number, number] | null {
  const iso = /^(?:19|20)\d\d-(\d\d)-(\d\d)(?:[T ]00:00.*)?$/.exec(header)
  if (iso !== null) return [Number(iso[2]), Number(iso[1])]
  const russian = /^(\d{1,2})\.(\d{1,2})\.(?:19|20)\d\d$/.exec(header)
  if (russian !== null) return [Number(russian[1]), Number(russian[2])]
  const named = /^(\d{1,2})[.\s-]\s?([а-яa-z]{3,8})\.?(?:[\s-](?:\d\d|\d{4}))?$/i.exec(header)
  if (named === null) return null
  const word = named[2]!.toLowerCase()
  const month = MONTHS.findIndex((name, i) => new RegExp(`^(?:${name}|${ENGLISH[i]})`).test(word))
  return month === -1 ? null : [Number(named[1]), month + 1]
}

/** Fewest dates in a header for which they are taken for labels: one may be the day of something. */
const FEWEST_DATES = 2

/**
 * A header in which labels such as `1.1` became dates, with the labels in their place; `null` where there are none.
 * A spreadsheet reads `1.2` as the first of February or as the second of January: the reading in which labels rise counts.
 */
export function labelsFromDates(header: readonly string[]): readonly string[] | null {
  const dates = header.map(dayAndMonth)
  const found = dates.filter((date) => date !== null)
  if (found.length < FEWEST_DATES) return null
  const rises = (pairs: readonly (readonly [number, number])[]) =>
    pairs.every(([a, b], i) => i === 0 || a > pairs[i - 1]![0] || (a === pairs[i - 1]![0] && b > pairs[i - 1]![1]))
  const dayFirst = rises(found) || !rises(found.map(([day, month]) => [month, day] as const))
  return header.map((cell, i) => {
    const date = dates[i]
    if (date === null || date === undefined) return cell
    return dayFirst ? `${date[0]}.${date[1]}` : `${date[1]}.${date[0]}`
  })
}
