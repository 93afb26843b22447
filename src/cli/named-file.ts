import { OutputError } from '../node/writing/output-error'
import { writeOne } from '../node/writing/write-together'
import type { FileContent } from '../outputs'
import { UsageError } from './arguments'

/**
 * A file that the user has named, whole or not at all.
 *
 * @param content made when no other run can change the file
 * @throws UsageError where it cannot be written, OutputError where another run does not end
 */
export async function writeNamedFile(file: string, content: () => FileContent): Promise<void> {
  try {
    await writeOne(file, content)
  } catch (error) {
    if (error instanceof UsageError || error instanceof OutputError) throw error
    throw new UsageError('unwritable', { file }, error)
  }
}
