/** Files that are no table this package reads, told by their first bytes or by the parts of their ZIP. */
import type { ProblemCode } from '../../model'
import { type ProblemPlace, stop } from '../problems'
import { detectEncoding } from './encoding'
import type { Part } from './zip'

type Refusal = Extract<ProblemCode, 'otherWorkbook' | 'encryptedFile' | 'packedFiles' | 'notATableFile' | 'notText'>

interface Format {
  readonly start: readonly number[]
  readonly name: string
  readonly code: Refusal
}

const bytesOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

const FORMATS: readonly Format[] = [
  { start: bytesOf('%PDF'), name: 'PDF', code: 'notATableFile' },
  { start: bytesOf('{\\rtf'), name: 'RTF', code: 'notATableFile' },
  { start: [0x89, ...bytesOf('PNG')], name: 'PNG', code: 'notATableFile' },
  { start: [0xff, 0xd8, 0xff], name: 'JPEG', code: 'notATableFile' },
  { start: bytesOf('GIF8'), name: 'GIF', code: 'notATableFile' },
  { start: bytesOf('BM'), name: 'BMP', code: 'notATableFile' },
  { start: bytesOf('II*\u0000'), name: 'TIFF', code: 'notATableFile' },
  { start: bytesOf('MM\u0000*'), name: 'TIFF', code: 'notATableFile' },
  { start: bytesOf('AT&TFORM'), name: 'DjVu', code: 'notATableFile' },
  { start: [0x1f, 0x8b], name: 'GZIP', code: 'packedFiles' },
  { start: bytesOf('Rar!'), name: 'RAR', code: 'packedFiles' },
  { start: bytesOf('7z\u00bc\u00af'), name: '7Z', code: 'packedFiles' },
  { start: bytesOf('BZh'), name: 'BZIP2', code: 'packedFiles' },
  { start: [0xfd, ...bytesOf('7zXZ')], name: 'XZ', code: 'packedFiles' },
  { start: [0x28, 0xb5, 0x2f, 0xfd], name: 'ZSTD', code: 'packedFiles' },
  // Excel 2 to 4.
  { start: [0x09, 0x00, 0x04, 0x00], name: 'XLS', code: 'otherWorkbook' },
  { start: [0x09, 0x02, 0x06, 0x00], name: 'XLS', code: 'otherWorkbook' },
  { start: [0x09, 0x04, 0x06, 0x00], name: 'XLS', code: 'otherWorkbook' },
]

/**
 * Refuses a file that is neither text nor a ZIP, by the name of its format and with what to do.
 *
 * @param first its first bytes, some hundred kilobytes where it has them
 */
export function refuseOtherFormats(first: Uint8Array, place: ProblemPlace): void {
  if (startsWith(first, [0xd0, 0xcf, 0x11, 0xe0])) refuse(compoundFile(first, place.file ?? ''), place)
  for (const format of FORMATS) {
    // Two letters may begin a text as well.
    if (format.start.length === 2 && !hasZeros(first)) continue
    if (startsWith(first, format.start)) refuse(format, place)
  }
  const markup = markupOf(first)
  if (markup !== null) refuse({ name: markup, code: 'otherWorkbook' }, place)
  if (detectEncoding(first).encoding.startsWith('utf-16')) return
  if (hasZeros(first)) refuse({ name: null, code: 'notText' }, place)
}

function refuse({ name, code }: { readonly name: string | null; readonly code: Refusal }, place: ProblemPlace): never {
  return stop(code, { ...place, found: name })
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, i) => bytes[i] === byte)

/** More zero bytes than a text in an encoding of one byte has. */
function hasZeros(bytes: Uint8Array): boolean {
  let zeros = 0
  for (const byte of bytes) if (byte === 0) zeros++
  return zeros > bytes.length / 1000
}

/** Word, PowerPoint, old Excel and files locked with a password share one container; its directory names what is in it. */
function compoundFile(first: Uint8Array, file: string): { name: string; code: Refusal } {
  const text = new TextDecoder('latin1').decode(first)
  const has = (name: string) => text.includes([...name].join('\u0000'))
  if (has('EncryptedPackage') || has('EncryptionInfo')) return { name: 'XLSX', code: 'encryptedFile' }
  // The directory may stand at the end; but a file of this name is a ZIP unless it is locked.
  if (/\.(?:xls[xm]|docx|pptx)$/i.test(file)) return { name: 'XLSX', code: 'encryptedFile' }
  if (has('WordDocument')) return { name: 'DOC', code: 'notATableFile' }
  if (has('PowerPoint Document')) return { name: 'PPT', code: 'notATableFile' }
  return { name: 'XLS', code: 'otherWorkbook' }
}

/** Pages and XML that programs save under `.xls`. */
function markupOf(first: Uint8Array): string | null {
  const { encoding } = detectEncoding(first)
  const start = new TextDecoder(encoding).decode(first.subarray(0, 4096)).trimStart()
  if (!start.startsWith('<') && !/^MIME-Version:/i.test(start)) return null
  if (/^MIME-Version:/i.test(start)) return 'MHTML'
  if (/urn:schemas-microsoft-com:office:spreadsheet|Excel\.Sheet/.test(start)) return 'XML 2003'
  if (/<office:document/.test(start)) return 'FODS'
  if (/<(?:!doctype html|html|head|body|table|meta|style)\b/i.test(start)) return 'HTML'
  return start.startsWith('<?xml') ? 'XML' : null
}

/** What a ZIP holds that is no XLSX and no ODS. */
const PARTS: readonly { readonly part: RegExp; readonly name: string; readonly code: Refusal }[] = [
  { part: /^xl\/workbook\.bin$/, name: 'XLSB', code: 'otherWorkbook' },
  { part: /^word\//, name: 'DOCX', code: 'notATableFile' },
  { part: /^ppt\//, name: 'PPTX', code: 'notATableFile' },
  { part: /^index\/.*\.iwa$|^index\.zip$/, name: 'Numbers', code: 'otherWorkbook' },
]

/** Refuses a ZIP that is no workbook. `media`: what its part `mimetype` says. */
export function refuseOtherZip(parts: ReadonlyMap<string, Part>, media: string, place: ProblemPlace): void {
  for (const { part, name, code } of PARTS)
    if ([...parts.keys()].some((key) => part.test(key))) refuse({ name, code }, place)
  if (/opendocument\.(?:text|presentation|graphics)/.test(media))
    refuse({ name: media.includes('text') ? 'ODT' : 'ODP', code: 'notATableFile' }, place)
  const files = [...parts.values()].filter(({ name }) => !name.endsWith('/'))
  if (!parts.has('[content_types].xml') && !parts.has('_rels/.rels') && !parts.has('xl/workbook.xml'))
    refuse(
      {
        name:
          files
            .slice(0, 3)
            .map(({ name }) => name)
            .join(', ') || 'ZIP',
        code: 'packedFiles',
      },
      place,
    )
}
