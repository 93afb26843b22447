/**
 * Checks what the product claims of itself. docs/validation.md is printed from what it keeps.
 *
 *   npm run validate -- --stale [--all] [--only DETECTOR,...] [--sittings N] [--jobs N] [--keep FILE]
 *   npm run validate -- --part power [--power REGIONS] [--write] [--only DETECTOR,...] [--jobs N] [--keep FILE]
 *   npm run validate -- --part enlace [--enlace FOLDER] [--write]
 *   npm run validate -- --part honest [--kinds 1,2,3,4] [--sittings N] [--only DETECTOR,...] [--jobs N] [--keep FILE]
 *
 * 1. Honest regions: how often each detector has p < .01 and p < .05, by number of pupils; must be .005-.015 at .01.
 *    `--stale` renews `fixtures/validation/<detector>.json` of the detectors whose code has changed since (`--all`: of all),
 *    from at least 10 000 honest sittings per size band and kind of region (`--sittings`), and prints part 1 of the page.
 *    `--part honest` only shows such rates, of more sittings (200 000).
 * 2. Manipulated regions: how often it notices, by mechanism, strength and number of pupils.
 * 3. ENLACE (real, if the folder is there): how well it finds results that a ministry declared unreliable.
 *    With `--write` parts 2 and 3 are kept in `research/data/validation-*.json`; `npm run figures` prints them into the page.
 *
 * `--kinds` chooses among the four kinds of honest regions. `--jobs` processes share the work (default: one per core; the
 * figures do not depend on it). `--keep FILE` holds every region's counts: a run that was stopped goes on where it was, as
 * long as the code is the same; with `--jobs 0` it tells what is there. `--quick` is a trial of a few minutes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, publish } from '../research/study'
import { builtInDetectors } from '../src/detectors'
import type { RegionInput } from '../src/simulate'
import { version } from '../src/version'
import {
  bandCells,
  type CalibratedKind,
  type Calibration,
  calibrationFile,
  calibrationFolder,
  calibrationProblems,
  calibrationText,
  readCalibration,
} from './validate/calibration'
import { addCells, addTable, BANDS, type Cell, type CellTable, emptyTable, fewestIn, share } from './validate/cells'
import { codeFingerprint } from './validate/code'
import { enlaceTable } from './validate/enlace'
import { honestRates } from './validate/honest'
import { keptIn } from './validate/pool'
import { powerRates } from './validate/power'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sittings: { type: 'string' },
    power: { type: 'string' },
    enlace: { type: 'string' },
    only: { type: 'string' },
    part: { type: 'string' },
    kinds: { type: 'string', default: '1,2,3,4' },
    jobs: { type: 'string' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
    stale: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
})
/** Where the data lie beside a checkout of this repository, if at all. */
const ENLACE = '../shared/data/enlace-primary'
const measured = builtInDetectors.filter(({ meta }) => values.only?.split(',').includes(meta.id) ?? true)
const ids = measured.map(({ meta }) => meta.id)
/** Honest sittings per size band, and manipulated regions per mechanism and strength. */
const wanted = Number(values.sittings ?? (values.quick ? 1_000 : 200_000))
const regions = Number(values.power ?? (values.quick ? 2 : 40))

const tell = (line: string): void => console.error(line)
const how = { jobs: Number(values.jobs ?? availableParallelism()), kept: keptIn(values.keep), tell }
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** First and last of the bands that ordinary regions fill, and of those that small schools fill. */
const FROM_FIVE = [1, BANDS.length - 1] as const
const SMALL = [0, 1] as const
/** With the habits of real regions (docs/real-region.md). */
const REAL = { preset: 'realistic', years: [2021, 2022] } as const
const KINDS: readonly {
  readonly name: string
  readonly options: RegionInput
  readonly bands: readonly [number, number]
}[] = [
  { name: 'Ordinary regions, two years', options: { ...REAL, schools: 240 }, bands: FROM_FIVE },
  {
    name: 'Large regions where everybody lifts papers over the cut-offs twice as much, two years',
    options: { ...REAL, schools: 720, regionLift: 2 },
    bands: FROM_FIVE,
  },
  {
    name: 'Large regions whose schools spread very unequally, two years',
    options: { ...REAL, schools: 720, spreadVariation: 0.2 },
    bands: FROM_FIVE,
  },
  {
    name: 'Large regions of small schools, two years',
    options: { ...REAL, schools: 720, medianPupils: 6 },
    bands: SMALL,
  },
]

async function honestSection(): Promise<string> {
  const parts: string[] = []
  const together = emptyTable(ids.length)
  const kinds = values.kinds.split(',').map((kind) => KINDS[Number(kind) - 1]!)
  for (const { name, options, bands } of kinds) {
    tell(name)
    const { ordinary, selective, regions: count } = await honestRates(ids, options, bands, wanted, how)
    addTable(together, ordinary)
    const part = [
      `### ${name}`,
      `${count} regions of ${options.schools} schools, at least ${fewestIn(ordinary, bands)} sittings in each band from ${BANDS[bands[0]]!.name} to ${BANDS[bands[1]]!.name} pupils. Share with p < .01 (± standard error), then p < .05; in brackets the share of sittings measured, the rest is \`undecided\`.`,
      honestTable(ordinary),
      'The same for selective schools (4 %: two standard deviations better, and more alike), which are honest and yet unlike their peers:',
      honestTable(selective),
    ]
    parts.push(part.join('\n\n'))
  }
  const all = [
    '### All together',
    `At least ${fewestIn(together, [0, BANDS.length - 1])} sittings per size band.`,
    honestTable(together),
  ]
  return ['## 1. Honest schools', ...all, ...parts].join('\n\n')
}

