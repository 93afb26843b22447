/** The papers that follow the list: order, letters, tasks of the experts, protocols, as files that an office edits. */
import type { Locale, MonitorResult, OutputFile, RostersBySitting } from '../model'
import { isTelling } from '../report/reasons'
import { fixed } from '../setting'
import { sittingKey } from '../sittings/sitting'
import { documentWords } from '../words/documents'
import type { DocumentContent } from './blocks'
import { expertsContent, protocolContent } from './commission'
import { docxWriter } from './docx'
import { fileNames } from './file-name'
import { letterSection } from './letter'
import type { Office } from './office'
import { orderContent } from './order'
import { recheckTableXlsx } from './rechecks-workbook'
import { isOfMarks, supportContent } from './support'
import { byMunicipality, bySchool, tasksOf } from './work'

export { type Office, officeSchema } from './office'

const LETTERS_APART = fixed(120, {
  reason:
    'Up to so many schools each letter is a file of its own; above it, a file per municipality holds them, a page each.',
  origin: 'ours',
})

/** Where the papers lie, below the folder of a run. */
const FOLDER = 'documents/'

export interface DocumentOptions {
  readonly locale?: Locale
  readonly office?: Office | undefined
  /** Papers by sitting (`MonitorInput.rosters`): their scores, and where the office allows it the codes, for the experts. */
  readonly rosters?: RostersBySitting | undefined
}

/**
 * Order with annex, a letter to each school whose papers are to be rechecked, and by municipality the task, the table of
 * results and the protocol of the experts. Bytes depend on the result and the options alone.
 *
 * @returns files below `documents/`; only an order that says so where no papers are to be rechecked
 * @example
 * documentFiles(result, { locale: 'ru', office: { authority: 'Комитет по образованию' } })[0]?.name // 'documents/order.docx'
 */
export function documentFiles(
  result: MonitorResult,
  { locale = 'en', office = {}, rosters }: DocumentOptions = {},
): readonly OutputFile[] {
  const write = docxWriter(locale)
  const file = (name: string, content: () => DocumentContent): OutputFile => ({
    name: `${FOLDER}${name}.docx`,
    content: () => write(content()),
  })
  const municipalities = byMunicipality(tasksOf(result))
  const nameOf = fileNames()
  const named = municipalities.map(([municipality, tasks]) => ({
    municipality,
    tasks,
    name: nameOf(municipality ?? documentWords(locale).experts.noMunicipality),
  }))
  return [
    file('order', () => orderContent(result, office, locale)),
    file('support', () => supportContent(result, locale)),
    ...letters(result, office, locale, named, file),
    ...named.flatMap(({ municipality, tasks, name }) => [
      file(`experts-${name}`, () => expertsContent(result, municipality, tasks, `rechecks-${name}.xlsx`, locale)),
      file(`protocol-${name}`, () => protocolContent(result, municipality, tasks, office, locale)),
      {
        name: `${FOLDER}rechecks-${name}.xlsx`,
        content: () => recheckTableXlsx(result, tasks, { locale, office, rosters }),
      },
    ]),
  ]
}

/**
 * The same papers come from it as from the whole result and all rosters, but it is handed to another thread in a fraction of the
 * time: most of a result are signals that no paper tells.
 */
export function neededForDocuments(
  result: MonitorResult,
  { rosters, ...options }: DocumentOptions,
): readonly [MonitorResult, DocumentOptions] {
  const sittings = result.sittings.map((sitting) => ({
    ...sitting,
    signals: sitting.signals.filter((own) => isTelling(own) || isOfMarks(own)),
  }))
  const drawn = tasksOf(result).flatMap(({ sitting }) => {
    const key = sittingKey(sitting.schoolId, sitting.assessment, sitting.class)
    const roster = rosters?.get(key)
    return roster === undefined ? [] : [[key, roster] as const]
  })
  return [
    { ...result, sittings },
    { ...options, rosters: new Map(drawn) },
  ]
}

function letters(
  result: MonitorResult,
  office: Office,
  locale: Locale,
  municipalities: readonly { readonly tasks: ReturnType<typeof tasksOf>; readonly name: string }[],
  file: (name: string, content: () => DocumentContent) => OutputFile,
): readonly OutputFile[] {
  const title = documentWords(locale).letter.subject
  const letter = (tasks: ReturnType<typeof tasksOf>) => letterSection(result, tasks, office, locale)
  const schools = municipalities.flatMap(({ tasks }) => bySchool(tasks))
  if (schools.length > LETTERS_APART)
    return municipalities.map(({ tasks, name }) =>
      file(`letters-${name}`, () => ({ title, sections: bySchool(tasks).map(letter) })),
    )
  const nameOf = fileNames()
  return schools.map((tasks) =>
    file(`letter-${nameOf(tasks[0]!.entry.schoolId)}`, () => ({ title, sections: [letter(tasks)] })),
  )
}
