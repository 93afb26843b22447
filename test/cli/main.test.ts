import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { main } from '../../src/cli/main'
import { settingsFileSchema } from '../../src/cli/settings-file'
import { folders } from '../folders'

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

const folder = folders('command-line-')

async function command(args: readonly string[], cwd = folder(), env: Record<string, string> = {}): Promise<Said> {
  let [out, err] = ['', '']
  const code = await main(args, {
    cwd,
    env,
    print: (text) => {
      out += text
    },
    note: (text) => {
      err += text
    },
    now: () => new Date(0),
  })
  return { code, out: plain(out), err: plain(err) }
}
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

/** Twelve small schools; the results of two of them were never observed. */
function region(): string {
  const cwd = folder()
  const schools = Array.from({ length: 12 }, (_, i) => `s${String(i + 1).padStart(3, '0')}`)
  const rows = schools.flatMap((id, i) =>
    Array.from({ length: 12 }, (_, pupil) => `${id};Математика;4;2021;${(7 * pupil + 3 * i) % 21}`),
  )
  writeFileSync(join(cwd, 'results.csv'), ['school_id;subject;grade;year;score', ...rows].join('\n'))
  writeFileSync(join(cwd, 'schools.csv'), ['school_id;name', ...schools.map((id) => `${id};Школа ${id}`)].join('\n'))
  writeFileSync(
    join(cwd, 'observers.csv'),
    ['school_id;observer', ...schools.map((id, i) => `${id};${i < 2 ? 'нет' : 'да'}`)].join('\n'),
  )
  return cwd
}
const TABLES = ['--results', 'results.csv', '--schools', 'schools.csv', '--observers', 'observers.csv']

describe('run', () => {
  let cwd: string
  let said: Said
  beforeAll(async () => {
    cwd = region()
    said = await command(['run', ...TABLES, '--out', 'out'], cwd)
  })

  it('writes the files and says what it understood, the list and where the files are', () => {
    expect(said.code).toBe(0)
    expect(readdirSync(join(cwd, 'out'))).toEqual(
      expect.arrayContaining(['recheck.csv', 'recheck-sittings.csv', 'signals.csv', 'report.html', 'result.json']),
    )
    expect(said.out).toContain('results.csv: results, a row per paper, 144 rows read, 144 used, 0 set aside')
    expect(said.out).toContain('s001')
    expect(said.out).toContain(join(cwd, 'out', 'report.html'))
    expect(said.err).toContain('Reading')
  })

  it('names files without their folders and leaves the clock to `run`', () => {
    const result = JSON.parse(readFileSync(join(cwd, 'out', 'result.json'), 'utf8'))
    expect(result.input.files.map((f: { file: string }) => f.file).sort()).toEqual([
      'observers.csv',
      'results.csv',
      'schools.csv',
    ])
    expect(result.run).toEqual({ startedAt: '1970-01-01T00:00:00.000Z', elapsedMs: 0 })
  })

  it('keeps standard output clean for --json - and writes nothing', async () => {
    const other = region()
    const { code, out, err } = await command(['run', ...TABLES, '--json', '-'], other)
    expect(code).toBe(0)
    expect(JSON.parse(out).schools).toHaveLength(12)
    expect(err).toContain('Reading')
    expect(readdirSync(other).sort()).toEqual(['observers.csv', 'results.csv', 'schools.csv'])
  })

  it('says nothing with --quiet', async () => {
    expect(await command(['run', ...TABLES, '--out', 'quiet', '--quiet'], cwd)).toEqual({ code: 0, out: '', err: '' })
  })

  it('returns 1 only where --fail-on-recheck asks for it', async () => {
    const listed = JSON.parse(readFileSync(join(cwd, 'out', 'result.json'), 'utf8')).recheck.length
    expect(listed).toBeGreaterThanOrEqual(2)
    const at = (n: number) => command(['run', ...TABLES, '--out', 'out', '-q', '--fail-on-recheck', String(n)], cwd)
    expect((await at(listed)).code).toBe(1)
    expect((await at(listed + 1)).code).toBe(0)
  })

  it('speaks Russian where asked or where the environment does', async () => {
    expect((await command(['run', ...TABLES, '--json', '-', '--locale', 'ru'], cwd)).err).toContain('Чтение')
    expect((await command(['run', ...TABLES, '--json', '-'], cwd, { LANG: 'ru_RU.UTF-8' })).err).toContain('Чтение')
    const env = { LC_ALL: 'C', LANG: 'ru_RU.UTF-8' }
    expect((await command(['run', ...TABLES, '--json', '-'], cwd, env)).err).toContain('Reading')
  })

  it('explains a school from the files of a run', async () => {
    const said = await command(['explain', 's001', '--out', 'out'], cwd)
    expect(said.code).toBe(0)
    expect(said.out).toContain('Школа s001 (s001)')
    expect(said.out).toContain('no public observer')
    expect(await command(['explain', 'Школа s001', 'out'], cwd)).toEqual(said)
  })

  it('finds a school by its name however it is spelt, and names the nearest for a misspelt one', async () => {
    const { out } = await command(['explain', 's001', 'out'], cwd)
    expect((await command(['explain', '«ШКОЛА  s001»', 'out'], cwd)).out).toBe(out)
    const { code, err } = await command(['explain', 'Шкала s001', 'out'], cwd)
    expect(code).toBe(2)
    expect(err).toContain('Did you mean Школа s001 (s001)?')
  })

  it('names the nearest school for an unknown one', async () => {
    const { code, err } = await command(['explain', 's0001', 'out'], cwd)
    expect(code).toBe(2)
    expect(err).toContain('Did you mean s001?')
  })
})

