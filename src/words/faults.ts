/** Data that a school must mend: what was found, how to mend it, and what is done meanwhile. Never a sign of anything. */
import type { DataFault, DataFaultCode, Text } from '../model'

interface FaultSentence {
  readonly what: Text
  readonly mend: Text
}

export const FAULTS = {
  otherForm: {
    what: {
      en: '{papers} of {of} papers stand on the form of another test (items {items})',
      ru: 'на форме другой работы: {papers} из {of} (задания {items})',
    },
    mend: {
      en: 'enter the papers on the form of this test, and upload it again',
      ru: 'внесите работы в форму именно этой проверочной работы и загрузите её заново',
    },
  },
  strayCells: {
    what: {
      en: 'points that no item of the test gives (items {items}): {papers} of {of} papers',
      ru: 'невозможный балл за задание ({items}): {papers} из {of|работы|работ|работ}',
    },
    mend: {
      en: 'compare these cells with the papers; the rows stand in rejected.csv',
      ru: 'сверьте эти ячейки с работами; строки указаны в rejected.csv',
    },
  },
  scoresBeyond: {
    what: {
      en: 'scores above the highest of the test: {papers} of {of} papers',
      ru: 'балл выше максимального: {papers} из {of|работы|работ|работ}',
    },
    mend: {
      en: 'check that these are scores of this test, and compare them with the papers',
      ru: 'проверьте, той ли работы эти баллы, и сверьте их с работами',
    },
  },
  totalsLeaveOut: {
    what: {
      en: 'the total leaves out {items}, for all {papers} papers',
      ru: 'в итоговый балл не вошло задание {items} — во всех работах ({papers})',
    },
    mend: {
      en: 'correct the form that adds up the items, and upload the totals again',
      ru: 'исправьте форму, которая складывает баллы, и загрузите итоги заново',
    },
  },
  totalsZero: {
    what: {
      en: 'the total is 0 for {papers} of {of} papers, though items are filled in',
      ru: 'итоговый балл 0 в {papers} из {of|работы|работ|работ}, хотя баллы за задания есть',
    },
    mend: {
      en: 'correct the form that adds up the items, and upload the totals again',
      ru: 'исправьте форму, которая складывает баллы, и загрузите итоги заново',
    },
  },
  totalsNotSums: {
    what: {
      en: 'the total is not the sum of the items: {papers} of {of} papers',
      ru: 'итоговый балл не равен сумме баллов за задания: {papers} из {of|работы|работ|работ}',
    },
    mend: {
      en: 'compare totals and items with the papers, and correct what is wrong',
      ru: 'сверьте итоги и баллы за задания с работами и исправьте неверное',
    },
  },
  itemsEmpty: {
    what: {
      en: 'items {items} are empty in all {papers} papers',
      ru: 'задания {items} не заполнены ни в одной работе (всего {papers})',
    },
    mend: {
      en: 'enter the points of these items, or say that they were not taught',
      ru: 'внесите баллы за эти задания или отметьте, что тема не пройдена',
    },
  },
  rowsNotRead: {
    what: {
      en: '{papers} of {of} rows could not be read',
      ru: 'не удалось прочитать {papers} из {of|строки|строк|строк}',
    },
    mend: {
      en: 'correct the rows that rejected.csv lists',
      ru: 'исправьте строки, указанные в rejected.csv',
    },
  },
  listTooLong: {
    what: {
      en: '{papers} of {of} pupils listed are marked absent: the list is far longer than the number of pupils who wrote any test of this grade',
      ru: 'отсутствующими указаны {papers} из {of} учеников: в списке намного больше учеников, чем писало любую из работ этой параллели',
    },
    mend: {
      en: 'compare the list with the class register, and take out rows that stand for nobody',
      ru: 'сверьте список с классным журналом и удалите строки, за которыми нет учеников',
    },
  },
} satisfies Readonly<Record<DataFaultCode, FaultSentence>>

export const TREATMENTS = {
  itemSum: { en: 'until then the sum of the items counts', ru: 'пока учитывается сумма баллов за задания' },
  givenTotal: { en: 'until then the total as given counts', ru: 'пока учитывается итоговый балл из файла' },
  setAside: { en: 'until then these papers take no part', ru: 'пока эти работы не учитываются' },
  withheld: {
    en: 'until then the results of this sitting are not judged',
    ru: 'пока результаты этой процедуры не оцениваются',
  },
  itemsWithheld: {
    en: 'until then the answers to the items are not judged',
    ru: 'пока ответы на задания не оцениваются',
  },
  attendanceWithheld: { en: 'until then attendance is not judged', ru: 'пока явка не оценивается' },
} satisfies Readonly<Record<DataFault['treatment'], Text>>
