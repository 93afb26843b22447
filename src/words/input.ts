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
  foundByName: {
    en: '{count|school was|schools were} found by name',
    ru: 'найдено по названию: {count|школа|школы|школ}',
  },
  loosely: {
    en: '{count|name says|names say} less or more than the other table, and fit one school only: {pairs}',
    ru: 'названия короче или полнее, чем в другой таблице, и подходят только одной школе ({count}): {pairs}',
  },
  exactly: {
    en: 'names that differ in form alone: {pairs}',
    ru: 'названия, которые отличаются только записью: {pairs}',
  },
  joinedSchools: {
    en: 'adds to what other tables say of {count|school|schools}: the columns are joined',
    ru: 'дополняет другие таблицы: столбцы объединены у {count|школы|школ|школ}',
  },
  observerCells: {
    en: 'whether there was an observer (cells): yes {present}, no {absent}, not known {unknown}, not understood {notUnderstood}',
    ru: 'был ли наблюдатель (ячеек): был — {present}, не было — {absent}, нет сведений — {unknown}, не понято — {notUnderstood}',
  },
  observerWords: { en: 'as written: {words}', ru: 'как записано: {words}' },
  emptyIsAbsent: {
    en: 'empty cells are taken as: no observer (the table marks presence alone and names nearly all schools)',
    ru: 'пустые ячейки прочитаны как «наблюдателя не было»: в таблице отмечено только присутствие, и в ней есть почти все школы',
  },
  emptyCell: { en: 'empty', ru: 'пусто' },
  taken: {
    present: { en: 'yes', ru: 'был' },
    absent: { en: 'no', ru: 'не было' },
    unknown: { en: 'not known', ru: 'нет сведений' },
    notUnderstood: { en: 'not understood', ru: 'не понято' },
  },
  more: { en: '{more} {more?column|columns}', ru: '{more} {more?столбец|столбца|столбцов}' },
}

/** What a file was taken for. */
export const INSPECTION = {
  certainty: {
    said: { en: 'as objectivity.json says', ru: 'так сказано в objectivity.json' },
    likely: { en: 'by its columns', ru: 'судя по столбцам' },
  },
  subject: { en: 'subject', ru: 'предмет' },
  grade: { en: 'grade', ru: 'класс' },
  year: { en: 'year', ru: 'год' },
  nowhere: { en: 'said nowhere', ru: 'нигде не указано' },
  beside: { en: 'subjects beside each other: {subjects}', ru: 'предметы рядом: {subjects}' },
  origins: {
    mapping: { en: 'from objectivity.json', ru: 'из objectivity.json' },
    column: { en: 'in columns', ru: 'в столбцах' },
    title: { en: 'from the title above the table', ru: 'из заголовка над таблицей' },
    sheet: { en: 'from the name of the sheet', ru: 'из названия листа' },
    name: { en: 'from the name of the file', ru: 'из названия файла' },
    folder: { en: 'from the folder', ru: 'из названия папки' },
    codes: { en: 'by the codes of the pupils', ru: 'по кодам участников' },
    class: { en: 'by the classes', ru: 'по классам' },
    layout: { en: 'by the kind of export', ru: 'по виду выгрузки' },
  },
  quoted: { en: '"{text}"', ru: '«{text}»' },
  headerRow: { en: 'header in row {row}', ru: 'заголовок в строке {row}' },
  headerRows: { en: 'header in rows {first}–{last}', ru: 'заголовок в строках {first}–{last}' },
  columns: { en: 'columns', ru: 'столбцы' },
  unknown: { en: 'columns that were not understood', ru: 'непонятные столбцы' },
  context: { en: 'context of the school', ru: 'сведения о школе' },
  ignored: { en: 'not needed', ru: 'не нужны' },
  families: {
    item: { en: 'scores of items', ru: 'баллы за задания' },
    score: { en: 'pupils by score', ru: 'участники по баллам' },
    mark: { en: 'pupils by mark', ru: 'участники по отметкам' },
    level: { en: 'pupils by level', ru: 'участники по уровням' },
    percent: { en: 'percent of the maximum of items', ru: 'процент выполнения заданий' },
  },
} as const

