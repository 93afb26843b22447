/** What a cell says of the public observer, in the words and signs that offices use. */
import type { ObserverStatus } from '../../model'
import { clean } from '../text'

/**
 * What one cell says by itself. `cross` is a lone х: beside marks of presence it means nobody came, alone it may mean
 * either. `notUnderstood` is never taken for an answer.
 */
export type Said = 'present' | 'absent' | 'unknown' | 'empty' | 'cross' | 'notUnderstood'

/** What is taken from a cell once the whole table is known. */
export type Taken = ObserverStatus | 'notUnderstood'

export interface CellWord {
  readonly found: string
  readonly count: number
  readonly taken: Taken
}

/** How a table of observers is read. */
export interface PresenceReading {
  readonly take: (cell: string) => Taken
  /** What an empty cell stands for. */
  readonly emptyMeans: 'absent' | 'unknown'
  /** Every distinct text with its count, the commonest first. */
  readonly words: readonly CellWord[]
}

const EMPTY = ''
const NO_DATA =
  /^(?:нет (?:данных|сведений|информации)|(?:данных|сведений|информации) нет|(?:данные|сведения) отсутствуют|неизвестно|н\/?д|не указано|не заполнено|unknown|no data|n\/?a|null|\?+)$/u
const SIGNS_OF_PRESENCE = /^(?:v+|✓|✔️?|☑|✅|√|\++)$/u
const SIGNS_OF_ABSENCE = /^(?:[-–—−]+|0(?:[.,]0+)?)$/u
const CROSS = /^(?:[xх]|×|✗|✘|✕|✖|☒|❌)$/u
const COUNT = /^[1-9]\d?(?:[.,]0+)?$/u

const YES =
  /^(?:да|есть|был|была|были|было|присутств\p{L}*|имеется|имелся|имелись|обеспечен\p{L}*|участвовал\p{L}*|участвует|явил\p{L}*|пришел|пришла|прибыл\p{L}*|наблюдал\p{L}*|наличи\p{L}*|истина|true|yes|y|present|observed|confirmed)$/u
const NO = /^(?:отсутств\p{L}*|ложь|false|no|n|absent|none|неявка)$/u
/** After «не» these say that nobody came; after «не» anything else says something we do not know. */
const NOT_THERE =
  /^(?:был|была|были|было|присутств\p{L}*|явил\p{L}*|назнач\p{L}*|направл\p{L}*|направил\p{L}*|привлек\p{L}*|привлеч\p{L}*|обеспеч\p{L}*|участвовал\p{L}*|пришел|пришла|прибыл\p{L}*|имеется|имелся|имелось|наблюдал\p{L}*|осуществл\p{L}*)$/u
const OBSERVER = /^(?:общественн\p{L}*|наблюдател\p{L}*|он|наблюдения|присутствия|никого|человека?|чел)$/u
/** Reasons why nobody came: they go with a no, and make a yes or a name doubtful. */
const REASON =
  /^(?:заболел\p{L}*|болезн\p{L}*|болен|больна|график\p{L}*|отказ\p{L}*|отпуск\p{L}*|командировк\p{L}*|причин\p{L}*|уважительн\p{L}*)$/u
/** With these a cell says neither yes nor no: part of the classes, from afar, a plan, remarks of the observer. */
const DOUBT =
  /^(?:частично|кроме|только|половин\p{L}*|онлайн|дистанцион\p{L}*|видео\p{L}*|замечани\p{L}*|нарушени\p{L}*|конфликт\p{L}*|претензи\p{L}*|возражени\p{L}*|жалоб\p{L}*|план\p{L}*|ожида\p{L}*|будет|будут|долж\p{L}*|из|вместо|замен\p{L}*|назнач\p{L}*|направл\p{L}*|возможно|наверн\p{L}*|вероятно|если|класс\p{L}*|кл|подчеркнуть|нужное)$/u

