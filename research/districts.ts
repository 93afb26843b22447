/**
 * Small districts: what groups and their partial pooling do there.
 *
 * `npx tsx research/districts.ts honest [--schools 1200]`: honest districts of 16 ... 60 schools, how often a school
 * reaches p < .05 and p < .01, with groups as found and with the whole district as the yardstick.
 * `npx tsx research/districts.ts cut [--seeds 2]`: rural districts of 30 schools cut from simulated regions with
 * manipulation: groups, average precision of the order, power and false discoveries of the list at q = .10.
 * `npx tsx research/districts.ts reference [--seeds 2]`: the same for districts of 16 ... 60 schools, alone and with the
 * reference of their region.
 */
import { parseArgs } from 'node:util'
import { averagePrecision } from '../scripts/validate/ranking'
import { builtInDetectors, runDetectors } from '../src/detectors'
import { weighEvidence } from '../src/evidence'
import { makeReference } from '../src/make-reference'
import type { MonitorInput, MonitorResult } from '../src/model'
import { monitor } from '../src/monitor'
import { findPeers } from '../src/peers'
import { parseSettings, type SettingsInput } from '../src/settings'
import { simulateInput } from '../src/simulate'
import { observations } from '../src/sittings/observers'
import { indexRegion } from '../src/sittings/region'
import { publish } from './study'

const WAYS: Readonly<Record<string, SettingsInput>> = {
  groups: {},
  'whole district': { peers: { method: 'none' } },
}

/** Evidence by school of a district judged by itself. */
function judge(input: MonitorInput, settingsInput: SettingsInput) {
  const settings = parseSettings(settingsInput)
  const region = indexRegion(input, observations(input, settings))
  const peers = findPeers(input.schools, settings, { stability: false })
  const outcomes = runDetectors(builtInDetectors, { region, peers, settings })
  return { peers, outcomes, evidence: weighEvidence(builtInDetectors, outcomes, region, settings) }
}

