/** Python of the system with scikit-learn, SciPy and pandas; `PYTHON` names another one. */
import { execFileSync } from 'node:child_process'

export const PYTHON = process.env.PYTHON ?? '/usr/bin/python3'

/** Runs a script and reads the JSON it prints. One thread, like Node. */
export const python = <T>(args: readonly string[]): T => JSON.parse(output(PYTHON, args)) as T

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
