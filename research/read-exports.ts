/**
 * Six exports as large as real ones (21 000 papers, 37 columns, 2.5 MB packed, some 45 MB of XML each; half of them with
 * every Cyrillic letter as a reference), invented: read by this package, by pandas with openpyxl, and given to `validate`,
 * in the same run. Then the hostile workbooks of the tests, each in a process of its own.
 *
 *   npx tsx research/read-exports.ts [--papers 21000] [--write]
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle, bundleCommandLine } from '../scripts/bundle'
import { HOSTILE } from '../scripts/make-hostile'
import { madeWorkbook, sheetXml } from '../scripts/make-zip'
import { createRandom } from '../src/statistics/random'
import { PYTHON } from './python'
import { publish, type Study } from './study'

const { values } = parseArgs({
  options: { papers: { type: 'string', default: '21000' }, write: { type: 'boolean', default: false } },
})
const PAPERS = Number(values.papers)
const SUBJECTS = ['Математика', 'Русский язык', 'Окружающий мир', 'История', 'Биология', 'География']
const ITEMS = 25
const HEADER = [
  ...['Пользователь', 'Код региона', 'Регион', 'Муниципалитет', 'Школа', 'Дата загрузки', 'Код', 'Вариант'],
  ...Array.from({ length: ITEMS }, (_, i) => `${i + 1} (${i % 5 === 4 ? 2 : 1}б)`),
  ...['Наименование класса', 'Пол', 'Отметка за предыдущий триместр/ четверть/полугодие', 'Итого баллов'],
]

/** Rows of one export: schools of 80 papers, each pupil with a code of its own. */
function exportRows(seed: number): string[][] {
  const random = createRandom(seed, 'exports')
  return Array.from({ length: PAPERS }, (_, i) => {
    const school = Math.floor(i / 80)
    const login = `edu99${String(school).padStart(4, '0')}`
    const items = Array.from({ length: ITEMS }, (_, j) => random.integer(j % 5 === 4 ? 3 : 2))
    const total = items.reduce((sum, points) => sum + points, 0)
    return [
      ...[login, '99', 'reg990000 | Область', `reg99_m${String(school % 25).padStart(3, '0')} | Муниципальный район`],
      ...[`${login} | МБОУ «Средняя общеобразовательная школа № ${school}»`, '17.03.2022 05:33:20'],
      ...[String(40_000 + i), String(1 + (i % 2)), ...items.map(String)],
      ...[`4${'АБВ'[i % 3]}`, 'МЖ'[random.integer(2)]!, String(2 + random.integer(4)), String(total)],
    ]
  })
}

function column(index: number): string {
  return (index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : '') + String.fromCharCode(65 + (index % 26))
}

function exportOf(seed: number, references: boolean): Uint8Array {
  const written = (text: string) =>
    references ? text.replace(/[\u0080-\uffff]/g, (letter) => `&#${letter.charCodeAt(0)};`) : text
  const xml = [HEADER, ...exportRows(seed)].map((cells, row) => {
    const inner = cells.map(
      (text, i) => `<c r="${column(i)}${row + 1}" t="inlineStr"><is><t>${written(text)}</t></is></c>`,
    )
    return `<row r="${row + 1}">${inner.join('')}</row>`
  })
  return madeWorkbook({ sheets: [{ name: 'Протокол', xml: sheetXml(xml.join('')) }] })
}

interface Measured {
  readonly seconds: number
  readonly processor: number
  readonly megabytes: number
  readonly output: string
}

/** Runs a program and asks the system what it took; Python knows that of its children. */
const MEASURE = `
import resource, subprocess, sys, time
start = time.time()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.time() - start, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, done.returncode)
print(done.stdout[-2000:] + done.stderr[-2000:])
`

function measured(name: string, command: readonly string[]): Measured {
  const { stdout } = spawnSync(PYTHON, ['-c', MEASURE, ...command], { encoding: 'utf8', maxBuffer: 1 << 28 })
  const [first = '', ...rest] = stdout.split('\n')
  const [seconds = 0, processor = 0, megabytes = 0, status = 1] = first.split(' ').map(Number)
  const output = rest.join('\n').trim()
  if (status !== 0) throw new Error(`${name} ended with ${status}:\n${output}`)
  console.log(
    `${name}: ${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of processor, ${megabytes} MB; ${output.split('\n').at(-1)}`,
  )
  return { seconds, processor, megabytes, output }
}

