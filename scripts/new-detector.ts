/**
 * Begins a detector: its file, its line in the list, its page and its test. What is still to be written fails in the tests.
 *
 *   npm run new:detector -- steep-end
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FAMILY } from '../src/words/terms'

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const INDEX = 'src/detectors/index.ts'

/**
 * @param id noun of the field, words joined by hyphens
 * @param root folder of the repository
 * @returns the files that were written, as paths from the root
 * @throws Error where the id is none, or one of the files is there already; nothing is written then
 */
export function newDetector(id: string, root: string): string[] {
  if (!ID.test(id))
    throw new Error(`"${id}" is no id of a detector: lower-case words joined by hyphens, such as steep-end.`)
  const files: readonly [path: string, text: string][] = [
    [`src/detectors/${id}.ts`, sourceOf(id)],
    [`docs/detectors/${id}.md`, pageOf(id)],
    [`test/detectors/${id}.test.ts`, testOf(id)],
  ]
  const taken = [`src/detectors/${id}`, ...files.map(([path]) => path)].find((path) => existsSync(join(root, path)))
  if (taken !== undefined) throw new Error(`${taken} is there already.`)
  const index = listed(id, readFileSync(join(root, INDEX), 'utf8'))
  for (const [path, text] of [...files, [INDEX, index] as const]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return [...files.map(([path]) => path), INDEX]
}

/** `steep-end` -> `steepEnd` */
const nameOf = (id: string): string => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** The index with the import where its path belongs, and the detector at the end of the list. */
function listed(id: string, index: string): string {
  const lines = index.split('\n')
  const pathOf = (line: string): string | undefined => /^import .* from '\.\/(.*)'$/.exec(line)?.[1]
  const later = lines.findIndex((line) => (pathOf(line) ?? '') > id)
  const last = lines.findLastIndex((line) => pathOf(line) !== undefined)
  lines.splice(later < 0 ? last + 1 : later, 0, `import { ${nameOf(id)} } from './${id}'`)
  const end = lines.indexOf('] as const')
  if (last < 0 || end < 0) throw new Error(`${INDEX} has another form than this script knows.`)
  lines.splice(end, 0, `  ${nameOf(id)},`)
  return lines.join('\n')
}

const sourceOf = (id: string): string => `import type { Outcome } from '../model'
import { pupils, setting } from '../setting'
import { defineDetector } from './runner/define'

export const ${nameOf(id)} = defineDetector({
  meta: {
    id: '${id}',
    // ${Object.keys(FAMILY).join(', ')}: findings of one family count as one kind of sign.
    family: 'shape',
    // assessment: sees one test at a time; region: sees all of them together.
    scope: 'assessment',
    question: { en: 'TO WRITE: the one question?', ru: 'НАПИСАТЬ: единственный вопрос?' },
    needs: ['scoreCounts'],
    unit: { en: 'TO WRITE: unit of value', ru: 'НАПИСАТЬ: единица величины' },
    effectUnit: { en: 'pupils', ru: 'участников' },
    sources: ['TO WRITE: author, year, title'],
    innocent: [
      { en: 'TO WRITE: what else may explain it.', ru: 'НАПИСАТЬ: чем ещё это объясняется.' },
      { en: 'TO WRITE: a second explanation.', ru: 'НАПИСАТЬ: второе объяснение.' },
    ],
    finding: { en: 'TO WRITE: the finding, with {count}', ru: 'НАПИСАТЬ: находка, где {count} — число' },
  },
  // Stand in the settings under detectors.${id}.
  options: {
    minimumPupils: setting(pupils(), 8, { reason: 'TO WRITE: of fewer pupils ...', origin: 'ours', unit: 'pupils' }),
  },
  // A sentence for every reason why nothing is measured.
  reasons: { notWritten: { en: 'the detector is still to be written', ru: 'проверка ещё не написана' } },
  // One outcome per sitting: { outcome: 'measured', value, effect, p, n, details: { count } }, or a reason why not.
  measure: ({ sittings }) => sittings.map((): Outcome => ({ outcome: 'undecided', reason: 'notWritten' })),
})
`

const pageOf = (id: string): string => `# \`${id}\`: TO WRITE

**Question.** TO WRITE

## How it is computed

TO WRITE

## When it does not answer

TO WRITE

## What can be set, and what is fixed

<!-- numbers -->
<!-- /numbers -->

## Checking it by hand in R and in Excel

TO WRITE: an example whose last line prints a figure, with that figure in a comment; the tests run it.

\`\`\`r
\`\`\`

Excel: TO WRITE

## Limits

TO WRITE. A small p says that the result is surprising among comparable schools, never why. False-positive rates by number of pupils and power: [validation](../validation.md).
`

const testOf = (id: string): string => `import { describe, expect, it } from 'vitest'
import { ${nameOf(id)} } from '../../src/detectors/${id}'
import { answers, bareSitting, fromScores, regionOf, wholeRegion } from './region'

describe('${id}', () => {
  it('finds in a case worked out by hand what was worked out', () => {
    // To write: a region of thirty schools, the first of which has what is looked for.
    const sittings = Array.from({ length: 30 }, (_, i) =>
      bareSitting({ schoolId: \`s\${i}\`, ...fromScores([4, 6, 8, 9, 9, 10, 10, 11, 12, 14], 20) }),
    )
    const outcome = answers([${nameOf(id)}], regionOf(sittings, { maxScore: 20 }), wholeRegion(30))[0]![0]!
    expect(outcome).toMatchObject({ outcome: 'measured', p: Number.NaN })
  })
})
`

/** What is left to do, and what fails until it is done. */
export const stepsAfter = (id: string): string => `Now
1. Write what is marked TO WRITE and НАПИСАТЬ: the detector, its page, its test. The test and the page are refused until then.
2. npm run docs:detectors; npm run docs:settings
3. npm run validate -- --stale --only ${id}
   measures how often it fires in honest schools (about .01 must have p < .01, in every size of school) and writes
   fixtures/validation/${id}.json. Without that file the tests refuse the detector.
4. npx tsx scripts/make-golden.ts, and say in the commit what the new detector changed.`

if (process.argv[1] === import.meta.filename) {
  const [id = '', ...rest] = process.argv.slice(2)
  try {
    if (rest.length > 0) throw new Error('One id at a time: npm run new:detector -- steep-end')
    for (const file of newDetector(id, join(import.meta.dirname, '..'))) console.log(file)
    console.log(`\n${stepsAfter(id)}`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 2
  }
}
