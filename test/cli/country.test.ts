import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { folders } from '../folders'
import { ARGS, countryIn, results } from './countries'

const newFolder = folders('country-')

async function command(args: readonly string[], cwd: string): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await main(['country', ...args, '--locale', 'en'], {
    ...{ cwd, env: {}, now: () => new Date(0) },
    print: (text) => (out += text),
    note: (text) => (err += text),
  })
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')
  return { code, out: plain(out), err: plain(err) }
}

const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'))

describe('country', () => {
  let cwd: string
  let said: Awaited<ReturnType<typeof command>>
  beforeAll(async () => {
    cwd = countryIn(newFolder())
    said = await command(ARGS, cwd)
  })

  it('judges every file and every folder as a region of its own', () => {
    expect(said.code).toBe(0)
    expect(said.err).toContain('2 regions, each compared within itself')
    const north = json(cwd, 'out', 'north', 'result.json')
    expect(north.schools.map((school: { schoolId: string }) => school.schoolId).sort()).toEqual(
      Array.from({ length: 12 }, (_, s) => `n${s}`).sort(),
    )
    expect(north.schools[0].name).toMatch(/^School n/)
    expect(north.warnings.map((warning: { code: string }) => warning.code)).toContain('noObserversTable')
    expect(north.problems.filter((problem: { table: string }) => problem.table === 'schools')).toEqual([])
    const south = json(cwd, 'out', 'south', 'result.json')
    expect(south.schools).toHaveLength(10)
    expect(south.recheck.map((entry: { schoolId: string }) => entry.schoolId)).toEqual(['s0'])
  })

  it('puts the regions side by side and loses no school', () => {
    const [header, ...rows] = readFileSync(join(cwd, 'out', 'regions.csv'), 'utf8')
      .trim()
      .split('\r\n')
    const columns = header!.replace('\ufeff', '').split(',')
    const [listed, noObserver] = ['listed', 'no_observer'].map((name) => columns.indexOf(name))
    // Without a table of observers nothing is known of them: an empty cell, no zero.
    expect(rows.map((row) => row.split(',')).map((cells) => [cells[0], cells[listed!], cells[noObserver!]])).toEqual([
      ['north', '0', ''],
      ['south', '1', '1'],
    ])
    expect(readFileSync(join(cwd, 'out', 'recheck.csv'), 'utf8').split('\r\n')[1]).toMatch(/^south,1,s0,School s0/)
    expect(readFileSync(join(cwd, 'out', 'schools-without-results.csv'), 'utf8')).toBe('\ufeffschool_id\r\nx\r\n')
    const page = readFileSync(join(cwd, 'out', 'regions.html'), 'utf8')
    expect(page).toContain('<a href="south/report.html">')
    expect(said.out).toContain('1 school of 22, in 2 regions (264 papers read)')
  })

  it('keeps what is finished and judges again only what has changed', async () => {
    const other = countryIn(newFolder())
    await command(ARGS, other)
    const finishedAt = (region: string) => statSync(join(other, 'out', region, 'result.json')).mtimeMs
    const [north, south] = [finishedAt('north'), finishedAt('south')]
    writeFileSync(join(other, 'regions', 'north.csv'), results('n', 12, 1))
    // What a run that was killed leaves behind: in a region that was there, beside one that was not.
    for (const left of [join('north', '.objectivity-monitor'), '.objectivity-monitor.east'])
      mkdirSync(join(other, 'out', left, 'new'), { recursive: true })
    const { err } = await command(ARGS, other)
    expect(err).toContain('south: kept from an earlier run, 1 of 10 schools on the list')
    expect(err).toContain('north: 0 of 12 schools on the list')
    expect(finishedAt('south')).toBe(south)
    expect(finishedAt('north')).toBeGreaterThan(north)
    for (const region of ['north', 'east'])
      expect(err).toContain(`${region}: an earlier run was ended before its files`)
    expect(readdirSync(join(other, 'out'), { recursive: true }).join()).not.toContain('.objectivity-monitor')
    expect((await command([...ARGS, '--seed', '2'], other)).err).not.toContain('kept')
    expect((await command([...ARGS, '--fail-on-recheck', '2'], other)).code).toBe(0)
    expect((await command([...ARGS, '--fail-on-recheck', '1'], other)).code).toBe(1)
  })

  it('goes on where a region cannot be read, and says which', async () => {
    const other = countryIn(newFolder())
    writeFileSync(join(other, 'regions', 'east.csv'), 'a;b\n1;2\n')
    const { code, out, err } = await command(ARGS, other)
    expect(code).toBe(2)
    expect(err).toContain('east: could not be judged')
    expect(err).toContain('school_id')
    expect(out).toContain('1 region could not be judged')
    expect(readdirSync(join(other, 'out')).sort()).toEqual([
      'north',
      'recheck.csv',
      'regions.csv',
      'regions.html',
      'south',
    ])
    expect(readFileSync(join(other, 'out', 'regions.csv'), 'utf8')).toMatch(/\r\neast,{15}"east\.csv.*school_id/)
  })

  it('says where a school has results in two regions, and takes no two regions of one name', async () => {
    const other = countryIn(newFolder())
    writeFileSync(join(other, 'regions', 'west.csv'), results('n', 6, 2))
    expect((await command(ARGS, other)).out).toContain('6 schools have results in two regions')
    writeFileSync(join(other, 'regions', 'south.csv'), results('z', 6))
    const { code, err } = await command(ARGS, other)
    expect(code).toBe(2)
    expect(err).toContain('Two regions are called "south"')
  })
})
