/** The pages "from pandas" and "from R": their code is run as it stands, in a folder where the package is installed. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleCommandLine } from '../scripts/bundle'
import { alias, root } from './sources'

const folder = mkdtempSync(join(tmpdir(), 'from-pages-'))
const installed = join(folder, 'node_modules', 'objectivity-monitor')

/** What `npm install objectivity-monitor` leaves, as far as the pages use it, made of the sources of this checkout. */
beforeAll(async () => {
  mkdirSync(join(installed, 'dist'), { recursive: true })
  const simulate = join(installed, 'dist', 'simulate.js')
  await bundleCommandLine(join(installed, 'dist', 'cli.js'))
  await build({ entryPoints: [alias['objectivity-monitor/simulate']], bundle: true, format: 'esm', outfile: simulate })
  const { name, version, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const exports = { './simulate': './dist/simulate.js' }
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ name, version, bin, type: 'module', exports }))
  symlinkSync(join(root, 'fixtures'), join(installed, 'fixtures'))
  mkdirSync(join(folder, 'node_modules', '.bin'))
  symlinkSync('../objectivity-monitor/dist/cli.js', join(folder, 'node_modules', '.bin', 'objectivity-monitor'))
  execFileSync('chmod', ['+x', join(installed, 'dist', 'cli.js')])
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

const blocks = (page: string, language: string): string =>
  [
    ...readFileSync(join(root, 'docs', page), 'utf8').matchAll(
      new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'),
    ),
  ]
    .map(([, code]) => code!)
    .join('\n')

