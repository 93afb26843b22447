export { readTables, type TablePaths } from './files'
export { OutputError, type WriteOptions, writeReports } from './write'
