import * as z from 'zod'
import type { Warning } from '../model'
import { about, block, setting } from '../setting'

export const peerOptions = block('Who is compared with whom.', {
  method: setting(z.enum(['clusters', 'neighbours', 'given', 'none']), 'clusters', {
    reason: 'Decision 2.1 asks for the cluster approach. A `cluster` column filled for every school is used as given.',
    origin: 'official',
  }),
  sensitivity: setting(z.boolean(), false, {
    reason:
      'Also says, for every listed school, under which share of the peer definitions it would have signs; costs a run per definition.',
    origin: 'ours',
  }),
  minimumSize: setting(z.int().min(3).max(1000), 15, {
    reason:
      'Smaller groups are merged; of fewer than 45 schools a third is enough, at least eight: what a small group lacks it takes from the line of the region.',
    origin: 'ours',
    unit: 'schools',
  }),
  maximumGroups: setting(z.int().min(1).max(50), 8, {
    reason: 'More groups than this cannot be told apart in words, and each gets too small to be a yardstick.',
    origin: 'ours',
    unit: 'groups',
  }),
  starts: setting(z.int().min(1).max(1000), 25, {
    reason: 'A single start of k-means is up to 15 % worse; 25 starts reach the inertia of scikit-learn with 10.',
    origin: 'ours',
    unit: 'starts',
  }),
  neighbours: setting(z.int().min(30).max(60), 40, {
    reason: 'Comparisons with 30-60 similar schools are what ACARA, EEF and California publish; 40 is their middle.',
    origin: 'paper',
    unit: 'schools',
  }),
  variables: setting(
    z.record(
      z.string(),
      z.strictObject({
        role: about(z.enum(['context', 'ignore']).optional(), 'Whether it is context'),
        kind: about(
          z.enum(['share', 'count', 'number', 'ordered', 'category', 'yesNo']).optional(),
          'What its values are',
        ),
        weight: about(z.number().min(0).max(10).optional(), '1 = one vote'),
        order: about(z.array(z.string()).min(2).optional(), 'Its categories from the lowest to the highest'),
      }),
    ),
    {},
    {
      reason: 'What is recognised wrongly can be said by column: role, kind, weight and, for categories, their order.',
      origin: 'ours',
    },
  ),
})

/** What this room reads of the settings. */
export interface Settings {
  readonly seed: number
  readonly peers: z.output<typeof peerOptions>
}

/** The settings with what the user says of the columns of a table: context, unless the settings say otherwise of them. */
export function withSaidContext<S extends Settings>(settings: S, said: readonly string[] | undefined): S {
  if (said === undefined || said.length === 0) return settings
  const context = said.map((header) => [header, { role: 'context' as const }] as const)
  const written = Object.entries(settings.peers.variables).map(([name, own]) => {
    const role = said.includes(name) ? { role: 'context' as const } : {}
    return [name, { ...role, ...own }] as const
  })
  const variables = Object.fromEntries([...context, ...written])
  return { ...settings, peers: { ...settings.peers, variables } }
}

/**
 * What was set about peers and cannot act where the groups come ready-made (a reference, saved groups).
 *
 * @param said columns that the user calls context in `files[].columns`
 * @param ownLooks true where the sensitivity is still computed from groups of the run's own
 */
export function idleSettings({ peers }: Settings, said: readonly string[] = [], ownLooks = false): Warning[] {
  const usual = peerOptions.parse({})
  const written = (Object.keys(usual) as (keyof typeof usual)[]).filter(
    (name) => JSON.stringify(peers[name]) !== JSON.stringify(usual[name]) && !(ownLooks && peers.sensitivity),
  )
  const names = [...written.map((name) => `peers.${name}`), ...(said.length > 0 ? ['files[].columns'] : [])]
  return names.length === 0 ? [] : [{ code: 'peerSettingsIdle', details: { settings: names.join(', ') } }]
}

/** The settings with some columns left out of the context. */
export function withoutColumns<S extends Settings>(settings: S, columns: readonly string[]): S {
  if (columns.length === 0) return settings
  const ignored = Object.fromEntries(columns.map((column) => [column, { role: 'ignore' as const }]))
  return { ...settings, peers: { ...settings.peers, variables: { ...settings.peers.variables, ...ignored } } }
}
