import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clusterSchools, monitor } from '../../src'
import { readTables } from '../../src/node'
import { warningText } from '../../src/report/sentences'
import { simulateRegion } from '../../src/simulate'
import { folders } from '../folders'

const folder = folders('said-context-')
const { tables } = simulateRegion({ seed: 8, schools: 40, manipulation: null })

describe('a column that the user calls context', () => {
  it('takes part whatever it looks like, and that is said', async () => {
    const path = join(folder(), 'schools.csv')
    const rows = tables.schools!.map(({ school_id, pupils }, i) => `${school_id};${pupils};${3 + ((i * 7) % 20) / 10}`)
    writeFileSync(path, ['school_id;pupils;Средний балл аттестата родителей', ...rows].join('\n'))
    const read = async (columns: Record<string, string>) => {
      const input = await readTables(
        { schools: path },
        { schoolsAlone: true, files: [{ file: 'schools.csv', columns }] },
      )
      return clusterSchools(input)
    }
    const guessed = await read({})
    expect(guessed.peers.leftOut).toContainEqual({ column: 'Средний балл аттестата родителей', reason: 'result' })
    const said = await read({ 'Средний балл аттестата родителей': 'context' })
    expect(said.peers.comparedBy.map(({ id }) => id)).toContain('Средний балл аттестата родителей')
    const warning = said.warnings.find(({ code }) => code === 'contextAsSaid')!
    expect(warningText(warning, [], 'ru')).toMatch(/учитывается, потому что вы указали.*похож на другое: результаты/)
  })
})

describe('a column that follows the results of the run', () => {
  const [first] = tables.results
  const firstTest = `${first!.subject} ${first!.grade}`
  const meanIn = (rows: typeof tables.results, id: unknown): number | null => {
    const own = rows.filter((row) => row.school_id === id)
    return own.length === 0 ? null : own.reduce((sum, row) => sum + Number(row.score), 0) / own.length
  }

  it('is left out of the groups and of the context index, and that is said', () => {
    const one = tables.results.filter(({ subject, grade }) => `${subject} ${grade}` === firstTest)
    const own = tables.schools!.map((row) => ({ ...row, progress: meanIn(one, row.school_id) }))
    const result = monitor({ schools: own, results: tables.results })
    expect(result.peers.leftOut).toContainEqual({ column: 'progress', reason: 'result' })
    expect(result.peers.comparedBy.map(({ id }) => id)).not.toContain('progress')
    expect(result.region.contextIndex!.loadings.map(({ column }) => column)).not.toContain('progress')
    const warning = result.warnings.find(({ code }) => code === 'outcomeAsContext')!
    expect(warningText(warning, [], 'en')).toMatch(/“progress” orders the schools as their results of this run do/)
  })
})
