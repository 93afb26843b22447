/** A hostile text in every field that can hold one, against every output. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { summaryText } from '../../src/cli/summary'
import type { Power } from '../../src/model'
import { toRecheckXlsx } from '../../src/outputs'
import {
  toAnnexHtml,
  toHtml,
  toJson,
  toPowerHtml,
  toRecheckCsv,
  toRecheckSittingsCsv,
  toRejectedCsv,
  toSchoolsCsv,
  toSignalsCsv,
} from '../../src/report'
import { harmlessJson, readable } from '../../src/report/readable'
import { asWritten } from './example-result'
import { DIRECTIONS, FORMULAS, hostileResult, LONG, MARKUP, RIGHT_TO_LEFT, SEPARATORS } from './hostile'
import { unzipped } from './unzipped'

const ATTACKS = [...MARKUP, ...FORMULAS, ...SEPARATORS, ...DIRECTIONS, RIGHT_TO_LEFT]
const named = (attacks: readonly string[]) =>
  attacks.map((attack) => [JSON.stringify(attack.slice(0, 30)), attack] as const)
const OBEYED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/
/** What a spreadsheet would evaluate. */
const BEGINS = /^[\s"]*[=+\-@]/

const power = (attack: string): Power => ({
  rows: [
    {
      ...{ mechanism: attack as 'leak', band: attack as '61+', share: 0.2, changed: 0.2 },
      ...{ schools: 10, noticed: 5, rate: 0.5, low: 0.24, high: 0.76 },
    },
  ],
  smallest: [{ mechanism: attack as 'leak', band: attack as '61+', share: 0.2 }],
  notPossible: [attack as 'leak'],
})
const pages = (attack: string): readonly string[] => [
  toHtml(hostileResult(attack), { locale: 'ru' }),
  toHtml(hostileResult(attack), { locale: 'en' }),
  toAnnexHtml(hostileResult(attack), { locale: 'ru' }),
  toPowerHtml(power(attack), { locale: 'ru' }),
]
const tables = (attack: string): readonly (readonly [csv: string, delimiter: string])[] => {
  const result = hostileResult(attack)
  return [
    ...[toRecheckCsv, toRecheckSittingsCsv, toRejectedCsv].flatMap((view) => [
      [view(result, { locale: 'ru' }), ';'] as const,
      [view(result, { locale: 'en' }), ','] as const,
    ]),
    [toSignalsCsv(result), ','],
    [toSchoolsCsv(result), ','],
  ]
}

describe.each(named(ATTACKS))('%s', (_, attack) => {
  it('changes nothing but the texts of a page', () => {
    const tags = (page: string) => page.match(/<\/?[a-zA-Z!][^\s>]*/g)
    const clean = pages('ааа')
    for (const [i, page] of pages(attack).entries()) {
      expect(page.replaceAll('\n', '')).not.toMatch(OBEYED)
      expect(tags(page)).toEqual(tags(clean[i]!))
    }
  })

  it('is a text of every cell, and of no other', () => {
    for (const [csv, delimiter] of tables(attack)) {
      const { data } = Papa.parse<string[]>(csv.replace(/^\ufeff/, ''), { delimiter, skipEmptyLines: true })
      const width = data[0]!.length
      expect(data.filter((row) => row.length !== width)).toEqual([])
      expect(csv.replaceAll('\r\n', '\n').replaceAll('\n', '')).not.toMatch(OBEYED)
      const texts = data.flat().filter((cell) => !/^-?[\d.,]+(e-\d+)?$/.test(cell))
      expect(texts.filter((cell) => BEGINS.test(cell))).toEqual([])
    }
  })

  it('is a text of the workbook, which a reader of XLSX opens', async () => {
    const bytes = Buffer.from(await toRecheckXlsx(hostileResult(attack), { locale: 'ru' }))
    for (const [name, xml] of unzipped(bytes)) {
      expect(xml.replace(/[\r\n\t]/g, '')).not.toMatch(OBEYED)
      expect([name, /<f>|<f /.test(xml)]).toEqual([name, false])
    }
    const sheets = await readXlsxFile(bytes)
    const cells = sheets.flatMap(({ data }) => (data as unknown[][]).flat()).filter((cell) => typeof cell === 'string')
    const shown = readable(attack).replaceAll('\ufffd', '').trim()
    expect(cells.some((cell) => cell.includes(shown))).toBe(true)
  })

  it('comes back whole from JSON, and hurts neither an editor nor a script', () => {
    const json = toJson(hostileResult(attack))
    const { sittings, ...rest } = hostileResult(attack)
    const written = { ...rest, sittings: sittings.map(asWritten) }
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(written)))
    expect(json.replaceAll('\n', '')).not.toMatch(OBEYED)
    expect(json).not.toMatch(/<\/|<!/)
  })
})

