/** What came of rechecks, against the list of an earlier run. */
import { readRechecks, settledJson, verificationFiles, verificationText } from '../../cli/verification'
import { stop } from '../../input/problems'
import type { MonitorResult } from '../../model'
import { verifyRechecks } from '../../verify/outcomes'
import { mergeSettled, parseSettled, settledCases } from '../../verify/settled'
import type { Message, OutputView, Request } from '../protocol'
import { blobOf } from './blobs'
import { both, remarkOf } from './file-view'
import { piecesOf, textOf } from './given'

/**
 * @param day of the recheck, where its rows name none
 * @throws InputError for files that cannot be read
 */
export async function verified(
  { rechecks, result: file, settled: known, locale }: Extract<Request, { do: 'verify' }>,
  day: string,
): Promise<Extract<Message, { is: 'verified' }>> {
  const result = await resultOf(file)
  const sources = rechecks.map((one) => ({ name: one.path, pieces: piecesOf(one.file) }))
  const read = await readRechecks(sources, result)
  const found = verifyRechecks(result, read.rechecks)
  const before = known === null ? [] : parseSettled(JSON.parse(await textOf(known)))
  const settled = settledJson(mergeSettled(before, settledCases(result, found, day)))
  const outputs: OutputView[] = [{ name: 'settled.json', file: blobOf('settled.json', settled) }]
  for (const { name, content } of verificationFiles(found, result, locale))
    outputs.push({ name, file: blobOf(name, await content()) })
  return {
    is: 'verified',
    text: both((language) => verificationText(found, result, language)),
    remarks: read.problems.map(remarkOf),
    outputs,
  }
}

async function resultOf(file: Blob): Promise<MonitorResult> {
  const result = JSON.parse(await textOf(file)) as MonitorResult
  if (Array.isArray(result.schools) && Array.isArray(result.sittings)) return result
  return stop('unreadableFile', { table: 'earlier', file: 'result.json', found: 'schools, sittings' })
}
