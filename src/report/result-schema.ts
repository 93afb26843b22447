/** The shape of `result.json`, from which its JSON Schema is made; kept equal to `MonitorResult` by the compiler. */
import * as z from 'zod'
import { GROUNDS, type MonitorResult, type ProblemCode, type TableKind, TIERS, type WarningCode } from '../model'
import { about } from '../setting'

const count = () => z.int().min(0)
const probability = () => z.number().min(0).max(1)
const optional = <T extends z.ZodType>(type: T) => type.nullable()
const text = () => z.string()
const bothLanguages = () => z.strictObject({ en: about(text(), 'In English'), ru: about(text(), 'In Russian') })
/** What names a sitting. */
const grade = () => about(optional(z.number()), 'Grade; null = not known')
const subject = () => about(text(), 'Subject, as the tables call it')
const year = () => about(optional(z.number()), 'Year of the test; null = not known')
const className = () => about(optional(text()), 'Class; null where results are kept by school')
const schoolId = () => about(text(), 'Id of the school, as text: leading zeros stay')
const schoolName = () => about(optional(text()), 'Name of the school; null = not given')
const municipality = () => about(optional(text()), 'Municipality; null = not given')
const peerGroupId = () => about(optional(text()), 'peerGroups[].id; null = compared with the whole region')
const listed = () => about(z.boolean(), 'Whether it is on the list')
const low = () => about(optional(z.number()), 'Lower end of the 95 % interval')
const high = () => about(optional(z.number()), 'Upper end of the 95 % interval')
const fault = () => about(optional(text()), 'What was found there')
const wanted = () => about(optional(text()), 'What was expected there')

const tableName = about(
  z.enum(['results', 'schools', 'observers', 'assessments', 'participation', 'rechecks', 'earlier', 'codifier']),
  'Which table it is: docs/input.md',
)
const tier = about(z.enum(TIERS), 'notAssessable: nothing could be measured, which is neither good nor bad')
const grounds = about(
  z.array(z.enum(GROUNDS)),
  'signs: decision item 2.2; noObserver: item 2.3; control: random sample',
)
const details = about(
  z.record(text(), z.union([z.number(), z.string(), z.null()])),
  'What stands in the gaps of the sentence, by name',
)
const p = () => about(optional(probability()), 'Smaller = more unusual; null = nothing was measured')
const q = () => about(optional(probability()), 'Share of honest ones to expect among those at least as unusual')
const families = about(z.record(text(), optional(probability())), 'Combined p-value per family of detectors')
/** A code of ours. A result of another version may hold others, so any text is let in. */
const code = <Code extends string>() => text() as unknown as z.ZodType<Code>
const warning = z.strictObject({
  code: about(code<WarningCode>(), 'Name of the sentence; describeWarning says it'),
  details: about(details.optional(), 'What stands in the gaps of the sentence; absent = it has none'),
})
const reason = about(
  z.strictObject({ code: about(text(), 'Name of the sentence, or id of a detector; describeReason says it'), details }),
  'A sentence as data; a code that is the id of a detector stands for its finding',
)

const observersRead = z.strictObject({
  present: about(count(), 'Cells that say that an observer was present'),
  absent: about(count(), 'Cells that say that none was'),
  unknown: about(count(), 'Cells that say nothing'),
  notUnderstood: about(count(), 'Cells that were not understood; they count as unknown'),
  emptyMeans: about(z.enum(['absent', 'unknown']), 'What an empty cell stands for'),
  words: about(
    z.array(
      z.strictObject({
        found: about(text(), 'Text of the cells'),
        count: about(count(), 'Cells with this text'),
        taken: about(z.enum(['present', 'absent', 'unknown', 'notUnderstood']), 'What it was taken for'),
      }),
    ),
    'Every text met, the empty one too, the commonest first',
  ),
})

const namesRead = z.strictObject({
  found: about(
    z.array(
      z.strictObject({
        name: about(text(), 'The name, as written'),
        schoolId: about(text(), 'The school it was taken for'),
        exact: about(z.boolean(), 'True where the names differ in form alone (abbreviations, quotes)'),
      }),
    ),
    'Names that were tied to one school',
  ),
  ambiguous: about(
    z.array(
      z.strictObject({
        name: about(text(), 'The name, as written'),
        schoolIds: about(z.array(text()), 'Schools that it fits'),
      }),
    ),
    'Names that fit several schools',
  ),
  notFound: about(
    z.array(
      z.strictObject({
        name: about(text(), 'The name, as written'),
        nearest: about(optional(text()), 'The known name that is most alike; null = none is'),
      }),
    ),
    'Names that fit none',
  ),
})