describe('verify', () => {
  let cwd: string
  beforeAll(async () => {
    cwd = region()
    await command(['run', ...TABLES, '--out', 'out', '-q'], cwd)
    const papers = (id: string, rechecked: number) =>
      Array.from({ length: 12 }, (_, i) => `${id};Математика;4;2021;${i};10;${rechecked}`)
    writeFileSync(
      join(cwd, 'rechecks.csv'),
      [
        'school_id;subject;grade;year;pupil_id;original_score;rechecked_score',
        ...papers('s001', 10),
        ...papers('s002', 6),
        ...papers('s999', 6),
      ].join('\n'),
    )
  })

  it('says how many sittings and papers were confirmed', async () => {
    const { code, out } = await command(['verify', '--rechecks', 'rechecks.csv', '--out', 'out'], cwd)
    expect(code).toBe(0)
    expect(out).toContain('2 sittings rechecked: 1 not confirmed, 1 confirmed, 0 undecided')
    expect(out).toContain('12 of 24 (50%')
    expect(out).toContain('cannot be told: no sitting of the control sample came back')
  })

  it('gives the figures as JSON', async () => {
    const { out } = await command(['verify', '--rechecks', 'rechecks.csv', '--out', 'out', '--json', '-'], cwd)
    expect(JSON.parse(out)).toMatchObject({ recheckedShareObjective: 0.5, unplaced: 12 })
  })

  it('leaves nothing in the folder of the tables that the next run would take for one of them', async () => {
    const one = region()
    writeFileSync(join(one, 'rechecks.csv'), readFileSync(join(cwd, 'rechecks.csv')))
    const run = ['run', '--results', '.', '--out', '.', '--no-documents', '-q']
    expect(await command(run, one)).toMatchObject({ code: 0, err: '' })
    expect((await command(['verify', '--rechecks', 'rechecks.csv', '--out', '.'], one)).code).toBe(0)
    expect((await command(['plan-observers', '.', '--places', '3', '--out', '.'], one)).code).toBe(0)
    expect(await command(run, one)).toMatchObject({ code: 0, err: '' })
  })

  it('keeps the figures as files, and what is settled for the next run', async () => {
    const args = [
      'verify',
      '--rechecks',
      'rechecks.csv',
      '--out',
      'out',
      '--settled',
      'settled.json',
      '--date',
      '30.11.2021',
    ]
    const first = await command(args, cwd)
    expect(first.err).toContain('2 cases are settled')
    expect(readFileSync(join(cwd, 'out', 'verification.csv'), 'utf8')).toMatch(
      /^measure,code,count,of,share,low,high\nrecheckedShareObjective,,12,24,0\.5,/,
    )
    expect(readFileSync(join(cwd, 'out', 'verification-sittings.csv'), 'utf8')).toMatch(
      /s002,.*,notConfirmed,,12,12,12,0,-4,/,
    )
    const kept = readFileSync(join(cwd, 'settled.json'), 'utf8')
    await command(args, cwd)
    expect(readFileSync(join(cwd, 'settled.json'), 'utf8')).toBe(kept)

    const next = await command(['run', ...TABLES, '--settled', 'settled.json', '--out', 'next'], cwd)
    expect(next.out).toContain('Rechecked before and confirmed (2021-11-30)')
    expect(next.out).not.toContain('no longer fit')
    const papersOf = (folder: string): number[] =>
      JSON.parse(readFileSync(join(cwd, folder, 'result.json'), 'utf8')).sittings.flatMap(
        (s: { schoolId: string; papersToRecheck: number }) => (s.schoolId === 's001' ? [s.papersToRecheck] : []),
      )
    expect(Math.max(...papersOf('out'))).toBeGreaterThan(0)
    expect(Math.min(...papersOf('next'))).toBe(0)
    expect((await command(['explain', 's002', 'next'], cwd)).out).toContain('not confirmed (2021-11-30)')
    const inRussian = await command(['explain', 's001', 'next', '--locale', 'ru'], cwd)
    // Ids are for programs: people read what each detector asks.
    expect(inRussian.out).not.toMatch(/\b(?:high-level|low-spread|level-shape|boundary-heap|parity)\b/)
    expect(inRussian.out).toContain('Намного ли средний балл выше')
    expect(inRussian.out).toContain('30.11.2021')

    const results = readFileSync(join(cwd, 'results.csv'), 'utf8')
    writeFileSync(join(cwd, 'later.csv'), results.replace(/^s001;Математика;4;2021;\d+$/m, 's001;Математика;4;2021;20'))
    const later = ['run', '--results', 'later.csv', ...TABLES.slice(2), '--settled', 'settled.json', '--out', 'later']
    const stale = await command(later, cwd)
    expect(stale.out).toContain('1 case was')
    expect(stale.out).toContain('the results have changed since')
    expect(papersOf('later')).toEqual(papersOf('out'))
  })

  it.each<[string[], string]>([
    [['run', ...TABLES, '--settled', 'none.json', '--out', 'x'], 'none.json'],
    [['run', ...TABLES, '--settled', 'results.csv', '--out', 'x'], 'does not hold settled cases'],
    [['run', ...TABLES, '--control', 'many', '--out', 'x'], '200 or 10%'],
    [['verify', '--rechecks', 'rechecks.csv', '--out', 'out', '--date', '31.02.2021'], '31.02.2021'],
    [['verify', '--out', 'out'], '--rechecks'],
    [['verify', '--rechecks', 'none.csv', '--out', 'out'], 'none.csv'],
    [['verify', '--rechecks', 'rechecks.csv', '--out', 'nowhere'], 'not the result of a run'],
  ])('%j', async (args, message) => {
    expect(await command(args, cwd)).toEqual({ code: 2, out: '', err: expect.stringContaining(message) })
  })
})

