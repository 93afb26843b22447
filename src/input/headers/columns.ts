/**
 * The columns of every table, as data: canonical name and the other headers under which offices write the same thing.
 * Headers are compared without case, punctuation, white space and the К/K difference (`comparable`).
 */
import type { TableName } from '../../model'

export interface Column {
  readonly name: string
  readonly aliases: readonly string[]
}

const column = (name: string, ...aliases: string[]): Column => ({ name, aliases })

const SCHOOL = column(
  'school_id',
  'school',
  'school id',
  'id школы',
  'код школы',
  'логин',
  'логин школы',
  'логин оо',
  'код оо',
  'ид школы',
  'школа id',
  'user',
  'пользователь',
  'login',
  'school code',
  'schoolid',
  'оо',
  'код организации',
  'школа',
)
const SUBJECT = column('subject', 'предмет', 'учебный предмет', 'дисциплина', 'наименование предмета')
const GRADE = column('grade', 'класс', 'параллель', 'grade level', 'класс обучения', 'год обучения')
const YEAR = column('year', 'год', 'учебный год', 'год проведения')
const CLASS = column(
  'class',
  'klass',
  'класс литера',
  'литера',
  'литера класса',
  'буква класса',
  'наименование класса',
  'class name',
  'номер класса',
)
const PARTICIPANTS = column(
  'participants',
  'количество участников',
  'кол-во участников',
  'участников',
  'число участников',
  'писали',
  'писало',
  'количество писавших',
  'tested',
  'n',
  'кол-во уч',
  'кол-во участников всего',
  'приняли участие',
  'участники',
)
const NAME = column(
  'name',
  'название',
  'наименование',
  'название оо',
  'наименование оо',
  'название школы',
  'наименование школы',
  'school name',
  'краткое наименование',
  'оо',
  'школа',
)
const MUNICIPALITY = column(
  'municipality',
  'муниципалитет',
  'район',
  'муниципальное образование',
  'мо',
  'мсу',
  'district',
  'ате',
)
const PUPIL = column(
  'pupil_id',
  'код',
  'код участника',
  'код обучающегося',
  'код ученика',
  'номер обучающегося',
  'pupil',
  'pupil id',
  'student id',
  'student_id',
  'code',
  'id ученика',
)
const MARK = column('mark', 'отметка', 'оценка', 'отметка за работу', 'отметка впр', 'оценка впр', 'test mark')
const VARIANT = column('variant', 'вариант', 'номер варианта', 'booklet')

