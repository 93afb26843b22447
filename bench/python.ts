/** Python of the system with scikit-learn, SciPy and pandas, and R; `PYTHON` and `RSCRIPT` name other ones. */
import { execFileSync } from 'node:child_process'

export const PYTHON = process.env.PYTHON ?? '/usr/bin/python3'

export const RSCRIPT = process.env.RSCRIPT ?? 'Rscript'

/** Runs a script and reads the JSON it prints. One thread, like Node. */
export const python = <T>(args: readonly string[]): T => JSON.parse(output(PYTHON, args)) as T
export const rscript = <T>(args: readonly string[]): T => JSON.parse(output(RSCRIPT, ['--vanilla', ...args])) as T
export const rVersion = (): string => output(RSCRIPT, ['--vanilla', '-e', 'cat(R.version.string)'])

function output(program: string, args: readonly string[]): string {
  // What the machine says about processors for old builds of OpenBLAS slows a current one.
  const { OPENBLAS_CORETYPE: _type, OPENBLAS_L2_SIZE: _size, ...rest } = process.env
  const env = { ...rest, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  return execFileSync(program, args, {
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
