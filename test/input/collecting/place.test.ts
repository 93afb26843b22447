import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/input'
import { classLetter, PlaceReader, readClass } from '../../../src/input/collecting/place'
import { Registry } from '../../../src/input/collecting/registry'
import { type Context, Source } from '../../../src/input/collecting/source'
import { headerOf } from '../../../src/input/headers/header'
import { ProblemLog } from '../../../src/input/problems'

/** A reader of places under a header, with what the file says besides. */
function reading(columns: readonly string[], context: Context = {}, registry = new Registry()) {
  const log = new ProblemLog()
  const source = new Source('results', { file: 'a.csv', context }, log)
  const place = new PlaceReader(source, registry, headerOf('results', [...columns], null))
  let row = 1
  /** School, subject, grade, year and class of a row; `null` where it was set aside. */
  const find = (...cells: string[]) => {
    row++
    if (!place.find(cells, row)) return null
    const { school, assessment, className } = place
    return [school.id, assessment.subject, assessment.grade, assessment.year, className]
  }
  const told = () => log.list().map(({ code, row: at, column, found, expected }) => [code, at, column, found, expected])
  return { find, told, registry, source }
}
const COLUMNS = ['school_id', 'subject', 'grade', 'year', 'class', 'score']

describe('where a row belongs', () => {
  it('is read from its cells, equal ones alike', () => {
    const { find, told, registry } = reading(COLUMNS)
    expect(find('1', 'Физика', '7', '2021', '7А', '3')).toEqual(['1', 'Физика', 7, 2021, 'А'])
    expect(find('1', 'Физика', '7', '2021', '', '3')).toEqual(['1', 'Физика', 7, 2021, null])
    expect(find('2', 'физика', '7 класс', '2021 г.', '7 «б»', '3')).toEqual(['2', 'Физика', 7, 2021, 'Б'])
    expect(find('2', 'Физика', '8', '2021', '8Б', '3')).toEqual(['2', 'Физика', 8, 2021, 'Б'])
    expect(find('2', 'Химия', '8', '2021', '8Б', '3')).toEqual(['2', 'Химия', 8, 2021, 'Б'])
    expect(find('2', 'Химия', '8', '2022', '8Б', '3')).toEqual(['2', 'Химия', 8, 2022, 'Б'])
    expect(find('1', 'Физика', '7', '2021', '7А', '3')).toEqual(['1', 'Физика', 7, 2021, 'А'])
    expect(registry.assessments.size).toBe(4)
    expect(told()).toEqual([])
  })

  it('is the class in the cell of the grade where there is no column of classes', () => {
    const { find } = reading(['school_id', 'subject', 'grade', 'year', 'score'])
    expect(find('1', 'Физика', '7А', '2021', '3')).toEqual(['1', 'Физика', 7, 2021, 'А'])
    expect(find('1', 'Физика', '7', '2021', '3')).toEqual(['1', 'Физика', 7, 2021, null])
    const named = reading(['school_id', 'subject', 'grade', 'year', 'score'], { className: 'Г' })
    expect(named.find('1', 'Физика', '7', '2021', '3')).toEqual(['1', 'Физика', 7, 2021, 'Г'])
    expect(named.find('1', 'Физика', '7А', '2021', '3')).toEqual(['1', 'Физика', 7, 2021, 'А'])
    expect(reading(COLUMNS, { className: 'Г' }).find('1', 'Физика', '7', '2021', '', '3')?.[4]).toBeNull()
  })

  it('is what the file says where the cells do not', () => {
    const context = { subject: 'Физика', grade: 7, year: 2021 }
    expect(reading(['school_id', 'score'], context).find('1', '3')).toEqual(['1', 'Физика', 7, 2021, null])
    expect(reading(COLUMNS, context).find('1', '', '', '', '', '3')).toEqual(['1', 'Физика', 7, 2021, null])
    expect(reading(COLUMNS, context).find('1', 'Химия', '8', '2022', '', '3')).toEqual(['1', 'Химия', 8, 2022, null])
    // A word in the column of grades says nothing where a title has said the grade.
    expect(reading(COLUMNS, context).find('1', '', 'старшая', '', '', '3')).toEqual(['1', 'Физика', 7, 2021, null])
    expect(reading(COLUMNS).find('1', 'Физика', '', '', '', '3')).toEqual(['1', 'Физика', null, null, null])
  })

  it('is the grade of the class where nothing else names it; a class 1 is no grade', () => {
    const columns = ['school_id', 'subject', 'class', 'year', 'score']
    const grades = (context: Context, ...classes: string[]) => {
      const { find } = reading(columns, context)
      return classes.map((name) => find('1', 'Физика', name, '2021', '3')?.[2])
    }
    expect(grades({}, '7А', '11 «б»', '1', 'А', '', '7')).toEqual([7, 11, null, null, null, null])
    expect(grades({ gradeOneBelow: true }, '7А', '11-б', '1')).toEqual([6, 10, null])
    expect(grades({ grade: 5 }, '7А', '1')).toEqual([5, 5])
  })

  it('is the grade in the codes of the pupils, where the codes begin with it', () => {
    const columns = ['school_id', 'subject', 'class', 'year', 'pupil_id', 'score']
    const grade = (context: Context, name: string, code: string) =>
      reading(columns, context).find('1', 'Физика', name, '2021', code, '3')?.[2]
    expect(grade({ gradeFromCodes: true }, '', '70001')).toBe(7)
    expect(grade({ gradeFromCodes: true }, '8А', '70001')).toBe(7)
    expect(grade({ gradeFromCodes: true, gradeOneBelow: true }, '', '70001')).toBe(6)
    expect(grade({ gradeFromCodes: true }, '8А', 'б/н')).toBe(8)
    expect(grade({}, '', '70001')).toBeNull()
  })

  it.each<[string, string[], readonly unknown[]]>([
    ['no school', ['', 'Физика', '7', '2021', '', '3'], ['schoolMissing', 2, 'school_id', '', null]],
    ['no subject', ['1', ' ', '7', '2021', '', '3'], ['subjectMissing', 2, 'subject', '', null]],
    [
      'no grade that is one',
      ['1', 'Физика', 'старшая', '2021', '', '3'],
      ['gradeNotKnown', 2, 'grade', 'старшая', '1..11'],
    ],
    ['no year that is one', ['1', 'Физика', '7', 'давно', '', '3'], ['yearNotKnown', 2, 'year', 'давно', '2021']],
  ])('is not known: %s', (_, cells, problem) => {
    const { find, told, source } = reading(COLUMNS)
    source.kind = 'summaries'
    expect(find(...cells)).toBeNull()
    expect(told()).toEqual([problem])
    // A refused row leaves no trace in the next.
    expect(find('1', 'Физика', '7', '2021', '', '3')).toEqual(['1', 'Физика', 7, 2021, null])
  })
})

