import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clusterSchools } from '../../src'
import { main } from '../../src/cli/main'
import { toPeersHtml } from '../../src/report'
import { simulateRegion } from '../../src/simulate'
import { folders } from '../folders'

const folder = folders('peers-command-')
const { tables } = simulateRegion({ seed: 5, schools: 60 })
const rows = tables.schools!

function csv(table: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(table.flatMap((row) => Object.keys(row)))]
  const lines = table.map((row) =>
    columns.map((column) => `"${String(row[column] ?? '').replaceAll('"', '""')}"`).join(';'),
  )
  return [columns.join(';'), ...lines].join('\n')
}

async function command(args: readonly string[], cwd: string) {
  let [printed, noted] = ['', '']
  const shell = {
    ...{ cwd, env: {}, now: () => new Date(0) },
    print: (text: string) => {
      printed += text
    },
    note: (text: string) => {
      noted += text
    },
  }
  return { code: await main(args, shell), printed, noted }
}

describe('peers', () => {
  it('tells groups from the table of schools alone, as the library does', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'schools.csv'), csv(rows))
    const { code, printed } = await command(
      ['peers', '--schools', 'schools.csv', '--out', 'out', '--locale', 'ru', '--save-peers', 'saved.json'],
      cwd,
    )
    expect(code).toBe(0)
    const found = clusterSchools(rows)
    expect(found.peerGroups.length).toBeGreaterThan(1)
    expect(printed.replace(/\s+/g, ' ')).toContain(
      'Школы сравниваются по признакам: тип населённого пункта, число обучающихся',
    )
    for (const { id, label } of found.peerGroups) expect(printed.replace(/\s+/g, ' ')).toContain(`${id}. ${label.ru}`)
    const [header, ...lines] = readFileSync(join(cwd, 'out', 'peers.csv'), 'utf8')
      .trim()
      .split('\r\n')
    expect(header!.replace('\ufeff', '')).toBe(
      'school_id;name;municipality;peer_group;label;fits_no_group;compared_by;nearest_schools',
    )
    expect(lines).toHaveLength(60)
    found.schools.forEach(({ schoolId, peerGroup }, i) => {
      expect(lines[i]!.startsWith(`${schoolId};`)).toBe(true)
      expect(lines[i]).toContain(`;${peerGroup};`)
    })
    expect(readFileSync(join(cwd, 'out', 'peers.html'), 'utf8')).toBe(toPeersHtml(found, { locale: 'ru' }))
    const saved = JSON.parse(readFileSync(join(cwd, 'saved.json'), 'utf8'))
    expect(saved.groups.flatMap((group: { schools: string[] }) => group.schools)).toHaveLength(60)
  })

  it('names the nearest schools of the own group', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'schools.csv'), csv(rows))
    await command(['peers', '--schools', 'schools.csv', '--out', 'out', '--locale', 'en'], cwd)
    const { schools } = clusterSchools(rows)
    const distance = (a: number, b: number) =>
      schools[a]!.context!.reduce((sum, value, c) => sum + (value - schools[b]!.context![c]!) ** 2, 0)
    const own = schools.flatMap(({ peerGroup }, i) => (i !== 0 && peerGroup === schools[0]!.peerGroup ? [i] : []))
    const nearest = own.toSorted((a, b) => distance(0, a) - distance(0, b)).slice(0, 5)
    const line = readFileSync(join(cwd, 'out', 'peers.csv'), 'utf8').split('\r\n')[1]!
    expect(line.replaceAll('"', '').endsWith(nearest.map((i) => schools[i]!.schoolId).join('; '))).toBe(true)
  })

  it('takes a column for what objectivity.json says it is', async () => {
    const cwd = folder()
    const renamed = rows.map(({ low_income_share, ...row }) => ({
      ...row,
      Льготники: low_income_share,
      ИНН: row.school_id,
    }))
    writeFileSync(join(cwd, 'schools.csv'), csv(renamed))
    const columns = { Льготники: 'low_income_share', pupils: 'ignore' }
    writeFileSync(join(cwd, 'objectivity.json'), JSON.stringify({ files: [{ file: 'schools.csv', columns }] }))
    const { printed } = await command(['peers', '--schools', 'schools.csv', '--locale', 'ru'], cwd)
    const text = printed.replace(/\s+/g, ' ')
    expect(text).toContain('Школы сравниваются по признакам: тип населённого пункта, малообеспеченные семьи, родители')
    expect(text).toContain('номера, коды и названия: «ИНН»')
    expect(text).not.toContain('число обучающихся,')
  })

  it('says what is missing, and what groups of another year cannot do, before anything long', async () => {
    const cwd = folder()
    expect((await command(['peers', '--locale', 'en'], cwd)).noted).toContain('No table of schools given')
    mkdirSync(join(cwd, 'out'))
    writeFileSync(join(cwd, 'schools.csv'), csv(rows))
    writeFileSync(join(cwd, 'results.csv'), csv(tables.results))
    await command(['peers', '--schools', 'schools.csv', '--save-peers', 'saved.json'], cwd)
    const others = rows.map((row) => ({ school_id: `x${row.school_id}`, 'Число кружков': 3 }))
    writeFileSync(join(cwd, 'others.csv'), csv(others))
    writeFileSync(
      join(cwd, 'other-results.csv'),
      csv(tables.results.map((row) => ({ ...row, school_id: `x${row.school_id}` }))),
    )
    const run = ['run', '--schools', 'others.csv', '--results', 'other-results.csv', '--out', 'out2', '--locale', 'en']
    const { code, noted } = await command([...run, '--peers', 'saved.json'], cwd)
    expect(code).toBe(2)
    expect(noted).toContain('fit none of these schools')
    expect(noted).not.toContain('Comparing')
  })
})
