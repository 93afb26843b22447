/** The shape of `result.json`, from which its JSON Schema is made; kept equal to `MonitorResult` by the compiler. */
import * as z from 'zod'
import { GROUNDS, type MonitorResult, type ProblemCode, type TableKind, TIERS, type WarningCode } from '../model'

const about = <T extends z.ZodType>(type: T, description: string): T => type.meta({ description }) as T
const count = () => z.int().min(0)
const probability = () => z.number().min(0).max(1)
const optional = <T extends z.ZodType>(type: T) => type.nullable()
const text = () => z.string()
const bothLanguages = () => z.strictObject({ en: text(), ru: text() })

const tableName = z.enum(['results', 'schools', 'observers', 'assessments', 'participation', 'rechecks', 'earlier'])
const tier = about(z.enum(TIERS), 'notAssessable: nothing could be measured, which is neither good nor bad')
const grounds = about(
  z.array(z.enum(GROUNDS)),
  'signs: decision item 2.2; noObserver: item 2.3; control: random sample',
)
const details = z.record(text(), z.union([z.number(), z.string(), z.null()]))
const p = () => about(optional(probability()), 'Smaller = more unusual; null = nothing was measured')
const q = () => about(optional(probability()), 'Share of honest ones to expect among those at least as unusual')
const families = about(z.record(text(), optional(probability())), 'Combined p-value per family of detectors')
/** A code of ours. A result of another version may hold others, so any text is let in. */
const code = <Code extends string>() => text() as unknown as z.ZodType<Code>
const warning = z.strictObject({ code: code<WarningCode>(), details: details.optional() })
const reason = about(
  z.strictObject({ code: text(), details }),
  'A sentence as data; a code that is the id of a detector stands for its finding',
)

const source = z.strictObject({
  table: tableName,
  file: optional(text()),
  kind: code<TableKind>(),
  layout: optional(text()),
  layoutTitle: bothLanguages().optional(),
  encoding: optional(text()),
  delimiter: optional(text()),
  decimal: optional(z.enum([',', '.'])),
  rows: count(),
  used: count(),
  setAside: count(),
  skipped: count().optional(),
  context: z
    .strictObject({ subject: optional(text()), grade: optional(z.number()), year: optional(z.number()) })
    .optional(),
  ignoredColumns: z.array(text()),
  names: about(
    z
      .strictObject({
        found: z.array(z.strictObject({ name: text(), schoolId: text(), exact: z.boolean() })),
        ambiguous: z.array(z.strictObject({ name: text(), schoolIds: z.array(text()) })),
        notFound: z.array(z.strictObject({ name: text(), nearest: optional(text()) })),
      })
      .optional(),
    'Schools that the table calls by name alone, and what they were taken for',
  ),
  joinedSchools: about(count().optional(), 'Schools that an earlier table describes too'),
  observers: about(
    z
      .strictObject({
        present: count(),
        absent: count(),
        unknown: count(),
        notUnderstood: count(),
        emptyMeans: z.enum(['absent', 'unknown']),
        words: z.array(
          z.strictObject({
            found: text(),
            count: count(),
            taken: z.enum(['present', 'absent', 'unknown', 'notUnderstood']),
          }),
        ),
      })
      .optional(),
    'How the cells of a table of observers were read; counts of cells',
  ),
})

const problem = z.strictObject({
  code: code<ProblemCode>(),
  severity: z.enum(['error', 'setAside', 'note']),
  table: tableName,
  file: optional(text()),
  row: about(optional(z.int()), 'Row number as Excel shows it'),
  column: optional(text()),
  found: optional(text()),
  expected: optional(text()),
  count: count().optional(),
})

const signal = z.strictObject({
  detector: text(),
  family: text(),
  outcome: z.enum(['measured', 'notApplicable', 'undecided', 'failed']),
  value: optional(z.number()),
  unit: text(),
  effect: about(optional(z.number()), 'How far above what is expected; positive = the suspicious direction'),
  effectUnit: text(),
  judged: about(optional(z.number()), 'Statistic that the common engine judged; null where p comes from elsewhere'),
  variance: about(optional(z.number()), 'Its sampling variance, in its unit squared'),
  expected: about(optional(z.number()), 'What the peers lead to expect of it'),
  se: about(optional(z.number()), 'Standard error of what is expected'),
  tau2: about(optional(z.number()), 'Variance of real differences between honest sittings'),
  df: about(optional(z.number()), 'Degrees of freedom of p; 1e9 stands for a normal distribution'),
  region: about(
    optional(z.strictObject({ centre: z.number(), spread: z.number() })),
    "Where p was set on the region's own scale: p = P(t > (z - centre) / spread) with 6 / (spread - 1) degrees of freedom",
  ),
  p: p(),
  n: about(optional(z.number()), 'Pupils the statement rests on'),
  reason: about(optional(text()), 'Code of the reason where nothing was measured'),
  details: optional(details),
})

