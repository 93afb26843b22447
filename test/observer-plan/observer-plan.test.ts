import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { clusterSchools } from '../../src/cluster-schools'
import { chancesOf, type ObserverPlanInput, planObservers } from '../../src/observer-plan'
import { localPivotal } from '../../src/observer-plan/pivotal'
import { simulateRegion } from '../../src/simulate'
import { createRandom } from '../../src/statistics/random'
import { folders } from '../folders'
import { exampleResult, school } from '../report/example-result'

const folder = folders('observer-plan-')
/** Schools on a line of contexts, the first ones with signs. */
const line = (schools: number, signs: number): ObserverPlanInput => ({
  schools: Array.from({ length: schools }, (_, i) => ({
    ...{ schoolId: `s${i}`, name: null, municipality: null, peerGroup: null, context: [i / schools] },
    tier: i < signs ? ('strong' as const) : ('clear' as const),
  })),
})

describe('localPivotal', () => {
  const chances = [0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1]
  const points = chances.map((_, i) => [i])

  it('draws every unit with its chance, and always as many', () => {
    const draws = 20_000
    const counts = chances.map(() => 0)
    for (let seed = 0; seed < draws; seed++) {
      const drawn = localPivotal(chances, points, createRandom(seed, 'test'))
      expect(drawn).toHaveLength(3)
      for (const i of drawn) counts[i]!++
    }
    chances.forEach((chance, i) => {
      const error = Math.sqrt((chance * (1 - chance)) / draws)
      expect(Math.abs(counts[i]! / draws - chance)).toBeLessThan(4.5 * error)
    })
  })

  it('spreads: the mean of a smooth trait varies far less than in a simple random sample', () => {
    const units = 60
    const trait = Array.from({ length: units }, (_, i) => i)
    const variance = (draw: (seed: number) => readonly number[]): number => {
      const means = Array.from({ length: 600 }, (_, seed) => {
        const drawn = draw(seed)
        return drawn.reduce((sum, i) => sum + trait[i]!, 0) / drawn.length
      })
      const mean = means.reduce((sum, x) => sum + x, 0) / means.length
      return means.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / means.length
    }
    const equal = trait.map(() => 12 / units)
    const pivotal = variance((seed) =>
      localPivotal(
        equal,
        trait.map((x) => [x]),
        createRandom(seed, 'a'),
      ),
    )
    const simple = variance((seed) => createRandom(seed, 'b').sample(trait, 12))
    expect(pivotal).toBeLessThan(simple / 5)
  })

  it('handles chances of 0 and 1, equal points and no points', () => {
    expect(localPivotal([1, 0, 1], [[0], [0], [0]], createRandom(1, 'x'))).toEqual([0, 2])
    expect(localPivotal([0.5, 0.5, 0.5, 0.5], [[], [], [], []], createRandom(1, 'x'))).toHaveLength(2)
    expect(localPivotal([], [], createRandom(1, 'x'))).toEqual([])
  })
})

describe('chancesOf', () => {
  it('sums to what is to be drawn, none above 1, others in proportion', () => {
    const chances = chancesOf([1, 1, 2, 20], 2)
    expect(chances[3]).toBe(1)
    expect(chances.slice(0, 3)).toEqual([0.25, 0.25, 0.5])
    expect(chancesOf([1, 1], 5)).toEqual([1, 1])
    expect(chancesOf([1, 1], 0)).toEqual([0, 0])
  })
})

