/** What `objectivity.json` may hold: the options of a run beside the settings. */
import * as z from 'zod'
import { officeSchema } from '../documents'
import { COLUMNS } from '../input/headers/columns'
import { MEANINGS } from '../input/headers/mapping'
import { LOCALES, type TableName } from '../model'
import { settingsSchema } from '../settings'

const files = (what: string) =>
  z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .meta({ description: `${what}: one file or several, relative to the folder of this file.` })

const TABLE_NAMES = Object.keys(COLUMNS) as [TableName, ...TableName[]]

/** What the user says of one file. */
const mapping = z.strictObject({
  file: z.string().min(1).meta({ description: 'Name of the file, end of its path, or a pattern with * and ?.' }),
  table: z.enum(TABLE_NAMES).optional().meta({ description: 'What the table is.' }),
  sheet: z.string().min(1).optional().meta({ description: 'Sheet of the workbook of which the entry speaks.' }),
  headerRow: z.int().min(1).optional().meta({ description: 'First row of the header, as Excel shows it.' }),
  subject: z.string().min(1).optional().meta({ description: 'Subject of all rows.' }),
  grade: z.int().min(1).max(11).optional().meta({ description: 'Grade of the test, of all rows.' }),
  year: z.int().min(1990).max(2100).optional().meta({ description: 'Year of the test, of all rows.' }),
  columns: z
    .record(z.string(), z.string())
    .optional()
    .meta({
      description: `From a header of the file to what it means: ${MEANINGS.join(', ')}, or item_1, score_0, mark_2, level_1, item_1_percent with any number.`,
    }),
  skip: z.boolean().optional().meta({ description: 'True to leave the file (or its sheet) out.' }),
})

/** Options by name, each as its flag `--name`. */
const options = {
  results: files("Pupils' scores, distributions or means"),
  sittings: files('Counted papers, from the queries of the command sql'),
  schools: files('Schools and their social context'),
  observers: files('Public observers'),
  assessments: files('Maximum scores and mark cut-offs'),
  participation: files('How many pupils should have taken part'),
  rechecks: files('Outcomes of earlier rechecks'),
  settled: z.string().min(1).optional().meta({
    description:
      'Cases that rechecks have settled, relative to the folder of this file: run reads it, verify writes it.',
  }),
  earlier: files('Lists of earlier years'),
  codifier: files('What each item asks for'),
  reference: z.string().min(1).optional().meta({
    description: 'What a bigger run knows (run --save-reference), relative to the folder of this file.',
  }),
  files: z.array(mapping).optional().meta({
    description: 'What the files are, where it is better said than found out; validate --write-mapping starts it.',
  }),
  office: officeSchema
    .optional()
    .meta({ description: 'What the office says of the papers that it signs: `documents/`.' }),
  out: z.string().min(1).optional().meta({ description: 'Folder for the files, relative to the folder of this file.' }),
  locale: z.enum(LOCALES).optional().meta({ description: 'Language of sentences and reports.' }),
  engine: z.enum(['builtin', 'duckdb']).optional().meta({ description: 'Who reads CSV files of papers.' }),
  budget: z.int().min(0).optional().meta({ description: 'How many papers can be rechecked.' }),
  failOnRecheck: z.int().min(0).optional().meta({ description: 'Exit code 1 if so many schools are on the list.' }),
}

/** Names of the options, without those of the settings. */
export const FILE_OPTIONS = Object.keys(options) as readonly (keyof typeof options)[]

/** The whole file; `objectivity.schema.json` is made from it. */
export const settingsFileSchema = z.strictObject({ ...options, ...settingsSchema.shape })

/** The options as written; the settings are left for `parseSettings`, which knows every detector that takes part. */
export type FileOptions = z.output<z.ZodObject<typeof options>>
const { shape } = settingsSchema
const unchecked = Object.fromEntries(Object.keys(shape).map((name) => [name, z.unknown().optional()]))
export const fileOptionsSchema = z.strictObject({ ...options, ...unchecked })
