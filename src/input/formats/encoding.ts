/** Which encoding the bytes of a text file are in, and their text. */

export type Encoding = 'utf-8' | 'windows-1251' | 'utf-16le' | 'utf-16be'

export interface DetectedEncoding {
  readonly encoding: Encoding
  /** Whether a byte order mark says so. */
  readonly mark: boolean
}

/**
 * The encoding of a file from its first bytes: by its byte order mark; UTF-16 by the zero bytes of Latin text; UTF-8
 * where (almost) all bytes are valid UTF-8; else windows-1251, as Excel saves CSV in Russia.
 */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', mark: true }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', mark: true }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', mark: true }
  const wide = wideEncoding(bytes)
  if (wide !== null) return { encoding: wide, mark: false }
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1251', mark: false }
}

/** UTF-16 without a mark: digits and delimiters have a zero byte on one side only. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 4096) & ~1
  if (length < 4) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > 0.2 * pairs && even < 0.02 * pairs) return 'utf-16le'
  return even > 0.2 * pairs && odd < 0.02 * pairs ? 'utf-16be' : null
}

/** Share of broken characters that a UTF-8 file may have: names cut in the middle of a letter by some database. */
const BROKEN_SHARE = 0.02

/** Valid UTF-8, save for a few broken letters and one cut at the end. */
export function isUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true })
  const broken = text.split('\ufffd').length - 1
  if (broken === 0) return true
  const letters = text.match(/[^\u0000-\u007f]/g)!.length
  return broken <= BROKEN_SHARE * letters
}
