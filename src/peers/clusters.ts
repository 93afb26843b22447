/** Groups of schools with similar context: the cluster approach of decision 2.1. */

import type { PeerGroup, Warning } from '../model'
import { fixed } from '../setting'
import { createRandom } from '../statistics/random'
import type { Context } from './context'
import type { Features } from './features'
import { bestPartition, improve, mergeSmall, type Partition, partitionInto, runsOf } from './kmeans'
import { chooseNumber, type NumberOfGroups } from './number-of-groups'
import type { Settings } from './options'
import { type Points, pointsAt, squaredDistance } from './points'
import { differencesOf, nameGroups, profileOf, summariesOf } from './profile'
import { stabilityOf } from './stability'
import { silhouettes } from './validity'
import type { Encoder } from './variables'

/** Everything about a clustering beyond who is in which group. Arrays by school are aligned with the schools given. */
export interface Clustering {
  /** How context became numbers, and the groups' centres in these numbers: enough to place another school. */
  readonly encoders: readonly Encoder[]
  readonly centres: readonly (readonly number[])[]
  /** Root mean squared distance of a group's schools from its centre; 1 = one standard deviation of one variable. */
  readonly spread: readonly number[]
  /** `null` where the number was set beforehand. */
  readonly choice: NumberOfGroups | null
  /**
   * Distance to the own centre over distance to the second-nearest, 0..1: near 1 the school could as well be in the
   * other group. `null` for schools without a group.
   */
  readonly closeness: readonly (number | null)[]
  /** Schools (positions) with a closeness over .9. */
  readonly border: readonly number[]
  /** Mean share of its group that a school stays together with under resampling, 0..1; `null` if not computed. */
  readonly coassignment: readonly (number | null)[]
}

export interface Clusters {
  readonly groups: readonly PeerGroup[]
  readonly groupOf: readonly (number | null)[]
  readonly clustering: Clustering
  readonly warnings: readonly Warning[]
}

export interface ClusterRequest {
  /** Number of all schools, and positions of those with enough context, as the features are. */
  readonly schools: number
  readonly rows: readonly number[]
  readonly context: Context
  readonly features: Features
  readonly settings: Settings
  /** Number of groups to make; `null` to choose it. */
  readonly groups: number | null
  readonly withStability: boolean
}

const SAMPLE = fixed(1000, {
  reason: 'The number of groups is chosen on at most this many schools; all schools are then placed from its centres.',
  origin: 'ours',
})
const RESAMPLES = fixed(50, {
  reason: 'Resamples behind the stability of a group: its standard error is then about .03.',
  origin: 'ours',
})
const RESAMPLE_STARTS = fixed(3, { reason: 'Starts of k-means in a resample.', origin: 'ours' })
const UNSTABLE = fixed(0.6, { reason: 'Under this a group is called unstable (Hennig 2007).', origin: 'paper' })
const BORDER = fixed(0.9, {
  reason: 'A school is near the border of groups when its own centre is at least this share as far as the next.',
  origin: 'ours',
})

/** Groups by context, or a warning why there are none. */
export function findClusters(request: ClusterRequest): Clusters | Warning {
  const { features, rows } = request
  const minimumSize = smallestGroup(rows.length, request.settings.peers.minimumSize)
  const settings = { ...request.settings, peers: { ...request.settings.peers, minimumSize } }
  if (rows.length < 2 * minimumSize)
    return { code: 'fewSchools', details: { schools: rows.length, minimumSize, needed: 2 * minimumSize } }
  const points: Points = { count: features.schools, columns: features.columns, values: features.values }
  const { partition, choice } =
    request.groups === null ? choosePartition(points, settings) : fixedPartition(points, request.groups, settings)
  if (partition.sizes.length < 2) return { code: 'noGroups', details: { schools: rows.length, minimumSize } }
  const stability = request.withStability ? stabilityFor(points, partition, settings) : null
  const groups = describeGroups(request, points, partition, stability?.byGroup ?? null)
  const unstable = groups.filter((group) => group.stability !== null && group.stability < UNSTABLE)
  return {
    groups,
    groupOf: spreadOut(request, (position) => partition.groupOf[position]!),
    clustering: describeClustering(request, points, partition, choice, stability?.coassignment ?? null),
    warnings: unstable.map((group) => ({
      code: 'unstableGroup',
      details: { group: group.id, stability: group.stability },
    })),
  }
}

const FEWEST_IN_DISTRICT = fixed(8, {
  reason: 'A group of a small district has at least this many schools; with partial pooling they harm nobody.',
  origin: 'ours',
})
const MOST_IN_DISTRICT = fixed(3, { reason: 'Small districts have at most this many groups.', origin: 'ours' })

/** Least size of a group among `schools`: a third of a small district's, but no less than eight, and never above `usual`. */
export const smallestGroup = (schools: number, usual: number): number =>
  Math.min(usual, Math.max(FEWEST_IN_DISTRICT, Math.floor(schools / MOST_IN_DISTRICT)))

interface Found {
  readonly partition: Partition
  readonly choice: NumberOfGroups | null
}

function choosePartition(points: Points, settings: Settings): Found {
  const random = createRandom(settings.seed, 'peers', 'groups')
  const sample = pointsAt(points, samplePositions(points.count, settings, 'choice'))
  const limits = { ...settings.peers, minimumSize: minimumAmong(sample.count, points.count, settings) }
  const choice = chooseNumber(sample, points.count, limits, random)
  if (sample.count === points.count) return choice
  const everybody = improve(points, runsOf(points)(choice.partition.centres))
  return { choice: choice.choice, partition: mergeSmall(points, everybody, settings.peers.minimumSize) }
}

