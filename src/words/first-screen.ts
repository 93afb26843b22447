/** What the report says before anything is scrolled or unfolded: the answer, where it is, what to do next. */
import type { Text } from '../model'

export const FIRST_SCREEN = {
  grades: { en: 'grades {grades}', ru: '{grades} классы' },
  grade: { en: 'grade {grades}', ru: '{grades} класс' },
  schools: { en: '{schools|school|schools}', ru: '{schools|школа|школы|школ}' },
  papers: { en: '{papers|paper|papers}', ru: '{papers|работа|работы|работ}' },
  numbers: { en: 'The result in numbers', ru: 'Итог в числах' },
  signs: {
    en: '{count?school|schools} with signs of unreliable results (item 2.2)',
    ru: '{count?школа|школы|школ} с признаками необъективности (п. 2.2)',
  },
  onlyObserver: {
    en: '{count?school|schools} only because there was no public observer (item 2.3)',
    ru: '{count?школа|школы|школ} только из-за отсутствия общественного наблюдателя (п. 2.3)',
  },
  observerNotKnown: {
    en: 'item 2.3 was not applied: there is no table of observers',
    ru: 'п. 2.3 не применён: таблицы наблюдателей нет',
  },
  observerOfSigns: {
    en: 'together with those that have signs, too: {count}',
    ru: 'вместе с теми, где есть и признаки: {count}',
  },
  control: {
    en: '{count?school|schools} of the random control sample',
    ru: '{count?школа|школы|школ} случайной контрольной выборки',
  },
  none: { en: '{count?school needs|schools need} no recheck', ru: '{count?школу|школы|школ} перепроверять не нужно' },
  noneNotAssessed: {
    en: '{count} of them could not be assessed, which is neither good nor bad',
    ru: 'из них не удалось оценить {count}: это не хорошо и не плохо',
  },
  toRecheck: {
    en: '{count?paper|papers} to recheck: about {hours} expert {hours?hour|hours}',
    ru: '{count?работа|работы|работ} для перепроверки: около {hours|часа|часов|часов} работы экспертов',
  },
  ofAll: {
    en: 'of {papers|paper|papers}; {perHour|paper|papers} an hour',
    ru: 'из {papers|работы|работ|работ}; {perHour|работа|работы|работ} в час',
  },
  papersAlone: { en: '{count?paper|papers} to recheck', ru: '{count?работа|работы|работ} для перепроверки' },
  ofAllAlone: { en: 'of {papers|paper|papers}', ru: 'из {papers|работы|работ|работ}' },
  adds: { en: '{sum} = {schools|school|schools}', ru: '{sum} = {schools|школа|школы|школ}' },
  moreWarnings: {
    en: 'Read before you sign: {count|more warning|more warnings}',
    ru: 'Прочитайте до подписания: ещё {count|предупреждение|предупреждения|предупреждений}',
  },
  municipalities: { en: 'Where: every square is a school', ru: 'Где это: каждый квадрат — школа' },
  onlySchools: { en: 'Every square is a school', ru: 'Каждый квадрат — школа' },
  noMunicipality: { en: 'municipality not given', ru: 'муниципалитет не указан' },
  onlyTwoThree: { en: 'only 2.3', ru: 'только 2.3' },
  squares: { en: 'a square per school', ru: 'по квадрату на школу' },
  legend: { en: 'Legend', ru: 'Обозначения' },
  tileNoObserver: { en: 'thick frame: no observer', ru: 'толстая рамка — не было наблюдателя' },
  tileControl: { en: 'dotted frame: control sample', ru: 'пунктирная рамка — контрольная выборка' },
  tileNone: { en: 'no recheck', ru: 'перепроверки нет' },
  tileNotAssessed: { en: 'not assessed', ru: 'не оценена' },
  moreMunicipalities: {
    en: '{count|more municipality|more municipalities}',
    ru: 'Ещё {count|муниципалитет|муниципалитета|муниципалитетов}',
  },
  andSchools: { en: '+ {count} without recheck', ru: '+ {count} без перепроверки' },
  total: { en: 'All', ru: 'Всего' },
  next: { en: 'What to do next', ru: 'Что делать дальше' },
  keep: {
    en: 'Have the papers kept: unless told otherwise, schools keep them only until the results have come (recommendations of Rosobrnadzor, 2025).',
    ru: 'Распорядитесь сохранить работы: без такого указания школы хранят их только до получения результатов (рекомендации Рособрнадзора, 2025 год).',
  },
  teachers: {
    en: 'Results are not used to judge teachers or schools (letter of Rosobrnadzor of 18.04.2025, No. 02-86).',
    ru: 'Результаты не используются для оценки учителей и школ (письмо Рособрнадзора от 18.04.2025 № 02-86).',
  },
  correct: {
    en: 'Have {schools|school|schools} correct their data',
    ru: 'Попросите {schools|школу|школы|школ} исправить данные',
  },
  correctFile: { en: 'what to correct', ru: 'что исправить' },
  order: { en: 'Sign the order with its annex', ru: 'Подпишите приказ с приложением' },
  orderFile: { en: 'order', ru: 'приказ' },
  annexFile: { en: 'annex', ru: 'приложение' },
  letters: { en: 'Write to the headmasters', ru: 'Известите директоров школ' },
  lettersFile: { en: 'letters', ru: 'письма' },
  experts: {
    en: 'Tell the experts which papers to take',
    ru: 'Передайте экспертам, какие работы взять',
  },
  expertsFile: { en: 'tasks', ru: 'задания' },
  protocolFile: { en: 'protocols', ru: 'протоколы' },
  workbookFile: { en: 'workbook', ru: 'книга Excel' },
  formFile: { en: 'forms to fill in', ru: 'формы для итогов' },
  outcome: { en: 'Enter what the recheck found', ru: 'Внесите итоги перепроверки' },
  verify: {
    en: 'Then compare them with the list (the workbench, or the command verify) to see how right it was.',
    ru: 'Затем сверьте их со списком (рабочая страница или команда verify): будет видно, насколько он был верен.',
  },
  nothingToDo: {
    en: 'There is nothing to recheck. The figures of the region and what could not be assessed stand below.',
    ru: 'Перепроверять нечего. Ниже — показатели региона и то, что не удалось оценить.',
  },
  years: { en: 'Against the list of {year}', ru: 'По сравнению со списком {year} года' },
  yearsNew: { en: 'new', ru: 'новые' },
  yearsAgain: { en: 'again', ru: 'повторно' },
  yearsGone: { en: 'no longer listed', ru: 'больше не в списке' },
  yearsOften: {
    en: '{count|school stands|schools stand} on the list for the third time or more often.',
    ru: 'В списке третий раз или чаще: {count|школа|школы|школ}.',
  },
} satisfies Readonly<Record<string, Text>>

