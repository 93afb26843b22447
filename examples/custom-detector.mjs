// A detector of one's own in a program: it stands in full-marks.mjs, and takes part like the built-in ones.
// On the command line the same file is named: objectivity-monitor run --detectors full-marks.mjs ...
import { monitor } from 'objectivity-monitor'
import { toRecheckCsv } from 'objectivity-monitor/report'
import { simulateRegion } from 'objectivity-monitor/simulate'
import fullMarks from './full-marks.mjs'

const { tables } = simulateRegion({ seed: 5, schools: 60 })
const result = monitor(
  tables,
  { seed: 1, detectors: { 'full-marks': { minimumPupils: 12 } } },
  { detectors: [fullMarks] },
)
console.log(result.detectors.map(({ id }) => id).join(' '))
console.log(toRecheckCsv(result, { locale: 'en' }).split('\r\n').slice(0, 3).join('\n'))
