import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { clusterSchools } from '../../cluster-schools'
import { readTables } from '../../node/files'
import { writeTogether } from '../../node/write'
import { type ObserverPlan, type ObserverPlanInput, planObservers } from '../../observer-plan'
import { observerPlanSentences, toObserverPlanCsv } from '../../report/observer-plan'
import { parseSettings } from '../../settings'
import { fill } from '../../words/format'
import { observerPlanWords } from '../../words/observer-plan'
import { UsageError } from '../arguments'
import type { Options } from '../options'
import { readResult, resultFile } from '../result-file'
import type { Shell } from '../shell'
import { filesText } from '../summary'
import { bullet, printable, section, wrapped } from '../text'

/** Schools of each kind that are shown in the terminal; the table has all. */
const SHOWN = 10

/** Where so many observers should go next time, from the result of a run or from a table of schools alone. */
export async function planObserversCommand(
  operands: readonly string[],
  options: Options,
  shell: Shell,
): Promise<number> {
  const { locale, places, quiet } = options
  if (places === null || places === 0) throw new UsageError('missingPlaces')
  const [folder] = operands
  const run = folder === undefined ? (options.out ?? shell.cwd) : resolve(shell.cwd, folder)
  const { input, seed } = await planned(options, run)
  const plan = planObservers(input, places, seed)
  const files = await writeTogether(run, [['observers-plan.csv', () => toObserverPlanCsv(plan, { locale })]])
  if (options.json) shell.print(`${JSON.stringify(plan, null, 2)}\n`)
  else if (!quiet) shell.print(`\n${planText(plan, seed, options)}\n${filesText(files, locale)}\n`)
  return 0
}

/** The seed is that of the run unless another one is asked for: a plan that is drawn anew would be chosen. */
async function planned(
  options: Options,
  run: string,
): Promise<{ readonly input: ObserverPlanInput; readonly seed: number }> {
  const { tables, settings } = options
  if (tables.schools === undefined || existsSync(resultFile(run))) {
    const result = readResult(run)
    return { input: result, seed: settings.seed ?? result.seed }
  }
  const input = await readTables(
    { schools: tables.schools },
    { schoolsAlone: true, files: options.files, shortNames: true },
  )
  const { detectors: _, ...ofSchools } = settings
  return {
    input: { schools: clusterSchools(input, ofSchools).schools },
    seed: parseSettings(settings, options.detectors).seed,
  }
}

function planText(plan: ObserverPlan, seed: number, { locale }: Options): string {
  const words = observerPlanWords(locale)
  const lines = (place: 'certain' | 'drawn'): string[] => {
    const of = plan.schools.filter((school) => school.place === place)
    const shown = of.slice(0, SHOWN).map((school) => {
      const why =
        school.reason !== null && place === 'certain'
          ? words.reason[school.reason]
          : fill(words.chance, { chance: school.inclusionProbability }, locale)
      return bullet(
        printable(`${[school.name, school.schoolId, school.municipality].filter(Boolean).join(', ')}: ${why}`),
      )
    })
    return of.length > SHOWN ? [...shown, `  ${fill(words.more, { more: of.length - SHOWN }, locale)}`] : shown
  }
  const part = (title: string, of: readonly string[]): string[] => (of.length === 0 ? [] : [section(title, of)])
  return [
    ...observerPlanSentences(plan, seed, locale).map((sentence) => wrapped(sentence)),
    '',
    ...part(words.certainHead, lines('certain')),
    ...part(words.drawnHead, lines('drawn')),
  ].join('\n')
}
