/** Plain text for a terminal. */

/** Text from the data without what a terminal would obey: control and escape characters, marks of writing direction. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ').trim()

/** Breaks text into lines of at most `width` characters, each after `indent`. */
export function wrapped(text: string, indent = '', width = 100): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, indent + line].join('\n')
}

/** The beginning of a text that is too long for a summary. */
export const clipped = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)

/** A point of a list, its further lines set in below its first. */
export const bullet = (text: string, indent = '  '): string =>
  `${indent}- ${wrapped(printable(text), `${indent}  `).slice(indent.length + 2)}`

/** A heading, its lines, and an empty line. */
export const section = (title: string, lines: readonly string[]): string => [title, ...lines, ''].join('\n')
