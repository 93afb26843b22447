/** HTML by template: everything put into a gap is escaped, unless it is HTML already. There is no other way in. */

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
  '\u2028': ' ',
  '\u2029': ' ',
}

/** Text as HTML. Control characters and lone surrogates, which no document may hold, are replaced. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[&<>"'`\u2028\u2029]/g, (character) => ENTITIES[character]!)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')

/** A name from the data: shut off from the text around it, so that marks for right-to-left writing stay inside. */
export const name = (text: string): Html => html`<bdi>${text}</bdi>`