/** The list as a table to work in. */
export const LIST = {
  caption: {
    en: 'A number in a cell: how many checks of this test found something. Frame: no observer, the papers are to be rechecked in any case.',
    ru: 'Число в клетке — сколько проверок обнаружили что-то в этой работе. Рамка — не было наблюдателя: перепроверка обязательна.',
  },
  cell: { en: '{count|finding|findings}', ru: '{count|находка|находки|находок}' },
  cellRecheck: { en: 'recheck {papers|paper|papers}', ru: 'перепроверить {papers|работу|работы|работ}' },
  onlyObserver: { en: 'only no public observer', ru: 'только отсутствие наблюдателя' },
  page: { en: 'The whole page of the school', ru: 'Вся страница школы' },
  back: { en: 'Back to the list', ru: 'Назад к списку' },
  empty: { en: 'No school fits these filters.', ru: 'Таких школ нет.' },
  reset: { en: 'Clear the filters', ru: 'Сбросить фильтры' },
  earlier: { en: 'back', ru: 'назад' },
  later: { en: 'next', ru: 'вперёд' },
  everything: { en: 'all on one page', ru: 'все на одной странице' },
  why: { en: 'why', ru: 'почему' },
} satisfies Readonly<Record<string, Text>>

/** Municipality by municipality. */
export const AREA = {
  title: { en: 'By municipality', ru: 'По муниципалитетам' },
  note: {
    en: 'Each row unfolds into the schools on the list, the observers and the tests of a municipality beside the region.',
    ru: 'Каждая строка раскрывается: школы в списке, наблюдатели и работы муниципалитета рядом с регионом.',
  },
  listed: {
    en: 'with signs: {signs}, otherwise listed: {others}',
    ru: 'с признаками: {signs}, по другим основаниям: {others}',
  },
  papers: { en: '{papers} to recheck', ru: 'к перепроверке: {papers}' },
  markers: { en: 'Schools with an official marker', ru: 'Школ с официальными маркерами' },
  notAssessed: { en: 'Schools not assessed', ru: 'Школ не оценено' },
  schools: { en: 'On the list:', ru: 'В списке:' },
  mean: { en: 'Mean, % of the maximum', ru: 'Средний балл, % максимального' },
  regionMean: { en: 'The region’s', ru: 'По региону' },
} satisfies Readonly<Record<string, Text>>

/** The sections of the report in a word or two. */
export const NAV = {
  list: { en: 'List', ru: 'Список' },
  tests: { en: 'Subjects and grades', ru: 'Предметы и классы' },
  municipalities: { en: 'Municipalities', ru: 'Муниципалитеты' },
  region: { en: 'Region', ru: 'Регион' },
  peers: { en: 'Groups', ru: 'Группы' },
  support: { en: 'Who may need help', ru: 'Кому помочь' },
  allSchools: { en: 'All schools', ru: 'Все школы' },
  notAssessed: { en: 'Not assessed', ru: 'Что не удалось оценить' },
  method: { en: 'Method', ru: 'Метод' },
  input: { en: 'Data', ru: 'Данные' },
} satisfies Readonly<Record<string, Text>>

