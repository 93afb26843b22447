/** The pages of the detectors and their snippets of R. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { snippetsIn } from '../docs/snippets'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'detectors')
export const pages = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .map((file) => file.replace(/\.md$/, ''))
export const textOf = (page: string): string => readFileSync(join(folder, `${page}.md`), 'utf8')
/** Those that are checked by hand; the ones that read a run's `signals.csv` are run on one (`test/report/p-again.slow.test.ts`). */
export const snippetsOf = (page: string): string[] =>
  snippetsIn(textOf(page).replace(/<!-- p again -->[\s\S]*<!-- \/p again -->/, ''), 'r')
/** What the comments at the ends of printing lines say. */
export const saidIn = (code: string): number[] =>
  [...code.matchAll(/^(?:signif|mean|round|dbinom|choose).*# .*?([-\d.]+(?: [-\d.]+)*)$/gm)].flatMap(([, said]) =>
    said!.split(' ').map(Number),
  )
