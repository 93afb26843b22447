import { describe, expect, it } from 'vitest'
import { PROBLEMS, type Problem, type ProblemCode } from '../../src/model'
import { describeProblem, problemText } from '../../src/report/describe-problem'

const problem = (code: ProblemCode, more: Partial<Problem> = {}): Problem => ({
  code,
  severity: 'setAside',
  table: 'results',
  file: 'результаты.csv',
  row: 12,
  column: 'балл',
  found: 'НАЙДЕНО',
  expected: 'ЖДАЛИ',
  ...more,
})

describe.each(Object.keys(PROBLEMS) as ProblemCode[])('%s', (code) => {
  it.each(['ru', 'en'] as const)('says in %s what is wrong and what to do', (locale) => {
    const { what, mend } = problemText(problem(code), locale)
    // The line of objectivity.json that is to be written is quoted as it has to be written.
    for (const text of [what, mend.replace(/: "files": .*$/, '')]) {
      expect(text).not.toMatch(/[{}[\]]|undefined|null/)
      expect(text.trim()).toBe(text)
      expect(text.length).toBeGreaterThan(7)
    }
    // Without its optional fields the sentence is still one.
    const bare = problemText(problem(code, { found: null, expected: null, column: null }), locale)
    expect(`${bare.what} ${bare.mend}`).not.toMatch(/[{}[\]]|undefined|null|НАЙДЕНО|ЖДАЛИ/)
    if (locale === 'ru') expect(`${what} ${mend}`).toMatch(/[а-я]{3}/)
  })
})

it('names the place, and leaves out what is not known', () => {
  const found = { found: '41', expected: '38' }
  expect(describeProblem(problem('scoreAboveMaximum', found), 'ru')).toBe(
    'результаты.csv, строка 12, столбец «балл»: балл 41 выше максимального (38). Исправьте балл или шкалу в таблице assessments.',
  )
  expect(describeProblem(problem('scoreAboveMaximum', { ...found, file: null, row: null, column: null }), 'en')).toBe(
    'Table of results: the score 41 is above the maximum of 38. Correct the score, or the scale in the table of assessments.',
  )
  expect(describeProblem(problem('неизвестно' as ProblemCode), 'ru')).toBe(
    'результаты.csv, строка 12, столбец «балл»: неизвестно.',
  )
})

it('says in the language of the user what the system said of a file', () => {
  const found = "EACCES: permission denied, open 'результаты.csv'"
  const unreadable = problem('unreadableFile', { row: null, column: null, found, expected: null })
  expect(describeProblem(unreadable, 'ru')).toContain('файл не удалось прочитать: доступ запрещён.')
  expect(describeProblem({ ...unreadable, found: 'EODD: something else' }, 'ru')).toContain('EODD: something else')
})
