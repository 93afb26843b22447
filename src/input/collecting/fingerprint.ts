/**
 * Hash of what was understood, 64 bits as 16 hexadecimal digits: equal for equal content, whatever the order of files
 * and rows and whatever the layout. FNV-1a and a second mix over the values; a name for a content, no seal against
 * forgery.
 *
 * @param content plain objects, arrays, byte arrays, strings, numbers, truth values and `null`
 */
export function fingerprint(content: unknown): string {
  const hash = new Hash()
  hash.value(content)
  return hash.hex()
}

const bits = new DataView(new ArrayBuffer(8))

class Hash {
  private a = 0x811c9dc5 | 0
  private b = 0xcbf29ce4 | 0
  private readonly keys = new Map<string, number>()

  value(value: unknown): void {
    if (typeof value === 'number') this.number(value)
    else if (typeof value === 'string') this.text(value)
    else if (value === null || value === undefined) this.mix(1)
    else if (typeof value === 'boolean') this.mix(value ? 3 : 2)
    else if (value instanceof Uint8Array) this.bytes(value)
    else if (Array.isArray(value)) {
      this.mix(value.length)
      for (let i = 0; i < value.length; i++) this.value(value[i])
    } else this.record(value as Readonly<Record<string, unknown>>)
  }

  /** `mix` byte by byte, with the state at hand: most of what is hashed are answers. */
  private bytes(bytes: Uint8Array): void {
    this.mix(bytes.length)
    let { a, b } = this
    for (let i = 0; i < bytes.length; i++) {
      a = Math.imul(a ^ bytes[i]!, 0x01000193)
      a ^= a >>> 16
      b = Math.imul(b ^ bytes[i]!, 0x5bd1e995)
      b ^= b >>> 15
    }
    this.a = a
    this.b = b
  }

  private record(record: Readonly<Record<string, unknown>>): void {
    for (const key of Object.keys(record)) {
      this.mix(this.key(key))
      this.value(record[key])
    }
    this.mix(4)
  }

  /** Hash of a key, computed once: the same few keys come a million times. */
  private key(key: string): number {
    let known = this.keys.get(key)
    if (known === undefined) {
      known = 0x811c9dc5
      for (let i = 0; i < key.length; i++) known = Math.imul(known ^ key.charCodeAt(i), 0x01000193)
      this.keys.set(key, known)
    }
    return known
  }

  private number(value: number): void {
    if ((value | 0) === value) {
      this.mix(5)
      this.mix(value)
      return
    }
    bits.setFloat64(0, value)
    this.mix(bits.getInt32(0))
    this.mix(bits.getInt32(4))
  }

  private text(text: string): void {
    this.mix(text.length)
    for (let i = 0; i < text.length; i++) this.mix(text.charCodeAt(i))
  }

  private mix(value: number): void {
    this.a = Math.imul(this.a ^ value, 0x01000193)
    this.a ^= this.a >>> 16
    this.b = Math.imul(this.b ^ value, 0x5bd1e995)
    this.b ^= this.b >>> 15
  }

  hex(): string {
    return [this.a, this.b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
  }
}
