import { readYear } from '../cells'
import type { Context } from '../collecting/source'
import { clean, comparable } from '../text'
import { knownSubject, subjectNamedIn } from './subjects'

/** What the title block above a header says besides subject, grade and year. */
export interface Title extends Context {
  /** Highest primary score, in points. */
  readonly maxScore: number | null
}

/**
 * Subject, grade, year and maximum as a title, a sheet or a file names them.
 *
 * @example
 * readTitle('Проведение работы по математике, 4 класс. ВПР 2021')
 * // { subject: 'Математика', grade: 4, year: 2021, maxScore: null }
 */
export function readTitle(text: string): Title {
  const plain = clean(text.replace(/[_]+/g, ' '))
  const named = subjectNamedIn(plain)
  return {
    subject: namedSubject(plain) ?? named?.subject ?? null,
    grade: gradeIn(plain) ?? named?.grade ?? null,
    year: yearIn(plain),
    maxScore: maximumIn(plain),
  }
}

/** `Предмет: Русский язык` */
function namedSubject(text: string): string | null {
  const match = /предмет\s*:?\s*([\p{L} ]{3,40}?)(?=\s*(?:$|[;,.:]|максим|дата|класс|\d))/iu.exec(text)
  return match === null ? null : knownSubject(match[1]!)
}

function gradeIn(text: string): number | null {
  // Autumn 2020: pupils of grade 5 wrote the test of grade 4, and the title names both.
  const programme = /по программе\s+(\d{1,2})/i.exec(text)
  const match =
    programme ??
    /(?:^|[^\d])(\d{1,2})\s*(?:-?(?:го|й|ый|ой|ем|м)\s*)?(?:класс|кл(?![а-яё])|grade)/i.exec(text) ??
    /(?:класс|grade)\s*:?\s*(\d{1,2})(?!\d)/i.exec(text)
  const grade = match === null ? Number.NaN : Number(match[1])
  return grade >= 1 && grade <= 11 ? grade : null
}

function yearIn(text: string): number | null {
  const named = /ВПР\s*[-–.,]?\s*(20\d\d)/i.exec(text)
  if (named !== null) return Number(named[1])
  return readYear(text) ?? null
}

function maximumIn(text: string): number | null {
  const match = /максимальный\s+(?:первичный\s+)?балл\s*:?\s*(\d{1,3})(?!\d)/i.exec(text)
  return match === null ? null : Number(match[1])
}

/** Levels of the items, where the row above the header names one for each: `Б`, `П`, `В`. */
export function readItemLevels(above: readonly string[], itemColumns: readonly number[]): readonly string[] | null {
  const levels = itemColumns.map((index) => LEVELS[comparable(above[index] ?? '')] ?? null)
  return levels.length > 0 && levels.every((level) => level !== null) ? (levels as string[]) : null
}
const LEVELS: Readonly<Record<string, string>> = {
  [comparable('Б')]: 'Б',
  [comparable('П')]: 'П',
  [comparable('В')]: 'В',
}
