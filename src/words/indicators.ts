/** Figures that authorities report: what each counts, and who asks for it. */
import type { Text } from '../model'
import { spoken } from './language'

const KHAKASSIA: Text = {
  en: 'Republic of Khakassia, order of 08.02.2023 No. 100-128',
  ru: 'Республика Хакасия, приказ от 08.02.2023 № 100-128',
}
const REGIONS: Text = { en: 'regional monitorings', ru: 'региональные мониторинги' }
const DECISION: Text = { en: 'decision of the committee of 2021', ru: 'решение комитета 2021 года' }
const METHOD: Text = {
  en: 'method of the «level of objectivity», 2019, computed from the tests of these tables alone',
  ru: 'методика показателя «Уровень объективности», 2019 год, только по работам из этих таблиц',
}

export const INDICATORS = {
  papersConfirmed: {
    name: {
      en: 'Rechecked papers whose score was confirmed',
      ru: 'Доля перепроверенных работ, балл за которые подтверждён',
    },
    source: KHAKASSIA,
  },
  controlledSchoolsObjective: {
    name: {
      en: 'Schools all of whose rechecked sittings were confirmed, of schools rechecked',
      ru: 'Доля школ, все перепроверенные процедуры которых подтверждены (объективная внутренняя система оценки), среди перепроверенных',
    },
    source: KHAKASSIA,
  },
  schoolsObserved: {
    name: { en: 'Schools with an observer in every sitting', ru: 'Доля школ, где наблюдатель был на всех процедурах' },
    source: REGIONS,
  },
  schoolsPartlyObserved: {
    name: {
      en: 'Schools with an observer in at least one sitting',
      ru: 'Доля школ, где наблюдатель был хотя бы на одной процедуре',
    },
    source: REGIONS,
  },
  sittingsObserved: {
    name: { en: 'Sittings with an observer', ru: 'Доля процедур с наблюдателем' },
    source: DECISION,
  },
  municipalitiesMonitored: {
    name: {
      en: 'Municipalities with results, of those of the table of schools',
      ru: 'Доля муниципалитетов, результаты которых учтены',
    },
    source: KHAKASSIA,
  },
  schoolsExpertsTrained: {
    name: {
      en: 'Schools whose papers were marked by trained experts in every sitting, of schools of which it is told',
      ru: 'Доля школ, где работы всех процедур проверяли обученные эксперты, среди школ, о которых это известно',
    },
    source: REGIONS,
  },
  sittingsObserverTrained: {
    name: {
      en: 'Sittings with a trained observer, of those of which it is told',
      ru: 'Доля процедур с обученным наблюдателем среди тех, о которых это известно',
    },
    source: REGIONS,
  },
  sittingsVideo: {
    name: {
      en: 'Sittings under video surveillance, of those of which it is told',
      ru: 'Доля процедур с видеонаблюдением среди тех, о которых это известно',
    },
    source: REGIONS,
  },
  sittingsWithoutViolations: {
    name: {
      en: 'Sittings in whose act the observer names no violation, of those of which it is told',
      ru: 'Доля процедур, в акте о которых нет нарушений, среди тех, о которых это известно',
    },
    source: REGIONS,
  },
  sittingsToRecheck: {
    name: { en: 'Sittings to recheck', ru: 'Доля процедур, подлежащих перепроверке' },
    source: DECISION,
  },
  papersToRecheck: { name: { en: 'Papers to recheck', ru: 'Доля работ, подлежащих перепроверке' }, source: REGIONS },
  schoolsWithResults: {
    name: { en: 'Schools of the table that have results', ru: 'Доля школ перечня, результаты которых учтены' },
    source: REGIONS,
  },
  schoolsWithSigns: {
    name: {
      en: 'Schools listed for signs, of schools assessed',
      ru: 'Доля школ с признаками необъективности среди оценённых',
    },
    source: DECISION,
  },
  schoolsListedRepeatedly: {
    name: {
      en: 'Schools listed for signs in at least two of the years given',
      ru: 'Доля школ, у которых признаки были не менее чем в двух годах из известных',
    },
    source: REGIONS,
  },
  schoolsWithMarkers: {
    name: { en: 'Schools with an official marker', ru: 'Доля школ с официальными маркерами' },
    source: METHOD,
  },
  officialIndex: {
    name: { en: 'Official index of objectivity', ru: 'Официальный индекс объективности' },
    source: METHOD,
  },
} satisfies Readonly<Record<string, { readonly name: Text; readonly source: Text }>>

export type IndicatorId = keyof typeof INDICATORS

export const indicatorWords = spoken(INDICATORS)
