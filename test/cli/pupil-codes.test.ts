import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main'
import { InputError } from '../../src/input'
import { readTables } from '../../src/node/files'
import { describeProblem } from '../../src/report/describe-problem'
import { folders } from '../folders'

const newFolder = folders('pupil-codes-')

/** Every code is planted once or more, and can be told from everything else in the files. */
const code = (place: number, n: number): string => `7${place}${String(n).padStart(4, '0')}`
/** Of the same form in letters and digits. */
const lettered = (place: number, n: number): string => `QX${place}${String(n + 300).padStart(3, '0')}Z`
const planted = /(?<!\d)7\d{5}(?!\d)|QX\d{4}Z|Ивашкин/

/** Papers of thirty schools, and behind them rows with a code in every wrong place. */
function papers(make: (place: number, n: number) => string): string {
  const rows: string[][] = [['Логин', 'Предмет', 'Класс', 'Год', 'Код', '1', '2', '3', 'Балл', 'Отметка']]
  for (let s = 0; s < 30; s++)
    for (let i = 0; i < 12; i++) {
      const items = [(s + i) % 2, i % 3, (s * i) % 3]
      const total = String(items.reduce((sum, points) => sum + points, 0))
      rows.push([login(s), 'Математика', '4', '2021', make(0, s * 12 + i), ...items.map(String), total, '3'])
    }
  const good = rows[1]!
  const wrong = (at: number, cell: string): string[] => good.with(4, make(1, rows.length)).with(at, cell)
  // A code in the place of every other cell.
  for (let at = 0; at < good.length; at++) rows.push(wrong(at, make(2, at)))
  // The row moved by one cell, by two, to the left, and with a cell too many.
  for (let i = 0; i < 3; i++) {
    rows.push(['', ...wrong(4, make(3, i))].slice(0, good.length))
    rows.push(['', '', ...wrong(4, make(4, i))].slice(0, good.length))
    rows.push([...wrong(4, make(5, i)).slice(1), ''])
    rows.push([...wrong(4, make(6, i)).slice(4), '', '', '', ''])
    rows.push([...wrong(4, make(7, i)), make(8, i)])
  }
  // The same paper twice; a name; a code with something around it.
  rows.push(
    wrong(4, make(0, 0)),
    wrong(8, 'Ивашкин Пётр'),
    wrong(8, `${make(9, 1)} / ${make(9, 2)}`),
    wrong(9, `№${make(9, 3)}`),
  )
  return `${rows.map((cells) => cells.join(';')).join('\n')}\n`
}
const login = (s: number): string => `edu99${String(s).padStart(4, '0')}`

/** All that a folder holds, hidden files too, workbooks and documents unpacked. */
function everything(folder: string): [name: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry): [string, string][] => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      const text = bytes.subarray(0, 2).toString() === 'PK' ? unpacked(bytes) : bytes.toString()
      return [[entry.name, text]]
    })
}

function unpacked(zip: Buffer): string {
  const parts: string[] = []
  let at = zip.readUInt32LE(zip.length - 22 + 16)
  for (let left = zip.readUInt16LE(zip.length - 22 + 10); left > 0; left--) {
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const content = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    parts.push((zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content).toString())
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts.join('\n')
}

async function said(args: readonly string[], cwd: string): Promise<string> {
  let text = ''
  const tell = (more: string): void => {
    text += more
  }
  await main(args, { cwd, env: {}, print: tell, note: tell, now: () => new Date(0) })
  return text
}

describe.each([
  ['digits', code],
  ['letters and digits', lettered],
])('codes of pupils in %s', (_, make) => {
  const cwd = newFolder()
  beforeAll(() => {
    writeFileSync(join(cwd, 'papers.csv'), papers(make))
    const schools = Array.from({ length: 30 }, (__, s) => `${login(s)};СОШ № ${s};город`)
    writeFileSync(join(cwd, 'schools.csv'), ['Логин;Название;Тип', ...schools].join('\n'))
    const rechecks = Array.from(
      { length: 5 },
      (__, i) => `${login(i)};Математика;4;2021;${make(0, i * 12)};3;${make(9, i)}`,
    )
    writeFileSync(
      join(cwd, 'rechecks.csv'),
      ['school_id;subject;grade;year;pupil_id;original_score;rechecked_score', ...rechecks].join('\n'),
    )
    mkdirSync(join(cwd, 'bare'))
    writeFileSync(join(cwd, 'bare', 'bare.csv'), papers(make).split('\n').slice(1).join('\n'))
  })
  const leaks = (text: string): string[] =>
    [...text.matchAll(new RegExp(`.{0,60}(?:${planted.source}).{0,20}`, 'gu'))].map(String)

  it.each(['ru', 'en'])('are in no file and no line of a run (%s)', async (locale) => {
    const tables = ['--results', 'papers.csv', '--schools', 'schools.csv', '--rechecks', 'rechecks.csv']
    const terminal = await said(['run', ...tables, '--out', `out-${locale}`, '--locale', locale], cwd)
    expect(leaks(terminal)).toEqual([])
    const files = everything(join(cwd, `out-${locale}`))
    expect(files.length).toBeGreaterThan(10)
    for (const [name, text] of files) expect(leaks(text), name).toEqual([])
    // The rows can be found all the same.
    const rejected = files.find(([name]) => name === 'rejected.csv')![1]
    expect(rejected).toContain('papers.csv')
    expect(rejected).toMatch(
      locale === 'ru' ? /число из 6 цифр|текст из 7 букв и цифр/ : /a number of 6 digits|a text of 7 letters/,
    )
  })

  it('are in no look, as words or data', async () => {
    const tables = [
      '--results',
      'papers.csv',
      '--schools',
      'schools.csv',
      '--rechecks',
      'rechecks.csv',
      '--locale',
      'ru',
    ]
    for (const more of [[], ['--json', '-'], ['--write-mapping', 'mapping.json']])
      expect(leaks(await said(['validate', ...tables, ...more], cwd))).toEqual([])
    expect(leaks(readFileSync(join(cwd, 'mapping.json'), 'utf8'))).toEqual([])
    expect(leaks(await said(['run', ...tables, '--json', '-'], cwd))).toEqual([])
    expect(leaks(await said(['power', ...tables, '--quiet'], cwd))).toEqual([])
  })

  it('are in no error, where the first row is one of pupils', async () => {
    for (const more of [[], ['--json', '-']])
      expect(leaks(await said(['validate', '--results', 'bare', '--locale', 'ru', ...more], cwd))).toEqual([])
    const error = await readTables({ results: join(cwd, 'bare', 'bare.csv') }).catch((thrown: InputError) => thrown)
    expect(error).toBeInstanceOf(InputError)
    expect(leaks((error as InputError).message)).toEqual([])
    for (const problem of (error as InputError).problems) expect(leaks(describeProblem(problem, 'ru'))).toEqual([])
  })
})
