/** What was understood of each file. */
import type { TableKind, Text } from '../model'

/** Kinds of tables. */
export const KIND_TITLES: Readonly<Record<TableKind, Text>> = {
  results: { en: 'results', ru: 'результаты' },
  pupils: { en: 'results of pupils', ru: 'результаты участников' },
  distributions: { en: 'distributions of scores or marks', ru: 'распределения баллов или отметок' },
  summaries: { en: 'mean results', ru: 'средние результаты' },
  journalChange: { en: 'marks and journal', ru: 'отметки и журнал' },
  schools: { en: 'schools', ru: 'школы' },
  observers: { en: 'observers', ru: 'наблюдатели' },
  assessments: { en: 'scales', ru: 'шкалы' },
  participation: { en: 'enrolment and participation', ru: 'численность и участие' },
  rechecks: { en: 'outcomes of rechecks', ru: 'итоги перепроверки' },
  earlier: { en: 'lists of earlier years', ru: 'списки прошлых лет' },
}

export const DELIMITERS: Readonly<Record<string, Text>> = {
  ';': { en: 'semicolon', ru: 'точка с запятой' },
  ',': { en: 'comma', ru: 'запятая' },
  '\t': { en: 'tab', ru: 'табуляция' },
  '|': { en: 'vertical bar', ru: 'вертикальная черта' },
}

export const INPUT = {
  delimiter: { en: 'delimiter', ru: 'разделитель' },
  decimal: { en: 'decimal sign', ru: 'десятичный знак' },
  decimals: { ',': { en: 'comma', ru: 'запятая' }, '.': { en: 'point', ru: 'точка' } },
  grade: { en: 'grade {grade}', ru: '{grade} класс' },
  year: { en: '{year}', ru: '{year} год' },
  fromName: { en: 'from the title', ru: 'из названия' },
  read: { en: 'rows read', ru: 'строк прочитано' },
  used: { en: 'used', ru: 'учтено' },
  setAside: { en: 'set aside', ru: 'отложено' },
  skipped: { en: 'no data (totals, headings of schools)', ru: 'не данные (итоги, заголовки школ)' },
  row: { en: 'row', ru: 'строка' },
  first: { en: 'first:', ru: 'первая —' },
  ignored: { en: 'columns not used', ru: 'не используются столбцы' },
  more: { en: '{more} {more?column|columns}', ru: '{more} {more?столбец|столбца|столбцов}' },
}
