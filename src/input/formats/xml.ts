/**
 * XML as it comes out of a packed part: scanned as bytes, piece by piece, without a tree and without a string for
 * anything that nobody asks for. Reads what office programs write: prefixes, attributes in either quote and any order,
 * comments, CDATA, character references, UTF-16. Not a validator; but tags must close in order, so that a torn or
 * damaged part is never read as a shorter one.
 */
import { BrokenFile } from './zip'

/** Takes what a scanner finds. Names are numbers (`nameKey`), without their prefix. */
export interface XmlHandler {
  /** Whether the text that comes next is wanted. */
  wantsText: boolean
  open(xml: XmlScanner, name: number): void
  close(xml: XmlScanner, name: number): void
  /** Bytes `from` to `to` of `xml.bytes` are text; `raw` where references in it are not to be replaced (CDATA). */
  text(xml: XmlScanner, from: number, to: number, raw: boolean): void
}

/** A name as a number. */
export function nameKey(name: string): number {
  let key = 0
  for (let i = 0; i < name.length; i++) key = (Math.imul(key, 257) + name.charCodeAt(i)) | 0
  return key
}

const MOST_ATTRIBUTES = 64
const DEEPEST = 256
/** Longest tag, or text between two tags, in bytes. A cell holds at most 32 767 characters, each a reference at worst. */
const LONGEST = 1024 * 1024
/** Bytes that are gathered before they are scanned: what a piece leaves over is scanned again with the next. */
const STEP = 256 * 1024

const [TAB, NEWLINE, RETURN, SPACE, BANG, QUOTE, AMPERSAND, APOSTROPHE] = [9, 10, 13, 32, 33, 34, 38, 39]
const [DASH, SLASH, COLON, SEMICOLON, LESS, EQUALS, MORE, QUESTION, BRACKET] = [45, 47, 58, 59, 60, 61, 62, 63, 91]

type Outside = 'comment' | 'instruction' | null

export class XmlScanner {
  /** What is being scanned: valid during the calls of the handler. */
  bytes = new Uint8Array(0)
  /** Set by a handler that has seen enough. */
  stopped = false
  /** Where the tag that was just opened begins, counted from the first byte of the part. */
  position = 0
  private passed = 0
  private filled = 0
  private readonly open = new Int32Array(DEEPEST)
  private depth = 0
  private seenElement = false
  /** Inside a comment or an instruction that a piece left open: they may be of any length. */
  private outside: Outside = null
  private closesItself = false
  private attributeCount = 0
  /** Three numbers for each attribute: name, where its value begins and ends. */
  private readonly attributes = new Int32Array(3 * MOST_ATTRIBUTES)
  private wide: TextDecoder | null | undefined
  private readonly encoder = new TextEncoder()

  constructor(
    private readonly handler: XmlHandler,
    /** True where the bytes begin in the middle of a part: tags that were opened before them may close. */
    private readonly fragment = false,
  ) {}

  /** Takes the next piece. Returns `false` where no more is wanted. */
  push(piece: Uint8Array): boolean {
    if (this.wide === undefined) this.wide = decoderOf(piece)
    this.take(this.wide === null ? piece : this.encoder.encode(this.wide.decode(piece, { stream: true })))
    if (this.filled >= STEP) this.scanGathered()
    return !this.stopped
  }

  /** @throws BrokenFile where a tag is still open */
  end(): void {
    if (!this.stopped) this.scanGathered()
    if (this.stopped) return
    const whole = this.fragment || this.seenElement
    if (this.depth !== 0 || this.filled !== 0 || this.outside !== null || !whole)
      throw new BrokenFile('XML ends too early')
  }

  private take(piece: Uint8Array): void {
    const size = this.filled + piece.length
    if (size > this.bytes.length) {
      const larger = new Uint8Array(Math.max(2 * STEP, size + (size >> 1)))
      larger.set(this.bytes.subarray(0, this.filled))
      this.bytes = larger
    }
    this.bytes.set(piece, this.filled)
    this.filled = size
  }

