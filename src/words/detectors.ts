/** What is wrong with a detector of the user's own. */
import type { Text } from '../model'

export const DETECTOR_ERRORS = {
  twice: {
    en: 'There are two detectors “{id}”.',
    ru: 'Проверок «{id}» две.',
  },
  mistaken: {
    en: 'Detector “{id}”: {place} is missing or mistaken. Expected: {expected}.',
    ru: 'Проверка «{id}»: {place} — нет или не так. Ожидается: {expected}.',
  },
  unknown: {
    en: 'Detector “{id}”: there is no {place}.{did} Known here: {known}.',
    ru: 'Проверка «{id}»: такого нет: {place}.{did} Здесь есть: {known}.',
  },
  namelessFamily: {
    en: 'Detector “{id}”: its family “{family}” is none of the built-in ones ({known}), so it needs a name in every language: meta.familyName.',
    ru: 'Проверка «{id}»: вид признака «{family}» не из встроенных ({known}), поэтому ему нужно название на каждом языке: meta.familyName.',
  },
} satisfies Readonly<Record<string, Text>>
