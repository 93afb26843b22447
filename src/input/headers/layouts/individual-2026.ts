import type { Layout } from './layout'

/**
 * 2026, "Индивидуальные результаты": a title block (test, subject, maximum, date), a row of item levels, the header, and
 * before the pupils of a school a row with its name, its login in brackets and the number of its participants.
 */
export const individual2026: Layout = {
  id: 'individual-2026',
  title: { en: 'VPR 2026: individual results', ru: 'ВПР 2026: «Индивидуальные результаты»' },
  table: 'results',
  kind: 'pupils',
  signature: ['ОО', 'код участника', 'класс', 'вариант', 'первичный балл'],
  columns: {
    school_id: 'ОО',
    municipality: 'муниципалитет',
    name: 'название оо',
    pupil_id: 'код участника',
    class: 'класс',
    variant: 'вариант',
    score: 'первичный балл',
    mark: 'отметка',
    journal_mark: 'отметка по журналу',
  },
  unread: [],
  rows: 'sections',
  example: [
    ...['ОО', 'Муниципалитет', 'Название ОО', 'Код участника', 'Класс', 'Вариант'],
    ...['1 (2б)', '4К1 (3б)', '9.1 (1б)', 'Первичный балл', 'Отметка', 'Отметка по журналу'],
  ],
}
