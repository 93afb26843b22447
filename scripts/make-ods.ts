/** Makes ODS workbooks, for tests and fuzzing. */
import { type MadePart, madeZip } from './make-zip'

const NAMESPACES = ['office', 'table', 'text', 'style', 'calcext', 'number']
  .map((prefix) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${prefix}:1.0"`)
  .join(' ')

export const contentXml = (tables: string, styles = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${NAMESPACES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`

export const odsParts = (content: string | Uint8Array, manifest = '<manifest/>'): MadePart[] => [
  { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
  { name: 'content.xml', content },
  { name: 'META-INF/manifest.xml', content: manifest },
]

export const madeOds = (content: string | Uint8Array, manifest?: string) => madeZip(odsParts(content, manifest))
