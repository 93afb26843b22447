/**
 * What concepts are worth: `npx tsx research/concepts.ts`.
 *
 * 1. Identifiers beside a table of context: adjusted Rand index of the groups with and without them, 20 simulated regions.
 * 2. A real questionnaire (`../shared/data/vpr-region`, skipped where it is not there): the concepts, the groups by name,
 *    and how much of the variance of results between schools groups and a line on concepts leave, against every column as a
 *    variable of its own and against the short table of ten columns. Results never enter the grouping.
 */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MonitorInput, School } from '../src/model'
import { readTables } from '../src/node'
import { type FoundPeers, findPeers } from '../src/peers'
import { parseSettings, type SettingsInput } from '../src/settings'
import { simulateInput } from '../src/simulate'
import { createRandom } from '../src/statistics/random'
import { adjustedRand } from '../test/peers/simulated'
import { type Figure, publish } from './study'

const DATA = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'shared', 'data', 'vpr-region')
const figures: Record<string, Figure> = {}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const squares = (values: readonly number[]): number => {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
}

function junk(): void {
  const indices = Array.from({ length: 20 }, (_, seed) => {
    const { input } = simulateInput({ seed: seed + 1, schools: 240 })
    const random = createRandom(seed, 'junk')
    const beside = input.schools.map((school, i) => ({
      ...school,
      context: {
        '№ п/п': i + 1,
        ИНН: 6_600_000_000 + random.integer(99_999_999),
        Телефон: 83_430_000_000 + random.integer(9_999_999),
        'Почтовый индекс': 620_000 + random.integer(900),
        ОКПО: 10_000_000 + random.integer(80_000_000),
        'Год основания': 1900 + random.integer(120),
        ...school.context,
      },
    }))
    const find = (schools: readonly School[]) => findPeers(schools, parseSettings(), { stability: false }).groupOf
    return adjustedRand(find(input.schools), find(beside))
  })
  figures.junk = {
    head: ['six identifiers beside the context', 'adjusted Rand index, mean', 'least'],
    rows: [['20 simulated regions of 240 schools', mean(indices).toFixed(3), Math.min(...indices).toFixed(3)]],
  }
}

/** Assessments of fewer schools tell nothing of the order of schools. */
const FEWEST_SITTINGS = 20

/** Mean standardised result of each school over its sittings, by id. */
function outcomes(input: MonitorInput): Map<string, number> {
  const byAssessment = new Map<string, MonitorInput['sittings'][number][]>()
  for (const sitting of input.sittings)
    if (sitting.scores !== null && sitting.scores.n > 0)
      byAssessment.set(sitting.assessmentId, [...(byAssessment.get(sitting.assessmentId) ?? []), sitting])
  const bySchool = new Map<string, number[]>()
  for (const sittings of byAssessment.values()) {
    if (sittings.length < FEWEST_SITTINGS) continue
    const means = sittings.map(({ scores }) => scores!.sum / scores!.n)
    const deviation = Math.sqrt(squares(means) / means.length)
    sittings.forEach(({ schoolId }, i) => {
      bySchool.set(schoolId, [...(bySchool.get(schoolId) ?? []), (means[i]! - mean(means)) / deviation])
    })
  }
  return new Map([...bySchool].map(([id, values]) => [id, mean(values)]))
}

/** Variance of results within groups over the variance of all, each with its own degrees of freedom. */
function leftByGroups(results: readonly number[], groupOf: readonly (number | null)[]): number {
  const groups = new Map<number | null, number[]>()
  results.forEach((value, i) => {
    groups.set(groupOf[i]!, [...(groups.get(groupOf[i]!) ?? []), value])
  })
  const within = [...groups.values()].reduce((sum, values) => sum + squares(values), 0)
  return within / (results.length - groups.size) / (squares(results) / (results.length - 1))
}

/** Units that the slopes are shrunk by, as in the engine. */
const RIDGE = 15

/** The same left by a ridge regression on the context, each school predicted without itself. */
function leftByLine(results: readonly number[], rows: readonly (readonly number[])[]): number {
  const width = rows[0]!.length
  const centres = Array.from({ length: width }, (_, c) => mean(rows.map((row) => row[c]!)))
  const x = rows.map((row) => [1, ...row.map((value, c) => value - centres[c]!)])
  const normal = Array.from({ length: width + 1 }, (_, a) =>
    Array.from({ length: width + 1 }, (_, b) => {
      const sum = x.reduce((total, row) => total + row[a]! * row[b]!, 0)
      return a === b && a > 0 ? sum + RIDGE : sum
    }),
  )
  const inverse = inverted(normal)
  const moments = normal.map((_, a) => x.reduce((total, row, i) => total + row[a]! * results[i]!, 0))
  const slopes = inverse.map((row) => row.reduce((sum, value, b) => sum + value * moments[b]!, 0))
  const residuals = x.map((row, i) => {
    const leverage = row.reduce((sum, a, p) => sum + a * row.reduce((s, b, q) => s + inverse[p]![q]! * b, 0), 0)
    return (results[i]! - row.reduce((sum, value, a) => sum + value * slopes[a]!, 0)) / (1 - leverage)
  })
  return mean(residuals.map((value) => value ** 2)) / (squares(results) / (results.length - 1))
}

