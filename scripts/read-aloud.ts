/**
 * Every sentence that a person reads of the demo, once, for reading aloud: the terminal, the report with all its pages, the
 * workbook, the annex, the documents and the tables for Excel: `npx tsx scripts/read-aloud.ts ru` (or `en`). Sentences
 * that differ in their figures and names alone are told once.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linesOf } from '../test/report/visible-text'

const locale = process.argv[2] ?? 'ru'
const out = mkdtempSync(join(tmpdir(), 'read-aloud-'))
const cli = join(import.meta.dirname, '..', 'src', 'cli', 'index.ts')
const terminal = execFileSync('npx', ['tsx', cli, 'demo', '--locale', locale, '--out', out], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
})

/** The files for people; the others are for programs. */
const FOR_PEOPLE = ['report.html', 'recheck.xlsx', 'annex.html', 'official-rules.csv', 'indicators.csv', 'years.csv']

/** Names of schools and places, and figures, do not make another sentence. */
const shapeOf = (line: string): string =>
  line
    .replace(/(?:МБОУ )?"[^"]*"|edu\d+/g, 'SCHOOL')
    .replace(/[A-ZА-ЯЁ][а-яё]+(?:ий|ой)[ -]район|г\.?[ -][А-ЯЁ][а-яё]+/g, 'PLACE')
    .replace(/Математика|Русский язык/g, 'SUBJECT')
    .replace(/(?:[-−+]?\d[\d,.\s]*(?:[-–;]\s*)?)+/g, '0')

const told = new Set<string>()
function tell(title: string, lines: readonly string[]): void {
  const fresh = lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => {
      const shape = shapeOf(line)
      if (told.has(shape) || !/\p{L}/u.test(shape)) return false
      told.add(shape)
      return true
    })
  if (fresh.length > 0) console.log(`\n== ${title}\n${fresh.join('\n')}`)
}

tell('terminal', terminal.split('\n'))
const documents = readdirSync(join(out, 'documents')).toSorted()
for (const file of [...FOR_PEOPLE, ...documents.map((name) => join('documents', name))])
  tell(file, linesOf(file, readFileSync(join(out, file))))
rmSync(out, { recursive: true })