const assessment = z.strictObject({
  id: text(),
  subject: text(),
  grade: optional(z.number()),
  year: optional(z.number()),
  maxScore: optional(z.number()),
  cuts: about(optional(z.array(z.number())), 'Lowest score of each higher mark, ascending, in points'),
  itemMax: optional(z.array(z.number())),
  itemLevel: optional(z.array(text())),
  levels: optional(z.array(text())),
  scaleSource: z.enum(['given', 'builtIn', 'observed']),
})

const sitting = z.strictObject({
  schoolId: text(),
  grade: optional(z.number()),
  subject: text(),
  year: optional(z.number()),
  class: optional(text()),
  participants: optional(count()),
  mean: about(optional(z.number()), 'Mean primary score, in points'),
  assessment: about(text(), 'assessments[].id'),
  scoreCounts: about(optional(z.array(z.number().min(0))), 'Pupils per primary score, index = score'),
  levelCounts: about(optional(z.array(z.number().min(0))), 'Pupils per mark or level, lowest first'),
  itemShares: about(optional(z.array(z.number().min(0))), 'Mean share 0..1 of the maximum of each item'),
  observer: z.enum(['present', 'absent', 'unknown']),
  conflictOfInterest: z.boolean(),
  tier,
  p: p(),
  q: q(),
  families,
  grounds,
  recheck: z.boolean(),
  unobservedClasses: z.array(text()),
  papersToRecheck: count(),
  acceptanceNumber: optional(count()),
  inclusionProbability: probability(),
  withinBudget: about(optional(z.boolean()), 'null = no budget was given, or not on the list'),
  settled: about(
    z
      .strictObject({ verdict: z.enum(['confirmed', 'notConfirmed']), date: optional(text()), stale: z.boolean() })
      .optional(),
    'Rechecked before',
  ),
  signals: z.array(signal),
})

const belief = about(
  z.strictObject({
    schools: count(),
    typical: about(probability(), 'p of a typical school; about .5 where p-values are what they say'),
    below: about(probability(), 'Share of the schools with p < .01'),
    centre: z.number(),
    spread: z.number().min(0),
    rareAs: about(probability(), 'How rare a p of .01 is by the schools themselves'),
    verdict: z.enum(['asTheory', 'tooSmall', 'tooLarge']),
    listed: count(),
    listedSecond: about(count(), 'Schools that would be listed by the second opinion'),
  }),
  'How far p-values can be believed in this region; nobody is listed or spared by it',
)

const lookAtFirst = about(
  z.strictObject({
    schools: about(z.array(text()), 'Ids, the most unusual first; they have no signs'),
    chance: about(probability(), 'Share of such schools that manipulate in simulated districts of this size'),
    low: probability(),
    high: probability(),
    simulated: z.strictObject({ schools: count(), regions: count(), manipulating: probability() }),
  }),
  'Where hardly anybody is listed for signs: the schools at the head of the order',
)

const liftedCount = about(
  z.strictObject({
    mark: about(optional(text()), 'The mark they were lifted to; null = all marks together'),
    papers: z.number().min(0),
    low: about(z.number().min(0), '95 % interval'),
    high: z.number().min(0),
    of: about(count(), 'Papers of the tests that were looked at'),
  }),
  'Papers lifted over a cut-off, against the smooth distribution of the region and not against peers; nobody is listed by it',
)

const school = z.strictObject({
  schoolId: text(),
  name: optional(text()),
  municipality: optional(text()),
  peerGroup: about(optional(text()), 'peerGroups[].id; null = compared with the whole region'),
  tier,
  p: p(),
  q: q(),
  families,
  grounds,
  recheck: z.boolean(),
  officialMarkers: z.array(text()),
  lifted: optional(liftedCount),
  context: about(optional(z.array(z.number())), 'Standardised context as the peer groups saw it'),
  contextIndex: about(optional(z.number()), 'Standard deviations from the mean of the region; null = no context known'),
  earlier: about(
    z.array(z.strictObject({ year: z.int(), listed: z.boolean() })).optional(),
    'What the lists of earlier years said of it, oldest first; absent = no such list examined it',
  ),
})

