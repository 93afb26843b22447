/** What may be told of a group without telling of its members. */
import { fixed } from '../setting'

export const LEAST_SCHOOLS = fixed(10, {
  reason:
    'Fewer schools stand behind no number of a reference: who knows some of them could work out the others. Official statistics ask for three; ten also make a yardstick.',
  origin: 'ours',
  unit: 'schools',
})
export const LEAST_PUPILS = fixed(100, {
  reason: 'Fewer pupils stand behind no number of a reference: ten schools of ten pupils.',
  origin: 'ours',
  unit: 'pupils',
})
