import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { School } from '../../src/model'
import { findPeers } from '../../src/peers'
import { parseSettings } from '../../src/settings'
import { createRandom } from '../../src/statistics/random'
import { context, planted, school } from './schools'

const settings = parseSettings()

describe('the contract of peers', () => {
  const odd: Record<string, School[]> = {
    'no school': [],
    'one school': [school('1', { pupils: 100 })],
    'all equal': Array.from({ length: 80 }, (_, i) => school(`${i}`, { pupils: 100, settlement: 'city' })),
    'two values, many copies': Array.from({ length: 80 }, (_, i) =>
      school(`${i}`, { pupils: i % 2 === 0 ? 100 : 900 }),
    ),
    'all missing': Array.from({ length: 80 }, (_, i) => school(`${i}`, { pupils: null, settlement: null })),
    'no numeric column': Array.from({ length: 80 }, (_, i) =>
      school(`${i}`, { settlement: i % 3 === 0 ? 'rural' : 'city', shift: i % 5 === 0 ? 'two' : 'one' }),
    ),
    'not a number': Array.from({ length: 80 }, (_, i) =>
      school(`${i}`, { pupils: i === 3 ? Number.NaN : i === 4 ? Number.POSITIVE_INFINITY : i * 7, rate: i % 9 }),
    ),
    'one school alone has a value': Array.from({ length: 80 }, (_, i) =>
      school(`${i}`, { pupils: i === 3 ? 50 : null }),
    ),
    'each other value missing': Array.from({ length: 80 }, (_, i) =>
      school(`${i}`, { pupils: i % 2 === 0 ? null : i * 5, low_income_share: i % 2 === 0 ? (i % 7) / 10 : null }),
    ),
  }
  for (const method of ['clusters', 'neighbours', 'given', 'none'] as const)
    for (const [name, schools] of Object.entries(odd))
      it(`${method}: ${name} gives groups or the region, never a throw or NaN`, () => {
        const peers = findPeers(schools, parseSettings({ peers: { method, starts: 5 } }))
        expect(peers.groupOf).toHaveLength(schools.length)
        for (const group of peers.groupOf) if (group !== null) expect(peers.groups[group]!.size).toBeGreaterThan(0)
        expect(JSON.stringify(peers)).not.toMatch(/NaN|Infinity/)
        for (const group of peers.groups) {
          expect(group.size).toBe(peers.groupOf.filter((g) => peers.groups[g ?? -1] === group).length)
          if (group.silhouette !== null) expect(Math.abs(group.silhouette)).toBeLessThanOrEqual(1)
        }
      })

  it('whatever the cells hold, every school gets a group that exists, or the region', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        null,
        0,
        1,
        -5,
        1e308,
        5e-324,
        Number.NaN,
        'да',
        'нет',
        '1. a',
        '2. b',
        'x',
        '12,5 %',
        '__proto__',
      ),
      fc.double(),
      fc.string({ maxLength: 3 }),
    )
    const column = fc.constantFrom('pupils', 'low_income_share', 'constructor', '__proto__', 'settlement')
    const table = fc.array(fc.dictionary(column, cell), { maxLength: 40 })
    const method = fc.constantFrom('clusters' as const, 'neighbours' as const)
    fc.assert(
      fc.property(table, method, (contexts, method) => {
        const schools = contexts.map((own, i) => school(`${i}`, own as School['context']))
        const few = { method, starts: 2, minimumSize: 3, neighbours: 30 }
        const peers = findPeers(schools, parseSettings({ peers: few }))
        expect(peers.groupOf).toHaveLength(schools.length)
        for (const group of peers.groupOf)
          if (group !== null) expect(peers.groups[group]!.size).toBeGreaterThanOrEqual(3)
        for (const near of peers.neighboursOf ?? [])
          for (const other of near) expect(schools[other]).toHaveProperty('id')
        const numbers = JSON.stringify({ ...peers, columns: [] }, (_, value) =>
          typeof value === 'number' && !Number.isFinite(value) ? 'not finite' : value,
        )
        expect(numbers).not.toContain('not finite')
      }),
      { numRuns: 200, seed: 1 },
    )
  })

  it('says why everybody is compared with the whole region', () => {
    const codes = (schools: School[], hasContext = true) =>
      findPeers(schools, settings, hasContext).warnings.map((warning) => warning.code)
    expect(codes(odd['one school']!, false)).toEqual(['noSchoolsTable'])
    expect(codes(odd['all missing']!)).toContain('noContext')
    expect(codes(odd['all equal']!)).toEqual(['contextConstant', 'contextConstant', 'noContext'])
    expect(codes(planted(1).slice(80, 95))).toContain('fewSchools')
    expect(codes(planted(1).slice(80, 96))).toEqual([])
  })
})

