import type { MonitorInput, Tables } from './model'
import { type Extensions, prepare, takeAll } from './monitor'
import { type Reference, type ReferenceAbout, ReferenceMaker } from './reference'
import type { SettingsInput } from './settings'

/**
 * What a region's run knows of honest schools, for the runs of small districts: expected values, spreads, tables of items,
 * how detectors hang together (docs/reference.md). It names no pupil and no school, and says nothing that fewer than ten
 * schools and a hundred pupils tell. Takes as long as `monitor`.
 *
 * @param about whose it is; the library has no clock, so the day is an argument
 * @throws ReferenceFileError where the tables are too small, or schools are not compared by groups of the program's own
 * @example
 * const reference = makeReference(tablesOfRegion, {}, { name: 'Samara region', date: '2021-11-30' })
 * monitor(tablesOfDistrict, {}, { reference }).reference?.used // ['2021 4 Математика', ...]
 */
export function makeReference(
  tables: Tables | MonitorInput,
  settingsInput: SettingsInput,
  about: ReferenceAbout,
  extensions: Omit<Extensions, 'reference'> = {},
): Reference {
  const maker = new ReferenceMaker()
  const job = prepare(tables, settingsInput, extensions, maker)
  job.weigh(takeAll(job))
  return maker.reference(about)
}