function fixedPartition(points: Points, groups: number, settings: Settings): Found {
  const { minimumSize, starts } = settings.peers
  const random = createRandom(settings.seed, 'peers', 'fixed')
  const sample = pointsAt(points, samplePositions(points.count, settings, 'choice'))
  if (sample.count === points.count)
    return { partition: partitionInto(points, groups, starts, minimumSize, random), choice: null }
  const best = bestPartition(sample, groups, starts, random)
  const partition = improve(points, runsOf(points)(best.centres))
  return { partition: mergeSmall(points, partition, minimumSize), choice: null }
}

const FEWEST_SEEN = fixed(5, {
  reason: 'Schools that a group must have among those drawn, or it could not be seen there.',
  origin: 'ours',
  unit: 'schools',
})

/** Least size of a group among `drawn` of `all` schools. */
function minimumAmong(drawn: number, all: number, settings: Settings): number {
  const { minimumSize } = settings.peers
  return Math.min(minimumSize, Math.max(FEWEST_SEEN, Math.ceil((minimumSize * drawn) / all)))
}

/** Positions of the schools drawn for a purpose, ascending; all of them where they are few. */
function samplePositions(count: number, settings: Settings, purpose: string): number[] {
  const all = Array.from({ length: count }, (_, i) => i)
  if (count <= SAMPLE) return all
  return createRandom(settings.seed, 'peers', purpose)
    .sample(all, SAMPLE)
    .sort((a, b) => a - b)
}

function stabilityFor(points: Points, partition: Partition, settings: Settings) {
  const drawn = Math.min(points.count, SAMPLE)
  const minimumSize = minimumAmong(drawn, points.count, settings)
  const limits = { resamples: RESAMPLES, starts: RESAMPLE_STARTS, points: SAMPLE, minimumSize }
  return stabilityOf(points, partition, limits, createRandom(settings.seed, 'peers', 'stability'))
}

function describeGroups(
  request: ClusterRequest,
  points: Points,
  partition: Partition,
  stability: readonly number[] | null,
): PeerGroup[] {
  const { context, features, rows } = request
  const widths = silhouetteByGroup(points, partition, request.settings)
  const membersOf = partition.sizes.map((_, group) => rows.filter((_, at) => partition.groupOf[at] === group))
  const labels = nameGroups(context.variables, features.encoders, rows, membersOf)
  const everybody = summariesOf(context.variables, features.encoders, rows)
  return partition.sizes.map((size, group) => {
    const members = membersOf[group]!
    return {
      id: groupId(group),
      label: labels[group]!,
      size,
      profile: profileOf(context.variables, members),
      stability: stability === null ? null : stability[group]!,
      silhouette: widths[group]!,
      differences: differencesOf(context.variables, features.encoders, everybody, members),
    }
  })
}

function silhouetteByGroup(points: Points, partition: Partition, settings: Settings): number[] {
  const drawn = samplePositions(points.count, settings, 'silhouette')
  const groupOf = drawn.map((row) => partition.groupOf[row]!)
  const each = silhouettes(pointsAt(points, drawn), groupOf, partition.sizes.length)
  return partition.sizes.map((_, group) => {
    const own = Array.from(each).filter((_, position) => groupOf[position] === group)
    return own.length === 0 ? 0 : own.reduce((sum, value) => sum + value, 0) / own.length
  })
}

function describeClustering(
  request: ClusterRequest,
  points: Points,
  partition: Partition,
  choice: NumberOfGroups | null,
  coassignment: Float64Array | null,
): Clustering {
  const { columns, values } = points
  const { centres, groupOf, sizes } = partition
  const squares = new Array<number>(sizes.length).fill(0)
  const closeness = Array.from(groupOf, (own, i) => {
    const near = squaredDistance(values, i, centres, own, columns)
    squares[own]! += near
    let second = Number.POSITIVE_INFINITY
    for (let group = 0; group < sizes.length; group++)
      if (group !== own) second = Math.min(second, squaredDistance(values, i, centres, group, columns))
    return second === 0 ? 1 : Math.sqrt(near / second)
  })
  const bySchool = spreadOut(request, (position) => closeness[position]!)
  return {
    encoders: request.features.encoders,
    centres: sizes.map((_, group) => Array.from(centres.subarray(group * columns, (group + 1) * columns))),
    spread: squares.map((sum, group) => Math.sqrt(sum / sizes[group]!)),
    choice,
    closeness: bySchool,
    border: bySchool.flatMap((value, school) => (value !== null && value > BORDER ? [school] : [])),
    coassignment: spreadOut(request, (position) => (coassignment === null ? null : coassignment[position]!)),
  }
}

/** Values by position among the features' rows -> values by school. */
function spreadOut(request: ClusterRequest, value: (position: number) => number | null): (number | null)[] {
  const bySchool = new Array<number | null>(request.schools).fill(null)
  request.rows.forEach((row, position) => {
    bySchool[row] = value(position)
  })
  return bySchool
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** A, B, ... Z, AA, AB, ... */
export function groupId(index: number): string {
  const letter = ALPHABET[index % ALPHABET.length]!
  return index < ALPHABET.length ? letter : groupId(Math.floor(index / ALPHABET.length) - 1) + letter
}
