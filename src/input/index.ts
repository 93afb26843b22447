export { collectTables } from './collect-tables'
export { type Collector, type CollectorOptions, createCollector, type TableFeed } from './collector'
export { InputError, PROBLEMS, type ProblemCode } from './problems'
export type { Context, SourceInfo } from './source'