describe('objectivity.json', () => {
  const write = (cwd: string, content: unknown) => writeFileSync(join(cwd, 'objectivity.json'), JSON.stringify(content))
  const tables = { results: 'results.csv', schools: ['schools.csv'], observers: 'observers.csv' }

  it('is read by itself; a flag goes before it', async () => {
    const cwd = region()
    write(cwd, { ...tables, out: 'from-file', locale: 'ru', seed: 5 })
    expect((await command(['run'], cwd)).out).toContain('Что прочитано')
    const seed = (out: string) => JSON.parse(readFileSync(join(cwd, out, 'result.json'), 'utf8')).seed
    expect(seed('from-file')).toBe(5)
    expect((await command(['run', '--out', 'flag', '--seed', '6', '--locale', 'en'], cwd)).out).toContain(
      'What was read',
    )
    expect(seed('flag')).toBe(6)
  })

  it('may name its schema, which changes nothing; the schema completes every option with what it means', async () => {
    const cwd = region()
    const read = (out: string) => {
      const { run: _, ...result } = JSON.parse(readFileSync(join(cwd, out, 'result.json'), 'utf8'))
      return result
    }
    write(cwd, { ...tables, out: 'without', peers: { minimumSize: 4 } })
    expect((await command(['run'], cwd)).code).toBe(0)
    const $schema = './node_modules/objectivity-monitor/dist/objectivity.schema.json'
    write(cwd, { $schema, ...tables, out: 'with', peers: { minimumSize: 4 } })
    expect((await command(['run'], cwd)).code).toBe(0)
    expect({ ...read('with').settings, $schema: undefined }).toEqual({
      ...read('without').settings,
      $schema: undefined,
    })
    expect(read('with').recheck).toEqual(read('without').recheck)

    const { properties, additionalProperties } = z.toJSONSchema(settingsFileSchema, { io: 'input' })
    expect(additionalProperties).toBe(false)
    expect(Object.keys(properties!)).toEqual(expect.arrayContaining(['$schema', 'results', 'budget', 'peers', 'seed']))
    const leaves = (of: object): object[] =>
      Object.values(of).flatMap((p) => ('properties' in p ? leaves(p.properties) : [p as object]))
    const { $schema: _, ...rest } = properties!
    for (const leaf of leaves(rest)) expect(leaf).toHaveProperty('description')
  })

  it.each([
    [{ shools: 'schools.csv' }, 'shools', 'schools'],
    [{ peers: { minimumsize: 3 } }, 'peers.minimumsize', 'minimumSize'],
  ])('%j: error with the nearest name', async (content, key, nearest) => {
    const cwd = region()
    write(cwd, { ...tables, ...content })
    const { code, err } = await command(['run', '--out', 'out'], cwd)
    expect(code).toBe(2)
    expect(err).toContain(key)
    expect(err).toMatch(new RegExp(`Did you mean "?${nearest}`))
    expect(existsSync(join(cwd, 'out'))).toBe(false)
  })

  it.each([
    ['{', 'not valid JSON'],
    ['[]', 'not valid JSON'],
    ['{"locale": "de"}', 'cannot be "de". Expected: one of "en", "ru"'],
    ['{"results": 5}', 'Setting "results" in '],
    ['{"out": 5}', 'cannot be 5. Expected: a text in quotes'],
    ['{"locale": "ru", "seed": "много"}', 'Настройка «seed» не может быть "много". Ожидается: целое число от 0 до'],
    ['{"locale": "ru", "shools": "a.csv"}', 'Неизвестная настройка «shools» в файле '],
  ])('%s', async (text, message) => {
    const cwd = region()
    writeFileSync(join(cwd, 'objectivity.json'), text)
    const { code, err } = await command(['run', ...TABLES, '--out', 'out'], cwd)
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('mistakes end with 2, a sentence, and no file touched', () => {
  it.each<[string[], string]>([
    [['run', '--reslts', 'results.csv', '--out', 'out'], 'Did you mean results?'],
    [['run', ...TABLES], 'No folder for the results'],
    [['run', '--out', 'out'], 'No results given'],
    [['run', ...TABLES, '--out'], '--out needs a value'],
    [['run', ...TABLES, '--out', '--quiet'], '--out needs a value'],
    [['run', ...TABLES, '--out', 'out', '--out', 'b'], '--out is given twice'],
    [['run', ...TABLES, '--out', 'out', '--seed', '1.5'], '--seed needs a whole number'],
    [['run', ...TABLES, '--out', 'out', '--seed', '-1'], '--seed needs a value'],
    [['run', ...TABLES, '--out', 'out', '--seed=99999999999'], 'seed'],
    [['run', ...TABLES, '--out', 'out', '--locale', 'de'], 'Unknown locale "de"'],
    [['run', ...TABLES, '--out', 'out', '--quiet=yes'], '--quiet takes no value'],
    [['run', ...TABLES, '--json', 'file.json'], 'standard output only'],
    [['run', ...TABLES, '--out', 'out', '--settings', 'none.json'], 'none.json'],
    [['run', '--results', 'none.csv', '--out', 'out'], 'none.csv'],
    [['run', '--out', 'out', '--results', 'schools.csv'], 'schools.csv'],
    [['run', ...TABLES, '--out', 'results.csv'], 'results.csv is a file, not a folder'],
    [['runn', ...TABLES, '--out', 'out'], 'Did you mean run?'],
    [['run', 'results.csv', '--out', 'out'], '--results results.csv'],
    [['explain'], 'Which school?'],
    [['explain', 's001', 'nowhere'], 'not the result of a run'],
  ])('%j', async (args, message) => {
    const cwd = region()
    const before = readdirSync(cwd)
    const { code, out, err } = await command(args, cwd)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(err).not.toMatch(/^\s+at /m)
    expect(readdirSync(cwd)).toEqual(before)
  })

  it('says them in Russian, too', async () => {
    const { err } = await command(['run', '--reslts', 'a.csv', '--locale', 'ru'])
    expect(err).toContain('Неизвестный параметр --reslts. Может быть, results?')
  })
})

describe('the other commands', () => {
  it.each([['--help'], ['-h'], ['help'], []])('help: %s', async (...args) => {
    const { code, out } = await command(args.filter((arg) => arg !== undefined))
    expect(code).toBe(0)
    for (const name of ['run', 'demo', 'validate', 'explain', 'detectors', '--fail-on-recheck', 'Examples'])
      expect(out).toContain(name)
  })

  it('prints the version', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
    expect(await command(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })

  it('lists every detector with its innocent explanations, in both languages', async () => {
    const { builtInDetectors } = await import('../../src/detectors')
    for (const locale of ['en', 'ru'] as const) {
      const flat = (await command(['detectors', '--locale', locale])).out.replace(/\s+/g, ' ')
      for (const { meta } of builtInDetectors) {
        expect(flat).toContain(meta.question[locale])
        for (const text of meta.innocent) expect(flat).toContain(text[locale])
      }
    }
  })

  it('judges classes where asked, and refuses a grain it does not know', async () => {
    const cwd = region()
    const result = (folder: string) => JSON.parse(readFileSync(join(cwd, folder, 'result.json'), 'utf8'))
    expect((await command(['run', ...TABLES, '--out', 'classes', '--grain', 'class'], cwd)).code).toBe(0)
    expect(result('classes').settings.grain).toBe('class')
    const { code } = await command(['run', ...TABLES, '--out', 'out', '--grain', 'pupil'], cwd)
    expect(code).toBe(2)
  })

  it('validates without writing, and counts problems by kind', async () => {
    const cwd = region()
    writeFileSync(join(cwd, 'results.csv'), '\ns001;Математика;4;2021;many', { flag: 'a' })
    const { code, out } = await command(['validate', ...TABLES], cwd)
    expect(code).toBe(0)
    expect(out).toMatch(/rows\s+read:\s+145,\s+used:\s+144,\s+set\s+aside:\s+1/)
    expect(out).toMatch(/- high-level: \d+ of \d+/)
    expect(out).toMatch(
      /- absence: 0 of \d+; \d+ lack pupils who should have taken part \(columns:\s+participation: enrolled\)/,
    )
    expect(out).toMatch(/1 × .*results\.csv/s)
    expect(readdirSync(cwd).sort()).toEqual(['observers.csv', 'results.csv', 'schools.csv'])
  })
})

describe('the terminal obeys no name', () => {
  it('prints no control characters and no marks of writing direction from the data', async () => {
    const cwd = region()
    const text = readFileSync(join(cwd, 'schools.csv'), 'utf8')
    writeFileSync(join(cwd, 'schools.csv'), text.replace('Школа s001', 'Школа\u001b[31m\u0007\u202e s001'))
    const { out } = await command(['run', ...TABLES, '--out', 'out'], cwd)
    expect(out).toContain('s001')
    expect(out.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
  })
})

describe('sql', () => {
  it('prints a query in the dialect that is asked for', async () => {
    const said = await command(['sql', '--dialect', 'spark', '--table', 'vpr.papers', '--items', '2'])
    expect(said.code).toBe(0)
    expect(said.out).toContain('from vpr.papers\n')
    expect(said.out).toContain("coalesce(cast(pupil_id as string), '')")
    expect(said.out).toMatch(/item_1, item_2,\n {2}count\(\*\) as papers/)
  })

  it.each([
    [['sql'], '--dialect: ""'],
    [['sql', '--dialect', 'oracle'], 'Known: duckdb, postgres, clickhouse, spark.'],
    [['sql', '--dialect', 'spark', '--items', '9999'], '--items: "9999"'],
    [['run', '--results', 'a.csv', '--out', 'out', '--engine', 'pandas'], 'Known: builtin, duckdb.'],
  ])('%j is a mistake that names what is known', async (args, sentence) => {
    const said = await command(args)
    expect(said.code).toBe(2)
    expect(said.err).toContain(sentence)
  })
})
