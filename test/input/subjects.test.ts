import { describe, expect, it } from 'vitest'
import { builtInScale } from '../../src/input/collecting/scales'
import { readSubject, subjectNamedIn } from '../../src/input/headers/subjects'
import { readTitle } from '../../src/input/headers/title'

describe('a subject is the same under every spelling', () => {
  it.each([
    ['Русский язык', ['Русск. яз.', 'рус.яз', 'Рус', 'РУ', 'RU', ' русский  язык ', 'Рус. язык', 'р/яз']],
    ['Математика', ['МА', 'MA', 'матем.', 'Мат', 'МАТЕМАТИКА', 'мат-ка']],
    ['Окружающий мир', ['ОМ', 'ОКР', 'окр.мир', 'Окруж. мир', 'Окружающий']],
    ['Английский язык', ['англ', 'Англ.яз.', 'АЯ', 'английский', 'Ин. яз. (англ.)']],
    ['Обществознание', ['Общ.', 'обществозн.', 'ОБ']],
  ])('%s', (subject, spellings) => {
    for (const text of spellings) expect([text, readSubject(text)]).toEqual([text, { subject, grade: null }])
  })

  it.each([
    ['МА4', 'Математика', 4],
    ['MA4', 'Математика', 4],
    ['RU4', 'Русский язык', 4],
    ['4РУ', 'Русский язык', 4],
    ['4 МА', 'Математика', 4],
    ['ОКР4', 'Окружающий мир', 4],
    ['хим11', 'Химия', 11],
  ])('%s names the grade too', (text, subject, grade) => {
    expect(readSubject(text)).toEqual({ subject, grade })
  })

  it.each(['MA14', 'Музыка', 'класс 4', '4', ''])('%s is no known subject', (text) => {
    expect(readSubject(text)).toBeNull()
  })
})

describe('subject and grade in a file name', () => {
  it.each([
    ['RU4_2021.csv', 'Русский язык', 4, 2021],
    ['ВПР 2021 МА5', 'Математика', 5, 2021],
    ['РУ 4 район', 'Русский язык', 4, null],
    ['рус', 'Русский язык', null, null],
    ['Русск. яз., 6 класс. ВПР 2022', 'Русский язык', 6, 2022],
    // The words win over a code of another subject, whose grade then says nothing.
    ['Математика РУ4', 'Математика', null, null],
  ])('%s', (text, subject, grade, year) => {
    expect(readTitle(text)).toMatchObject({ subject, grade, year })
  })

  it.each(['Физ-мат лицей', 'Отчёт об 4 классах', 'Общий список'])('%s names none', (text) => {
    expect(subjectNamedIn(text)).toBeNull()
  })
})

describe('built-in scales', () => {
  it('hold for their year only', () => {
    expect(builtInScale('Русский язык', 4, 2026)).toMatchObject({ maxScore: 24, cuts: [10, 16, 21] })
    expect(builtInScale('Русский язык', 4, 2021)).toMatchObject({ maxScore: 38, cuts: [14, 24, 33] })
    expect(builtInScale('Русский язык', 4, 2022)).toBeNull()
    expect(builtInScale('География', 10, 2021)).toMatchObject({ maxScore: 21, cuts: [7, 13, 18] })
    expect(builtInScale('Немецкий язык', 7, 2021)).toMatchObject({ maxScore: 30, cuts: [13, 21, 27] })
    expect(builtInScale('Французский язык', 11, 2021)).toMatchObject({ maxScore: 32, cuts: [11, 18, 25] })
  })

  it('item maxima add up to the highest score', () => {
    for (const [grade, subject] of [
      [4, 'Математика'],
      [4, 'Русский язык'],
      [5, 'Математика'],
      [6, 'Математика'],
    ] as const) {
      const { itemMax, maxScore } = builtInScale(subject, grade, 2021)!
      expect(itemMax!.reduce((sum, max) => sum + max, 0)).toBe(maxScore)
    }
  })
})