describe('planObservers', () => {
  it('sends observers where there is a reason, and by chance with the chance it names', () => {
    const input = line(50, 5)
    const counts = new Map<string, number>()
    const draws = 3000
    const first = planObservers(input, 20, 0)
    for (let seed = 0; seed < draws; seed++) {
      const { schools, certain, drawn } = planObservers(input, 20, seed)
      expect([certain, drawn]).toEqual([5, 15])
      for (const one of schools)
        if (one.place === 'drawn') counts.set(one.schoolId, (counts.get(one.schoolId) ?? 0) + 1)
    }
    for (const { schoolId, place, inclusionProbability } of first.schools) {
      if (place === 'certain') expect(inclusionProbability).toBe(1)
      else {
        expect(inclusionProbability).toBeCloseTo(1 / 3, 9)
        expect(Math.abs(counts.get(schoolId)! / draws - 1 / 3)).toBeLessThan(0.04)
      }
    }
  })

  it('draws schools of every size with the chance it states, and what it sees, weighed by it, speaks of all schools', () => {
    const schools = 40
    const papers = Array.from({ length: schools }, (_, i) => 5 + ((i * i * 7) % 120))
    const { sittings } = exampleResult()
    const input: ObserverPlanInput = {
      ...line(schools, 12),
      sittings: papers.map((participants, i) => ({ ...sittings[0]!, schoolId: `s${i}`, participants })),
    }
    // Suspects did well by chance, as those at the head of any list.
    const score = papers.map((_, i) => (i < 12 ? 70 : 50 + (i % 7)))
    const truth = score.reduce((sum, own) => sum + own, 0)
    const draws = 6000
    const counts = papers.map(() => 0)
    let [weighed, squares, plain] = [0, 0, 0]
    const chances = papers.map(() => 0)
    for (let seed = 0; seed < draws; seed++) {
      const total = planObservers(input, 12, seed).schools.reduce((sum, { schoolId, place, inclusionProbability }) => {
        const i = Number(schoolId.slice(1))
        chances[i] = inclusionProbability
        if (place !== 'certain' && place !== 'drawn') return sum
        counts[i]!++
        plain += score[i]!
        return sum + score[i]! / inclusionProbability
      }, 0)
      weighed += total
      squares += total * total
    }
    expect(new Set(chances).size).toBeGreaterThan(10)
    papers.forEach((_, i) => {
      const error = Math.sqrt((chances[i]! * (1 - chances[i]!)) / draws)
      expect(Math.abs(counts[i]! / draws - chances[i]!)).toBeLessThanOrEqual(4.5 * error)
    })
    const mean = weighed / draws
    const error = Math.sqrt((squares / draws - mean * mean) / draws)
    expect(Math.abs(mean - truth)).toBeLessThan(4 * error)
    // Taken as it stands, what was seen speaks of suspects.
    expect((plain / draws / 12) * schools - truth).toBeGreaterThan(20 * error)
  })

  it('keeps three places in ten for chance, and says who has a reason and no place', () => {
    const plan = planObservers(line(50, 30), 10, 1)
    expect([plan.certain, plan.drawn]).toEqual([7, 3])
    const unlucky = plan.schools.filter(({ place }) => place === 'noPlace')
    expect(unlucky).toHaveLength(plan.noPlace)
    expect(unlucky.every(({ inclusionProbability }) => inclusionProbability > 0 && inclusionProbability < 1)).toBe(true)
    expect(plan.schools.reduce((sum, { inclusionProbability }) => sum + inclusionProbability, 0)).toBeCloseTo(10, 9)
  })

  it('knows the reasons of a result: recheck, signs, several years, data', () => {
    const result = exampleResult()
    const settled = { verdict: 'notConfirmed', date: null, stale: false } as const
    const fault = { schoolId: '000004', treatment: 'withheld' } as (typeof result.toCorrect)[number]
    const plan = planObservers(
      {
        ...result,
        schools: [
          ...result.schools,
          school({
            schoolId: 'r',
            tier: 'clear',
            earlier: [
              { year: 2019, listed: true },
              { year: 2020, listed: true },
            ],
          }),
          ...Array.from({ length: 9 }, (_, i) => school({ schoolId: `x${i}`, tier: 'clear' })),
        ],
        sittings: result.sittings.map((one, i) => (i === 1 ? { ...one, settled } : one)),
        toCorrect: [fault],
      },
      8,
      1,
    )
    const reasons = plan.schools.flatMap(({ reason, schoolId }) => (reason === null ? [] : [[schoolId, reason]]))
    expect(Object.fromEntries(reasons)).toEqual({
      '000002': 'notConfirmed',
      '001234': 'signs',
      r: 'repeated',
      '000004': 'toCorrect',
    })
  })

  it('needs a place, and takes all schools where there are enough', () => {
    expect(() => planObservers(line(3, 0), 0, 1)).toThrow(RangeError)
    expect(
      planObservers(line(3, 1), 9, 1).schools.every(({ inclusionProbability }) => inclusionProbability === 1),
    ).toBe(true)
  })

  it('works from a table of schools alone', () => {
    const { tables } = simulateRegion({ seed: 3, schools: 60 })
    const plan = planObservers(clusterSchools(tables.schools!), 12, 1)
    expect([plan.certain, plan.drawn]).toEqual([0, 12])
  })
})

describe('plan-observers', () => {
  const command = async (cwd: string, ...args: string[]) => {
    const said: string[] = []
    const shell = {
      cwd,
      env: {},
      print: (text: string) => said.push(text),
      note: (text: string) => said.push(text),
      now: () => new Date(0),
    }
    return { code: await main(['plan-observers', ...args], shell), said: said.join('') }
  }

  it('writes a table with every chance, the same at every call, and says it in both languages', async () => {
    const out = folder()
    writeFileSync(join(out, 'result.json'), JSON.stringify(exampleResult()))
    for (const [locale, word] of [
      ['ru', 'по жребию'],
      ['en', 'drawn by chance'],
    ] as const) {
      const { code, said } = await command(out, '--places', '2', '--locale', locale)
      expect([code, said.includes(word)]).toEqual([0, true])
      const csv = readFileSync(join(out, 'observers-plan.csv'), 'utf8')
      expect(csv.trim().split('\r\n')).toHaveLength(5)
      expect(csv).toContain('inclusion_probability')
      await command(out, '--places', '2', '--locale', locale)
      expect(readFileSync(join(out, 'observers-plan.csv'), 'utf8')).toBe(csv)
    }
  })

  it('asks for places, and touches nothing without', async () => {
    const out = folder()
    writeFileSync(join(out, 'result.json'), JSON.stringify(exampleResult()))
    expect((await command(out)).code).toBe(2)
    expect((await command(out, '--places', '0')).code).toBe(2)
    expect(existsSync(join(out, 'observers-plan.csv'))).toBe(false)
  })
})
