import { expectArguments, hasLists, isIterable } from './arguments-error'
import { collectTables } from './input'
import type { MonitorInput, Rows, SchoolClusters } from './model'
import { checkVariables, contextIndex, findPeers, withSaidContext } from './peers'
import { clustersOf } from './result'
import { parseSettings, type SettingsInput } from './settings'

/**
 * Who may be compared with whom (decision 2.1), from a table of schools alone: groups of similar context, by what schools
 * are compared, what was left out, and the schools that fit no group.
 *
 * @param schools rows of the schools table as objects (`docs/input.md`), or what `readTables` has read
 * @throws ArgumentError for what are neither, InputError where the rows cannot be used, SettingsError for an unknown setting or name in `peers.variables`
 * @example
 * clusterSchools([{ school_id: '1', settlement: 'city', pupils: 900 }, ...]).peerGroups[0]?.label.en // 'urban, large'
 */
export function clusterSchools(
  schools: Rows | Pick<MonitorInput, 'schools' | 'saidContext' | 'problems'>,
  settingsInput: SettingsInput = {},
): SchoolClusters {
  expectArguments('clusterSchools', {
    schools: [
      schools,
      hasLists(schools, { schools: undefined, problems: undefined }) || isIterable(schools),
      'schools',
    ],
  })
  const written = parseSettings(settingsInput)
  const input = 'problems' in schools ? schools : collectTables({ schools }, { schoolsAlone: true })
  checkVariables(input.schools, written)
  const settings = withSaidContext(written, input.saidContext)
  const peers = findPeers(input.schools, settings)
  const index = contextIndex(input.schools, settings)
  const found = clustersOf({ input, peers, contextIndex: index })
  return { ...found, warnings: peers.warnings, problems: input.problems }
}
