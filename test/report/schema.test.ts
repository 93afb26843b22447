import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { settingsFileSchema } from '../../src/cli/settings-file'
import type { MonitorResult } from '../../src/model'
import { monitor } from '../../src/monitor'
import { toJson } from '../../src/report'
import { resultSchema } from '../../src/report/result-schema'
import { simulateRegion } from '../../src/simulate'
import { exampleResult } from './example-result'

/** The schema as it is shipped, read back from its JSON. */
const shipped = z.fromJSONSchema(JSON.parse(JSON.stringify(z.toJSONSchema(resultSchema))))
const faults = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []

describe('result.schema.json', () => {
  let results: readonly MonitorResult[]
  beforeAll(() => {
    const { tables } = simulateRegion({ schools: 32, seed: 3 })
    results = [monitor(tables, { seed: 1, recheck: { budget: 100 } }), monitor({ results: tables.results })]
  })

  it('describes real results exactly, to the last name', () => {
    for (const result of results) {
      const content = JSON.parse(toJson(result))
      expect(faults(resultSchema, content)).toEqual([])
      expect(faults(shipped, content)).toEqual([])
      expect(resultSchema.parse(content)).toEqual(content)
    }
  })

  it('describes the example that the tests of the views use', () => {
    expect(faults(shipped, JSON.parse(toJson(exampleResult())))).toEqual([])
  })

  it.each<[string, object]>([
    ['a p-value above 1', { schools: [{ ...exampleResult().schools[0], p: 2 }] }],
    ['an unknown tier', { schools: [{ ...exampleResult().schools[0], tier: 'guilty' }] }],
    ['a missing list', { recheck: undefined }],
    ['a field that is not in the model', { verdict: 'guilty' }],
  ])('refuses %s', (_, change) => {
    const content = JSON.parse(toJson({ ...exampleResult(), ...change } as MonitorResult))
    if ('recheck' in change) delete content.recheck
    expect(faults(resultSchema, content)).not.toEqual([])
    expect(faults(shipped, content)).not.toEqual([])
  })
})

describe('objectivity.schema.json', () => {
  const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(z.toJSONSchema(settingsFileSchema, { io: 'input' }))))

  it('takes a file as the documentation has it', () => {
    const content = {
      $schema: './node_modules/objectivity-monitor/dist/objectivity.schema.json',
      results: ['ma4.csv', 'ru4.csv'],
      schools: 'schools.csv',
      out: 'out',
      locale: 'ru',
      failOnRecheck: 1,
      seed: 7,
      peers: { minimumSize: 20 },
    }
    expect(faults(schema, content)).toEqual([])
    expect(faults(schema, {})).toEqual([])
  })

  it.each([{ shools: 'a.csv' }, { locale: 'de' }, { peers: { minimumSize: 1 } }, { results: [] }, { budget: -1 }])(
    'refuses %j',
    (content) => expect(faults(schema, content)).not.toEqual([]),
  )

  it('gives every setting its reason', () => {
    const json = z.toJSONSchema(settingsFileSchema, { io: 'input' })
    for (const [name, property] of Object.entries(json.properties ?? {}))
      if (name !== '$schema' && (property as { type?: string }).type !== 'object')
        expect([name, (property as { description?: string }).description]).toEqual([
          name,
          expect.stringMatching(/.{10}/),
        ])
  })
})