const PANDAS = `
import pandas, sys
rows = cells = 0
for file in sys.argv[1:]:
    table = pandas.read_excel(file, engine='openpyxl', dtype=str)
    rows += len(table)
    cells += int(table.notna().sum().sum())
print(rows, 'rows', cells + 37 * len(sys.argv[1:]), 'cells')
`

/** Reads all rows and counts what pandas counts. */
const OURS = `
import { readFileSync } from 'node:fs'
import { openWorkbook } from './src/input/formats/open-workbook'
let rows = 0
let cells = 0
for (const file of process.argv.slice(2)) {
  const { sheets } = await openWorkbook(readFileSync(file), { table: 'results', file })
  for (const sheet of sheets) {
    await sheet.merged()
    await sheet.rows((row) => {
      rows++
      for (const cell of row.cells) if (cell !== '') cells++
    })
    rows--
  }
}
console.log(rows, 'rows', cells, 'cells')
`

/** Reads one hostile workbook. */
const REFUSAL = `
import { readFileSync } from 'node:fs'
import { refusalOf } from './test/input/formats/hostile'
console.log(await refusalOf(readFileSync(process.argv[2])))
`

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'objectivity-monitor-exports-'))
  try {
    const exports = join(folder, 'exports')
    mkdirSync(exports)
    const files = SUBJECTS.map((subject, i) => {
      const file = join(exports, `${subject}, 4 класс, ВПР 2022.xlsx`)
      writeFileSync(file, exportOf(i + 1, i % 2 === 1))
      return file
    })
    const size = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6
    console.log(`six exports, ${size.toFixed(1)} MB`)
    const [rows, refusal, command] = ['rows.mjs', 'refusal.mjs', 'cli.mjs'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    await bundle(OURS, rows)
    await bundle(REFUSAL, refusal)
    await bundleCommandLine(command)
    const ours = measured('our rows', [process.execPath, rows, ...files])
    const validate = measured('validate', [
      process.execPath,
      command,
      'validate',
      '--results',
      exports,
      '--locale',
      'en',
    ])
    const pandas = measured('pandas with openpyxl', [PYTHON, '-c', PANDAS, ...files])
    if (ours.output !== pandas.output) throw new Error(`counts differ: ${ours.output}; ${pandas.output}`)
    const hostile = Object.entries(HOSTILE).map(([name, { make, code }]) => {
      const file = join(folder, 'hostile')
      writeFileSync(file, make())
      const run = measured(name, [process.execPath, refusal, file])
      if (run.output !== String(code)) throw new Error(`${name}: ${run.output}`)
      return { name, ...run }
    })
    publish('read-exports', figuresOf(size, { ours, validate, pandas }, hostile))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function figuresOf(
  size: number,
  { ours, validate, pandas }: Readonly<Record<'ours' | 'validate' | 'pandas', Measured>>,
  hostile: readonly (Measured & { readonly name: string })[],
): Study['figures'] {
  const row = (name: string, run: Measured): string[] => [
    name,
    run.processor.toFixed(1),
    run.seconds.toFixed(1),
    String(run.megabytes),
    (pandas.processor / run.processor).toFixed(1),
    (pandas.seconds / run.seconds).toFixed(1),
  ]
  const worst = (key: 'processor' | 'megabytes') => hostile.reduce((a, b) => (b[key] > a[key] ? b : a))
  const [slowest, largest] = [worst('processor'), worst('megabytes')]
  const exports = `six exports of ${PAPERS} papers and ${HEADER.length} columns, ${size.toFixed(1)} MB together`
  return {
    exports: {
      head: [exports, 's of processor', 's by the clock', 'MB at most', 'pandas / this, processor', 'by the clock'],
      rows: [
        row('all cells, by our reader', ours),
        row('`validate`', validate),
        row('all cells, by pandas with openpyxl', pandas),
      ],
    },
    hostile: {
      head: [`of ${hostile.length} hostile workbooks`, 'which', 'at most'],
      rows: [
        ['the slowest', slowest.name, `${slowest.processor.toFixed(1)} s of processor`],
        ['the largest', largest.name, `${largest.megabytes} MB`],
      ],
    },
  }
}

await main()
