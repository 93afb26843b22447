/** The words of the method, of which every sentence is made: tiers, grounds, families, outcomes, columns. */
import type {
  FairnessRow,
  Ground,
  KnownFamily,
  Need,
  ObserverStatus,
  Outcome,
  SettledMark,
  TableKind,
  Text,
  Tier,
} from '../model'

/** How strong the signs of a school or sitting are. */
export const TIER = {
  strong: { en: 'strong signs', ru: 'сильные признаки' },
  moderate: { en: 'moderate signs', ru: 'умеренные признаки' },
  /** Of a sitting listed for signs with its school. */
  together: {
    en: 'not enough by itself; with the school’s other papers it is',
    ru: 'сама по себе — недостаточно, вместе с другими работами школы — достаточно',
  },
  watch: { en: 'watch', ru: 'на заметку' },
  clear: { en: 'no signs', ru: 'признаков нет' },
  notAssessable: { en: 'not assessed', ru: 'не оценена' },
} satisfies Readonly<Record<Tier | 'together', Text>>

export const TIER_MEANING = {
  strong: {
    en: 'signs of at least two kinds agree; the expected share of false alarms among such schools is at most 5%',
    ru: 'совпали признаки не менее чем двух видов; ожидаемая доля ложных тревог среди таких школ — не больше 5 %',
  },
  moderate: {
    en: 'signs are present; the expected share of false alarms among such schools is at most 10%',
    ru: 'признаки есть; ожидаемая доля ложных тревог среди таких школ — не больше 10 %',
  },
  watch: {
    en: 'not enough for the list; worth a look next time',
    ru: 'для списка недостаточно; стоит присмотреться в следующий раз',
  },
  clear: {
    en: 'taken together, what could be measured is as in comparable schools; one high result by itself is no sign',
    ru: 'в совокупности всё, что удалось измерить, — как в сопоставимых школах; один высокий результат сам по себе признаком не считается',
  },
  notAssessable: {
    en: 'the data allow no statement, neither good nor bad',
    ru: 'данных для вывода нет: это не хорошо и не плохо',
  },
} satisfies Readonly<Record<Tier, Text>>

/** Why something is on the list. */
export const GROUND = {
  signs: { en: 'signs of unreliable results', ru: 'признаки необъективности' },
  noObserver: { en: 'no public observer', ru: 'не было общественного наблюдателя' },
  control: { en: 'random control sample', ru: 'случайная контрольная выборка' },
} satisfies Readonly<Record<Ground, Text>>

/** Kinds of signs: the built-in families of detectors. A detector of the user's own may bring another, with its name. */
export const FAMILY = {
  level: { en: 'score level', ru: 'уровень результатов' },
  shape: { en: 'score distribution', ru: 'распределение баллов' },
  pattern: { en: 'answer patterns', ru: 'рисунок ответов' },
  marking: { en: 'marks and attendance', ru: 'отметки и явка' },
  history: { en: 'earlier years', ru: 'прошлые годы' },
} satisfies Readonly<Record<KnownFamily, Text>>

export const OBSERVER = {
  present: { en: 'present', ru: 'был' },
  absent: { en: 'absent', ru: 'не было' },
  unknown: { en: 'unknown', ru: 'нет сведений' },
} satisfies Readonly<Record<ObserverStatus, Text>>

export const OUTCOME = {
  measured: { en: 'measured', ru: 'измерено' },
  notApplicable: { en: 'not applicable', ru: 'неприменимо' },
  undecided: { en: 'undecided', ru: 'нельзя решить' },
  failed: { en: 'failed', ru: 'сбой' },
} satisfies Readonly<Record<Outcome['outcome'], Text>>

/** Values that a detector puts into its details as a code. */
export const VALUE = {
  peers: { en: 'comparable schools', ru: 'сопоставимые школы' },
  region: { en: 'the whole region', ru: 'весь регион' },
  observed: { en: 'sittings under an observer', ru: 'работы при наблюдателе' },
} satisfies Readonly<Record<string, Text>>

