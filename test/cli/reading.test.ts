import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readingProgress } from '../../src/cli/reading'
import { readTables } from '../../src/node/files'
import { folders } from '../folders'

const newFolder = folders('progress-')

function watched(terminal: boolean) {
  const notes: string[] = []
  const clock = { at: 0 }
  const shell = {
    cwd: '.',
    env: {},
    print: () => undefined,
    note: (text: string) => void notes.push(text.replaceAll('\u00a0', ' ')),
    terminal,
    now: () => new Date(clock.at),
  }
  return { notes, clock, shell }
}

describe('progress of reading', () => {
  it('tells the time that is left from the speed so far, once there is some, and wipes its line', () => {
    const { notes, clock, shell } = watched(true)
    const tell = readingProgress(shell, 'en')!
    const at = (seconds: number, done: number) => {
      clock.at = 1000 * seconds
      tell({ done: done * 1e6, total: 2000e6 })
    }
    at(0.1, 1)
    expect(notes).toEqual([])
    at(1, 100)
    expect(notes.at(-1)).toBe('\r100 of 2000 MB read:\u001b[K')
    at(10, 500)
    expect(notes.at(-1)).toBe('\r500 of 2000 MB read: about 30 s left\u001b[K')
    at(100, 400)
    expect(notes.at(-1)).toBe('\r400 of 2000 MB read: about 7 min left\u001b[K')
    at(101, 2000)
    expect(notes.at(-1)).toBe('\r\u001b[K')
    expect(notes).toHaveLength(4)
  })

  it('says nothing where notes do not go to a terminal', () => {
    expect(readingProgress(watched(false).shell, 'ru')).toBeUndefined()
  })

  it('counts the bytes of all files', async () => {
    const folder = newFolder()
    const rows = Array.from({ length: 40_000 }, (_, i) => `s${i % 50};Математика;4;2021;${i % 20}`)
    const results = ['school_id;subject;grade;year;score', ...rows].join('\n')
    const schools = 'school_id\ns1\n'
    writeFileSync(join(folder, 'results.csv'), results)
    writeFileSync(join(folder, 'schools.csv'), schools)
    const told: number[] = []
    const total = Buffer.byteLength(results) + Buffer.byteLength(schools)
    await readTables(
      { results: join(folder, 'results.csv'), schools: join(folder, 'schools.csv') },
      {
        onProgress: (bytes) => {
          expect(bytes.total).toBe(total)
          told.push(bytes.done)
        },
      },
    )
    expect(told.length).toBeGreaterThan(4)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(total)
  })

  it('counts a workbook when its rows are taken in, not when its last byte is there', async () => {
    const file = join(newFolder(), 'results.xlsx')
    const data = [['school_id', 'subject', 'score'], ...Array.from({ length: 30 }, (_, i) => [`s${i % 5}`, 'x', i % 7])]
    const written = writeXlsxFile as unknown as (sheets: unknown) => { toBuffer(): Promise<Buffer> }
    const bytes = await written([{ sheet: 'x', data: data.map((row) => row.map((value) => ({ value }))) }]).toBuffer()
    writeFileSync(file, bytes)
    const told: number[] = []
    await readTables({ results: file }, { onProgress: ({ done }) => told.push(done) })
    expect(told).toEqual([bytes.length])
  })
})
