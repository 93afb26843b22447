/** Mistakes in settings: in `objectivity.json`, or in the object that a program hands over. */
import type { Text } from '../model'

export const SETTINGS_ERRORS = {
  unknown: {
    en: 'Unknown setting "{path}"{file}.{did} Known here: {expected}.',
    ru: 'Неизвестная настройка «{path}»{file}.{did} Здесь есть: {expected}.',
  },
  wrong: {
    en: 'Setting "{path}"{file} cannot be {found}.{did} Expected: {expected}.',
    ru: 'Настройка «{path}»{file} не может быть {found}.{did} Ожидается: {expected}.',
  },
} satisfies Readonly<Record<string, Text>>

/** Code of a mistake in the settings. */
export type SettingsProblemCode = keyof typeof SETTINGS_ERRORS

/** Parts of those sentences. */
export const SETTINGS_PARTS = {
  inFile: { en: ' in {file}', ru: ' в файле {file}' },
  did: { en: ' Did you mean "{nearest}"?', ru: ' Может быть, «{nearest}»?' },
  byDefault: { en: '{type}; if left out: {value}', ru: '{type}; если не указать: {value}' },
  or: { en: '{a} or {b}', ru: '{a} или {b}' },
} satisfies Readonly<Record<string, Text>>

/** What a setting may be. */
export const SETTINGS_TYPES = {
  whole: { en: 'a whole number', ru: 'целое число' },
  number: { en: 'a number', ru: 'число' },
  range: { en: '{type} from {from} to {to}', ru: '{type} от {from} до {to}' },
  rangeAbove: { en: '{type} above {from}, at most {to}', ru: '{type} больше {from} и не больше {to}' },
  oneOf: { en: 'one of {values}', ru: 'одно из: {values}' },
  yesNo: { en: 'true or false', ru: 'true (да) или false (нет)' },
  text: { en: 'a text in quotes, not empty', ru: 'непустой текст в кавычках' },
  list: {
    en: 'a list in square brackets, each entry {of}',
    ru: 'список в квадратных скобках, где каждая запись — {of}',
  },
  listOf: {
    en: 'a list in square brackets of at least {atLeast|entry|entries}, each {of}',
    ru: 'список в квадратных скобках, в нём хотя бы {atLeast|запись|записи|записей}, каждая — {of}',
  },
  settings: { en: 'settings in curly brackets', ru: 'настройки в фигурных скобках' },
  nothing: { en: 'null', ru: 'null' },
} satisfies Readonly<Record<string, Text>>
