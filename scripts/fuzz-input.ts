/**
 * Feeds damaged files to the reader: bytes flipped, quotes torn, columns swapped, rows cut, huge fields, `__proto__`
 * headers, NULs, a million columns, torn and lying workbooks. Whatever comes in, the reader must answer with a sound
 * result or with an `InputError`: no other error, no NaN, no row lost, nothing written into `Object.prototype`.
 *
 *   npx tsx scripts/fuzz-input.ts [inputs, default 100000] [seed, default 1]
 */
import { pathToFileURL } from 'node:url'
import { createCollector, InputError } from '../src/input'
import { READING_ORDER } from '../src/input/collecting/collect-tables'
import { feedFile } from '../src/input/collecting/file-feed'
import type { MonitorInput, TableName } from '../src/model'
import { createRandom, type Random } from '../src/statistics/random'
import { BROKEN } from './make-broken'
import { bytesOf, type Fixture, layoutFixtures, workbookOf } from './make-layouts'

interface Seedling {
  readonly table: TableName
  readonly name: string
  readonly bytes: Uint8Array
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
  return [...layouts, ...broken]
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

async function read(inputs: readonly Seedling[], random: Random): Promise<MonitorInput> {
  const collector = createCollector({ grain: random.integer(2) === 0 ? 'school' : 'class' })
  for (const table of READING_ORDER)
    for (const { name, bytes } of inputs.filter((input) => input.table === table))
      await feedFile(collector, table, { name, pieces: pieces(bytes, 1 + random.integer(bytes.length + 1)) })
  return collector.finish()
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
  let bytes = Buffer.from(seed.bytes)
  for (let damages = 1 + random.integer(4); damages > 0; damages--)
    bytes = Buffer.from(DAMAGES[random.integer(DAMAGES.length)]!(bytes, random))
  const good = seeds.find(({ name }) => name === 'good.csv')!
  const inputs = seed.table === 'results' ? [{ ...seed, bytes }] : [good, { ...seed, bytes }]
  try {
    const bad = unsound(await read(inputs, random))
    if (bad === null) return 'read'
    throw new Error(bad)
  } catch (error) {
    if (error instanceof InputError && error.problems.length > 0) return 'refused'
    throw new Error(
      `${seed.name}: ${(error as Error).stack}\n${JSON.stringify(bytes.toString('latin1').slice(0, 3000))}`,
    )
  }
}

async function main(): Promise<void> {
  const [inputs = '100000', seed = '1'] = process.argv.slice(2)
  const seeds = await seedlings()
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
