/** What the name of the package means in tests of examples: the sources of this checkout. */
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const alias = {
  'objectivity-monitor/node': join(root, 'src/node/index.ts'),
  'objectivity-monitor/report': join(root, 'src/report/index.ts'),
  'objectivity-monitor/outputs': join(root, 'src/outputs/index.ts'),
  'objectivity-monitor/simulate': join(root, 'src/simulate/index.ts'),
  'objectivity-monitor': join(root, 'src/index.ts'),
}
