export { collectTables } from './collecting/collect-tables'
export { type Collector, type CollectorOptions, createCollector, type TableFeed } from './collecting/collector'
export { earlierRows } from './collecting/earlier-rows'
export { inspect, mappingOf } from './collecting/inspect'
export {
  type BytesSource,
  type RowsSource,
  readRows,
  type TableSource,
  type TableSources,
} from './collecting/read-rows'
export type { Context, SourceInfo } from './collecting/source'
export { InputError } from './problems'
