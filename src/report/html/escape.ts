/** HTML by template: everything put into a gap is escaped, unless it is HTML already. There is no other way in. */
import { harmlessJson, readable } from '../readable'

export class Html {
  constructor(readonly text: string) {}
}

type Gap = Html | string | number | null | undefined | false | readonly Gap[]

/**
 * Builds HTML. Gaps are escaped for text and for quoted attributes; arrays are joined; `null` and `false` vanish.
 *
 * @example
 * html`<td title="${name}">${name}</td>`
 */
export function html(parts: TemplateStringsArray, ...gaps: readonly Gap[]): Html {
  return new Html(parts.reduce((text, part, i) => text + render(gaps[i - 1]) + part))
}

function render(gap: Gap): string {
  if (gap === null || gap === undefined || gap === false) return ''
  if (gap instanceof Html) return gap.text
  if (Array.isArray(gap)) return gap.map(render).join('')
  return escapeHtml(String(gap))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Text as HTML, without what a browser would obey. */
export const escapeHtml = (text: string): string =>
  readable(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character]!)

/** A name from the data: shut off from the text around it, so that right-to-left letters reorder nothing else. */
export const name = (text: string): Html => html`<bdi>${text}</bdi>`

/** Data for the script of a page, in a `<script type="application/json">` that nothing inside can end. */
export const jsonInPage = (data: unknown): Html =>
  new Html(harmlessJson(JSON.stringify(data)).replaceAll('<', '\\u003c'))