/** What a detector needs to find in the data. */
export const NEED = {
  mean: { en: 'mean score', ru: 'средний балл' },
  spread: { en: 'spread of scores', ru: 'разброс баллов' },
  scoreCounts: { en: 'pupils per score', ru: 'число участников по баллам' },
  levelCounts: { en: 'pupils per mark or level', ru: 'число участников по отметкам или уровням' },
  cuts: { en: 'mark cut-offs', ru: 'границы отметок' },
  itemCounts: { en: 'results by item', ru: 'результаты по заданиям' },
  items: { en: 'results by item', ru: 'результаты по заданиям' },
  vectors: { en: 'answers by pupil and item', ru: 'ответы каждого участника по заданиям' },
  journal: { en: 'journal marks', ru: 'отметки в журнале' },
  enrolled: { en: 'pupils who should have taken part', ru: 'сколько учеников должно было участвовать' },
  earlier: { en: 'whether it was on the lists of earlier years', ru: 'была ли школа в списках прошлых лет' },
  distribution: { en: 'distribution of scores or marks', ru: 'распределение баллов или отметок' },
} satisfies Readonly<Record<Need, Text>>

/** What an earlier recheck found. */
export const SETTLED = {
  confirmed: { en: 'confirmed', ru: 'подтверждено' },
  notConfirmed: { en: 'not confirmed', ru: 'не подтверждено' },
  stale: { en: 'results have changed since', ru: 'результаты с тех пор изменились' },
} satisfies Readonly<Record<SettledMark['verdict'] | 'stale', Text>>

/** Kinds of tables. */
export const KIND = {
  results: { en: 'results', ru: 'результаты' },
  pupils: { en: 'results, a row per paper', ru: 'результаты участников, строка — работа' },
  distributions: { en: 'results, pupils per score or mark', ru: 'результаты, распределение по баллам или отметкам' },
  summaries: { en: 'results, mean per sitting', ru: 'результаты, средние по процедурам' },
  journalChange: { en: 'results, marks against journal marks', ru: 'результаты, отметки в сравнении с журналом' },
  schools: { en: 'schools', ru: 'школы' },
  observers: { en: 'observers', ru: 'наблюдатели' },
  assessments: { en: 'assessments', ru: 'шкалы работ' },
  participation: { en: 'participation', ru: 'явка' },
  rechecks: { en: 'rechecks', ru: 'перепроверки' },
  earlier: { en: 'lists of earlier years', ru: 'списки прошлых лет' },
  codifier: { en: 'codifier', ru: 'кодификатор' },
} satisfies Readonly<Record<TableKind, Text>>

/** By what fairness is looked at. */
export const DIMENSION = {
  size: { en: 'pupils', ru: 'участников' },
  settlement: { en: 'settlement', ru: 'населённый пункт' },
  peerGroup: { en: 'peer group', ru: 'группа' },
  municipality: { en: 'municipality', ru: 'муниципалитет' },
} satisfies Readonly<Record<FairnessRow['dimension'], Text>>

/** Columns of social context that are known by name. */
export const CONTEXT = {
  settlement: { en: 'kind of settlement', ru: 'тип населённого пункта' },
  settlement_size: { en: 'size of the settlement', ru: 'численность населения' },
  remoteness: { en: 'distance from a large city', ru: 'удалённость от крупного города' },
  school_type: { en: 'type of school', ru: 'тип школы' },
  ownership: { en: 'ownership', ru: 'форма собственности' },
  education_levels: { en: 'highest grade', ru: 'старший класс школы' },
  pupils: { en: 'number of pupils', ru: 'число обучающихся' },
  pupils_per_class: { en: 'pupils per class', ru: 'наполняемость классов' },
  pupils_per_teacher: { en: 'pupils per teacher', ru: 'обучающихся на одного учителя' },
  low_income_share: { en: 'families with a low income', ru: 'малообеспеченные семьи' },
  higher_education_share: { en: 'parents with higher education', ru: 'родители с высшим образованием' },
  working_parents_share: { en: 'families where both parents work', ru: 'семьи, где работают оба родителя' },
  unemployed_parents_share: { en: 'parents without work', ru: 'неработающие родители' },
  single_parent_share: { en: 'single-parent families', ru: 'неполные семьи' },
  large_family_share: { en: 'large families', ru: 'многодетные семьи' },
  at_risk_share: { en: 'families and pupils at social risk', ru: 'семьи и дети группы риска' },
  foster_share: { en: 'children in care', ru: 'дети под опекой' },
  poor_housing_share: { en: 'families in poor housing', ru: 'семьи с плохими жилищными условиями' },
  non_native_share: { en: 'pupils with another mother tongue', ru: 'дети, для которых русский не родной' },
  other_language: { en: 'teaching in another language', ru: 'обучение и на другом языке' },
  special_needs_share: { en: 'pupils with special needs', ru: 'дети с ОВЗ и на адаптированных программах' },
  adapted_programmes: { en: 'adapted programmes offered', ru: 'наличие адаптированных программ' },
  parents_involvement: { en: 'involvement of parents', ru: 'участие родителей в жизни школы' },
  teachers_top_category_share: { en: 'teachers of a high category', ru: 'учителя высокой категории' },
  teachers_young_share: { en: 'young teachers', ru: 'молодые учителя' },
  teachers_pension_age_share: { en: 'teachers of pension age', ru: 'учителя пенсионного возраста' },
  in_depth: { en: 'subjects studied in depth', ru: 'углублённое изучение предметов' },
  additional_education: { en: 'pupils in clubs and sections', ru: 'охват кружками и секциями' },
  computers_per_pupil: { en: 'computers per pupil', ru: 'компьютеров на одного обучающегося' },
  branch: { en: 'branches', ru: 'наличие филиалов' },
} satisfies Readonly<Record<string, Text>>

