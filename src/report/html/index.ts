/** The report for people: one self-contained file, complete without a script, printable on A4. */
import type { Locale, MonitorResult } from '../../model'
import { Html, html } from './escape'
import { firstScreen, subjectLine } from './first-screen'
import { listSection } from './list'
import { inputSection, methodSection, reproduceSection } from './method'
import { municipalitiesSection } from './municipalities'
import { type View, viewOf } from './parts'
import {
  cohortsSection,
  lookAtFirstSection,
  notAssessedSection,
  peersSection,
  regionSection,
  supportSection,
} from './region'
import { allSchoolsSection, schoolsSection } from './schools'
import { SCRIPT, SCRIPT_HASH } from './script'
import { STYLE } from './style'
import { testsSection } from './tests'

export interface HtmlOptions {
  readonly locale?: Locale
  /** Paths, as seen from the report, of the files that lie beside it: it leads to those that it knows. */
  readonly files?: readonly string[]
  /** Of the page; without it that of the host. */
  readonly theme?: 'light' | 'dark'
}

/**
 * The result as a self-contained HTML page: nothing is loaded from anywhere, and nothing that stands in the data can
 * become markup.
 *
 * @example
 * toHtml(monitor(tables), { locale: 'ru' }).startsWith('<!doctype html>') // true
 */
export function toHtml(result: MonitorResult, { locale = 'en', files = [], theme }: HtmlOptions = {}): string {
  const view = viewOf(result, locale, files)
  const { report } = view.words
  const page = html`<!doctype html>
<html lang="${locale}"${theme !== undefined && html` data-theme="${theme}"`}><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${report.title}</title><style>${new Html(STYLE)}</style></head>
<body><a class="skip" href="#${result.recheck.length === 0 ? 'region' : 'list'}">${report.skip}</a>
<header><h1>${report.title} <span>${subjectLine(view)}</span></h1>
<form id="find" hidden><label>${report.findSchool}<input type="search" autocomplete="off"></label><ul class="plain" aria-live="polite"></ul></form>
${themePart(view, theme)}</header>
${contents(view)}
<main>${firstScreen(view)}
${listSection(view)}
${lookAtFirstSection(view)}
${testsSection(view)}
${municipalitiesSection(view)}
${regionSection(view)}
${peersSection(view)}
${cohortsSection(view)}
${supportSection(view)}
${schoolsSection(view)}
${allSchoolsSection(view)}
${notAssessedSection(view)}
${methodSection(view)}
${inputSection(view)}
${reproduceSection(view)}</main><script>${new Html(SCRIPT)}</script></body></html>
`
  return page.text
}

/** Light or dark may be chosen where the script runs; without it, and at first, the page looks as its host does. */
const themePart = ({ words: { report } }: View, theme: HtmlOptions['theme']): Html =>
  html`<label id="theme" hidden><span class="unseen">${report.theme}</span><select>${(
    ['host', 'light', 'dark'] as const
  ).map(
    (of) =>
      html`<option value="${of === 'host' ? '' : of}"${of === (theme ?? 'host') && html` selected`}>${report[`${of}Theme`]}</option>`,
  )}</select></label>`

const contents = ({ result, words }: View): Html => {
  const { report } = words
  const listed = result.recheck.length > 0
  const { nav } = words
  const links: readonly (readonly [boolean, string, string])[] = [
    [listed, 'list', nav.list],
    [result.assessments.length > 0, 'tests', nav.tests],
    [new Set(result.schools.map(({ municipality }) => municipality)).size > 1, 'by-municipality', nav.municipalities],
    [true, 'region', nav.region],
    [result.peerGroups.length > 0, 'peers', nav.peers],
    [result.support.length > 0, 'support', nav.support],
    [true, 'all-schools', nav.allSchools],
    [true, 'not-assessed', nav.notAssessed],
    [true, 'method', nav.method],
    [true, 'input', nav.input],
  ]
  const shown = links.filter(([there]) => there)
  const list = html`<ul>${shown.map(([, id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>`
  // On a narrow screen the list would hide what the reader came for: there it is folded.
  return html`<nav aria-label="${report.contents}"><div class="spread">${list}</div><details><summary>${report.contents}</summary>${list}</details></nav>`
}