  private scanGathered(): void {
    const done = this.scan(this.filled)
    if (this.stopped) return
    if (this.filled - done > LONGEST) throw new BrokenFile('a tag or text without end')
    this.bytes.copyWithin(0, done, this.filled)
    this.filled -= done
    this.passed += done
  }

  /** Returns up to where it could be read. */
  private scan(end: number): number {
    const { bytes, handler } = this
    let at = 0
    while (!this.stopped) {
      if (this.outside !== null) {
        at = this.skipOutside(at, end)
        if (this.outside !== null) return at
      }
      const from = at
      while (at < end && bytes[at] !== LESS) at++
      // Text that may go on in the next piece; white space after the last tag may not.
      if (at === end) return this.depth === 0 && isBlank(bytes, from, end) ? end : from
      if (at > from && handler.wantsText) handler.text(this, from, at, false)
      if (at + 1 >= end) return at
      const sign = bytes[at + 1]!
      const next =
        sign === BANG || sign === QUESTION
          ? this.special(at, end)
          : sign === SLASH
            ? this.closingTag(at + 2, end)
            : this.openingTag(at + 1, end)
      if (next < 0) return at
      at = next
    }
    return at
  }

  /** Behind the comment, instruction or CDATA that begins at `at`; -1 where it cannot be told yet. */
  private special(at: number, end: number): number {
    const { bytes, handler } = this
    if (at + 9 > end) return -1
    if (bytes[at + 1] === QUESTION) {
      this.outside = 'instruction'
      return at + 2
    }
    if (bytes[at + 2] === DASH && bytes[at + 3] === DASH) {
      this.outside = 'comment'
      return at + 4
    }
    if (bytes[at + 2] !== BRACKET) throw new BrokenFile('a document type in a part of a workbook')
    let close = at + 9
    for (;;) {
      close = bytes.indexOf(MORE, close)
      if (close === -1 || close >= end) return -1
      if (bytes[close - 1] === 93 && bytes[close - 2] === 93 && close - 2 >= at + 9) break
      close++
    }
    if (handler.wantsText && close - 2 > at + 9) handler.text(this, at + 9, close - 2, true)
    return close + 1
  }

  private skipOutside(from: number, end: number): number {
    const { bytes, outside } = this
    let at = from
    for (;;) {
      const close = bytes.indexOf(MORE, at)
      // The last two bytes may begin what ends it.
      if (close === -1 || close >= end) return Math.max(from, end - 2)
      const before = close - from
      const ends =
        outside === 'comment'
          ? before >= 2 && bytes[close - 1] === DASH && bytes[close - 2] === DASH
          : before >= 1 && bytes[close - 1] === QUESTION
      if (ends) {
        this.outside = null
        return close + 1
      }
      at = close + 1
    }
  }

  private closingTag(from: number, end: number): number {
    const { bytes } = this
    let at = from
    let name = 0
    let sign = 0
    for (; at < end; at++) {
      sign = bytes[at]!
      if (sign === MORE || sign <= SPACE) break
      name = sign === COLON ? 0 : (Math.imul(name, 257) + sign) | 0
    }
    while (at < end && bytes[at]! <= SPACE) at++
    if (at === end) return -1
    if (bytes[at] !== MORE) throw new BrokenFile('a closing tag that does not end')
    if (this.depth === 0 && this.fragment) return at + 1
    if (this.depth === 0 || this.open[--this.depth] !== name) throw new BrokenFile('tags that do not close in order')
    this.handler.close(this, name)
    return at + 1
  }

  private openingTag(from: number, end: number): number {
    const { bytes } = this
    let at = from
    let name = 0
    let sign = 0
    for (; at < end; at++) {
      sign = bytes[at]!
      if (sign === MORE || sign === SLASH || sign <= SPACE) break
      if (sign === LESS) throw new BrokenFile('a tag in a tag')
      name = sign === COLON ? 0 : (Math.imul(name, 257) + sign) | 0
    }
    if (at === end) return -1
    if (at === from) throw new BrokenFile('a tag without a name')
    this.attributeCount = 0
    this.closesItself = false
    if (sign !== MORE) {
      at = this.readAttributes(at, end)
      if (at < 0) return -1
    }
    this.seenElement = true
    this.position = this.passed + from - 1
    this.handler.open(this, name)
    if (this.closesItself) this.handler.close(this, name)
    else {
      if (this.depth === DEEPEST) throw new BrokenFile('tags too deep in one another')
      this.open[this.depth++] = name
    }
    return at + 1
  }

