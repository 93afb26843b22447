/** Long text on its way to a file, as UTF-8: a string put together from small parts is a tree that costs more than it holds. */

/** Bytes at a time. */
export const PIECE = 1_000_000
/** Bytes up to which a loop is quicker than a call. */
const SHORT = 24

const encoder = new TextEncoder()
export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** @param pieces that end where characters end */
export function* textsOf(pieces: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for (const piece of pieces) yield decoder.decode(piece)
}

export class Bytes {
  length = 0
  #buffer = new Uint8Array(1 << 16)

  /** @param text of ASCII alone */
  ascii(text: string): void {
    const { length } = text
    const buffer = this.#room(length)
    const at = this.length
    for (let i = 0; i < length; i++) buffer[at + i] = text.charCodeAt(i)
    this.length = at + length
  }

  text(text: string): void {
    this.length += encoder.encodeInto(text, this.#room(3 * text.length).subarray(this.length)).written
  }

  add(bytes: Uint8Array): void {
    const { length } = bytes
    const buffer = this.#room(length)
    const at = this.length
    if (length > SHORT) buffer.set(bytes, at)
    else for (let i = 0; i < length; i++) buffer[at + i] = bytes[i]!
    this.length = at + length
  }

  /** What was put in since the last time. */
  take(): Uint8Array {
    const taken = this.#buffer.slice(0, this.length)
    this.length = 0
    return taken
  }

  #room(more: number): Uint8Array {
    const needed = this.length + more
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(2 * needed)
      larger.set(this.#buffer)
      this.#buffer = larger
    }
    return this.#buffer
  }
}

/** Texts whose written form is remembered: codes and names return in every line. */
const REMEMBERED = 10_000

export function textWriter(out: Bytes, writtenOf: (text: string) => string): (text: string) => void {
  const texts = new Map<string, Uint8Array>()
  return (text) => {
    const known = texts.get(text)
    if (known !== undefined) {
      out.add(known)
      return
    }
    const written = writtenOf(text)
    if (texts.size < REMEMBERED) texts.set(text, utf8(written))
    out.text(written)
  }
}
