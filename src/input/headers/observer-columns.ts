/** Columns in which offices keep the observers: one for the school, or one (or a pair) for each subject and grade. */
import { readGrade } from '../cells'
import { CONDITIONS } from './columns'
import type { Header } from './header'
import { type NamedSubject, readSubject, subjectNamedIn } from './subjects'

/** What a column holds; of several about one thing the first of these that is filled speaks. */
const ROLES = ['presence', 'count', 'person', 'date'] as const
type Role = (typeof ROLES)[number]

/** Columns that speak of the same subject and grade (`null` = of all), the one that speaks first at the front. */
export interface ObserverColumns {
  readonly subject: string | null
  readonly grade: number | null
  readonly indices: readonly number[]
  readonly header: string
  /** True where days are all there is: `Дата` may be the day of the test. */
  readonly daysOnly: boolean
}

const OBSERVER = /(?<!видео)наблюда|(?<!\p{L})он(?!\p{L})|observe/iu
const PRESENCE = /налич|присутств|(?<!\p{L})был|да ?[/,\\] ?нет|обеспечен/iu
const COUNT = /кол-?во|количеств|число|сколько/i
const PERSON = /ф\.? ?и\.? ?о(?!\p{L})|фамили/iu
const DAY = /(?<!\p{L})дат[аы](?!\p{L})|(?<!\p{L})date(?!\p{L})/iu
/** Columns about the observer, or about other people, that do not say whether anybody was there. */
const ASIDE =
  /телефон|контакт|удостоверен|должност|место работы|подпис|категор|(?<!\p{L})акт(?!\p{L})|замечан|нарушен|mail|почт|время|адрес|примечан|коммент|конфликт|директор|руководител|ответствен|организатор|учител|координатор|видео|video|conflict|note/iu

function roleOf(header: string): Role | null {
  if (header === '' || ASIDE.test(header)) return null
  if (PERSON.test(header)) return 'person'
  if (COUNT.test(header)) return OBSERVER.test(header) ? 'count' : null
  if (DAY.test(header)) return 'date'
  return OBSERVER.test(header) || PRESENCE.test(header) ? 'presence' : null
}

const GRADE = /(?<!\d)(\d{1,2}) ?-? ?(?:[йх]|го)? ?(?:класс\p{L}*|кл(?!\p{L})\.?|grade)/iu
const gradeOf = (header: string): number | null =>
  readGrade(GRADE.exec(header)?.[1] ?? '') ?? named(header)?.grade ?? null
const subjectIn = (header: string): string | null => named(header)?.subject ?? null

/** `Русский язык 4 класс`, `РУ4`, `Наблюдатель (математика)`. */
function named(header: string): NamedSubject | null {
  const rest = header.replace(GRADE, ' ').replace(/^[\s,.–—-]+|[\s,.–—-]+$/g, '')
  return readSubject(rest) ?? subjectNamedIn(rest)
}

/** True where a cell below the header is a second header: what stands in a column, or a subject or grade. */
export const namesObserverColumn = (cell: string): boolean =>
  roleOf(cell) !== null || ASIDE.test(cell) || subjectIn(cell) !== null || gradeOf(cell) !== null

interface Found {
  readonly index: number
  readonly role: Role
  readonly subject: string | null
  readonly grade: number | null
  readonly header: string
  /** True where subject, grade or the observer is named: a bare `Дата` names none. */
  readonly named: boolean
}

/**
 * @param above the row of groups above the header (`Русский язык | | Математика |`), where there is one
 * @returns nothing where no column speaks of observers
 */
export function observerColumns(header: Header, above: readonly string[] | null): ObserverColumns[] {
  const groups = above === null ? [] : spread(above, header)
  const taken = new Set(TAKEN.map((name) => header.at(name)))
  const found = header.cells.flatMap((cell, index) => {
    const own = cell === '' ? (above?.[index] ?? '') : cell
    const column =
      taken.has(index) || header.meaningOf(index) === 'ignore'
        ? null
        : columnOf(index, own, groups[index] ?? '', header.at('observer') === index)
    return column === null ? [] : [column]
  })
  const speaking = found.some(({ named }) => named) ? found.filter(({ named }) => named) : found
  const bySubject = new Map<string, Found[]>()
  for (const column of speaking) {
    const key = `${column.subject}\t${column.grade}`
    bySubject.set(key, [...(bySubject.get(key) ?? []), column])
  }
  return [...bySubject.values()].map((columns) => {
    const inOrder = columns.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.index - b.index)
    const others = inOrder.filter(({ role }) => role !== 'date')
    const indices = (others.length > 0 ? others : inOrder).map(({ index }) => index)
    const { subject, grade, header: text } = inOrder[0]!
    return { subject, grade, indices, header: text, daysOnly: others.length === 0 }
  })
}

/** Columns with a meaning of their own. */
const TAKEN = [
  'school_id',
  'name',
  'municipality',
  'subject',
  'grade',
  'year',
  'class',
  'conflict_of_interest',
  'controlled',
  ...CONDITIONS,
] as const

/** @param said true where it is called so, or the user says so: then it speaks of observers whatever its header is */
function columnOf(index: number, own: string, group: string, said: boolean): Found | null {
  const ownSubject = subjectIn(own)
  const ownGrade = gradeOf(own)
  const bySubject = (ownSubject !== null || ownGrade !== null) && !ASIDE.test(own)
  const role = roleOf(own) ?? (said || bySubject ? 'presence' : null)
  if (role === null) return null
  const subject = ownSubject ?? subjectIn(group)
  const grade = ownGrade ?? gradeOf(group)
  const named = said || role !== 'date' || subject !== null || OBSERVER.test(own) || OBSERVER.test(group)
  return { index, role, subject, grade, header: own === '' ? group : own, named }
}

/** A group stands over the columns to its right, up to the next one; a title over everything is no group. */
function spread(above: readonly string[], header: Header): string[] {
  const filled = above.flatMap((cell, index) => (cell === '' ? [] : [index]))
  if (filled.length < 2 && (filled[0] ?? 0) <= header.at('school_id')) return []
  let group = ''
  return header.cells.map((_, index) => {
    if ((above[index] ?? '') !== '') group = above[index]!
    return group
  })
}
