/** Groups kept from one year to the next: saved as JSON, and schools of another year assigned to them. */
import type { PeerGroup, Peers, School, Warning } from '../model'
import { type KnownVariable, readAgain } from './context'
import { columnsOf, type Encoder, encodeAll } from './features'
import type { FoundPeers } from './peers'

/** Plain JSON. */
export interface SavedPeers {
  readonly format: 'objectivity-monitor/peers'
  readonly version: 1
  readonly encoders: readonly Encoder[]
  readonly groups: readonly (PeerGroup & { readonly centre: readonly number[] })[]
}

/** Assigned to the region rather than to a group when less than this (weighted) share of the context is known. */
const LEAST_CONTEXT = 0.5

/**
 * What is needed to assign other schools to these groups: how context became numbers, and the centres.
 *
 * @throws RangeError where the peers are not clusters: neighbours, given groups and the region have no centres.
 * @example
 * const saved = JSON.stringify(savePeers(findPeers(schools, settings)))
 * assignToPeers(JSON.parse(saved), schoolsOfNextYear).groupOf
 */
export function savePeers(peers: FoundPeers): SavedPeers {
  const { clustering } = peers
  if (clustering === null) throw new RangeError(`Only clusters can be saved, not peers found by "${peers.method}".`)
  return {
    format: 'objectivity-monitor/peers',
    version: 1,
    encoders: clustering.encoders,
    groups: peers.groups.map((group, index) => ({ ...group, centre: clustering.centres[index]! })),
  }
}

/**
 * Gives schools to saved groups: each to the nearest centre in what is known of it. `size` counts the schools given here;
 * label, profile and stability stay those of the saved groups.
 *
 * @throws RangeError where `saved` is not what `savePeers` returned.
 */
export function assignToPeers(saved: SavedPeers, schools: readonly School[]): Peers {
  if (saved.format !== 'objectivity-monitor/peers' || saved.version !== 1)
    throw new RangeError('These are not saved peers: expected "format": "objectivity-monitor/peers", "version": 1.')
  const variables = readAgain(schools, saved.encoders.map(knownVariable))
  // A share may have changed from percent to 0..1; the saved location and scale speak of logits and stay.
  const encoders = saved.encoders.map((encoder, index) => ({ ...encoder, unit: variables[index]!.unit }))
  const encoded = encodeAll(variables, encoders)
  const groupOf = schools.map((_, school) => nearestGroup(saved, encoded, school))
  const empty = variables.filter((variable) => variable.values.every(Number.isNaN))
  const lacking = groupOf.filter((group) => group === null).length
  const warnings: Warning[] = [
    ...empty.map((variable): Warning => ({ code: 'contextNearlyEmpty', details: { column: variable.name, known: 0 } })),
    ...(lacking > 0 ? [{ code: 'littleContext' as const, details: { schools: lacking } }] : []),
  ]
  const groups = saved.groups.map(({ centre: _, ...group }, index) => ({
    ...group,
    size: groupOf.filter((own) => own === index).length,
  }))
  return { method: 'clusters', groups, groupOf, neighboursOf: null, warnings }
}

function knownVariable({ variable, kind, unit, levels, weight }: Encoder): KnownVariable {
  return { name: variable, columns: [], kind, unit, levels, weight }
}

function nearestGroup(saved: SavedPeers, encoded: Float64Array, school: number): number | null {
  const offset = school * columnsOf(saved.encoders)
  const known = saved.encoders.filter((encoder) => !Number.isNaN(encoded[offset + encoder.column]!))
  const weight = (encoders: readonly Encoder[]) => encoders.reduce((sum, encoder) => sum + encoder.weight, 0)
  if (known.length === 0 || weight(known) < LEAST_CONTEXT * weight(saved.encoders)) return null
  const distances = saved.groups.map(({ centre }) => {
    let sum = 0
    for (const { column, columns } of known)
      for (let c = column; c < column + columns; c++)
        sum += (encoded[offset + c]! - centre[c]!) * (encoded[offset + c]! - centre[c]!)
    return sum
  })
  return distances.indexOf(Math.min(...distances))
}
