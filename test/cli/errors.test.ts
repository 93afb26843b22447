import { expect, it } from 'vitest'
import { errorLines } from '../../src/cli/errors'
import { OutputError } from '../../src/node/writing/output-error'
import { SYSTEM_ERRORS } from '../../src/words/files'

const ofSystem = (code: string, path?: string): Error =>
  Object.assign(new Error(`${code}: as Node says it`), {
    code,
    syscall: 'open',
    ...(path === undefined ? {} : { path }),
  })

it.each(Object.keys(SYSTEM_ERRORS))('%s is said in words of both languages', (code) => {
  for (const locale of ['ru', 'en'] as const) {
    expect(errorLines(ofSystem(code, 'out/a.csv'), locale)).toBe(`out/a.csv: ${SYSTEM_ERRORS[code]![locale]}`)
    const refused = errorLines(new OutputError('cannotWrite', 'out', '', ofSystem(code)), locale)
    expect(refused).toContain(SYSTEM_ERRORS[code]![locale])
    expect(refused).not.toContain('as Node says it')
  }
})

it('a thread that the system refuses is no fault of the program', () => {
  expect(errorLines(new Error('Worker initialization failure: EMFILE'), 'ru')).toBe('открыто слишком много файлов')
  expect(errorLines(new Error('Worker initialization failure: something'), 'ru')).toContain('ошибка программы')
})
