import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { InputError } from '../../src/input'
import { shortNames } from '../../src/input/collecting/file-names'
import { mappingOf } from '../../src/input/collecting/inspect'
import type { Inspection } from '../../src/model'
import { monitor } from '../../src/monitor'
import { readTables } from '../../src/node/files'
import { inspectFiles } from '../../src/node/plan'
import { writeReports } from '../../src/node/write'
import { folders } from '../folders'

const newFolder = folders('folder-')
const SCHOOLS = Array.from({ length: 30 }, (_, i) => `edu99${String(i + 1).padStart(4, '0')}`)

/** A folder as an office keeps it: results, a questionnaire, observers, a document. */
function office(): string {
  const folder = newFolder()
  const papers = SCHOOLS.flatMap((school, s) =>
    Array.from(
      { length: 8 },
      (_, i) => `${school};Математика;4;2021;4${String(s * 8 + i).padStart(4, '0')};${(s + i) % 20}`,
    ),
  )
  const results = ['Логин;Предмет;Класс;Год;Код;Балл', ...papers].join('\n')
  writeFileSync(join(folder, 'протоколы.csv'), results)
  writeFileSync(
    join(folder, 'паспорт.csv'),
    ['Логин;Название;Обучающихся всего;Тип', ...SCHOOLS.map((id, i) => `${id};СОШ № ${i + 1};${200 + i};город`)].join(
      '\n',
    ),
  )
  writeFileSync(
    join(folder, 'присутствие.csv'),
    ['Логин;Общественный наблюдатель', ...SCHOOLS.map((id, i) => `${id};${i % 2 ? 'да' : 'нет'}`)].join('\n'),
  )
  writeFileSync(join(folder, 'справка.txt'), 'Работы проведены в срок.\nЗамечаний нет.\n')
  writeFileSync(join(folder, 'приказ.docx'), 'PK')
  return folder
}

it('a folder of results may hold every table; each is taken for what it is', async () => {
  const folder = office()
  let looked: readonly Inspection[] = []
  const options = {
    shortNames: true,
    onInspection: (files: readonly Inspection[]) => {
      looked = files
    },
  }
  const input = await readTables({ results: folder }, options)
  expect(input.sources.map(({ file, table, rows, used }) => [file, table, rows, used])).toEqual([
    ['паспорт.csv', 'schools', 30, 30],
    ['протоколы.csv', 'results', 240, 240],
    ['присутствие.csv', 'observers', 30, 30],
  ])
  expect(input.problems.map(({ file, code }) => [file, code])).toEqual([
    ['справка.txt', 'documentLeftOut'],
    ['приказ.docx', 'documentLeftOut'],
  ])
  expect(looked.map(({ file }) => file).sort()).toEqual([
    'паспорт.csv',
    'присутствие.csv',
    'протоколы.csv',
    'справка.txt',
  ])
  // Named under its own option, a file of the folder counts once.
  const named = await readTables({ results: folder, observers: join(folder, 'присутствие.csv') })
  expect(named.fingerprint).toBe(input.fingerprint)
  expect((await inspectFiles({ results: folder })).length).toBe(4)
})

it('a second run in the same folder leaves out what the first has written', async () => {
  const folder = office()
  const first = await readTables({ results: folder })
  const files = await writeReports(monitor(first), folder, { locale: 'ru' })
  expect(files.length).toBeGreaterThan(5)
  // And what a third had begun when it was ended.
  mkdirSync(join(folder, '.objectivity-monitor', 'new'), { recursive: true })
  copyFileSync(join(folder, 'протоколы.csv'), join(folder, '.objectivity-monitor', 'new', 'recheck.csv'))
  const second = await readTables({ results: folder })
  expect(second.sources.map(({ file }) => file)).toEqual(first.sources.map(({ file }) => file))
  expect(second.fingerprint).toBe(first.fingerprint)
  const told = new Set(second.problems.flatMap(({ code, file }) => (code === 'ownOutputLeftOut' ? [file] : [])))
  const written = files.filter((file) => !file.includes('documents')).filter((file) => !told.has(file))
  expect(written).toEqual([])
})

