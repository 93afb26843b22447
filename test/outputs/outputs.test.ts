import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeReports } from '../../src/node/write'
import { bytesOf, outputFiles } from '../../src/outputs'
import { folders } from '../folders'
import { exampleResult } from '../report/example-result'

const folder = folders('outputs-')

describe('papers that an office edits', () => {
  const budgeted = (without: string) => {
    const result = exampleResult()
    return { ...result, recheck: result.recheck.filter(({ schoolId }) => schoolId !== without) }
  }

  it('are overwritten as long as nobody has edited them; a letter to nobody goes', async () => {
    const out = folder()
    await writeReports(exampleResult(), out)
    writeFileSync(join(out, 'documents', 'minutes.docx'), 'of somebody else')
    const kept: string[] = []
    await writeReports(budgeted('001234'), out, { onKept: (names) => kept.push(...names) })
    const files = readdirSync(join(out, 'documents'))
    expect(kept).toEqual([])
    expect(files).not.toContain('letter-001234.docx')
    expect(files).toContain('letter-000002.docx')
    expect(readFileSync(join(out, 'documents', 'minutes.docx'), 'utf8')).toBe('of somebody else')
  })

  it('are kept where somebody has: tables filled in place, an order with names, a letter to a school that went', async () => {
    const out = folder()
    await writeReports(exampleResult(), out)
    const edited = ['order.docx', 'letter-001234.docx', 'rechecks-Озёрный.xlsx']
    for (const round of ['first', 'second']) {
      for (const name of edited) writeFileSync(join(out, 'documents', name), `${round} ${name}`)
      const kept: string[] = []
      await writeReports(budgeted('001234'), out, { onKept: (names) => kept.push(...names) })
      const ends = round === 'first' ? '' : '-2'
      expect(kept.sort()).toEqual(edited.map((name) => `documents/edited/${name.replace('.', `${ends}.`)}`).sort())
      for (const [i, name] of edited.map((name) => name.replace('.', `${ends}.`)).entries())
        expect(readFileSync(join(out, 'documents', 'edited', name), 'utf8')).toBe(`${round} ${edited[i]}`)
      expect(readFileSync(join(out, 'documents', 'order.docx'), 'latin1').slice(0, 2)).toBe('PK')
      // Somebody puts it back.
      await writeReports(exampleResult(), out)
    }
  })
})

describe('outputFiles', () => {
  it('gives the bytes that the command line writes, the same at every call', async () => {
    const result = exampleResult()
    const out = folder()
    const written = await writeReports(result, out, { locale: 'ru' })
    const files = outputFiles(result, { locale: 'ru' })
    expect(files.map(({ name }) => join(out, name))).toEqual(written)
    for (const { name, content } of files) {
      const bytes = bytesOf(await content())
      expect(Buffer.compare(bytes, readFileSync(join(out, name))), name).toBe(0)
      expect(Buffer.compare(bytes, bytesOf(await content())), name).toBe(0)
    }
  })
})