describe('letters written from right to left', () => {
  it('stand alone in their element or are shut off from the text around them', () => {
    // The page of `power` holds no text of the data.
    for (const whole of pages(RIGHT_TO_LEFT).slice(0, -1)) {
      const page = whole.replace(/<script type=.*?<\/script>/gs, '')
      for (const { index } of page.matchAll(new RegExp(RIGHT_TO_LEFT, 'g'))) {
        const before = page.slice(0, index)
        const attribute = before.lastIndexOf('<') > before.lastIndexOf('>')
        const [, element] = /<([a-z0-9]+)[^>]*>[^<]*$/.exec(before) ?? []
        const alone = />$/.test(before) && page.slice(index + RIGHT_TO_LEFT.length).startsWith('<')
        if (!attribute && !alone) expect([element, before.slice(-80)]).toEqual(['bdi', before.slice(-80)])
      }
    }
  })
})

describe('the terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(named([...ATTACKS, ...LONG]))('obeys nothing: %s', async (_, attack) => {
    let said = ''
    const say = (text: string): void => {
      said += text
    }
    const shell = { cwd: folder, env: {}, print: say, note: say, now: () => new Date(0) }
    writeFileSync(join(folder, 'result.json'), toJson({ ...hostileResult(attack), settings: { seed: 1 } }))
    const id = `${attack}001234`
    writeFileSync(
      join(folder, 'back.csv'),
      Papa.unparse([{ school_id: readable(id), subject: readable(attack), confirmed: 'нет' }]),
    )
    for (const locale of ['ru', 'en'] as const) {
      expect(await main(['explain', '--locale', locale, '--', id, folder], shell)).toBe(0)
      expect(await main(['verify', '--rechecks', 'back.csv', '--out', folder, '--locale', locale], shell)).toBe(0)
      const summary = summaryText(hostileResult(attack), [], locale)
      expect(summary.length).toBeLessThan(20_000)
      say(summary)
    }
    expect(await main(['explain', 'unknown'.repeat(9) + attack, folder], shell)).toBe(2)
    expect(said.replaceAll('\n', '')).not.toMatch(OBEYED)
    for (const file of ['verification.csv', 'verification-sittings.csv', 'verification.json'])
      expect(readFileSync(join(folder, file), 'utf8').replaceAll('\n', '')).not.toMatch(OBEYED)
  })
})

describe('what is done to texts', () => {
  it('shows what is hidden, drops what reorders, and leaves the rest alone', () => {
    expect(readable('a\u0000b\ud800c\u2028d\u202ee\u2066f\u2069')).toBe('a\ufffdb\ufffdc def')
    expect(readable('Школа № 1 😀 בית')).toBe('Школа № 1 😀 בית')
  })

  it('keeps the value of JSON', () => {
    const text = '</script><!-- \u2028 \u202e \u009b'
    expect(harmlessJson(JSON.stringify(text))).toMatch(/^[\x20-\x7e]*$/)
    expect(JSON.parse(harmlessJson(JSON.stringify(text)))).toBe(text)
  })
})
