import { InputError } from '../../../src/input'
import { openWorkbook } from '../../../src/input/formats/open-workbook'

/** Reads all of a workbook and keeps nothing. Returns the problem that it is refused with; `null` where it is read. */
export async function refusalOf(bytes: Uint8Array): Promise<string | null> {
  try {
    const { sheets } = await openWorkbook(bytes, { table: 'results', file: 'книга.xlsx' })
    for (const sheet of sheets) {
      await sheet.merged()
      await sheet.rows(() => true)
    }
    return null
  } catch (error) {
    if (error instanceof InputError) return error.problems[0]!.code
    throw error
  }
}
