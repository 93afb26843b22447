/**
 * Known manipulations put into the papers of a real region: how well the schools in which something was put are ranked,
 * how many of them are listed, and how many of those listed had nothing put in (they may be honest or not: nobody knows).
 * The same schools of the same tables are ranked by five simple methods too (`quality/simple-methods.py`).
 * Data: ../shared/data/vpr-region (not part of the product).
 *
 *   npx tsx research/injections.ts [--grades 4,5] [--seeds 5] [--first 1] [--strength low,mid,high] [--write]
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import type { Assessment, MonitorInput, Sitting } from '../src/model'
import { monitor } from '../src/monitor'
import { readTables } from '../src/node/files'
import { type Paper, papersOf, sittingOf } from '../src/power/papers'
import { awayOf } from '../src/sittings/away'
import { createRandom, type Random } from '../src/statistics/random'
import { python } from './python'
import { type Line, methodRows, timesBest } from './quality/results'
import { writeInput } from './region-files'
import { publish } from './study'

const folder = join('..', 'shared', 'data', 'vpr-region')
if (!existsSync(folder)) {
  console.log(`${folder} is not here: nothing measured`)
  process.exit(0)
}
const { values } = parseArgs({
  options: {
    grades: { type: 'string', default: '4,5' },
    seeds: { type: 'string', default: '5' },
    first: { type: 'string', default: '1' },
    strength: { type: 'string', default: 'low,mid,high' },
    write: { type: 'boolean', default: false },
  },
})

/** Share of the papers of a sitting that a manipulation reaches. */
const SHARE: Readonly<Record<string, number>> = { low: 0.2, mid: 0.4, high: 0.7 }
const SCHOOLS = 0.1
const SITTINGS = 0.7
const MECHANISMS = ['lift', 'top', 'leak', 'dictation', 'fabricated', 'absent'] as const
type Mechanism = (typeof MECHANISMS)[number]

interface Scene {
  readonly papers: Paper[]
  readonly share: number
  readonly assessment: Assessment
  readonly hardest: readonly number[]
  readonly random: Random
}

const totalOf = (items: Uint8Array): number => items.reduce((sum, points) => sum + points, 0)

function raise(paper: Paper, to: number, itemMax: readonly number[], random: Random): void {
  while (paper.score < to) {
    const open = itemMax.flatMap((max, j) => (paper.items![j]! < max ? [j] : []))
    if (open.length === 0) return
    paper.items![open[random.integer(open.length)]!]!++
    paper.score++
  }
}

const ACTS: Readonly<Record<Mechanism, (scene: Scene) => void>> = {
  lift({ papers, share, assessment, random }) {
    const cuts = assessment.cuts!
    const reach = Math.max(2, Math.round(0.15 * assessment.maxScore!))
    for (const paper of papers) {
      const cut = cuts.find((c) => c > paper.score)
      if (cut === undefined || cut - paper.score > reach || random.uniform() > share + 0.2) continue
      raise(paper, cut, assessment.itemMax!, random)
    }
  },
  top({ papers, share, assessment, random }) {
    const top = Math.ceil(0.92 * assessment.maxScore!)
    const candidates = papers.filter(({ score }) => score < top && score >= 0.5 * assessment.maxScore!)
    for (const paper of random.sample(candidates, Math.max(2, Math.round((share / 2) * papers.length))))
      raise(paper, top + random.integer(assessment.maxScore! - top + 1), assessment.itemMax!, random)
  },
  leak({ papers, share, assessment, hardest, random }) {
    const leaked = hardest.slice(0, Math.max(1, Math.round(hardest.length * 0.3)))
    for (const paper of papers) {
      if (random.uniform() > share + 0.2) continue
      for (const j of leaked) if (random.uniform() < 0.8) paper.items![j] = assessment.itemMax![j]!
      paper.score = totalOf(paper.items!)
    }
  },
  dictation({ papers, share, assessment, random }) {
    const items = assessment.itemMax!.length
    const count = Math.max(2, Math.round(items * 0.3))
    const from = random.integer(items - count + 1)
    for (const paper of papers) {
      if (random.uniform() > share + 0.3) continue
      for (let j = from; j < from + count; j++) if (random.uniform() < 0.85) paper.items![j] = assessment.itemMax![j]!
      paper.score = totalOf(paper.items!)
    }
  },
  fabricated({ papers, share, assessment, random }) {
    const pattern = assessment.itemMax!.map((max) => (random.uniform() < 0.8 ? max : Math.floor(max / 2)))
    for (const paper of papers.slice(0, Math.max(2, Math.round(0.6 * share * papers.length)))) {
      for (let j = 0; j < pattern.length; j++) if (random.uniform() < 0.9) paper.items![j] = pattern[j]!
      paper.score = totalOf(paper.items!)
    }
  },
  absent({ papers, share }) {
    for (const paper of papers.slice(0, Math.min(papers.length - 2, Math.round(0.6 * share * papers.length))))
      paper.away = true
  },
}

