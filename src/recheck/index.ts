export { tabulateFairness } from './fairness'
export { listRechecks, type RecheckList, type SchoolOnList, type SittingOnList } from './list'
export { regionWarnings, reportObservers } from './observer-report'
export { listSupport } from './support'
