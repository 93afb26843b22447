import { describe, expect, it } from 'vitest'
import { madeWorkbook, sheetXml } from '../../../scripts/make-zip'
import { createCollector, InputError } from '../../../src/input'
import { asProblem, type GivenFile, type PlannedFile, planGiven, readPlan } from '../../../src/input/collecting/plan'
import type { FileMapping, Problem } from '../../../src/model'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
async function* inPieces(bytes: Uint8Array, length = 64): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length)
}
const given = (path: string, content: string | Uint8Array, more: Partial<GivenFile> = {}): GivenFile => {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  return {
    ...{ table: 'results', path, counted: false, found: false, asItIs: false },
    size: async () => bytes.length,
    pieces: () => inPieces(bytes),
    digest: async () => [...bytes].join(),
    ...more,
  }
}
const found = (path: string, content: string | Uint8Array, more: Partial<GivenFile> = {}) =>
  given(path, content, { found: true, ...more })

const RESULTS = 'school_id;subject;grade;year;score\n001;Математика;4;2021;12\n002;Математика;4;2021;7\n'
const SCHOOLS = 'school_id;name;pupils\n001;СОШ № 1;200\n002;СОШ № 2;300\n'
const OBSERVERS = 'school_id;observer\n001;да\n002;нет\n'
const LETTER = 'Справка о проведении работ\nВсе работы проведены в срок\n'

interface Options {
  readonly files?: readonly FileMapping[]
  readonly shortNames?: boolean
}
async function planned(all: readonly GivenFile[], options: Options = {}) {
  const errors: Problem[] = []
  const looked: string[] = []
  const plan = await planGiven(all, { ...options, onLooked: ({ source }) => looked.push(source.path!) }, errors)
  const brief = ({ code, table, file, found: what }: Problem) => [code, table, file, what]
  return {
    ...{ plan, looked, errors: errors.map(brief), notes: plan.notes.map(brief) },
    files: plan.files.map(({ name, tables }) => [name, ...tables]),
  }
}

describe('a plan', () => {
  it('takes every file for what it is; those given under another table stay under it', async () => {
    const { files, errors, notes, looked, plan } = await planned([
      given('r.csv', RESULTS),
      given('s.csv', SCHOOLS, { table: 'schools' }),
      given('o.csv', OBSERVERS),
    ])
    expect(files).toEqual([
      ['r.csv', 'results'],
      ['s.csv', 'schools'],
      ['o.csv', 'observers'],
    ])
    expect([errors, notes, looked]).toEqual([[], [], ['r.csv', 's.csv', 'o.csv']])
    expect(plan.inspections().map(({ file }) => file)).toEqual(['r.csv', 's.csv', 'o.csv'])
    expect(plan.files.map(({ size }) => size)).toEqual(
      [RESULTS, SCHOOLS, OBSERVERS].map((text) => bytesOf(text).length),
    )
  })

  it('of a counted file takes it for nothing but results', async () => {
    const counted = await planned([given('o.csv', OBSERVERS, { counted: true })])
    expect(counted.files).toEqual([])
    expect(counted.errors.length).toBeGreaterThan(0)
  })

  it('names what cannot be read, and goes on', async () => {
    const { files, errors } = await planned([given('a.csv', ''), given('b.csv', RESULTS), given('c.csv', '%PDF-1.7\n')])
    expect(files).toEqual([['b.csv', 'results']])
    expect(errors).toEqual([
      ['emptyTable', 'results', 'a.csv', null],
      ['notATableFile', 'results', 'c.csv', 'PDF'],
    ])
  })

  it('passes on what is no fault of a file', async () => {
    const broken = given('a.csv', RESULTS, {
      pieces: () => {
        throw new TypeError('a fault of ours')
      },
    })
    await expect(planned([broken])).rejects.toThrow('a fault of ours')
  })

  it('tells what the system says of a file that cannot be opened', async () => {
    const gone = Object.assign(new Error('no such file'), { code: 'ENOENT' })
    const missing = given('a.csv', RESULTS, {
      pieces: () => {
        throw gone
      },
    })
    expect((await planned([missing])).errors).toEqual([['unreadableFile', 'results', 'a.csv', 'no such file']])
    await expect(asProblem('schools', 'b.csv', () => Promise.reject(gone))).rejects.toMatchObject({
      problems: [{ code: 'unreadableFile', table: 'schools', file: 'b.csv', found: 'no such file' }],
    })
    const told = new InputError([])
    await expect(asProblem('schools', 'b.csv', () => Promise.reject(Object.assign(told, { code: 1 })))).rejects.toBe(
      told,
    )
    expect(await asProblem('schools', 'b.csv', async () => 7)).toBe(7)
  })
})

