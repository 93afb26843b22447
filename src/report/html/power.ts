/** The picture of `power`: one self-contained page, a chart per mechanism and the same in words. */
import type { Locale, Power } from '../../model'
import { wordsOf } from '../../words'
import { powerSections } from '../power'
import { powerCharts } from './charts/power'
import { type Html, html } from './escape'
import type { HtmlOptions } from './index'
import { plainPage } from './parts'

/**
 * @example
 * toPowerHtml(detectableManipulation(input), { locale: 'ru' }).startsWith('<!doctype html>') // true
 */
export function toPowerHtml(found: Power, { locale = 'en' }: HtmlOptions = {}): string {
  const { power } = wordsOf(locale)
  return plainPage(
    power.title,
    locale,
    html`<p>${power.about}</p>
<div class="charts">${powerCharts(found, locale)}</div>
${sections(found, locale)}`,
  )
}

const sections = (found: Power, locale: Locale): readonly Html[] =>
  powerSections(found, locale).map(
    ({ heading, lines }) =>
      html`<h2>${heading}</h2>${lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`,
  )
