/** The pages of the detectors and their snippets of R. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'detectors')
export const pages = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .map((file) => file.replace(/\.md$/, ''))
export const textOf = (page: string): string => readFileSync(join(folder, `${page}.md`), 'utf8')
export const snippetsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/```r\n([\s\S]*?)```/g)].map(([, code]) => code!)
/** What the comments at the ends of printing lines say. */
export const saidIn = (code: string): number[] =>
  [...code.matchAll(/^(?:signif|mean|round|dbinom|choose).*# .*?([-\d.]+(?: [-\d.]+)*)$/gm)].flatMap(([, said]) =>
    said!.split(' ').map(Number),
  )
