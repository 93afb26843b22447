/** The sentences of the report. */
import type { Text } from '../model'

export const REPORT = {
  title: { en: 'Objectivity of assessment results', ru: 'Объективность оценочных процедур' },
  answer: {
    en: 'Recheck {papers|paper|papers} from {listed|school|schools} of {schools} ({share%}).',
    ru: 'Перепроверить {papers|работу|работы|работ} в {listed|школе|школах|школах} из {schools} ({share%}).',
  },
  answerSittings: {
    en: 'That is {sittings|sitting|sittings}; a sitting is one subject and grade in one school.',
    ru: 'Это {sittings|процедура|процедуры|процедур}; процедура — один предмет в одной параллели одной школы.',
  },
  answerNobody: {
    en: 'Nothing to recheck: none of {schools|school|schools} has grounds for it.',
    ru: 'Перепроверять нечего: оснований нет ни в одной школе (всего {schools|школа|школы|школ}).',
  },
  answerSigns: {
    en: '{count|school has|schools have} signs of unreliable results (item 2.2).',
    ru: 'Признаки необъективности (п. 2.2) — {count|школа|школы|школ}.',
  },
  answerNoObserver: {
    en: '{count|school was|schools were} without a public observer (item 2.3).',
    ru: 'Не было общественного наблюдателя (п. 2.3) — {count|школа|школы|школ}.',
  },
  answerControl: {
    en: '{count|school was|schools were} drawn at random as a control.',
    ru: 'Случайная контрольная выборка — {count|школа|школы|школ}.',
  },
  notGuilty: {
    en: 'The list says whose papers to look at again. It is not a finding of guilt: every sign may have other causes, and only a recheck can tell.',
    ru: 'Список говорит, чьи работы посмотреть ещё раз. Это не вывод о вине: у каждого признака возможны другие причины, и решает только перепроверка.',
  },
  notAssessedAnswer: {
    en: '{count|school|schools} could not be assessed; that is neither good nor bad.',
    ru: 'Не удалось оценить: {count|школа|школы|школ}. Это не хорошо и не плохо.',
  },
  warnings: { en: 'Read this first', ru: 'Прочитайте сначала' },
  list: { en: 'Schools to recheck', ru: 'Школы для перепроверки' },
  papersCount: { en: '{papers|paper|papers}', ru: '{papers|работа|работы|работ}' },
  region: { en: 'The region', ru: 'Регион в целом' },
  schools: { en: 'Schools', ru: 'Школ' },
  sittings: { en: 'Sittings', ru: 'Процедур' },
  papers: { en: 'Papers', ru: 'Работ' },
  officialIndex: {
    en: 'Index of objectivity (100 minus the percentage of schools with an official marker)',
    ru: 'Индекс объективности (100 минус процент школ хотя бы с одним официальным маркером)',
  },
  observerCoverage: { en: 'Sittings with a public observer', ru: 'Процедур с общественным наблюдателем' },
  observerEffect: {
    en: 'Observer effect (observed minus unobserved)',
    ru: 'Эффект наблюдателя (при наблюдателе минус без него)',
  },
  peerGroups: { en: 'Peer groups: who is compared with whom', ru: 'Группы: кто с кем сравнивается' },
  peerGroupsNote: {
    en: 'Schools are grouped by their social context, never by results (item 2.1).',
    ru: 'Школы объединены по социальным условиям, а не по результатам (п. 2.1).',
  },
  lookAtFirst: { en: 'Look at first', ru: 'С кого начать присматриваться' },
  lookAtFirstNote: {
    en: 'The list for signs is empty or very short, so here is the head of the order. These schools have no signs. In simulated districts of about {of|school|schools}, where {manipulating%} of the schools manipulate, {chance%} of the schools named in this way did ({low%} to {high%}): most of them did not. They are not on the list, and no order should name them.',
    ru: 'Список по признакам пуст или очень короток, поэтому здесь — начало порядка. Признаков необъективности у этих школ нет. В смоделированных районах примерно из {of|школы|школ|школ}, где результаты искажают {manipulating%} школ, среди названных так оказалось искажавших {chance%} (от {low%} до {high%}): у остальных всё честно. В список эти школы не входят, включать их в приказ не следует.',
  },
  belief: {
    en: 'For statisticians: how far p-values can be believed here',
    ru: 'Для статистика: насколько здесь можно верить значениям p',
  },
  beliefTypical: {
    en: 'Of {schools} schools a typical one has p = {typical p} (about 0.5 where p is what it says); p < 0.01 in {below%} of them.',
    ru: 'Из {schools} школ у типичной p = {typical p} (около 0,5, если p означает то, что заявлено); p < 0,01 у {below%} школ.',
  },
  beliefAsTheory: {
    en: 'By the middle and the innocent side of these schools p-values can be taken at their word: p = 0.01 is about as rare as {rareAs p}.',
    ru: 'Судя по середине и «невинной» стороне этих школ, значениям p можно верить: p = 0,01 встречается примерно так же редко, как {rareAs p}.',
  },
  beliefTooSmall: {
    en: 'By the middle and the innocent side of these schools small p-values are less rare than they say: p = 0.01 is about as rare as {rareAs p}. Read the list with care: honest schools here look odd more often than chance has it.',
    ru: 'Судя по середине и «невинной» стороне этих школ, малые p здесь не так редки, как заявлено: p = 0,01 — примерно как {rareAs p}. Читайте список осторожно: честные школы здесь чаще выглядят необычно.',
  },
  beliefTooLarge: {
    en: 'By the middle and the innocent side of these schools small p-values are rarer than they say: p = 0.01 is about as rare as {rareAs p}. The list is rather too short.',
    ru: 'Судя по середине и «невинной» стороне этих школ, малые p здесь ещё более редки, чем заявлено: p = 0,01 — примерно как {rareAs p}. Список скорее слишком короткий.',
  },
  beliefListed: {
    en: 'Listed for signs by p: {listed}; by this second opinion it would be {listedSecond}. It is shown only: nobody is listed or spared by it.',
    ru: 'В списке по признакам — {listed}; по этому второму мнению было бы {listedSecond}. Оно только показано: никого не вносят в список и не исключают из него.',
  },
  controlled: { en: 'Controlled sittings', ru: 'Контролируемые процедуры' },
  controlledNote: {
    en: 'Independent observers and central marking: {sittings|sitting|sittings}. Results there differ from comparable other sittings by {effect} points of percent of the maximum ({low} to {high}).',
    ru: 'Независимые наблюдатели и централизованная проверка: процедур — {sittings}. Результаты там отличаются от сопоставимых остальных на {effect} процентного пункта от максимума (от {low} до {high}).',
  },
  controlledFew: {
    en: 'Independent observers and central marking: {sittings|sitting|sittings}, too few to compare.',
    ru: 'Независимые наблюдатели и централизованная проверка: процедур — {sittings}; для сравнения этого мало.',
  },
  correctedMeans: {
    en: 'Means of the region as they would be if all sittings had been controlled, in percent of the maximum',
    ru: 'Средние по региону, какими они были бы при контроле во всех школах, в процентах от максимума',
  },
  corrected: { en: 'Had all been controlled', ru: 'При контроле везде' },
  meanPercent: { en: 'Mean, %', ru: 'Среднее, %' },
  liftedByTest: { en: 'Papers lifted, test by test', ru: '«Подтянутые» работы — по предметам и классам' },
  lifted: { en: 'Papers lifted over a cut-off', ru: 'Работы, «подтянутые» до границы отметки' },
  liftedNote: {
    en: 'How many papers stand at a cut-off although a smooth distribution of the region’s own scores would have them a few points below. This is no comparison with other schools, and nobody is listed by it.',
    ru: 'Сколько работ стоит на границе отметки, хотя по плавному распределению баллов самого региона они были бы на несколько баллов ниже. Это не сравнение школ между собой, и в список по этому никто не попадает.',
  },
  liftedLine: {
    en: 'About {papers} papers of {of} ({low} to {high}) are likely lifted over the cut-off for mark {mark}.',
    ru: 'Примерно {papers|работа|работы|работ} из {of} (от {low} до {high}), вероятно, «подтянуты» до границы отметки «{mark}».',
  },
  liftedNone: {
    en: 'No lifting over a cut-off shows in the region as a whole.',
    ru: 'По региону в целом «подтягивания» до границ отметок не видно.',
  },
  liftedMost: { en: 'Schools with the largest lifted share', ru: 'Школы с наибольшей долей «подтянутых» работ' },
  liftedPapers: { en: 'Papers lifted', ru: '«Подтянуто» работ' },
  liftedOf: { en: 'Of papers', ru: 'Всего работ' },
  test: { en: 'Test', ru: 'Работа' },
  cohorts: { en: 'Grades that stand out', ru: 'Параллели, которые выделяются' },
  cohortsNote: {
    en: 'All subjects of a grade together, supported by the school’s other grades. The list is made by schools; here one sees where in a school to look.',
    ru: 'Все предметы параллели вместе, с поправкой на другие параллели школы. Список составлен по школам; здесь видно, где именно в школе искать.',
  },
  support: { en: 'Schools that may need help', ru: 'Школы, которым может быть нужна помощь' },
  supportNote: {
    en: 'Low results without signs of unreliability: help, not recheck (item 2.4).',
    ru: 'Низкие результаты без признаков необъективности: помощь, а не перепроверка (п. 2.4).',
  },
  problemsCount: { en: '{count|row|rows} set aside', ru: 'Отложено: {count|строка|строки|строк}' },
  filesCount: {
    en: '{count|file|files}, {rows|row|rows}',
    ru: '{count|файл|файла|файлов}, {rows|строка|строки|строк}',
  },
  detectorsList: {
    en: 'The {count?check|checks}: what each asks, needs, and rests on ({count})',
    ru: 'Проверки: о чём каждая, что ей нужно и на чём она основана ({count})',
  },
  moreSupport: { en: '{count|more school|more schools}', ru: 'Ещё {count|школа|школы|школ}' },
  reasonsCount: { en: '{count|reason|reasons}', ru: '{count|причина|причины|причин}' },
  details: { en: 'The schools in detail', ru: 'Подробно по школам' },
  notAssessed: { en: 'What could not be assessed', ru: 'Что не удалось оценить' },
  notAssessedNote: {
    en: 'Absence of data is neither innocence nor guilt.',
    ru: 'Отсутствие данных — не оправдание и не обвинение.',
  },
  allAssessed: { en: 'Every school could be assessed.', ru: 'Оценить удалось все школы.' },
  schoolsNotAssessed: {
    en: 'Schools about which no statement is possible',
    ru: 'Школы, о которых пока нельзя сделать вывод',
  },
  detectorsCoverage: {
    en: 'What each check could measure, in sittings',
    ru: 'Что смогла измерить каждая проверка (число процедур)',
  },
  method: { en: 'Method and sources', ru: 'Метод и источники' },
  tiers: { en: 'What the words mean', ru: 'Что означают слова' },
  input: { en: 'What was read', ru: 'Что прочитано' },
  toCorrect: { en: 'Data to be corrected first', ru: 'Сначала исправить данные' },
  toCorrectNote: {
    en: 'Faults of typing, of forms and of exports. They say nothing against the school.',
    ru: 'Ошибки ввода, форм и выгрузки. Против школы они ничего не говорят.',
  },
  problems: { en: 'Rows set aside', ru: 'Отложенные строки' },
  noProblems: { en: 'No row was set aside.', ru: 'Ни одна строка не отложена.' },
  moreProblems: {
    en: '{count|more row is|more rows are} listed in rejected.csv.',
    ru: 'Ещё {count|строка|строки|строк} — в файле rejected.csv.',
  },
  settings: { en: 'Settings', ru: 'Настройки' },
  reproduce: { en: 'How to repeat this report', ru: 'Как повторить этот отчёт' },
  fingerprint: { en: 'Fingerprint of the data', ru: 'Отпечаток данных' },
  seed: { en: 'Seed', ru: 'Начальное число' },
  version: { en: 'Program', ru: 'Программа' },
  pTitle: { en: 'For statisticians: p and q', ru: 'Для статистика: что такое p и q' },
  pNote: {
    en: 'p: how rarely an honest school would look like this by chance (smaller = more unusual). q: expected share of false alarms among schools at least as unusual.',
    ru: 'p — как редко честная школа случайно выглядит так же (меньше — необычнее). q — ожидаемая доля ложных тревог среди школ, не менее необычных.',
  },
  search: { en: 'Search', ru: 'Поиск' },
  all: { en: 'all', ru: 'все' },
  show: { en: 'Show the table', ru: 'Показать таблицу' },
  onList: { en: 'On the list', ru: 'В списке' },
  howManyPapers: {
    en: 'So many papers are drawn from each sitting that, if {affectedShare%} of its papers were affected, the recheck finds at least one with a probability of {confidence%}.',
    ru: 'Из каждой процедуры берут столько работ, чтобы при {affectedShare%} затронутых работ перепроверка с вероятностью {confidence%} нашла хотя бы одну.',
  },
  acceptanceNone: {
    en: 'if any paper changes, recheck the rest of the sitting, too',
    ru: 'если изменится хотя бы одна работа, перепроверить и остальные',
  },
  allPapers: { en: 'all {papers|paper|papers}', ru: 'все работы: {papers}' },
  checks: {
    en: '{measured} of {all} checks were possible, {telling} found something',
    ru: 'Проверок удалось {measured} из {all}, что-то обнаружили: {telling}',
  },
  moreReasons: {
    en: '{count|more reason|more reasons}: see the page of the school',
    ru: 'ещё {count|причина|причины|причин} — на странице школы',
  },
  usual: { en: 'Nothing unusual:', ru: 'Ничего необычного:' },
  byFamily: { en: 'By kind of sign', ru: 'По видам признаков' },
  partlyObserved: {
    en: 'In {partlyObserved|sitting|sittings} of those without, some classes had an observer.',
    ru: 'Из процедур без наблюдателя в {partlyObserved} он был у части классов.',
  },
  acceptance: {
    en: 'if more than {count|paper changes|papers change}, recheck the rest of the sitting, too',
    ru: 'если изменится больше чем {count|работа|работы|работ}, перепроверить и остальные',
  },
  budgetAnswer: {
    en: '{papersWithinBudget} of these papers fit the budget of {budget}; they reach {yieldWithinBudget%} of the yield expected from the whole list. The others stay on it as “beyond budget”.',
    ru: 'В бюджет ({budget|работа|работы|работ}) помещается: {papersWithinBudget}. Они дают {yieldWithinBudget%} отдачи, ожидаемой от всего списка; остальные остаются в нём с пометкой «сверх бюджета».',
  },
  morePages: {
    en: 'Here the first {shown|school|schools} of the list are told in detail. Of {count|more school|more schools} a browser opens the page if it runs JavaScript; or objectivity-monitor explain SCHOOL tells everything.',
    ru: 'Здесь подробно описаны первые {shown|школа|школы|школ} списка. О каждой из остальных ({count|школа|школы|школ}) браузер расскажет, если включить в нём JavaScript, а без браузера — команда objectivity-monitor explain ШКОЛА.',
  },
  pagesOnPaper: {
    en: 'On paper: the pages of those schools that were open when this was printed.',
    ru: 'На бумаге — страницы тех школ, которые были открыты во время печати.',
  },
  findSchool: { en: 'Find a school by name or id', ru: 'Найти школу по названию или коду' },
  notListed: { en: 'not on the list', ru: 'не в списке' },
  notes: { en: 'Notes on the data', ru: 'Заметки о данных' },
  peerGroupsStatistics: {
    en: 'For statisticians: stability and silhouette of the groups',
    ru: 'Для статистика: устойчивость и силуэт групп',
  },
  peerGroupsFigures: {
    en: 'Stability: how much of the group forms again when some schools are exchanged for others; 1 = all of it, under 0.6 = read with care. Silhouette: how far the group stands apart; 1 = wholly, about 0 = it passes into its neighbour.',
    ru: 'Устойчивость — насколько та же группа складывается, если часть школ заменить другими: 1 — полностью, меньше 0,6 — читать с осторожностью. Силуэт — насколько группа обособлена: 1 — целиком, около 0 — переходит в соседнюю.',
  },
  borderTitle: { en: 'Schools near the border of groups', ru: 'Школы у границы групп' },
  borderSchools: {
    en: 'Near the border of groups: {count|school|schools} of {schools}',
    ru: 'У границы групп: {count|школа|школы|школ} из {schools}',
  },
  borderNote: {
    en: 'In their context they are nearly as close to another group as to their own (the centre of the other group is at most a tenth farther). If such a school is on the list, compare it by hand with schools of both groups.',
    ru: 'По условиям они почти так же близки к другой группе, как к своей (до центра другой группы дальше самое большее на десятую часть). Если такая школа в списке, сравните её вручную со школами обеих групп.',
  },
  noBorderSchools: {
    en: 'No school is near the border of groups: each is clearly closer to its own than to any other.',
    ru: 'У границы групп нет ни одной школы: каждая заметно ближе к своей группе, чем к другим.',
  },
  moreBorderSchools: { en: 'And {count|more school|more schools}.', ru: 'И ещё {count|школа|школы|школ}.' },
  ownGroup: { en: 'Own group', ru: 'Своя группа' },
  otherGroup: { en: 'Nearly as close', ru: 'Почти так же близка' },
  notMeasured: { en: 'Could not be checked:', ru: 'Не удалось проверить:' },
  itemsCaption: {
    en: '{sitting}: how well the items were solved, in percent of the maximum',
    ru: '{sitting}: выполнение заданий, % максимального балла',
  },
  item: { en: 'item', ru: 'задание' },
  percentOfMaximum: { en: '% of the maximum', ru: '% максимума' },
  allSchools: { en: 'All schools', ru: 'Все школы' },
  allSchoolsElsewhere: {
    en: 'There are too many schools for a table: the search in the section on single schools finds any of them, and all figures are in schools.csv.',
    ru: 'Школ слишком много для таблицы: любую найдёт поиск в разделе «Подробно по школам», все показатели — в файле schools.csv.',
  },
  contents: { en: 'Contents', ru: 'Содержание' },
  distributionCaption: {
    en: '{sitting}: share of pupils by score, in percent; dashed: mark cut-offs',
    ru: '{sitting}: доля участников по баллам, %; пунктир — границы отметок',
  },
  thisSchool: { en: 'this school', ru: 'эта школа' },
  comparable: { en: 'comparable schools', ru: 'сопоставимые школы' },
  score: { en: 'score', ru: 'первичный балл' },
  mark: { en: 'mark or level', ru: 'отметка или уровень' },
  percentOfPupils: { en: '% of pupils', ru: '% участников' },
  funnelsNote: {
    en: 'The fewer pupils, the wider honest results scatter: a small school far from zero is less unusual than a large one. A high mean alone lists nobody.',
    ru: 'Чем меньше участников, тем шире разброс и у честных школ: малая школа вдали от нуля менее необычна, чем крупная. По одному высокому среднему баллу в список никто не попадает.',
  },
  funnelCaption: {
    en: '{sitting}: points above (+) or below (−) what comparable schools lead one to expect, by number of pupils',
    ru: '{sitting}: на сколько баллов школа выше (+) или ниже (−) ожидаемого по сопоставимым школам; по числу участников',
  },
  placeCaption: {
    en: '{sitting}: points above (+) or below (−) expectation, by number of pupils, among the schools of its group',
    ru: '{sitting}: на сколько баллов школа выше (+) или ниже (−) ожидаемого; по числу участников, среди школ её группы',
  },
  pupilsInSitting: { en: 'pupils (logarithmic scale)', ru: 'участников (логарифмическая шкала)' },
  pointsAbovePeers: { en: 'points above expectation', ru: 'баллов сверх ожидаемого' },
  sittingKey: { en: 'school', ru: 'школа' },
  signsKey: { en: 'listed for signs', ru: 'в списке из-за признаков' },
  limitsKey: { en: '95% and 99.8% of honest schools', ru: '95 % и 99,8 % честных школ' },
  mapCaption: {
    en: 'Each mark is a school; schools that lie close together work under similar conditions. Bold: listed for signs.',
    ru: 'Каждый знак — школа; чем ближе знаки, тем более похожи условия. Жирные — в списке из-за признаков.',
  },
  contextIndex: { en: 'Context index', ru: 'Индекс условий' },
  contextIndexNote: {
    en: 'One number for the context of a school: the direction in which the schools of the region differ most ({explained%} of all differences). 0 is the mean of the region; two schools of three lie between −1 and +1. It is for looking and comparing: no official index is meant, and no school is listed by it.',
    ru: 'Условия школы одним числом: направление, в котором школы региона различаются сильнее всего (на него приходится {explained%} всех различий). Ноль — среднее по региону; примерно две школы из трёх лежат между −1 и +1. Индекс нужен для сравнения: это не официальный показатель, и в список по нему никто не попадает.',
  },
  contextLoadings: {
    en: 'What counts in it; + raises the index, − lowers it:',
    ru: 'Из чего он складывается (+ повышает индекс, − понижает):',
  },
  inOrder: { en: 'in the order of its values', ru: 'по порядку значений' },
  contextMedian: { en: 'Median', ru: 'Медиана' },
  contextRange: { en: 'Four schools of five, from … to', ru: 'У четырёх школ из пяти, от … до' },
  noContextIndex: {
    en: 'The data say nothing of the schools’ context, so there is no index.',
    ru: 'В данных нет сведений об условиях школ, поэтому индекса нет.',
  },
  contextUnknown: { en: 'nothing is known of the school’s context', ru: 'об условиях школы сведений нет' },
  contextOfSchool: {
    en: '{index}, higher than in {below%} of the other schools',
    ru: '{index} — выше, чем у {below%} остальных школ',
  },
  contextOfGroup: {
    en: 'in its group the median is {median}, and four schools of five lie between {low} and {high}',
    ru: 'в её группе медиана {median}, у четырёх школ из пяти — от {low} до {high}',
  },
  observers: { en: 'Public observers', ru: 'Общественные наблюдатели' },
  observersNote: {
    en: '{observed|sitting|sittings} with a public observer, {absent} without, {unknown} unknown, {conflictOfInterest} with a conflict of interest.',
    ru: 'Процедур с наблюдателем — {observed}, без наблюдателя — {absent}, нет сведений — {unknown}, с конфликтом интересов — {conflictOfInterest}.',
  },
  observersCost: {
    en: 'To recheck every unobserved sitting costs {papersToRecheck|paper|papers} by sample, {allPapers} if every paper is read again.',
    ru: 'Перепроверить все процедуры без наблюдателя: {papersToRecheck|работа|работы|работ} выборочно или {allPapers} — если перечитывать все работы.',
  },
  observed: { en: 'Observed', ru: 'С наблюдателем' },
  unobserved: { en: 'Unobserved', ru: 'Без наблюдателя' },
  effect: {
    en: 'Observed minus unobserved, % of the maximum',
    ru: 'При наблюдателе минус без него, % максимального балла',
  },
  interval: { en: '95% interval', ru: 'Интервал 95\u00a0%' },
  fairness: { en: 'Whom the list touches', ru: 'Кого касается список' },
  fairnessNote: {
    en: 'How often schools of one kind are listed. Small or rural schools should not be listed for signs more often than others without a reason.',
    ru: 'Как часто в список попадают школы одного рода. Малые и сельские школы не должны попадать в него из-за признаков чаще других без причины.',
  },
  kindOfSchool: { en: 'Kind of school', ru: 'Какие школы' },
  listedForSigns: { en: 'Listed for signs', ru: 'В списке из-за признаков' },
  listedAtAll: { en: 'Listed at all', ru: 'Всего в списке' },
  share: { en: 'Share with signs', ru: 'Доля с признаками' },
  theme: { en: 'Colours', ru: 'Цвета' },
  hostTheme: { en: 'colours of this computer', ru: 'цвета компьютера' },
  lightTheme: { en: 'light', ru: 'светлая страница' },
  darkTheme: { en: 'dark', ru: 'тёмная страница' },
  skip: { en: 'To the list', ru: 'К списку' },
} satisfies Readonly<Record<string, Text>>
