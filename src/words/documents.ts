/** The papers that an office signs: order with annex, letters, protocol, task of the experts. */
import type { Text } from '../model'
import { spoken } from './language'

const LETTERHEAD = {
  numberAndDate: { en: 'No. {number} of {date}', ru: 'от {date} № {number}' },
  signature: { en: '{position}\t____________ {name}', ru: '{position}\t____________ {name}' },
  position: { en: 'Head of the authority', ru: 'Руководитель' },
  executor: { en: 'Prepared by: {executor}', ru: 'Исполнитель: {executor}' },
  procedure: { en: 'assessments', ru: 'оценочных процедур' },
  commission: { en: 'to the commission of experts', ru: 'в экспертную комиссию' },
} satisfies Readonly<Record<string, Text>>

const COLUMNS = {
  number: { en: 'No.', ru: '№ п/п' },
  municipality: { en: 'Municipality', ru: 'Муниципалитет' },
  school: { en: 'School', ru: 'Образовательная организация' },
  sitting: { en: 'Subject, grade', ru: 'Предмет, класс' },
  participants: { en: 'Papers written', ru: 'Всего работ' },
  papers: { en: 'Papers to recheck', ru: 'Перепроверить работ' },
  numbers: { en: 'Numbers of the papers', ru: 'Номера работ' },
  grounds: { en: 'Grounds', ru: 'Основание' },
  acceptable: { en: 'May change at most', ru: 'Допустимо изменений' },
  rechecked: { en: 'Rechecked', ru: 'Перепроверено' },
  lowered: { en: 'Lowered', ru: 'Балл снижен' },
  raised: { en: 'Raised', ru: 'Балл повышен' },
  same: { en: 'Confirmed', ru: 'Без изменений' },
  conclusion: { en: 'Conclusion', ru: 'Вывод' },
} satisfies Readonly<Record<string, Text>>

const ORDER = {
  title: { en: 'ORDER', ru: 'ПРИКАЗ' },
  subject: {
    en: 'On the recheck of papers of {procedure}',
    ru: 'О перепроверке работ участников {procedure}',
  },
  preamble: {
    en: 'On the basis of {basis}, and in order that results of {procedure} can be relied upon,',
    ru: 'На основании {basis} и в целях обеспечения объективности результатов {procedure}',
  },
  command: { en: 'I ORDER:', ru: 'ПРИКАЗЫВАЮ:' },
  recheck: {
    en: 'By {recheckBy}, recheck papers in the schools of the annex: {papers|paper|papers}, {schools|school|schools}.',
    ru: 'Провести в срок до {recheckBy} перепроверку работ участников в образовательных организациях по перечню согласно приложению к настоящему приказу ({papers|работа|работы|работ}, {schools|организация|организации|организаций}).',
  },
  keep: {
    en: 'All papers of the subjects and grades of the annex are kept at the schools until the outcome of the recheck has been considered.',
    ru: 'Установить, что все работы участников по предметам и классам, указанным в приложении, хранятся в образовательных организациях до рассмотрения итогов перепроверки.',
  },
  heads: {
    en: 'Heads of the schools of the annex:',
    ru: 'Руководителям образовательных организаций, указанных в приложении:',
  },
  keepNow: {
    en: 'From the day of this order make sure that all papers are kept and nothing is written on them.',
    ru: 'Обеспечить со дня получения приказа сохранность всех работ и исключить внесение в них исправлений.',
  },
  handOver: {
    en: 'Hand over the originals of the papers by {papersBy}, with the marking criteria and the minutes of the sittings, {papersTo}.',
    ru: 'Передать {papersTo} в срок до {papersBy} оригиналы работ, критерии оценивания и протоколы проведения.',
  },
  answer: {
    en: 'Within the same time explain themselves in writing, if they wish.',
    ru: 'Представить при необходимости в тот же срок письменные пояснения.',
  },
  commission: {
    en: 'Commission of experts: {commission}. Nobody rechecks papers of a school where he or she works.',
    ru: 'Утвердить экспертную комиссию в составе: {commission}. Не привлекать экспертов к перепроверке работ организаций, в которых они работают.',
  },
  experts: {
    en: 'The commission rechecks the papers whose numbers stand in the tasks of the experts, by the criteria of the assessment, enters the scores into the tables of results, and draws up a protocol. Where more papers change than the task allows, all papers of that subject and grade are rechecked.',
    ru: 'Экспертной комиссии перепроверить работы, номера которых указаны в заданиях экспертам, по критериям оценивания соответствующей процедуры, внести баллы в таблицы результатов и оформить протокол. Если изменённых работ окажется больше, чем допускает задание, перепроверить все работы по этому предмету и классу.',
  },
  teachers: {
    en: 'The outcome of the recheck is not used to judge the work of teachers.',
    ru: 'Не использовать итоги перепроверки для оценки деятельности педагогических работников.',
  },
  control: {
    en: 'Control that this order is carried out: {controller}.',
    ru: 'Контроль за исполнением приказа возложить на {controller}.',
  },
  annexOf: { en: 'Annex\nto order No. {number} of {date}', ru: 'Приложение\nк приказу от {date} № {number}' },
  annexTitle: {
    en: 'List of schools whose pupils’ papers of {procedure} are to be rechecked',
    ru: 'Перечень образовательных организаций, в которых подлежат перепроверке работы участников {procedure}',
  },
  beyond: {
    en: 'Beyond what can be rechecked this time, and not part of this order: {sittings|sitting|sittings} of the list.',
    ru: 'Сверх возможного объёма перепроверки, в приказ не включено: {sittings|процедура|процедуры|процедур} из перечня школ.',
  },
  nothing: {
    en: 'The list holds no papers to recheck: no order is needed.',
    ru: 'В перечне нет работ для перепроверки: приказ не требуется.',
  },
} satisfies Readonly<Record<string, Text>>

