import { expect, it } from 'vitest'
import { environmentLocale } from '../../src/cli/options'

it.each([
  ['the variable decides', { LANG: 'en_US.UTF-8' }, 'ru-RU', 'en'],
  ['the first variable that is set decides', { LC_ALL: 'ru_RU.UTF-8', LANG: 'en_US.UTF-8' }, 'en-US', 'ru'],
  ['an empty variable says nothing', { LANG: '' }, 'ru-RU', 'ru'],
  ['where no variable says it, as on Windows, the system does', {}, 'ru-RU', 'ru'],
  ['a system in another language is answered in English', {}, 'de-DE', 'en'],
  ['nothing is known of the system', {}, undefined, 'en'],
])('%s', (_, env, system, locale) => {
  expect(environmentLocale(env, system)).toBe(locale)
})