const source = z.strictObject({
  table: tableName,
  file: about(optional(text()), 'Name of the file; null for rows of a program'),
  kind: about(code<TableKind>(), 'What its rows are: pupils, distributions, summaries, or the name of the table'),
  layout: about(optional(text()), 'Id of the export that was recognised; null = plain columns'),
  layoutTitle: about(bothLanguages().optional(), 'What that export is called'),
  encoding: about(optional(text()), 'Encoding of the text; null for workbooks and rows'),
  delimiter: about(optional(text()), 'Delimiter of the columns; null for workbooks and rows'),
  decimal: about(optional(z.enum([',', '.'])), 'Decimal sign; null = no number showed it'),
  rows: about(count(), 'Rows read: used + setAside'),
  used: about(count(), 'Rows that take part'),
  setAside: about(count(), 'Rows that do not; problems and rejected.csv say why'),
  skipped: about(count().optional(), 'Rows that are no data (sections, totals of municipalities); absent = none'),
  context: about(
    z
      .strictObject({ subject: about(optional(text()), 'Subject; null = not said'), grade: grade(), year: year() })
      .optional(),
    'What the name of the file or a title says of all its rows',
  ),
  ignoredColumns: about(z.array(text()), 'Columns that no rule reads'),
  names: about(namesRead.optional(), 'Schools that the table calls by name alone, and what they were taken for'),
  joinedSchools: about(count().optional(), 'Schools that an earlier table describes too'),
  observers: about(observersRead.optional(), 'How the cells of a table of observers were read; counts of cells'),
})

const problem = z.strictObject({
  code: about(code<ProblemCode>(), 'Name of the sentence; describeProblem says it, and how to mend it'),
  severity: about(z.enum(['error', 'setAside', 'note']), 'setAside: the row takes no part; note: it does'),
  table: tableName,
  file: about(optional(text()), 'Name of the file; null for rows of a program'),
  row: about(optional(z.int()), 'Row number as Excel shows it'),
  column: about(optional(text()), 'Header of the column; null = the row as a whole'),
  found: fault(),
  expected: wanted(),
  count: about(count().optional(), 'Rows it speaks for, row being the first of them; absent = one'),
})

/** What does not apply is left out of signals, which are nine tenths of a result. */
const leftOut = <T extends z.ZodType>(type: T) => type.nullable().optional()

const signal = z.strictObject({
  detector: about(text(), 'detectors[].id; its family and the unit of effect stand there'),
  outcome: about(
    z.enum(['measured', 'notApplicable', 'undecided', 'failed']),
    'notApplicable: the data lack what is needed; undecided: they say too little; failed: the detector did',
  ),
  value: about(optional(z.number()), 'The statistic, in unit; null = not measured'),
  unit: about(leftOut(text()), 'Unit of value'),
  effect: about(leftOut(z.number()), 'How far above what is expected; positive = the suspicious direction'),
  judged: about(
    leftOut(z.number()),
    'Statistic that the common engine judged; absent where it is value, or where p comes from elsewhere (without variance)',
  ),
  variance: about(leftOut(z.number()), 'Its sampling variance, in its unit squared'),
  expected: about(leftOut(z.number()), 'What the peers lead to expect of it'),
  se: about(leftOut(z.number()), 'Standard error of what is expected'),
  tau2: about(leftOut(z.number()), 'Variance of real differences between honest sittings'),
  df: about(leftOut(z.number()), 'Degrees of freedom of p; 1e9 stands for a normal distribution'),
  region: about(
    leftOut(
      z.strictObject({
        centre: about(z.number(), 'Centre of the normal scores of the region'),
        spread: about(z.number(), 'Spread of their suspicious side, at least 1'),
        df: about(z.number(), 'Degrees of freedom of p; 1e9 stands for a normal distribution'),
      }),
    ),
    "Where p was set on the region's own scale: p = P(t > (z - centre) / spread)",
  ),
  p: p(),
  n: about(leftOut(z.number()), 'Pupils the statement rests on'),
  reason: about(leftOut(text()), 'Code of the reason where nothing was measured'),
  details: about(
    leftOut(details),
    'What stands in the gaps of the finding or reason and no other field says: not given, mean is value, pupils is n, reference is peers, z is (judged - expected) / sqrt(variance + tau2 + se^2)',
  ),
})