describe('files of a folder', () => {
  it('that hold no table are left out, each with the reason', async () => {
    const { files, notes, errors, plan } = await planned([
      found('d/r.csv', RESULTS),
      found('d/справка.txt', LETTER),
      found('d/приказ.pdf', '%PDF-1.7\n'),
      found('d/пусто.csv', ''),
      found('d/README.md', 'x;y\n1;2\n'),
      found('d/report.html', '<html></html>'),
      found('d/result.json', '{}'),
    ])
    expect(files).toEqual([['d/r.csv', 'results']])
    expect(errors).toEqual([])
    expect(notes).toEqual([
      ['documentLeftOut', 'results', 'd/справка.txt', 'Справка о проведении работ'],
      ['documentLeftOut', 'results', 'd/приказ.pdf', 'PDF'],
      ['emptyLeftOut', 'results', 'd/пусто.csv', null],
      ['documentLeftOut', 'results', 'd/README.md', null],
      ['ownOutputLeftOut', 'results', 'd/report.html', null],
      ['ownOutputLeftOut', 'results', 'd/result.json', null],
    ])
    expect(plan.inspections().map(({ file }) => file)).toContain('d/справка.txt')
  })

  it('that are named by hand are read whatever they are called', async () => {
    expect((await planned([given('results', RESULTS)])).files).toEqual([['results', 'results']])
    expect((await planned([found('results', RESULTS), given('r.csv', RESULTS)])).notes).toEqual([
      ['documentLeftOut', 'results', 'results', null],
    ])
    expect((await planned([given('recheck.xlsx', RESULTS)])).files).toEqual([['recheck.xlsx', 'results']])
  })

  it('that are broken workbooks are errors, unless their name says that they are pages', async () => {
    const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0])
    const told = async (path: string) => {
      const { errors, notes } = await planned([given('r.csv', RESULTS), found(path, old)])
      return [errors.map(([code]) => code), notes.map(([code, , , what]) => [code, what])]
    }
    const left = [[], [['documentLeftOut', null]]]
    expect(await told('d/a.xls')).toEqual([['otherWorkbook'], []])
    expect(await told('d/a.csv')).toEqual([['otherWorkbook'], []])
    for (const path of ['d/a.html', 'd/a.htm', 'd/a.xml', 'd/a.json', 'd/a.md']) expect(await told(path)).toEqual(left)
    // Of a name that no table has any other fault shows that it is none; a table in a table's name is one.
    const wide = `${Array.from({ length: 6000 }, (_, i) => `c${i}`).join(';')}\n1;2\n`
    const of = async (path: string) =>
      (await planned([given('r.csv', RESULTS), found(path, wide)])).errors.map(([code]) => code)
    expect(await of('d/a.csv')).toEqual(['tooManyColumns'])
    expect(await of('d/a.log')).toEqual([])
  })

  it('count once, and under the option by which they are named', async () => {
    const { files } = await planned([
      found('d/r.csv', RESULTS),
      found('d/o.csv', OBSERVERS),
      found('d/o.csv', OBSERVERS),
      given('d/o.csv', OBSERVERS, { table: 'observers' }),
    ])
    expect(files).toEqual([
      ['d/r.csv', 'results'],
      ['d/o.csv', 'observers'],
    ])
    const twice = await planned([found('d/r.csv', RESULTS), found('d/r.csv', RESULTS)])
    expect([twice.files.length, twice.errors]).toEqual([1, []])
    // A folder given under two options is read under both.
    const both = await planned([
      found('d/r.csv', RESULTS),
      found('d/s.csv', SCHOOLS),
      found('d/s.csv', SCHOOLS, { table: 'schools' }),
    ])
    expect(both.looked).toEqual(['d/r.csv', 'd/s.csv', 'd/s.csv'])
  })
})

