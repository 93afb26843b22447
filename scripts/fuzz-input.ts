/**
 * Feeds damaged files to the reader: bytes flipped, quotes torn, columns swapped, rows cut, huge fields, `__proto__`
 * headers, NULs, a million columns, torn and lying workbooks, and sheets whose XML is damaged before it is packed. Whatever comes in, the reader must answer with a sound
 * result or with an `InputError`: no other error, no NaN, no row lost, nothing written into `Object.prototype`.
 *
 *   npx tsx scripts/fuzz-input.ts [inputs, default 100000] [seed, default 1] [sheets: only those]
 */
import { pathToFileURL } from 'node:url'
import { createCollector, InputError } from '../src/input'
import { READING_ORDER } from '../src/input/collecting/collect-tables'
import { feedLooked } from '../src/input/collecting/file-feed'
import { type LookedFile, lookAt, problemsOfLook } from '../src/input/collecting/look'
import { MEANINGS } from '../src/input/headers/mapping'
import type { FileMapping, MonitorInput, TableName } from '../src/model'
import { createRandom, type Random } from '../src/statistics/random'
import { BROKEN } from './make-broken'
import { bytesOf, type Fixture, layoutFixtures, workbookOf } from './make-layouts'
import { contentXml, odsParts } from './make-ods'
import { type MadePart, madeZip, sheetXml, workbookParts } from './make-zip'

interface Seedling {
  readonly table: TableName
  readonly name: string
  readonly bytes: Uint8Array
  /** Of sheets: the parts that are damaged before they are packed, so that sums and sizes fit what they hold. */
  readonly parts?: readonly MadePart[]
}

/** Undamaged beginnings: short forms of every layout and of the tables of every kind. */
export async function seedlings(): Promise<Seedling[]> {
  const short = layoutFixtures().map(
    (fixture): Fixture => ({
      ...fixture,
      sheets: fixture.sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.slice(0, 24) })),
    }),
  )
  const layouts = await Promise.all(
    short.map(
      async (fixture): Promise<Seedling> => ({
        table: fixture.name === 'assessments.csv' ? 'assessments' : 'results',
        name: fixture.name,
        bytes: fixture.encoding === 'XLSX' ? await workbookOf(fixture) : bytesOf(fixture),
      }),
    ),
  )
  const broken = Object.entries(BROKEN).map(
    ([name, content]): Seedling => ({
      table: (READING_ORDER.find((table) => name.includes(`-${table}.`)) ?? 'results') as TableName,
      name,
      bytes: typeof content === 'string' ? Buffer.from(content) : content,
    }),
  )
  return [...layouts, ...broken, ...sheets()]
}