const LETTER = {
  addressee: { en: 'To the head of', ru: 'Руководителю' },
  subject: { en: 'On the recheck of papers', ru: 'О перепроверке работ участников' },
  greeting: { en: 'Dear colleague,', ru: 'Уважаемый руководитель!' },
  what: {
    en: 'By order No. {orderNumber} of {orderDate}, papers of {procedure} written at your school are to be rechecked:',
    ru: 'В соответствии с приказом от {orderDate} № {orderNumber} подлежат перепроверке следующие работы участников {procedure}, выполненные в вашей организации:',
  },
  grounds: {
    en: 'Grounds by the decision on objectivity: item 2.2 — signs of unreliable results, item 2.3 — no public observer.',
    ru: 'Основания по решению о повышении объективности: п. 2.2 — признаки необъективности результатов, п. 2.3 — отсутствие общественного наблюдателя.',
  },
  numbers: {
    en: 'A number is the place of a paper in the list of all papers of that subject and grade, in ascending order of the pupils’ codes. The papers were drawn at random; the draw can be repeated.',
    ru: 'Номер — это место работы в списке всех работ по предмету и классу, упорядоченном по возрастанию кодов участников. Работы отобраны случайным образом; отбор можно воспроизвести.',
  },
  noNumbers: {
    en: 'Where no numbers are given, the commission draws the papers when they are handed over.',
    ru: 'Если номера не указаны, работы отбирает комиссия при передаче.',
  },
  please: { en: 'Please', ru: 'Просим:' },
  keep: {
    en: '1. keep all papers of these subjects and grades, not only the numbers named, until the outcome has been considered, and let nothing be written on them;',
    ru: '1) сохранить все работы по указанным предметам и классам, а не только отобранные номера, до рассмотрения итогов перепроверки и не вносить в них исправления;',
  },
  handOver: {
    en: '2. hand over the originals {papersTo} by {papersBy}, with the marking criteria and the minutes of the sittings.',
    ru: '2) в срок до {papersBy} передать {papersTo} оригиналы этих работ, критерии оценивания и протоколы проведения.',
  },
  noticed: { en: 'What the list rests on:', ru: 'Что послужило основанием:' },
  answer: {
    en: 'Within the same time the school may answer in writing: point out mistakes in the data, say what is known of the observer, and give circumstances that explain the results. For instance:',
    ru: 'В тот же срок организация вправе представить письменные пояснения: указать на ошибки в данных, сообщить сведения об общественном наблюдателе, назвать обстоятельства, которые объясняют результаты. Например:',
  },
  answerAlone: {
    en: 'Within the same time the school may answer in writing: point out mistakes in the data, say what is known of the observer, and give circumstances that explain the results.',
    ru: 'В тот же срок организация вправе представить письменные пояснения: указать на ошибки в данных, сообщить сведения об общественном наблюдателе, назвать обстоятельства, которые объясняют результаты.',
  },
  notGuilty: {
    en: 'To be on the list is no finding against the school: a recheck may confirm every mark. Its outcome is not used to judge the work of teachers.',
    ru: 'Включение в перечень не означает, что результаты недостоверны: перепроверка может подтвердить все отметки. Её итоги не используются для оценки деятельности педагогических работников.',
  },
} satisfies Readonly<Record<string, Text>>

