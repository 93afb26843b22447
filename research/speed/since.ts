/**
 * What has become of the cost since an earlier commit: the command line of then and of now, in turns, on the same files.
 *
 *   npx tsx research/speed/since.ts [--commit c4ecbb7e] [--sizes 30,240] [--runs 3] [--write]
 *
 * The commit is built with the packages of today. Skipped with a message where the checkout does not hold it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleCommandLine } from '../../scripts/bundle'
import { REGION, writeRegion } from '../region-files'
import { publish } from '../study'
import { type Cost, ours, range } from './cost'

const { values } = parseArgs({
  options: {
    commit: { type: 'string', default: 'c4ecbb7e' },
    sizes: { type: 'string', default: '30,240' },
    runs: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '../..')
const work = mkdtempSync(join(tmpdir(), 'since-'))

/** @returns false where the checkout does not hold the commit */
async function bundleOfThen(into: string): Promise<boolean> {
  const then = join(work, 'then')
  const packed = join(work, 'then.tar')
  if (spawnSync('git', ['archive', '--output', packed, values.commit], { cwd: root }).status !== 0) return false
  mkdirSync(then)
  execFileSync('tar', ['-xf', packed, '-C', then])
  symlinkSync(join(root, 'node_modules'), join(then, 'node_modules'))
  await bundleCommandLine(into, then)
  return true
}

const bytesIn = (folder: string, fits: (name: string) => boolean): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(fits)
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

/** What is asked of a run, and how the figures of several are told. */
const MEASURES: readonly (readonly [name: string, of: (cost: Cost, out: string) => number, digits: number])[] = [
  ['processor, s', ({ seconds }) => seconds, 1],
  ['clock, s', ({ wall }) => wall, 1],
  ['memory, MB', ({ megabytes }) => megabytes, 0],
  ['result.json, MB', (_, out) => bytesIn(out, (name) => name === 'result.json') / 1e6, 2],
  ['report.html, MB', (_, out) => bytesIn(out, (name) => name === 'report.html') / 1e6, 2],
  ['all files, MB', (_, out) => bytesIn(out, () => true) / 1e6, 2],
]

try {
  const [then, now] = [join(work, 'then.mjs'), join(work, 'now.mjs')]
  if (await bundleOfThen(then)) {
    await bundleCommandLine(now)
    const rows = values.sizes.split(',').flatMap((schools) => {
      const folder = join(work, schools)
      writeRegion(folder, { ...REGION, schools: Number(schools), seed: 1 })
      const measured = (cli: string): number[] => {
        rmSync(join(folder, 'out'), { recursive: true, force: true })
        const cost = ours(cli, folder)
        console.error(cli === now ? 'now' : 'then', JSON.stringify(cost))
        return MEASURES.map(([, of]) => of(cost, join(folder, 'out')))
      }
      const runs = Array.from({ length: Number(values.runs) }, () => [measured(then), measured(now)] as const)
      return MEASURES.map(([name, , digits], m) => [
        ...[schools, name],
        range(
          runs.map(([before]) => before[m]!),
          digits,
        ),
        range(
          runs.map(([, after]) => after[m]!),
          digits,
        ),
        range(
          runs.map(([before, after]) => after[m]! / before[m]!),
          2,
        ),
      ])
    })
    publish('speed-since', { costs: { head: ['schools', 'cost', values.commit, 'now', 'now / then'], rows } })
  } else console.log(`Skipped: this checkout does not hold the commit ${values.commit}.`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
