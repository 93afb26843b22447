/** Real ground truth: how well each detector finds the school-grades whose results the ministry declared unreliable. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInDetectors } from '../../src/detectors'
import { LARGEST_Z, OTHER_GRADES } from '../../src/evidence'
import { familyRatio } from '../../src/evidence/likelihood-ratio'
import { groupBy, positionsBy } from '../../src/group-by'
import type { Outcome } from '../../src/model'
import { readTables } from '../../src/node'
import { normalScore } from '../../src/statistics/tails'
import { areaUnderCurve, averagePrecision, precisionAt } from './ranking'
import { measure } from './regions'

const FEWEST_TESTED = 10

export interface Ranked {
  readonly name: string
  readonly auc30: number
  readonly auc50: number
  readonly precision30: number
  readonly precision50: number
  readonly at100: number
  readonly at500: number
  /** Share of the school-grades for which the detector had an answer. */
  readonly measured: number
}

/** `null` where the folder is not there. */
export async function enlaceTable(
  folder: string,
): Promise<{ grades: number; positive: number; rows: Ranked[] } | null> {
  const file = (name: string): string => join(folder, name)
  if (!existsSync(file('results.csv'))) return null
  const input = await readTables({ schools: file('schools.csv'), results: file('results.csv') })
  const outcomes = measure(input)
  const groups = positionsBy(input.sittings, ({ schoolId, grade }) => `${schoolId}|${grade}`)
  const units = truthOf(file('truth.csv')).filter(({ tested, key }) => tested >= FEWEST_TESTED && groups.has(key))
  const rows: Ranked[] = []
  const rank = (name: string, score: (members: readonly number[]) => number | null): void => {
    const scores = units.map(({ key }) => score(groups.get(key)!))
    rows.push(
      ranked(
        name,
        scores,
        units.map(({ share }) => share),
      ),
    )
  }
  const surprise = (d: number, i: number): number | null => {
    const outcome = outcomes[d]![i]!
    return outcome.outcome === 'measured' ? -Math.log(Math.max(outcome.p, 1e-300)) : null
  }
  builtInDetectors.forEach(({ meta }, d) => {
    const each = (members: readonly number[]): number[] => members.flatMap((i) => surprise(d, i) ?? [])
    rank(`${meta.id}, smallest p`, (members) => largest(each(members)))
    rank(`${meta.id}, sum`, (members) => sum(each(members)))
  })
  const all = (members: readonly number[]): number[] =>
    members.flatMap((i) => builtInDetectors.flatMap((_, d) => surprise(d, i) ?? []))
  rank('all, smallest p', (members) => largest(all(members)))
  rank('all, sum of -ln p', (members) => sum(all(members)))
  rank('all, sum of capped -ln p', (members) => sum(all(members).map((s) => Math.min(s, 12))))
  rank('all, sum of roots', (members) => sum(all(members).map((s) => Math.sqrt(s))))
  // As the product weighs a sitting (docs/evidence.md). A grade was declared unreliable as a whole: its sittings multiply.
  const families = [...new Set(builtInDetectors.map(({ meta }) => meta.family))]
  const strength = (i: number): number =>
    families.reduce((total, family) => {
      const z = builtInDetectors.flatMap(({ meta }, d) => (meta.family === family ? (zOf(outcomes[d]![i]!) ?? []) : []))
      return z.length === 0 ? total : total + Math.log(familyRatio(z))
    }, 0)
  const strengths = new Map(
    [...groups].map(([key, members]) => [key, members.reduce((total, i) => total + strength(i), 0)]),
  )
  const bySchool = groupBy([...groups.keys()], (key) => key.split('|')[0]!)
  const keyOf = (members: readonly number[]): string =>
    `${input.sittings[members[0]!]!.schoolId}|${input.sittings[members[0]!]!.grade}`
  rank('strength of the school-grade', (members) => strengths.get(keyOf(members))!)
  rank(`strength, with ${OTHER_GRADES} x the school's other grades`, (members) => {
    const key = keyOf(members)
    const others = bySchool.get(key.split('|')[0]!)!.filter((other) => other !== key)
    const mean = others.reduce((total, other) => total + strengths.get(other)!, 0) / Math.max(1, others.length)
    return strengths.get(key)! + OTHER_GRADES * mean
  })
  return { grades: units.length, positive: units.filter(({ share }) => share >= 30).length, rows }
}

const zOf = (outcome: Outcome): number | null =>
  outcome.outcome === 'measured' ? Math.max(-LARGEST_Z, Math.min(LARGEST_Z, normalScore(outcome.p))) : null

const largest = (scores: readonly number[]): number | null => (scores.length === 0 ? null : Math.max(...scores))
const sum = (scores: readonly number[]): number | null =>
  scores.length === 0 ? null : scores.reduce((total, s) => total + s, 0)

function truthOf(path: string): { key: string; tested: number; share: number }[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [school, grade, tested, , share] = line.split(',')
    return { key: `${school}|${grade}`, tested: Number(tested), share: Number(share) }
  })
}

function ranked(name: string, scores: readonly (number | null)[], shares: readonly number[]): Ranked {
  // What could not be measured stands in the middle: neither innocent nor guilty.
  const known = scores.filter((s) => s !== null).sort((a, b) => a - b)
  const middle = known[known.length >> 1] ?? 0
  const filled = scores.map((s) => s ?? middle)
  const thirty = shares.map((s) => s >= 30)
  const fifty = shares.map((s) => s >= 50)
  return {
    name,
    auc30: areaUnderCurve(filled, thirty),
    auc50: areaUnderCurve(filled, fifty),
    precision30: averagePrecision(filled, thirty),
    precision50: averagePrecision(filled, fifty),
    at100: precisionAt(filled, thirty, 100),
    at500: precisionAt(filled, thirty, 500),
    measured: known.length / scores.length,
  }
}