/** Runs the blocks of a page and then the questions of the test; gives what both print. */
function follow(page: string, language: 'python' | 'r', questions: string): string {
  const [file, program] = language === 'python' ? ['objectivity.py', '/usr/bin/python3'] : ['objectivity.R', 'Rscript']
  copyFileSync(join(root, 'examples', file), join(folder, file))
  writeFileSync(join(folder, 'simulate.mjs'), blocks(page, 'js'))
  const script = join(folder, `page.${language}`)
  writeFileSync(script, `${blocks(page, language)}\n${questions}`)
  const env = { ...process.env, MPLBACKEND: 'Agg' }
  return execFileSync(program, [script], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

function expectPictures(): void {
  for (const picture of ['funnel.png', 'families.png', 'p.png']) {
    const file = join(folder, picture)
    expect(readFileSync(file).subarray(1, 4).toString(), picture).toBe('PNG')
    expect(statSync(file).size, picture).toBeGreaterThan(10_000)
    rmSync(file)
  }
}

/** Both pages compare with the same method on the same simulated region. */
function expectComparison(printed: string): void {
  const precision = (whose: string) => Number(new RegExp(`^${whose}: +([\\d.]+)`, 'm').exec(printed)![1])
  expect(precision('average precision, ours')).toBeGreaterThan(precision('average precision, own'))
  expect(precision('average precision, own')).toBeGreaterThan(precision('by chance about') / 2)
}

const lines = (file: string): number => readFileSync(join(folder, file), 'utf8').trim().split('\n').length - 1
const has = (program: string, ...args: string[]): boolean =>
  process.env.CI !== undefined || spawnSync(program, args).status === 0

describe('from pandas', () => {
  it.skipIf(!has('/usr/bin/python3', '-c', 'import pandas, matplotlib'))(
    'the page runs, and tables have their types',
    () => {
      const printed = follow(
        'from-python.md',
        'python',
        `
print("rows", len(run["signals"]), len(run["recheck"]), len(run["schools"]))
print("types", *[str(run["signals"][c].dtype) for c in ["school_id", "grade", "p", "subject", "outcome"]], run["recheck"].recheck.dtype if "recheck" in run["recheck"] else run["schools"].recheck.dtype)
print("tier", run["schools"].tier.cat.ordered, list(run["schools"].tier.cat.categories)[0])
tables = {name: f"{region}/{name}.csv" for name in ["schools", "observers", "participation"]}
russian = objectivity.run(results=f"{region}/results-*.csv", **tables, out="по-русски", locale="ru", no_documents=True)
for name in ["recheck", "recheck_sittings", "signals", "indicators"]:
    same = [c for c in run[name].columns if c not in ("reasons", "source", "meaning")]
    pd.testing.assert_frame_equal(russian[name][same], run[name][same])
print("budget", russian["recheck"].within_budget.dtype, int(run["schools"].recheck.sum()) == len(run["recheck"]))
print("result", len(run.result["schools"]))
small = pd.DataFrame({"school_id": [f"00{i % 9}" for i in range(90)], "subject": "Физика", "score": [i % 7 for i in range(90)]})
print("ids", *objectivity.run(results=small, out="small")["schools"].school_id.head(2))
print("precision", objectivity.average_precision(pd.Series([1, 0, 1, 0], list("abcd")), pd.Series([4, 3, 2], list("abc"))))
print("ties", objectivity.average_precision(pd.Series([1, 0, 1, 0], list("abcd")), pd.Series([4, 4, 4, 4], list("abcd"))))
try:
    objectivity.run(results=small.rename(columns={"school_id": "scool"}), out="wrong")
except objectivity.ObjectivityError as error:
    print("told", str(error).replace("\\n", " "))
`,
      )
      expect(printed).toContain(`rows ${lines('report/signals.csv')} ${lines('report/recheck.csv')} 120\n`)
      expect(printed).toMatch(/^types (object|str) Int64 float64 category category boolean$/m)
      expect(printed).toContain('tier True strong\n')
      expect(printed).toContain('budget boolean True\nresult 120\nids 000 001\n')
      expect(printed).toMatch(/^precision 0\.8333/m)
      expect(printed).toContain('ties 0.5\n')
      expect(printed).toMatch(/^told .*school_id/m)
      expect(printed).toMatch(/^(ours|own|both) +\d+$/m)
      expectComparison(printed)
      expectPictures()
    },
    600_000,
  )
})

describe('from R', () => {
  it.skipIf(!has('Rscript', '-e', 'library(ggplot2); library(jsonlite)'))(
    'the page runs, and tables have their types',
    () => {
      const printed = follow(
        'from-r.md',
        'r',
        `
cat("rows", nrow(run$signals), nrow(run$recheck), nrow(run$schools), "\\n")
cat("types", sapply(run$signals[c("school_id", "grade", "p", "subject", "outcome")], class), class(run$schools$recheck), "\\n")
cat("tier", is.ordered(run$schools$tier), levels(run$schools$tier)[1], "\\n")
tables <- sapply(c("schools", "observers", "participation"), function(name) paste0(region, "/", name, ".csv"), simplify = FALSE)
given <- c(list(results = file.path(region, "results-*.csv"), no_documents = TRUE), tables)
russian <- do.call(om_run, c(given, out = "russian", locale = "ru"))
for (name in c("recheck", "recheck_sittings", "signals", "indicators")) {
  same <- setdiff(names(run[[name]]), c("reasons", "source", "meaning"))
  stopifnot(all.equal(russian[[name]][same], run[[name]][same]))
}
cat("budget", class(russian$recheck$within_budget), sum(run$schools$recheck) == nrow(run$recheck), "\\n")
cat("result", length(om_result(run)$schools), "\\n")
small <- data.frame(school_id = sprintf("00%d", 0:89 %% 9), subject = "Физика", score = 0:89 %% 7)
small_run <- om_run(results = small, out = "small")
cat("ids", head(small_run$schools$school_id, 2), "\\n")
stopifnot(identical(utf8ToInt(as.character(small_run$signals$subject[1])), utf8ToInt("Физика")))
truth <- c(a = TRUE, b = FALSE, c = TRUE, d = FALSE)
cat("precision", om_average_precision(truth, c(a = 4, b = 3, c = 2)), "\\n")
cat("ties", om_average_precision(truth, c(a = 4, b = 4, c = 4, d = 4)), "\\n")
names(small)[1] <- "scool"
cat("told", gsub("\\n", " ", tryCatch(om_run(results = small, out = "wrong"), error = conditionMessage)), "\\n")
`,
      )
      expect(printed).toContain(`rows ${lines('report/signals.csv')} ${lines('report/recheck.csv')} 120 \n`)
      expect(printed).toContain('types character integer numeric factor factor logical \n')
      expect(printed).toContain('tier TRUE strong \n')
      expect(printed).toContain('budget logical TRUE \nresult 120 \nids 000 001 \n')
      expect(printed).toMatch(/^precision 0\.8333/m)
      expect(printed).toContain('ties 0.5 \n')
      expect(printed).toMatch(/^told .*school_id/m)
      expectComparison(printed)
      expectPictures()
    },
    600_000,
  )
})
