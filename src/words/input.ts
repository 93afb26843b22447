/** What was understood of each file. */
import type { Text } from '../model'

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
