/** Tests tried on changed code: compiled in a copy of the repository, run in a process of their own. */
import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildContext, context } from 'esbuild'

const root = join(import.meta.dirname, '..', '..')
/** Longest that a test may take on changed code, as a multiple of what it took before, and in milliseconds besides. */
const PATIENCE = { times: 10, besides: 8000 }

/** A test that did not pass, or `null`. */
export type Noticed = string | null

type Answer = { readonly ready: true } | { readonly passed: string } | { readonly failed: string }

interface Test {
  readonly path: string
  readonly compiled: string
  readonly compiler: BuildContext
  /** Files of the repository that it runs with. */
  readonly uses: ReadonlySet<string>
  /** Milliseconds with the code as it is. */
  readonly took: number
}

/** A process that runs compiled tests; started ahead, because its start takes longer than most tests. */
class Runner {
  readonly #process: ChildProcess
  readonly ready: Promise<unknown>

  constructor(folder: string) {
    this.#process = fork(join(folder, 'run-tests.mjs'), {
      ...{ cwd: root, execArgv: [] },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.ready = this.#answer(60_000)
  }

  /** The test of this file that fails first. What does not end in time has failed. */
  async run(compiled: string, patience: number): Promise<Noticed> {
    await this.ready
    const answer = this.#answer(patience)
    this.#process.send(compiled)
    const told = await answer
    return told === null ? 'does not end' : 'failed' in told ? told.failed : null
  }

  end(): void {
    this.#process.kill('SIGKILL')
  }

  #answer(patience: number): Promise<Answer | null> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, patience, null)
      const told = (answer: Answer): void => {
        clearTimeout(late)
        this.#process.off('exit', exit)
        resolve(answer)
      }
      const exit = (): void => told({ failed: 'the process ended' })
      this.#process.once('message', told).once('exit', exit)
    })
  }
}

/** The repository once more, with tests that can be run on changed code. One change at a time; `end` removes it. */
export class Bench {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mutate-'))
  #tests: Test[] = []
  #runner: Runner

  private constructor() {
    for (const part of ['node_modules', 'fixtures']) symlinkSync(join(root, part), join(this.#folder, part))
    cpSync(join(import.meta.dirname, 'run-tests.mjs'), join(this.#folder, 'run-tests.mjs'))
    for (const part of ['src', 'test', 'scripts', 'research', 'examples']) copyCode(part, this.#folder)
    for (const part of ['package.json', 'tsconfig.json']) cpSync(join(root, part), join(this.#folder, part))
    this.#runner = new Runner(this.#folder)
  }

  /** @throws where a test does not pass with the code as it is */
  static async of(paths: readonly string[]): Promise<Bench> {
    const bench = new Bench()
    try {
      for (const path of paths) bench.#tests.push(await bench.#made(path))
    } catch (error) {
      await bench.end()
      throw error
    }
    bench.#tests.sort((a, b) => a.took - b.took)
    return bench
  }

  /** The test that notices that a file reads `code`. The one that bears its name is asked first, then the quickest. */
  async tried(file: string, code: string): Promise<Noticed> {
    const own = `${basename(file, '.ts')}.test.ts`
    const tests = this.#tests.filter(({ uses }) => uses.has(file))
    const path = join(this.#folder, file)
    const before = readFileSync(path, 'utf8')
    writeFileSync(path, code)
    try {
      for (const test of tests.toSorted(
        (a, b) => Number(basename(b.path) === own) - Number(basename(a.path) === own),
      )) {
        await test.compiler.rebuild()
        const failed = await this.#runner.run(test.compiled, PATIENCE.times * test.took + PATIENCE.besides)
        if (failed !== null) return `${basename(test.path)}: ${failed}`
      }
      return null
    } finally {
      writeFileSync(path, before)
      this.#startAnew()
    }
  }

  async end(): Promise<void> {
    this.#runner.end()
    for (const { compiler } of this.#tests) await compiler.dispose()
    rmSync(this.#folder, { recursive: true })
  }

  #startAnew(): void {
    this.#runner.end()
    this.#runner = new Runner(this.#folder)
  }

  async #made(path: string): Promise<Test> {
    const compiled = join(this.#folder, 'compiled', `${path.replaceAll('/', '_')}.mjs`)
    const compiler = await context({
      entryPoints: [join(this.#folder, path)],
      ...{ bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external' },
      ...{ outfile: compiled, metafile: true, absWorkingDir: this.#folder, logLevel: 'silent' },
    })
    const { metafile } = await compiler.rebuild()
    await this.#runner.ready
    const begin = performance.now()
    const failed = await this.#runner.run(compiled, 600_000)
    const took = performance.now() - begin
    this.#startAnew()
    if (failed !== null) throw new Error(`${path} does not pass as the code is: ${failed}`)
    return { path, compiled, compiler, uses: new Set(Object.keys(metafile!.inputs)), took }
  }
}

/** Code that looks for files beside itself finds them in the repository. */
function copyCode(part: string, folder: string): void {
  for (const name of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })) {
    const from = join(root, part, name)
    const to = join(folder, part, name)
    if (!/\.(?:tsx?|json|mjs|cjs|js)$/.test(name)) continue
    mkdirSync(dirname(to), { recursive: true })
    if (!/\.tsx?$/.test(name)) cpSync(from, to)
    else writeFileSync(to, atHome(readFileSync(from, 'utf8'), from))
  }
}

const atHome = (code: string, file: string): string =>
  code
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(file)))
    .replaceAll('import.meta.filename', JSON.stringify(file))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
