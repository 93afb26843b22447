/**
 * Time and bytes by stage: reading, judging, and each output, in one process without threads.
 *
 *   npx tsx research/speed/stages.ts [--schools 240] [--runs 3] [--write]
 *
 * Processor seconds (user + system), the middle one of the runs.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle } from '../../scripts/bundle'
import { REGION, writeRegion } from '../region-files'
import { publish } from '../study'
import { middle } from './cost'

const { values } = parseArgs({
  options: {
    schools: { type: 'string', default: '240' },
    runs: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
})

const JOB = `
import { join } from 'node:path'
import { readTables } from './src/node/files'
import { monitor } from './src/monitor'
import { bytesOf, outputFiles } from './src/outputs'
const stages = {}
let last = process.cpuUsage()
const done = (stage, bytes = 0) => {
  const { user, system } = process.cpuUsage(last)
  const known = stages[stage] ?? { seconds: 0, bytes: 0 }
  stages[stage] = { seconds: known.seconds + (user + system) / 1e6, bytes: known.bytes + bytes }
  last = process.cpuUsage()
}
const tables = ['schools', 'results', 'observers', 'assessments', 'participation']
const input = await readTables(Object.fromEntries(tables.map((name) => [name, join(process.argv[2], name + '.csv')])))
done('reading')
const result = monitor(input, { seed: 1 })
done('judging')
for (const { name, content } of outputFiles(result, { locale: 'ru', input })) done(name.split('/')[0], bytesOf(await content()).length)
console.log(JSON.stringify(stages))
`

type Stages = Readonly<Record<string, { readonly seconds: number; readonly bytes: number }>>

const work = mkdtempSync(join(tmpdir(), 'stages-'))
try {
  const job = join(work, 'job.mjs')
  await bundle(JOB, job)
  const rows = values.schools.split(',').flatMap((schools) => {
    const folder = join(work, schools)
    writeRegion(folder, { ...REGION, schools: Number(schools), seed: 1 })
    const runs = Array.from(
      { length: Number(values.runs) },
      () => JSON.parse(execFileSync(process.execPath, [job, folder], { encoding: 'utf8' })) as Stages,
    )
    rmSync(folder, { recursive: true })
    const seconds = (stage: string): number => middle(runs.map((run) => run[stage]!.seconds))
    return Object.entries(runs[0]!).map(([stage, { bytes }]) => [
      ...[schools, stage, seconds(stage).toFixed(2)],
      bytes === 0 ? '' : String(bytes),
    ])
  })
  publish('stages', { stages: { head: ['schools', 'stage', 'processor s', 'bytes'], rows } })
} finally {
  rmSync(work, { recursive: true, force: true })
}
