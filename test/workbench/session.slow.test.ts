import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workbookOf } from '../../scripts/make-layouts'
import { main } from '../../src/cli/main'
import type { Session, Snapshot } from '../../src/workbench/session'
import { isObserved, listOfSchools, nameOf, protocols, SCHOOL_NUMBERS } from '../input/office/district'
import { fileAt, fileOf, filesIn, newSession, untilState } from './without-page'

const region = join(import.meta.dirname, '..', '..', 'fixtures', 'region')
const regionFiles = readdirSync(region).map((name) => join(region, name))
const folder = mkdtempSync(join(tmpdir(), 'workbench-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function understood(session: Session): Promise<Snapshot> {
  return untilState(session, 'understood', 'failed')
}
const bytesOf = async (of: Snapshot, name: string): Promise<Buffer> =>
  Buffer.from(await of.outputs.find((output) => output.name === name)!.file.arrayBuffer())

/** What the command line writes for the same files, but for the time of the run. */
async function commandLine(...args: string[]): Promise<string> {
  const out = mkdtempSync(join(folder, 'out-'))
  const silent = (): void => undefined
  const shell = { cwd: folder, env: {}, print: silent, note: silent, now: () => new Date(0) }
  expect(await main(['run', ...args, '--out', out, '--threads', '1', '--quiet'], shell)).toBe(0)
  return out
}

describe('the demo region', () => {
  const session = newSession()
  let done: Snapshot
  let read: Snapshot
  beforeAll(async () => {
    await session.add(regionFiles.toReversed().map((file) => fileAt(file)))
    read = await understood(session)
    session.run('ru')
    done = await untilState(session, 'done', 'failed')
  })

  it('is understood without a word of the user', () => {
    expect(read.state).toBe('understood')
    expect(read.options).toEqual({})
    expect(Object.fromEntries(read.views.map(({ name, sheets }) => [name, sheets[0]!.tables[0]!.table]))).toEqual({
      'observers.csv': 'observers',
      'participation.csv': 'participation',
      'results-ma4.csv': 'results',
      'results-ma5.csv': 'results',
      'results-ru4.csv': 'results',
      'results-ru5.csv': 'results',
      'schools.csv': 'schools',
    })
    expect(read.read).toMatchObject({ schools: 120, hasSchools: true, hasObservers: true })
    expect(read.read!.observers[0]).toMatchObject({ present: 111, absent: 50, unknown: 13, notUnderstood: 0 })
    expect(read.read!.concepts.map(({ name }) => name)).toContain('low_income_share')
  })

  it('shows three examples of every column, and no code of a pupil', () => {
    const { columns } = read.views.find(({ name }) => name === 'results-ma4.csv')!.sheets[0]!.tables[0]!
    const of = (meaning: string) => columns.find((column) => column.meaning === meaning)!
    expect(of('score').examples).toHaveLength(3)
    expect(of('pupil_id').examples).toEqual(['•••'])
  })

  it('gives the same bytes as the command line, whatever the order of the files', async () => {
    const named = (start: string) => regionFiles.filter((file) => file.includes(start))
    const out = await commandLine(
      ...['--results', ...named('results-'), '--schools', ...named('schools'), '--observers', ...named('observers')],
      ...['--participation', ...named('participation'), '--locale', 'ru'],
    )
    expect(done.outputs.map(({ name }) => name).toSorted()).toEqual(filesIn(out))
    for (const { name } of done.outputs)
      expect((await bytesOf(done, name)).equals(readFileSync(join(out, name))), name).toBe(true)
  })

  it('packs all files into one archive', async () => {
    while (session.snapshot.zip === null) await new Promise((go) => session.subscribe(() => go(null)))
    const files = unzipSync(new Uint8Array(await session.snapshot.zip.file.arrayBuffer()))
    for (const { name } of done.outputs)
      expect(Buffer.from(files[name]!).equals(await bytesOf(done, name)), name).toBe(true)
  })

  it('explains a school', async () => {
    const { id } = done.answer!.schools[0]!
    session.explain(id)
    while (session.snapshot.explained === null) await new Promise((go) => session.subscribe(() => go(null)))
    const { sections } = session.snapshot.explained
    expect(sections.length).toBeGreaterThan(0)
    expect(sections[0]!.lines[0]!.ru).toMatch(/[а-я]/)
  })
})

describe('rechecks that came back', () => {
  it('are compared with the list as the command line does, and what is settled is told in the next run', async () => {
    const session = newSession()
    const results = ['results-ma4.csv', 'observers.csv'].map((name) => fileAt(join(region, name)))
    await session.add(results)
    await understood(session)
    session.run('ru')
    const first = await untilState(session, 'done', 'failed')
    const result = await bytesOf(first, 'result.json')
    const { sittings } = JSON.parse(result.toString()) as { sittings: Record<string, unknown>[] }
    const rows = sittings
      .filter(({ recheck }) => recheck)
      .flatMap(({ schoolId, subject, grade, year }, i) =>
        Array<string>(20).fill([schoolId, subject, grade, year, 9, i % 3 === 0 ? 5 : 9].join(';')),
      )
    const rechecks = ['school_id;subject;grade;year;original_score;rechecked_score', ...rows].join('\n')

    const later = newSession()
    await later.add([fileOf('result.json', new Uint8Array(result)), fileOf('rechecks-1.csv', rechecks)])
    expect((await understood(later)).state).toBe('understood')
    later.verify('en')
    const { verified } = await untilState(later, 'done', 'failed')
    const out = mkdtempSync(join(folder, 'verify-'))
    writeFileSync(join(out, 'result.json'), result)
    writeFileSync(join(out, 'rechecks-1.csv'), rechecks)
    const silent = (): void => undefined
    const shell = { cwd: out, env: {}, print: silent, note: silent, now: () => new Date(0) }
    const args = ['verify', '--rechecks', 'rechecks-1.csv', '--settled', 'settled.json', '--out', '.', '--quiet']
    expect(await main(args, shell)).toBe(0)
    for (const { name, file } of verified!.outputs)
      expect(Buffer.from(await file.arrayBuffer()).equals(readFileSync(join(out, name))), name).toBe(true)

    const settled = verified!.outputs.find(({ name }) => name === 'settled.json')!.file
    await session.add([{ path: 'settled.json', found: false, file: settled }])
    await understood(session)
    session.run('ru')
    const next = JSON.parse((await bytesOf(await untilState(session, 'done', 'failed'), 'result.json')).toString())
    expect(next.sittings.some((sitting: { settled?: object }) => sitting.settled !== undefined)).toBe(true)
  })
})

describe('the year after', () => {
  it('is run with what this year left: its list and its groups, as the command line does', async () => {
    const tables = ['results-ma4.csv', 'schools.csv', 'observers.csv'].map((name) => join(region, name))
    const given = ['--results', tables[0]!, '--schools', tables[1]!, '--observers', tables[2]!, '--locale', 'ru']
    const here = mkdtempSync(join(folder, 'years-'))
    const first = newSession()
    await first.add(tables.map((file) => fileAt(file)))
    await understood(first)
    first.run('ru')
    const list = await bytesOf(await untilState(first, 'done', 'failed'), 'result.json')
    first.keepGroups()
    while (first.snapshot.groups === null) await new Promise((go) => first.subscribe(() => go(null)))
    const groups = Buffer.from(await first.snapshot.groups.file.arrayBuffer())

    const next = newSession()
    const left = [fileOf('result.json', new Uint8Array(list)), fileOf('peers.json', new Uint8Array(groups))]
    await next.add([...tables.map((file) => fileAt(file)), ...left])
    expect(next.snapshot.files.map(({ role }) => role)).toEqual(expect.arrayContaining(['result', 'peers']))
    await understood(next)
    next.run('ru')
    const done = await untilState(next, 'done', 'failed')
    writeFileSync(join(here, 'result.json'), list)
    writeFileSync(join(here, 'peers.json'), groups)
    const years = ['--earlier', join(here, 'result.json'), '--peers', join(here, 'peers.json')]
    const out = await commandLine(...given, ...years)
    expect((await bytesOf(done, 'result.json')).toString()).toBe(readFileSync(join(out, 'result.json'), 'utf8'))
  })

  it.each([
    ['решённых случаев', 'settled.json', '[{"school'],
    ['групп', 'peers.json', '{"format":"objectivity-monitor/peers","version":1}'],
    ['опорных данных', 'reference.json', '{"format":"objectivity-monitor/reference"'],
  ])('a damaged file of %s is refused in words', async (what, name, content) => {
    const session = newSession()
    await session.add([fileAt(join(region, 'results-ma4.csv')), fileOf(name, content)])
    await understood(session)
    session.run('ru')
    const { state, broken, remarks } = await untilState(session, 'done', 'failed')
    expect({ state, broken }).toEqual({ state: 'failed', broken: null })
    expect(remarks.map(({ text }) => text.ru)).toEqual([expect.stringContaining(what)])
    session.remove(name)
    expect((await understood(session)).state).toBe('understood')
  })
})

describe('a folder', () => {
  it('is read as the command line reads it: names tell what the tables do not, documents and own files are passed over', async () => {
    const rows = (subject: number) =>
      [
        'Логин;Балл',
        ...Array.from({ length: 90 }, (_, i) => `edu77${1000 + (i % 9)};${4 + ((i * subject) % 13)}`),
      ].join('\n')
    const files: Record<string, string> = {
      'ВПР/2021/Математика 4 класс/лист.csv': rows(3),
      'ВПР/2021/Русский язык 4 класс/лист.csv': rows(5),
      'ВПР/приказ.docx': 'не таблица',
      'ВПР/~$лист.xlsx': 'не таблица',
      'ВПР/result.json': '{"schemaVersion": "1.0"}',
    }
    const here = mkdtempSync(join(folder, 'folder-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(here, path)), { recursive: true })
      writeFileSync(join(here, path), text)
    }
    const session = newSession()
    await session.add(Object.entries(files).map(([path, text]) => fileOf(path, text)))
    const read = await understood(session)
    const tables = read.views.flatMap(({ sheets }) => sheets).filter(({ leftOut }) => leftOut === null)
    expect(tables.map((sheet) => sheet.tables[0]?.subject)).toEqual([
      { value: 'Математика', origin: 'folder' },
      { value: 'Русский язык', origin: 'folder' },
    ])
    session.run('ru')
    const done = await untilState(session, 'done', 'failed')
    const out = await commandLine('--results', join(here, 'ВПР'), '--locale', 'ru')
    expect((await bytesOf(done, 'result.json')).toString()).toBe(readFileSync(join(out, 'result.json'), 'utf8'))
  })
})

describe('tables of an office', () => {
  it('a table of observers that nobody knows is mended by hand: sixteen schools without an observer', async () => {
    const observers = [
      ['Сведения о присутствии'],
      ['№ п/п', 'Школа', 'Отметка ответственного'],
      ...SCHOOL_NUMBERS.map((school) => [String(school + 1), nameOf(school), isObserved(school) ? 'да' : 'нет']),
    ]
    const workbook = (rows: readonly (readonly string[])[]) =>
      workbookOf({
        ...{ name: '', layout: null, encoding: 'XLSX', delimiter: null },
        sheets: [{ name: 'Лист1', rows: rows.map((row) => [...row]) }],
      })
    const given = async (name: string, rows: readonly (readonly string[])[]) =>
      fileOf(name, new Uint8Array(await workbook(rows)))
    const session = newSession()
    await session.add([
      await given('Протоколы.xlsx', protocols.rows),
      await given('Список школ.xlsx', listOfSchools.rows),
      await given('Присутствие.xlsx', observers),
    ])
    expect((await understood(session)).read?.hasObservers ?? false).toBe(false)
    const place = { file: 'Присутствие.xlsx', path: 'Присутствие.xlsx', sheet: null, further: null }
    session.mend(place, { table: 'observers' })
    await understood(session)
    session.mend(place, { headerRow: 2 })
    await understood(session)
    session.mend(place, { column: 'Отметка ответственного', meaning: 'observer' })
    const read = await understood(session)
    expect(read.remarks.filter(({ severity }) => severity === 'error').map(({ text }) => text.ru)).toEqual([])
    expect(read.read!.observers).toMatchObject([{ present: 14, absent: 16, unknown: 0, notUnderstood: 0 }])
    session.run('ru')
    const done = await untilState(session, 'done', 'failed')
    const { recheck } = JSON.parse((await bytesOf(done, 'result.json')).toString()) as {
      recheck: { grounds: string[] }[]
    }
    expect(recheck.filter(({ grounds }) => grounds.includes('noObserver'))).toHaveLength(16)
  })
})

const RESULTS = [
  'Ид;Дисц;Сколько',
  ...Array.from({ length: 60 }, (_, i) => `${100 + (i % 6)};Математика;${5 + (i % 9)}`),
].join('\n')

describe('mending by hand', () => {
  it('an unknown table becomes results, column by column, and the command line reads the same from objectivity.json', async () => {
    const session = newSession()
    await session.add([fileOf('таблица.csv', RESULTS)])
    expect((await understood(session)).state).toBe('failed')
    const place = { file: 'таблица.csv', path: 'таблица.csv', sheet: null, further: null }
    session.mend(place, { table: 'results' })
    session.mend(place, { column: 'Ид', meaning: 'school_id' })
    session.mend(place, { column: 'Дисц', meaning: 'subject' })
    session.mend(place, { column: 'Сколько', meaning: 'score' })
    session.mend(place, { grade: 4 })
    session.mend(place, { year: 2021 })
    const read = await understood(session)
    expect(read.remarks.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(read.state).toBe('understood')
    expect(read.read).toMatchObject({ schools: 6, sittings: 6, papers: 60 })
    session.run('ru')
    const done = await untilState(session, 'done', 'failed')
    writeFileSync(join(folder, 'таблица.csv'), RESULTS)
    writeFileSync(join(folder, 'objectivity.json'), session.settingsText())
    const out = await commandLine('--results', 'таблица.csv', '--locale', 'ru')
    expect((await bytesOf(done, 'result.json')).equals(readFileSync(join(out, 'result.json')))).toBe(true)
  })

  it('what is taken back is as if it had never been said', async () => {
    const session = newSession()
    await session.add([fileAt(join(region, 'results-ma4.csv'))])
    await understood(session)
    const place = { file: 'results-ma4.csv', path: 'results-ma4.csv', sheet: null, further: null }
    session.mend(place, { subject: 'Физика' })
    expect(session.snapshot.options).toEqual({ files: [{ file: 'results-ma4.csv', subject: 'Физика' }] })
    expect((await understood(session)).views[0]!.sheets[0]!.tables[0]!.subject).toEqual({
      value: 'Физика',
      origin: 'mapping',
    })
    session.mend(place, { subject: null })
    expect(session.snapshot.options).toEqual({})
  })

  it('a concept without its tick does not take part', async () => {
    const session = newSession()
    await session.add(regionFiles.map((file) => fileAt(file)))
    await understood(session)
    session.set(['peers', 'variables', 'low_income_share', 'role'], 'ignore')
    session.run('ru')
    const done = await untilState(session, 'done', 'failed')
    const { peers } = JSON.parse((await bytesOf(done, 'result.json')).toString()) as {
      peers: { comparedBy: { id: string }[] }
    }
    expect(peers.comparedBy.map(({ id }) => id)).not.toContain('low_income_share')
    expect(peers.comparedBy.map(({ id }) => id)).toContain('single_parent_share')
    session.set(['peers', 'variables', 'low_income_share', 'role'], undefined)
    expect(session.snapshot.options).toEqual({})
  })
})

describe('settings dropped with the files', () => {
  it('are taken over; others are refused in words', async () => {
    const session = newSession()
    const results = fileAt(join(region, 'results-ma4.csv'))
    await session.add([results, fileOf('objectivity.json', JSON.stringify({ seed: 7, budget: 100 }))])
    await understood(session)
    expect(session.snapshot.options).toEqual({ seed: 7, budget: 100 })
    await session.add([fileOf('objectivity.json', JSON.stringify({ sed: 7 }))])
    const { state, remarks } = await understood(session)
    expect(state).toBe('failed')
    expect(remarks[0]!.text.ru).toMatch(/«sed».*seed/)
    await session.add([fileOf('objectivity.json', '{ "seed": 7')])
    expect(session.snapshot.settingsFault).toBe('objectivity.json')
  })
})

describe('cancelling', () => {
  it('a run leads back to what was understood, and it can be run again', async () => {
    const session = newSession()
    await session.add([fileAt(join(region, 'results-ma4.csv'))])
    await understood(session)
    session.run('ru')
    expect(session.snapshot.state).toBe('running')
    session.cancel()
    expect(session.snapshot).toMatchObject({ state: 'understood', outputs: [] })
    session.run('en')
    expect((await untilState(session, 'done', 'failed')).outputsLocale).toBe('en')
  })

  it('no files, no session', async () => {
    const session = newSession()
    await session.add([fileAt(join(region, 'results-ma4.csv'))])
    session.remove('results-ma4.csv')
    expect(session.snapshot).toMatchObject({ state: 'idle', files: [], views: [] })
  })
})

describe('files that are none', () => {
  it('are told, and what is left can be used', async () => {
    const session = newSession()
    await session.add([fileAt(join(region, 'results-ma4.csv')), fileOf('приказ.docx', 'PK\u0003\u0004 no zip')])
    const { state, remarks } = await understood(session)
    expect(state).toBe('failed')
    expect(remarks.map(({ file }) => file)).toContain('приказ.docx')
    session.remove('приказ.docx')
    expect((await understood(session)).state).toBe('understood')
  })

  it('a file that changed after it was given is told in words', async () => {
    const session = newSession()
    const file = new File(['x'], 'x.csv')
    const gone = (): Promise<never> => Promise.reject(new DOMException('gone', 'NotReadableError'))
    await session.add([
      {
        path: 'x.csv',
        found: false,
        file: Object.assign(file, { arrayBuffer: gone, slice: () => ({ arrayBuffer: gone }) }),
      },
    ])
    const { state, remarks } = await understood(session)
    expect(state).toBe('failed')
    expect(remarks[0]!.text.ru).toMatch(/изменили, переместили или удалили/)
  })
})
