/**
 * What the peers stage makes of two real regions: `npx tsx research/peers.ts [folder for pictures]`. With
 * `--ranking SEEDS` instead: planted groups found, and what the number of groups does to the list of simulated regions.
 *
 * Reads `../shared/data/california-api` and `../shared/data/enlace-primary` (not part of this repository) and skips what
 * is absent. Prints what the columns were taken for, how the number of groups was chosen, the groups with their
 * stability, and how much of the variance of results each way of comparing leaves; writes one SVG per region.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import { builtInDetectors, runDetectors } from '../src/detectors'
import { weighEvidence } from '../src/evidence'
import { groupBy } from '../src/group-by'
import type { MonitorInput, School } from '../src/model'
import { readTables } from '../src/node'
import { contextIndex, type FoundPeers, findPeers } from '../src/peers'
import { readContext } from '../src/peers/context'
import { bestPartition, mergeSmall } from '../src/peers/kmeans'
import { chooseNumber } from '../src/peers/number-of-groups'
import { parseSettings, type SettingsInput } from '../src/settings'
import { simulateInput } from '../src/simulate'
import { observations } from '../src/sittings/observers'
import { indexRegion } from '../src/sittings/region'
import { createRandom } from '../src/statistics/random'
import { adjustedRand, numeric } from '../test/peers/simulated'
import { type Figure, publish } from './study'

const DATA = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'shared', 'data')
const REGIONS: { readonly folder: string; readonly settings: SettingsInput }[] = [
  { folder: 'california-api', settings: {} },
  {
    folder: 'enlace-primary',
    settings: { peers: { variables: { marginality: { order: ['MUY BAJO', 'BAJO', 'MEDIO', 'ALTO', 'MUY ALTO'] } } } },
  },
]

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const squares = (values: readonly number[]): number => {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
}

/** Mean standardised result of each school over its sittings; NaN without any. */
function outcomes(input: MonitorInput): number[] {
  const byAssessment = groupBy(
    input.sittings.filter((sitting) => sitting.scores !== null && sitting.scores.n > 0),
    (sitting) => sitting.assessmentId,
  )
  const bySchool = new Map<string, number[]>()
  for (const sittings of byAssessment.values()) {
    const means = sittings.map(({ scores }) => scores!.sum / scores!.n)
    const deviation = Math.sqrt(squares(means) / means.length)
    sittings.forEach(({ schoolId }, i) => {
      bySchool.set(schoolId, [...(bySchool.get(schoolId) ?? []), (means[i]! - mean(means)) / deviation])
    })
  }
  return input.schools.map(({ id }) => (bySchool.has(id) ? mean(bySchool.get(id)!) : Number.NaN))
}

/** Variance of results within groups over the region's, each with its own degrees of freedom. */
function left(results: readonly number[], groupOf: readonly (number | string | null)[]): number {
  const known = results.map((value, school) => ({ value, school })).filter(({ value }) => !Number.isNaN(value))
  const groups = [...groupBy(known, ({ school }) => groupOf[school]).values()]
  const within = groups.reduce((sum, group) => sum + squares(group.map(({ value }) => value)), 0)
  const all = squares(known.map(({ value }) => value))
  return within / (known.length - groups.length) / (all / (known.length - 1))
}

/** The same for neighbours: squared difference from the mean of the neighbours, less the error of that mean. */
function leftOfNeighbours(results: readonly number[], neighboursOf: readonly (readonly number[])[]): number {
  const known = results.filter((value) => !Number.isNaN(value))
  const residuals = results.flatMap((value, school) => {
    const near = neighboursOf[school]!.map((other) => results[other]!).filter((other) => !Number.isNaN(other))
    return Number.isNaN(value) || near.length === 0 ? [] : [(value - mean(near)) ** 2 / (1 + 1 / near.length)]
  })
  return mean(residuals) / (squares(known) / (known.length - 1))
}

/** Groups by one variable alone: its categories, or as many equal parts of its values. */
function byOneVariable(schools: readonly School[], settings: SettingsInput, parts: number) {
  return readContext(schools, parseSettings(settings)).variables.map(({ name, levels, values }) => {
    const order = Array.from(values, (_, school) => school)
      .filter((school) => !Number.isNaN(values[school]!))
      .sort((a, b) => values[a]! - values[b]!)
    const groupOf = schools.map((_, school): number | null => (levels.length > 0 ? values[school]! : null))
    if (levels.length === 0)
      order.forEach((school, rank) => {
        groupOf[school] = Math.floor((rank * parts) / order.length)
      })
    return { name, groupOf }
  })
}

