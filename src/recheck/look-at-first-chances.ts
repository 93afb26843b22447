/** Written by `npx tsx research/look-at-first.ts --write`; edit nothing here. */
import { fixed } from '../setting'

/** By number of schools: simulated districts whose list of signs is shorter than three, the schools at the head of the order there, and how many of those manipulate. */
export const chances = fixed(
  [
    { schools: 15, regions: 100, shown: 3, named: 300, hits: 83, manipulating: 0.134 },
    { schools: 30, regions: 63, shown: 3, named: 189, hits: 60, manipulating: 0.1 },
  ],
  {
    reason:
      'How often a school at the head of the order manipulates where hardly anybody is listed: simulated districts.',
    origin: 'ours',
  },
)