const cohort = z.strictObject({
  schoolId: text(),
  grade: optional(z.number()),
  year: optional(z.number()),
  participants: about(optional(count()), 'Pupils of the largest sitting, over its classes'),
  tier,
  p: about(
    optional(probability()),
    "Of its sittings together, supported by half of what the school's other grades say",
  ),
  q: q(),
  pAlone: about(optional(probability()), 'Of its own sittings alone'),
  families,
  sittings: about(z.array(count()), 'Positions in sittings'),
})

const entry = z.strictObject({
  rank: z.int().min(1),
  schoolId: text(),
  name: optional(text()),
  municipality: optional(text()),
  peerGroup: optional(text()),
  grounds,
  decisionItems: z.array(text()),
  priority: z.number(),
  tier,
  p: p(),
  q: q(),
  papersToRecheck: count(),
  papersWithinBudget: optional(count()),
  withinBudget: optional(z.boolean()),
  sensitivity: probability().optional(),
  reasons: z.array(reason),
  sittings: about(z.array(count()), 'Positions in sittings'),
})

const effect = z.strictObject({
  peerGroup: optional(text()),
  observed: count(),
  unobserved: count(),
  effect: about(optional(z.number()), 'Observed minus unobserved, in percent of the maximum score'),
  low: optional(z.number()),
  high: optional(z.number()),
})

const observers = z.strictObject({
  observed: count(),
  absent: count(),
  unknown: count(),
  conflictOfInterest: count(),
  partlyObserved: count(),
  cost: z.strictObject({ sittings: count(), papersToRecheck: count(), allPapers: count() }),
  municipalities: z.array(z.strictObject({ municipality: optional(text()), sittings: count(), observed: count() })),
  effects: z.array(effect),
  controlled: about(
    optional(
      z.strictObject({
        sittings: count(),
        effect,
        means: z.array(
          z.strictObject({
            assessment: text(),
            controlled: count(),
            mean: about(z.number(), 'Percent of the maximum score'),
            corrected: about(z.number(), 'Had all sittings been controlled'),
            low: z.number(),
            high: z.number(),
          }),
        ),
      }),
    ),
    'Independent observers and central marking against all other sittings',
  ),
})

const peerGroup = z.strictObject({
  id: text(),
  label: bothLanguages(),
  size: count(),
  profile: z.record(text(), z.union([z.number(), z.string(), z.null()])),
  stability: about(optional(z.number()), 'Mean bootstrap Jaccard similarity 0..1; under .60 = unstable'),
  silhouette: optional(z.number()),
  differences: about(z.record(text(), z.number()).optional(), 'Standard deviations from the mean of the region'),
  contextIndex: about(
    optional(z.strictObject({ low: z.number(), median: z.number(), high: z.number() })),
    'A tenth of its schools lie below low, a tenth above high',
  ),
})

const peers = z.strictObject({
  method: z.enum(['clusters', 'neighbours', 'given', 'none']),
  comparedBy: z.array(
    z.strictObject({
      id: text(),
      label: bothLanguages(),
      known: z.boolean(),
      social: z.boolean(),
      columns: z.array(text()),
      weight: about(z.number().min(0), '1 = one vote'),
      filled: about(probability(), 'Share of the schools of which it is known'),
      between: about(optional(probability()), 'Share of its variance between the groups'),
    }),
  ),
  leftOut: z.array(z.strictObject({ column: text(), reason: text() })),
  special: about(
    z.array(z.strictObject({ schoolId: text(), kind: text() })),
    'Schools that fit no group; compared with the whole region',
  ),
})

const reference = z.strictObject({
  name: text(),
  date: optional(text()),
  fingerprint: text(),
  tool: text(),
  schools: count(),
  sittings: count(),
  pupils: count(),
  used: about(z.array(text()), 'Assessments judged by it'),
  refused: about(
    z.array(
      z.strictObject({ assessment: text(), reason: text(), found: optional(text()), expected: optional(text()) }),
    ),
    "Assessments left to the run's own comparison, and why",
  ),
  otherOptions: about(z.array(text()), 'Detectors whose options differ from those of the reference'),
  dependence: about(
    z.strictObject({
      detectors: z.array(text()),
      correlations: z.array(z.number()),
      school: z.array(z.number()),
      cohort: z.array(z.number()),
      centre: z.array(z.number()),
      spread: z.array(z.number()),
    }),
    'How detectors hang together there',
  ),
})

