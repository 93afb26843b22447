/** Python of the system with scikit-learn, SciPy and pandas; `PYTHON` names another one. */
import { execFileSync } from 'node:child_process'

export const PYTHON = process.env.PYTHON ?? '/usr/bin/python3'

/** Runs a script and reads the JSON it prints. One thread, like Node. */
export function python<T>(args: readonly string[]): T {
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const text = execFileSync(PYTHON, args, {
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(text) as T
}
