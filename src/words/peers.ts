/** Who is compared with whom, and by what. */
import type { Text } from '../model'

export const PEERS = {
  comparedBy: { en: 'Schools are compared by: {concepts}.', ru: 'Школы сравниваются по признакам: {concepts}.' },
  comparedHow: {
    en: 'To change this: the workbench, or the file objectivity.json (files.columns, peers.variables).',
    ru: 'Изменить набор признаков можно на рабочей странице (workbench.html) или в файле objectivity.json (files.columns, peers.variables).',
  },
  unknownColumn: { en: 'column “{label}”', ru: 'столбец «{label}»' },
  leftOutTitle: { en: 'Columns that take no part', ru: 'Столбцы, которые не учитываются' },
  special: {
    en: 'Schools that fit no group, compared with the whole region: {kinds}.',
    ru: 'Школы, которые не подходят ни к одной группе и сравниваются со всем регионом: {kinds}.',
  },
  differences: { en: 'By what the groups differ', ru: 'Чем различаются группы' },
  moreDifferences: {
    en: 'Concepts by which the groups hardly differ',
    ru: 'Признаки, по которым группы почти не различаются',
  },
  concept: { en: 'Concept', ru: 'Признак' },
  socialIndex: { en: 'Index of social context', ru: 'Индекс социальных условий' },
  otherIndex: { en: 'Index of conditions: above all {carriers}', ru: 'Индекс условий: прежде всего {carriers}' },
  pageTitle: { en: 'Who is compared with whom', ru: 'Кто с кем сравнивается' },
  verdict: { en: 'How far the group can be trusted', ru: 'Насколько группа надёжна' },
  /** Why columns take no part, before their names. */
  leftOut: {
    identifier: { en: 'numbers, codes and names', ru: 'номера, коды и названия' },
    contact: { en: 'contacts and addresses', ru: 'контакты и адреса' },
    date: { en: 'dates and years', ru: 'даты и годы' },
    result: {
      en: 'results, which would hide what is looked for',
      ru: 'результаты (группы по результатам скрыли бы то, что ищут)',
    },
    activity: {
      en: 'what the school does, not its conditions',
      ru: 'о работе школы, а не об условиях',
    },
    special: { en: 'used to set special schools apart', ru: 'по ним выделены особые школы' },
    repeats: { en: 'asked beside a question that is used', ru: 'дополняют вопросы, которые учтены' },
    countWithoutWhole: {
      en: 'numbers of people without the number of all (add the number of pupils, or call the column a share)',
      ru: 'число людей без общего числа (добавьте число обучающихся или назовите столбец долей)',
    },
    unreadable: { en: 'cannot be read', ru: 'не удалось прочитать' },
    nearlyEmpty: { en: 'nearly empty', ru: 'почти не заполнены' },
    constant: { en: 'the same in all schools', ru: 'одинаковы у всех школ' },
    nearlyConstant: { en: 'the same in nearly all schools', ru: 'одинаковы почти у всех школ' },
    tooManyCategories: { en: 'too many different answers', ru: 'слишком много разных ответов' },
    copy: { en: 'repeat another column', ru: 'повторяют другой столбец' },
    ignored: { en: 'left out as asked', ru: 'исключены по вашему указанию' },
  },
  specialKind: {
    correctional: { en: 'correctional ({n})', ru: 'коррекционные ({n})' },
    evening: { en: 'evening ({n})', ru: 'вечерние ({n})' },
    closed: { en: 'closed institutions ({n})', ru: 'закрытого типа ({n})' },
    prison: { en: 'in prisons ({n})', ru: 'при колониях ({n})' },
    boarding: { en: 'boarding ({n})', ru: 'интернаты ({n})' },
    special: { en: 'special ({n})', ru: 'особого типа ({n})' },
  },
  steady: { en: 'steady', ru: 'устойчивая' },
  fairlySteady: { en: 'fairly steady', ru: 'довольно устойчивая' },
  unsteady: {
    en: 'unsteady: other schools would give another group',
    ru: 'неустойчивая: при других школах вышла бы другой',
  },
  clearlyApart: { en: 'clearly apart from the others', ru: 'ясно отделена от других' },
  apart: { en: 'apart from the others', ru: 'отделена от других' },
  gradual: { en: 'passes gradually into its neighbours', ru: 'плавно переходит в соседние' },
} satisfies Record<string, Text | Record<string, Text>>

/** Parts of the name of a group. */
export const GROUP_NAME = {
  average: { en: 'close to the average of the region', ru: 'близкие к среднему по региону' },
  trait: { en: '{label}: {rest}', ru: '{label}: {rest}' },
  above: { en: 'above average', ru: 'выше среднего' },
  below: { en: 'below average', ru: 'ниже среднего' },
} satisfies Readonly<Record<string, Text>>
