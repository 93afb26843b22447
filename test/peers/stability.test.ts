import { describe, expect, it } from 'vitest'
import { findPeers } from '../../src/peers'
import { parseSettings } from '../../src/settings'
import { createRandom } from '../../src/statistics/random'
import { planted, school } from './schools'

const settings = parseSettings()

describe('stability', () => {
  it('is near 1 for planted groups, and no school is at a border', () => {
    const peers = findPeers(planted(1), settings)
    for (const group of peers.groups) expect(group.stability).toBeGreaterThan(0.95)
    expect(peers.clustering!.border).toEqual([])
    expect(Math.min(...(peers.clustering!.coassignment as number[]))).toBeGreaterThan(0.95)
    expect(peers.clustering!.choice!.votes).toEqual({ silhouette: 3, calinskiHarabasz: 3, gap: 3 })
  })

  it('is low where groups are forced upon a cloud without any, and it is said of each unstable group', () => {
    const random = createRandom(1, 'cloud')
    const cloud = Array.from({ length: 120 }, (_, i) =>
      school(`${i}`, Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, random.normal()]))),
    )
    const peers = findPeers(cloud, settings, { groups: 6 })
    const unstable = peers.groups.filter((group) => group.stability! < 0.6).map((group) => group.id)
    expect(unstable.length).toBeGreaterThan(0)
    expect(peers.warnings.filter(({ code }) => code === 'unstableGroup').map(({ details }) => details!.group)).toEqual(
      unstable,
    )
    expect(peers.clustering!.border.length).toBeGreaterThan(5)
  })

  it('a school between two groups is at the border and seldom stays with its mates', () => {
    const schools = planted(2)
    // Half way between the city and the town schools, on the scales on which they are compared.
    const context = { pupils: 600, low_income_share: 0.235, higher_education_share: 0.473, settlement: 'neither' }
    const between = school('between', context)
    const { closeness, border, coassignment } = findPeers([...schools, between], settings).clustering!
    expect(closeness[190]).toBeGreaterThan(Math.max(...(closeness.slice(0, 190) as number[])))
    expect(border).toEqual([190])
    expect(coassignment[190]).toBeLessThan(0.95)
  })
})

describe('many schools', () => {
  it('are grouped from a sample, and all of them get the group of their like', () => {
    const many = Array.from({ length: 12 }, (_, copy) => planted(100 + copy)).flatMap((schools, copy) =>
      schools.map((one) => ({ ...one, id: `${copy}-${one.id}` })),
    )
    const peers = findPeers(many, settings)
    expect(peers.groups.map((group) => group.size)).toEqual([1080, 720, 480])
    expect(peers.clustering!.choice!.schools).toBe(1000)
    const [chosen] = peers.clustering!.choice!.candidates.filter((candidate) => candidate.groups === 3)
    expect(chosen!.silhouetteError).toBeGreaterThan(0)
    expect(chosen!.silhouetteError).toBeLessThan(0.01)
  })
})
