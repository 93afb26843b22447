/** Writes the JSON Schemas that the package ships: of `result.json`, of references and of `objectivity.json`. Part of `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { settingsFileSchema } from '../src/cli/settings-file'
import { referenceSchema } from '../src/reference/schema'
import { resultSchema } from '../src/report/result-schema'

const folder = join(import.meta.dirname, '..', 'dist')
mkdirSync(folder, { recursive: true })
const write = (name: string, title: string, schema: z.ZodType, io: 'input' | 'output'): void =>
  writeFileSync(join(folder, name), `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io }) }, null, 2)}\n`)

write('reference.schema.json', 'reference of objectivity-monitor', referenceSchema, 'output')
write('result.schema.json', 'result.json of objectivity-monitor', resultSchema, 'output')
write(
  'objectivity.schema.json',
  'objectivity.json: options and settings of objectivity-monitor',
  settingsFileSchema,
  'input',
)