/** Columns by their canonical names, in the user's words. */
export const MEANING_TITLES: Readonly<Record<string, Text>> = {
  school_id: { en: 'school', ru: 'школа' },
  name: { en: 'name of the school', ru: 'название школы' },
  municipality: { en: 'municipality', ru: 'муниципалитет' },
  cluster: { en: 'cluster', ru: 'кластер' },
  subject: { en: 'subject', ru: 'предмет' },
  grade: { en: 'grade', ru: 'класс (параллель)' },
  year: { en: 'year', ru: 'год' },
  class: { en: 'class', ru: 'класс с буквой' },
  participants: { en: 'number of participants', ru: 'количество участников' },
  pupil_id: { en: 'code of the pupil', ru: 'код участника' },
  variant: { en: 'variant', ru: 'вариант' },
  score: { en: 'score', ru: 'балл' },
  mark: { en: 'mark', ru: 'отметка' },
  journal_mark: { en: 'journal mark', ru: 'отметка по журналу' },
  papers: { en: 'number of papers', ru: 'число работ' },
  mean_score: { en: 'mean score', ru: 'средний балл' },
  sd_score: { en: 'standard deviation', ru: 'стандартное отклонение' },
  score_0: { en: 'pupils by score, mark or level', ru: 'участники по баллам, отметкам или уровням' },
  max_score: { en: 'highest score', ru: 'максимальный балл' },
  observer: { en: 'observer', ru: 'наблюдатель' },
  conflict_of_interest: { en: 'conflict of interest', ru: 'конфликт интересов' },
  controlled: { en: 'controlled sitting', ru: 'контролируемая процедура' },
  enrolled: { en: 'number of pupils enrolled', ru: 'численность по списку' },
  level: { en: 'level', ru: 'уровень' },
  advanced_program: { en: 'advanced programme', ru: 'углублённая программа' },
  confirmed_by_exam: { en: 'confirmed by an exam', ru: 'подтверждено экзаменом' },
  repeated: { en: 'of them repeated', ru: 'из них повторы' },
  cut_3: { en: 'lowest score of mark 3', ru: 'наименьший балл на «3»' },
  cut_4: { en: 'lowest score of mark 4', ru: 'наименьший балл на «4»' },
  cut_5: { en: 'lowest score of mark 5', ru: 'наименьший балл на «5»' },
  item_max: { en: 'highest points of the items', ru: 'максимальные баллы заданий' },
  item_level: { en: 'levels of the items', ru: 'уровни сложности заданий' },
  original_score: { en: 'score before the recheck', ru: 'балл до перепроверки' },
  rechecked_score: { en: 'score after the recheck', ru: 'балл после перепроверки' },
  confirmed: { en: 'whether the result was confirmed', ru: 'подтверждён ли результат' },
  date: { en: 'day of the recheck', ru: 'дата перепроверки' },
  listed: { en: 'whether the school was on the list', ru: 'была ли школа в списке' },
  markers: { en: 'number of markers', ru: 'число маркеров' },
  grounds: { en: 'grounds', ru: 'основания' },
  tier: { en: 'how strong the signs were', ru: 'уровень признаков' },
}

/** What a cell is made of that is not repeated because it may hold the code of a pupil. `n`: its characters. */
export const DESCRIBED_CELL = {
  digits: { en: '(a number of {n} digits)', ru: '(число из {n} цифр)' },
  letters: { en: '(a text of {n} letters)', ru: '(текст из {n} букв)' },
  mixed: { en: '(a text of {n} letters and digits)', ru: '(текст из {n} букв и цифр)' },
  text: { en: '(a text of {n} characters)', ru: '(текст из {n} знаков)' },
} satisfies Readonly<Record<string, Text>>
