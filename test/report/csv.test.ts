import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { toRecheckCsv, toRecheckSittingsCsv, toRejectedCsv, toSchoolsCsv, toSignalsCsv } from '../../src/report'
import { withoutFormula } from '../../src/report/csv'
import { exampleResult, school, signal, sitting } from './example-result'

const parse = (csv: string, delimiter: string): string[][] =>
  Papa.parse<string[]>(csv.replace(/^\ufeff/, ''), { delimiter, skipEmptyLines: true }).data
const records = (csv: string, delimiter: string): Record<string, string>[] => {
  const [header = [], ...rows] = parse(csv, delimiter)
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? '(missing)'])))
}

describe('columns', () => {
  const header = (csv: string) => parse(csv, ',')[0]!.join(',')
  const result = exampleResult()

  it('are those of docs/result.md, in its order', () => {
    expect(header(toRecheckCsv(result))).toBe(
      'rank,school_id,name,municipality,peer_group,grounds,decision_items,priority,tier,p,q,what_to_recheck,sittings,papers_to_recheck,within_budget,reasons,sensitivity',
    )
    expect(header(toRecheckSittingsCsv(result))).toBe(
      'school_id,grade,subject,year,class,participants,observer,grounds,tier,p,q,papers_to_recheck,within_budget,reasons,settled,settled_date',
    )
    expect(header(toSignalsCsv(result))).toBe(
      'school_id,grade,subject,year,class,detector,family,outcome,value,unit,expected,se,tau2,df,p,n,reason,effect,effect_unit,judged,variance,region_centre,region_spread,region_df',
    )
    expect(header(toSchoolsCsv(result))).toBe(
      'school_id,name,municipality,peer_group,tier,p,q,level,shape,grounds,recheck,official_markers,context_index,lifted,lifted_low,lifted_high',
    )
    expect(header(toRejectedCsv(result))).toBe('table,file,row,rows,column,found,expected,problem,how_to_mend,code')
  })

  it('do not collide with a family of the same name', () => {
    const changed = exampleResult({ schools: [school({ families: { tier: 0.5 } })] })
    expect(header(toSchoolsCsv(changed))).toContain('level,shape,family_tier,')
  })
})

describe('recheck.csv', () => {
  it('opens in a Russian Excel: byte-order mark, semicolons, decimal comma, CRLF', () => {
    const csv = toRecheckCsv(exampleResult(), { locale: 'ru' })
    expect(csv.startsWith('\ufeffrank;school_id;')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(4)
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const [first, second] = records(csv, ';')
    expect(first).toMatchObject({
      rank: '1',
      school_id: '001234',
      grounds: 'signs+noObserver',
      decision_items: '2.2+2.3',
      p: '0,0004',
      q: '0,06',
      what_to_recheck: 'Математика 4',
      sittings: '1',
      papers_to_recheck: '11',
      within_budget: '',
      reasons:
        'Математика, 4 класс: средний балл 31,3, ожидалось 24,8. Не было общественного наблюдателя: Математика, 4 класс',
    })
    expect(second).toMatchObject({
      name: '',
      peer_group: '',
      within_budget: 'false',
      what_to_recheck: 'Русский язык 5',
    })
  })

  it('has decimal points in English', () => {
    expect(records(toRecheckCsv(exampleResult()), ',')[0]).toMatchObject({ p: '0.0004', tier: 'moderate' })
  })

  it('names years only where there are several', () => {
    const result = exampleResult()
    const later = { ...result, sittings: [...result.sittings, sitting({ schoolId: '000003', year: 2022 })] }
    expect(records(toRecheckCsv(later), ',')[0]!.what_to_recheck).toBe('Математика 4 (2021)')
  })
})

describe('files for programs', () => {
  it('are the same in every locale and keep full precision', () => {
    const p = 0.1234567890123
    const result = exampleResult({ sittings: [sitting({ signals: [signal({ p, value: -2.5 })] })] })
    const csv = toSignalsCsv(result, { locale: 'ru' })
    expect(csv).toBe(toSignalsCsv(result, { locale: 'en' }))
    expect(csv.startsWith('school_id,grade')).toBe(true)
    expect(records(csv, ',')[0]).toMatchObject({ p: '0.1234567890123', value: '-2.5', school_id: '001234' })
  })

  it('leaves what was not measured empty and gives the reason', () => {
    const rows = records(toSignalsCsv(exampleResult()), ',')
    expect(rows[1]).toMatchObject({ outcome: 'undecided', p: '', value: '', n: '', reason: 'tooFewPupils' })
  })

  it('has every school, with an empty p where nothing could be measured', () => {
    const rows = records(toSchoolsCsv(exampleResult()), ',')
    expect(rows).toHaveLength(4)
    expect(rows[3]).toMatchObject({ school_id: '000004', tier: 'notAssessable', p: '', level: '', recheck: 'false' })
  })
})

describe('rejected.csv', () => {
  it('has a row per row set aside, and no notes', () => {
    const [problem] = exampleResult().problems
    const result = exampleResult({ problems: [problem!, { ...problem!, severity: 'note', row: 18 }] })
    const rows = records(toRejectedCsv(result, { locale: 'ru' }), ';')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ file: 'results.csv', row: '17', column: 'score', found: '99', expected: '0..20' })
    expect(rows[0]!.problem).toMatch(/[а-я]{4}/)
    expect(rows[0]!.how_to_mend).toMatch(/[а-я]{4}/)
  })
})

describe('no cell can become a formula', () => {
  const hostile = [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    ' =1+1',
    '\u00a0=1+1',
    '\u200b=1+1',
    '\ufeff=1+1',
    '\u0000=1+1',
    '＝1+1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a";"b")',
    'a;=1+1',
    'a,=1+1',
    'a\n=1+1',
    'a\u2028=1+1',
    '"=1+1',
    'a";=1+1',
    'a"; \t@SUM(1)',
  ]
  /** What a spreadsheet sees that splits the line the right way or at any separator inside the text. */
  const begins = (cell: string) => /^[\s"\u0000-\u001f\u200b-\u200f\ufeff]*[=+\-@＝＋－＠]/.test(cell)

  it.each(hostile)('%j', (name) => {
    const result = exampleResult({ schools: [school({ name, officialMarkers: [name] })] })
    const listed = { ...result, recheck: [{ ...result.recheck[0]!, name, municipality: name }] }
    for (const locale of ['en', 'ru'] as const) {
      const delimiter = locale === 'ru' ? ';' : ','
      const cells = [...parse(toRecheckCsv(listed, { locale }), delimiter), ...parse(toSchoolsCsv(result), ',')].flat()
      expect(cells.filter(begins)).toEqual([])
      for (const line of (toRecheckCsv(listed, { locale }) + toSchoolsCsv(result)).split(/[\r\n]+/))
        for (const wrong of [',', ';', '\t']) expect(line.split(wrong).filter(begins)).toEqual([])
    }
  })

  it('leaves numbers and harmless text alone', () => {
    expect(['-5', '+7', '-2,5', 'Школа № 1', 'a-b', "О'Генри", 'а; б'].map(withoutFormula)).toEqual([
      '-5',
      '+7',
      '-2,5',
      'Школа № 1',
      'a-b',
      "О'Генри",
      'а; б',
    ])
  })
})