describe('the same file twice', () => {
  it('is refused under any name, and files of one length are compared', async () => {
    const { errors, files } = await planned([
      given('a.csv', RESULTS),
      given('b.csv', RESULTS.replace('001', '003')),
      given('c.csv', RESULTS),
      given('d.csv', RESULTS),
    ])
    expect(errors).toEqual([
      ['sameFileTwice', 'results', 'c.csv', 'a.csv'],
      ['sameFileTwice', 'results', 'd.csv', 'c.csv'],
    ])
    expect(files).toHaveLength(4)
  })

  it('is none where only one has the length, or lengths are not known: then no content is asked for', async () => {
    const asked: string[] = []
    const watched = (path: string, text: string, size?: number) =>
      given(path, text, {
        digest: async () => {
          asked.push(path)
          return text
        },
        ...(size === undefined ? {} : { size: async () => size }),
      })
    await planned([watched('a.csv', RESULTS), watched('b.csv', `${RESULTS}003;Математика;4;2021;3\n`)])
    const unknown = await planned([watched('a.csv', RESULTS, 0), watched('b.csv', RESULTS, 0)])
    expect([asked, unknown.errors]).toEqual([[], []])
    // Named twice by hand is given twice.
    const hand = [given('a.csv', RESULTS), given('a.csv', RESULTS)]
    expect((await planned(hand)).errors).toEqual([['sameFileTwice', 'results', 'a.csv', 'a.csv']])
    // The same length under another table is another file.
    expect((await planned([watched('a.csv', RESULTS, 7), watched('s.csv', SCHOOLS, 7)])).errors).toEqual([])
    expect(asked).toEqual([])
  })
})

describe('files without results', () => {
  it('are told, each with what it was taken for', async () => {
    const { errors } = await planned([
      given('s.csv', SCHOOLS),
      given('o.csv', OBSERVERS),
      given('t.csv', SCHOOLS.replace('200', '20'), { table: 'schools' }),
    ])
    expect(errors).toEqual([
      ['noResultsInFile', 'results', 's.csv', 'schools'],
      ['noResultsInFile', 'results', 'o.csv', 'observers'],
    ])
    expect((await planned([given('s.csv', SCHOOLS), given('r.csv', RESULTS)])).errors).toEqual([])
    // Nothing besides where another error says enough.
    expect((await planned([given('s.csv', SCHOOLS), given('r.csv', '')])).errors).toEqual([
      ['emptyTable', 'results', 'r.csv', null],
    ])
  })
})

describe('what the user says of files', () => {
  it('leaves them out, and is told where it fits none', async () => {
    const files = [{ file: 's.csv', skip: true }, { file: 'нет.csv' }] as const
    const { files: read, notes, looked } = await planned([given('r.csv', RESULTS), given('s.csv', SCHOOLS)], { files })
    expect(read).toEqual([['r.csv', 'results']])
    expect(looked).toEqual(['r.csv'])
    expect(notes).toEqual([['mappingWithoutFile', 'results', null, 'нет.csv']])
    await expect(
      planned([given('r.csv', RESULTS)], { files: [{ file: '*', columns: { score: 'scor' } }] }),
    ).rejects.toThrow(InputError)
  })

  it('may leave out one sheet alone', async () => {
    const { looked } = await planned([given('r.csv', RESULTS)], { files: [{ file: 'r.csv', sheet: 'x', skip: true }] })
    expect(looked).toEqual(['r.csv'])
  })
})

describe('names in messages', () => {
  it('are the shortest that tell files apart, also in what was read', async () => {
    const all = [
      given('a/4/r.csv', RESULTS),
      given('a/5/r.csv', RESULTS.replace(';4;', ';5;')),
      given('a/s.csv', SCHOOLS, { table: 'schools' }),
    ]
    const short = await planned(all, { shortNames: true })
    expect(short.files.map(([name]) => name)).toEqual(['4/r.csv', '5/r.csv', 's.csv'])
    expect((await planned(all)).files.map(([name]) => name)).toEqual(['a/4/r.csv', 'a/5/r.csv', 'a/s.csv'])
    const input = {
      sources: [{ file: 'a/4/r.csv' }, { file: null }],
      problems: [{ file: 'a/s.csv' }, { file: 'other' }],
    } as never
    expect(short.plan.named(input)).toEqual({
      ...{ sources: [{ file: '4/r.csv' }, { file: null }], problems: [{ file: 's.csv' }, { file: 'other' }] },
    })
    expect((await planned(all)).plan.named(input)).toEqual(input)
  })
})

