/** Groups kept from one year to the next: saved as JSON, and schools of another year given to them. */
import type { ComparedBy, PeerGroup, Peers, School, Warning } from '../model'
import { fixed } from '../setting'
import { comparedBy } from './basis'
import { byCodeUnit } from './cells'
import { readAgain, specialOf } from './context'
import { columnsOf, encodeAll } from './features'
import { impute } from './impute'
import type { FoundPeers } from './peers'
import type { ContextVariable, Encoder, KnownVariable } from './variables'

/** Plain JSON. It names schools by their ids: it is for the authority whose schools they are. */
export interface SavedPeers {
  readonly format: 'objectivity-monitor/peers'
  readonly version: 2
  readonly encoders: readonly Encoder[]
  readonly groups: readonly (PeerGroup & { readonly centre: readonly number[]; readonly schools: readonly string[] })[]
}

const LEAST_CONTEXT = fixed(0.5, {
  reason: 'Assigned to the region rather than to a group when less than this (weighted) share of the context is known.',
  origin: 'ours',
})

/**
 * What is needed to give schools of another year to these groups: how context became numbers, the centres, and who was in
 * which group.
 *
 * @param schools the schools that the peers were found for, aligned with `peers.groupOf`
 * @throws RangeError where the peers are not clusters: neighbours, given groups and the region have no centres.
 * @example
 * const saved = JSON.stringify(savePeers(findPeers(schools, settings), schools))
 * assignToPeers(JSON.parse(saved), schoolsOfNextYear).groupOf
 */
export function savePeers(peers: FoundPeers, schools: readonly School[]): SavedPeers {
  const { clustering, groupOf } = peers
  if (clustering === null) throw new RangeError(`Only clusters can be saved, not peers found by "${peers.method}".`)
  return {
    format: 'objectivity-monitor/peers',
    version: 2,
    encoders: clustering.encoders,
    groups: peers.groups.map((group, index) => ({
      ...group,
      centre: clustering.centres[index]!,
      schools: schools.flatMap(({ id }, row) => (groupOf[row] === index ? [id] : [])).sort(byCodeUnit),
    })),
  }
}

/**
 * Gives schools to saved groups. A school that was in one, by its id, stays there whatever columns this year's table has; a
 * new one goes to the nearest centre in what is known of it. A warning counts both. `size` counts the schools given here;
 * label, profile and stability stay those of the saved groups.
 *
 * @throws RangeError where `saved` is not what `savePeers` returned.
 */
export function assignToPeers(saved: SavedPeers, schools: readonly School[]): Peers {
  if (saved.format !== 'objectivity-monitor/peers' || saved.version !== 2)
    throw new RangeError('These are not saved peers: expected "format": "objectivity-monitor/peers", "version": 2.')
  const before = new Map(saved.groups.flatMap((group, index) => group.schools.map((id) => [id, index] as const)))
  const placed = place(saved, schools, (id) => before.get(id) ?? null)
  const kept = schools.filter(({ id }) => before.has(id)).length
  const lacking = placed.groupOf.filter((group) => group === null).length
  const details = { kept, placed: schools.length - kept - lacking }
  const warnings: Warning[] = [
    { code: 'savedGroupsUsed', details },
    ...placed.empty.map((columns): Warning => ({ code: 'savedConceptMissing', details: { columns } })),
    ...(lacking > 0 ? [{ code: 'littleContext' as const, details: { schools: lacking } }] : []),
  ]
  return peersFrom(saved, placed, warnings)
}

/**
 * Gives schools to the groups of a bigger run, by what is known of their context alone. Special schools are set apart, as
 * they were there.
 *
 * @param groups `null` where the bigger run compared everybody with everybody
 */