const assessment = z.strictObject({
  id: about(text(), 'Year, grade and subject'),
  subject: subject(),
  grade: grade(),
  year: year(),
  maxScore: about(optional(z.number()), 'Highest primary score, in points; null = not known'),
  cuts: about(optional(z.array(z.number())), 'Lowest score of each higher mark, ascending, in points'),
  itemMax: about(optional(z.array(z.number())), 'Maximum of each item, in points'),
  itemLevel: about(optional(z.array(text())), 'Level of each item, as issued'),
  itemLabels: about(z.array(text()).optional(), 'What the results call the items; absent = their running numbers'),
  skills: about(
    z
      .array(
        z.array(
          z.strictObject({
            code: about(optional(text()), 'Code of the codifier'),
            name: about(optional(text()), 'What the item asks for'),
          }),
        ),
      )
      .optional(),
    'What each item asks for; absent = no codifier was given',
  ),
  levels: about(optional(z.array(text())), 'Names of the marks or levels, lowest first'),
  scaleSource: about(
    z.enum(['given', 'builtIn', 'observed']),
    'Where the scale comes from: a table, the built-in scales, or only what the data show',
  ),
})

const weakItems = z.strictObject({
  sitting: about(count(), 'Position in sittings'),
  class: about(optional(text()), 'null = the sitting as a whole'),
  participants: about(count(), 'Pupils behind the shares'),
  weak: about(
    z.array(
      z.strictObject({
        item: about(count(), 'Position in the items of the assessment, from 0'),
        share: about(probability(), 'Mean share 0..1 of the maximum'),
        others: about(probability(), 'The same in comparable schools'),
      }),
    ),
    'Its items, the weakest first',
  ),
})

const sitting = z.strictObject({
  schoolId: schoolId(),
  grade: grade(),
  subject: subject(),
  year: year(),
  class: className(),
  participants: about(optional(count()), 'Pupils with a result; null = not known'),
  mean: about(optional(z.number()), 'Mean primary score, in points'),
  assessment: about(text(), 'assessments[].id'),
  scoreCounts: about(optional(z.array(z.number().min(0))), 'Pupils per primary score, index = score'),
  levelCounts: about(optional(z.array(z.number().min(0))), 'Pupils per mark or level, lowest first'),
  itemShares: about(optional(z.array(z.number().min(0))), 'Mean share 0..1 of the maximum of each item'),
  observer: about(z.enum(['present', 'absent', 'unknown']), 'Public observer; unknown counts as absent'),
  conflictOfInterest: about(z.boolean(), 'True where the observer had one, and so counts as none'),
  conditions: about(
    z
      .strictObject({
        expertsTrained: about(optional(z.boolean()), 'Whether the experts who marked had been trained'),
        observerTrained: about(optional(z.boolean()), 'Whether the observer had been'),
        video: about(optional(z.boolean()), 'Whether there was video surveillance'),
        violations: about(optional(z.boolean()), "Whether the observer's act names one"),
      })
      .optional(),
    'How it was held; absent = no table tells it, null = it does not say',
  ),
  tier,
  p: p(),
  q: q(),
  families,
  grounds,
  recheck: listed(),
  unobservedClasses: about(z.array(text()), 'Classes without an observer, where others of the sitting had one'),
  papersToRecheck: about(count(), 'Papers to recheck; 0 = not on the list, or settled'),
  acceptanceNumber: about(
    optional(count()),
    'Of those papers, so many may change before the rest is rechecked too; null = not listed',
  ),
  inclusionProbability: about(probability(), 'Chance with which it came to be rechecked: 1 = on the list'),
  withinBudget: about(optional(z.boolean()), 'null = no budget was given, or not on the list'),
  settled: about(
    z
      .strictObject({
        verdict: about(z.enum(['confirmed', 'notConfirmed']), 'What the recheck said of the results'),
        date: about(optional(text()), 'Day as given; null = not known'),
        stale: about(z.boolean(), 'True where the results have changed since, so that it no longer counts'),
      })
      .optional(),
    'Rechecked before; absent = no recheck of these papers is known',
  ),
  signals: about(z.array(signal), 'What each detector says of it'),
})