function describe(peers: FoundPeers): void {
  console.log(
    'columns:',
    peers.columns.map(({ name, kind, unit }) => `${name}=${kind}${unit === 100 ? ' %' : ''}`).join(', '),
  )
  const choice = peers.clustering!.choice!
  console.log(`votes on ${choice.schools} schools:`, JSON.stringify(choice.votes))
  for (const one of choice.candidates) {
    const gap = choice.gaps.find(({ k }) => k === one.groups)
    const width = `${one.silhouette.toFixed(3)} ± ${one.silhouetteError.toFixed(3)}`
    console.log(
      `  k=${one.groups} silhouette ${width}, CH ${one.calinskiHarabasz.toFixed(0)}, gap ${gap?.gap?.toFixed(3) ?? 'not needed'}`,
    )
  }
  for (const { id, size, label, silhouette, stability } of peers.groups) {
    console.log(
      `  ${id} ${size} schools, silhouette ${silhouette!.toFixed(2)}, stability ${stability!.toFixed(2)}: ${label.en}`,
    )
    console.log(`    ${label.ru}`)
  }
  console.log(`border schools: ${peers.clustering!.border.length} of ${peers.groupOf.length}`)
  for (const { code, details } of peers.warnings) console.log('warning:', code, JSON.stringify(details))
}

const COLOURS = ['#1b6ca8', '#d1495b', '#66a182', '#edae49', '#775ba3', '#2e4057', '#a26769', '#00798c']