const EXPERTS = {
  title: { en: 'TASK OF THE EXPERTS', ru: 'ЗАДАНИЕ ЭКСПЕРТАМ' },
  subtitle: { en: 'recheck of papers, {municipality}', ru: 'на перепроверку работ участников, {municipality}' },
  noMunicipality: { en: 'schools without a municipality', ru: 'школы без указания муниципалитета' },
  rules: { en: 'How to recheck', ru: 'Порядок перепроверки' },
  find: {
    en: '1. Put all papers of a subject and grade in ascending order of the pupils’ codes and number them. Take the numbers of the table, no others.',
    ru: '1. Разложить все работы по предмету и классу в порядке возрастания кодов участников и пронумеровать. Взять только те номера, что указаны в таблице.',
  },
  mark: {
    en: '2. Mark each paper anew by the official criteria, without a look at the scores given before; two experts where the criteria ask for it.',
    ru: '2. Оценить каждую работу заново по официальным критериям, не сверяясь с прежними баллами; если критерии требуют двух экспертов — вдвоём.',
  },
  enter: {
    en: '3. Enter the scores into {file}. Where there is a column per item, enter the points of every item: the score follows. An empty cell means that the paper was not rechecked; a paper that is missing is told in the notes, never as 0.',
    ru: '3. Внести баллы в файл {file}. Если есть столбцы заданий, внести баллы за каждое задание: общий балл получится сам. Пустая ячейка означает, что работа не перепроверена; об отсутствующей работе написать в примечании, а не ставить 0.',
  },
  widen: {
    en: '4. If more papers change than the table allows, recheck all papers of that subject and grade.',
    ru: '4. Если изменённых работ больше, чем допускает таблица, перепроверить все работы по этому предмету и классу.',
  },
  blind: {
    en: '5. Whose paper it is must stay unknown. Nobody rechecks papers of a school where he or she works.',
    ru: '5. Авторы работ остаются неизвестными. Эксперт не проверяет работы организации, в которой работает.',
  },
  drawThem: {
    en: 'draw {papers|paper|papers}',
    ru: 'отобрать {papers|работу|работы|работ} случайно',
  },
  all: { en: 'all papers', ru: 'все работы' },
} satisfies Readonly<Record<string, Text>>

const PROTOCOL = {
  title: { en: 'PROTOCOL', ru: 'ПРОТОКОЛ' },
  subtitle: { en: 'of the recheck of papers, {municipality}', ru: 'перепроверки работ участников, {municipality}' },
  dateAndPlace: { en: 'Day: {date}    Place: {place}', ru: 'Дата: {date}    Место: {place}' },
  basis: {
    en: 'The commission, appointed by order No. {orderNumber} of {orderDate}, has rechecked the papers of the table below.',
    ru: 'Комиссия, утверждённая приказом от {orderDate} № {orderNumber}, перепроверила работы участников, указанные в таблице.',
  },
  notes: { en: 'Papers that were missing or could not be read:', ru: 'Не представлены или не читаются работы:' },
  decision: { en: 'Conclusion of the commission:', ru: 'Вывод комиссии:' },
  chair: { en: 'Chair of the commission', ru: 'Председатель комиссии' },
  member: { en: 'Expert', ru: 'Эксперт' },
  total: { en: 'Total', ru: 'Итого' },
} satisfies Readonly<Record<string, Text>>

const SUPPORT = {
  title: { en: 'HELP AND LEARNING FROM EACH OTHER', ru: 'ПОДДЕРЖКА ШКОЛ И ОБМЕН ОПЫТОМ' },
  help: {
    en: 'Schools that need help (items 2.4, 2.7, 2.12, 2.14)',
    ru: 'Школы, которым нужна помощь (пп. 2.4, 2.7, 2.12, 2.14)',
  },
  helpNote: {
    en: 'Low results without signs. Named are the items that lie at least ten points of a hundred below comparable schools, with the share of the maximum reached here / in comparable schools; class by class where classes are known.',
    ru: 'Низкие результаты без признаков необъективности. Названы задания, выполненные не менее чем на 10 процентных пунктов хуже, чем в сопоставимых школах: доля от максимума здесь / в сопоставимых школах; если классы известны — по классам.',
  },
  why: { en: 'Why help is offered', ru: 'Почему предложена помощь' },
  items: { en: 'Which items and skills', ru: 'Какие задания и умения' },
  marking: {
    en: 'Marking by criteria: a subject for training',
    ru: 'Оценивание по критериям: тема для обучения',
  },
  markingNote: {
    en: 'Against comparable schools, items marked by criteria (of several points) lie otherwise than items that are right or wrong. The reason may be teaching as well as marking: mark a few papers together and talk about the criteria.',
    ru: 'По сравнению с сопоставимыми школами задания с критериями (на несколько баллов) выполнены иначе, чем задания с одним верным ответом. Причина может быть и в обучении, и в оценивании: проверьте несколько работ вместе и обсудите критерии.',
  },
  departure: { en: 'How it departs', ru: 'В чём отличие' },
  kinder: { en: 'items with criteria higher by {size}', ru: 'задания с критериями выше на {size}' },
  stricter: { en: 'items with criteria lower by {size}', ru: 'задания с критериями ниже на {size}' },
  learn: { en: 'Whom to learn from (items 2.6, 2.13)', ru: 'У кого учиться (пп. 2.6, 2.13)' },
  learnNote: {
    en: 'Schools whose marks held under observers and in what else is known of them; the evidence stands beside each. Others may be as good: of them less is known.',
    ru: 'Школы, отметки которых подтвердились при наблюдателях и по другим сведениям; сведения указаны рядом. Другие школы могут быть не хуже — о них меньше известно.',
  },
  evidence: { en: 'Evidence', ru: 'На чём основано' },
  observed: {
    en: 'observers in all {sittings|sitting|sittings}, no signs',
    ru: 'наблюдатели на всех процедурах ({sittings}), признаков нет',
  },
  rechecked: { en: 'rechecks confirmed: {sittings}', ru: 'перепроверка подтвердила результаты процедур: {sittings}' },
  journal: {
    en: 'marks agree with the journal as in comparable schools',
    ru: 'отметки согласуются с журналом не хуже, чем в сопоставимых школах',
  },
  years: {
    en: 'never listed for signs in {years|year|years}',
    ru: 'ни разу не было признаков за {years|год|года|лет}',
  },
  nobody: { en: 'Nobody by these data.', ru: 'По этим данным — никто.' },
  teachers: {
    en: 'Classes and schools are looked at, never teachers: results are not used to judge them (letter of Rosobrnadzor of 18.04.2025, No. 02-86).',
    ru: 'Речь идёт о классах и школах, а не об учителях: результаты не используются для оценки их работы (письмо Рособрнадзора от 18.04.2025 № 02-86).',
  },
} satisfies Readonly<Record<string, Text>>

