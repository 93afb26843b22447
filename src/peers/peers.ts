/** Who may be compared with whom (decision 2.1): clusters, nearest neighbours, given groups, or the whole region. */

import { expectArguments, hasParts } from '../arguments-error'
import { groupBy } from '../group-by'
import type { PeerGroup, Peers, School, Warning } from '../model'
import { fixed } from '../setting'
import { basisOf } from './basis'
import { byCodeUnit } from './cells'
import { type Clustering, findClusters } from './clusters'
import { type Context, readContext } from './context'
import { buildFeatures, canonicalOrder, type Features } from './features'
import { nearestSchools } from './neighbours'
import type { Settings } from './options'
import { profileOf } from './profile'
import { type Outcomes, withoutTargetLeakage } from './target-leakage'
import type { KnownVariable } from './variables'

/** Peers with what is known of how they were found. */
export interface FoundPeers extends Peers {
  /** What each context column was taken for; empty where context was not looked at. */
  readonly columns: readonly KnownVariable[]
  /** With clusters: centres, spread, choice of their number, border schools, stability by school. */
  readonly clustering: Clustering | null
}

export interface PeerOptions {
  /** False where no schools table was given. */
  readonly hasContext?: boolean
  /** Lists of mean results by school, aligned with the schools: to notice results among the context. */
  readonly outcomes?: readonly Outcomes[]
  /** Number of groups, where it should not be chosen anew. */
  readonly groups?: number | null
  /** False to do without the bootstrap. */
  readonly stability?: boolean
}

const LEAST_CONTEXT = fixed(0.5, {
  reason: 'A school with less than this share of the (weighted) context known is compared with the whole region.',
  origin: 'ours',
})

/**
 * Finds the peers of every school.
 *
 * `settings.peers.method` asks for clusters of similar context, the nearest neighbours of each school, the groups given
 * in the column `cluster`, or none. A `cluster` column filled for every school is used also where clusters are asked
 * for. Where there is no context or there are too few schools, everybody is compared with the whole region, and a
 * warning says so. Neither the order of the schools nor their names change the groups.
 *
 * @param schools all schools; `groupOf` and `neighboursOf` are aligned with them. With neighbours, an empty list means
 *   the whole region.
 * @throws ArgumentError for what are no schools or no settings; whatever the schools hold, nothing else is thrown
 * @example
 * const peers = findPeers(schools, parseSettings())
 * peers.groups[peers.groupOf[0]!]?.label.en // 'rural, small, low income'
 */
export function findPeers(
  schools: readonly School[],
  settings: Settings,
  options: PeerOptions | boolean = {},
): FoundPeers {
  expectArguments('findPeers', {
    schools: [schools, Array.isArray(schools), 'readSchools'],
    settings: [settings, hasParts(settings, 'peers'), 'settings'],
  })
  const { hasContext = true, outcomes = [], ...rest } = typeof options === 'boolean' ? { hasContext: options } : options
  const { method } = settings.peers
  if (method === 'none') return wholeRegion(schools, [])
  if (!hasContext) return wholeRegion(schools, [{ code: 'noSchoolsTable' }])
  const filled = schools.filter((school) => school.cluster !== null).length
  if (filled > 0 && (method === 'given' || (method === 'clusters' && filled === schools.length)))
    return givenGroups(schools, settings)
  const context = withoutTargetLeakage(readContext(schools, settings), settings, outcomes)
  const warnings = [...context.warnings]
  if (method === 'given') warnings.push({ code: 'noClusterColumn' })
  else if (filled > 0 && method === 'clusters')
    warnings.push({ code: 'clusterColumnIncomplete', details: { filled, schools: schools.length } })
  return byContext(schools, context, settings, warnings, rest)
}

function byContext(
  schools: readonly School[],
  context: Context,
  settings: Settings,
  warnings: readonly Warning[],
  options: Pick<PeerOptions, 'groups' | 'stability'>,
): FoundPeers {
  if (context.variables.length === 0)
    return { ...wholeRegion(schools, [...warnings, { code: 'noContext' }]), basis: basisOf(context, null, null) }
  const rows = schoolsWithContext(schools, context)
  const special = context.special.filter((kind) => kind !== null).length
  const features = buildFeatures(context, rows)
  const said = [...warnings, ...gaps(schools.length - special - rows.length, features)]
  if (special > 0) said.push({ code: 'specialSchools', details: { schools: special } })
  const columns = knownVariables(context)
  const contextOf = contextBySchool(schools.length, rows, features)
  if (settings.peers.method === 'neighbours')
    return {
      ...neighbourhoods(schools, rows, features, settings, said, columns),
      contextOf,
      basis: basisOf(context, null, null),
    }
  const found = findClusters({
    schools: schools.length,
    rows,
    context,
    features,
    settings,
    groups: options.groups ?? null,
    withStability: options.stability ?? true,
  })
  if ('code' in found)
    return { ...wholeRegion(schools, [...said, found], columns), contextOf, basis: basisOf(context, null, null) }
  const groupOfRow = rows.map((row) => found.groupOf[row]!)
  return {
    method: 'clusters',
    ...found,
    neighboursOf: null,
    contextOf,
    basis: basisOf(context, features, groupOfRow),
    warnings: [...said, ...found.warnings],
    columns,
  }
}

