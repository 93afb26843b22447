/** Writes the JSON Schemas that the package ships: of `result.json`, of references and of `objectivity.json`. Part of `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { settingsFileSchema } from '../src/cli/settings-file'
import { referenceSchema } from '../src/reference/schema'
import { resultSchema } from '../src/report/result-schema'

/**
 * A schema as it is shipped: draft 2020-12, with the words of that draft alone, so that a strict validator takes it. The unit
 * and the origin of a setting stand in its description.
 */
function shipped(name: string, title: string, schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...body } = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io })), (_, node) => plain(node))
  return { $schema, $id: `urn:objectivity-monitor:${name}`, title, ...body }
}

/** One node of a schema, changed in place; where properties are called like this, their values are nodes. */
function plain(node: Record<string, unknown>): unknown {
  if (typeof node !== 'object' || node === null) return node
  for (const word of ['unit', 'origin'])
    if (typeof node[word] === 'string') {
      node.description = `${node.description} ${word[0]!.toUpperCase()}${word.slice(1)}: ${node[word]}.`
      delete node[word]
    }
  if (Array.isArray(node.type)) {
    node.anyOf = node.type.map((type) => ({ type }))
    delete node.type
  }
  return node
}

/** By name of the file. */
export const SCHEMAS = {
  'result.schema.json': shipped('result', 'result.json of objectivity-monitor', resultSchema, 'output'),
  'reference.schema.json': shipped('reference', 'reference of objectivity-monitor', referenceSchema, 'output'),
  'objectivity.schema.json': shipped(
    'objectivity',
    'objectivity.json: options and settings of objectivity-monitor',
    settingsFileSchema,
    'input',
  ),
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '..', 'dist')
  mkdirSync(folder, { recursive: true })
  for (const [name, schema] of Object.entries(SCHEMAS))
    writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`)
}