/** Heads of the table of results are known to the reader of `rechecks` in both languages. */
const TABLE = {
  sheet: { en: 'Recheck', ru: 'Перепроверка' },
  schoolId: { en: 'School id', ru: 'Код школы' },
  name: { en: 'School name', ru: 'Название школы' },
  subject: { en: 'Subject', ru: 'Предмет' },
  grade: { en: 'Grade', ru: 'Параллель' },
  year: { en: 'Year', ru: 'Год' },
  class: { en: 'Class', ru: 'Литера класса' },
  pupilId: { en: 'Pupil id', ru: 'Код участника' },
  paperNumber: { en: 'Paper number', ru: 'Номер работы' },
  maximum: { en: 'Max score', ru: 'Максимальный балл' },
  original: { en: 'Original score', ru: 'Исходный балл' },
  item: { en: 'Item {item} ({maximum}p)', ru: '№ {item} ({maximum}б)' },
  itemBefore: { en: 'Originally {item}', ru: 'Исходно {item}' },
  rechecked: { en: 'Rechecked score', ru: 'Балл после перепроверки' },
  date: { en: 'Recheck date', ru: 'Дата перепроверки' },
  remark: { en: 'Remark of the expert', ru: 'Замечание эксперта' },
  signature: { en: 'Signature of the expert', ru: 'Подпись эксперта' },
  day: { en: 'Date:', ru: 'Дата:' },
  noScore: { en: 'A score of 0 or more', ru: 'Балл — число не меньше 0' },
  noScoreUpTo: { en: 'A score from 0 to {maximum}', ru: 'Балл — число от 0 до {maximum}' },
} satisfies Readonly<Record<string, Text>>

const SOURCES = {
  title: { en: 'Why so (not part of the document)', ru: 'Справочно (в текст документа не входит)' },
  keep: {
    en: 'Recommendations of Rosobrnadzor, 2025: papers are kept until the results are received, unless the regional authority sets another term; a list that comes later finds no papers. So the papers are ordered kept first of all.',
    ru: 'Рекомендации Рособрнадзора, 2025 год: работы хранятся до получения результатов, если региональный орган не установил другой срок. Список, который появится позже, работ уже не застанет, поэтому прежде всего распорядитесь хранить работы.',
  },
  teachers: {
    en: 'Results are not used to judge teachers or schools: recommendations of Rosobrnadzor, 2025; its letter of 18.04.2025, No. 02-86.',
    ru: 'Результаты не используются для оценки педагогов и организаций: рекомендации Рособрнадзора, 2025 год; письмо от 18.04.2025 № 02-86.',
  },
} satisfies Readonly<Record<string, Text>>

export const DOCUMENTS = {
  letterhead: LETTERHEAD,
  column: COLUMNS,
  order: ORDER,
  letter: LETTER,
  experts: EXPERTS,
  protocol: PROTOCOL,
  table: TABLE,
  support: SUPPORT,
  sources: SOURCES,
}

/** Words of the office's papers in one language. */
export const documentWords = spoken(DOCUMENTS)