/** The page of a school. */
export const SCHOOL = {
  listedFor: { en: 'To be rechecked: {papers|paper|papers}', ru: 'К перепроверке: {papers|работа|работы|работ}' },
  notListed: {
    en: 'Not on the list: nothing here needs a recheck.',
    ru: 'В список не вошла: перепроверять здесь ничего не нужно.',
  },
  notListedUnknown: {
    en: 'Not on the list. Too little could be measured to say anything of this school.',
    ru: 'В список не вошла. Измерить удалось слишком мало, чтобы судить об этой школе.',
  },
  items: {
    en: 'Items: the region, the group, the school, in % of the maximum',
    ru: 'Задания: регион, группа, школа — % максимального балла',
  },
  classes: { en: 'By class', ru: 'По классам' },
  classesNote: {
    en: 'Mean score in % of the maximum. For the talk of subject teachers about items and topics; results are not used to judge teachers.',
    ru: 'Средний балл, % максимального. Для обсуждения заданий и тем в методических объединениях; для оценки учителей результаты не используются.',
  },
  print: { en: 'Print a page for the headmaster', ru: 'Напечатать страницу для директора' },
  sheetMore: { en: 'And {count} more in the report.', ru: 'И ещё {count} — в отчёте.' },
  sheetNext: {
    en: 'Keep all papers of these subjects and grades; which to hand over stands in the letter. The school may answer in writing: point out mistakes in the data, say what is known of the observer, give other causes.',
    ru: 'Сохраните все работы по этим предметам и классам; какие передать, сказано в письме. Школа вправе ответить письменно: указать на ошибки в данных, сообщить о наблюдателе, назвать другие причины.',
  },
  letter: { en: 'letter to the headmaster', ru: 'письмо директору' },
  listed: { en: 'What to recheck', ru: 'Что перепроверить' },
  others: { en: 'The school’s other tests', ru: 'Остальные работы школы' },
  all: { en: 'The school’s tests', ru: 'Работы школы' },
  meanShare: { en: 'Mean, % of maximum', ru: 'Средний балл, % от максимума' },
  ofGroup: { en: 'Comparable schools, %', ru: 'Сопоставимые школы, %' },
  found: { en: 'Found', ru: 'Обнаружено' },
  nothing: { en: 'nothing unusual', ru: 'ничего необычного' },
  causes: { en: 'Other possible causes', ru: 'Другие возможные причины' },
  lookAt: { en: 'Look at', ru: 'Посмотрите' },
  rests: {
    en: 'measured in {n|paper|papers}',
    ru: 'измерено по {n|работе|работам|работам}',
  },
  details: { en: 'Group, context and figures for statisticians', ru: 'Группа, условия и показатели для статистика' },
  barSchool: { en: 'school', ru: 'школа' },
  barGroup: { en: 'its group', ru: 'её группа' },
  barRegion: { en: 'region', ru: 'регион' },
  compareCaption: {
    en: '{sitting}: mean in percent of the maximum. School with its 95% interval; group and region: median, line = four schools of five',
    ru: '{sitting}: средний балл в процентах от максимума. Школа — с интервалом 95 %; группа и регион — медиана, линия — четыре школы из пяти',
  },
  earlier: { en: 'Lists of earlier years', ru: 'Списки прошлых лет' },
  earlierListed: { en: '{year}: listed', ru: '{year} — была в списке' },
  earlierNot: { en: '{year}: not listed', ru: '{year} — не была' },
} satisfies Readonly<Record<string, Text>>

/** Test by test. */
export const TESTS = {
  title: { en: 'By subject and grade', ru: 'По предметам и классам' },
  note: {
    en: 'Each test unfolds into the scores of the whole region, the schools that stand apart, and the items by group.',
    ru: 'Каждая строка раскрывается: баллы всего региона, школы, которые стоят особняком, и задания по группам.',
  },
  noClasses: {
    en: 'To see classes, run by class (grain: class).',
    ru: 'Чтобы увидеть классы, повторите расчёт по классам (grain: class).',
  },
  size: {
    en: '{schools|school|schools}, {papers|paper|papers}',
    ru: '{schools|школа|школы|школ}, {papers|работа|работы|работ}',
  },
  mean: { en: 'mean {mean} of the maximum', ru: 'средний балл — {mean} максимума' },
  signs: { en: '{signs|school|schools} listed for signs', ru: '{signs|школа|школы|школ} с признаками' },
  papers: { en: '{papers} to recheck', ru: 'к перепроверке: {papers}' },
  items: { en: 'How the items were solved, by group', ru: 'Как решены задания — по группам' },
  regionCaption: {
    en: '{sitting}: scores of the whole region, in percent of pupils; dashed: mark cut-offs',
    ru: '{sitting}: баллы всего региона, % участников; пунктир — границы отметок',
  },
  jump: {
    en: 'At the cut-off of “{mark}” {times} times as many pupils as one point below. ',
    ru: 'Ровно на границе «{mark}» участников в {times} раза больше, чем баллом ниже. ',
  },
  above: {
    en: 'Above the upper limit: {count|school|schools} of {all}. ',
    ru: 'Выше верхнего предела: {count|школа|школы|школ} из {all}. ',
  },
  direction: {
    en: 'direction {number}: {share%} of all differences',
    ru: 'направление {number}: {share%} всех различий',
  },
} satisfies Readonly<Record<string, Text>>
