import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROKEN } from '../../scripts/make-broken'
import { InputError } from '../../src/input'
import { PROBLEMS, type Problem } from '../../src/model'
import { readTables, type TablePaths } from '../../src/node/files'
import { describeProblem } from '../../src/report/describe-problem'

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'broken')
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<Record<string, unknown>>
const files = Object.keys(BROKEN)

/** Problems that one small file cannot show; `collect-tables`, `data-faults`, `layouts`, `xlsx` and `engines` do. */
const SHOWN_ELSEWHERE = [
  'noResults',
  'fileNotFound',
  'unreadableFile',
  'fileTooLarge',
  'sameFileTwice',
  'newColumn',
  'engineNotInstalled',
  'tableNotNamed',
  'unknownMeaning',
  'wrongMapping',
  'differentTests',
  'scoreAboveOthers',
  'itemAboveOthers',
  'itemNotOfTest',
  'formulaWithoutValue',
  'totalsAreNoSums',
  'itemsNotAllRead',
  'itemsNotOfScale',
  'schoolValuesDiffer',
  'levelsDiffer',
  'moreOfTheSame',
  'leftForFlag',
  'ownOutput',
  'noResultsInFile',
  'ownOutputLeftOut',
  'emptyLeftOut',
  'documentLeftOut',
  'sheetLeftOut',
  'hiddenSheet',
  'subjectsInColumns',
  'headersWereDates',
  'gradeDiffersFromCodes',
  'mergedCellsFilled',
  'totalFromItems',
  'formulaNotCalculated',
  'secondTable',
  'mappingWithoutFile',
  'rowShifted',
  'recheckAwaited',
  'fileChanged',
  'lineTooLong',
  'tooManyDifferent',
  'linkLeftOut',
  'notCell',
  'notRow',
  'notRows',
]

const before = process.cwd()
beforeAll(() => process.chdir(folder))
afterAll(() => process.chdir(before))

async function problemsOf(file: string): Promise<readonly Problem[]> {
  const table = /-(schools|assessments|observers|participation|rechecks|earlier|codifier)\./.exec(file)?.[1]
  const paths: TablePaths = table === undefined ? { results: file } : { results: 'good.csv', [table]: file }
  try {
    return (await readTables(paths)).problems
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
}

it('has one file for every problem', () => {
  const shown = new Set(files.map((file) => file.split(/[-.]/)[0]!))
  expect(
    Object.keys(PROBLEMS)
      .filter((code) => !shown.has(code))
      .toSorted(),
  ).toEqual(SHOWN_ELSEWHERE.toSorted())
  expect(readdirSync(folder).sort()).toEqual([...files, 'expected.json'].sort())
  for (const file of files) expect(new Uint8Array(readFileSync(file))).toEqual(bytes(BROKEN[file]!))
})

const bytes = (content: string | Uint8Array) =>
  new Uint8Array(typeof content === 'string' ? Buffer.from(content) : content)

describe('every broken file gets its sentence in both languages', () => {
  it.each(files)('%s', async (file) => {
    const problems = await problemsOf(file)
    const found = problems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      row: problem.row,
      ru: describeProblem(problem, 'ru'),
      en: describeProblem(problem, 'en'),
    }))
    expect(found).toEqual(expected[file])
    if (file !== 'good.csv') expect(problems[0]!.code).toBe(file.split(/[-.]/)[0])
  })
})