/** Heads of tables and single words. */
export const TERM = {
  absent: { en: '—', ru: '—' },
  wholeRegion: { en: 'whole region', ru: 'весь регион' },
  grade: { en: 'grade {grade}', ru: '{grade} класс' },
  gradeColumn: { en: 'Grade', ru: 'Класс' },
  className: { en: 'class {class}', ru: '{class}' },
  school: { en: 'School', ru: 'Школа' },
  schoolId: { en: 'Id', ru: 'Код' },
  municipality: { en: 'Municipality', ru: 'Муниципалитет' },
  peerGroup: { en: 'Peer group', ru: 'Группа' },
  grounds: { en: 'Grounds', ru: 'Основания' },
  tier: { en: 'Signs', ru: 'Признаки' },
  what: { en: 'What to recheck', ru: 'Что перепроверить' },
  papers: { en: 'Papers', ru: 'Работ' },
  reasons: { en: 'Why', ru: 'Почему' },
  rank: { en: 'No.', ru: '№' },
  sitting: { en: 'Subject and grade', ru: 'Предмет и класс' },
  participants: { en: 'Pupils', ru: 'Участников' },
  mean: { en: 'Mean score', ru: 'Средний балл' },
  observer: { en: 'Observer', ru: 'Наблюдатель' },
  p: { en: 'p', ru: 'p' },
  q: { en: 'q', ru: 'q' },
  finding: { en: 'What was found', ru: 'Что обнаружено' },
  detector: { en: 'Detector', ru: 'Проверка' },
  question: { en: 'Question', ru: 'Вопрос' },
  family: { en: 'Kind of sign', ru: 'Вид признака' },
  needs: { en: 'Needs', ru: 'Что нужно в данных' },
  sources: { en: 'Sources', ru: 'Источники' },
  innocent: { en: 'Other possible causes', ru: 'Другие возможные причины' },
  size: { en: 'Schools', ru: 'Школ' },
  profile: { en: 'Typical school', ru: 'Типичная школа' },
  stability: { en: 'Stability', ru: 'Устойчивость' },
  silhouette: { en: 'Silhouette', ru: 'Силуэт' },
  outcome: { en: 'Outcome', ru: 'Итог' },
  withinBudget: { en: 'Within budget', ru: 'В пределах бюджета' },
  beyondBudget: { en: 'beyond budget', ru: 'сверх бюджета' },
  yes: { en: 'yes', ru: 'да' },
  no: { en: 'no', ru: 'нет' },
  file: { en: 'File', ru: 'Файл' },
  kind: { en: 'Kind', ru: 'Что в нём' },
  rows: { en: 'Rows read', ru: 'Прочитано строк' },
  used: { en: 'Used', ru: 'Использовано' },
  setAside: { en: 'Set aside', ru: 'Отложено' },
  problem: { en: 'Problem', ru: 'Что не так' },
  reason: { en: 'Reason', ru: 'Причина' },
  sittings: { en: 'Sittings', ru: 'Процедур' },
  officialMarkers: { en: 'Official markers', ru: 'Официальные маркеры' },
  setting: { en: 'Setting', ru: 'Настройка' },
  value: { en: 'Value', ru: 'Значение' },
} satisfies Readonly<Record<string, Text>>
