import * as z from 'zod'
import { block, setting } from '../setting'

/** What counts as a public observer; stands in the settings under `recheck`, because decision 2.3 rests on it. */
export const observerOptions = {
  unknownObserver: setting(z.enum(['absent', 'present']), 'absent', {
    reason:
      'A sitting that the observers table does not mention has no proof of an observer: decision 2.3 treats it as absent.',
    origin: 'ours',
  }),
  conflictIsAbsence: setting(z.boolean(), true, {
    reason: 'An observer with a conflict of interest (decision 2.9) is no public observer.',
    origin: 'official',
  }),
}
const observers = block('When a sitting counts as observed.', observerOptions)

/** What this room reads of the settings. */
export interface Settings {
  readonly recheck: z.output<typeof observers>
}
