/** The form of a reference file; `reference.schema.json` of the package is printed from it. */
import * as z from 'zod'
import { about } from '../setting'
import { FORMAT, type Reference, VERSION } from './reference'

const text = () => z.string().max(2000)
const count = () => z.int().min(0)
const numbers = () => z.array(z.number())
const optional = <T extends z.ZodType>(type: T) => type.nullable()
const told = () => z.record(text(), numbers())
const bothLanguages = () => z.strictObject({ en: about(text(), 'In English'), ru: about(text(), 'In Russian') })

const encoder = z.strictObject({
  variable: about(text(), 'Column of context'),
  kind: about(z.enum(['share', 'count', 'number', 'ordered', 'category', 'yesNo']), 'What its values are'),
  unit: about(z.union([z.literal(1), z.literal(100)]), '100 where shares are written in percent'),
  levels: about(z.array(text()), 'Categories; empty for numbers'),
  centre: about(z.number(), 'Taken off the transformed value'),
  scale: about(z.number().positive(), 'By which the rest is divided'),
  weight: about(z.number().min(0), '1 = one vote'),
  column: about(count(), 'First of its places in a centre'),
  columns: about(count(), 'How many places it has'),
})

const group = z.strictObject({
  id: about(text(), 'A, B, ...'),
  label: about(bothLanguages(), 'The group in words'),
  size: about(count(), 'Schools of the bigger run in this group'),
  profile: about(
    z.record(text(), z.union([z.number(), z.string(), z.null()])),
    'Mean or most frequent category of each column of context',
  ),
  stability: about(optional(z.number()), 'Mean bootstrap Jaccard similarity 0..1; null = not computed'),
  silhouette: about(optional(z.number()), 'Mean silhouette -1..1; null for a single group'),
  differences: about(z.record(text(), z.number()).optional(), 'Standard deviations from the mean of the region'),
  centre: about(numbers(), 'Where the group lies, in the places of the encoders'),
  schools: about(z.array(text()).max(0), 'No school is named'),
})

const assessment = z.strictObject({
  id: about(text(), 'Year, grade and subject'),
  subject: about(text(), 'Subject'),
  grade: about(optional(z.number()), 'Grade; null = not known'),
  year: about(optional(z.number()), 'Year; null = not known'),
  maxScore: about(optional(z.number()), 'Highest primary score, in points'),
  cuts: about(optional(numbers()), 'Lowest score of each higher mark, ascending'),
  itemMax: about(optional(numbers()), 'Maximum of each item, in points'),
  itemLevel: about(optional(z.array(text())), 'Level of each item, as issued'),
  levels: about(optional(z.array(text())), 'Names of the marks or levels, lowest first'),
  scaleSource: about(z.enum(['given', 'builtIn', 'observed']), 'Where the scale comes from'),
  schools: about(count(), 'Schools that took it'),
  pupils: about(count(), 'Pupils who took it'),
  mean: about(optional(z.number()), 'Mean of all pupils, in points; null = not known'),
  sd: about(optional(z.number().min(0)), 'Standard deviation between the pupils of a school, in points'),
  told: about(told(), 'Lists of numbers by detector.what: docs/reference.md'),
})

export const referenceSchema = z.strictObject({
  format: about(z.literal(FORMAT), 'What the file is'),
  version: about(z.literal(VERSION), 'Of the form: files of another version are refused'),
  tool: about(text(), 'Version of the program that made it'),
  name: about(text(), 'Whose it is, in the words of who made it'),
  date: about(optional(text()), 'Day on which it was made, year-month-day; null = not said'),
  schools: about(count(), 'Schools of the bigger run'),
  sittings: about(count(), 'Sittings of the bigger run'),
  pupils: about(count(), 'Pupils of the bigger run'),
  minimum: about(
    z.strictObject({ schools: about(count(), 'Fewest schools'), pupils: about(count(), 'Fewest pupils') }),
    'Fewest schools and pupils behind any number',
  ),
  grain: about(z.enum(['school', 'class']), 'What a sitting was there'),
  peers: about(
    optional(
      z.strictObject({
        encoders: about(z.array(encoder), 'How context becomes numbers'),
        groups: about(z.array(group), 'Groups to which schools are given'),
      }),
    ),
    'null = schools were compared with the whole region, for want of context',
  ),
  detectors: about(
    z.array(
      z.strictObject({
        id: about(text(), 'Id of the detector'),
        options: about(z.record(text(), z.unknown()), 'Its options: with others its numbers mean something else'),
      }),
    ),
    'Detectors that took part',
  ),
  assessments: about(z.array(assessment), 'Tests: subject, grade and year'),
  region: about(told(), 'What all assessments tell together, by detector.what: docs/reference.md'),
  dependence: about(
    z.strictObject({
      detectors: about(z.array(text()), 'Ids of the detectors, the order of the lists below'),
      correlations: about(numbers(), 'Of detectors within a sitting, row by row'),
      school: about(numbers(), 'Correlation between two sittings of a school, by detector'),
      cohort: about(numbers(), 'By how much it is higher between sittings of the same pupils'),
      centre: about(numbers(), 'Median of the z-scores'),
      spread: about(numbers(), 'Spread of their suspicious side, at least 1'),
    }),
    'How detectors hang together',
  ),
  leftOut: about(
    z.array(
      z.strictObject({
        what: about(text(), 'Group or assessment'),
        schools: about(count(), 'Schools that would have told it'),
        pupils: about(count(), 'Pupils who would have told it'),
      }),
    ),
    'What too few schools or pupils would have told',
  ),
  fingerprint: about(text(), 'Of all the rest: tells damage, no seal against forgery'),
}) satisfies z.ZodType<Reference>
