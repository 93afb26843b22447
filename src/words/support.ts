/** What schools that need help are weak in. */
import type { Text } from '../model'
import { spoken } from './language'

export const SUPPORT = {
  item: { en: 'No. {item}{level}{skill}: {own%} / {others%}', ru: '№ {item}{level}{skill}: {own%} / {others%}' },
  items: {
    en: 'Items that need work: here / in comparable schools',
    ru: 'Трудные задания: здесь / в сопоставимых школах',
  },
  more: { en: '… and {more} more: see the workbook', ru: '… и ещё {more}: смотрите книгу Excel' },
} satisfies Readonly<Record<string, Text>>

export const supportWords = spoken(SUPPORT)
