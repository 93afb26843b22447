import { describe, expect, it } from 'vitest'
import {
  compatible,
  isSchoolName,
  municipalityKey,
  readSchoolName,
  sameName,
} from '../../../src/input/collecting/school-names'

const FULL =
  'Муниципальное бюджетное общеобразовательное учреждение "Средняя общеобразовательная школа № 1" г. Энска Энского района Н-ской области'

const FORM_ALONE = [
  ['МБОУ СОШ № 1', 'СОШ №1'],
  ['СОШ N1', 'МБОУ «СОШ №1»'],
  ['MБOУ COШ № 1', 'МБОУ СОШ № 1'],
  ['МБОУ «СОШ № 01»', 'СОШ 1'],
  ['МБОУ СОШ № 1', 'МОУ СОШ № 1'],
  ['Муниципальное казённое общеобразовательное учреждение средняя школа № 7', 'МКОУ СОШ №7'],
  ['Лицей-2', 'МБОУ лицей № 2'],
  ['32-я гимназия', 'Гимназия № 32'],
  ['Гимназия №5 г.Энск', 'МАОУ "Гимназия № 5" города Энска'],
  ['СОШ № 3 с углубленным изучением отдельных предметов', 'МОУ СОШ №3'],
  ['МБОУ СОШ р.п. Первомайский', 'Первомайская СОШ'],
  ['МБОУ СОШ № 7 Энского района', 'СОШ № 7 г. Энск'],
  ['Берёзовская СОШ', 'МБОУ Березовская СОШ'],
] as const
const ONE_SAYS_LESS = [
  ['МБОУ СОШ № 1', 'Школа 1'],
  ['МБОУ СОШ № 1', FULL],
  ['Школа 1', FULL],
  ['шк. 12', 'СОШ № 12'],
  ['школа номер 4', 'СОШ № 4'],
  ['СОШ № 1 им. А.С. Пушкина', 'МБОУ СОШ №1'],
  ['СОШ №1 им. Героя Советского Союза И.И. Петрова', 'СОШ № 1 имени Петрова'],
  ['МКОУ «Ивановская ООШ»', 'МКОУ ООШ с. Ивановка'],
] as const
const TWO_SCHOOLS = [
  ['СОШ № 1', 'СОШ № 11'],
  ['СОШ № 1А', 'СОШ № 1'],
  ['СОШ', 'СОШ № 1'],
  ['СОШ № 1', 'ООШ № 1'],
  ['СОШ № 1', 'Гимназия № 1'],
  ['Школа № 1', 'Лицей № 1'],
  ['СОШ № 1', 'филиал МБОУ СОШ № 1'],
  ['СОШ № 1', 'Школа-интернат № 1'],
  ['СОШ № 1', 'Вечерняя школа № 1'],
  ['Начальная школа - детский сад № 1', 'Школа № 1'],
  ['МБОУ СОШ № 1', 'ЧОУ СОШ № 1'],
  ['СОШ № 1 г. Энска', 'СОШ № 1 с. Ивановка'],
  ['СОШ № 3 им. Пушкина', 'СОШ № 3 им. Лермонтова'],
  ['Ивановская СОШ', 'Петровская СОШ'],
  ['Ивановская СОШ', 'Ивановская ООШ'],
  ['1', 'СОШ № 1'],
] as const

describe('names of schools', () => {
  it.each(FORM_ALONE)('%s = %s', (a, b) => {
    expect(sameName(readSchoolName(a), readSchoolName(b))).toBe(true)
    expect(compatible(readSchoolName(a), readSchoolName(b))).toBe(true)
  })

  it.each(ONE_SAYS_LESS)('%s can be %s', (a, b) => {
    expect(sameName(readSchoolName(a), readSchoolName(b))).toBe(false)
    expect(compatible(readSchoolName(a), readSchoolName(b))).toBe(true)
    expect(compatible(readSchoolName(b), readSchoolName(a))).toBe(true)
  })

  it.each(TWO_SCHOOLS)('%s cannot be %s', (a, b) => {
    expect(compatible(readSchoolName(a), readSchoolName(b))).toBe(false)
    expect(compatible(readSchoolName(b), readSchoolName(a))).toBe(false)
  })

  it('tells a name from a code', () => {
    expect(['МБОУ СОШ № 1', 'шк12', 'Школа', 'Ивановская ООШ'].filter((text) => !isSchoolName(text))).toEqual([])
    expect(['001', '12', 'Ш-12', 'sch670001', 'А', ''].filter(isSchoolName)).toEqual([])
  })

  it('knows a municipality in its forms', () => {
    const key = municipalityKey('reg67_m001 | Энский район')
    expect(['Энский муниципальный р-н', 'г. Энск', 'Энского района'].map(municipalityKey)).toEqual([key, key, key])
    expect(municipalityKey('Ивановский район')).not.toBe(key)
  })
})
