export { type ReadOptions, readTables, type TablePaths } from './files'
export { inspectFiles, type PlanOptions } from './plan'
export { toRecheckXlsx } from './workbook'
export { OutputError, type WriteOptions, writeReports } from './write'
