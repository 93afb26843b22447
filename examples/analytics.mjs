// An analyst's script. Usage: node examples/analytics.mjs [folder with the tables]
import { monitor } from 'objectivity-monitor'
import { readTables } from 'objectivity-monitor/node'

const folder = process.argv[2] ?? 'fixtures/region'
const input = await readTables({
  results: `${folder}/results-*.csv`,
  schools: `${folder}/schools.csv`,
  observers: `${folder}/observers.csv`,
  participation: `${folder}/participation.csv`,
})
const result = monitor(input, { seed: 1 })

console.log(`${result.recheck.length} of ${result.schools.length} schools to recheck`)
for (const { rank, schoolId, grounds, tier, q } of result.recheck.slice(0, 5))
  console.log(rank, schoolId, grounds.join('+'), tier, q?.toPrecision(2))

// Which of the schools with signs stay on the list when everyone is compared with the whole region?
const signs = ({ recheck }) =>
  new Set(recheck.filter(({ grounds }) => grounds.includes('signs')).map((r) => r.schoolId))
const withPeers = signs(result)
const withoutPeers = signs(monitor(input, { seed: 1, peers: { method: 'none' } }))
console.log(
  `signs: ${withPeers.size} with peer groups, ${withoutPeers.size} without, ${[...withPeers].filter((id) => withoutPeers.has(id)).length} both`,
)
