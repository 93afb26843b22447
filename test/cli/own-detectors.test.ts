/** Detectors of the user's own through the command: they take part, and people read their words and never their codes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import readXlsxFile from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { builtInDetectors } from '../../src/detectors'
import type { Locale, MonitorResult, Power } from '../../src/model'
import { folders } from '../folders'
import { alias, root } from '../sources'

const folder = folders('own-detectors-')
const cwd = folder()
const TABLES = ['--results', 'results.csv', '--schools', 'schools.csv', '--observers', 'observers.csv']
const OWN = ['--detectors', 'full-marks.mjs']

async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await main(args, {
    ...{ cwd, env: {}, now: () => new Date(0) },
    print: (text) => {
      out += text
    },
    note: (text) => {
      err += text
    },
  })
  return { code, out, err }
}

/** Forty schools, one of which has nothing but the highest score; a test of which the highest score is not known. */
beforeAll(async () => {
  const schools = Array.from({ length: 40 }, (_, i) => `s${String(i + 1).padStart(3, '0')}`)
  const rows = schools.flatMap((id, i) =>
    Array.from({ length: 15 }, (_, pupil) => `${id};Математика;4;2021;${i === 0 ? 20 : (7 * pupil + 3 * i) % 21}`),
  )
  writeFileSync(join(cwd, 'results.csv'), ['school_id;subject;grade;year;score', ...rows].join('\n'))
  writeFileSync(join(cwd, 'schools.csv'), ['school_id;name', ...schools.map((id) => `${id};Школа ${id}`)].join('\n'))
  writeFileSync(join(cwd, 'observers.csv'), ['school_id;observer', ...schools.map((id) => `${id};да`)].join('\n'))
  // The example as it stands; the name of the package means the sources of this checkout.
  await build({
    entryPoints: [join(root, 'examples/full-marks.mjs')],
    ...{ bundle: true, format: 'esm', platform: 'node', alias, logLevel: 'silent' },
    outfile: join(cwd, 'full-marks.mjs'),
  })
})

/** Cells of all sheets but one column: the sheet of measurements names the detector as signals.csv does. */
async function cellsOf(file: string): Promise<string> {
  const sheets = await readXlsxFile(readFileSync(file))
  return sheets
    .flatMap(({ sheet, data }) => {
      const ids = ['Измерения', 'Measurements'].includes(sheet) ? data[0]!.findIndex(isHeadOfIds) : -1
      return data.map((row) => row.filter((_, column) => column !== ids).join(' '))
    })
    .join('\n')
}
const isHeadOfIds = (head: unknown): boolean => head === 'Проверка' || head === 'Detector'

/** What the example calls itself, its family, its reason and its options. */
const CODES = /full-marks|fullMarks|\bceiling\b|noScale|minimumPupils/

describe.each<[Locale, { question: string; finding: string; family: string }]>([
  [
    'ru',
    {
      question: 'Не намного ли больше, чем в других школах, учеников с высшим баллом?',
      finding: 'учеников с высшим баллом: 15',
      family: 'высшие баллы',
    },
  ],
  [
    'en',
    {
      question: 'Do many more pupils than elsewhere have the highest score?',
      finding: '15 pupils have the highest score',
      family: 'highest scores',
    },
  ],
])('run in %s', (locale, words) => {
  let said: { code: number; out: string; err: string }
  const read = (file: string): string => readFileSync(join(cwd, locale, file), 'utf8')
  beforeAll(async () => {
    said = await command('run', ...TABLES, ...OWN, '--out', locale, '--locale', locale)
  })

  it('takes part and finds what it looks for', () => {
    expect([said.code, said.err]).toEqual([0, expect.not.stringContaining('full-marks')])
    const result = JSON.parse(read('result.json')) as MonitorResult
    expect(result.detectors.map(({ id }) => id)).toContain('full-marks')
    expect(read('signals.csv')).toContain('full-marks')
    expect(read('report.html')).toContain(words.finding)
    expect(read('report.html')).toContain(words.question)
  })

  it('shows words and never codes to people', async () => {
    const shown = {
      terminal: said.out,
      explain: (await command('explain', 's001', '--out', locale, '--locale', locale)).out,
      'recheck.csv': read('recheck.csv'),
      'recheck-sittings.csv': read('recheck-sittings.csv'),
      'annex.html': read('annex.html'),
      // Beside its question a detector is named as the settings name it, set off as code; the rest between the tags is read.
      'report.html': read('report.html')
        .replace(/<(script|style|code)\b[\s\S]*?<\/\1>/g, '')
        .replace(/<[^>]*>/g, ' '),
      'recheck.xlsx': await cellsOf(join(cwd, locale, 'recheck.xlsx')),
    }
    const raw = Object.entries(shown).flatMap(([where, text]) => {
      const at = text.search(CODES)
      return at < 0 ? [] : [`${where}: ${text.slice(Math.max(0, at - 60), at + 60)}`]
    })
    expect(raw).toEqual([])
    expect(shown.explain).toContain(words.finding)
    expect(shown['recheck.xlsx']).toContain(words.family)
  })
})

