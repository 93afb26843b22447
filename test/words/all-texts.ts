/** Every text of the product by path: rooms of words, detectors, concepts and layouts. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { builtInDetectors } from '../../src/detectors'
import { LAYOUTS } from '../../src/input/headers/layouts'
import type { Text } from '../../src/model'
import { CONCEPTS } from '../../src/peers/concepts/dictionary'
import { SETTLEMENTS } from '../../src/peers/concepts/settlement'

const folder = join(import.meta.dirname, '../../src/words')

const isText = (value: object): value is Text => typeof (value as Partial<Text>).en === 'string'

/** Texts of a tree, which are those objects that the product itself reads. */
export function textsOf(tree: unknown, path: string): [path: string, text: Text][] {
  if (tree === null || typeof tree !== 'object') return []
  if (isText(tree)) return [[path, tree]]
  return Object.entries(tree).flatMap(([key, value]) => textsOf(value, `${path}.${key}`))
}

export async function allTexts(): Promise<[path: string, text: Text][]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  const rooms = await Promise.all(files.map((file) => import(join(folder, file))))
  return [
    ...files.flatMap((file, i) => textsOf({ ...rooms[i] }, `words/${file}`)),
    ...builtInDetectors.flatMap(({ meta, reasons }) => textsOf({ ...meta, reasons }, `detectors/${meta.id}`)),
    ...CONCEPTS.flatMap((concept) => textsOf(concept, `concepts/${concept.id}`)),
    ...textsOf(SETTLEMENTS, 'settlements'),
    ...LAYOUTS.flatMap((layout) => textsOf(layout, `layouts/${layout.id}`)),
  ]
}