describe('clusters', () => {
  it('finds planted groups, names them by decreasing size and describes them in both languages', () => {
    const peers = findPeers(planted(1), settings)
    expect(peers.groups.map((group) => [group.id, group.size])).toEqual([
      ['A', 90],
      ['B', 60],
      ['C', 40],
    ])
    expect(peers.groups[2]!.label.en).toContain('rural, small')
    expect(peers.groups[2]!.label.ru).toContain('сельские, малочисленные')
    expect(peers.groups[2]!.profile.settlement).toBe('rural')
    expect(peers.groups[2]!.profile.low_income_share).toBeCloseTo(0.6, 1)
  })

  it('does not depend on the order of the rows or on the names of the schools', () => {
    const schools = planted(2)
    const first = findPeers(schools, settings)
    const order = createRandom(5, 'order').shuffle(schools.map((_, i) => i))
    const renamed = order.map((i) => ({ ...schools[i]!, id: `x${(i * 37) % 1000}` }))
    const second = findPeers(renamed, settings)
    expect(second.groupOf).toEqual(order.map((i) => first.groupOf[i]))
    expect(second.groups).toEqual(first.groups)
  })

  it('does not change what it is given, and gives the same bytes again', () => {
    const schools = planted(3)
    const before = JSON.stringify(schools)
    const first = JSON.stringify(findPeers(schools, settings))
    expect(JSON.stringify(schools)).toBe(before)
    expect(JSON.stringify(findPeers(schools, settings))).toBe(first)
  })

  it('merges groups under the minimum size into the nearest', () => {
    const far = Array.from({ length: 6 }, (_, i) => school(`far${i}`, { ...context(0, i), low_income_share: 0.99 }))
    const peers = findPeers([...planted(4), ...far], settings)
    expect(Math.min(...peers.groups.map((group) => group.size))).toBeGreaterThanOrEqual(15)
    expect(new Set(far.map((_, i) => peers.groupOf[190 + i])).has(null)).toBe(false)
  })

  it('compares a school of which little is known with the whole region, and says so', () => {
    const blank = school('blank', {
      pupils: 300,
      settlement: null,
      low_income_share: null,
      higher_education_share: null,
    })
    const peers = findPeers([...planted(5), blank], settings)
    expect(peers.groupOf[190]).toBeNull()
    expect(peers.groupOf.slice(0, 190)).not.toContain(null)
    expect(peers.warnings).toContainEqual({ code: 'littleContext', details: { schools: 1 } })
  })

  it('imputes a missing value from similar schools, and counts it', () => {
    const schools = planted(6)
    const whole = findPeers(schools, settings)
    const holes = schools.map((one, i) =>
      i % 4 === 0 ? { ...one, context: { ...one.context, low_income_share: null } } : one,
    )
    const peers = findPeers(holes, settings)
    expect(peers.groupOf).toEqual(whole.groupOf)
    expect(peers.warnings).toEqual([
      { code: 'imputedContext', details: { cells: 48, columns: 'low_income_share (48)' } },
    ])
  })
})

describe('small districts', () => {
  it('have two or three groups of about eight schools at least, also where one group would be tiny', () => {
    for (const count of [16, 20, 25, 30, 40, 60])
      for (let seed = 1; seed <= 3; seed++) {
        const sizes = findPeers(planted(seed).slice(90 - count + 5, 95), settings, { stability: false }).groups
        const least = Math.min(15, Math.max(8, Math.floor(count / 3)))
        expect(sizes.length).toBeGreaterThan(1)
        for (const { size } of sizes) expect(size).toBeGreaterThanOrEqual(least)
      }
  })

  it('keep the kinds apart where there are enough of each', () => {
    const district = planted(4).slice(80, 100)
    const { groupOf } = findPeers(district, settings)
    expect(new Set(groupOf.slice(0, 10)).size).toBe(1)
    expect(new Set(groupOf.slice(10)).size).toBe(1)
  })
})

describe('given groups', () => {
  const given = (clusters: (string | null)[]) =>
    clusters.map((cluster, i) => ({ ...school(`${i}`, { pupils: i }), cluster }))

  it('are used as they are when every school has one, and it is said', () => {
    const peers = findPeers(given(['b', 'a', 'b']), settings)
    expect(peers.method).toBe('given')
    expect(peers.groups.map((group) => [group.id, group.size])).toEqual([
      ['b', 2],
      ['a', 1],
    ])
    expect(peers.groupOf).toEqual([0, 1, 0])
    expect(peers.warnings[0]).toEqual({ code: 'givenGroupsUsed', details: { groups: 2 } })
  })

  it('are not used for clusters when some schools lack one; asked for, these get the region', () => {
    const half = given(['a', null, 'a'])
    expect(findPeers(half, settings).warnings.map((warning) => warning.code)).toContain('clusterColumnIncomplete')
    const peers = findPeers(half, parseSettings({ peers: { method: 'given' } }))
    expect(peers.groupOf).toEqual([0, null, 0])
    expect(peers.warnings).toContainEqual({ code: 'withoutGivenGroup', details: { schools: 1 } })
  })
})

describe('neighbours', () => {
  it('are the most similar schools of each school, never itself, never outside its planted group', () => {
    const schools = planted(7)
    const peers = findPeers(schools, parseSettings({ peers: { method: 'neighbours', neighbours: 30 } }))
    const groupOf = findPeers(schools, settings).groupOf
    peers.neighboursOf!.forEach((near, i) => {
      expect(new Set(near).size).toBe(30)
      expect(near).not.toContain(i)
      expect(near.every((j) => groupOf[j] === groupOf[i])).toBe(true)
    })
  })
})