const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`

function honest(schools: number): void {
  const rows: string[][] = []
  const level = builtInDetectors.findIndex(({ meta }) => meta.id === 'high-level')
  for (const size of [16, 25, 30, 40, 60])
    for (const [way, settings] of Object.entries(WAYS)) {
      let [judged, below5, below1, groups, measured, level5, level1] = [0, 0, 0, 0, 0, 0, 0]
      const districts = Math.round(schools / size)
      for (let seed = 1; seed <= districts; seed++) {
        const { input } = simulateInput({ seed, schools: size, municipalities: 1, manipulation: null })
        const { peers, outcomes, evidence } = judge(input, settings)
        if (peers.groups.length > 1) groups++
        for (const { p } of evidence.schools) {
          if (p === null) continue
          judged++
          if (p < 0.05) below5++
          if (p < 0.01) below1++
        }
        for (const outcome of outcomes[level]!) {
          if (outcome.outcome !== 'measured') continue
          measured++
          if (outcome.p < 0.05) level5++
          if (outcome.p < 0.01) level1++
        }
      }
      const figures = [
        [below5, judged],
        [below1, judged],
        [level5, measured],
        [level1, measured],
      ] as const
      rows.push([String(size), way, `${groups} of ${districts}`, ...figures.map(([n, of]) => percent(n, of))])
    }
  const head = [
    'schools',
    'yardstick',
    'groups in',
    'school p < .05',
    'school p < .01',
    'high-level p < .05',
    'high-level p < .01',
  ]
  publish('districts-honest', { honest: { head, rows } })
}

/** The schools at `positions` as a district of their own. */
function cutOut(input: MonitorInput, positions: readonly number[]): MonitorInput {
  const ids = new Set(positions.map((i) => input.schools[i]!.id))
  const own = <Row extends { readonly schoolId: string }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ schoolId }) => ids.has(schoolId))
  return {
    ...input,
    schools: positions.map((i) => input.schools[i]!),
    sittings: own(input.sittings),
    observers: own(input.observers),
  }
}

const DISTRICT = 30
const DISTRICTS = 15

function cut(seeds: number): void {
  const rows: string[][] = []
  for (const [way, settings] of Object.entries(WAYS)) {
    let [districts, grouped, listed, wrong, positives, honestBelow, honestAll] = [0, 0, 0, 0, 0, 0, 0]
    const precisions: number[] = []
    for (let seed = 1; seed <= seeds; seed++) {
      const { input, truth } = simulateInput({ seed, schools: 720 })
      const manipulated = new Set(truth.filter((one) => one.manipulated).map(({ schoolId }) => schoolId))
      const rural = [...input.schools.keys()].filter((i) => input.schools[i]!.municipality?.endsWith('район'))
      rural.sort((a, b) => (input.schools[a]!.municipality! < input.schools[b]!.municipality! ? -1 : 1) || a - b)
      for (let at = 0; at < DISTRICTS && (at + 1) * DISTRICT <= rural.length; at++) {
        const district = cutOut(input, rural.slice(at * DISTRICT, (at + 1) * DISTRICT))
        const { peers, evidence } = judge(district, settings)
        const positive = district.schools.map(({ id }) => manipulated.has(id))
        districts++
        if (peers.groups.length > 1) grouped++
        const scores = evidence.schools.map(({ p }) => -(p ?? 1))
        if (positive.includes(true)) precisions.push(averagePrecision(scores, positive))
        evidence.schools.forEach(({ tier, p }, i) => {
          const onList = tier === 'strong' || tier === 'moderate'
          if (positive[i]) positives++
          if (onList) listed++
          if (onList && !positive[i]) wrong++
          if (positive[i] || p === null) return
          honestAll++
          if (p < 0.05) honestBelow++
        })
      }
    }
    const mean = precisions.reduce((sum, value) => sum + value, 0) / precisions.length
    rows.push([
      way,
      `${grouped} of ${districts}`,
      mean.toFixed(3),
      percent(listed - wrong, positives),
      percent(wrong, Math.max(1, listed)),
      percent(honestBelow, honestAll),
    ])
  }
  const head = [
    'yardstick',
    'groups in',
    'average precision',
    'power',
    'false discoveries',
    'honest schools with p < .05',
  ]
  publish('districts-cut', { cut: { head, rows } })
}

const SIZES = [16, 25, 30, 40, 60]

/** What the lists of districts come to, summed up. */
class Score {
  private readonly precisions: number[] = []
  private counts = { districts: 0, grouped: 0, listed: 0, wrong: 0, positives: 0, honest: 0, below5: 0, below1: 0 }

  add({ schools, peerGroups }: MonitorResult, manipulated: ReadonlySet<string>): void {
    const { counts } = this
    const positive = schools.map(({ schoolId }) => manipulated.has(schoolId))
    counts.districts++
    if (peerGroups.filter(({ size }) => size > 0).length > 1) counts.grouped++
    if (positive.includes(true))
      this.precisions.push(
        averagePrecision(
          schools.map(({ p }) => -(p ?? 1)),
          positive,
        ),
      )
    schools.forEach(({ tier, p }, i) => {
      const onList = tier === 'strong' || tier === 'moderate'
      if (positive[i]) counts.positives++
      if (onList) counts.listed++
      if (onList && !positive[i]) counts.wrong++
      if (positive[i] || p === null) return
      counts.honest++
      if (p < 0.05) counts.below5++
      if (p < 0.01) counts.below1++
    })
  }

  row(): string[] {
    const { districts, grouped, listed, wrong, positives, honest, below5, below1 } = this.counts
    const mean = this.precisions.reduce((sum, value) => sum + value, 0) / this.precisions.length
    return [
      `${grouped} of ${districts}`,
      mean.toFixed(3),
      percent(listed - wrong, positives),
      percent(wrong, Math.max(1, listed)),
      percent(below5, honest),
      percent(below1, honest),
    ]
  }
}

/** Districts cut from regions whose run has made a reference: all schools of it, the manipulating ones too. */
function withReference(seeds: number): void {
  const scores = new Map<string, Score>()
  for (let seed = 1; seed <= seeds; seed++) {
    const { input, truth } = simulateInput({ seed: 100 + seed, schools: 720 })
    const manipulated = new Set(truth.filter((one) => one.manipulated).map(({ schoolId }) => schoolId))
    const reference = makeReference(input, {}, { name: 'region' })
    const rural = [...input.schools.keys()].filter((i) => input.schools[i]!.municipality?.endsWith('район'))
    rural.sort((a, b) => (input.schools[a]!.municipality! < input.schools[b]!.municipality! ? -1 : 1) || a - b)
    for (const size of SIZES)
      for (let at = 0; at < DISTRICTS && (at + 1) * size <= rural.length; at++) {
        const district = cutOut(input, rural.slice(at * size, (at + 1) * size))
        for (const [way, extensions] of [
          ['alone', {}],
          ['with the reference', { reference }],
        ] as const) {
          const key = `${size}\t${way}`
          const score = scores.get(key) ?? new Score()
          scores.set(key, score)
          score.add(monitor(district, {}, extensions), manipulated)
        }
      }
  }
  const head = [
    ...['schools', 'judged', 'groups in', 'average precision', 'power', 'false discoveries'],
    ...['honest schools with p < .05', 'p < .01'],
  ]
  const rows = [...scores].map(([key, score]) => [...key.split('\t'), ...score.row()])
  publish('districts-reference', { reference: { head, rows } })
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    schools: { type: 'string', default: '1200' },
    seeds: { type: 'string', default: '2' },
    write: { type: 'boolean' },
  },
})
if (positionals[0] === 'cut') cut(Number(values.seeds))
else if (positionals[0] === 'reference') withReference(Number(values.seeds))
else honest(Number(values.schools))