const detector = z.strictObject({
  id: text(),
  family: text(),
  familyName: bothLanguages(),
  question: bothLanguages(),
  needs: z.array(text()),
  unit: bothLanguages(),
  effectUnit: bothLanguages(),
  sources: z.array(text()),
  innocent: z.array(bothLanguages()),
  finding: bothLanguages(),
  papers: bothLanguages().optional(),
  ownVote: z.boolean().optional(),
  reasons: z.record(text(), bothLanguages()),
})

const plan = z.strictObject({
  budget: optional(z.number()),
  papersOnList: count(),
  papersWithinBudget: optional(count()),
  yieldWithinBudget: optional(probability()),
  affectedShare: probability(),
  confidence: probability(),
  control: z.strictObject({ frame: count(), drawn: count(), papers: count(), inclusionProbability: probability() }),
})

const fairness = z.strictObject({
  dimension: z.enum(['size', 'settlement', 'peerGroup', 'municipality']),
  value: optional(text()),
  schools: count(),
  signs: count(),
  share: probability(),
  low: probability(),
  high: probability(),
  listed: count(),
})

const dataFault = z.strictObject({
  code: z.enum([
    ...(['otherForm', 'strayCells', 'scoresBeyond', 'totalsLeaveOut', 'totalsZero', 'totalsNotSums'] as const),
    ...(['itemsEmpty', 'rowsNotRead', 'listTooLong'] as const),
  ]),
  schoolId: text(),
  grade: optional(z.number()),
  subject: text(),
  year: optional(z.number()),
  class: optional(text()),
  files: z.array(text()),
  papers: about(count(), 'Papers with the fault; of a list that is too long, pupils without a paper'),
  of: about(count(), 'Papers of the sitting; of a list that is too long, pupils listed'),
  items: about(z.array(text()), 'Items concerned, as the header names them'),
  treatment: about(
    z.enum(['itemSum', 'givenTotal', 'setAside', 'withheld', 'itemsWithheld', 'attendanceWithheld']),
    'What is done until it is mended; withheld: the sitting is not judged',
  ),
})

/** Everything that a run finds. What is absent is `null`. */
export const resultSchema = z.strictObject({
  schemaVersion: z.literal('1.0'),
  tool: z.strictObject({ name: text(), version: text() }),
  run: about(
    optional(z.strictObject({ startedAt: text(), elapsedMs: z.number().min(0) })),
    'The only part that differs between equal runs',
  ),
  input: z.strictObject({
    files: z.array(source),
    rows: count(),
    used: count(),
    setAside: count(),
    fingerprint: about(text(), 'Equal for equal content of the tables'),
  }),
  settings: z.unknown(),
  seed: count(),
  region: z.strictObject({
    schools: count(),
    sittings: count(),
    papers: count(),
    officialIndex: about(optional(z.number()), '100 minus the percentage of schools with an official marker'),
    observerCoverage: optional(probability()),
    observerEffect: optional(z.number()),
    observers: optional(observers),
    belief: optional(belief),
    lifted: z.array(liftedCount),
    liftedByTest: z.array(z.strictObject({ assessment: text(), counts: z.array(liftedCount) })),
    contextIndex: about(
      optional(
        z.strictObject({
          explained: probability(),
          social: about(probability(), 'Share that concepts of families and pupils carry'),
          loadings: z.array(z.strictObject({ column: text(), level: optional(text()), loading: z.number() })),
        }),
      ),
      'What the context index is made of, the heaviest first',
    ),
    warnings: z.array(warning),
  }),
  peers: about(peers, 'By what schools are compared, and what was left out'),
  reference: about(optional(reference), 'Whose reference the schools were judged by; null = by none'),
  peerGroups: z.array(peerGroup),
  assessments: z.array(assessment),
  detectors: z.array(detector),
  schools: z.array(school),
  sittings: z.array(sitting),
  cohorts: about(z.array(cohort), 'A grade of a school in one year: its sittings together'),
  recheck: about(z.array(entry), 'The list of schools to recheck, in order'),
  lookAtFirst: optional(lookAtFirst),
  plan,
  support: z.array(z.strictObject({ schoolId: text(), reasons: z.array(reason) })),
  fairness: z.array(fairness),
  toCorrect: about(z.array(dataFault), 'Data that a school must mend before it is judged; never evidence'),
  problems: z.array(problem),
  warnings: z.array(warning),
}) satisfies z.ZodType<MonitorResult>
