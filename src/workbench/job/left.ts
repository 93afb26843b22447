/** What earlier years and a bigger region left for this run: settled cases, groups, a reference, a result. */
import type { MonitorInput, MonitorResult, Text } from '../../model'
import { LOCALES } from '../../model'
import type { Extensions } from '../../monitor'
import { assignToPeers, type SavedPeers } from '../../peers'
import { parseReference } from '../../reference'
import { parseSettled, type SettledCase } from '../../verify/settled'
import { fill } from '../../words/format'
import { WORKBENCH } from '../../words/workbench'
import type { Task } from '../protocol'
import { both } from './file-view'
import { textOf } from './given'

/** A file that cannot be used, or not for these schools. */
export class LeftFileError extends Error {
  constructor(readonly text: Text) {
    super(text[LOCALES[0]])
  }
}

type Kind = keyof typeof WORKBENCH.damaged

/** @throws LeftFileError where the file is not what it was taken for */
async function parsed<T>(kind: Kind, file: Blob, parse: (content: unknown) => T): Promise<T> {
  try {
    return parse(JSON.parse(await textOf(file)))
  } catch {
    throw new LeftFileError(WORKBENCH.damaged[kind])
  }
}

export const settledOf = async (file: Blob | null): Promise<readonly SettledCase[]> =>
  file === null ? [] : parsed('settled', file, parseSettled)

export const resultOf = (file: Blob): Promise<MonitorResult> =>
  parsed('result', file, (content) => {
    const result = content as MonitorResult
    if (Array.isArray(result.schools) && Array.isArray(result.sittings)) return result
    throw new RangeError('no schools, no sittings')
  })

/**
 * What a run is given beside its tables.
 *
 * @throws LeftFileError where a file cannot be used, or fits none of the schools
 */
export async function extensionsOf(
  { settled, peers, reference }: Task,
  schools: MonitorInput['schools'],
): Promise<Pick<Extensions, 'settled' | 'peers' | 'reference'>> {
  if (peers !== null && reference !== null) throw new LeftFileError(WORKBENCH.peersAndReference)
  return {
    settled: await settledOf(settled),
    ...(peers === null ? {} : { peers: await peersOf(peers, schools) }),
    ...(reference === null ? {} : { reference: await parsed('reference', reference, parseReference) }),
  }
}

async function peersOf(file: Blob, schools: MonitorInput['schools']): Promise<SavedPeers> {
  const { saved, groupOf } = await parsed('peers', file, (content) => {
    const groups = content as SavedPeers
    return { saved: groups, groupOf: assignToPeers(groups, schools).groupOf }
  })
  if (schools.length === 0 || groupOf.some((group) => group !== null)) return saved
  const concepts = saved.encoders.map(({ variable }) => variable).join(', ')
  throw new LeftFileError(both((locale) => fill(WORKBENCH.peersFitNobody[locale], { concepts }, locale)))
}