describe('reading a plan', () => {
  async function readAll(all: readonly GivenFile[], reader?: (file: PlannedFile) => boolean) {
    const errors: Problem[] = []
    const { plan } = await planned(all)
    const collector = createCollector()
    const progress: { done: number; total: number }[] = []
    const asked: string[] = []
    await readPlan(
      plan,
      collector,
      {
        onProgress: (bytes) => progress.push(bytes),
        ...(reader === undefined
          ? {}
          : {
              reader: async (table, file) => {
                asked.push(`${table} ${file.name}`)
                return reader(file)
              },
            }),
      },
      errors,
    )
    return { errors, progress, asked, finish: () => collector.finish() }
  }

  it('goes table by table, and says after every piece how far it is', async () => {
    const [r, s] = [bytesOf(RESULTS).length, bytesOf(SCHOOLS).length]
    const { progress, finish } = await readAll([given('r.csv', RESULTS), given('s.csv', SCHOOLS)])
    const total = r + s
    // Pieces of 64 bytes, the schools first, and each file once more when it is done.
    const steps = (length: number): number[] => [
      ...Array.from({ length: Math.ceil(length / 64) }, (_, i) => Math.min(length, 64 * (i + 1))),
      length,
    ]
    expect(progress).toEqual([...steps(s), ...steps(r).map((done) => s + done)].map((done) => ({ done, total })))
    const input = finish()
    expect(input.sources.map(({ table }) => table)).toEqual(['schools', 'results'])
    expect(input.sittings.map(({ schoolId, participants }) => [schoolId, participants])).toEqual([
      ['001', 1],
      ['002', 1],
    ])
  })

  it('of a workbook says it when all of it is read', async () => {
    const inline = (text: string, at: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
    const rows = RESULTS.trim()
      .split('\n')
      .map(
        (line, r) =>
          `<row r="${r + 1}">${line
            .split(';')
            .map((cell, c) => inline(cell, `${'ABCDE'[c]}${r + 1}`))
            .join('')}</row>`,
      )
    const workbook = madeWorkbook({ sheets: [{ xml: sheetXml(rows.join('')) }] })
    const { progress, errors, finish } = await readAll([given('r.xlsx', workbook)])
    expect(errors).toEqual([])
    expect(progress).toEqual([{ done: workbook.length, total: workbook.length }])
    expect(finish().sittings).toHaveLength(2)
  })

  it('asks a reader first, and reads what it does not take; notes of the plan are remembered', async () => {
    const all = [given('r.csv', RESULTS), found('d/справка.txt', LETTER), given('s.csv', SCHOOLS)]
    const none = await readAll(all, () => false)
    expect(none.asked).toEqual(['schools s.csv', 'results r.csv'])
    expect(none.finish().problems.map(({ code, file, found: what }) => [code, file, what])).toEqual([
      ['documentLeftOut', 'd/справка.txt', 'Справка о проведении работ'],
    ])
    const taken = await readAll(all, ({ name }) => name === 's.csv')
    expect(taken.finish().hasSchools).toBe(false)
  })

  it('takes a result of an earlier run as it is', async () => {
    const result = {
      schools: [
        { schoolId: '001', tier: 'strong', grounds: ['signs'] },
        { schoolId: '002', tier: 'clear', grounds: [] },
      ],
      sittings: [{ year: 2019 }, { year: null }, { year: 2018 }],
    }
    const earlier = (text: string) => given('result.json', text, { table: 'earlier', asItIs: true })
    const { errors, finish } = await readAll([given('r.csv', RESULTS), earlier(JSON.stringify(result))])
    expect(errors).toEqual([])
    expect(finish().schools.map((school) => school.earlier)).toEqual([
      [{ year: 2019, listed: true }],
      [{ year: 2019, listed: false }],
    ])
    const broken = await readAll([given('r.csv', RESULTS), earlier('{')])
    expect(broken.errors).toMatchObject([{ code: 'unreadableFile', table: 'earlier', file: 'result.json' }])
  })

  it('names a file that went away since it was looked at, and goes on to the next', async () => {
    let opened = 0
    const gone = given('s.csv', SCHOOLS, {
      pieces: () => {
        if (opened++ > 0) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
        return inPieces(bytesOf(SCHOOLS))
      },
    })
    const { errors, finish } = await readAll([gone, given('r.csv', RESULTS)])
    expect(errors.map(({ code, table, file }) => [code, table, file])).toEqual([['unreadableFile', 'schools', 's.csv']])
    expect(finish().sittings).toHaveLength(2)
  })
})
