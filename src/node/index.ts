/**
 * Files in and out: every format and encoding read, reports written whole or not at all. Needs Node.
 *
 * @module objectivity-monitor/node
 */
export { toRecheckXlsx } from '../outputs'
export { type ReadOptions, readTables, type TablePaths } from './files'
export { inspectFiles, type PlanOptions } from './plan'
export { type EndedRun, OutputError, type WriteOptions, writeReports } from './write'