const belief = about(
  z.strictObject({
    schools: about(count(), 'Schools measured'),
    typical: about(probability(), 'p of a typical school; about .5 where p-values are what they say'),
    below: about(probability(), 'Share of the schools with p < .01'),
    centre: about(z.number(), "Centre of the schools' z-scores, told from their middle, drawn toward 0"),
    spread: about(z.number().min(0), 'Their spread, told from the innocent side, drawn toward 1'),
    rareAs: about(probability(), 'How rare a p of .01 is by the schools themselves'),
    verdict: about(
      z.enum(['asTheory', 'tooSmall', 'tooLarge']),
      'Whether p-values are to be believed, are too small, or too large',
    ),
    listed: about(count(), 'Schools listed for signs'),
    listedSecond: about(count(), 'Schools that would be listed by the second opinion'),
  }),
  'How far p-values can be believed in this region; nobody is listed or spared by it',
)

const lookAtFirst = about(
  z.strictObject({
    schools: about(z.array(text()), 'Ids, the most unusual first; they have no signs'),
    chance: about(probability(), 'Share of such schools that manipulate in simulated districts of this size'),
    low: about(probability(), 'Lower end of its 95 % interval'),
    high: about(probability(), 'Upper end of its 95 % interval'),
    simulated: about(
      z.strictObject({
        schools: about(count(), 'Schools in each'),
        regions: about(count(), 'How many districts'),
        manipulating: about(probability(), 'Share of all their schools that manipulate'),
      }),
      'Those districts',
    ),
  }),
  'Where hardly anybody is listed for signs: the schools at the head of the order',
)

const liftedCount = about(
  z.strictObject({
    mark: about(optional(text()), 'The mark they were lifted to; null = all marks together'),
    papers: about(z.number().min(0), 'Papers lifted, estimated'),
    low: about(z.number().min(0), 'Lower end of the 95 % interval'),
    high: about(z.number().min(0), 'Upper end of the 95 % interval'),
    of: about(count(), 'Papers of the tests that were looked at'),
  }),
  'Papers lifted over a cut-off, against the smooth distribution of the region and not against peers; nobody is listed by it',
)

const school = z.strictObject({
  schoolId: schoolId(),
  name: schoolName(),
  municipality: municipality(),
  peerGroup: peerGroupId(),
  tier,
  p: p(),
  q: q(),
  families,
  grounds,
  recheck: listed(),
  officialMarkers: about(z.array(text()), 'Official markers of 2019 that it has; nobody is listed for them'),
  lifted: about(
    optional(liftedCount),
    'Papers lifted in all its sittings; null = none of its tests could be looked at',
  ),
  context: about(optional(z.array(z.number())), 'Standardised context as the peer groups saw it'),
  contextIndex: about(optional(z.number()), 'Standard deviations from the mean of the region; null = no context known'),
  earlier: about(
    z
      .array(
        z.strictObject({
          year: about(z.int(), 'Year of the list'),
          listed: about(z.boolean(), 'Whether it stood on that list for signs'),
        }),
      )
      .optional(),
    'What the lists of earlier years said of it, oldest first; absent = no such list examined it',
  ),
})

const cohort = z.strictObject({
  schoolId: schoolId(),
  grade: grade(),
  year: year(),
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
  rank: about(z.int().min(1), 'Place on the list; 1 = to be rechecked first'),
  schoolId: schoolId(),
  name: schoolName(),
  municipality: municipality(),
  peerGroup: peerGroupId(),
  grounds,
  decisionItems: about(z.array(text()), 'Items of the decision: 2.2 for signs, 2.3 for no observer'),
  priority: about(z.number(), '1 = most urgent; schools of one kind of grounds share it'),
  tier,
  p: p(),
  q: q(),
  papersToRecheck: about(count(), 'Papers of all its sittings on the list'),
  papersWithinBudget: about(optional(count()), 'Papers of those sittings that fit the budget; null = no budget'),
  withinBudget: about(optional(z.boolean()), 'Whether all its sittings fit; null = no budget was given'),
  sensitivity: about(
    probability().optional(),
    'Share of the peer definitions under which it has signs; absent where not asked for',
  ),
  reasons: about(z.array(reason), 'Why it is on the list, as sentences in data'),
  sittings: about(z.array(count()), 'Positions in sittings'),
})

