import { describe, expect, it } from 'vitest'
import { HIDDEN, nameOf, OWN, SETTINGS, shortNames, TABLES } from '../../../src/input/collecting/file-names'

describe('names of files', () => {
  it.each<[string, RegExp, readonly string[], readonly string[]]>([
    [
      'may hold a table',
      TABLES,
      ['a.csv', 'a.TSV', 'a.txt', 'a.xlsx', 'a.xlsm', 'a.ods', 'a.parquet'],
      ['a.xls', 'csv', 'a.csv.zip', 'a.docx'],
    ],
    ['are hidden', HIDDEN, ['.a.csv', '~$a.xlsx'], ['a.csv', '~a.xlsx', '$a']],
    ['are settings', SETTINGS, ['objectivity.json', 'Objectivity.JSON'], ['my-objectivity.json', 'objectivity.json5']],
    [
      'are written by this program',
      OWN,
      [
        'report.html',
        'annex.html',
        'regions.html',
        'power.html',
        'result.json',
        'settled.json',
        'verification.json',
        'peers.json',
        'recheck.xlsx',
        'verification.xlsx',
      ],
      ['report.htm', 'my report.html', 'recheck.csv', 'result.jsonl', 'observers.html'],
    ],
  ])('that %s', (_, pattern, yes, no) => {
    expect(yes.filter((name) => !pattern.test(name))).toEqual([])
    expect(no.filter((name) => pattern.test(name))).toEqual([])
  })

  it('stand at the end of a path', () => {
    expect(['a/b/c.csv', 'a\\b\\c.csv', 'c.csv', 'a/'].map(nameOf)).toEqual(['c.csv', 'c.csv', 'c.csv', ''])
  })

  it.each<[string, readonly string[], readonly string[]]>([
    ['their names, where these differ', ['x/a.csv', 'y/b.csv'], ['a.csv', 'b.csv']],
    ['as many folders as it takes', ['x/a.csv', 'y/a.csv', 'y/b.csv'], ['x/a.csv', 'y/a.csv', 'b.csv']],
    [
      'more folders where the nearest are called alike',
      ['1/x/a.csv', '2/x/a.csv', '2/y/a.csv'],
      ['1/x/a.csv', '2/x/a.csv', 'y/a.csv'],
    ],
    ['the whole path where another ends in it', ['a.csv', 'x/a.csv'], ['a.csv', 'x/a.csv']],
    ['a file given twice under its name', ['x/a.csv', 'x/a.csv'], ['a.csv']],
    ['folders of Windows', ['c:\\x\\a.csv', 'c:\\y\\a.csv'], ['x/a.csv', 'y/a.csv']],
    ['of no paths none', [], []],
  ])('are shown as short as can be: %s', (_, paths, short) => {
    expect([...shortNames(paths)].map(([, name]) => name)).toEqual(short)
    expect([...shortNames(paths).keys()]).toEqual([...new Set(paths)])
  })
})
