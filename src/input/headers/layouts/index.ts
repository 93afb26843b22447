import { distributionTables } from './distribution-tables'
import { individual2026 } from './individual-2026'
import { journalComparison, journalComparisonLong } from './journal-comparison'
import type { Layout } from './layout'
import { markStatistics } from './mark-statistics'
import { protocol2022 } from './protocol-2022'
import { pupils2020 } from './pupils-2020'
import { pupils2021 } from './pupils-2021'

export { hasSignature, type Layout, sameHeader } from './layout'

/** Every layout that is known, the more telling signatures first. */
export const LAYOUTS: readonly Layout[] = [
  pupils2020,
  pupils2021,
  protocol2022,
  individual2026,
  markStatistics,
  journalComparison,
  journalComparisonLong,
  ...distributionTables,
]