/** Workbooks in other spellings than those of a library: shared texts, formulas, merged cells, dates, ODS. */
function sheets(): Seedling[] {
  const header = ['Логин', 'Предмет', 'Класс', 'Год', 'Балл', '1 (1б)', '2 (2б)']
  const texts = ['edu990001', 'Математика', ...header]
  const shared = (text: string) => `<c t="s"><v>${texts.indexOf(text)}</v></c>`
  const paper = (row: number) =>
    `<row r="${row}">${shared('edu990001')}${shared('Математика')}<c><v>4</v></c><c><v>2021</v></c><c><f>F${row}+G${row}</f><v>2</v></c><c s="2"><v>1</v></c><c t="n"><v>1.0000000000001</v></c></row>`
  const xml = sheetXml(
    `<row r="1">${header.map(shared).join('')}<c s="1"><v>44562</v></c></row>${[2, 3, 4].map(paper).join('')}`,
    '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>',
  )
  const parts = workbookParts({
    sheets: [
      { name: 'Протокол', xml },
      { state: 'hidden', xml: '' },
    ],
    strings: texts.map((text) => `<si><t>${text}</t></si>`).join(''),
    formats: ['General', 'd.m', '000'],
  })
  const cell = (text: string) =>
    /^\d/.test(text) && text.length < 5
      ? `<table:table-cell office:value-type="float" office:value="${text}"><text:p>${text}</text:p></table:table-cell>`
      : `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`
  const row = (cells: readonly string[]) => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`
  const rows = row(header) + row(['edu990001', 'Математика', '4', '2021', '2', '1', '1']).repeat(3)
  const ods = odsParts(contentXml(`<table:table table:name="Протокол">${rows}</table:table>`))
  return [
    { table: 'results', name: 'sheets.xlsx', bytes: madeZip(parts), parts },
    { table: 'results', name: 'sheets.ods', bytes: madeZip(ods), parts: ods },
  ]
}

const ODD = [
  '"',
  '""',
  ';',
  ',',
  '\t',
  '\n',
  '\r',
  '\u0000',
  '\ufeff',
  '__proto__',
  'constructor',
  '-1',
  '1e999',
  'NaN',
  '9'.repeat(400),
  '=1+1',
  'х',
  'sch990011',
  '«',
  '%',
  '∞',
  '\ud800',
]

/** One damage to a text, or to bytes. */
const DAMAGES: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  // A byte flipped.
  (bytes, random) => {
    const damaged = Buffer.from(bytes)
    if (damaged.length > 0) damaged[random.integer(damaged.length)]! ^= 1 << random.integer(8)
    return damaged
  },
  // Something odd put in.
  (bytes, random) => {
    const at = random.integer(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(ODD[random.integer(ODD.length)]!), bytes.subarray(at)])
  },
  // A piece cut out.
  (bytes, random) => {
    const from = random.integer(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random.integer(40))])
  },
  // A piece repeated.
  (bytes, random) => {
    const from = random.integer(bytes.length + 1)
    const piece = bytes.subarray(from, from + random.integer(200))
    return Buffer.concat([bytes, piece])
  },
  // The end torn off.
  (bytes, random) => bytes.subarray(0, random.integer(bytes.length + 1)),
  // Two cells of a line swapped, by the look of the text.
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n')
    const at = random.integer(lines.length)
    const cells = lines[at]!.split(/[;,\t]/)
    const [a, b] = [random.integer(cells.length), random.integer(cells.length)]
    ;[cells[a], cells[b]] = [cells[b]!, cells[a]!]
    lines[at] = cells.join(';')
    return Buffer.from(lines.join('\n'), 'latin1')
  },
  // Two lines swapped.
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n')
    const [a, b] = [random.integer(lines.length), random.integer(lines.length)]
    ;[lines[a], lines[b]] = [lines[b]!, lines[a]!]
    return Buffer.from(lines.join('\n'), 'latin1')
  },
  // A huge field, or (rarely) a million columns.
  (bytes, random) => {
    const at = random.integer(bytes.length + 1)
    const rare = random.integer(200) === 0
    const text = rare ? ';x'.repeat(1_000_000) : 'я'.repeat(random.integer(random.integer(20) === 0 ? 100_000 : 2000))
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)])
  },
]

const MARKUP = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '=',
  '&',
  ';',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '&#1;',
  '&#x110000;',
  '-1',
  '1e999',
  '',
]

/** One damage to XML. */
const XML_DAMAGES: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  // Markup, or a value, put in or in the place of something.
  (bytes, random) => {
    const at = random.integer(bytes.length + 1)
    const markup = MARKUP[random.integer(MARKUP.length)]!
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(markup), bytes.subarray(at + random.integer(4))])
  },
  // A number changed.
  (bytes, random) => {
    const text = bytes.toString('latin1')
    const numbers = [...text.matchAll(/\d+/g)]
    const { 0: number = '', index = 0 } = numbers[random.integer(Math.max(1, numbers.length))] ?? {}
    const other = ['0', '-7', '1048577', '99999999999', '', '1.5'][random.integer(6)]!
    return Buffer.from(text.slice(0, index) + other + text.slice(index + number.length), 'latin1')
  },
]

function damaged(bytes: Uint8Array, damages: typeof DAMAGES, random: Random): Buffer {
  let result = Buffer.from(bytes)
  for (let left = 1 + random.integer(4); left > 0; left--)
    result = Buffer.from(damages[random.integer(damages.length)]!(result, random))
  return result
}

/** A workbook with one part damaged, or lost. */
function damagedParts(parts: readonly MadePart[], random: Random): Uint8Array {
  const at = random.integer(parts.length)
  const { content } = parts[at]!
  const damages = random.integer(4) === 0 ? DAMAGES : XML_DAMAGES
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const part = { ...parts[at]!, content: damaged(bytes, damages, random) }
  return madeZip(random.integer(50) === 0 ? parts.toSpliced(at, 1) : parts.with(at, part))
}

async function read(inputs: readonly Seedling[], random: Random): Promise<MonitorInput> {
  const collector = createCollector({ grain: random.integer(2) === 0 ? 'school' : 'class' })
  const mappings = random.integer(3) === 0 ? [randomMapping(random)] : []
  const looked: LookedFile[] = []
  for (const { name, bytes, table } of inputs) {
    const source = { name, pieces: pieces(bytes, 1 + random.integer(bytes.length + 1)) }
    looked.push(await lookAt(source, { table, others: random.integer(2) === 0, mappings }))
  }
  for (const file of looked) {
    const { errors } = problemsOfLook(file, false)
    if (errors.length > 0) throw new InputError(errors)
  }
  for (const table of READING_ORDER) for (const file of looked) await feedLooked(collector, file, table)
  return collector.finish()
}

const HEADERS = [
  'Балл',
  'score',
  'item_1',
  'Код',
  'school_id',
  'логин школы',
  '1 (1б)',
  'а / б',
  '',
  '__proto__',
  'класс',
]

/** Something said of the files, right or wrong: it may be refused, and must never be obeyed to a result that is unsound. */
function randomMapping(random: Random): FileMapping {
  const one = <T>(list: readonly T[]): T => list[random.integer(list.length)]!
  const meaning = () => one([...MEANINGS, 'item_1', 'item_2', 'score_0', 'mark_2', 'level_1', 'item_1_percent'])
  const columns = Object.fromEntries(Array.from({ length: random.integer(5) }, () => [one(HEADERS), meaning()]))
  return {
    file: one(['*', '*.csv', '*.xlsx', 'good.csv']),
    ...(random.integer(4) === 0 ? { table: one(READING_ORDER) } : {}),
    ...(random.integer(4) === 0 ? { headerRow: 1 + random.integer(30) } : {}),
    ...(random.integer(3) === 0 ? { subject: one(['Физика', 'ф\u0000', '  ']) } : {}),
    ...(random.integer(3) === 0 ? { grade: 1 + random.integer(11) } : {}),
    ...(random.integer(8) === 0 ? { skip: true } : {}),
    columns,
  }
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** What is unsound in a result; `null` where all is well. */
export function unsound(input: MonitorInput): string | null {
  for (const source of input.sources)
    if (source.used + source.setAside !== source.rows || source.used < 0)
      return `rows of ${source.file}: ${JSON.stringify(source)}`
  const bad =
    findBad(input.sittings, 'sittings') ??
    findBad(input.assessments, 'assessments') ??
    findBad(input.schools, 'schools')
  if (bad !== null) return bad
  for (const sitting of input.sittings) {
    if (!input.schools.some(({ id }) => id === sitting.schoolId)) return `no school ${sitting.schoolId}`
    for (const counts of [sitting.scoreCounts, sitting.levelCounts]) {
      const total = counts?.reduce((sum, count) => sum + count, 0)
      if (total !== undefined && Math.abs(total - (sitting.participants ?? 0)) > 1e-6 * Math.max(1, total)) {
        // Tables of one sitting may differ on the number of pupils; the reader says so.
        if (!input.problems.some(({ code }) => code === 'participantsDiffer'))
          return `counts of ${sitting.key}: ${total}`
      }
      if (counts?.some((count) => count < 0) === true) return `negative counts of ${sitting.key}`
    }
  }
  if (Object.keys(Object.prototype).length > 0) return 'Object.prototype was written to'
  return null
}

function findBad(value: unknown, path: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return null
  for (const [key, entry] of Object.entries(value)) {
    const bad = findBad(entry, `${path}.${key}`)
    if (bad !== null) return bad
  }
  return null
}

/** One damaged input, read. Returns what became of it; throws where the reader broke. */
export async function fuzzOnce(seeds: readonly Seedling[], random: Random): Promise<'read' | 'refused'> {
  const seed = seeds[random.integer(seeds.length)]!
  const bytes = seed.parts === undefined ? damaged(seed.bytes, DAMAGES, random) : damagedParts(seed.parts, random)
  const good = seeds.find(({ name }) => name === 'good.csv')!
  const inputs = seed.table === 'results' ? [{ ...seed, bytes }] : [good, { ...seed, bytes }]
  try {
    const bad = unsound(await read(inputs, random))
    if (bad === null) return 'read'
    throw new Error(bad)
  } catch (error) {
    if (error instanceof InputError && error.problems.length > 0) return 'refused'
    const shown = Buffer.from(bytes).toString('latin1').slice(0, 3000)
    throw new Error(`${seed.name}: ${(error as Error).stack}\n${JSON.stringify(shown)}`)
  }
}

async function main(): Promise<void> {
  const [inputs = '100000', seed = '1', kind = 'all'] = process.argv.slice(2)
  const seeds = (await seedlings()).filter(
    ({ parts }) => kind === 'all' || (kind === 'sheets') === (parts !== undefined),
  )
  const random = createRandom(Number(seed), 'fuzz')
  const found = { read: 0, refused: 0, slowest: 0 }
  for (let i = 0; i < Number(inputs); i++) {
    const start = performance.now()
    found[await fuzzOnce(seeds, random)]++
    found.slowest = Math.max(found.slowest, performance.now() - start)
    if ((i + 1) % 10_000 === 0) console.error(`${i + 1} inputs`)
  }
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `${inputs} damaged inputs: ${found.read} read, ${found.refused} refused with a reason, 0 crashes; slowest ${Math.round(found.slowest)} ms, ${memory} MB at most`,
  )
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