describe("what else takes detectors of one's own", () => {
  it('validate tells how many sittings it can look at, and detectors what it asks', async () => {
    expect((await command('validate', ...TABLES, ...OWN, '--locale', 'ru')).out).toMatch(/full-marks: 40 из 40/)
    const { code, out } = await command('detectors', ...OWN, '--locale', 'ru')
    expect(code).toBe(0)
    expect(out).toContain('вид признака: высшие баллы')
    expect((await command('detectors', '--locale', 'ru')).out).not.toContain('высшие баллы')
  })

  it('power looks with it', async () => {
    const off = JSON.stringify({ detectors: { off: builtInDetectors.map(({ meta }) => meta.id) } })
    writeFileSync(join(cwd, 'alone.json'), off)
    // Finds nothing but that pupils are missing.
    const fifteen = detectorText
      .replace('p: 0.5', 'p: sitting.participants < 15 ? 1e-9 : 0.5')
      .replace('()', '(sitting)')
    writeFileSync(join(cwd, 'fifteen.mjs'), `export default ${fifteen}`)
    const power = async (...own: string[]) => {
      const { out } = await command('power', ...TABLES, ...own, '--settings', 'alone.json', '--json', '-', '-q')
      return (JSON.parse(out) as Power).rows.some(({ noticed }) => noticed > 0)
    }
    expect([await power(), await power('--detectors', 'fifteen.mjs')]).toEqual([false, true])
  })

  it('its settings stand in objectivity.json, and a misspelt one is told', async () => {
    const at = async (settings: object, ...args: string[]) => {
      writeFileSync(join(cwd, 'own.json'), JSON.stringify({ detectors: settings }))
      return command('run', ...TABLES, ...args, '--settings', 'own.json', '--json', '-', '-q', '--locale', 'ru')
    }
    const outcome = async (settings: object) =>
      (JSON.parse((await at(settings, ...OWN)).out) as MonitorResult).sittings[0]!.signals.find(
        ({ detector }) => detector === 'full-marks',
      )!.outcome
    expect(await outcome({ 'full-marks': { minimumPupils: 15 } })).toBe('measured')
    expect(await outcome({ 'full-marks': { minimumPupils: 16 } })).toBe('undecided')
    const misspelt = await at({ 'full-marks': { minimumPupls: 16 } }, ...OWN)
    expect([misspelt.code, misspelt.err]).toEqual([2, expect.stringContaining('minimumPupils')])
    expect(misspelt.err).toMatch(/[а-я]/)
    // Without the file nobody knows such a detector.
    expect((await at({ 'full-marks': { minimumPupils: 15 } })).err).toContain('detectors.full-marks')
    expect((await at({ off: ['full-marks'] }, ...OWN)).code).toBe(0)
  })

  it('peers reads settings that speak of it', async () => {
    writeFileSync(join(cwd, 'own.json'), JSON.stringify({ detectors: { 'full-marks': { minimumPupils: 15 } } }))
    const args = ['peers', '--schools', 'schools.csv', '--settings', 'own.json', '-q']
    expect((await command(...args, ...OWN)).code).toBe(0)
    expect((await command(...args)).code).toBe(2)
  })

  it('several files may be named; a list, a name and a plain object will do', async () => {
    const one = (id: string) => detectorText.replace('plain', id)
    writeFileSync(join(cwd, 'list.mjs'), `export default [${one('first')}, ${one('second')}]`)
    writeFileSync(join(cwd, 'named.mjs'), `export const third = ${one('third')}\nexport const other = 5`)
    const { code, out } = await command('detectors', '--detectors', 'list.mjs', 'named.mjs')
    expect(code).toBe(0)
    for (const id of ['first', 'second', 'third']) expect(out).toContain(`\n${id}\n`)
  })
})

/** A detector without `defineDetector`, as text of a module. */
const detectorText = `{
  meta: {
    id: 'plain', family: 'shape', scope: 'assessment', needs: [], sources: ['a test'],
    question: { en: 'What?', ru: 'Что?' }, unit: { en: 'a', ru: 'а' }, effectUnit: { en: 'a', ru: 'а' },
    innocent: [{ en: 'a', ru: 'а' }], finding: { en: 'a', ru: 'а' },
  },
  measure: ({ sittings }) => sittings.map(() => ({ outcome: 'measured', value: 0, effect: 0, p: 0.5, n: 1 })),
}`

describe('mistakes are told in the language of the user', () => {
  beforeAll(() => {
    writeFileSync(join(cwd, 'empty.mjs'), 'export const nothing = 5')
    writeFileSync(join(cwd, 'half.mjs'), `export default ${detectorText.replace("ru: 'Что?'", '')}`)
    writeFileSync(join(cwd, 'taken.mjs'), `export default ${detectorText.replace('plain', 'low-spread')}`)
    writeFileSync(join(cwd, 'lost.mjs'), "import 'no-such-package-anywhere'")
    writeFileSync(join(cwd, 'broken.mjs'), "throw new Error('by hand')")
  })

  it.each<[string[], string, string]>([
    [['none.mjs'], 'Не удалось прочитать', 'none.mjs'],
    [['empty.mjs'], 'нет проверок', 'empty.mjs'],
    [['half.mjs'], 'meta.question', 'half.mjs'],
    [['taken.mjs'], 'Проверок «low-spread» две', 'taken.mjs'],
    [['full-marks.mjs', 'full-marks.mjs'], 'Проверок «full-marks» две', 'full-marks.mjs'],
    [['lost.mjs'], 'npm install objectivity-monitor', 'no-such-package-anywhere'],
    [['broken.mjs'], 'не выполняется', 'by hand'],
  ])('%j', async (files, sentence, detail) => {
    const said = await command('run', ...TABLES, '--out', 'no', '--locale', 'ru', '--detectors', ...files)
    expect(said).toEqual({ code: 2, out: '', err: expect.stringContaining(sentence) })
    expect(said.err).toContain(detail)
    expect(said.err).not.toContain('ошибка программы')
  })

  it.each([
    ['country', 'Запустите run для каждого региона'],
    ['verify', 'run, demo, validate'],
    ['sql', 'run, demo, validate'],
  ])('%s takes none and says so', async (name, sentence) => {
    const { code, err } = await command(name, ...OWN, '--locale', 'ru')
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)])
  })
})
