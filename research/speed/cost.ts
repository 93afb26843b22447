/** What one run of the command line costs: processor, clock and memory. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export interface Cost {
  /** Of the processor, user and system, all threads. */
  readonly seconds: number
  /** By the clock. */
  readonly wall: number
  readonly megabytes: number
}

const REPORT =
  "import{writeSync}from'node:fs';process.on('exit',()=>{const u=process.resourceUsage();" +
  "writeSync(2,'\\n'+JSON.stringify({seconds:(u.userCPUTime+u.systemCPUTime)/1e6,megabytes:u.maxRSS/1024}))})"

/**
 * The whole job on the files of `writeRegion`, into `out` below their folder.
 *
 * @param cli the bundled command line
 */
export function ours(cli: string, folder: string): Cost {
  const tables = ['schools', 'results', 'observers', 'assessments', 'participation']
  const files = tables.flatMap((name) => [`--${name}`, join(folder, `${name}.csv`)])
  const args = ['--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, cli, 'run', ...files]
  const startedAt = performance.now()
  const done = spawnSync(process.execPath, [...args, '--out', join(folder, 'out'), '--locale', 'ru', '--quiet'], {
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(done.stderr)
  const cost = JSON.parse(done.stderr.trim().split('\n').at(-1)!) as Cost
  return { ...cost, wall: (performance.now() - startedAt) / 1000 }
}

export const middle = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!

/** `median (least-most)` */
export const range = (list: readonly number[], digits = 1): string =>
  `${middle(list).toFixed(digits)} (${Math.min(...list).toFixed(digits)}-${Math.max(...list).toFixed(digits)})`
