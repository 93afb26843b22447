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
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : [...content]
  return new Blob(pieces as BlobPart[], { type: TYPES[name.replace(/^.*\./, '').toLowerCase()] ?? '' })
}
