/** Code that stands in the pages, as their tests run it. */
import { spawnSync } from 'node:child_process'

/** The blocks of a language, in the order in which they stand. */
export const snippetsIn = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, of, code]) => (of === language ? [code!] : []))

interface Interpreter {
  readonly command: string
  /** Arguments with which it ends well where all that the snippets need is installed. */
  readonly probe: readonly string[]
}

export const INTERPRETERS: Readonly<Record<'r' | 'python', Interpreter>> = {
  r: { command: 'Rscript', probe: ['--version'] },
  python: { command: '/usr/bin/python3', probe: ['-c', 'import scipy, pandas'] },
}

/** Why snippets of a language cannot be run here; `null` where they can. */
export function lacks(language: keyof typeof INTERPRETERS): string | null {
  const { command, probe } = INTERPRETERS[language]
  return spawnSync(command, probe).status === 0 ? null : `not installed: ${[command, ...probe].join(' ')}`
}

/** What a snippet prints, run in a folder. @throws Error with all that it complains of, warnings too */
export function printedBy(language: keyof typeof INTERPRETERS, code: string, cwd: string): string {
  const { stdout, stderr } = spawnSync(INTERPRETERS[language].command, ['-'], { input: code, encoding: 'utf8', cwd })
  if (stderr !== '') throw new Error(stderr)
  return stdout.trim()
}
