/** Names of files made of texts from the data. */
import { fixed } from '../setting'

const LONGEST = fixed(60, {
  reason: 'Longer names break the limit of 255 bytes once they are Cyrillic and in a folder.',
  origin: 'ours',
})

/**
 * A maker of names that every system can store, each given out once: no separators of folders, no marks that a system
 * forbids, no dots at the ends; a number behind what was given out before.
 *
 * @example
 * const nameOf = fileNames()
 * nameOf('Озёрный / район') // 'Озёрный-район'
 * nameOf('Озёрный: район') // 'Озёрный-район-2'
 */
export function fileNames(): (text: string) => string {
  const taken = new Set<string>()
  return (text) => {
    const plain = [...text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '-')].slice(0, LONGEST).join('')
    const name = plain.replace(/^-+|-+$/g, '') || '1'
    let unique = name
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${name}-${n}`
    taken.add(unique.toLowerCase())
    return unique
  }
}
