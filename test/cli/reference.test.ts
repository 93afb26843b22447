import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { simulateRegion } from '../../src/simulate'
import { folders } from '../folders'

const folder = folders('reference-command-')
const { tables } = simulateRegion({ seed: 6, schools: 60, manipulation: null })

type Table = readonly Readonly<Record<string, unknown>>[]
function csv(table: Table): string {
  const columns = [...new Set(table.flatMap((row) => Object.keys(row)))]
  const lines = table.map((row) =>
    columns.map((column) => `"${String(row[column] ?? '').replaceAll('"', '""')}"`).join(';'),
  )
  return [columns.join(';'), ...lines].join('\n')
}

async function command(args: readonly string[], cwd: string) {
  let [printed, noted] = ['', '']
  const shell = {
    ...{ cwd, env: {}, now: () => new Date(2021, 10, 30) },
    print: (text: string) => {
      printed += text
    },
    note: (text: string) => {
      noted += text
    },
  }
  const code = await main([...args, '--locale', 'ru'], shell)
  return { code, printed: printed.replace(/\s+/g, ' '), noted: noted.replace(/\s+/g, ' ') }
}

describe('run --save-reference and --reference', () => {
  const cwd = folder()
  let saved: Awaited<ReturnType<typeof command>>
  beforeAll(async () => {
    const ids = new Set(tables.schools!.slice(0, 20).map((row) => row.school_id))
    const own = (table: Table): Table => table.filter((row) => ids.has(row.school_id as string))
    writeFileSync(join(cwd, 'schools.csv'), csv(tables.schools!))
    writeFileSync(join(cwd, 'results.csv'), csv(tables.results))
    writeFileSync(join(cwd, 'own-schools.csv'), csv(own(tables.schools!)))
    writeFileSync(join(cwd, 'own-results.csv'), csv(own(tables.results)))
    saved = await command(
      [
        'run',
        '--results',
        'results.csv',
        '--schools',
        'schools.csv',
        '--out',
        'region',
        '--save-reference',
        'край.json',
      ],
      cwd,
    )
  })
  const district = ['--results', 'own-results.csv', '--schools', 'own-schools.csv']

  it('writes the file, named after itself and dated, and says what it holds', () => {
    expect(saved.code).toBe(0)
    expect(saved.noted).toMatch(/Опорные данные «край» записаны в .*край\.json: проверочных работ — 4\./)
    expect(JSON.parse(readFileSync(join(cwd, 'край.json'), 'utf8'))).toMatchObject({ name: 'край', date: '2021-11-30' })
  })

  it('judges a district by it, and tells whose it is in terminal, result and report', async () => {
    const { code, printed } = await command(['run', ...district, '--reference', 'край.json', '--out', 'district'], cwd)
    expect(code).toBe(0)
    expect(printed).toContain('Опорные данные: «край» (2021-11-30); школ — 60')
    const result = JSON.parse(readFileSync(join(cwd, 'district', 'result.json'), 'utf8'))
    expect(result.reference).toMatchObject({ name: 'край', schools: 60, refused: [] })
    expect(readFileSync(join(cwd, 'district', 'report.html'), 'utf8')).toContain('Опорные данные: «край»')
    // `explain` weighs by the same reference.
    const school = result.schools[0].schoolId
    expect((await command(['explain', school, '--out', 'district'], cwd)).code).toBe(0)
  })

  it('says before a run what the reference would be to it', async () => {
    const { code, printed } = await command(['validate', ...district, '--reference', 'край.json'], cwd)
    expect(code).toBe(0)
    expect(printed).toContain('«край», 2021-11-30: школ — 60')
    expect(printed).toContain('подходят проверочным работам: 4 из 4')
  })

  it('says before the run, in the check and in the result which settings have no effect under a reference', async () => {
    const idle = /взяты готовыми .*эти настройки на них не действуют: peers\.sensitivity, peers\.minimumSize\./
    writeFileSync(join(cwd, 'set.json'), JSON.stringify({ peers: { minimumSize: 20 } }))
    const asked = [...district, '--settings', 'set.json', '--sensitivity']
    const judged = await command(['run', ...asked, '--reference', 'край.json', '--out', 'idle'], cwd)
    expect(judged.noted).toMatch(idle)
    expect(judged.printed).toMatch(idle)
    expect((await command(['validate', ...asked, '--reference', 'край.json'], cwd)).printed).toMatch(idle)
    const { warnings } = JSON.parse(readFileSync(join(cwd, 'idle', 'result.json'), 'utf8'))
    expect(warnings).toContainEqual({
      code: 'peerSettingsIdle',
      details: { settings: 'peers.sensitivity, peers.minimumSize' },
    })
    const usual = await command(['run', ...district, '--reference', 'край.json', '--out', 'usual'], cwd)
    expect(usual.noted + usual.printed).not.toContain('не действуют')
  })

  it.each<[string, string, RegExp]>([
    ['a table', 'schools.csv', /это не файл опорных данных/],
    ['no file', 'none.json', /Не удалось прочитать/],
    ['a result', 'region/result.json', /это не файл опорных данных/],
    ['half a file', 'half.json', /это не файл опорных данных/],
    ['a changed file', 'changed.json', /повреждён или изменён вручную/],
  ])('refuses %s in plain words, and touches nothing', async (_, file, words) => {
    const text = readFileSync(join(cwd, 'край.json'), 'utf8')
    writeFileSync(join(cwd, 'half.json'), text.slice(0, 2000))
    writeFileSync(join(cwd, 'changed.json'), text.replace('"schools":60', '"schools":61'))
    const { code, noted } = await command(['run', ...district, '--reference', file, '--out', 'never'], cwd)
    expect([code, noted]).toEqual([2, expect.stringMatching(words)])
    expect(() => readFileSync(join(cwd, 'never', 'result.json'))).toThrow()
  })

  it('does not take groups from two sides', async () => {
    const { code, noted } = await command(
      ['run', ...district, '--reference', 'край.json', '--peers', 'p.json', '--out', 'never'],
      cwd,
    )
    expect([code, noted]).toEqual([2, expect.stringContaining('либо --peers, либо --reference')])
  })
})
