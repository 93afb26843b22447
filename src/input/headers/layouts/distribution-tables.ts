import type { Layout } from './layout'

const SCHOOL = ['Год', 'Класс', 'Предмет', 'Муниципалитет', 'Логин', 'ОО', 'Кол-во участников']
const COLUMNS = {
  school_id: 'логин',
  name: 'оо',
  municipality: 'муниципалитет',
  year: 'год',
  grade: 'класс',
  subject: 'предмет',
  participants: 'кол-во участников',
}

/** Regional tables of distributions: a row per school and assessment, percent by primary score or by mark. */
export const distributionTables: readonly Layout[] = [
  {
    id: 'score-distribution',
    title: { en: '"Distribution of primary scores"', ru: '«Распределение первичных баллов»' },
    table: 'results',
    kind: 'distributions',
    signature: ['логин', 'предмет', 'кол-во участников', '0', '1'],
    columns: COLUMNS,
    unread: [],
    rows: 'plain',
    example: [...SCHOOL, '0', '1', '2', '3'],
  },
  {
    id: 'mark-distribution',
    title: { en: '"Distribution of marks"', ru: '«Распределение отметок»' },
    table: 'results',
    kind: 'distributions',
    signature: ['логин', 'предмет', 'кол-во участников', '2', '3', '4', '5'],
    columns: COLUMNS,
    unread: [],
    rows: 'plain',
    example: [...SCHOOL, '2', '3', '4', '5'],
  },
]
