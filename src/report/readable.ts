/** Text from the data that may stand anywhere: in a page, a cell, a line of a file. */

/**
 * The text without what readers obey instead of showing: marks of writing direction vanish (letters keep the order in
 * which they are written), separators of lines become blanks, and control characters and lone surrogates, which no
 * document may hold, become U+FFFD.
 *
 * @example
 * readable('a\u202eb\u2028c\u0000') // 'ab c\ufffd'
 */
export const readable = (text: string): string =>
  UNREADABLE.test(text)
    ? text
        .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
        .replace(/[\u0085\u2028\u2029]/g, ' ')
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
        .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    : text

const UNREADABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/

/**
 * JSON in which no string can end a script, reorder an editor's line or command a terminal: the same values for every
 * reader of JSON, the characters in question written as `\uXXXX`.
 *
 * @param json as `JSON.stringify` writes it
 */
export const harmlessJson = (json: string): string =>
  HARMFUL.test(json)
    ? json.replace(
        new RegExp(HARMFUL, 'g'),
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    : json

const HARMFUL = /<(?=[/!])|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
