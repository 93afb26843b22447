/** The files that this package writes, by their columns: found again in a folder of results they are no data. */
import type { StackedHeader } from './stacked'

/** Columns that stand together in one of the outputs and in nothing that an office makes. */
const SIGNATURES: readonly (readonly string[])[] = [
  ['rank', 'school_id', 'grounds', 'reasons'],
  ['school_id', 'grounds', 'papers_to_recheck', 'reasons'],
  ['school_id', 'detector', 'outcome', 'value'],
  ['school_id', 'peer_group', 'tier', 'p', 'q'],
  ['school_id', 'peer_group', 'compared_by'],
  ['school_id', 'peer_group', 'nearest_schools'],
  ['file', 'row', 'column', 'found', 'expected'],
  ['school_id', 'problem', 'how_to_mend', 'meanwhile'],
  ['indicator', 'numerator', 'denominator'],
  ['share', 'participants', 'found', 'trials'],
  ['detector', 'able', 'sittings'],
  ['region', 'listed', 'schools'],
  ['measure', 'code', 'count', 'of', 'share'],
  ['school_id', 'subject', 'verdict'],
  ['school_id', 'status', 'times_listed'],
  ['school_id', 'official_rule', 'found'],
  ['school_id', 'grade', 'tier', 'p_alone'],
  ['Paper number', 'Original score', 'Rechecked score'],
  ['Номер работы', 'Исходный балл', 'Балл после перепроверки'],
  ['observe', 'place', 'inclusion_probability'],
]

export const isOwnOutput = ({ texts }: Pick<StackedHeader, 'texts'>): boolean =>
  SIGNATURES.some((signature) => signature.every((name) => texts.includes(name)))
