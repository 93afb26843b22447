import { fingerprint } from '../input/collecting/fingerprint'
import type { MonitorInput, ToldCell, ToldDependence, ToldNumbers } from '../model'
import { type FoundPeers, savePeers } from '../peers'
import { meanOf } from '../sittings/sitting'
import { LEAST_PUPILS, LEAST_SCHOOLS } from '../statistics/disclosure'
import { version } from '../version'
import { ReferenceFileError } from './parse'
import {
  FORMAT,
  type Reference,
  type ReferenceAbout,
  type ReferenceAssessment,
  type ReferencePeers,
  VERSION,
} from './reference'

/** What a run is made of, as far as a reference tells of it. */
export interface ReferenceSource {
  readonly input: Pick<MonitorInput, 'schools' | 'assessments' | 'sittings'>
  readonly peers: FoundPeers
  readonly grain: Reference['grain']
  readonly detectors: Reference['detectors']
}

type LeftOut = Reference['leftOut'][number]

/** Gathers what the detectors and the evidence of a run tell, and makes a reference of it. */
export class ReferenceMaker {
  private readonly cells = new Map<string, ToldCell>()
  private dependence: ToldDependence | null = null
  private source: ReferenceSource | null = null

  begin(source: ReferenceSource): void {
    this.source = source
  }

  /** Of what is told twice under one name the version that more schools tell stays. */
  readonly keep = (cell: ToldCell): void => {
    const key = `${cell.assessmentId ?? ''}\t${cell.name}`
    const known = this.cells.get(key)
    if (known === undefined || known.schools < cell.schools) this.cells.set(key, cell)
  }

  readonly keepDependence = (dependence: ToldDependence): void => {
    this.dependence = dependence
  }

  /** @throws ReferenceFileError where the run cannot make one: it says why */
  reference({ name, date = null }: ReferenceAbout): Reference {
    const { input, peers, grain, detectors } = this.source!
    if (peers.method === 'neighbours' || peers.method === 'given')
      throw new ReferenceFileError('needsClusters', { method: peers.method })
    const leftOut: LeftOut[] = []
    const assessments = assessmentsOf(input, leftOut)
    const safe = withoutSmallCells([...this.cells.values()])
    const kept = peersOf(peers, input, leftOut)
    const tables = assessments.map(
      (assessment): ReferenceAssessment => ({ ...assessment, told: told(safe, assessment.id) }),
    )
    if (tables.length === 0)
      throw new ReferenceFileError('tooSmall', {
        schools: LEAST_SCHOOLS,
        pupils: LEAST_PUPILS,
        found: input.schools.length,
      })
    const whole = {
      ...{ format: FORMAT, version: VERSION, tool: version, name, date },
      schools: input.schools.length,
      sittings: input.sittings.length,
      pupils: input.sittings.reduce((sum, { participants }) => sum + (participants ?? 0), 0),
      minimum: { schools: LEAST_SCHOOLS, pupils: LEAST_PUPILS },
      ...{ grain, peers: kept, detectors, assessments: tables },
      region: told(safe, null),
      dependence: rounded(this.dependence!),
      ...{ leftOut, fingerprint: '' },
    } as const
    // Through JSON, as the reader will see it: what is undefined is not there.
    const plain = JSON.parse(JSON.stringify(whole)) as Reference
    return { ...plain, fingerprint: fingerprint(plain) }
  }
}

const enough = ({ schools, pupils }: Pick<ToldCell, 'schools' | 'pupils'>): boolean =>
  schools >= LEAST_SCHOOLS && pupils >= LEAST_PUPILS

/** Seven digits say all that these numbers know, and keep the file small. */
const DIGITS = 7
const short = (value: number): number => Number(value.toPrecision(DIGITS))

const rounded = (dependence: ToldDependence): ToldDependence => ({
  detectors: dependence.detectors,
  correlations: dependence.correlations.map(short),
  school: dependence.school.map(short),
  cohort: dependence.cohort.map(short),
  centre: dependence.centre.map(short),
  spread: dependence.spread.map(short),
})

