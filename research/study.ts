/**
 * What a study found, kept as data: documents print it between markers (`npm run figures`), and a figure that stands
 * nowhere else cannot grow stale unnoticed.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { version } from '../src/version'

const root = join(import.meta.dirname, '..')
export const DATA = join(root, 'research', 'data')

/** A table: names of its columns, and its rows as they are to be read. */
export interface Figure {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface Study {
  /** The run that found it. */
  readonly made: {
    readonly command: string
    readonly date: string
    /** Commit whose code was run; `+` = with changes that were not committed. */
    readonly commit: string
    readonly version: string
    readonly node: string
    /** Said where it differs from an ordinary run of the command. */
    readonly note?: string
  }
  readonly figures: Readonly<Record<string, Figure>>
}

export const readStudy = (name: string): Study => JSON.parse(readFileSync(join(DATA, `${name}.json`), 'utf8')) as Study

/** A figure as Markdown. */
export const tableText = ({ head, rows }: Figure): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/**
 * Prints the figures of a study and, where the command says `--write`, keeps them in `research/data/NAME.json`. Without it
 * nothing is written: a short trial must not take the place of the full run.
 */
export function publish(name: string, figures: Study['figures']): void {
  for (const [figure, table] of Object.entries(figures)) console.log(`\n${name}/${figure}\n\n${tableText(table)}`)
  if (!process.argv.includes('--write')) return
  const study: Study = { made: thisRun(), figures }
  mkdirSync(DATA, { recursive: true })
  writeFileSync(join(DATA, `${name}.json`), `${JSON.stringify(study, null, 1)}\n`)
  console.log(`\nKept in research/data/${name}.json; npm run figures prints it into the documents.`)
}

function thisRun(): Study['made'] {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const [, script, ...args] = process.argv
  return {
    command: ['npx tsx', relative(root, script!).replaceAll('\\', '/'), ...args].join(' '),
    date: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', 'src') === '' ? '' : '+'),
    version,
    node: process.version,
  }
}
