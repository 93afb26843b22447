/**
 * Calibration as data: `fixtures/validation/<detector>.json` says how often a detector has p < .01 and p < .05 in honest
 * sittings, by kind of region and number of pupils, and of which code it speaks. CI refuses a detector without it, outside
 * its band, or changed since (`test/detectors/calibration.test.ts`).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BANDS, type Cell, share } from './cells'

export const calibrationFolder = join(import.meta.dirname, '..', '..', 'fixtures', 'validation')
export const calibrationFile = (id: string): string => join(calibrationFolder, `${id}.json`)

/** Share of honest sittings with p < .01 that a detector may have in every cell. */
export const LOWEST = 0.005
export const HIGHEST = 0.015
/** A rate counts as outside where it lies so many standard errors beyond the border: more than chance would explain. */
export const BEYOND_CHANCE = 3
/** A cell of fewer measured sittings says too little to be held to the band. */
export const ENOUGH = 2_000

export interface BandCell extends Cell {
  readonly pupils: string
}

export interface CalibratedKind {
  readonly name: string
  readonly regions: number
  /** Seeds of the regions. */
  readonly seeds: string
  readonly bands: readonly BandCell[]
  /** Selective schools, which are honest and yet unlike their peers: told, and not held to the band. */
  readonly selective: readonly BandCell[]
}

/** A cell outside the band that is borne, and why. */
export interface Exception {
  readonly kind: string
  readonly pupils: string
  readonly reason: string
}

export interface Calibration {
  readonly detector: string
  /** Of the code that was measured (`code.ts`). */
  readonly code: string
  readonly version: string
  readonly kinds: readonly CalibratedKind[]
  /** Written by hand; kept when the figures are renewed. */
  readonly exceptions: readonly Exception[]
}

export const readCalibration = (id: string): Calibration | null =>
  existsSync(calibrationFile(id)) ? (JSON.parse(readFileSync(calibrationFile(id), 'utf8')) as Calibration) : null

export const bandCells = (cells: readonly Cell[]): BandCell[] =>
  cells.map((cell, band) => ({ pupils: BANDS[band]!.name, ...cell }))

/**
 * What stands against a detector; empty = nothing.
 *
 * @param code fingerprint of the code as it is now
 */
export function calibrationProblems(id: string, found: Calibration | null, code: string): string[] {
  const renew = `npm run validate -- --stale`
  if (found === null) return [`${id}: no calibration. Make it: ${renew}`]
  if (found.code !== code) return [`${id}: the code has changed since its calibration. Renew it: ${renew}`]
  const outside = found.kinds.flatMap(({ name, bands }) =>
    bands.flatMap((cell) => (isOutside(cell) ? [{ name, cell }] : [])),
  )
  const borne = ({ name, cell }: (typeof outside)[number]): boolean =>
    found.exceptions.some(({ kind, pupils, reason }) => kind === name && pupils === cell.pupils && reason.length > 20)
  const measured = found.kinds.some(({ bands }) => bands.some((cell) => cell.measured >= ENOUGH))
  return [
    ...(measured ? [] : [`${id}: no cell holds ${ENOUGH} measured honest sittings`]),
    ...outside
      .filter((one) => !borne(one))
      .map(
        ({ name, cell }) =>
          `${id}: p < .01 in ${(cell.below01 / cell.measured).toFixed(4)} of honest sittings of ${cell.pupils} pupils (${name}); ${LOWEST} to ${HIGHEST} is allowed`,
      ),
  ]
}

function isOutside({ measured, below01 }: Cell): boolean {
  const rate = below01 / measured
  const chance = (border: number): number => BEYOND_CHANCE * Math.sqrt((border * (1 - border)) / measured)
  return measured >= ENOUGH && (rate < LOWEST - chance(LOWEST) || rate > HIGHEST + chance(HIGHEST))
}

const table = (rows: readonly (readonly string[])[]): string =>
  [rows[0]!, rows[0]!.map(() => '---'), ...rows.slice(1)].map((row) => `| ${row.join(' | ')} |`).join('\n')

function cellText(cell: Cell): string {
  if (cell.measured < 100) return cell.measured < 0.1 * cell.sittings ? 'undecided' : 'too few sittings'
  const measured = Math.round((100 * cell.measured) / cell.sittings)
  return `${share(cell.below01, cell.measured)}; ${share(cell.below05, cell.measured, 3)} (${measured} %)`
}

/** The part of docs/validation.md that speaks of honest schools. */
export function calibrationText(all: readonly Calibration[]): string {
  const names = [...new Set(all.flatMap(({ kinds }) => kinds.map(({ name }) => name)))]
  const rows = (name: string, of: (kind: CalibratedKind) => readonly Cell[]): string[][] =>
    all.flatMap(({ detector, kinds }) => {
      const kind = kinds.find((one) => one.name === name)
      return kind === undefined || of(kind).every(({ measured }) => measured === 0)
        ? []
        : [[`\`${detector}\``, ...of(kind).map(cellText)]]
    })
  const head = ['detector', ...BANDS.map(({ name }) => `${name} pupils`)]
  const parts = names.map((name) => {
    const kinds = all.flatMap(({ kinds }) => kinds.filter((one) => one.name === name))
    const fewest = Math.min(...kinds.map(({ regions }) => regions))
    const most = Math.max(...kinds.map(({ regions }) => regions))
    return [
      `### ${name}`,
      `${fewest === most ? most : `${fewest} to ${most}`} regions.`,
      table([head, ...rows(name, ({ bands }) => bands)]),
      'Selective schools among them (4 %: two standard deviations better, and more alike), which are honest and yet unlike their peers; told, and not held to the band:',
      table([head, ...rows(name, ({ selective }) => selective)]),
    ].join('\n\n')
  })
  const exceptions = all.flatMap(({ detector, exceptions: own }) =>
    own.map(({ kind, pupils, reason }) => `- \`${detector}\`, ${pupils} pupils, ${kind}: ${reason}`),
  )
  return [
    `Printed from \`fixtures/validation/\` (\`npm run validate -- --stale\`). Share of honest sittings with p < .01 (± standard error), then p < .05; in brackets the share of sittings measured, the rest is \`undecided\`. CI holds every cell of at least ${ENOUGH} measured sittings to ${LOWEST} – ${HIGHEST} at .01, but for what chance explains (${BEYOND_CHANCE} standard errors).`,
    ...(exceptions.length === 0 ? [] : [`Cells outside the band that are borne:\n\n${exceptions.join('\n')}`]),
    ...parts,
  ].join('\n\n')
}
