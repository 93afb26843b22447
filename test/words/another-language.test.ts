/**
 * One more language is added as a real one would be: an entry in the list of languages, one in how they write numbers, and
 * one in every text. Its letters are Armenian, so whatever is English or Russian in an output was said past the words.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { main } from '../../src/cli/main'
import { settingsFileSchema } from '../../src/cli/settings-file'
import { builtInDetectors } from '../../src/detectors'
import { MEANINGS } from '../../src/input/headers/mapping'
import {
  LOCALES,
  type Locale,
  type MonitorResult,
  type Power,
  PROBLEMS,
  type Problem,
  type ProblemCode,
  type Row,
} from '../../src/model'
import { describeProblem } from '../../src/report/describe-problem'
import { toPowerHtml } from '../../src/report/html/power'
import { toRegionsHtml } from '../../src/report/html/regions'
import { regionRow } from '../../src/report/regions'
import { settingsSchema } from '../../src/settings'
import { simulateRegion } from '../../src/simulate'
import { FAULTS, TREATMENTS } from '../../src/words/faults'
import { LANGUAGES } from '../../src/words/language'
import { unzipped } from '../report/unzipped'
import { allTexts } from './all-texts'

const PSEUDO = 'qps' as Locale

/** Letters outside of gaps, and the nouns inside of them, become Armenian. */
const inPseudo = (text: string): string =>
  text.replace(GAP, (all, gap?: string, mode?: string, nouns?: string) => {
    if (gap === undefined) return armenian(all)
    return nouns === undefined ? all : `{${gap}${mode}${nouns.replace(/[A-Za-z]/g, armenian)}}`
  })
const GAP = /\{(\w+(?:%| p| date)?)(?:([|?])([^}]*))?\}|[A-Za-z]/g
const armenian = (letter: string): string => String.fromCharCode(0x561 + letter.toLowerCase().charCodeAt(0) - 97)