function inject(input: MonitorInput, strength: string, seed: number) {
  const random = createRandom(seed, 'injections', strength)
  const assessments = new Map(input.assessments.map((a) => [a.id, a]))
  const hardest = new Map(input.assessments.map((a) => [a.id, hardestOf(a, input.sittings)]))
  const bySchool = new Map<string, number[]>()
  input.sittings.forEach(({ schoolId }, i) => bySchool.set(schoolId, [...(bySchool.get(schoolId) ?? []), i]))
  const ids = [...bySchool.keys()].filter((id) => bySchool.get(id)!.length >= 2).sort()
  const chosen = random.sample(ids, Math.round(SCHOOLS * ids.length))
  const sittings = [...input.sittings]
  const truth = new Map<string, Mechanism>()
  chosen.forEach((id, k) => {
    const mechanism = MECHANISMS[k % MECHANISMS.length]!
    for (const i of bySchool.get(id)!) {
      if (random.uniform() > SITTINGS) continue
      const sitting = sittings[i]!
      const assessment = assessments.get(sitting.assessmentId)!
      const papers = papersOf(sitting)
      if (papers === null || papers.length < 3 || papers.some(({ items }) => items === null)) continue
      if (assessment.itemMax === null || assessment.cuts === null) continue
      const fits = papers.every(({ items }) => items!.every((points, j) => points <= assessment.itemMax![j]!))
      if (!fits) continue
      ACTS[mechanism]({
        papers,
        share: SHARE[strength]!,
        assessment,
        hardest: hardest.get(assessment.id)!,
        random,
      })
      sittings[i] = sittingOf(sitting, assessment, papers, random)
      truth.set(id, mechanism)
    }
  })
  for (const [id, mechanism] of truth)
    if (mechanism === 'absent') tellWhoIsAway(bySchool.get(id)!, sittings, assessments)
  return { input: { ...input, sittings }, truth }
}

/** Who stayed away, with the weakest of each test kept away from it, by the codes of the papers. */
function tellWhoIsAway(
  positions: readonly number[],
  sittings: Sitting[],
  assessments: ReadonlyMap<string, Assessment>,
): void {
  for (const grade of new Set(positions.map((i) => sittings[i]!.grade))) {
    const coded = positions.flatMap((i) => {
      const { key, participants, enrolled, assessmentId, grade: own } = sittings[i]!
      const roster = real.rosters!.get(key)
      if (own !== grade || roster === undefined) return []
      const came = [...roster].sort((a, b) => b.score - a.score).slice(0, participants!)
      return [{ i, came, maxScore: assessments.get(assessmentId)!.maxScore!, missing: enrolled! - participants! }]
    })
    const codes = [...new Set(coded.flatMap(({ came }) => came.map(({ pupilId }) => pupilId)))]
    const number = new Map(codes.map((code, n) => [code, n]))
    const away = awayOf(
      coded.map(({ came, maxScore, missing }) => ({
        pupils: came.map(({ pupilId }) => number.get(pupilId)!),
        scores: came.map(({ score }) => score),
        ...{ maxScore, missing, absent: null },
      })),
    )
    coded.forEach(({ i }, k) => {
      const { away: _, ...rest } = sittings[i]!
      sittings[i] = away[k] == null ? rest : { ...rest, away: away[k] }
    })
  }
}

function hardestOf({ id, itemMax }: Assessment, sittings: readonly Sitting[]): number[] {
  if (itemMax === null) return []
  const points = itemMax.map(() => 0)
  for (const { assessmentId, itemCounts } of sittings)
    if (assessmentId === id)
      itemCounts?.forEach((counts, j) => counts.forEach((pupils, x) => (points[j] = (points[j] ?? 0) + pupils * x)))
  return [...itemMax.keys()].sort((a, b) => points[a]! / itemMax[a]! - points[b]! / itemMax[b]! || a - b)
}

