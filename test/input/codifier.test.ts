import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collectTables } from '../../src/input'
import type { Row } from '../../src/model'
import { readTables } from '../../src/node/files'
import { folders } from '../folders'

const folder = folders('codifier-')
const paper = (school: string, pupil: number, className: string, items: readonly (number | string)[]): Row => ({
  ...{ school_id: school, subject: 'Математика', grade: 4, year: 2021, pupil_id: `${pupil}`, class: className },
  score: items.reduce<number>((sum, item) => sum + (typeof item === 'number' ? item : 0), 0),
  ...Object.fromEntries(items.map((item, j) => [`${['1', '2', '3К1', '3К2'][j]} (${j < 2 ? 1 : 2}б)`, item])),
})
const results = [
  paper('001', 1, 'А', [1, 0, 2, 1]),
  paper('001', 2, 'А', [0, 0, 1, 'X']),
  paper('001', 3, 'Б', [1, 1, 0, 2]),
  paper('002', 4, 'А', [1, 1, 2, 2]),
]
const said = (codifier: readonly Row[]) => {
  const { assessments, problems } = collectTables({ results, codifier })
  const notes = problems.flatMap(({ code, found, count }) =>
    code.startsWith('codifier') ? [[code, found, count]] : [],
  )
  return { skills: assessments[0]!.skills, notes }
}
const one = (code: string | null, name: string | null) => [{ code, name }]

describe('a codifier', () => {
  it('says what each item asks for, in the words and codes of offices', () => {
    const row = (item: string, code: string, name: string) => ({
      ...{ Предмет: 'Математика', Класс: 4, '№ задания': item, 'Код КЭС/ПРО': code, 'Проверяемые умения': name },
    })
    const { skills, notes } = said([
      row('1-2', '1.1', 'Считать'),
      row('3K1', '2.4', 'Рассуждать'),
      row('3К2', '', 'Писать'),
    ])
    expect(skills).toEqual([
      one('1.1', 'Считать'),
      one('1.1', 'Считать'),
      one('2.4', 'Рассуждать'),
      one(null, 'Писать'),
    ])
    expect(notes).toEqual([])
  })

  it('may name an item whole, several skills of it, and content beside skills', () => {
    const row = { subject: 'Математика', grade: 4 }
    expect(
      said([
        { ...row, item: '3', skill_code: '2', content_code: '1.5', content: 'Дроби' },
        { ...row, item: '1', skill: 'Считать' },
        { ...row, item: '1', skill: 'Сравнивать' },
      ]).skills,
    ).toEqual([
      [...one(null, 'Считать'), ...one(null, 'Сравнивать')],
      [],
      one('2 / 1.5', 'Дроби'),
      one('2 / 1.5', 'Дроби'),
    ])
  })

  it('counts of its year before one of every year, and says which rows fit nothing', () => {
    const row = (year: number | null, item: string, skill: string, grade = 4) => ({
      ...{ subject: 'Математика', grade, year, item, skill },
    })
    const { skills, notes } = said([
      ...[row(null, '1, 2', 'Всегда'), row(2021, '1', 'Теперь'), row(2020, '1', 'Раньше')],
      ...[row(2021, '31', 'Нет такого'), row(2021, '1', 'Другой класс', 5), row(2021, 'первое', 'Не номер')],
    ])
    expect(skills!.slice(0, 2)).toEqual([one(null, 'Теперь'), one(null, 'Всегда')])
    expect(notes).toEqual([
      ['codifierRowNotRead', 'первое', undefined],
      ['codifierNotPlaced', 'Математика 4 2020 1', 3],
    ])
    expect(collectTables({ results }).assessments[0]!.skills).toBeUndefined()
  })

  it('is known among the files of a folder, beside a column of maxima', async () => {
    const out = folder()
    mkdirSync(join(out, 'all'))
    const csv = (rows: readonly Row[]) =>
      [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(';')).join('\n')
    writeFileSync(join(out, 'all', 'results.csv'), csv(results))
    writeFileSync(
      join(out, 'all', 'Кодификатор Математика 4.csv'),
      'Номер задания;Проверяемые требования (умения);Код КЭС;Уровень сложности;Максимальный балл\n2;Считать;1.1;Б;1\n',
    )
    const { assessments, sources } = await readTables({ results: [join(out, 'all')] })
    expect(assessments[0]!.skills![1]).toEqual(one('1.1', 'Считать'))
    expect(sources.map(({ table }) => table).sort()).toEqual(['codifier', 'results'])
  })

  it('cannot do without a skill', () => {
    expect(() => said([{ subject: 'Математика', grade: 4, item: '1' }])).toThrow()
  })
})

describe('items', () => {
  it('keep their labels, and are told class by class where every paper names its class', () => {
    const { sittings, assessments } = collectTables({ results })
    expect(assessments[0]!.itemLabels).toEqual(['1', '2', '3К1', '3К2'])
    expect(sittings[0]!.classItems).toEqual([
      { className: 'А', participants: 2, itemShares: [0.5, 0, 0.75, 0.25] },
      { className: 'Б', participants: 1, itemShares: [1, 1, 0, 1] },
    ])
    expect(sittings[1]!.classItems).toBeUndefined()
    const nameless = results.map((row, i) => (i === 2 ? { ...row, class: '' } : row))
    expect(collectTables({ results: nameless }).sittings[0]!.classItems).toBeUndefined()
    const turned = collectTables({ results: results.toReversed() })
    expect(turned.sittings[0]!.classItems).toEqual(sittings[0]!.classItems)
  })
})
