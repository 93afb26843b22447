/** The picture of `power`: one self-contained page, a chart per mechanism and the same in words. */
import type { Power } from '../../model'
import type { Locale } from '../format'
import { powerSections } from '../power'
import { wordsOf } from '../words'
import { powerCharts } from './charts/power'
import { Html, html } from './escape'
import type { HtmlOptions } from './index'
import { STYLE } from './style'

/**
 * @example
 * toPowerHtml(detectableManipulation(input), { locale: 'ru' }).startsWith('<!doctype html>') // true
 */
export function toPowerHtml(found: Power, { locale = 'en' }: HtmlOptions = {}): string {
  const { power } = wordsOf(locale)
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${power.title}</title><style>${new Html(STYLE)}</style></head>
<body><header><h1>${power.title}</h1></header>
<main><p>${power.about}</p>
<div class="charts">${powerCharts(found, locale)}</div>
${sections(found, locale)}</main></body></html>
`.text
}

const sections = (found: Power, locale: Locale): readonly Html[] =>
  powerSections(found, locale).map(
    ({ heading, lines }) =>
      html`<h2>${heading}</h2>${lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`,
  )
