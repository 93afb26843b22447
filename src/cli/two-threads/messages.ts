/**
 * One region in two threads. Of the looks of the detectors each takes the next one that nobody has taken; then the second one
 * counts lifted papers while the first one weighs, and makes some of the files while the first one makes the others. What is
 * made does not depend on who makes it, so the result is the same to the last byte.
 */
import type { DetectorInput } from '../../detectors'
import type { LiftedPapers, MonitorResult, Outcome, OutputFile } from '../../model'
import type { OutputOptions } from '../../outputs'
import type { IndexedRegion, indexRegion } from '../../sittings/region'

export type Read = Parameters<typeof indexRegion>[0]
export type Rest = Omit<DetectorInput, 'region'> & Pick<IndexedRegion, 'observations'>

/** What a thread is sent: what was read; the rest and the number of the next look, in shared memory; what files are made of. */
export type Sent =
  | { readonly read: Read }
  | { readonly rest: Rest; readonly next: Int32Array }
  | { readonly result: MonitorResult; readonly options: OutputOptions }

/** What it sends back, one after the other. */
export type Answered =
  | { readonly look: number; readonly answers: Outcome[][] }
  | { readonly lifted: LiftedPapers }
  | { readonly name: string; readonly bytes: Uint8Array }

/** Files that tell of no signal but the telling ones: little of a result is handed over for them. */
export const isMadeThere = ({ name }: OutputFile): boolean =>
  name.startsWith('documents/') || name === 'official-rules.csv'
