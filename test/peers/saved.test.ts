import { describe, expect, it } from 'vitest'
import { assignToPeers, contextIndex, findPeers, peerDefinitions, savePeers } from '../../src/peers'
import { parseSettings } from '../../src/settings'
import { planted, school } from './schools'

const settings = parseSettings()

describe('saved groups', () => {
  const peers = findPeers(planted(1), settings)
  const saved = JSON.parse(JSON.stringify(savePeers(peers, planted(1))))

  it('take the schools back that they were made of', () => {
    const again = assignToPeers(saved, planted(1))
    expect(again.groupOf).toEqual(peers.groupOf)
    expect(again.groups).toEqual(peers.groups)
    expect(again.warnings).toEqual([{ code: 'savedGroupsUsed', details: { kept: 190, placed: 0 } }])
  })

  it('take schools of another year, in percent, with gaps and categories never seen', () => {
    const next = planted(2).map((one, i) => ({
      ...one,
      id: `new${i}`,
      context: {
        ...one.context,
        low_income_share: 100 * (one.context.low_income_share as number),
        settlement: i === 0 ? 'new town' : one.context.settlement!,
        pupils: i % 3 === 0 ? null : one.context.pupils!,
      },
    }))
    expect(assignToPeers(saved, next).groupOf).toEqual(peers.groupOf)
  })

  it('keep known schools by their ids whatever the table of another year asks, and place the new ones', () => {
    const next = planted(1).map((one, i) => ({
      ...one,
      id: i === 3 ? 'new' : one.id,
      context: i === 3 ? one.context : { 'Число кружков': i % 5 },
    }))
    const again = assignToPeers(saved, next)
    expect(again.groupOf).toEqual(peers.groupOf)
    expect(again.warnings[0]).toEqual({ code: 'savedGroupsUsed', details: { kept: 189, placed: 1 } })
  })

  it('read the questionnaire of another year by its concepts', () => {
    const next = planted(1).map((one, i) => ({
      ...one,
      id: `x${i}`,
      context: {
        '14. Где расположена образовательная организация?': `${{ city: '2) Город', town: '3) Town', rural: '4) Село' }[one.context.settlement as string]}`,
        '20. Укажите количество обучающихся в ОО в 2021/2022 учебном году (в сумме по всем классам/курсам)':
          one.context.pupils!,
        'Доля малообеспеченных семей': 100 * (one.context.low_income_share as number),
      },
    }))
    const again = assignToPeers(saved, next)
    expect(again.groupOf).toEqual(peers.groupOf)
    expect(again.warnings).toContainEqual({
      code: 'savedConceptMissing',
      details: { columns: 'higher_education_share' },
    })
  })

  it('leave a school of which little is known to the region, and say so', () => {
    const again = assignToPeers(saved, [school('x', { pupils: 500 })])
    expect(again.groupOf).toEqual([null])
    expect(again.warnings).toContainEqual({ code: 'littleContext', details: { schools: 1 } })
  })

  it('can only be made of clusters, and only be what was saved', () => {
    expect(() => savePeers(findPeers([], settings), [])).toThrow(/Only clusters/)
    expect(() => assignToPeers({ ...saved, version: 1 }, [])).toThrow(/saved peers/)
  })
})

describe('peer definitions', () => {
  const schools = planted(3)

  it('are the clusters, the neighbours, one column left out at a time, and the region', () => {
    const definitions = peerDefinitions(schools, settings)
    expect(definitions.map(({ id, peers }) => [id, peers.method])).toEqual([
      ['clusters', 'clusters'],
      ['neighbours', 'neighbours'],
      ['without:settlement', 'clusters'],
      ['without:pupils', 'clusters'],
      ['without:low_income_share', 'clusters'],
      ['without:higher_education_share', 'clusters'],
      ['region', 'none'],
    ])
    const [clusters] = definitions
    for (const { id, peers } of definitions)
      if (id.startsWith('without:')) {
        expect(peers.groups).toHaveLength(clusters!.peers.groups.length)
        expect(peers.groups[0]!.profile).not.toHaveProperty(id.slice('without:'.length))
      }
  })

  it('hold the given groups where there are some, and only the region where there is no context', () => {
    const given = schools.map((one, i) => ({ ...one, cluster: `${i % 3}` }))
    expect(peerDefinitions(given, settings).map(({ id }) => id)).toContain('given')
    expect(peerDefinitions([school('1', {})], settings).map(({ id }) => id)).toEqual(['region'])
  })
})

describe('context index', () => {
  it('is standardised, rises with what favours results, and shows its loadings', () => {
    const index = contextIndex(planted(4), settings)!
    const values = index.bySchool as number[]
    const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length
    expect(mean(values)).toBeCloseTo(0, 10)
    expect(values.reduce((sum, value) => sum + value * value, 0) / (values.length - 1)).toBeCloseTo(1, 10)
    expect(mean(values.slice(0, 90))).toBeGreaterThan(mean(values.slice(90, 150)))
    expect(mean(values.slice(90, 150))).toBeGreaterThan(mean(values.slice(150)))
    const loading = (column: string) => index.loadings.find((entry) => entry.column === column)!.loading
    expect(loading('low_income_share')).toBeLessThan(0)
    expect(loading('higher_education_share')).toBeGreaterThan(0)
    expect(index.loadings.reduce((sum, entry) => sum + entry.loading * entry.loading, 0)).toBeCloseTo(1, 10)
    expect(index.explained).toBeGreaterThan(0.7)
  })

  it('falls with a column that burdens results, and with an unknown column it rises', () => {
    const one = (name: string) =>
      contextIndex(
        [1, 2, 4, 7].map((value) => school(`${value}`, { [name]: value / 10 })),
        settings,
      )!.loadings[0]!.loading
    expect(one('low_income_share')).toBeCloseTo(-1, 12)
    expect(one('anything')).toBeCloseTo(1, 12)
  })

  it('is absent where schools have no context or do not differ', () => {
    expect(contextIndex([], settings)).toBeNull()
    expect(contextIndex([school('1', { pupils: 3 })], settings)).toBeNull()
    expect(contextIndex([school('1', {}), school('2', {})], settings)).toBeNull()
    const [, , third] = contextIndex(
      [school('1', { pupils: 3 }), school('2', { pupils: 9 }), school('3', {})],
      settings,
    )!.bySchool
    expect(third).toBeNull()
  })
})