const effect = z.strictObject({
  peerGroup: about(optional(text()), 'peerGroups[].id; null = the whole region'),
  observed: about(count(), 'Observed sittings compared'),
  unobserved: about(count(), 'Unobserved sittings compared'),
  effect: about(optional(z.number()), 'Observed minus unobserved, in percent of the maximum score'),
  low: low(),
  high: high(),
})

const observers = z.strictObject({
  observed: about(count(), 'Sittings under an observer'),
  absent: about(count(), 'Sittings without one'),
  unknown: about(count(), 'Sittings of which nothing is known'),
  conflictOfInterest: about(count(), 'Sittings whose observer had a conflict of interest'),
  partlyObserved: about(count(), 'Of the unobserved: with an observer in some classes'),
  cost: about(
    z.strictObject({
      sittings: about(count(), 'Unobserved sittings'),
      papersToRecheck: about(count(), 'Papers by the sample of the list'),
      allPapers: about(count(), 'All their papers'),
    }),
    'What it costs to recheck every unobserved sitting',
  ),
  municipalities: about(
    z.array(
      z.strictObject({
        municipality: municipality(),
        sittings: about(count(), 'Sittings'),
        observed: about(count(), 'Of them under an observer'),
      }),
    ),
    'Coverage by municipality',
  ),
  effects: about(z.array(effect), 'Observed against unobserved sittings: the region first, then its peer groups'),
  controlled: about(
    optional(
      z.strictObject({
        sittings: about(count(), 'Controlled sittings'),
        effect: about(effect, 'Controlled (observed) against all others (unobserved)'),
        means: about(
          z.array(
            z.strictObject({
              assessment: about(text(), 'assessments[].id'),
              controlled: about(count(), 'Controlled sittings of it'),
              mean: about(z.number(), 'Percent of the maximum score'),
              corrected: about(z.number(), 'Had all sittings been controlled'),
              low: about(z.number(), 'Lower end of its 95 % interval'),
              high: about(z.number(), 'Upper end of its 95 % interval'),
            }),
          ),
          'Tests with enough controlled sittings',
        ),
      }),
    ),
    'Independent observers and central marking against all other sittings; null = no sitting was controlled',
  ),
})

const peerGroup = z.strictObject({
  id: about(text(), 'A, B, ...'),
  label: about(bothLanguages(), 'The group in words'),
  size: about(count(), 'Schools in it'),
  profile: about(
    z.record(text(), z.union([z.number(), z.string(), z.null()])),
    'Mean or most frequent category of each context column, in its own unit',
  ),
  stability: about(optional(z.number()), 'Mean bootstrap Jaccard similarity 0..1; under .60 = unstable'),
  silhouette: about(optional(z.number()), 'Mean silhouette -1..1; null for a single group'),
  differences: about(z.record(text(), z.number()).optional(), 'Standard deviations from the mean of the region'),
  contextIndex: about(
    optional(
      z.strictObject({
        low: about(z.number(), 'A tenth of its schools lie below'),
        median: about(z.number(), 'Half of its schools lie below'),
        high: about(z.number(), 'A tenth of its schools lie above'),
      }),
    ),
    'Context index of its schools; null = not known',
  ),
})

const peers = z.strictObject({
  method: about(z.enum(['clusters', 'neighbours', 'given', 'none']), 'How peers were found; none = the whole region'),
  comparedBy: about(
    z.array(
      z.strictObject({
        id: about(text(), 'Concept, or the column itself'),
        label: about(bothLanguages(), 'The concept in words'),
        known: about(z.boolean(), 'Whether the dictionary of concepts knows it'),
        social: about(z.boolean(), 'Whether it speaks of families and pupils'),
        columns: about(z.array(text()), 'Headers of the columns it is made of'),
        weight: about(z.number().min(0), '1 = one vote'),
        filled: about(probability(), 'Share of the schools of which it is known'),
        between: about(optional(probability()), 'Share of its variance between the groups'),
      }),
    ),
    'What schools are compared by',
  ),
  leftOut: about(
    z.array(
      z.strictObject({ column: about(text(), 'Header of the column'), reason: about(text(), 'Code of the reason') }),
    ),
    'Columns that are no context, and why',
  ),
  special: about(
    z.array(
      z.strictObject({ schoolId: schoolId(), kind: about(text(), 'Kind of school: correctional, evening, ...') }),
    ),
    'Schools that fit no group; compared with the whole region',
  ),
})

