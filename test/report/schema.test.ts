import Ajv from 'ajv/dist/2020'
import { beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { SCHEMAS } from '../../scripts/write-schemas'
import { makeReference } from '../../src'
import { builtInDetectors } from '../../src/detectors'
import type { MonitorResult } from '../../src/model'
import { monitor } from '../../src/monitor'
import { toJson } from '../../src/report'
import { resultSchema } from '../../src/report/result-schema'
import { simulateRegion } from '../../src/simulate'
import { exampleResult } from './example-result'

/** The schemas as a stranger's validator reads them; what its strict mode only writes to a log is a fault here. */
const refuse = (...words: unknown[]): never => {
  throw new Error(words.join(' '))
}
const ajv = new Ajv({ logger: { log: refuse, warn: refuse, error: refuse } })
const faultsBy = (name: keyof typeof SCHEMAS) => {
  const validate = ajv.getSchema(SCHEMAS[name].$id) ?? ajv.compile(SCHEMAS[name])
  return (value: unknown): string[] =>
    validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)
}
const faults = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []

interface Node {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly additionalProperties?: Node | boolean
  readonly anyOf?: readonly Node[]
}

/** Paths of all properties, with what is said of them. */
function propertiesOf(node: Node | boolean | undefined, path = ''): [string, string | undefined][] {
  if (typeof node !== 'object') return []
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([name, own]): [string, string | undefined][] => [
      [`${path}.${name}`, own.description],
      ...propertiesOf(own, `${path}.${name}`),
    ]),
    ...propertiesOf(node.items, `${path}[]`),
    ...propertiesOf(node.additionalProperties, `${path}{}`),
    ...(node.anyOf ?? []).flatMap((own) => propertiesOf(own, path)),
  ]
}

describe.each(Object.entries(SCHEMAS))('%s', (name, schema) => {
  it('is of draft 2020-12, with a name of its own, and taken by a strict validator', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.$id).toBe(`urn:objectivity-monitor:${name.split('.')[0]}`)
    expect(faultsBy(name as keyof typeof SCHEMAS)(17)).toEqual([': must be object'])
  })

  it('describes every property', () => {
    const properties = propertiesOf(schema as Node)
    expect(properties.length).toBeGreaterThan(40)
    expect(properties.filter(([, said]) => said === undefined || said.length < 4)).toEqual([])
  })
})

describe('result.schema.json', () => {
  const shipped = faultsBy('result.schema.json')
  let results: readonly MonitorResult[]
  beforeAll(() => {
    const { tables } = simulateRegion({ schools: 32, seed: 3 })
    results = [monitor(tables, { seed: 1, recheck: { budget: 100 } }), monitor({ results: tables.results })]
  })

  it('describes real results exactly, to the last name', () => {
    for (const result of results) {
      const content = JSON.parse(toJson(result))
      expect(faults(resultSchema, content)).toEqual([])
      expect(shipped(content)).toEqual([])
      expect(resultSchema.parse(content)).toEqual(content)
    }
  })

  it('describes the example that the tests of the views use', () => {
    expect(shipped(JSON.parse(toJson(exampleResult())))).toEqual([])
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
    expect(shipped(content)).not.toEqual([])
  })
})

describe('objectivity.schema.json', () => {
  const shipped = faultsBy('objectivity.schema.json')

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
      detectors: { off: ['absence'], 'mark-gap': { minimumPupils: 5 } },
    }
    expect(shipped(content)).toEqual([])
    expect(shipped({})).toEqual([])
  })

  it.each([
    { shools: 'a.csv' },
    { locale: 'de' },
    { peers: { minimumSize: 1 } },
    { results: [] },
    { budget: -1 },
    { detectors: { off: ['absense'] } },
    { detectors: { absense: {} } },
  ])('refuses %j', (content) => expect(shipped(content)).not.toEqual([]))

  it('knows every detector by name', () => {
    for (const { meta } of builtInDetectors)
      expect(shipped({ detectors: { off: [meta.id], [meta.id]: {} } })).toEqual([])
  })
})

describe('reference.schema.json', () => {
  it('describes a real reference, and refuses one with a name that is not in it', () => {
    const { tables } = simulateRegion({ schools: 32, seed: 3 })
    const reference = JSON.parse(JSON.stringify(makeReference(tables, {}, { name: 'Region' })))
    expect(faultsBy('reference.schema.json')(reference)).toEqual([])
    expect(faultsBy('reference.schema.json')({ ...reference, pupil: '001' })).not.toEqual([])
  })
})
