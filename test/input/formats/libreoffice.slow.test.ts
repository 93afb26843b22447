import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBack } from './read-back'

const office = process.env.SOFFICE ?? '/usr/bin/soffice'
const python = process.env.PYTHON ?? '/usr/bin/python3'
const ready = existsSync(office) && spawnSync(python, ['-c', 'import openpyxl']).status === 0

/** What a reader sees of a workbook, whichever program saved it. */
const seen = async (file: string) =>
  (await readBack(readFileSync(file))).map(({ name, hidden, merged, rows }) => ({
    name,
    hidden,
    merged,
    rows: rows.map(({ number, cells, kinds }) => [number, cells, kinds]),
  }))

it.skipIf(!ready)('a workbook that LibreOffice saves as ODS, and as XLSX again, reads the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'objectivity-monitor-office-'))
  try {
    const saved = (file: string, format: string) => {
      const settings = `-env:UserInstallation=file://${folder}/settings`
      execFileSync(office, [settings, '--headless', '--convert-to', format, '--outdir', join(folder, format), file])
      return join(folder, format, `книга.${format}`)
    }
    const first = join(folder, 'книга.xlsx')
    execFileSync(python, [join(import.meta.dirname, 'make-openpyxl-workbook.py'), first])
    const open = saved(first, 'ods')
    const wanted = await seen(first)
    expect(wanted[0]!.rows).toHaveLength(402)
    expect(await seen(open)).toEqual(wanted)
    expect(await seen(saved(open, 'xlsx'))).toEqual(wanted)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