export function assignToGroups(groups: Groups | null, schools: readonly School[]): Peers {
  if (groups === null)
    return { method: 'none', groups: [], groupOf: schools.map(() => null), neighboursOf: null, warnings: [] }
  const special = specialOf(schools)
  const placed = place(groups, schools, () => null)
  const groupOf = placed.groupOf.map((group, school) => (special[school] === null ? group : null))
  const contextOf = placed.contextOf.map((context, school) => (special[school] === null ? context : []))
  const apart = special.filter((kind) => kind !== null).length
  const lacking = groupOf.filter((group, school) => group === null && special[school] === null).length
  const warnings: Warning[] = [
    ...placed.empty.map((columns): Warning => ({ code: 'referenceConceptMissing', details: { columns } })),
    ...(lacking > 0 ? [{ code: 'littleContext' as const, details: { schools: lacking } }] : []),
    ...(apart > 0 ? [{ code: 'specialSchools' as const, details: { schools: apart } }] : []),
  ]
  const peers = peersFrom(groups, { ...placed, groupOf, contextOf }, warnings)
  const kinds = special.flatMap((kind, school) => (kind === null ? [] : [{ school, kind }]))
  return { ...peers, basis: { ...peers.basis!, special: kinds } }
}

/** How context became numbers, and the groups. */
type Groups = Pick<SavedPeers, 'encoders' | 'groups'>

interface Placed {
  readonly groupOf: readonly (number | null)[]
  readonly contextOf: readonly (readonly number[])[]
  readonly variables: readonly ContextVariable[]
  /** Names of what this table says nothing of. */
  readonly empty: readonly string[]
}

function place(saved: Groups, schools: readonly School[], known: (id: string) => number | null): Placed {
  const variables = readAgain(schools, saved.encoders.map(knownVariable))
  // A share may have changed from percent to 0..1; the saved location and scale speak of logits and stay.
  const encoders = saved.encoders.map((encoder, index) => ({ ...encoder, unit: variables[index]!.unit }))
  const encoded = encodeAll(variables, encoders)
  const empty = variables.filter((variable) => variable.values.every(Number.isNaN)).map(({ name }) => name)
  return {
    groupOf: schools.map(({ id }, school) => known(id) ?? nearestGroup(saved, encoded, school)),
    contextOf: contextOf(saved, encoded, schools.length),
    ...{ variables, empty },
  }
}

function peersFrom(saved: Groups, placed: Placed, warnings: readonly Warning[]): Peers {
  const { groupOf, variables, contextOf } = placed
  const groups = saved.groups.map(({ centre: _, schools: __, ...group }, index) => ({
    ...group,
    size: groupOf.filter((own) => own === index).length,
  }))
  const compared = variables.map((variable): ComparedBy => ({ ...comparedBy(variable), between: null }))
  return {
    ...{ method: 'clusters', groups, groupOf, neighboursOf: null, warnings, contextOf },
    basis: { comparedBy: compared, leftOut: [], special: [] },
  }
}

/** Encoded context, gaps filled from similar schools of this year; empty where too little is known. */
function contextOf(saved: Groups, encoded: Float64Array, schools: number): number[][] {
  const columns = columnsOf(saved.encoders)
  const filled = impute(encoded, saved.encoders, schools)
  return Array.from({ length: schools }, (_, school) =>
    isKnown(saved, encoded, school) ? [...filled.subarray(school * columns, (school + 1) * columns)] : [],
  )
}

function knownVariable({ variable, kind, unit, levels, weight }: Encoder): KnownVariable {
  return { name: variable, columns: [], kind, unit, levels, weight }
}

const weightOf = (encoders: readonly Encoder[]): number => encoders.reduce((sum, { weight }) => sum + weight, 0)

function knownEncoders(saved: Groups, encoded: Float64Array, school: number): Encoder[] {
  const offset = school * columnsOf(saved.encoders)
  return saved.encoders.filter((encoder) => !Number.isNaN(encoded[offset + encoder.column]!))
}

function isKnown(saved: Groups, encoded: Float64Array, school: number): boolean {
  const known = knownEncoders(saved, encoded, school)
  return known.length > 0 && weightOf(known) >= LEAST_CONTEXT * weightOf(saved.encoders)
}

function nearestGroup(saved: Groups, encoded: Float64Array, school: number): number | null {
  if (!isKnown(saved, encoded, school)) return null
  const offset = school * columnsOf(saved.encoders)
  const known = knownEncoders(saved, encoded, school)
  const distances = saved.groups.map(({ centre }) => {
    let sum = 0
    for (const { column, columns } of known)
      for (let c = column; c < column + columns; c++)
        sum += (encoded[offset + c]! - centre[c]!) * (encoded[offset + c]! - centre[c]!)
    return sum
  })
  return distances.indexOf(Math.min(...distances))
}