const grades = values.grades.split(',')
const results = readdirSync(folder)
  .filter((name) => name.startsWith('results-') && grades.includes(name.split('-')[1]!))
  .map((name) => join(folder, name))
const real = await readTables({ results, schools: join(folder, 'schools.csv') }, { rosters: true })
const mean = (all: readonly number[]) => all.reduce((a, b) => a + b, 0) / Math.max(1, all.length)

/** One seed at one strength. */
interface Trial extends Line {
  /** Schools with something put in: how, and whether they are listed. */
  readonly injected: readonly { readonly mechanism: Mechanism; readonly listed: boolean }[]
}

function trial(strength: string, seed: number): Trial {
  const { input, truth } = inject(real, strength, seed)
  const schools = monitor(input, { seed: 1 }).schools.filter(({ p }) => p !== null)
  const isTrue = schools.map(({ schoolId }) => truth.has(schoolId))
  const listed = schools.filter(({ grounds }) => grounds.includes('signs'))
  const hits = listed.filter(({ schoolId }) => truth.has(schoolId)).length
  const measured = new Set(schools.map(({ schoolId }) => schoolId))
  const { conditions, versions } = simple(
    { ...input, schools: input.schools.filter(({ id }) => measured.has(id)) },
    new Set(truth.keys()),
  )
  const of: Trial = {
    ...{ seed, condition: strength, versions, simple: conditions.all! },
    ours: {
      averagePrecision: averagePrecision(
        schools.map(({ p }) => -Math.log(Math.max(1e-300, p!))),
        isTrue,
      ),
      listed: listed.length,
      falseShare: listed.length === 0 ? 0 : 1 - hits / listed.length,
      found: hits / isTrue.filter(Boolean).length,
      manipulated: isTrue.filter(Boolean).length,
    },
    injected: schools.flatMap(({ schoolId, grounds }) => {
      const mechanism = truth.get(schoolId)
      return mechanism === undefined ? [] : [{ mechanism, listed: grounds.includes('signs') }]
    }),
  }
  console.error(`${strength}, seed ${seed}: ${of.ours.averagePrecision.toFixed(3)}`)
  return of
}

interface Simple {
  readonly versions: string
  readonly conditions: Readonly<Record<string, Line['simple']>>
}

/** What the simple methods make of the same tables. */
function simple(input: MonitorInput, manipulated: ReadonlySet<string>): Simple {
  const to = mkdtempSync(join(tmpdir(), 'injections-'))
  try {
    writeInput(to, input, manipulated)
    return python<Simple>([join(import.meta.dirname, 'quality', 'simple-methods.py'), to, 'all'])
  } finally {
    rmSync(to, { recursive: true })
  }
}

const two = (x: number): string => x.toFixed(2)
const strengths = values.strength.split(',')
const seeds = Array.from({ length: Number(values.seeds) }, (_, k) => Number(values.first) + k)
const trials = new Map(strengths.map((strength) => [strength, seeds.map((seed) => trial(strength, seed))]))
publish('injections', {
  schools: {
    head: ['strength', 'average precision', 'found', 'nothing put in, of the listed', 'listed', ...MECHANISMS],
    rows: strengths.map((strength) => {
      const all = trials.get(strength)!
      const ours = all.map((one) => one.ours)
      const precision = ours.map(({ averagePrecision: found }) => found)
      const injected = all.flatMap((one) => one.injected)
      const foundOf = (name: Mechanism): number =>
        mean(injected.filter(({ mechanism }) => mechanism === name).map(({ listed }) => Number(listed)))
      return [
        strength,
        `${two(mean(precision))} (${two(Math.min(...precision))}-${two(Math.max(...precision))})`,
        two(mean(ours.map(({ found }) => found))),
        two(mean(ours.filter(({ listed }) => listed > 0).map(({ falseShare }) => falseShare))),
        mean(ours.map(({ listed }) => listed)).toFixed(1),
        ...MECHANISMS.map((name) => two(foundOf(name))),
      ]
    }),
  },
  beside: {
    head: ['strength', 'ours', 'times the best in usual settings', 'times the best tuned with the truth'],
    rows: strengths.map((strength) => [strength, ...timesBest(trials.get(strength)!)]),
  },
  methods: {
    head: ['strength', 'method', 'usual setting', 'best setting', 'which'],
    rows: strengths.flatMap((strength) => methodRows(trials.get(strength)!).map((row) => [strength, ...row])),
  },
})
