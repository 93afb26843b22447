/** Who may be compared with whom (decision 2.1): clusters, nearest neighbours, given groups, or the whole region. */
import type { PeerGroup, Peers, School, Warning } from '../model'
import type { Settings } from '../settings'
import { createRandom } from '../statistics/random'
import { byCodeUnit, type Context, readContext } from './context'
import { buildFeatures, canonicalOrder, type Features } from './features'
import { mergeSmall, type Partition, type Points, partitionFrom, squaredDistance } from './kmeans'
import { chooseNumber } from './number-of-groups'
import { labelOf, profileOf } from './profile'
import { silhouettes } from './validity'

/** A school with less than this share of the (weighted) context known is compared with the whole region. */
const LEAST_CONTEXT = 0.5
/** The number of groups is chosen on at most this many schools; all schools are then assigned from its centres. */
const SAMPLE = 1000

/**
 * Finds the peers of every school.
 *
 * `settings.peers.method` asks for clusters of similar context, the nearest neighbours of each school, the groups given
 * in the column `cluster`, or none. A `cluster` column filled for every school is used also where clusters are asked
 * for. Where there is no context or there are too few schools, everybody is compared with the whole region, and a
 * warning says so. Neither the order of the schools nor their names change the groups.
 *
 * @param schools all schools; `groupOf` and `neighboursOf` are aligned with them.
 * @param hasContext false where no schools table was given.
 * @example
 * const peers = findPeers(schools, parseSettings())
 * peers.groups[peers.groupOf[0]!]?.label.en // 'rural, small, low income'
 */
export function findPeers(schools: readonly School[], settings: Settings, hasContext = true): Peers {
  if (settings.peers.method === 'none') return wholeRegion(schools, [])
  if (!hasContext) return wholeRegion(schools, [{ code: 'noSchoolsTable' }])
  const filled = schools.filter((school) => school.cluster !== null).length
  if (
    filled > 0 &&
    (settings.peers.method === 'given' || (settings.peers.method === 'clusters' && filled === schools.length))
  )
    return givenGroups(schools, settings)
  const context = readContext(schools, settings)
  const warnings = [...context.warnings]
  if (settings.peers.method === 'given') warnings.push({ code: 'noClusterColumn' })
  else if (filled > 0 && settings.peers.method === 'clusters')
    warnings.push({ code: 'clusterColumnIncomplete', details: { filled, schools: schools.length } })
  if (context.variables.length === 0) return wholeRegion(schools, [...warnings, { code: 'noContext' }])
  const rows = schoolsWithContext(schools, context)
  const lacking = schools.length - rows.length
  if (lacking > 0) warnings.push({ code: 'littleContext', details: { schools: lacking } })
  const features = buildFeatures(context, rows)
  const cells = features.imputed.reduce((sum, entry) => sum + entry.schools, 0)
  if (cells > 0) {
    const columns = features.imputed.map((entry) => `${entry.variable} (${entry.schools})`).join(', ')
    warnings.push({ code: 'imputedContext', details: { cells, columns } })
  }
  if (settings.peers.method === 'neighbours') return neighbourhoods(schools, rows, features, settings, warnings)
  return clusters(schools, rows, context, features, settings, warnings)
}

function clusters(
  schools: readonly School[],
  rows: readonly number[],
  context: Context,
  features: Features,
  settings: Settings,
  warnings: readonly Warning[],
): Peers {
  const points: Points = { count: features.schools, columns: features.columns, values: features.values }
  const partition = partitionOf(points, settings)
  if (partition === null || partition.sizes.length < 2) {
    const details = { schools: rows.length, minimumSize: settings.peers.minimumSize }
    return wholeRegion(schools, [...warnings, { code: 'fewSchools', details }])
  }
  const widths = silhouetteByGroup(points, partition, settings)
  const groups = partition.sizes.map((size, group): PeerGroup => {
    const members = rows.filter((_, position) => partition.groupOf[position] === group)
    return {
      id: groupId(group),
      label: labelOf(context.variables, features.encoders, members, rows),
      size,
      profile: profileOf(context.variables, members),
      stability: null,
      silhouette: widths[group]!,
    }
  })
  const groupOf = new Array<number | null>(schools.length).fill(null)
  rows.forEach((row, position) => {
    groupOf[row] = partition.groupOf[position]!
  })
  return { method: 'clusters', groups, groupOf, neighboursOf: null, warnings }
}

/** Number of groups chosen on a sample where schools are many, then every school assigned from the sample's centres. */
function partitionOf(points: Points, settings: Settings): Partition | null {
  const random = createRandom(settings.seed, 'peers', 'groups')
  const { minimumSize, maximumGroups, starts } = settings.peers
  if (points.count < 2 * minimumSize) return null
  const sample = samplePoints(
    points,
    random.sample(
      Array.from({ length: points.count }, (_, i) => i),
      SAMPLE,
    ),
  )
  const least = Math.max(5, Math.ceil((minimumSize * sample.count) / points.count))
  const choice = chooseNumber(sample, { minimumSize: Math.min(least, minimumSize), maximumGroups, starts }, random)
  const chosen = choice?.candidates.find((candidate) => candidate.groups === choice.groups)
  if (chosen === undefined) return null
  if (sample.count === points.count) return inPlace(chosen.partition, points)
  return mergeSmall(points, partitionFrom(points, chosen.partition.centres), minimumSize)
}

