/** Multipliers of the two hashes, the shift of the second, and what stands between class and pupil. */
const FIRST = 0x01000193
const SECOND = 0x5bd1e995
const SHIFT = 15
const BETWEEN = 0x1f

/** A set of papers seen, 8 bytes each and no object: two 32-bit hashes in an open-addressing table. */
export class PaperSet {
  private slots = new Uint32Array(2 * 1024)
  private mask = 1023
  private size = 0

  /** Adds a paper; false if it is there already. */
  add(school: number, assessment: number, className: string, pupil: string): boolean {
    let a = Math.imul(0x811c9dc5 ^ school, FIRST)
    let b = Math.imul(0x9747b28c ^ school, SECOND)
    a = Math.imul(a ^ assessment, FIRST)
    b = Math.imul(b ^ (b >>> SHIFT) ^ assessment, SECOND)
    for (let i = 0; i < className.length; i++) {
      a = Math.imul(a ^ className.charCodeAt(i), FIRST)
      b = Math.imul(b ^ (b >>> SHIFT) ^ className.charCodeAt(i), SECOND)
    }
    a = Math.imul(a ^ BETWEEN, FIRST)
    b = Math.imul(b ^ (b >>> SHIFT) ^ BETWEEN, SECOND)
    for (let i = 0; i < pupil.length; i++) {
      a = Math.imul(a ^ pupil.charCodeAt(i), FIRST)
      b = Math.imul(b ^ (b >>> SHIFT) ^ pupil.charCodeAt(i), SECOND)
    }
    b ^= b >>> SHIFT
    a ^= a >>> 16
    a = Math.imul(a, 0x85ebca6b)
    a ^= a >>> 13
    // (0, 0) marks a free slot.
    return this.insert(a >>> 0, (b | 1) >>> 0)
  }

  private insert(a: number, b: number): boolean {
    let slot = a & this.mask
    while (this.slots[2 * slot + 1] !== 0) {
      if (this.slots[2 * slot] === a && this.slots[2 * slot + 1] === b) return false
      slot = (slot + 1) & this.mask
    }
    this.slots[2 * slot] = a
    this.slots[2 * slot + 1] = b
    this.size++
    if (this.size > 0.7 * (this.mask + 1)) this.grow()
    return true
  }

  private grow(): void {
    const old = this.slots
    this.mask = 2 * (this.mask + 1) - 1
    this.slots = new Uint32Array(2 * (this.mask + 1))
    this.size = 0
    for (let i = 0; i < old.length; i += 2) if (old[i + 1] !== 0) this.insert(old[i]!, old[i + 1]!)
  }
}
