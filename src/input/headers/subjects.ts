import { comparable } from '../text'

/**
 * Subjects of the national tests under the names that tables, reports and file names give them; the first is the one
 * shown. Names are compared without case, points, spaces and the difference of look-alike letters (`comparable`), so
 * `РУ` in Cyrillic stands for itself, and the Latin code of the lists of marked schools (`RU`) beside it.
 */
const SUBJECTS: readonly (readonly string[])[] = [
  ['Математика', 'МА', 'мат', 'матем', 'математ', 'мат-ка', 'математике', 'математики'],
  [
    'Русский язык',
    'РУ',
    'RU',
    'РЯ',
    'рус',
    'русс',
    'русск',
    'русский',
    'рус яз',
    'русс яз',
    'русск яз',
    'русский яз',
    'русяз',
    'рус язык',
    'русск язык',
    'р яз',
    'р язык',
    'русскому языку',
    'русского языка',
    'русскому',
  ],
  [
    'Окружающий мир',
    'ОМ',
    'OM',
    'ОКР',
    'окр мир',
    'окруж',
    'окруж мир',
    'окружающий',
    'окружающему миру',
    'окружающего мира',
  ],
  ['Биология', 'БИ', 'BI', 'био', 'биол', 'биологии'],
  ['История', 'ИС', 'IS', 'ист', 'истор', 'истории'],
  ['География', 'ГГ', 'GG', 'ГЕ', 'гео', 'геогр', 'географии'],
  [
    'Обществознание',
    'ОБ',
    'OB',
    'общ',
    'общест',
    'обществ',
    'общество',
    'обществозн',
    'обществознанию',
    'обществознания',
  ],
  ['Физика', 'ФИ', 'FI', 'физ', 'физике', 'физики'],
  ['Химия', 'ХИ', 'хим', 'химии'],
  [
    'Английский язык',
    'АЯ',
    'АНГЛ',
    'EN',
    'английский',
    'англ яз',
    'английский яз',
    'англ язык',
    'ин яз англ',
    'иностранный язык английский',
    'английскому языку',
    'английского языка',
  ],
  [
    'Немецкий язык',
    'НЕМ',
    'немецк',
    'немецкий',
    'нем яз',
    'нем язык',
    'немецкий яз',
    'немецкому языку',
    'немецкого языка',
  ],
  [
    'Французский язык',
    'ФР',
    'франц',
    'французский',
    'фр яз',
    'франц яз',
    'франц язык',
    'французский яз',
    'французскому языку',
    'французского языка',
  ],
  ['Литературное чтение', 'ЛЧ', 'лит чт', 'лит чтение', 'литературному чтению', 'литературного чтения'],
  ['Литература', 'ЛИ', 'лит', 'лит-ра', 'литер', 'литературе', 'литературы'],
  ['Информатика', 'ИН', 'инф', 'информ', 'информатике', 'информатики'],
]
const BY_NAME = new Map(SUBJECTS.flatMap((names) => names.map((name) => [comparable(name), names[0]!] as const)))

/** A subject as people write it, and the grade that a code such as `МА4` names with it. */
export interface NamedSubject {
  readonly subject: string
  readonly grade: number | null
}

/**
 * The subject that a cell or a word of a file name names, alone or with a grade before or after it.
 *
 * @example
 * readSubject('Русск. яз.') // { subject: 'Русский язык', grade: null }
 * readSubject('MA4') // { subject: 'Математика', grade: 4 }
 */
export function readSubject(text: string): NamedSubject | null {
  const name = comparable(text)
  const subject = BY_NAME.get(name)
  if (subject !== undefined) return { subject, grade: null }
  const coded = /^(\d{1,2}) ?(\D+)$/.exec(name) ?? /^(\D+?) ?(\d{1,2})$/.exec(name)
  if (coded === null) return null
  const [word, digits] = /^\d/.test(coded[1]!) ? [coded[2]!, coded[1]!] : [coded[1]!, coded[2]!]
  const known = BY_NAME.get(word.replace(/ k[лl](?:acc)?$/, '').trim())
  const grade = Number(digits)
  return known !== undefined && grade >= 1 && grade <= 11 ? { subject: known, grade } : null
}

/** The name under which a known subject is shown, or `null`: `русский`, `РУ` and `Русский  язык` are one subject. */
export function knownSubject(text: string): string | null {
  return readSubject(text)?.subject ?? null
}

/**
 * The subject in a title or a file name, and the grade where a code (`RU4`, `4 МА`) names it. A full name counts before a
 * code, a code before a short name (`рус`), and short names only where they agree: a `физ-мат` lyceum is no subject.
 */
export function subjectNamedIn(title: string): NamedSubject | null {
  const words = comparable(title).split(' ')
  const code = codeAmong(words)
  const subject = longestName(words)
  if (subject !== null) return { subject, grade: code?.subject === subject ? code.grade : null }
  return code ?? shortName(words)
}

const SHORTEST_FULL = 5

function longestName(words: readonly string[]): string | null {
  const line = ` ${words.join(' ')} `
  let found: string | null = null
  let length = SHORTEST_FULL - 1
  for (const [name, subject] of BY_NAME)
    if (name.length > length && line.includes(` ${name} `)) {
      found = subject
      length = name.length
    }
  return found
}

function shortName(words: readonly string[]): NamedSubject | null {
  const subjects = new Set(words.flatMap((word) => (word.length > 2 ? (BY_NAME.get(word) ?? []) : [])))
  const [subject] = subjects
  return subject === undefined || subjects.size > 1 ? null : { subject, grade: null }
}

/** Codes that stand apart from their grade (`РУ 4`); others of two letters are words of other meanings too. */
const APART = new Set(['РУ', 'RU', 'МА', 'РЯ'].map(comparable))

/** A code with its grade, as one word (`МА4`, `4РУ`) or two (`РУ 4`). */
function codeAmong(words: readonly string[]): NamedSubject | null {
  const graded = (name: string): NamedSubject | null => {
    const named = readSubject(name)
    return named?.grade == null ? null : named
  }
  const apart = (word: string): boolean => word.length > 2 || APART.has(word) || /^\d+$/.test(word)
  for (const [i, word] of words.entries()) {
    const next = words[i + 1]
    const found = graded(word) ?? (next !== undefined && apart(word) && apart(next) ? graded(`${word} ${next}`) : null)
    if (found !== null) return found
  }
  return null
}