function samplePoints(points: Points, drawn: readonly number[]): Points {
  const chosen = [...drawn].sort((a, b) => a - b)
  const values = new Float64Array(chosen.length * points.columns)
  chosen.forEach((row, position) => {
    values.set(points.values.subarray(row * points.columns, (row + 1) * points.columns), position * points.columns)
  })
  return { count: chosen.length, columns: points.columns, values }
}

/** The sample was everybody, in order: its partition is the partition. */
const inPlace = (partition: Partition, points: Points): Partition | null =>
  partition.groupOf.length === points.count ? partition : null

function silhouetteByGroup(points: Points, partition: Partition, settings: Settings): number[] {
  const random = createRandom(settings.seed, 'peers', 'silhouette')
  const drawn = random
    .sample(
      Array.from({ length: points.count }, (_, i) => i),
      SAMPLE,
    )
    .sort((a, b) => a - b)
  const groupOf = drawn.map((row) => partition.groupOf[row]!)
  const each = silhouettes(samplePoints(points, drawn), groupOf, partition.sizes.length)
  return partition.sizes.map((_, group) => {
    const own = Array.from(each).filter((_, position) => groupOf[position] === group)
    return own.length === 0 ? 0 : own.reduce((sum, value) => sum + value, 0) / own.length
  })
}

/** Each school the centre of its own most similar schools. An empty list = compared with the whole region. */
function neighbourhoods(
  schools: readonly School[],
  rows: readonly number[],
  features: Features,
  settings: Settings,
  warnings: readonly Warning[],
): Peers {
  const wanted = settings.peers.neighbours
  if (rows.length <= wanted) {
    const details = { schools: rows.length, neighbours: wanted }
    return wholeRegion(schools, [...warnings, { code: 'fewSchools', details }])
  }
  const neighboursOf = schools.map((): number[] => [])
  rows.forEach((row, i) => {
    const distances = rows.map((_, j) => squaredDistance(features.values, i, features.values, j, features.columns))
    neighboursOf[row] = rows
      .map((_, j) => j)
      .filter((j) => j !== i)
      .sort((a, b) => distances[a]! - distances[b]! || a - b)
      .slice(0, wanted)
      .map((j) => rows[j]!)
  })
  return { method: 'neighbours', groups: [], groupOf: schools.map(() => null), neighboursOf, warnings }
}

function givenGroups(schools: readonly School[], settings: Settings): Peers {
  const members = new Map<string, number[]>()
  schools.forEach((school, row) => {
    if (school.cluster === null) return
    const list = members.get(school.cluster)
    if (list === undefined) members.set(school.cluster, [row])
    else list.push(row)
  })
  const ids = [...members.keys()].sort((a, b) => members.get(b)!.length - members.get(a)!.length || byCodeUnit(a, b))
  const place = new Map(ids.map((id, index) => [id, index]))
  const groupOf = schools.map((school) => (school.cluster === null ? null : place.get(school.cluster)!))
  const warnings: Warning[] = [{ code: 'givenGroupsUsed', details: { groups: ids.length } }]
  const without = groupOf.filter((group) => group === null).length
  if (without > 0) warnings.push({ code: 'withoutGivenGroup', details: { schools: without } })
  const { variables } = readContext(schools, settings)
  const groups = ids.map((id): PeerGroup => {
    const rows = members.get(id)!
    if (rows.length < settings.peers.minimumSize)
      warnings.push({ code: 'givenGroupSmall', details: { group: id, schools: rows.length } })
    const profile = profileOf(variables, rows)
    return { id, label: { en: id, ru: id }, size: rows.length, profile, stability: null, silhouette: null }
  })
  return { method: 'given', groups, groupOf, neighboursOf: null, warnings }
}

function wholeRegion(schools: readonly School[], warnings: readonly Warning[]): Peers {
  return { method: 'none', groups: [], groupOf: schools.map(() => null), neighboursOf: null, warnings }
}

/** Positions of the schools with enough context, in canonical order. */
function schoolsWithContext(schools: readonly School[], context: Context): number[] {
  const weights = context.variables.reduce((sum, variable) => sum + variable.weight, 0)
  const order = canonicalOrder(
    schools.map((school) => school.id),
    context,
  )
  return order.filter((row) => {
    const known = context.variables.reduce(
      (sum, variable) => sum + (Number.isNaN(variable.values[row]!) ? 0 : variable.weight),
      0,
    )
    return known >= LEAST_CONTEXT * weights
  })
}

/** A, B, ... Z, AA, AB, ... */
export function groupId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : groupId(Math.floor(index / 26) - 1) + letter
}
