export { toRecheckXlsx } from '../outputs'
export { type ReadOptions, readTables, type TablePaths } from './files'
export { inspectFiles, type PlanOptions } from './plan'
export { type EndedRun, OutputError, type WriteOptions, writeReports } from './write'
