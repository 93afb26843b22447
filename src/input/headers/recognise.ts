import type { TableKind, TableName } from '../../model'
import { clean } from '../text'
import { REQUIRED } from './columns'
import { type Header, headerOf } from './header'
import { hasSignature, LAYOUTS, type Layout } from './layouts'
import { observerColumns } from './observer-columns'

/** Whether a row is a header, and of which layout (`null` = the canonical columns). */
export function recogniseHeader(table: TableName, raw: readonly string[]): { layout: Layout | null } | undefined {
  if (raw.length > 5000) return undefined
  const cells = raw.map(clean)
  if (cells.filter((cell) => cell !== '').length < (table === 'schools' ? 1 : 2)) return undefined
  for (const layout of LAYOUTS) if (layout.table === table && hasSignature(cells, layout)) return { layout }
  const header = headerOf(table, cells, null)
  const kind = table === 'results' ? resultsKind(header) : table
  if (kind === null) return undefined
  if (table === 'observers') return hasObservers(header) ? { layout: null } : undefined
  // The subject may stand in the title or in the name of the file.
  const required = REQUIRED[kind]!.filter((name) => name !== 'subject' || table === 'assessments')
  return required.every((name) => header.at(name) !== -1) ? { layout: null } : undefined
}

const hasObservers = (header: Header): boolean =>
  header.at('school_id') !== -1 && (header.at('observer') !== -1 || observerColumns(header, null).length > 0)

/** Kind of a results table, by its columns; `null` where they tell of no result. */
export function resultsKind(header: Header): TableKind | null {
  const { numbered, layout } = header
  if (layout !== null) return layout.kind
  if (header.at('score') !== -1) return 'pupils'
  if (numbered.score.length > 0) return 'distributions'
  if (header.at('mean_score') !== -1) return 'summaries'
  return numbered.mark.length + numbered.level.length > 1 ? 'distributions' : null
}