/** Context index against mean result, coloured by group. */
function picture(
  peers: FoundPeers,
  index: readonly (number | null)[],
  results: readonly number[],
  title: string,
): string {
  const [width, height, edge] = [900, 560, 50]
  const x = (value: number) => edge + ((value + 4) / 8) * (width - 2 * edge)
  const y = (value: number) => height - edge - ((value + 4) / 8) * (height - 2 * edge)
  const dots = results.flatMap((result, school) => {
    const [across, group] = [index[school]!, peers.groupOf[school]!]
    if (Number.isNaN(result) || across === null || group === null) return []
    const at = `cx="${x(across).toFixed(1)}" cy="${y(result).toFixed(1)}"`
    return [`<circle ${at} r="2" fill="${COLOURS[group % COLOURS.length]}" fill-opacity=".45"/>`]
  })
  const legend = peers.groups.map(({ id, size, label }, group) => {
    const at = height - edge - 8 - 18 * (peers.groups.length - group)
    return `<text x="${edge + 8}" y="${at}" fill="${COLOURS[group % COLOURS.length]}">${id} (${size}): ${label.en}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/><text x="${edge}" y="28" font-size="16">${title}</text>
<rect x="${edge}" y="${edge}" width="${width - 2 * edge}" height="${height - 2 * edge}" fill="none" stroke="#999"/>
${dots.join('\n')}
${legend.join('\n')}
<text x="${width / 2}" y="${height - 18}" text-anchor="middle">context index (standard deviations)</text>
<text x="18" y="${height / 2}" text-anchor="middle" transform="rotate(-90 18 ${height / 2})">mean result (standard deviations)</text>
</svg>`
}

const MEASURED = [
  'variance left by clusters as chosen',
  'by clusters, k = 4 / 8 / 16',
  'by 40 neighbours',
  'by the best single variable',
  'by the worst single variable',
  'stability of the chosen groups',
  'border schools',
]

/** One column of the table, aligned with `MEASURED`; `null` where the data are not there. */
async function measure(folder: string, settings: SettingsInput, pictures: string): Promise<readonly string[] | null> {
  const path = join(DATA, folder)
  if (!existsSync(path)) {
    console.log(`${folder}: skipped, ${path} is not there`)
    return null
  }
  const input = await readTables({ schools: join(path, 'schools.csv'), results: join(path, 'results.csv') })
  const results = outcomes(input)
  const known = results.map((value) => (Number.isNaN(value) ? null : value))
  const find = (method: 'clusters' | 'neighbours', groups: number | null = null) => {
    const parsed = parseSettings({ ...settings, peers: { ...settings.peers, method } })
    return findPeers(input.schools, parsed, { outcomes: [known], groups, stability: groups === null })
  }
  console.log(`\n== ${folder}: ${input.schools.length} schools, ${input.sittings.length} sittings`)
  const peers = find('clusters')
  describe(peers)
  const single = byOneVariable(input.schools, settings, peers.groups.length)
    .map(({ name, groupOf }) => ({ name, share: left(results, groupOf) }))
    .sort((one, other) => one.share - other.share)
  const sole = ({ name, share }: { name: string; share: number }) => `${share.toFixed(3)} (\`${name}\`)`
  const stability = peers.groups.map((group) => group.stability!)
  const cells = [
    `${left(results, peers.groupOf).toFixed(3)} (k = ${peers.groups.length})`,
    [4, 8, 16].map((groups) => left(results, find('clusters', groups).groupOf).toFixed(3)).join(' / '),
    leftOfNeighbours(results, find('neighbours').neighboursOf!).toFixed(3),
    sole(single[0]!),
    sole(single.at(-1)!),
    `${Math.min(...stability).toFixed(2)} to ${Math.max(...stability).toFixed(2)}`,
    `${peers.clustering!.border.length} of ${peers.groupOf.length}`,
  ]
  const index = contextIndex(input.schools, parseSettings(settings))!
  console.log(`context index holds ${(100 * index.explained).toFixed(0)} % of the variance of context`)
  mkdirSync(pictures, { recursive: true })
  writeFileSync(join(pictures, `${folder}.svg`), picture(peers, index.bySchool, results, folder))
  return [`${folder}, ${input.schools.length} schools`, ...cells]
}

/** How often each rule finds the planted number of groups, and how near its groups are to the planted ones. */
function planted(): Figure {
  const rules = { planted: [] as number[], 'agreement, as chosen': [] as number[], 'gap alone': [] as number[] }
  const hits: Record<string, number> = {}
  for (let seed = 0; seed < 20; seed++) {
    const { points, truth, groups } = numeric(seed)
    const limits = { minimumSize: 15, maximumGroups: 8, starts: 25 }
    const { groups: agreed, votes } = chooseNumber(points, points.count, limits, createRandom(1, 'planted')).choice!
    for (const [rule, k] of Object.entries({
      planted: groups,
      'agreement, as chosen': agreed,
      'gap alone': votes.gap,
    })) {
      const found = mergeSmall(points, bestPartition(points, Math.max(1, k), 25, createRandom(1, 'planted')), 15)
      rules[rule as keyof typeof rules].push(adjustedRand(found.groupOf, truth))
      hits[rule] = (hits[rule] ?? 0) + (k === groups ? 1 : 0)
    }
  }
  return {
    head: ['20 data sets, planted groups in six columns', 'right k', 'mean adjusted Rand index'],
    rows: Object.entries(rules).map(([rule, values]) => [rule, String(hits[rule]), mean(values).toFixed(3)]),
  }
}

/** What the number of groups does to the list: average precision by school on simulated regions, item patterns left out. */
function ranking(seeds: number): Figure {
  const settings = parseSettings({})
  const detectors = builtInDetectors.filter(({ meta }) => meta.family !== 'pattern')
  const precision: Record<string, number[]> = {}
  for (let seed = 1; seed <= seeds; seed++) {
    const { input, truth } = simulateInput({ seed, schools: 240 })
    const manipulated = new Set(truth.filter((one) => one.manipulated).map(({ schoolId }) => schoolId))
    const region = indexRegion(input, observations(input, settings))
    const ways: Record<string, FoundPeers> = {
      region: findPeers(input.schools, parseSettings({ peers: { method: 'none' } })),
      'clusters as chosen': findPeers(input.schools, settings),
      neighbours: findPeers(input.schools, parseSettings({ peers: { method: 'neighbours' } })),
    }
    for (const groups of [2, 3, 4, 6])
      ways[`${groups} clusters`] = findPeers(input.schools, settings, { groups, stability: false })
    for (const [way, peers] of Object.entries(ways)) {
      const outcomes = runDetectors(detectors, { region, peers, settings })
      const { schools } = weighEvidence(detectors, outcomes, region, settings)
      const scores = schools.map(({ p }) => -(p ?? 1))
      const positive = input.schools.map(({ id }) => manipulated.has(id))
      precision[way] = [...(precision[way] ?? []), averagePrecision(scores, positive)]
    }
  }
  const two = precision['2 clusters']!
  const rows = Object.entries(precision).map(([way, values]) => {
    const differences = values.map((value, i) => value - two[i]!)
    const error = Math.sqrt(squares(differences) / (seeds - 1) / seeds)
    return [way, mean(values).toFixed(3), `${mean(differences).toFixed(3)} ± ${error.toFixed(3)}`]
  })
  return { head: ['peers', 'average precision', 'difference from two clusters'], rows }
}

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { ranking: { type: 'string' }, write: { type: 'boolean', default: false } },
})
if (asked.ranking !== undefined)
  publish('peers-number', { planted: planted(), ranking: ranking(Number(asked.ranking)) })
else {
  const columns: (readonly string[])[] = []
  for (const { folder, settings } of REGIONS) {
    const column = await measure(folder, settings, positionals[0] ?? 'pictures')
    if (column !== null) columns.push(column)
  }
  if (columns.length > 0)
    publish('peers-real', {
      regions: {
        head: ['', ...columns.map((column) => column[0]!)],
        rows: MEASURED.map((name, row) => [name, ...columns.map((column) => column[row + 1]!)]),
      },
    })
}
