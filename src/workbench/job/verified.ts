/** What came of rechecks, against the list of an earlier run. */
import { readRechecks, settledJson, verificationFiles, verificationText } from '../../cli/verification'
import { verifyRechecks } from '../../verify/outcomes'
import { mergeSettled, settledCases } from '../../verify/settled'
import type { Message, OutputView, Request } from '../protocol'
import { blobOf } from './blobs'
import { both, remarkOf } from './file-view'
import { piecesOf } from './given'
import { resultOf, settledOf } from './left'

/**
 * @param day of the recheck, where its rows name none
 * @throws InputError for tables, LeftFileError for other files that cannot be read
 */
export async function verified(
  { rechecks, result: file, settled: known, locale }: Extract<Request, { do: 'verify' }>,
  day: string,
): Promise<Extract<Message, { is: 'verified' }>> {
  const result = await resultOf(file)
  const sources = rechecks.map((one) => ({ name: one.path, pieces: piecesOf(one.file) }))
  const read = await readRechecks(sources, result)
  const found = verifyRechecks(result, read.rechecks)
  const before = await settledOf(known)
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
