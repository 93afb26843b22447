/** Writes into a folder and kills its own process at the call that is named: `tsx ended-here.ts FOLDER CALL`. */
import { writeTogether } from '../../../src/node/writing/write-together'
import { faultyDisk } from './faults'

const [folder, call] = process.argv.slice(2)
const { layer } = faultyDisk(Number(call), 'end', () => process.kill(process.pid, 'SIGKILL'))
await writeTogether(
  folder!,
  ['recheck.csv', 'report.html', 'documents/order.docx'].map((name) => [name, () => `new ${name}`]),
  { layer },
)