function told(cells: readonly ToldCell[], assessmentId: string | null): ToldNumbers {
  const own = cells.filter((cell) => cell.assessmentId === assessmentId)
  own.sort((a, b) => (a.name < b.name ? -1 : 1))
  return Object.fromEntries(own.map(({ name, numbers }) => [name, numbers.map(short)]))
}

/** Name of a cell without its group. */
const baseOf = ({ assessmentId, name }: ToldCell): string => `${assessmentId ?? ''}\t${name.split('.group ')[0]}`
const isGroup = ({ name }: ToldCell): boolean => name.includes('.group ')

/**
 * Cells that enough schools and pupils tell. Counts can be subtracted: where the groups leave out a few schools of the
 * whole, the smallest group goes too, so that nothing small is left between.
 */
function withoutSmallCells(cells: readonly ToldCell[]): ToldCell[] {
  const kept = cells.filter(enough)
  const groupsOf = new Map<string, ToldCell[]>()
  for (const cell of kept)
    if (isGroup(cell) && cell.numbers.every(Number.isInteger)) {
      const known = groupsOf.get(baseOf(cell))
      if (known === undefined) groupsOf.set(baseOf(cell), [cell])
      else known.push(cell)
    }
  const dropped = new Set<ToldCell>()
  for (const cell of kept) {
    const groups = isGroup(cell) ? undefined : groupsOf.get(baseOf(cell))
    if (groups === undefined) continue
    const rest = cell.schools - groups.reduce((sum, { schools }) => sum + schools, 0)
    const smallest = groups.toSorted((a, b) => a.schools - b.schools || (a.name < b.name ? -1 : 1))[0]
    if (rest > 0 && rest < LEAST_SCHOOLS && smallest !== undefined) dropped.add(smallest)
  }
  return kept.filter((cell) => !dropped.has(cell))
}

function assessmentsOf(
  { assessments, sittings }: ReferenceSource['input'],
  leftOut: LeftOut[],
): Omit<ReferenceAssessment, 'told'>[] {
  return assessments.flatMap((assessment) => {
    const own = sittings.filter(({ assessmentId }) => assessmentId === assessment.id)
    const schools = new Set(own.map(({ schoolId }) => schoolId)).size
    const pupils = own.reduce((sum, { participants }) => sum + (participants ?? 0), 0)
    if (enough({ schools, pupils })) return [{ ...assessment, schools, pupils, ...levelOf(own) }]
    if (own.length > 0) leftOut.push({ what: assessment.id, schools, pupils })
    return []
  })
}

/** Hundredths: enough to see whether a district took the same test, too little to subtract schools. */
const hundredths = (value: number): number => Math.round(100 * value) / 100

export function levelOf(sittings: readonly MonitorInput['sittings'][number][]): {
  mean: number | null
  sd: number | null
} {
  let [pupils, sum, inside, freedom] = [0, 0, 0, 0]
  for (const sitting of sittings) {
    const mean = meanOf(sitting)
    const { participants, scores } = sitting
    if (mean === null || participants === null || scores === null) continue
    pupils += participants
    sum += participants * mean
    if (scores.sumOfSquares === null || scores.n < 2) continue
    inside += Math.max(0, scores.sumOfSquares - scores.sum * (scores.sum / scores.n))
    freedom += scores.n - 1
  }
  return {
    mean: pupils > 0 ? hundredths(sum / pupils) : null,
    sd: freedom > 0 ? hundredths(Math.sqrt(inside / freedom)) : null,
  }
}

function peersOf(peers: FoundPeers, input: ReferenceSource['input'], leftOut: LeftOut[]): ReferencePeers | null {
  if (peers.clustering === null) return null
  const { encoders, groups } = savePeers(peers, input.schools)
  const kept = groups.filter(({ id, size }) => {
    const isEnough = size >= LEAST_SCHOOLS
    if (!isEnough) leftOut.push({ what: id, schools: size, pupils: 0 })
    return isEnough
  })
  const plain = kept.map(({ schools: _, ...group }) => ({ ...group, centre: group.centre.map(short), schools: [] }))
  return {
    encoders: encoders.map((one) => ({ ...one, centre: short(one.centre), scale: short(one.scale) })),
    groups: plain,
  }
}