it('the mapping that a look writes reads the same, and is checked', async () => {
  const folder = office()
  let looked: readonly Inspection[] = []
  const plain = await readTables(
    { results: folder },
    {
      onInspection: (files) => {
        looked = files
      },
    },
  )
  const mapping = mappingOf(looked)
  expect(mapping.map(({ table }) => table)).toEqual(expect.arrayContaining(['schools', 'results', 'observers']))
  const again = await readTables({ results: folder }, { files: mapping })
  expect(again.fingerprint).toBe(plain.fingerprint)
  const without = await readTables(
    { results: folder },
    { files: [{ file: 'паспорт.csv', skip: true }, { file: 'нет.csv' }] },
  )
  expect(without.hasSchools).toBe(false)
  expect(without.problems).toContainEqual(expect.objectContaining({ code: 'mappingWithoutFile', found: 'нет.csv' }))
  const wrong = readTables({ results: folder }, { files: [{ file: '*', columns: { Балл: 'scor' } }] })
  await expect(wrong).rejects.toThrow(InputError)
  await expect(wrong).rejects.toMatchObject({
    problems: [{ code: 'unknownMeaning', found: 'scor', expected: 'score' }],
  })
})

it('a table of figures that nobody understands ends the reading, with the line that would explain it', async () => {
  const folder = office()
  mkdirSync(join(folder, 'ещё'))
  writeFileSync(join(folder, 'ещё', 'odd.csv'), 'Код_ОО_в_системе;Дисц;Набранный_балл\nA1;Математика;12\n')
  await expect(readTables({ results: folder })).rejects.toMatchObject({
    problems: [
      { code: 'missingColumn', column: 'school_id', expected: 'Код_ОО_в_системе' },
      { code: 'missingColumn', column: 'subject', expected: 'Дисц' },
      { code: 'missingColumn', column: 'score', expected: 'Набранный_балл' },
    ],
  })
})

it('files are called by the shortest ends of their paths that tell them apart', () => {
  const paths = ['/a/4/Математика.csv', '/a/5/Математика.csv', '/a/5/Физика.csv']
  expect([...shortNames(paths).values()]).toEqual(['4/Математика.csv', '5/Математика.csv', 'Физика.csv'])
})

it('what was lost of a folder stands before the list: empty files, and files of which many rows cannot be used', async () => {
  const warningsOf = async (folder: string) => {
    const { warnings } = monitor(await readTables({ results: folder }, { shortNames: true }), { seed: 1 })
    return warnings.filter(({ code }) => code === 'filesEmpty' || code === 'rowsSetAside')
  }
  const folder = office()
  expect(await warningsOf(folder)).toEqual([])
  writeFileSync(join(folder, 'Математика 5 класс.csv'), '')
  writeFileSync(join(folder, 'Русский язык 5 класс.csv'), ' \n\n')
  const header = 'Логин;Предмет;Класс;Год;Код;Балл'
  // A twentieth of 40 rows are 2 of them; repetitions are no loss.
  const file = (bad: number) => [
    header,
    ...Array.from({ length: 40 }, (_, i) => `edu990001;Биология;5;2021;${50_001 + i};${i < bad ? 'ошибка' : i % 20}`),
    ...Array.from({ length: 40 - bad }, (_, i) => `edu990001;Биология;5;2021;${50_001 + bad + i};1`),
  ]
  const empty = { code: 'filesEmpty', details: { files: 'Математика 5 класс.csv, Русский язык 5 класс.csv' } }
  writeFileSync(join(folder, 'биология.csv'), file(3).join('\n'))
  expect(await warningsOf(folder)).toEqual([empty])
  writeFileSync(join(folder, 'биология.csv'), file(4).join('\n'))
  expect(await warningsOf(folder)).toEqual([
    empty,
    { code: 'rowsSetAside', details: { file: 'биология.csv', setAside: 4, rows: 76 } },
  ])
})
