/**
 * Hash of what was understood, 64 bits as 16 hexadecimal digits: equal for equal content, whatever the order of files
 * and rows and whatever the layout. FNV-1a over the canonical text, twice with different starts; not a seal against
 * forgery, only a name for a content.
 */
export function fingerprint(parts: Iterable<string>): string {
  let a = 0x811c9dc5
  let b = 0xcbf29ce4
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const unit = part.charCodeAt(i)
      a = Math.imul(a ^ unit, 0x01000193)
      b = Math.imul(b ^ unit, 0x5bd1e995)
      b ^= b >>> 15
    }
    a = Math.imul(a ^ 0x1e, 0x01000193)
    b = Math.imul(b ^ 0x1e, 0x5bd1e995)
  }
  return hex(a) + hex(b)
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
