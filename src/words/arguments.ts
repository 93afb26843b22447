/** What a program hands to a stage and it cannot use. */
import type { Text } from '../model'

export const ARGUMENT_ERROR = {
  en: '{call}: “{argument}” cannot be {found}. Expected: {expected}.',
  ru: '{call}: «{argument}» не может быть {found}. Ожидается: {expected}.',
} satisfies Text

/** What each argument is, by the stage that makes it. */
export const ARGUMENTS = {
  tables: {
    en: 'rows by table ({ results, schools, observers }), or what readTables or readRows has read (await them)',
    ru: 'строки по таблицам ({ results, schools, observers }) либо то, что прочитали readTables или readRows (с await)',
  },
  rows: {
    en: 'rows by table: { results, schools, observers }',
    ru: 'строки по таблицам: { results, schools, observers }',
  },
  sources: {
    en: 'files of the web or rows, by table: { results, schools, observers }',
    ru: 'файлы браузера или строки, по таблицам: { results, schools, observers }',
  },
  schools: {
    en: 'rows of the table of schools, or what readRows, readTables or collectTables has read',
    ru: 'строки таблицы школ либо то, что прочитали readRows, readTables или collectTables',
  },
  readSchools: {
    en: 'the schools of what was read: collectTables(tables).schools',
    ru: 'школы из прочитанного: collectTables(tables).schools',
  },
  input: {
    en: 'what readRows, readTables (await them) or collectTables has read',
    ru: 'то, что прочитали readRows, readTables (с await) или collectTables',
  },
  settings: { en: 'all settings, as parseSettings() gives them', ru: 'все настройки — результат parseSettings()' },
  observations: {
    en: 'observations(input, settings) of the same input, one per sitting',
    ru: 'observations(input, settings) от тех же данных, по одной на процедуру',
  },
  region: {
    en: 'indexRegion(input, observations(input, settings))',
    ru: 'indexRegion(input, observations(input, settings))',
  },
  detectors: {
    en: 'a list of detectors: builtInDetectors, some of them, or what defineDetector makes',
    ru: 'список проверок: builtInDetectors, часть из них или результат defineDetector',
  },
  peers: {
    en: 'findPeers(input.schools, settings) of the schools of the region',
    ru: 'findPeers(input.schools, settings) для школ региона',
  },
  outcomes: {
    en: 'what runDetectors gives for these detectors and this region: per detector a list with one outcome per sitting',
    ru: 'результат runDetectors для этих проверок и этого региона: на каждую проверку — список, по одному ответу на процедуру',
  },
  evidence: {
    en: 'what weighEvidence or weighWithCohorts gives for this region',
    ru: 'результат weighEvidence или weighWithCohorts для этого региона',
  },
  list: { en: 'what listRechecks gives for this region', ru: 'результат listRechecks для этого региона' },
} satisfies Readonly<Record<string, Text>>
