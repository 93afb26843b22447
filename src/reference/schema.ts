/** The form of a reference file; `reference.schema.json` of the package is printed from it. */
import * as z from 'zod'
import { FORMAT, type Reference, VERSION } from './reference'

const text = () => z.string().max(2000)
const count = () => z.int().min(0)
const numbers = () => z.array(z.number())
const optional = <T extends z.ZodType>(type: T) => type.nullable()
const told = () =>
  z.record(text(), numbers()).meta({ description: 'Lists of numbers by detector.what: docs/reference.md' })
const bothLanguages = () => z.strictObject({ en: text(), ru: text() })

const encoder = z.strictObject({
  variable: text(),
  kind: z.enum(['share', 'count', 'number', 'ordered', 'category', 'yesNo']),
  unit: z.union([z.literal(1), z.literal(100)]),
  levels: z.array(text()),
  centre: z.number(),
  scale: z.number().positive(),
  weight: z.number().min(0),
  column: count(),
  columns: count(),
})

const group = z.strictObject({
  id: text(),
  label: bothLanguages(),
  size: count().meta({ description: 'Schools of the bigger run in this group' }),
  profile: z.record(text(), z.union([z.number(), z.string(), z.null()])),
  stability: optional(z.number()),
  silhouette: optional(z.number()),
  differences: z.record(text(), z.number()).optional(),
  centre: numbers(),
  schools: z.array(text()).max(0).meta({ description: 'No school is named' }),
})

const assessment = z.strictObject({
  id: text(),
  subject: text(),
  grade: optional(z.number()),
  year: optional(z.number()),
  maxScore: optional(z.number()),
  cuts: optional(numbers()),
  itemMax: optional(numbers()),
  itemLevel: optional(z.array(text())),
  levels: optional(z.array(text())),
  scaleSource: z.enum(['given', 'builtIn', 'observed']),
  schools: count(),
  pupils: count(),
  mean: optional(z.number()),
  sd: optional(z.number().min(0)),
  told: told(),
})

export const referenceSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  tool: text(),
  name: text(),
  date: optional(text()),
  schools: count(),
  sittings: count(),
  pupils: count(),
  minimum: z.strictObject({ schools: count(), pupils: count() }),
  grain: z.enum(['school', 'class']),
  peers: optional(z.strictObject({ encoders: z.array(encoder), groups: z.array(group) })),
  detectors: z.array(z.strictObject({ id: text(), options: z.record(text(), z.unknown()) })),
  assessments: z.array(assessment),
  region: told(),
  dependence: z.strictObject({
    detectors: z.array(text()),
    correlations: numbers().meta({ description: 'Of detectors within a sitting, row by row' }),
    school: numbers().meta({ description: 'Correlation between two sittings of a school, by detector' }),
    cohort: numbers().meta({ description: 'By how much it is higher between sittings of the same pupils' }),
    centre: numbers().meta({ description: 'Median of the z-scores' }),
    spread: numbers().meta({ description: 'Spread of their suspicious side, at least 1' }),
  }),
  leftOut: z.array(z.strictObject({ what: text(), schools: count(), pupils: count() })),
  fingerprint: text(),
}) satisfies z.ZodType<Reference>
