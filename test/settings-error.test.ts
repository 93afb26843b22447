import { describe, expect, it } from 'vitest'
import { LOCALES } from '../src/model'
import { parseSettings, type SettingsInput } from '../src/settings'
import { describeSettingsProblem, SettingsError, unknownName } from '../src/settings-error'

function mistakesOf(input: unknown) {
  try {
    parseSettings(input as SettingsInput)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
  }
  return []
}

describe('mistakes in settings', () => {
  it.each([
    [
      { peers: { minimumsize: 3 } },
      'Unknown setting "peers.minimumsize". Did you mean "minimumSize"? Known here: method, ',
      'Неизвестная настройка «peers.minimumsize». Может быть, «minimumSize»? Здесь есть: method, ',
    ],
    [
      { peers: { starts: 'many' } },
      'Setting "peers.starts" cannot be "many". Expected: a whole number from 1 to 1000; if left out: 25.',
      'Настройка «peers.starts» не может быть "many". Ожидается: целое число от 1 до 1000; если не указать: 25.',
    ],
    [
      { seed: -1 },
      'Setting "seed" cannot be -1. Expected: a whole number from 0 to 4294967295; if left out: 1.',
      'Настройка «seed» не может быть -1. Ожидается: целое число от 0 до 4294967295; если не указать: 1.',
    ],
    [
      { grain: 'clas' },
      'Setting "grain" cannot be "clas". Did you mean "class"? Expected: one of "school", "class"; if left out: "school".',
      'Настройка «grain» не может быть "clas". Может быть, «class»? Ожидается: одно из: "school", "class"; если не указать: "school".',
    ],
    [
      { recheck: { affectedShare: 0 } },
      'Setting "recheck.affectedShare" cannot be 0. Expected: a number above 0, at most 1; if left out: 0.1.',
      'Настройка «recheck.affectedShare» не может быть 0. Ожидается: число больше 0 и не больше 1; если не указать: 0.1.',
    ],
    [
      { recheck: { budget: 'all' } },
      'Setting "recheck.budget" cannot be "all". Expected: a whole number from 0 to 100000000 or null.',
      'Настройка «recheck.budget» не может быть "all". Ожидается: целое число от 0 до 100000000 или null.',
    ],
    [
      { detectors: { off: 'absence' } },
      'Setting "detectors.off" cannot be "absence". Expected: a list in square brackets, each entry one of "high-level", ',
      'Настройка «detectors.off» не может быть "absence". Ожидается: список в квадратных скобках, где каждая запись — одно из: "high-level", ',
    ],
    [
      { peers: { variables: { a: { order: ['x'] } } } },
      'Setting "peers.variables.a.order" cannot be ["x"]. Expected: a list in square brackets of at least 2\u00a0entries',
      'Настройка «peers.variables.a.order» не может быть ["x"]. Ожидается: список в квадратных скобках, в нём хотя бы 2\u00a0записи',
    ],
    [
      { peers: 5 },
      'Setting "peers" cannot be 5. Expected: settings in curly brackets.',
      'Настройка «peers» не может быть 5. Ожидается: настройки в фигурных скобках.',
    ],
  ])('%j', (input, en, ru) => {
    const [problem, ...more] = mistakesOf(input)
    expect(more).toEqual([])
    expect(problem!.message.startsWith(en) || problem!.message).toBe(true)
    const said = describeSettingsProblem(problem!, 'ru')
    expect(said.startsWith(ru) || said).toBe(true)
  })

  it('says every mistake at once', () => {
    expect(mistakesOf({ seed: 'x', sed: 1, peers: { starts: 0 } }).map(({ path }) => path)).toEqual([
      'seed',
      'peers.starts',
      'sed',
    ])
  })

  it('says in every language that a name is none of those that are known', () => {
    const problem = unknownName('detectors.off', 'absense', ['absence', 'mark-gap'])
    for (const locale of LOCALES)
      expect(describeSettingsProblem(problem, locale)).toMatch(/"absense"\..*absence.*mark-gap/)
  })

  it('cuts what is too long to be repeated', () => {
    expect(mistakesOf({ seed: 'x'.repeat(500) })[0]!.message.length).toBeLessThan(250)
  })
})