const reference = z.strictObject({
  name: about(text(), 'What the reference is called'),
  date: about(optional(text()), 'Day it was made; null = not said'),
  fingerprint: about(text(), 'Of its content'),
  tool: about(text(), 'Version that made it'),
  schools: about(count(), 'Schools behind it'),
  sittings: about(count(), 'Sittings behind it'),
  pupils: about(count(), 'Pupils behind it'),
  used: about(z.array(text()), 'Assessments judged by it'),
  refused: about(
    z.array(
      z.strictObject({
        assessment: about(text(), 'assessments[].id'),
        reason: about(text(), 'Code: docs/reference.md, "Where it does not fit"'),
        found: fault(),
        expected: wanted(),
      }),
    ),
    "Assessments left to the run's own comparison, and why",
  ),
  otherOptions: about(z.array(text()), 'Detectors whose options differ from those of the reference'),
  dependence: about(
    z.strictObject({
      detectors: about(z.array(text()), 'detectors[].id, the order of the lists below'),
      correlations: about(z.array(z.number()), 'Between detectors within a sitting, row by row'),
      school: about(z.array(z.number()), 'Between two sittings of a school, by detector'),
      cohort: about(z.array(z.number()), 'By how much more between sittings of the same pupils'),
      centre: about(z.array(z.number()), 'Median of the z-scores, by detector'),
      spread: about(z.array(z.number()), 'Spread of their suspicious side, by detector'),
    }),
    'How detectors hang together there',
  ),
})

const detector = z.strictObject({
  id: about(text(), 'Its page: docs/detectors'),
  family: about(text(), 'Kind of sign'),
  familyName: about(bothLanguages(), 'The family in words'),
  question: about(bothLanguages(), 'The one question it puts'),
  needs: about(z.array(text()), 'What a sitting must hold'),
  unit: about(bothLanguages(), 'Unit of value'),
  effectUnit: about(bothLanguages(), 'Unit of effect'),
  sources: about(z.array(text()), 'Where the method comes from'),
  innocent: about(z.array(bothLanguages()), 'Innocent explanations'),
  finding: about(bothLanguages(), 'The finding, with gaps for details'),
  papers: about(bothLanguages().optional(), 'What follows it where single papers are named'),
  ownVote: about(z.boolean().optional(), 'True where the silence of others does not drown it'),
  reasons: about(z.record(text(), bothLanguages()), 'Sentences of its reasons why nothing was measured'),
})

const plan = z.strictObject({
  budget: about(optional(z.number()), 'Papers that can be rechecked; null = no limit'),
  papersOnList: about(count(), 'Papers of the whole list'),
  papersWithinBudget: about(optional(count()), 'Of them within the budget; null = no budget'),
  yieldWithinBudget: about(
    optional(probability()),
    'Of the changed papers that the whole list could be expected to find, the share the budget reaches',
  ),
  affectedShare: about(probability(), 'A share of affected papers from this on is found with the confidence below'),
  confidence: about(probability(), 'Probability with which it is found'),
  control: about(
    z.strictObject({
      frame: about(count(), 'Sittings without grounds'),
      drawn: about(count(), 'Of them drawn'),
      papers: about(count(), 'Their papers to recheck'),
      inclusionProbability: about(probability(), 'Chance of each to be drawn'),
    }),
    'Random control sample',
  ),
})

const fairness = z.strictObject({
  dimension: about(z.enum(['size', 'settlement', 'peerGroup', 'municipality']), 'By what schools are told apart'),
  value: about(optional(text()), 'The kind of school; null = not known'),
  schools: about(count(), 'Schools of the kind'),
  signs: about(count(), 'Of them listed for signs'),
  share: about(probability(), 'signs / schools'),
  low: about(probability(), 'Lower end of its 95 % interval'),
  high: about(probability(), 'Upper end of its 95 % interval'),
  listed: about(count(), 'Of them on the list on any ground'),
})

