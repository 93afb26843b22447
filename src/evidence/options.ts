import type * as z from 'zod'
import { block, setting, share } from '../setting'

/** What can be set about how much the outcomes weigh together. */
export const evidenceOptions = block('How the answers of the detectors are weighed.', {
  observedWeight: setting(share(), 1 / 3, {
    reason: 'Observers prevent manipulation, so an observed sitting says less about the others of the school.',
    origin: 'ours',
  }),
  strong: setting(share(), 0.05, { reason: 'Tier strong: q at most this, and two families.', origin: 'ours' }),
  strongFamily: setting(share(), 0.05, {
    reason: 'A family counts towards the two of tier strong when its p is below this.',
    origin: 'ours',
  }),
  moderate: setting(share(), 0.1, { reason: 'Tier moderate: q at most this.', origin: 'ours' }),
  cohort: setting(share(), 0.025, {
    reason:
      'A grade has signs when its q is at most this, and of two kinds. Real truth of grades (ENLACE): of those with q up to .10 42 % are false, up to this and with two kinds 24 %.',
    origin: 'ours',
  }),
  watch: setting(share(), 0.2, { reason: 'Tier watch: q at most this.', origin: 'ours' }),
  watchFamily: setting(share(), 0.001, {
    reason: 'Tier watch also when a single family has p below this.',
    origin: 'ours',
  }),
})

/** What this room reads of the settings. */
export interface Settings {
  readonly seed: number
  readonly evidence: z.output<typeof evidenceOptions>
}