let folder: string
let run: string
let result: MonitorResult
beforeAll(async () => {
  ;(LOCALES as unknown as Locale[]).push(PSEUDO)
  ;(LANGUAGES as Record<Locale, unknown>)[PSEUDO] = LANGUAGES.ru
  for (const [, text] of await allTexts()) (text as Record<Locale, string>)[PSEUDO] = inPseudo(text.en)
  folder = mkdtempSync(join(tmpdir(), '0-'))
  writeRegion(folder)
  run = await command('run', ...TABLES, '--out', '1')
  result = JSON.parse(written('result.json'))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A region whose own names are neither English nor Russian. */
function writeRegion(to: string): void {
  const { tables } = simulateRegion({ seed: 3, schools: 90, manipulation: { schools: 0.15, strength: 'strong' } })
  const greek = new Map<unknown, string>()
  const renamed = (value: unknown): unknown => {
    if (typeof value !== 'string' || /^(да|нет)$/.test(value)) return value
    if (!/[А-Яа-яЁё]/.test(value)) return value.replace(/^[a-z]+/, '')
    if (!greek.has(value)) greek.set(value, `Ωμέγα ${greek.size + 1}`)
    return greek.get(value)
  }
  for (const [name, table] of Object.entries(tables as unknown as Readonly<Record<string, readonly Row[]>>)) {
    const columns = Object.keys(table[0]!)
    const lines = table.map((row) => columns.map((column) => renamed(row[column])).join(';'))
    if (name === 'results') lines.push(lines[0]!.replace(/;\d+$/, ';x'), lines[0]!)
    writeFileSync(join(to, `${name}.csv`), [columns.join(';'), ...lines].join('\n'))
  }
}
const FILES = ['results', 'schools', 'observers', 'assessments', 'participation']
const TABLES = FILES.flatMap((name) => [`--${name}`, `${name}.csv`])

async function command(...args: string[]): Promise<string> {
  let said = ''
  const tell = (text: string): void => {
    said += text
  }
  await main([...args, '--locale', PSEUDO], { cwd: folder, env: {}, print: tell, note: tell, now: () => new Date(0) })
  return said
}
const written = (file: string): string => readFileSync(join(folder, '1', file), 'utf8')

/** Words in Latin or Cyrillic letters, without what is the same in every language: the data, ids, names of settings. */
function leftOver(text: string, same: readonly string[] = []): string[] {
  const rest = [...NAMES, ...same]
    .toSorted((x, y) => y.length - x.length)
    .reduce((left, name) => left.replaceAll(name, ' '), text)
  return [...new Set(rest.match(/[A-Za-zА-Яа-яЁё]{2,}/g) ?? [])]
}
const NAMES: readonly string[] = [
  ...builtInDetectors.map(({ meta }) => meta.id),
  ...FILES.map((name) => `${name}.csv`),
  'objectivity-monitor',
  'utf-8',
]
const SOURCES = builtInDetectors.flatMap(({ meta }) => meta.sources)
const COMMANDS =
  'rum run country demo validate peers explain verify plan observers power detectors sql workbench'.split(' ')
const CODES_OF_SETTINGS = 'strong moderate clusters school clear absent sample false true null'.split(' ')
const settingNames = ({ properties = {} }: { properties?: object }): string[] =>
  Object.entries(properties).flatMap(([name, of]) => [name, ...settingNames(of)])

const stringsOf = (tree: unknown): string[] =>
  typeof tree === 'string' ? [tree] : Object.values(tree as object).flatMap(stringsOf)

/** What a page shows or reads aloud. */
const shown = (page: string): string =>
  page
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*?(?:(?:aria-label|title|placeholder)="([^"]*)")?[^>]*>/g, ' $1 ')
    .replace(/&\w+;/g, ' ')

it('would notice a sentence in English or Russian', () => {
  expect(leftOver(`high-level: школа school ${inPseudo('school')}`)).toEqual(['школа', 'school'])
  expect(inPseudo('in {n p} {n|school|schools}')).toMatch(
    /^[\u0561-\u057a]{2} \{n p\} \{n\|[\u0561-\u057a]{6}\|[\u0561-\u057a]{7}\}$/,
  )
})

describe('no sentence is left over', () => {
  it('in the terminal', async () => {
    const listed = result.recheck[0]!.schoolId
    const clear = result.schools.find(({ recheck }) => !recheck)!.schoolId
    expect(leftOver(run, [folder, ...readdirSync(join(folder, '1'))])).toEqual([])
    expect(leftOver(await command('explain', listed, '--out', '1'))).toEqual([])
    expect(leftOver(await command('explain', clear, '--out', '1'))).toEqual([])
    const unwrapped = (await command('detectors')).replace(/\n +/g, ' ')
    expect(leftOver(unwrapped, SOURCES)).toEqual([])
    expect(leftOver(await command('help'))).toEqual([])
    // Names of columns are what one has to write.
    const names = [...MEANINGS, ...MEANINGS.flatMap((name) => name.split('_')), 'item', 'mark']
    const columns = [...FILES, ...names, 'earlier', ...'score_0 level_1 mark_2 item_1 percent да нет'.split(' ')]
    const unquoted = (await command('validate', ...TABLES)).replace(/"[^"]*"|«[^»]*»/g, '')
    expect(leftOver(unquoted, columns)).toEqual([])
  })

  it('in what came of the rechecks', async () => {
    const rows = result.sittings.flatMap(({ schoolId, subject, grade, year, recheck }, i) =>
      recheck ? Array(20).fill(`${schoolId};${subject};${grade};${year};9;${i % 3 === 0 ? 5 : 9}`) : [],
    )
    writeFileSync(
      join(folder, '5.csv'),
      ['school_id;subject;grade;year;original_score;rechecked_score', ...rows].join('\n'),
    )
    const said = await command('verify', '--rechecks', '5.csv', '--settled', '6.json', '--out', '1')
    expect(said.length).toBeGreaterThan(1500)
    expect(leftOver(said, [folder, 'csv', 'json'].concat(readdirSync(join(folder, '1'))))).toEqual([])
  })

  it('in mistakes of the command', async () => {
    expect(leftOver(await command('rum'), COMMANDS)).toEqual([])
    expect(leftOver(await command('run', '--out', '2'))).toEqual([])
    expect(leftOver(await command('run', '--results', '3.csv', '--out', '2'), [folder, 'csv'])).toEqual([])
    writeFileSync(join(folder, '4.json'), JSON.stringify({ sed: 1, seed: '1', grain: 5, peers: { starts: 0 } }))
    const names = [...Object.keys(settingsFileSchema.shape), 'sed', 'json', 'school', 'class', 'starts']
    expect(
      leftOver(await command('run', '--results', 'results.csv', '--settings', '4.json'), [folder, ...names]),
    ).toEqual([])
  })

  it('in the report, with its settings and sources', () => {
    const page = written('report.html')
    const settings = [
      ...settingNames(z.toJSONSchema(settingsSchema, { io: 'input' }) as { properties?: object }),
      ...CODES_OF_SETTINGS,
      result.input.fingerprint,
      'pupil_id',
    ]
    expect(leftOver(shown(page), [...SOURCES.map(shown), ...settings])).toEqual([])
    const words = JSON.parse(/<script type="application\/json" id="words">([^<]*)/.exec(page)![1]!)
    const texts = stringsOf(words).map((text) => text.replace(/\{\w+[^}|?]*|\}/g, ''))
    expect(leftOver(texts.join(' '))).toEqual([])
  })

  it('in the other pages', () => {
    expect(leftOver(shown(written('annex.html')))).toEqual([])
    const row = { changed: 0.2, schools: 10, noticed: 5, rate: 0.5, low: 0.2, high: 0.8, band: '13-25' } as const
    const power: Power = {
      rows: [{ ...row, mechanism: 'lifting', share: 0.5 }],
      smallest: [{ mechanism: 'lifting', band: '13-25', share: 0.5 }],
      notPossible: ['leak'],
    }
    expect(leftOver(shown(toPowerHtml(power, { locale: PSEUDO })))).toEqual([])
    const regions = toRegionsHtml([regionRow('1', result, PSEUDO)], [{ region: '2', problem: '3' }], 4, PSEUDO)
    expect(leftOver(shown(regions))).toEqual([])
  })

  it('in the workbook', () => {
    const parts = unzipped(readFileSync(join(folder, '1', 'recheck.xlsx')))
    const names = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(4)
    expect(leftOver(names.join(' '))).toEqual([])
    const texts = [...parts].flatMap(([path, xml]) => (/sharedStrings|worksheets\/sheet/.test(path) ? [xml] : []))
    const cells = texts.flatMap((xml) => [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, cell]) => cell!))
    expect(cells.length).toBeGreaterThan(100)
    const codes = [...Object.keys(PROBLEMS), ...Object.keys(FAULTS), ...Object.keys(TREATMENTS)]
    const same = [...codes, 'pupil_id', result.input.fingerprint]
    expect(leftOver(cells.join(' ').replace(/&\w+;/g, ' '), same)).toEqual([])
  })

  it('in the tables for people, but for their codes', () => {
    for (const file of ['recheck.csv', 'recheck-sittings.csv', 'rejected.csv']) {
      const [head, ...rows] = written(file)
        .trim()
        .split('\r\n')
        .map((line) => line.split(';'))
      for (const name of ['reasons', 'problem', 'how_to_mend'].filter((name) => head!.includes(name)))
        expect(leftOver(rows.map((row) => row[head!.indexOf(name)]).join(' '))).toEqual([])
    }
  })

  it.each(Object.keys(PROBLEMS) as ProblemCode[])('in the problem %s', (code) => {
    const problem: Problem = {
      ...{ code, severity: 'note', table: 'results', file: null, row: 1, column: '1', found: '2', expected: '3' },
    }
    // What a cell has to hold is quoted as it has to be written.
    const text = describeProblem(problem, PSEUDO)
      .replace(/"отсутствовал"/, '')
      .replace(/"files": .*\]/, '')
    expect(leftOver(text)).toEqual([])
  })

  it('in what travels with a result: every text of it has the language', () => {
    expect(result.peerGroups.length).toBeGreaterThan(1)
    const without: string[] = []
    const look = (value: unknown, path: string): void => {
      if (value === null || typeof value !== 'object') return
      if ('en' in value && !(PSEUDO in value)) without.push(path)
      for (const [key, inner] of Object.entries(value)) look(inner, `${path}.${key}`)
    }
    look(result, 'result')
    expect(without).toEqual([])
  })
})
