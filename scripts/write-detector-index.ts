/** Writes the list of detectors, `docs/detectors/README.md`, from what the detectors say: `npm run docs:detectors`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInDetectors } from '../src/detectors'
import type { Locale } from '../src/model'
import { FAMILY, NEED } from '../src/words/terms'

export const detectorIndexFile = join(import.meta.dirname, '..', 'docs', 'detectors', 'README.md')

const HEADS: Readonly<Record<Locale, readonly string[]>> = {
  en: ['detector', 'question', 'needs', 'sees'],
  ru: ['проверка', 'вопрос', 'что нужно в данных', 'что видит'],
}
const SCOPES = {
  assessment: { en: 'one assessment at a time', ru: 'одну работу' },
  region: { en: 'all results of the region', ru: 'все результаты региона' },
}

/** A table per family, in the order in which the detectors stand. */
function tables(locale: Locale): string {
  const families = [...new Set(builtInDetectors.map(({ meta }) => meta.family))]
  return families
    .map((family) => {
      const rows = builtInDetectors
        .filter(({ meta }) => meta.family === family)
        .map(({ meta: { id, question, needs, scope } }) => {
          const needed = needs.map((need) => NEED[need][locale]).join('; ')
          return [`[\`${id}\`](${id}.md)`, question[locale], needed, SCOPES[scope][locale]]
        })
      const title = (FAMILY as Readonly<Record<string, (typeof FAMILY)['level']>>)[family]?.[locale] ?? family
      const lines = [HEADS[locale], HEADS[locale].map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
      return `### ${title[0]!.toUpperCase()}${title.slice(1)}\n\n${lines.join('\n')}\n`
    })
    .join('\n')
}

export const detectorIndex = (): string => `# Detectors / Проверки

<!-- Written by scripts/write-detector-index.ts from src/detectors: npm run docs:detectors -->

Each puts one question to every sitting (one school, one subject, one grade) and answers with a p-value, or says why it
cannot. Detectors of one family count as one kind of sign. Its page says how it is computed, when it does not answer, how to
check it by hand, and what else may explain a finding. What can be set stands in \`objectivity.json\` under
\`detectors.<id>\`; names under \`detectors.off\` take no part.

A detector of your own has the same rights. \`examples/full-marks.mjs\` in the repository is a whole one; a copy of it, in a folder
where \`npm install objectivity-monitor\` has been run, takes part

- on the command line by \`--detectors full-marks.mjs\` (several files may be named) in \`run\`, \`demo\`, \`validate\`, \`power\` and
  \`detectors\`: what counts is what the file exports, as its default (one or a list) or by name. \`country\` takes none;
- in a program by \`monitor(tables, settings, { detectors: [...] })\`: \`examples/custom-detector.mjs\`.

How often it fires in honest schools nobody has measured before you do. To build one in: \`npm run new:detector -- <id>\` and
[the recipe](../../CONTRIBUTING.md#a-detector).

## In English

${tables('en')}
## По-русски

Каждая проверка задаёт один вопрос каждой процедуре (одна школа, один предмет, один класс) и отвечает p-значением либо
объясняет, почему ответить нельзя. Проверки одного вида считаются одним видом признаков. Страницы проверок — на английском;
вопрос, источники и невинные объяснения каждой по-русски печатает команда \`objectivity-monitor detectors --locale ru\`.

Ваша собственная проверка равноправна со встроенными: параметр \`--detectors файл.mjs\` (можно несколько файлов) команд \`run\`,
\`demo\`, \`validate\`, \`power\` и \`detectors\`. Образец — \`examples/full-marks.mjs\` в репозитории. Как часто она срабатывает в честных
школах, до вас никто не измерял.

${tables('ru')}`

if (process.argv[1] === import.meta.filename) writeFileSync(detectorIndexFile, detectorIndex())