/** Says what a single cell says. */
export function readPresence(cell: string): Said {
  const plain = clean(cell)
    .replace(/[«»"“”„]/g, '')
    .trim()
  const text = plain
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[.;,!\s]+$/, '')
  if (text === EMPTY) return plain === '' ? 'empty' : 'notUnderstood'
  if (NO_DATA.test(text)) return 'unknown'
  if (SIGNS_OF_PRESENCE.test(text) || COUNT.test(text)) return 'present'
  if (SIGNS_OF_ABSENCE.test(text)) return 'absent'
  if (CROSS.test(text)) return 'cross'
  return readWords(text, plain)
}

function readWords(text: string, plain: string): Said {
  const { yes, no, reason, doubt, others } = weighed(text.match(/[\p{L}\d]+/gu) ?? [])
  if (doubt || (yes && no) || text.includes('?')) return 'notUnderstood'
  const zero = /^0(?!\d|[.,]\d)/.test(text)
  if (no || zero) return yes || (others && !zero && !reason && !namesPerson(plain)) ? 'notUnderstood' : 'absent'
  if (reason) return 'notUnderstood'
  return yes || namesPerson(plain) || namesDay(text) || countsObservers(text) ? 'present' : 'notUnderstood'
}

interface Weighed {
  yes: boolean
  no: boolean
  reason: boolean
  doubt: boolean
  /** Words that are none of those. */
  others: boolean
}

function weighed(words: readonly string[]): Weighed {
  const found: Weighed = { yes: false, no: false, reason: false, doubt: false, others: false }
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === 'не' || word === 'ни') {
      if (!NOT_THERE.test(words[i + 1] ?? '')) found.doubt = true
      found.no = true
      // «не был назначен», «не был направлен» are one no.
      i += NOT_THERE.test(words[i + 2] ?? '') && /^был/.test(words[i + 1] ?? '') ? 2 : 1
    } else if (word === 'нет') found.no = true
    else if (word === 'без') {
      found.no = true
      if (!OBSERVER.test(words[i + 1] ?? '')) found.doubt = true
    } else if (NO.test(word)) found.no = true
    else if (YES.test(word)) found.yes = true
    else if (REASON.test(word)) found.reason = true
    else if (DOUBT.test(word)) found.doubt = true
    else if (!OBSERVER.test(word) && !/^(?:\d+|по|на|в|и|а)$/.test(word)) found.others = true
  }
  return found
}

const SURNAME = '\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?'
const INITIALS = '\\p{Lu}\\.\\s?(?:\\p{Lu}\\.?)?'
const PERSON = new RegExp(
  [
    `${SURNAME}\\s${INITIALS}(?!\\p{Ll})`,
    `(?<!\\p{L})${INITIALS}\\s?${SURNAME}`,
    `(?<!\\p{L})\\p{Lu}{3,}\\s${INITIALS}(?!\\p{L})`,
    `${SURNAME}\\s${SURNAME}\\s\\p{Lu}\\p{Ll}+(?:вич|вна|ична|ыч|оглы|кызы)(?!\\p{L})`,
    `(?:^|[,;(]\\s?)\\p{Lu}\\p{Ll}+(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|чук|юк|швили|дзе|ян)(?:\\s${SURNAME})?(?=$|[,;(.\\s])`,
    `(?:^|[,;(]\\s?)${SURNAME}\\s\\p{Lu}\\p{Ll}+(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|чук|юк)(?=$|[,;)])`,
  ].join('|'),
  'u',
)

/** A person stands in the cell: `Иванова М.П., родитель`, `1 (Иванова М.П.)`, `Иванова Мария Петровна`. */
const namesPerson = (plain: string): boolean => PERSON.test(plain)

const MONTHS = 'январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр'
const DAY = new RegExp(
  `^(?:\\d{1,2}\\.(?:0[1-9]|1[0-2])(?:\\.\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}(?:[t ].*)?|\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{1,2} (?:${MONTHS})\\p{L}*(?: \\d{4})?)(?: ?г(?:ода|од)?)?(?=$|[ ,;|(])`,
  'u',
)
/** The cell is, or begins with, a day. */
export const namesDay = (text: string): boolean => DAY.test(text)

/** `2 чел.`, `1 наблюдатель`, `3 общественных наблюдателя`. */
const countsObservers = (text: string): boolean =>
  /^[1-9]\d?\s*(?:чел\p{L}*|наблюдател\p{L}*|общественн\p{L}*(?: наблюдател\p{L}*)?|он)\.?$/u.test(text)

/**
 * Reads the cells of a whole table: only all of them together say what a lone х and an empty cell stand for.
 *
 * @param cells distinct texts, cleaned, with their counts
 * @param everySchool whether the table has a row for nearly every school: then an office that writes only who was there
 *   leaves the others empty
 */
export function readPresenceTable(cells: ReadonlyMap<string, number>, everySchool: boolean): PresenceReading {
  const said = new Map([...cells.keys()].map((text) => [text, readPresence(text)] as const))
  const met = new Set(said.values())
  const marksPresenceOnly = met.has('present') && [...met].every((one) => one === 'present' || one === 'empty')
  const emptyMeans = marksPresenceOnly && everySchool ? 'absent' : 'unknown'
  const take = (cell: string): Taken => {
    const one = said.get(cell) ?? readPresence(cell)
    if (one === 'empty') return emptyMeans
    if (one === 'cross') return met.has('present') ? 'absent' : 'notUnderstood'
    return one
  }
  const words = [...cells]
    .map(([found, count]) => ({ found, count, taken: take(found) }))
    .sort((a, b) => b.count - a.count || (a.found < b.found ? -1 : 1))
  return { take, emptyMeans, words }
}