function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  for (let p = 0; p < n; p++) {
    const pivot = rows[p]![p]!
    rows[p] = rows[p]!.map((value) => value / pivot)
    for (let r = 0; r < n; r++) {
      const factor = rows[r]![p]!
      if (r !== p) rows[r] = rows[r]!.map((value, c) => value - factor * rows[p]![c]!)
    }
  }
  return rows.map((row) => row.slice(n))
}

/** Every column a variable of its own with a whole vote, as if no rule knew any. */
function asColumns(schools: readonly School[]): { schools: School[]; settings: SettingsInput } {
  const headers = [...new Set(schools.flatMap(({ context }) => Object.keys(context)))]
  const nameOf = new Map(headers.map((header, i) => [header, `v${String(i).padStart(3, '0')}`]))
  const renamed = schools.map((school) => ({
    ...school,
    context: Object.fromEntries(Object.entries(school.context).map(([header, cell]) => [nameOf.get(header)!, cell])),
  }))
  const own = Object.fromEntries([...nameOf.values()].map((name) => [name, { role: 'context' as const, weight: 1 }]))
  return { schools: renamed, settings: { peers: { variables: own } } }
}

async function questionnaire(): Promise<void> {
  if (!existsSync(DATA)) return console.log(`skipped, ${DATA} is not there`)
  const files = readdirSync(DATA).filter((file) => file.startsWith('results-'))
  const read = (schools: string) =>
    readTables({ schools: join(DATA, schools), results: files.map((file) => join(DATA, file)) })
  const input = await read('schools-questionnaire.csv')
  const results = outcomes(input)
  const concepts = findPeers(input.schools, parseSettings())
  const { comparedBy, special } = concepts.basis!
  figures.compared = {
    head: ['concepts of the questionnaire', 'share of their variance between the groups'],
    rows: comparedBy.map(({ label, between }) => [label.ru, between!.toFixed(2)]),
  }
  figures.groups = {
    head: ['group', 'schools', 'stability', 'silhouette', 'name'],
    rows: [
      ...concepts.groups.map(({ id, size, label, stability, silhouette }) => [
        id,
        String(size),
        stability!.toFixed(2),
        silhouette!.toFixed(2),
        `${label.ru}; ${label.en}`,
      ]),
      ['set apart', String(special.length), '', '', ''],
    ],
  }
  const columns = asColumns(input.schools)
  const short = await read('schools.csv')
  const apart = new Set(special.map(({ school }) => input.schools[school]!.id))
  const ways: Readonly<Record<string, { readonly schools: readonly School[]; readonly peers: FoundPeers }>> = {
    concepts: { schools: input.schools, peers: concepts },
    'every column': { schools: input.schools, peers: findPeers(columns.schools, parseSettings(columns.settings)) },
    'ten columns': { schools: short.schools, peers: findPeers(short.schools, parseSettings()) },
  }
  const placed = Object.values(ways).map(
    ({ schools, peers }) =>
      new Set(schools.flatMap(({ id }, i) => ((peers.contextOf![i]?.length ?? 0) > 0 ? [id] : []))),
  )
  const ids = input.schools
    .map(({ id }) => id)
    .filter((id) => results.has(id) && !apart.has(id) && placed.every((set) => set.has(id)))
  const values = ids.map((id) => results.get(id)!)
  figures.left = {
    head: [`${ids.length} ordinary schools`, 'variables', 'groups', 'stability', 'groups leave', 'the line leaves'],
    rows: Object.entries(ways).map(([way, { schools, peers }]) => {
      const place = new Map(schools.map(({ id }, i) => [id, i]))
      const at = ids.map((id) => place.get(id)!)
      const groups = at.map((i) => peers.groupOf[i]!)
      const context = at.map((i) => peers.contextOf![i]!)
      return [
        way,
        String(peers.columns.length),
        String(peers.groups.length),
        peers.groups.map((group) => group.stability!.toFixed(2)).join(', '),
        leftByGroups(values, groups).toFixed(3),
        leftByLine(values, context).toFixed(3),
      ]
    }),
  }
}

junk()
await questionnaire()
publish('concepts', figures)
