/** What is said of references: files that are none, and why an assessment is not judged by one. */
import type { Text } from '../model'

export const REFERENCE_ERRORS = {
  notReference: {
    en: 'this is no reference (run --save-reference writes such a file)',
    ru: 'это не файл опорных данных (такой файл пишет run --save-reference)',
  },
  otherVersion: {
    en: 'made by another version of the program (version {found} of the format, {expected} is needed): ask for it to be made anew',
    ru: 'файл сделан другой версией программы (версия формата {found}, нужна {expected}): попросите сделать его заново',
  },
  damaged: {
    en: 'the file is damaged or was changed by hand: {place}',
    ru: 'файл повреждён или изменён вручную: {place}',
  },
  changed: {
    en: 'the file is damaged or was changed by hand: its fingerprint does not fit its content. Take the file as it was issued',
    ru: 'файл повреждён или изменён вручную: контрольная сумма не подходит к содержанию. Возьмите файл в том виде, в каком он был выдан',
  },
  tooSmall: {
    en: 'no assessment has {schools} schools and {pupils} pupils ({found|school|schools} here): so few would give themselves away, and make no yardstick',
    ru: 'ни по одной работе нет {schools} школ и {pupils} учеников (здесь школ: {found}): по таким данным можно узнать отдельные школы, и меркой они не станут',
  },
  needsClusters: {
    en: 'a reference is made with groups of the program’s own; here schools are compared by “{method}”. Set peers.method to clusters',
    ru: 'опорные данные составляются по группам, которые образует сама программа; здесь школы сравниваются способом «{method}». Укажите peers.method: clusters',
  },
} satisfies Readonly<Record<string, Text>>

/** Why an assessment is left to the run's own comparison. */
export const NOT_FITTING = {
  fewSchools: {
    en: 'too few schools in the reference took it',
    ru: 'в опорных данных её писало слишком мало школ',
  },
  notThere: {
    en: 'the reference has no such subject and grade',
    ru: 'в опорных данных нет такого предмета и класса',
  },
  otherYear: {
    en: 'the reference is of another year ({expected})',
    ru: 'опорные данные за другой год ({expected})',
  },
  otherMaximum: {
    en: 'another highest score: {found} here, {expected} in the reference',
    ru: 'другой высший балл: здесь {found}, в опорных данных {expected}',
  },
  otherCuts: {
    en: 'other mark cut-offs: {found} here, {expected} in the reference',
    ru: 'другие границы отметок: здесь {found}, в опорных данных {expected}',
  },
  otherItems: {
    en: 'other items: maxima {found} here, {expected} in the reference',
    ru: 'другие задания: максимумы здесь {found}, в опорных данных {expected}',
  },
  otherGrain: {
    en: 'results by {found} here, by {expected} in the reference (--grain)',
    ru: 'здесь результаты по единице «{found}», в опорных данных — «{expected}» (--grain)',
  },
  beyondScale: {
    en: 'the mean score {found} lies above the highest score of the reference ({expected}): another unit?',
    ru: 'средний балл {found} выше высшего балла опорных данных ({expected}): другая единица?',
  },
  farAway: {
    en: 'the mean score {found} is too far from that of the reference ({expected}): most likely another test',
    ru: 'средний балл {found} слишком далёк от опорного ({expected}): скорее всего, это другая работа',
  },
} satisfies Readonly<Record<string, Text>>