  /** Attributes up to the `>` of the tag. Returns where it stands; -1 where it has not come yet. */
  private readAttributes(from: number, end: number): number {
    const { bytes, attributes } = this
    let at = from
    let count = 0
    for (;;) {
      while (at < end && bytes[at]! <= SPACE) at++
      if (at >= end) return -1
      let sign = bytes[at]!
      if (sign === MORE) break
      if (sign === SLASH) {
        if (at + 1 >= end) return -1
        if (bytes[at + 1] !== MORE) throw new BrokenFile('a slash in a tag')
        this.closesItself = true
        at++
        break
      }
      let name = 0
      for (; at < end; at++) {
        sign = bytes[at]!
        if (sign === EQUALS || sign === MORE || sign === LESS) break
        if (sign > SPACE) name = sign === COLON ? 0 : (Math.imul(name, 257) + sign) | 0
      }
      if (at >= end) return -1
      if (sign !== EQUALS) throw new BrokenFile('an attribute without a value')
      at++
      while (at < end && bytes[at]! <= SPACE) at++
      if (at >= end) return -1
      const quote = bytes[at]!
      if (quote !== QUOTE && quote !== APOSTROPHE) throw new BrokenFile('an attribute without quotes')
      const value = ++at
      while (at < end && bytes[at] !== quote) at++
      if (at >= end) return -1
      if (count < MOST_ATTRIBUTES) {
        attributes[3 * count] = name
        attributes[3 * count + 1] = value
        attributes[3 * count + 2] = at
        count++
      }
      at++
    }
    this.attributeCount = count
    return at
  }

  /** Text of an attribute of the tag that was just opened; `null` where it has none of this name. */
  attribute(name: number): string | null {
    const at = this.find(name)
    return at < 0 ? null : this.decode(this.valueFrom(at), this.valueTo(at))
  }

  /** Texts of all attributes of this name: they may differ in their prefix. */
  attributesOf(name: number): string[] {
    const texts: string[] = []
    for (let i = 0; i < this.attributeCount; i++)
      if (this.attributes[3 * i] === name) texts.push(this.decode(this.valueFrom(i), this.valueTo(i)))
    return texts
  }

  /** Which attribute of the tag that was just opened has this name; -1 for none. */
  find(name: number): number {
    for (let i = 0; i < this.attributeCount; i++) if (this.attributes[3 * i] === name) return i
    return -1
  }

  valueFrom(attribute: number): number {
    return this.attributes[3 * attribute + 1]!
  }

  valueTo(attribute: number): number {
    return this.attributes[3 * attribute + 2]!
  }

  decode(from: number, to: number, raw = false): string {
    return decodeXml(this.bytes, from, to, raw)
  }
}

/** A whole part as UTF-8. */
export function asUtf8(content: Uint8Array): Uint8Array {
  const wide = decoderOf(content)
  return wide === null ? content : new TextEncoder().encode(wide.decode(content))
}

/** What decodes a part that is not UTF-8: by its mark, its zero bytes, or what its declaration says. `null`: it is. */
function decoderOf(first: Uint8Array): TextDecoder | null {
  const [a, b] = first
  if ((a === 0xff && b === 0xfe) || (a === LESS && b === 0)) return new TextDecoder('utf-16le')
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === LESS)) return new TextDecoder('utf-16be')
  const declaration = new TextDecoder('latin1').decode(first.subarray(0, 200))
  const name = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']/.exec(declaration)?.[1] ?? 'utf-8'
  if (/^(?:utf-?8|us-ascii|utf-?16)$/i.test(name)) return null
  try {
    return new TextDecoder(name)
  } catch {
    throw new BrokenFile(`encoding ${name}`)
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte !== SPACE && byte !== NEWLINE && byte !== RETURN && byte !== TAB && byte < 0x80) return false
  }
  return true
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const LETTERS = Array.from({ length: 0x80 }, (_, byte) => String.fromCharCode(byte))
/** Up to this many plain letters are put together one by one: the decoder costs more than that to begin. */
const SHORT = 16

