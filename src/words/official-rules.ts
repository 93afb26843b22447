/** What an inspector may ask by official papers: rules of 2019 and of 2026, in words. */
import type { Text } from '../model'
import { spoken } from './language'

export const OFFICIAL_RULES = {
  rule: {
    basicItems: {
      en: 'items of level Б solved by less than {insufficient} %: {below}; between {insufficient} and {sufficient} %: {between}',
      ru: 'задания уровня Б, выполненные менее чем на {insufficient} %: {below}; от {insufficient} до {sufficient} %: {between}',
    },
    raisedItems: {
      en: 'items of levels П and В solved by less than {insufficient} %: {below}; between {insufficient} and {sufficient} %: {between}',
      ru: 'задания уровней П и В, выполненные менее чем на {insufficient} %: {below}; от {insufficient} до {sufficient} %: {between}',
    },
    skillDeficit: {
      en: 'most items of a skill are insufficient, a systemic deficit: {skills}',
      ru: 'большинство заданий на умение выполнено недостаточно — системный дефицит: {skills}',
    },
    moreTwos: {
      en: 'share of «2» {now%}, a year before {before%}: ten points more or above is negative dynamics',
      ru: 'доля «2» — {now%}, годом раньше {before%}: рост на 10 пунктов и более — отрицательная динамика',
    },
    marksApart: {
      en: 'test mark and journal mark two or more apart: {pupils} of {of} pupils; to be analysed',
      ru: 'отметка за работу и отметка по журналу расходятся на два и более балла: {pupils} из {of|участника|участников|участников}; требует анализа',
    },
    peakAtCut: {
      en: 'peak exactly at the cut-off of a mark ({cuts} points): a possible marker that needs analysis',
      ru: 'пик ровно на границе отметки (баллы: {cuts}): возможный маркер, требует анализа',
    },
    groupsCross: {
      en: 'items on which pupils with a lower mark did better than those with a higher one: {items}; causes are to be studied',
      ru: 'задания, которые участники с более низкой отметкой выполнили лучше, чем с более высокой: {items}; изучить причины',
    },
  },
  marker: { en: 'marker {marker}', ru: 'маркер {marker}' },
  sample: {
    informative: { en: '50 pupils or more: informative', ru: '50 участников и больше: картина информативна' },
    approximate: { en: 'under 50 pupils: approximate', ru: 'меньше 50 участников: картина приблизительна' },
    limited: { en: 'under 20 pupils: limited', ru: 'меньше 20 участников: картина ограничена' },
  },
  paper2019: {
    en: 'Method of the indicator «level of objectivity», 2019, to the letter',
    ru: 'Методика показателя «Уровень объективности», 2019 год, буквально',
  },
  paper2026: {
    en: 'FIOKO, recommendations on the analysis of ВПР results, 2026, p. {page}: as quoted, not checked against the paper',
    ru: 'ФИОКО, рекомендации по анализу результатов ВПР, 2026 год, с. {page}: по цитате, по самому документу не проверено',
  },
  note: {
    en: 'what an inspector may ask; no sign of ours, lists nobody',
    ru: 'о чём может спросить проверяющий; не признак, в список не включает',
  },
} satisfies Readonly<Record<string, Text | Readonly<Record<string, Text>>>>

export const officialRulesWords = spoken(OFFICIAL_RULES)
