/** Other ways to say who is comparable, to see whether a school is listed under most of them or under one only. */
import type { Peers, School } from '../model'
import type { Settings } from './options'
import { findPeers } from './peers'

export interface PeerDefinition {
  /** `clusters`, `neighbours`, `given`, `region`, or `without:` and the context column left out of the clusters. */
  readonly id: string
  readonly peers: Peers
}

/**
 * The peer definitions that the region's data allow: clusters, neighbours, the given groups, the whole region, and
 * clusters with one context column left out at a time. A definition that would fall back to the region is left out, for
 * the region stands there already.
 *
 * Leaving a column out keeps the number of groups, so that only the column makes the difference.
 *
 * @example
 * peerDefinitions(schools, parseSettings()).map((definition) => definition.id)
 * // ['clusters', 'neighbours', 'without:low_income_share', ..., 'region']
 */
export function peerDefinitions(schools: readonly School[], settings: Settings): PeerDefinition[] {
  const withMethod = (method: Settings['peers']['method']): Settings => ({
    ...settings,
    peers: { ...settings.peers, method },
  })
  const ungrouped = schools.map((school) => ({ ...school, cluster: null }))
  const clusters = findPeers(ungrouped, withMethod('clusters'), { stability: false })
  const columns = clusters.method === 'clusters' ? clusters.columns : []
  const without = columns.map(({ name }) => {
    const variables = { ...settings.peers.variables, [name]: { role: 'ignore' as const } }
    const fewer = { ...settings, peers: { ...settings.peers, method: 'clusters' as const, variables } }
    return findPeers(ungrouped, fewer, { groups: clusters.groups.length, stability: false })
  })
  const definitions: PeerDefinition[] = [
    { id: 'clusters', peers: clusters },
    { id: 'neighbours', peers: findPeers(ungrouped, withMethod('neighbours')) },
    { id: 'given', peers: findPeers(schools, withMethod('given')) },
    ...without.map((peers, index) => ({ id: `without:${columns[index]!.name}`, peers })),
  ].filter(({ id, peers }) => peers.method === (id.startsWith('without:') ? 'clusters' : id))
  return [...definitions, { id: 'region', peers: findPeers(schools, withMethod('none')) }]
}