const dataFault = z.strictObject({
  code: about(
    z.enum([
      ...(['otherForm', 'strayCells', 'scoresBeyond', 'totalsLeaveOut', 'totalsZero', 'totalsNotSums'] as const),
      ...(['itemsEmpty', 'rowsNotRead', 'listTooLong'] as const),
    ]),
    'What is wrong',
  ),
  schoolId: schoolId(),
  grade: grade(),
  subject: subject(),
  year: year(),
  class: className(),
  files: about(z.array(text()), 'Files that hold the papers'),
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
  schemaVersion: about(z.literal('1.0'), 'Version of this form'),
  tool: about(
    z.strictObject({ name: about(text(), 'objectivity-monitor'), version: about(text(), 'Version of the package') }),
    'What made the result',
  ),
  run: about(
    optional(
      z.strictObject({
        startedAt: about(text(), 'ISO 8601'),
        elapsedMs: about(z.number().min(0), 'Milliseconds'),
      }),
    ),
    'The only part that differs between equal runs',
  ),
  input: about(
    z.strictObject({
      files: about(z.array(source), 'What was understood of each file or table'),
      rows: about(count(), 'Rows read: used + setAside'),
      used: about(count(), 'Rows that take part'),
      setAside: about(count(), 'Rows that do not; problems say why'),
      fingerprint: about(text(), 'Equal for equal content of the tables'),
    }),
    'What was read',
  ),
  settings: about(z.unknown(), 'All settings, filled in: docs/settings.md'),
  seed: about(count(), 'Start of every random choice'),
  region: about(
    z.strictObject({
      schools: about(count(), 'Schools'),
      sittings: about(count(), 'Sittings'),
      papers: about(count(), 'Papers'),
      officialIndex: about(optional(z.number()), '100 minus the percentage of schools with an official marker'),
      observerCoverage: about(optional(probability()), 'Share of the sittings under an observer; null = no table'),
      observerEffect: about(optional(z.number()), 'Observed minus unobserved, in percent of the maximum score'),
      observers: about(optional(observers), 'Decision item 2.3 over the region, in sittings; null = no table'),
      belief: about(optional(belief), 'How far p-values can be believed; null = too few schools to tell'),
      lifted: about(z.array(liftedCount), 'Papers lifted over cut-offs: by mark, and last all together'),
      liftedByTest: about(
        z.array(
          z.strictObject({
            assessment: about(text(), 'assessments[].id'),
            counts: about(z.array(liftedCount), 'By mark, and last all together'),
          }),
        ),
        'The same by test',
      ),
      contextIndex: about(
        optional(
          z.strictObject({
            explained: about(probability(), 'Share of all differences in context that the index holds'),
            social: about(probability(), 'Share that concepts of families and pupils carry'),
            loadings: about(
              z.array(
                z.strictObject({
                  column: about(text(), 'Column of context'),
                  level: about(optional(text()), 'Value of a category; null for numbers'),
                  loading: about(z.number(), 'Weight; squares sum to 1'),
                }),
              ),
              'What counts in it, the heaviest first',
            ),
          }),
        ),
        'What the context index is made of; null = nothing is known of context',
      ),
      warnings: about(z.array(warning), 'What must be known of the region before the list'),
    }),
    'The region as a whole',
  ),
  peers: about(peers, 'By what schools are compared, and what was left out'),
  reference: about(optional(reference), 'Whose reference the schools were judged by; null = by none'),
  peerGroups: about(z.array(peerGroup), 'Groups of schools that are compared with each other'),
  assessments: about(z.array(assessment), 'Tests: subject, grade and year'),
  detectors: about(z.array(detector), 'Who asked, and what each says'),
  schools: about(z.array(school), 'Every school, listed or not'),
  sittings: about(z.array(sitting), 'Every sitting read: one school, subject, grade and year'),
  cohorts: about(z.array(cohort), 'A grade of a school in one year: its sittings together'),
  recheck: about(z.array(entry), 'The list of schools to recheck, in order'),
  lookAtFirst: about(optional(lookAtFirst), 'Where hardly anybody is listed for signs; null elsewhere'),
  plan: about(plan, 'What the list costs and what may be expected of it'),
  support: about(
    z.array(
      z.strictObject({
        schoolId: schoolId(),
        reasons: about(z.array(reason), 'Why, as sentences in data'),
        items: about(z.array(weakItems), 'Items far below comparable schools, by sitting and class'),
      }),
    ),
    'Schools that need help rather than a recheck',
  ),
  fairness: about(z.array(fairness), 'How often schools of each kind are listed'),
  toCorrect: about(z.array(dataFault), 'Data that a school must mend before it is judged; never evidence'),
  problems: about(z.array(problem), 'Rows set aside, and notes: rejected.csv'),
  warnings: about(z.array(warning), 'What must be known before the list'),
}) satisfies z.ZodType<MonitorResult>
