/**
 * Reads every folder of small files that show what offices hold (`../shared/cases`, where it is) and prints what was
 * understood of each: sittings and papers, rows set aside and passed over, or for what the folder was refused.
 *
 *   npx tsx scripts/measure-cases.ts [folder of cases] [ru|en]
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../src/input'
import type { Locale, Problem } from '../src/model'
import { readTables } from '../src/node/files'
import { describeProblem } from '../src/report/describe-problem'

const [folder = join(import.meta.dirname, '..', '..', 'shared', 'cases'), locale = 'ru'] = process.argv.slice(2)

async function measure(name: string): Promise<string> {
  try {
    const { sittings, sources, problems } = await readTables({ results: join(folder, name) }, { shortNames: true })
    const sum = (of: (source: (typeof sources)[number]) => number) =>
      sources.reduce((total, source) => total + of(source), 0)
    const papers = sittings.reduce((total, { participants }) => total + (participants ?? 0), 0)
    const counts = [sittings.length, papers, sum(({ setAside }) => setAside), sum(({ skipped = 0 }) => skipped)]
    return row(name, ...counts.map(String), codes(problems))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const [first] = error.problems
    return row(name, 'refused', '', '', '', describeProblem(first!, locale as Locale).slice(0, 160))
  }
}

const codes = (problems: readonly Problem[]): string => [...new Set(problems.map(({ code }) => code))].join(', ')

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

if (existsSync(folder)) {
  console.log(row('case', 'sittings', 'papers', 'set aside', 'passed over', 'told'))
  console.log(row(...Array<string>(6).fill('---')))
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of names.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    if (name !== '40-hostile') console.log(await measure(name))
} else console.log(`${folder} is not here: nothing to measure`)
