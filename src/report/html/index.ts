/** The report for people: one self-contained file, complete without a script, printable on A4. */
import type { MonitorResult } from '../../model'
import type { Locale } from '../format'
import { answerSection, listSection, warningsSection } from './answer'
import { Html, html } from './escape'
import { inputSection, methodSection, reproduceSection } from './method'
import { viewOf } from './parts'
import { notAssessedSection, peersSection, regionSection, supportSection } from './region'
import { schoolsSection } from './schools'
import { STYLE } from './style'

export interface HtmlOptions {
  readonly locale?: Locale
}

/**
 * The result as a self-contained HTML page: nothing is loaded from anywhere, and nothing that stands in the data can
 * become markup.
 *
 * @example
 * toHtml(monitor(tables), { locale: 'ru' }).startsWith('<!doctype html>') // true
 */
export function toHtml(result: MonitorResult, { locale = 'en' }: HtmlOptions = {}): string {
  const view = viewOf(result, locale)
  const { report } = view.words
  const page = html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${report.title}</title><style>${new Html(STYLE)}</style></head>
<body><a class="skip" href="#list">${report.skip}</a>
<header><h1>${report.title}</h1></header>
<main>${answerSection(view)}
${warningsSection(view)}
${listSection(view)}
${regionSection(view)}
${peersSection(view)}
${supportSection(view)}
${schoolsSection(view)}
${notAssessedSection(view)}
${methodSection(view)}
${inputSection(view)}
${reproduceSection(view)}</main></body></html>
`
  return page.text
}
