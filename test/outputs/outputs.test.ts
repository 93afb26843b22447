import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeReports } from '../../src/node/write'
import { bytesOf, outputFiles } from '../../src/outputs'
import { folders } from '../folders'
import { exampleResult } from '../report/example-result'

const folder = folders('outputs-')

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