/** Text of some bytes of XML: references replaced (unless `raw`), line ends as XML wants them. */
export function decodeXml(bytes: Uint8Array, from: number, to: number, raw: boolean): string {
  let odd = false
  let plain = true
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte >= 0x80) plain = false
    else if (byte === AMPERSAND || byte === RETURN) odd = true
  }
  if (odd) return decodeOdd(bytes, from, to, raw)
  if (!plain || to - from > SHORT) return decoder.decode(bytes.subarray(from, to))
  let text = ''
  for (let at = from; at < to; at++) text += LETTERS[bytes[at]!]!
  return text
}

function decodeOdd(bytes: Uint8Array, from: number, to: number, raw: boolean): string {
  let text = ''
  let plain = from
  const upTo = (end: number) => {
    if (end > plain) text += decoder.decode(bytes.subarray(plain, end)).replace(/\r\n?/g, '\n')
  }
  for (let at = raw ? to : from; at < to; at++) {
    if (bytes[at] !== AMPERSAND) continue
    let end = at + 1
    while (end < to && end < at + 12 && bytes[end] !== SEMICOLON) end++
    const code = end < to && bytes[end] === SEMICOLON ? reference(bytes, at + 1, end) : -1
    if (code < 0) continue
    upTo(at)
    text += String.fromCodePoint(code)
    plain = end + 1
    at = end
  }
  upTo(to)
  return text
}

const NAMED = new Map(
  Object.entries({ lt: 60, gt: 62, amp: 38, quot: 34, apos: 39 }).map(([name, code]) => [nameKey(name), code]),
)

/** The character that a reference names (what stands between `&` and `;`); -1 where it is none. */
function reference(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== 35) {
    let key = 0
    for (let at = from; at < to; at++) key = (Math.imul(key, 257) + bytes[at]!) | 0
    return NAMED.get(key) ?? -1
  }
  const hexadecimal = (bytes[from + 1]! | 32) === 120
  let at = from + (hexadecimal ? 2 : 1)
  if (at >= to) return -1
  let code = 0
  for (; at < to; at++) {
    const byte = bytes[at]!
    const letter = byte | 32
    const digit = byte >= 48 && byte <= 57 ? byte - 48 : hexadecimal && letter >= 97 && letter <= 102 ? letter - 87 : -1
    if (digit < 0) return -1
    code = code * (hexadecimal ? 16 : 10) + digit
  }
  return code <= 0x10ffff ? code : -1
}

/** Texts of up to this many bytes are remembered, so many at a time; a newer one takes the place of an older. */
const LONGEST_KNOWN = 256
const KNOWN = 1 << 13

/**
 * Texts that come again. A million papers hold a few thousand different texts, and half of all exports write every
 * Cyrillic letter as a reference of seven bytes: each text is decoded once and found again by its bytes.
 */
export class KnownTexts {
  private readonly bytes = new Uint8Array(KNOWN * LONGEST_KNOWN)
  private readonly lengths = new Uint16Array(KNOWN)
  private readonly texts = new Array<string>(KNOWN).fill('')

  of(bytes: Uint8Array, from: number, to: number): string {
    const length = to - from
    if (length === 1 && bytes[from]! < 0x80 && bytes[from] !== RETURN) return LETTERS[bytes[from]!]!
    if (length > LONGEST_KNOWN) return decodeXml(bytes, from, to, false)
    let hash = length
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
    const slot = (hash ^ (hash >>> 15)) & (KNOWN - 1)
    const base = slot * LONGEST_KNOWN
    if (this.lengths[slot] === length) {
      let i = 0
      while (i < length && this.bytes[base + i] === bytes[from + i]) i++
      if (i === length) return this.texts[slot]!
    }
    const text = decodeXml(bytes, from, to, false)
    this.bytes.set(bytes.subarray(from, to), base)
    this.lengths[slot] = length
    this.texts[slot] = text
    return text
  }
}
