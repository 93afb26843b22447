/** What experts should look at in the papers where a detector found something. A detector of the user's own has none. */
import type { Text } from '../model'

export const LOOK: Readonly<Record<string, Text>> = {
  absence: {
    en: 'the class register of that day: who was absent, and why; whether they wrote the test on a reserve day',
    ru: 'классный журнал за этот день: кто отсутствовал и почему, писали ли эти ученики работу в резервный день',
  },
  'alike-answers': {
    en: 'papers with matching answers, side by side: the same mistakes, the same wording, the same order of steps',
    ru: 'работы с совпадающими ответами, положив их рядом: одинаковые ошибки, формулировки, ход решения',
  },
  'boundary-heap': {
    en: 'papers with exactly the points of a cut-off: for what the last point was given, whether the criteria allow it, corrections in another hand or ink',
    ru: 'работы ровно на границе отметки: за что поставлен последний балл, допускают ли его критерии, нет ли исправлений другой рукой или чернилами',
  },
  'hard-items': {
    en: 'the hardest items: whether a solution leads to the answer, and whether the solutions are worded alike',
    ru: 'самые трудные задания: есть ли решение, которое приводит к ответу, и не одинаковы ли решения',
  },
  'high-level': {
    en: 'items with a full answer: points against the criteria, corrections, the handwriting of the answers',
    ru: 'задания с развёрнутым ответом: соответствие баллов критериям, исправления, почерк',
  },
  'item-profile': {
    en: 'the items named above: how they were marked in all papers of the class',
    ru: 'названные задания: как они оценены во всех работах класса',
  },
  'level-shape': {
    en: 'papers next to a cut-off of marks: points against the criteria, marks against the points',
    ru: 'работы вблизи границ отметок: соответствие баллов критериям, а отметок — баллам',
  },
  'low-spread': {
    en: 'a few papers of weak and of strong pupils: whether the answers are as alike as the scores',
    ru: 'несколько работ слабых и сильных учеников: так ли похожи ответы, как баллы',
  },
  'low-tail': {
    en: 'papers of the weakest pupils: whether the answers are their own, and whether those pupils took part at all',
    ru: 'работы самых слабых учеников: самостоятельны ли ответы и писали ли эти ученики работу',
  },
  'mark-gap': {
    en: 'papers whose mark lies two and more above the journal: points against the criteria; and the journal itself',
    ru: 'работы, где отметка на две и более выше журнальной: соответствие баллов критериям; и сам журнал',
  },
  'own-control': {
    en: 'papers of the same pupils in other subjects of the year: the same handwriting, the same level',
    ru: 'работы тех же учеников по другим предметам этого года: тот же почерк, тот же уровень',
  },
  'own-mark-gap': {
    en: 'this subject beside the others of the class: who conducted and who marked it',
    ru: 'этот предмет рядом с другими в том же классе: кто проводил и кто проверял работу',
  },
  'prior-lists': {
    en: 'what the rechecks of earlier years found, and what was done since',
    ru: 'чем закончились перепроверки прошлых лет и что с тех пор сделано',
  },
  'response-fit': {
    en: 'papers that solve hard items and miss easy ones: solutions, drafts, corrections',
    ru: 'работы, где решены трудные задания и не решены простые: ход решения, черновики, исправления',
  },
  'subject-profile': {
    en: 'this subject beside the others of the same pupils: conditions, time, who conducted and who marked it',
    ru: 'этот предмет рядом с другими у тех же учеников: условия, время, кто проводил и кто проверял',
  },
  'top-heap': {
    en: 'papers with the highest scores: solutions of the items with a full answer',
    ru: 'работы с наивысшими баллами: решения заданий с развёрнутым ответом',
  },
  'year-fall': {
    en: 'last year’s papers of the same pupils, where they are kept: how they were marked then',
    ru: 'прошлогодние работы тех же учеников, если сохранились: как они были оценены',
  },
  'year-jump': {
    en: 'this year’s papers beside last year’s of the same pupils; who joined and left the class',
    ru: 'работы этого года рядом с прошлогодними тех же учеников; кто пришёл в класс и кто выбыл',
  },
}