/** Columns by table. `results` holds those of all three kinds; the numbered ones stand in `NUMBERED`. */
export const COLUMNS: Readonly<Record<TableName, readonly Column[]>> = {
  schools: [
    SCHOOL,
    NAME,
    MUNICIPALITY,
    column('cluster', 'кластер', 'peer group', 'номер кластера'),
    column(
      'advanced_program',
      'углубленное изучение',
      'углубленная программа',
      'повышенный уровень',
      'advanced program',
    ),
    column('confirmed_by_exam', 'подтверждено экзаменом', 'подтверждено егэ', 'подтверждено огэ', 'confirmed by exam'),
  ],
  results: [
    SCHOOL,
    SUBJECT,
    GRADE,
    YEAR,
    CLASS,
    PARTICIPANTS,
    NAME,
    MUNICIPALITY,
    PUPIL,
    MARK,
    VARIANT,
    column(
      'score',
      'балл',
      'баллы',
      'первичный балл',
      'итого баллов',
      'всего баллов',
      'сумма баллов',
      'sum',
      'total',
      'total score',
      'points',
      'primary score',
      'набрано баллов',
      'итоговый балл',
    ),
    column(
      'journal_mark',
      'отметка по журналу',
      'оценка по журналу',
      'отметка за предыдущую четверть/триместр',
      'otc',
      'отметка за предыдущий триместр/четверть/полугодие',
      'отметка за предыдущий триместр/ четверть/полугодие',
      'отметка за предыдущую четверть',
      'журнал',
      'journal',
      'годовая отметка',
      'отметка в журнале',
    ),
    column('papers', 'число работ', 'количество работ', 'number of papers'),
    column('repeated', 'из них повторы', 'of them repeated'),
    column('mean_score', 'средний балл', 'средний первичный балл', 'mean', 'average score', 'среднее', 'avg score'),
    column('sd_score', 'стандартное отклонение', 'ско', 'sd', 'standard deviation', 'среднеквадратическое отклонение'),
  ],
  assessments: [
    SUBJECT,
    GRADE,
    YEAR,
    column('max_score', 'максимальный балл', 'максимум', 'максимальный первичный балл', 'max score'),
    column('cut_3', 'порог 3', 'минимальный балл 3', 'нижняя граница 3'),
    column('cut_4', 'порог 4', 'минимальный балл 4', 'нижняя граница 4'),
    column('cut_5', 'порог 5', 'минимальный балл 5', 'нижняя граница 5'),
    column('item_max', 'максимумы заданий', 'баллы за задания', 'максимальные баллы заданий'),
    column('item_level', 'уровни заданий', 'уровень заданий', 'item levels'),
  ],
  observers: [
    SCHOOL,
    SUBJECT,
    GRADE,
    YEAR,
    CLASS,
    NAME,
    MUNICIPALITY,
    column(
      'observer',
      'наблюдатель',
      'общественный наблюдатель',
      'наличие наблюдателя',
      'наличие общественного наблюдателя',
      'присутствие наблюдателя',
      'наблюдатели',
      'observed',
      'public observer',
    ),
    column(
      'controlled',
      'контролируемая',
      'контролируемая процедура',
      'контролируемая работа',
      'контролируемое проведение',
      'независимый контроль',
      'независимое наблюдение и централизованная проверка',
      'controlled sitting',
    ),
    column('conflict_of_interest', 'конфликт интересов', 'наличие конфликта интересов', 'conflict of interest'),
  ],
  participation: [
    SCHOOL,
    SUBJECT,
    GRADE,
    YEAR,
    CLASS,
    NAME,
    MUNICIPALITY,
    PARTICIPANTS,
    column(
      'enrolled',
      'обучающихся',
      'количество обучающихся',
      'численность',
      'по списку',
      'всего обучающихся',
      'списочный состав',
      'контингент',
    ),
  ],
  rechecks: [
    SCHOOL,
    SUBJECT,
    GRADE,
    YEAR,
    CLASS,
    NAME,
    MUNICIPALITY,
    PUPIL,
    column('paper_number', 'номер работы', 'paper number'),
    column('max_score', 'максимальный балл', 'max score', 'maximum'),
    column(
      'original_score',
      'исходный балл',
      'первоначальный балл',
      'балл до перепроверки',
      'балл до',
      'балл школы',
      'original',
    ),
    column('rechecked_score', 'балл после перепроверки', 'балл перепроверки', 'новый балл', 'балл после', 'rechecked'),
    column('confirmed', 'подтверждено', 'подтвержден', 'результат подтвержден', 'совпадает'),
    column('date', 'дата', 'дата перепроверки', 'день перепроверки', 'recheck date'),
  ],
  earlier: [
    SCHOOL,
    YEAR,
    NAME,
    MUNICIPALITY,
    column('listed', 'в списке', 'в перечне', 'включена в список', 'признаки необъективности'),
    column('markers', 'количество маркеров', 'кол-во маркеров', 'число маркеров', 'маркеров'),
    column('grounds', 'основания'),
    column('tier', 'уровень признаков'),
  ],
}

/** A family of numbered columns: `item_3`, `score_12`, `level_2`, `mark_5`, `item_3_percent`. */
export type NumberedName = 'item' | 'score' | 'level' | 'mark' | 'itemPercent'

/** Patterns of the numbered columns of results, on the trimmed header in lower case; those of items stand in `labels.ts`. */
export const NUMBERED: readonly { readonly name: NumberedName; readonly pattern: RegExp }[] = [
  { name: 'itemPercent', pattern: /^(?:item|задание|зад\.?)[ _-]?(\d{1,3})[ _-]?(?:percent|pct|процент|%)$/ },
  { name: 'item', pattern: /^a-(\d{1,3})-grade$/ },
  { name: 'score', pattern: /^(?:score|балл)[ _-](\d{1,4})$/ },
  { name: 'level', pattern: /^(?:level|уровень)[ _-]?(\d{1,2})$/ },
  { name: 'mark', pattern: /^(?:mark|отметка|оценка)[ _-]?["«]?([2-5])["»]?$/ },
  { name: 'mark', pattern: /^(?:на |получили (?:на )?)?["«]([2-5])["»]$/ },
]

/** Which canonical columns a table cannot do without (of results: by kind). */
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  schools: ['school_id'],
  assessments: ['subject'],
  observers: ['school_id', 'observer'],
  participation: ['school_id', 'enrolled'],
  rechecks: ['school_id'],
  earlier: ['school_id'],
  pupils: ['school_id', 'subject', 'score'],
  distributions: ['school_id', 'subject', 'participants'],
  summaries: ['school_id', 'subject', 'mean_score'],
  journalChange: ['school_id', 'subject', 'participants'],
}
