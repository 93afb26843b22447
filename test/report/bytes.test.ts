import { describe, expect, it } from 'vitest'
import { Bytes, textsOf, textWriter, utf8 } from '../../src/report/bytes'

const taken = (out: Bytes) => [...textsOf([out.take()])].join('')

describe('text on its way to a file', () => {
  it('is in UTF-8 whatever the way it was put in', () => {
    const out = new Bytes()
    out.text('\ufeffШ😀')
    out.ascii(',')
    out.add(utf8('−'))
    expect(taken(out)).toBe('\ufeffШ😀,−')
  })

  it('may be longer than what was set aside for it', () => {
    const out = new Bytes()
    const parts = ['Ш'.repeat(100_000), 'a'.repeat(300_000), 'я'.repeat(900_000)]
    out.text(parts[0]!)
    out.ascii(parts[1]!)
    out.add(utf8(parts[2]!))
    expect(taken(out) === parts.join('')).toBe(true)
  })

  it('is handed out once', () => {
    const out = new Bytes()
    out.ascii('first')
    const first = out.take()
    out.ascii('other')
    expect([...textsOf([first, out.take(), out.take()])]).toEqual(['first', 'other', ''])
  })

  it('looks written forms up, also of more texts than are remembered', () => {
    const out = new Bytes()
    const write = textWriter(out, (text) => `«${text}»`)
    const texts = Array.from({ length: 10_100 }, (_, i) => `№${i}`)
    for (const text of [...texts, ...texts]) write(text)
    expect(taken(out)).toBe([...texts, ...texts].map((text) => `«${text}»`).join(''))
  })
})
