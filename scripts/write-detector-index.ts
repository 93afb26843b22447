/**
 * Writes the list of detectors, `docs/detectors/README.md`, from what the detectors say, and into their pages and
 * `docs/result.md` how a p is worked out again from a row of `signals.csv`: `npm run docs:detectors`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { builtInDetectors } from '../src/detectors'
import type { Locale } from '../src/model'
import { FAMILY, NEED } from '../src/words/terms'

const docs = join(import.meta.dirname, '..', 'docs')
export const detectorIndexFile = join(docs, 'detectors', 'README.md')

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

Its settings stand under its id like those of the others; \`objectivity.schema.json\` knows the built-in ones alone, so leave \`$schema\` out
of a file that names yours. How often it fires in honest schools nobody has measured before you do. To build one in: \`npm run new:detector -- <id>\` and
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

/** Files that may say how a p is worked out again: they do where they hold the marks. */
export const pagesOfP = (): string[] => [
  join(docs, 'result.md'),
  ...builtInDetectors.map(({ meta }) => join(docs, 'detectors', `${meta.id}.md`)),
]

const PLACE = /(<!-- p again -->\n)[\s\S]*?(<!-- \/p again -->)/

/** The snippets with which a p is worked out again: of one detector on its page, of all of them in `result.md`. */
export function withPAgain(file: string, page: string): string {
  const id = basename(file, '.md')
  const detector = builtInDetectors.find(({ meta }) => meta.id === id)
  const [r, python] =
    detector === undefined
      ? ['!is.na(df)', 'signals.df.notna()']
      : [`detector == "${id}" & !is.na(df)`, `(signals.detector == "${id}") & signals.df.notna()`]
  return page.replace(PLACE, (_, open: string, close: string) => `${open}\n${pAgain(r, python)}\n\n${close}`)
}

/** @param r which rows, in R; @param python the same in pandas */
const pAgain = (r: string, python: string): string => `\`\`\`r
signals <- read.csv("out/signals.csv", colClasses = c(school_id = "character"))
s <- subset(signals, ${r})   # these rows, or one of them
z <- with(s, (judged - expected) / sqrt(variance + tau2 + se^2))
p <- pt(z, s$df, lower.tail = FALSE)
own <- !is.na(s$region_spread)                 # set on the region's own scale
scaled <- (qnorm(p[own], lower.tail = FALSE) - s$region_centre[own]) / s$region_spread[own]
p[own] <- pt(scaled, s$region_df[own], lower.tail = FALSE)
max(abs(p / s$p - 1))                          # rounding
\`\`\`

\`\`\`python
import numpy, pandas
from scipy.stats import norm, t
signals = pandas.read_csv("out/signals.csv", dtype={"school_id": str})
s = signals[${python}]  # these rows, or one of them
p = t.sf((s.judged - s.expected) / (s.variance + s.tau2 + s.se**2) ** 0.5, s.df)
scaled = (norm.isf(p) - s.region_centre) / s.region_spread  # set on the region's own scale
p = numpy.where(s.region_spread.isna(), p, t.sf(scaled, s.region_df))
print(abs(p / s.p - 1).max())  # rounding
\`\`\``

if (process.argv[1] === import.meta.filename) {
  writeFileSync(detectorIndexFile, detectorIndex())
  for (const file of pagesOfP()) writeFileSync(file, withPAgain(file, readFileSync(file, 'utf8')))
}
