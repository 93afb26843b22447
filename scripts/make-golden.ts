/**
 * Renews fixtures/golden: what the fixture region must give, to the last byte, through the real command.
 * npx tsx scripts/make-golden.ts - then read the difference in git before you commit it.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from '../src/cli/main'

const root = join(import.meta.dirname, '..')
export const goldenFolder = join(root, 'fixtures', 'golden')

/** Files of a run that are kept whole; of `result.json`, which is large, only the hash without the time of the run. */
const KEPT = ['recheck.csv', 'recheck-sittings.csv', 'schools.csv']

/** Runs the command on the fixture region and returns what must never change unnoticed. */
export async function goldenRun(): Promise<Record<string, string>> {
  const out = mkdtempSync(join(tmpdir(), 'golden-'))
  const silent = () => undefined
  const shell = { cwd: root, env: {}, print: silent, note: silent, now: () => new Date(0) }
  const code = await main(['demo', '--locale', 'ru', '--out', out, '--quiet'], shell)
  if (code !== 0) throw new Error(`exit code ${code}`)
  const files = Object.fromEntries(KEPT.map((name) => [name, readFileSync(join(out, name), 'utf8')]))
  const { run: _, ...result } = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))
  rmSync(out, { recursive: true })
  return { ...files, 'result.sha256': `${createHash('sha256').update(JSON.stringify(result)).digest('hex')}\n` }
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(goldenFolder, { recursive: true })
  for (const [name, content] of Object.entries(await goldenRun())) writeFileSync(join(goldenFolder, name), content)
  console.log(`Renewed ${goldenFolder}; read the difference before you commit it.`)
}
