/** Contents of files as the browser holds them: aside from the memory of the page. */
import type { FileContent } from '../../outputs'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

export function blobOf(name: string, content: FileContent): Blob {
  // Each piece on its own as soon as it is made: the browser keeps it aside, and the page need not hold the whole.
  const pieces =
    typeof content === 'string' || content instanceof Uint8Array
      ? [content]
      : Array.from(content, (piece) => new Blob([piece as BlobPart]))
  return new Blob(pieces as BlobPart[], { type: TYPES[name.replace(/^.*\./, '').toLowerCase()] ?? '' })
}
