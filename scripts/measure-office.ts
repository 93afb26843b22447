/**
 * How many schools of a district are listed for decision 2.3, for each way of writing down the observers, and what is
 * said of it: `npx tsx scripts/measure-office.ts`. Needs the files of the district in ../shared/cases/30-office-tables;
 * without them it says so and does nothing.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../src/input'
import { monitor } from '../src/monitor'
import { readTables } from '../src/node/files'
import { describeJoins } from '../src/report/describe-joins'
import { describeProblem } from '../src/report/describe-problem'
import { warningText } from '../src/report/sentences'

const folder = join(import.meta.dirname, '..', '..', 'shared', 'cases', '30-office-tables')
const LOCALE = 'ru'

async function main(): Promise<void> {
  if (!existsSync(folder)) {
    console.log(`Nothing was measured: ${folder} is not here.`)
    return
  }
  const tables = readdirSync(folder).filter((name) => /^(?:obs_|Наблюдатели).*\.xlsx$/.test(name))
  for (const name of tables.sort()) console.log([`${name}: ${await listed(name)}`, ''].join('\n'))
}

async function listed(observers: string): Promise<string> {
  try {
    const input = await readTables({
      results: join(folder, 'protocols'),
      schools: [join(folder, 'Список школ.xlsx'), join(folder, 'Социальный паспорт.xlsx')],
      observers: join(folder, observers),
    })
    const result = monitor(input, { seed: 1 })
    const schools = result.recheck.filter(({ grounds }) => grounds.includes('noObserver')).length
    const said = [
      ...input.sources
        .filter(({ table }) => table === 'observers')
        .flatMap((source) => describeJoins(source, LOCALE, true)),
      ...result.warnings
        .filter(({ code }) => code.startsWith('observers'))
        .map((warning) => warningText(warning, result.detectors, LOCALE)),
    ]
    return [`${schools} of ${result.schools.length} schools`, ...said.map((text) => `  ${text}`)].join('\n')
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return ['refused', ...error.problems.map((problem) => `  ${describeProblem(problem, LOCALE)}`)].join('\n')
  }
}

await main()
