/**
 * How many of the tests of a real region show their scale by themselves: the built-in scales are switched off (the year is
 * read as another), and what the papers show is held against the scales as issued. Also for random districts of 24 schools.
 *
 *   npx tsx scripts/measure-scales.ts [folder of results-*.csv, default ../shared/data/vpr-region]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCollector } from '../src/input'
import { builtInScale } from '../src/input/collecting/scales'
import type { Assessment } from '../src/model'
import { createRandom } from '../src/statistics/random'

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'shared', 'data', 'vpr-region')
const DISTRICT = 24

/** The test as the papers of some schools show it. */
function shown(rows: readonly (readonly string[])[], keep: (school: string) => boolean): Assessment | null {
  const collector = createCollector()
  const feed = collector.table('results')
  const [header, ...papers] = rows
  const school = header!.indexOf('school_id')
  feed.header(header!)
  for (const [i, cells] of papers.entries()) if (keep(cells[school]!)) feed.row(cells, i + 2)
  feed.end()
  return collector.finish().assessments[0] ?? null
}

if (!existsSync(folder)) console.log(`No ${folder}: nothing to measure`)
else {
  const random = createRandom(1)
  const right = { tests: 0, maxima: 0, items: 0, itemsKnown: 0, districts: 0, districtMaxima: 0, districtOff: 0 }
  for (const file of readdirSync(folder).filter((name) => /^results-.*\.csv$/.test(name))) {
    const rows = readFileSync(join(folder, file), 'utf8')
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => line.split(';'))
    const header = rows[0]!
    const [subjectAt, gradeAt, yearAt, schoolAt] = ['subject', 'grade', 'year', 'school_id'].map((name) =>
      header.indexOf(name),
    ) as [number, number, number, number]
    const { 1: first } = rows
    const issued = builtInScale(first![subjectAt]!, Number(first![gradeAt]), Number(first![yearAt]))
    for (const cells of rows.slice(1)) cells[yearAt] = '2019'
    const whole = shown(rows, () => true)!
    const sum = whole.itemMax?.reduce((total, max) => total + max, 0)
    if (issued === null) {
      console.log(`${file}: no scale as issued; shown ${whole.maxScore} (${whole.itemMax?.join(',')})`)
      continue
    }
    right.tests++
    if (whole.maxScore === issued.maxScore && sum === issued.maxScore) right.maxima++
    else console.log(`${file}: shown ${whole.maxScore}, as issued ${issued.maxScore} (${whole.itemMax?.join(',')})`)
    if (issued.itemMax !== null) {
      right.itemsKnown++
      if (issued.itemMax.join() === whole.itemMax?.join()) right.items++
      else console.log(`${file}: items shown ${whole.itemMax?.join(',')}, as issued ${issued.itemMax.join(',')}`)
    }
    const schools = [...new Set(rows.slice(1).map((cells) => cells[schoolAt]!))]
    for (let draw = 0; draw < 3; draw++) {
      const drawn = new Set(Array.from({ length: DISTRICT }, () => schools[random.integer(schools.length)]!))
      const part = shown(rows, (school) => drawn.has(school))
      right.districts++
      if (part?.maxScore === issued.maxScore) right.districtMaxima++
      else right.districtOff += Math.abs((part?.maxScore ?? 0) - issued.maxScore)
    }
  }
  const { tests, maxima, items, itemsKnown, districts, districtMaxima, districtOff } = right
  console.log(
    `whole region, from the papers alone: maximum and sum of the item maxima right in ${maxima} of ${tests} tests; all item maxima right in ${items} of ${itemsKnown} tests whose item maxima were issued`,
  )
  console.log(
    `districts of ${DISTRICT} schools, three per test: maximum right in ${districtMaxima} of ${districts}; the others are off by ${(districtOff / Math.max(1, districts - districtMaxima)).toFixed(1)} points on average`,
  )
}
