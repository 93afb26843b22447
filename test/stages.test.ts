/** The stages alone: what each refuses, and what it says where there is nobody to compare with. */
import { beforeAll, describe, expect, it } from 'vitest'
import {
  ArgumentError,
  acceptanceNumber,
  builtInDetectors,
  clusterSchools,
  collectTables,
  findPeers,
  indexRegion,
  listRechecks,
  monitor,
  observations,
  papersToFind,
  parseSettings,
  planRecheck,
  readRows,
  runDetectors,
  weighEvidence,
  weighWithCohorts,
} from '../src'
import { papersOfSitting } from '../src/explain/papers'
import type { Row } from '../src/model'
import { simulateRegion } from '../src/simulate'

const { tables } = simulateRegion({ schools: 20, seed: 3 })
const settings = parseSettings({ seed: 4 })
/** Every stage but the detectors' own work, which takes the time and is not what is asked about here. */
function stagesOf(given: Parameters<typeof collectTables>[0], detectors = builtInDetectors.slice(0, 1)) {
  const input = collectTables(given)
  const seen = observations(input, settings)
  const region = indexRegion(input, seen)
  const peers = findPeers(input.schools, settings)
  const outcomes = runDetectors(detectors, { region, peers, settings })
  const evidence = weighEvidence(detectors, outcomes, region, settings)
  return { detectors, input, seen, region, peers, outcomes, evidence, list: listRechecks(region, evidence, settings) }
}

describe('a stage refuses in words', () => {
  let of: ReturnType<typeof stagesOf>
  let other: ReturnType<typeof stagesOf>
  beforeAll(() => {
    of = stagesOf(tables)
    other = stagesOf({ results: (tables.results as Row[]).slice(0, 300), schools: tables.schools! })
  })

  /** Calls with one argument spoilt; anything may be handed over by a program without types. */
  const calls: readonly [argument: string, call: () => unknown][] = [
    ['tables', () => monitor(undefined as never)],
    ['tables', () => monitor(tables.results as never)],
    ['tables', () => monitor(readRows({ results: [{ school_id: '1', subject: 'x', score: 1 }] }) as never)],
    ['tables', () => collectTables(null as never)],
    ['schools', () => clusterSchools('schools.csv' as never)],
    ['schools', () => findPeers(of.input as never, settings)],
    ['settings', () => findPeers(of.input.schools, {} as never)],
    ['input', () => indexRegion(tables as never, of.seen)],
    ['observations', () => indexRegion(of.input, other.seen)],
    ['input', () => observations(of.region as never, settings)],
    ['settings', () => observations(of.input, undefined as never)],
    ['detectors', () => runDetectors(['high-level'] as never, of as never)],
    ['input.region', () => runDetectors(of.detectors, undefined as never)],
    ['input.region', () => runDetectors(of.detectors, { region: of.input, peers: of.peers, settings } as never)],
    [
      'input.peers',
      () => runDetectors(of.detectors, { ...of, settings, peers: clusterSchools(tables.schools!) } as never),
    ],
    ['input.settings', () => runDetectors(of.detectors, { region: of.region, peers: of.peers } as never)],
    ['outcomes', () => weighEvidence(of.detectors, of.outcomes[0] as never, of.region, settings)],
    ['outcomes', () => weighEvidence(builtInDetectors, of.outcomes, of.region, settings)],
    ['outcomes', () => weighWithCohorts(of.detectors, other.outcomes, of.region, settings)],
    ['region', () => weighEvidence(of.detectors, of.outcomes, of.input as never, settings)],
    ['settings', () => weighEvidence(of.detectors, of.outcomes, of.region, { seed: 1 } as never)],
    ['evidence', () => listRechecks(of.region, other.evidence, settings)],
    ['region', () => listRechecks(of.input as never, of.evidence, settings)],
    ['settings', () => listRechecks(of.region, of.evidence, { recheck: {} } as never)],
    ['list', () => planRecheck(of.region, other.list, settings)],
    ['region', () => planRecheck([] as never, of.list, settings)],
  ]

  it.each(calls)('%s (%#)', (argument, call) => {
    const thrown = (() => {
      try {
        return call()
      } catch (error) {
        return error
      }
    })()
    expect(thrown).toBeInstanceOf(ArgumentError)
    const error = thrown as ArgumentError
    expect(error.argument).toBe(argument)
    expect(error.message).toBe(error.problem.en)
    for (const said of Object.values(error.problem)) {
      expect(said).toContain(argument)
      expect(said).not.toMatch(/\{\w+\}/)
    }
  })

  it('sources that are no tables by name', async () => {
    await expect(readRows([{ school_id: '1' }] as never)).rejects.toBeInstanceOf(ArgumentError)
  })

  it.each([
    [() => papersToFind(undefined as never, 0.1, 0.95), /papers = undefined/],
    [() => papersToFind(22, 10, 0.95), /share = 10 /],
    [() => papersToFind(22, 0.1, 95), /confidence = 95 /],
    [() => acceptanceNumber(22, 0, 14, 0.95), /share = 0 /],
  ])('a percentage in place of a share (%#)', (call, message) => expect(call).toThrow(message))
})

describe('runDetectors', () => {
  it('says of a sitting without any other that there is nobody to compare with', () => {
    const [{ school_id }] = tables.results as unknown as [Row]
    const results = (tables.results as Row[]).filter((row) => row.school_id === school_id)
    const { outcomes } = stagesOf({ results, schools: tables.schools! }, [...builtInDetectors])
    const reasons = outcomes.flat().map((outcome) => (outcome.outcome === 'measured' ? 'measured' : outcome.reason))
    expect(new Set(reasons.filter((reason) => !reason.startsWith('no:')))).toEqual(new Set(['noPeers']))
  })
})

describe('planRecheck', () => {
  it('draws the papers that the reports name, in the order of the list', () => {
    const result = monitor(tables, { seed: 4 })
    const { region, list } = stagesOf(tables)
    const plan = planRecheck(region, list, settings)
    expect(plan.length).toBeGreaterThan(5)
    expect(plan.map(({ sitting }) => sitting)).toEqual(list.schools.flatMap(({ sittings }) => sittings))
    for (const { sitting, schoolId, papers, numbers } of plan) {
      expect(schoolId).toBe(result.sittings[sitting]!.schoolId)
      expect(numbers).toHaveLength(papers)
      if (result.sittings[sitting]!.papersToRecheck === papers)
        expect(numbers).toEqual(papersOfSitting(result, sitting).numbers)
    }
    expect(plan.some(({ sitting, papers }) => result.sittings[sitting]!.papersToRecheck === papers)).toBe(true)
  })

  it('leaves out what a recheck has settled', () => {
    const { region, evidence, list } = stagesOf(tables)
    const settled = list.schools[0]!.sittings[0]!
    const without = planRecheck(region, listRechecks(region, evidence, settings, new Set([settled])), settings)
    expect(without.map(({ sitting }) => sitting)).not.toContain(settled)
    expect(without).toHaveLength(planRecheck(region, list, settings).length - 1)
  })
})