const honestTable = (cells: CellTable): string =>
  table(
    ['detector', ...BANDS.map(({ name }) => `${name} pupils`)],
    measured.map(({ meta }, d) => [`\`${meta.id}\``, ...cells[d]!.map(honestCell)]),
  )

function honestCell(cell: Cell): string {
  if (cell.measured < 100) return cell.measured < 0.1 * cell.sittings ? 'undecided' : 'too few sittings'
  const measured = Math.round((100 * cell.measured) / cell.sittings)
  return `${share(cell.below01, cell.measured)}; ${share(cell.below05, cell.measured, 3)} (${measured} %)`
}

/** Percent of manipulated sittings with p < .01: 1 in an honest sitting; - = too few sittings, or undecided. */
async function powerFigures(): Promise<void> {
  const rows = await powerRates(ids, regions, how)
  const percent = (cell: Cell): string =>
    cell.measured < 20 ? '-' : String(Math.round((100 * cell.below01) / cell.measured))
  const sizes = [
    { key: 'all', of: addCells },
    ...BANDS.map(({ name }, band) => ({
      key: name.replace('> ', 'over-'),
      of: (cells: readonly Cell[]) => cells[band]!,
    })),
  ]
  const figures = Object.fromEntries(
    sizes.map(({ key, of }): [string, Figure] => [
      key,
      {
        head: ['manipulation', 'sittings', ...ids.map((id) => `\`${id}\``)],
        rows: rows.map(({ mechanism, strength, cells }) => [
          `${mechanism}, ${strength}`,
          String(of(cells[0]!).sittings),
          ...cells.map((row) => percent(of(row))),
        ]),
      },
    ]),
  )
  publish('validation-power', { made: { head: ['regions per row'], rows: [[String(regions)]] }, ...figures })
}

async function enlaceFigures(): Promise<void> {
  const found = await enlaceTable(values.enlace ?? ENLACE)
  if (found === null) return tell(`ENLACE skipped: no data in ${values.enlace ?? ENLACE}`)
  const three = (x: number): string => x.toFixed(3)
  publish('validation-enlace', {
    grades: {
      head: ['school-grades with at least ten pupils tested', 'of them with 30 % or more unreliable pupils'],
      rows: [[String(found.grades), String(found.positive)]],
    },
    orders: {
      head: ['order', 'AUC 30 %', 'AUC 50 %', 'AP 30 %', 'AP 50 %', 'P at 100', 'P at 500'],
      rows: found.rows
        .filter((row) => row.measured > 0)
        .map((row) => [
          row.name,
          ...[row.auc30, row.auc50, row.precision30, row.precision50, row.at100, row.at500].map(three),
        ]),
    },
  })
}

async function main(): Promise<void> {
  const wants = (part: string): boolean => (values.part ?? part) === part
  if (wants('honest')) console.log(await honestSection())
  if (wants('power')) await powerFigures()
  if (wants('enlace')) await enlaceFigures()
}

/** Honest sittings per size band and kind of region behind a calibration. */
const CALIBRATED_ON = 10_000
const PAGE = join(import.meta.dirname, '..', 'docs', 'validation.md')
const MARKERS = ['<!-- honest: printed from fixtures/validation -->', '<!-- /honest -->'] as const

/** Renews what is stale, and prints the page from what is there. */
async function calibrate(): Promise<void> {
  const stale = measured.filter(({ meta: { id } }) => values.all || readCalibration(id)?.code !== codeFingerprint(id))
  const own = stale.map(({ meta }) => meta.id)
  tell(own.length === 0 ? 'Nothing is stale.' : `Stale: ${own.join(', ')}`)
  const kinds = new Map<string, CalibratedKind[]>(own.map((id) => [id, []]))
  for (const { name, options, bands } of own.length === 0 ? [] : KINDS) {
    tell(name)
    const found = await honestRates(own, options, bands, Number(values.sittings ?? CALIBRATED_ON), how)
    own.forEach((id, d) =>
      kinds.get(id)!.push({
        ...{ name, regions: found.regions, seeds: `1-${found.regions}` },
        ...{ bands: bandCells(found.ordinary[d]!), selective: bandCells(found.selective[d]!) },
      }),
    )
  }
  mkdirSync(calibrationFolder, { recursive: true })
  for (const id of own) {
    const made: Calibration = {
      ...{ detector: id, code: codeFingerprint(id), version },
      ...{ kinds: kinds.get(id)!, exceptions: readCalibration(id)?.exceptions ?? [] },
    }
    writeFileSync(calibrationFile(id), `${JSON.stringify(made, null, 1)}\n`)
  }
  const all = builtInDetectors.flatMap(({ meta }) => readCalibration(meta.id) ?? [])
  for (const of of all)
    for (const problem of calibrationProblems(of.detector, of, codeFingerprint(of.detector))) tell(problem)
  writeFileSync(PAGE, printedBetween(readFileSync(PAGE, 'utf8'), MARKERS, calibrationText(all)))
}

function printedBetween(page: string, [begin, end]: readonly [string, string], text: string): string {
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`docs/validation.md has lost its markers ${begin} ${end}`)
  return `${before}${begin}\n\n${text}\n\n${end}${after}`
}

if (values.stale) await calibrate()
else await main()
