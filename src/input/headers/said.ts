/** What title, sheet, file name, folders and codes say of subject, grade, year and class, and which of them says it. */
import type { Said, SaidBy } from '../../model'
import { clean } from '../text'
import { readTitle, type Title } from './title'

export const UNSAID = { value: null, origin: null } as const

/** The first that says something. */
export function firstSaid<T>(...said: readonly (readonly [T | null | undefined, SaidBy])[]): Said<T> {
  for (const [value, origin] of said) if (value !== null && value !== undefined) return { value, origin }
  return UNSAID
}

/** What the names around a table say. */
export interface Names {
  readonly sheet: Title
  readonly file: Title
  /** The nearest folder first. */
  readonly folders: readonly Title[]
  /** Class that the name of the sheet names: `4А`, `а`. */
  readonly className: string | null
}

/** Folders above a file that may speak of it. */
const FOLDERS = 2

export function readNames(file: string | null, sheet: string | null): Names {
  const parts = (file ?? '').split(/[\\/]/)
  const name = parts.at(-1)!.replace(/\.\w{2,5}$/, '')
  const folders = parts.slice(0, -1).reverse().slice(0, FOLDERS)
  return {
    sheet: readTitle(sheet ?? ''),
    file: readTitle(name),
    folders: folders.map(folderTitle),
    className: classOfSheet(sheet ?? ''),
  }
}

/** A folder may be called by the grade alone. */
function folderTitle(folder: string): Title {
  const title = readTitle(folder)
  const grade = /^\d{1,2}$/.test(folder.trim()) ? Number(folder) : null
  return grade !== null && grade >= 1 && grade <= 11 ? { ...title, grade } : title
}

/** `4А`, `4 «а»`, `11-б класс`: a sheet per class. */
function classOfSheet(sheet: string): string | null {
  const match = /^(?:\d{1,2})\s*[-–]?\s*[«"]?([а-яё])[»"]?(?:\s*класс)?$/iu.exec(clean(sheet))
  return match === null ? null : match[1]!.toUpperCase()
}

/** Grade of a sheet that is called by a class: `4А`. */
export function gradeOfSheet(sheet: string): number | null {
  const grade = classOfSheet(sheet) === null ? null : Number.parseInt(clean(sheet), 10)
  return grade !== null && grade >= 1 && grade <= 11 ? grade : null
}

/** Codes of pupils begin with their grade: five digits, of grades 10 and 11 six. `null` for any other code. */
export function gradeOfCode(code: string): number | null {
  const match = /^(?:([2-9])\d{4}|(1[01])\d{4})$/.exec(code.trim())
  return match === null ? null : Number(match[1] ?? match[2])
}