describe('schools of a table of results', () => {
  it('are called by their name where there is no id, and take the smallest name and municipality', () => {
    const { find, registry } = reading(['school_id', 'name', 'municipality', 'subject', 'score'])
    expect(find('', 'СОШ № 1', 'Энский район', 'Физика', '3')?.[0]).toBe('СОШ № 1')
    find('7', 'Гимназия Б', 'Южный район', 'Физика', '3')
    find('7', ' Гимназия А ', '', 'Физика', '3')
    find('7', 'Гимназия В', 'Северный район', 'Физика', '3')
    find('7', '', 'Ясный район', 'Физика', '3')
    const school = [...registry.schools.values()].find(({ id }) => id === '7')!
    expect([school.name, school.municipality]).toEqual(['Гимназия А', 'Северный район'])
    expect([...school.names]).toEqual(['Гимназия Б', 'Гимназия А', 'Гимназия В'])
    expect(school.areas.size).toBe(3)
  })

  it('are not called by the code of a pupil', () => {
    const { find, registry } = reading(['school_id', 'name', 'municipality', 'pupil_id', 'subject', 'score'])
    find('7', '40001', 'AB-1234', '40001', 'Физика', '3')
    const [school] = registry.schools.values()
    expect([school!.name, school!.municipality]).toEqual([null, null])
    // Where the table names no pupils, it is a name like any other.
    const plain = reading(['school_id', 'name', 'subject', 'score'])
    plain.find('7', '40001', 'Физика', '3')
    expect([...plain.registry.schools.values()][0]!.name).toBe('40001')
  })
})

