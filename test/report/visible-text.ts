/** What a person reads of the files of a run. */
import { extname } from 'node:path'
import { unzipped } from './unzipped'

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }
const INLINE = /<\/?(?:a|bdi|br|code|span|strong|tspan|w:[^>]*|t|r|rPr|rFont|sz|color|b)\b[^>]*>/g

/** What stands between the tags of a page, a line per block, with what is said of drawings and to those who listen. */
export const visibleText = (page: string): string =>
  page
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*\b(?:title|aria-label|data-title)="([^"]*)"[^>]*>/g, (tag, said: string) => `\n${said}\n${tag}`)
    .replace(INLINE, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&(\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole)
    .replace(/\s*\n\s*/g, '\n')

/** The parts of a document or workbook in which text stands. */
const TEXT_PARTS = /(?:document|sharedStrings|workbook|footer\d*|header\d*|sheet\d+)\.xml$/
const HEAD_OR_FOOT = /<(?:odd|even)(?:Header|Footer)>([^<]*)/g

/**
 * Lines of a page, a table, a document or a workbook; of other files none.
 *
 * @param path of the file, whose end says what it is
 */
export function linesOf(path: string, bytes: Buffer): readonly string[] {
  switch (extname(path)) {
    case '.html':
      return visibleText(bytes.toString()).split('\n')
    case '.csv':
      return bytes.toString().split(/[\n;]/)
    case '.xlsx':
    case '.docx':
      return [...unzipped(bytes)]
        .filter(([part]) => TEXT_PARTS.test(part))
        .flatMap(([, xml]) => [
          ...[...xml.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, sheet]) => sheet!),
          ...[...xml.matchAll(HEAD_OR_FOOT)].map(([, text]) => text!),
          ...visibleText(
            xml
              .replace(HEAD_OR_FOOT, '')
              .replace(/<(v|f|definedName)\b[^>]*>[^<]*<\/\1>/g, '')
              .replace(/<\/(?:w:p|si|is)>|<w:br\/>/g, '\n'),
          ).split('\n'),
        ])
    default:
      return []
  }
}
