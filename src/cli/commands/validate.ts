import { readFileSync, statSync } from 'node:fs'
import { builtInDetectors, type Coverage, detectorCoverage } from '../../detectors'
import { InputError } from '../../input'
import { mappingOf } from '../../input/collecting/inspect'
import type { DataFault, Inspection, Locale, MonitorInput, SourceSummary } from '../../model'
import { describeInput } from '../../report/describe-input'
import { describeTable, tablesOfInspections } from '../../report/describe-inspection'
import { faultText } from '../../report/faults'
import { capitalised, sittingName, wordFor } from '../../report/sentences'
import { parseSettings } from '../../settings'
import { observations } from '../../sittings/observers'
import { indexRegion } from '../../sittings/region'
import { wordsOf } from '../../words'
import { cliWords } from '../../words/cli'
import { fill } from '../../words/format'
import { writeNamedFile } from '../named-file'
import type { Options } from '../options'
import { problemsText } from '../problems'
import { readReference, referenceText } from '../reference-file'
import type { Shell } from '../shell'
import { readNamedTables } from '../tables'
import { bullet, printable, section, wrapped } from '../text'

/**
 * Reads the tables and says what every file was taken for, what is wrong, and which detectors the data allow. Writes
 * nothing but the mapping, where it is asked for.
 */
export async function validate(options: Options, shell: Shell): Promise<number> {
  const { locale, settings: given, writeMapping } = options
  const reference = options.reference === null ? null : readReference(options.reference)
  let inspections: readonly Inspection[] = []
  let input: MonitorInput
  try {
    input = await readNamedTables(options, shell, (files) => {
      inspections = files
    })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    if (writeMapping !== null) await writeMappingFile(writeMapping, inspections, shell)
    if (options.json) shell.print(asJson(inspections, { sources: [], problems: error.problems }))
    else if (!options.quiet && inspections.length > 0) shell.print(filesText(inspections, [], locale))
    throw error
  }
  if (writeMapping !== null) await writeMappingFile(writeMapping, inspections, shell)
  if (options.json) shell.print(asJson(inspections, input))
  if (options.quiet || options.json) return 0
  const settings = parseSettings(given, options.detectors)
  const region = indexRegion(input, observations(input, settings))
  const coverage = detectorCoverage([...builtInDetectors, ...options.detectors], region, settings)
  shell.print(
    [
      inspections.length === 0 ? sourcesText(input, locale) : filesText(inspections, input.sources, locale),
      faultsText(input.toCorrect ?? [], locale),
      ...(input.problems.length === 0 && input.toCorrect !== undefined ? [] : [problemsText(input.problems, locale)]),
      detectorsText(coverage, locale),
      ...(reference === null ? [] : [referenceText(reference, input, options, locale)]),
      cliWords(locale).valid,
      '',
    ].join('\n'),
  )
  return 0
}

/** The look as data: what `inspect` gives of every file, the counts of the rows, and all problems. */
const asJson = (
  files: readonly Inspection[],
  { sources, problems }: Pick<MonitorInput, 'sources' | 'problems'>,
): string => `${JSON.stringify({ files, sources, problems }, null, 2)}\n`

/** Starts the `files` of `objectivity.json`, or renews them where there is one; its other keys stay as they are. */
async function writeMappingFile(path: string, inspections: readonly Inspection[], shell: Shell): Promise<void> {
  await writeNamedFile(path, () => {
    const known = isFile(path) ? (JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, '')) as object) : {}
    return `${JSON.stringify({ ...known, files: mappingOf(inspections) }, null, 2)}\n`
  })
  shell.note(`${path}\n`)
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** Tables from which on every one gets a line or two: the whole is to fit on a screen. */
const BRIEF_FROM = 7

function filesText(inspections: readonly Inspection[], sources: readonly SourceSummary[], locale: Locale): string {
  const tables = tablesOfInspections(inspections, sources)
  const whole = tables.length < BRIEF_FROM
  const blocks = tables.map((table) => {
    const [head, ...lines] = describeTable(table, locale, whole)
    return [
      wrapped(printable(head!), '    ').replace(/^ {4}/, '  '),
      ...lines.map((line) => wrapped(printable(line), '      ')),
    ].join('\n')
  })
  return section(cliWords(locale).understood, blocks)
}

/** Tables that an engine has read have not been looked at. */
function sourcesText(input: MonitorInput, locale: Locale): string {
  const files = describeInput(input, locale).map(([title, ...lines]) =>
    [wrapped(printable(title!), '  '), ...lines.map((line) => bullet(printable(line), '    '))].join('\n'),
  )
  return section(cliWords(locale).understood, files)
}

/** Data faults shown; the whole list of a run is `to-correct.csv`. */
const FAULTS_SHOWN = 20

/** What schools must mend, by school and sitting. */
function faultsText(faults: readonly DataFault[], locale: Locale): string {
  if (faults.length === 0) return ''
  const { report } = wordsOf(locale)
  const lines = faults.slice(0, FAULTS_SHOWN).map((fault) => {
    const { what, mend, meanwhile } = faultText(fault, locale)
    return bullet(
      printable(`${fault.schoolId}, ${sittingName(fault, locale)}: ${what}. ${capitalised(mend)}; ${meanwhile}.`),
    )
  })
  const more = faults.length - lines.length
  const rest = more > 0 ? [`  ${fill(cliWords(locale).moreFaults, { count: more }, locale)}`] : []
  return section(report.toCorrect, [...lines, ...rest])
}

function detectorsText(coverage: readonly Coverage[], locale: Locale): string {
  const words = cliWords(locale)
  return section(
    words.detectorsAllowed,
    coverage.map((of) => bullet(coverageText(of, locale))),
  )
}

/** One detector: how many sittings it can look at, and which column would let it look at the others. */
function coverageText({ detector, able, sittings, missing, tooFewPupils }: Coverage, locale: Locale): string {
  const words = cliWords(locale)
  const lacks = missing.map(({ need, sittings: count }) =>
    fill(words.lacks, { what: wordFor(wordsOf(locale).need, need), columns: COLUMNS[need] ?? '', count }, locale),
  )
  const few = tooFewPupils > 0 ? [fill(words.fewPupils, { count: tooFewPupils }, locale)] : []
  const head = fill(words.canLook, { detector: detector.meta.id, able, sittings }, locale)
  return [head, ...lacks, ...few].join('; ')
}

/** Columns that give a detector what it needs (docs/input.md). */
const COLUMNS: Readonly<Record<string, string>> = {
  mean: 'score, mean_score',
  spread: 'score, sd_score, level_1',
  scoreCounts: 'score, score_0',
  levelCounts: 'mark, level_1, mark_2',
  distribution: 'score, score_0, mark, level_1',
  cuts: 'assessments: cut_3, cut_4, cut_5',
  itemCounts: 'item_1',
  items: 'item_1, item_1_percent',
  vectors: 'item_1',
  journal: 'journal_mark',
  enrolled: 'participation: enrolled',
  earlier: 'earlier: listed',
}
