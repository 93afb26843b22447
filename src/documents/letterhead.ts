/** What stands on every paper of the office: who writes, when, and who signs. */
import type { Locale } from '../model'
import { documentWords } from '../words/documents'
import { fill } from '../words/format'
import { type Block, paragraph } from './blocks'
import { BLANK, type Office } from './office'

/** What the sentences of the papers take from the office. */
export type Gaps = Readonly<Record<string, string>>

export function gapsOf(office: Office, locale: Locale): Gaps {
  const { letterhead } = documentWords(locale)
  const given = (key: Exclude<keyof Office, 'pupilCodes'>): string => office[key] ?? BLANK
  return {
    basis: given('basis'),
    place: given('place'),
    orderNumber: given('orderNumber'),
    orderDate: given('orderDate'),
    papersBy: given('papersBy'),
    recheckBy: given('recheckBy'),
    commission: given('commission'),
    controller: given('controller'),
    procedure: office.procedure ?? letterhead.procedure,
    papersTo: office.papersTo ?? letterhead.commission,
  }
}

export const authority = (office: Office): Block => paragraph(office.authority ?? BLANK.repeat(2), 'title')

export function numberAndDate(number: string | undefined, date: string | undefined, locale: Locale): string {
  return fill(documentWords(locale).letterhead.numberAndDate, { number: number ?? BLANK, date: date ?? BLANK }, locale)
}

export function signatures(office: Office, locale: Locale): readonly Block[] {
  const { letterhead } = documentWords(locale)
  const { headPosition: position = letterhead.position, headName: name = BLANK, executor } = office
  return [
    paragraph(fill(letterhead.signature, { position, name }, locale), 'signature'),
    ...(executor === undefined ? [] : [paragraph(fill(letterhead.executor, { executor }, locale), 'note')]),
  ]
}