describe('a row whose cells are shifted', () => {
  const columns = ['school_id', 'pupil_id', 'subject', 'class', 'score']
  const usual = (find: ReturnType<typeof reading>['find'], rows: number) => {
    for (let i = 0; i < rows; i++) expect(find('edu670001', String(40_001 + i), 'Физика', '7А', '3')).not.toBeNull()
  }

  it('has the code of a pupil for its school, and no code for its pupil', () => {
    const { find, told } = reading(columns)
    usual(find, 25)
    expect(find('40077', 'Физика', '7А', '3', '')).toBeNull()
    expect(told()).toEqual([['rowShifted', 27, 'school_id', '40077', null]])
    // A school that is called by five digits, beside a pupil with a code.
    expect(find('40078', '40099', 'Физика', '7А', '3')).not.toBeNull()
  })

  it('is known where a table of schools does not list that school', () => {
    const { find, registry } = reading(columns)
    registry.school('edu670001')!.listed = true
    registry.school('40079')!.listed = true
    registry.knowsListed = true
    usual(find, 25)
    expect(find('40078', '40099', 'Физика', '7А', '3')).toBeNull()
    expect(find('40079', '40099', 'Физика', '7А', '3')).not.toBeNull()
  })

  it('is not known from few rows', () => {
    const { find } = reading(columns)
    usual(find, 19)
    expect(find('40077', 'б/н', 'Физика', '7А', '3')).not.toBeNull()
  })

  it('may have a code for its subject; for its class a code says nothing', () => {
    const { find, told, source } = reading(columns)
    source.kind = 'pupils'
    expect(find('edu670001', '40001', '40002', '7А', '3')).toBeNull()
    expect(told()).toEqual([['rowShifted', 2, 'subject', '[digits 5]', null]])
    expect(find('edu670001', '40001', 'Физика', '40002', '3')?.[4]).toBeNull()
    expect(find('edu670001', '40001', 'Физика', '10001А', '3')?.[4]).toBeNull()
  })
})

describe('more of a kind than any country has', () => {
  const stopped = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      if (error instanceof InputError) return error.problems[0]
      throw error
    }
    return null
  }

  it('schools: a hundred thousand, and one more is refused', () => {
    const { find, registry } = reading(COLUMNS)
    for (let i = 1; i < 100_000; i++) registry.school(`s${i}`)
    expect(stopped(() => find('s0', 'Физика', '7', '2021', '', '3'))).toBeNull()
    expect(stopped(() => find('s100000', 'Физика', '7', '2021', '', '3'))).toMatchObject({
      ...{ code: 'tooManyDifferent', column: 'school_id', expected: '100000' },
    })
  })

  it('tests: twenty thousand, and one more, and the next is refused', () => {
    const { find, registry } = reading(COLUMNS)
    for (let i = 0; i < 20_000; i++) registry.assessment(`предмет ${i}`, 7, 2021)
    expect(stopped(() => find('1', 'Физика', '7', '2021', '', '3'))).toBeNull()
    expect(stopped(() => find('1', 'Химия', '7', '2021', '', '3'))).toMatchObject({
      ...{ code: 'tooManyDifferent', column: 'subject', expected: '20000' },
    })
  })
})

describe('the class in a cell', () => {
  it.each<[string, string | null, string | null]>([
    ['4А', 'А', 'А'],
    ['4 «а»', 'А', 'А'],
    ['4-а', 'А', 'А'],
    ['11 б', 'Б', 'Б'],
    ['а', 'А', 'А'],
    ['4А класс', 'А', 'А'],
    ['Grade 4A', 'A', 'A'],
    ['class b', 'B', 'B'],
    ['4', null, '4'],
    ['', null, null],
    [' ', null, null],
    ['нет', 'НЕТ', null],
    ['Нет', 'НЕТ', null],
    ['-', '-', null],
  ])('%j', (cell, letter, name) => {
    expect([classLetter(cell), readClass(cell)]).toEqual([letter, name])
  })

  it('is none where the cell names the grade alone', () => {
    expect(['4', '4 класс', 'Grade 4', '11'].map(classLetter)).toEqual([null, null, null, null])
  })
})
