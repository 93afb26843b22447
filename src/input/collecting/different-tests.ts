/** Files under one subject, grade and year that hold different tests. */
import { assessmentId } from '../../sittings/sitting'
import { InputError, problem } from '../problems'
import { type Form, formOf, type StoreOfSchool } from './form'
import { type AssessmentEntry, type HeaderForm, sittingsOf } from './registry'

/** Papers from which a file shows what items its test has; schools, where the grade is known and a school may have erred. */
const FEWEST_PAPERS = 5
const FEWEST_SCHOOLS = 2
/** Papers above another file's maximum that make it another item. */
const SHARE_ABOVE = 0.05

/**
 * Different numbers of items, or items of other maxima, by file: the papers would be compared with those of another test.
 *
 * @throws InputError that names both files, and what to say of them
 */
export function refuseDifferentTests(entry: AssessmentEntry): void {
  const forms = entry.headers.filter(({ columns }) => columns.length > 0)
  const files = forms
    .map((header) => ({ header, ...papersOf(entry, header) }))
    .filter(({ schools, papers }) => papers >= FEWEST_PAPERS && (entry.grade === null || schools >= FEWEST_SCHOOLS))
  const [first, ...others] = files
  if (first === undefined) return
  for (const other of others) {
    if (!clash(first.form, other.form) && !headersClash(first.header, other.header)) continue
    throw new InputError([
      problem('differentTests', {
        table: 'results',
        file: other.header.source.file,
        column: entry.grade === null ? 'grade' : null,
        found: `${first.header.source.file ?? ''}: ${describe(first.form)}; ${other.header.source.file ?? ''}: ${describe(other.form)}`,
        expected: assessmentId(entry),
      }),
    ])
  }
}

const describe = ({ maxima }: Form): string => `${maxima.length} (${maxima.join(', ')})`

function headersClash(a: HeaderForm, b: HeaderForm): boolean {
  return a.maxima !== null && b.maxima !== null && a.maxima.join() !== b.maxima.join()
}

/** The form that the papers of one file show. */
function papersOf(entry: AssessmentEntry, { source }: HeaderForm) {
  const stores = sittingsOf(entry).flatMap((sitting): StoreOfSchool[] => {
    const part = sitting.store?.of(source) ?? null
    return part === null ? [] : [{ school: sitting.school.index, store: part }]
  })
  return {
    form: formOf(stores),
    schools: new Set(stores.map(({ school }) => school)).size,
    papers: stores.reduce((sum, { store }) => sum + store.count, 0),
    stores,
  }
}

/** Another number of items, or maxima so different that it is no accident of who took part. */
function clash(a: Form, b: Form): boolean {
  if (a.columns.length !== b.columns.length) return true
  return (
    a.maxima.filter((max, k) => Math.abs(max - b.maxima[k]!) >= 1).length >=
    Math.max(2, a.maxima.length * SHARE_ABOVE * 4)
  )
}