/** Rows of the features by school; empty for schools with too little context. */
function contextBySchool(schools: number, rows: readonly number[], { columns, values }: Features): number[][] {
  const bySchool = Array.from({ length: schools }, (): number[] => [])
  rows.forEach((school, row) => (bySchool[school] = [...values.subarray(row * columns, (row + 1) * columns)]))
  return bySchool
}

const knownVariables = (context: Context): KnownVariable[] => context.variables.map(({ values: _, ...known }) => known)

function gaps(lacking: number, features: Features): Warning[] {
  const warnings: Warning[] = lacking > 0 ? [{ code: 'littleContext', details: { schools: lacking } }] : []
  const cells = features.imputed.reduce((sum, entry) => sum + entry.schools, 0)
  const columns = features.imputed.map((entry) => `${entry.variable} (${entry.schools})`).join(', ')
  return cells === 0 ? warnings : [...warnings, { code: 'imputedContext', details: { cells, columns } }]
}

function neighbourhoods(
  schools: readonly School[],
  rows: readonly number[],
  features: Features,
  settings: Settings,
  warnings: readonly Warning[],
  columns: FoundPeers['columns'],
): FoundPeers {
  const wanted = settings.peers.neighbours
  if (rows.length <= wanted) {
    const few: Warning = {
      code: 'fewSchools',
      details: { schools: rows.length, minimumSize: wanted + 1, needed: wanted + 1 },
    }
    return wholeRegion(schools, [...warnings, few], columns)
  }
  const neighboursOf = schools.map((): number[] => [])
  nearestSchools(features, wanted).forEach((near, position) => {
    neighboursOf[rows[position]!] = near.map((other) => rows[other]!)
  })
  const groupOf = schools.map(() => null)
  return { method: 'neighbours', groups: [], groupOf, neighboursOf, warnings, columns, clustering: null }
}

function givenGroups(schools: readonly School[], settings: Settings): FoundPeers {
  const assigned = [...schools.keys()].filter((row) => schools[row]!.cluster !== null)
  const members = groupBy(assigned, (row) => schools[row]!.cluster!)
  const size = (id: string) => members.get(id)!.length
  const ids = [...members.keys()].sort((a, b) => size(b) - size(a) || byCodeUnit(a, b))
  const place = new Map(ids.map((id, index) => [id, index]))
  const groupOf = schools.map((school) => (school.cluster === null ? null : place.get(school.cluster)!))
  const without = groupOf.filter((group) => group === null).length
  const small = ids.filter((id) => size(id) < settings.peers.minimumSize)
  const warnings: Warning[] = [
    { code: 'givenGroupsUsed', details: { groups: ids.length } },
    ...(without > 0 ? [{ code: 'withoutGivenGroup' as const, details: { schools: without } }] : []),
    ...small.map((id): Warning => ({ code: 'givenGroupSmall', details: { group: id, schools: size(id) } })),
  ]
  const context = readContext(schools, settings)
  const groups = ids.map((id): PeerGroup => {
    const profile = profileOf(context.variables, members.get(id)!)
    return { id, label: { en: id, ru: id }, size: size(id), profile, stability: null, silhouette: null }
  })
  const given = { method: 'given', groups, groupOf, neighboursOf: null, warnings, clustering: null } as const
  if (context.variables.length === 0) return { ...given, columns: [] }
  const rows = schoolsWithContext(schools, context)
  const contextOf = contextBySchool(schools.length, rows, buildFeatures(context, rows))
  return { ...given, contextOf, columns: knownVariables(context), basis: basisOf(context, null, null) }
}

function wholeRegion(
  schools: readonly School[],
  warnings: readonly Warning[],
  columns: FoundPeers['columns'] = [],
): FoundPeers {
  const groupOf = schools.map(() => null)
  return { method: 'none', groups: [], groupOf, neighboursOf: null, warnings, columns, clustering: null }
}

/** Positions of the ordinary schools with enough context, in canonical order. */
function schoolsWithContext(schools: readonly School[], context: Context): number[] {
  const ids = schools.map((school) => school.id)
  return canonicalOrder(ids, context).filter(
    (row) => context.special[row] === null && knownShare(context, row) >= LEAST_CONTEXT,
  )
}

/** Weighted share 0..1 of the context variables that are known of the school at `row`. */
function knownShare(context: Context, row: number): number {
  let known = 0
  let all = 0
  for (const { values, weight } of context.variables) {
    all += weight
    if (!Number.isNaN(values[row]!)) known += weight
  }
  return known / all
}
