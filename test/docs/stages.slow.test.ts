/** The examples of `docs/stages.md`, which are one program: what it prints is what its comments say. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { alias, root } from '../sources'
import { snippetsIn } from './snippets'

const page = readFileSync(join(root, 'docs/stages.md'), 'utf8')
const program = snippetsIn(page, 'js').join('\n')
/** Calls that print, with what is said of it; of others nothing is promised. */
const printing = [...program.matchAll(/console\.log\(.*\)(?: \/\/ (.*))?$/gm)].map(([, said]) => said)

async function printedLines(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stages-'))
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const outfile = join(folder, 'stages.mjs')
    // Each call of the page prints a line of its own, numbered by its place.
    let place = 0
    const numbered = program.replace(/console\.log\(/g, () => `console.log('${place++}>',`)
    await build({
      stdin: { contents: numbered, resolveDir: root },
      ...{ bundle: true, format: 'esm', platform: 'node', packages: 'external', alias, outfile },
    })
    return execFileSync('node', [outfile], { encoding: 'utf8' }).trim().split('\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('docs/stages.md', () => {
  it('prints what it says', async () => {
    const printed = new Map(
      (await printedLines()).map((line) => {
        const [place, ...text] = line.split('> ')
        return [Number(place), text.join('> ')] as const
      }),
    )
    expect(printed.size).toBe(printing.length)
    expect(printing.filter((said) => said !== undefined).length).toBeGreaterThan(10)
    const differing = printing.flatMap((said, place) =>
      said === undefined || said === printed.get(place) ? [] : [{ said, printed: printed.get(place) }],
    )
    expect(differing).toEqual([])
    for (const text of printed.values()) expect(text).not.toMatch(/undefined|NaN|object/)
  })
})
