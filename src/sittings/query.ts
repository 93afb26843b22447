/**
 * The count tables of a sitting as a GROUP BY: the query that turns a table of papers into its distinct papers, each with
 * the number of pupils who wrote it. All count tables are sums over these rows, so nothing that a detector asks for is
 * lost. One source for all engines; they differ in the name of the type of text alone, but for ClickHouse.
 */
export const DIALECTS = ['duckdb', 'postgres', 'clickhouse', 'spark'] as const
export type Dialect = (typeof DIALECTS)[number]

const TEXT: Readonly<Record<Dialect, string>> = {
  duckdb: 'varchar',
  postgres: 'varchar',
  clickhouse: 'Nullable(String)',
  spark: 'string',
}

/** Columns that name a sitting; together with the pupil they name a paper. */
const PLACE = ['school_id', 'subject', 'grade', 'year', 'class']

export interface PapersQueryOptions {
  readonly dialect: Dialect
  /** Table of papers, as the engine calls it. */
  readonly table: string
  /**
   * Number of columns `item_1`, `item_2`, ...; 0 = without item scores, though the table may have them: the detectors that
   * need them will say so; `null` = the table has none. A table that has more is refused by the engine before it counts.
   */
  readonly items: number | null
}

/**
 * The query, to be run as it is where the columns have the names of `docs/input.md`; else its first part is the place to
 * name them. Of several papers of one pupil in one sitting the first counts, and the others are counted as `repeated`.
 *
 * @example
 * papersQuery({ dialect: 'postgres', table: 'vpr.papers', items: 15 }) // 'with given as (...) select school_id, ...'
 */
export function papersQuery({ dialect, table, items }: PapersQueryOptions): string {
  const text = TEXT[dialect]
  const answers = Array.from({ length: items ?? 0 }, (_, j) => `item_${j + 1}`)
  const guard = items === 0 ? '' : `\n${noFurther(`item_${answers.length + 1}`, dialect)}`
  const paper = ['variant', 'score', 'mark', 'journal_mark', ...answers]
  const kept = [...PLACE, ...paper].join(', ')
  const given = `  select
${[...PLACE, 'pupil_id', ...paper].map((name) => `    ${name} as ${name}`).join(',\n')}
  from ${table}${guard}`
  const parts: Parts = { given, paper, pupil: `coalesce(cast(pupil_id as ${text}), '')` }
  const { before, from } = dialect === 'clickhouse' ? numberedByArrays(parts) : numberedByWindow(parts)
  return `-- The distinct papers of every sitting and the number of pupils who wrote each, for
--   objectivity-monitor run --sittings FILE (CSV with a header, or Parquet)
-- Name your own columns before "as". What you do not have: cast(null as ${text}) as class
${before}select
  ${kept},
  count(*) as papers,
  sum(case when pupil <> '' and copy > 1 then 1 else 0 end) as repeated
from ${from}
group by
  ${kept}
`
}

interface Parts {
  readonly given: string
  /** Columns of a paper. */
  readonly paper: readonly string[]
  readonly pupil: string
}

const SECOND =
  '-- The second paper of a pupil in one sitting does not count. It is not lost in silence: see "repeated".'

const numberedByWindow = ({ given, paper, pupil }: Parts) => ({
  before: `with given as (
${given}
),
${SECOND}
numbered as (
  select given.*, ${pupil} as pupil, row_number() over (
    partition by ${PLACE.join(', ')}, ${pupil}
    order by ${paper.join(', ')}
  ) as copy
  from given
)
`,
  from: 'numbered',
})

/** For every ClickHouse, also those of before 2021, which know neither windows nor subqueries with a name. Nulls are written `\\N` in its CSV: here empty. */
function numberedByArrays({ given, paper, pupil }: Parts) {
  const cells = (of: string, names: readonly string[]) =>
    names.map((name, i) => `    coalesce(toString(${of}.${i + 1}), '') as ${name}`)
  return {
    before: '',
    from: `(
  ${SECOND}
  select
${[...cells('place', PLACE), ...cells('paper', paper)].join(',\n')},
    pupil, copy
  from (
    select tuple(${PLACE.join(', ')}) as place, ${pupil} as pupil, arraySort(groupArray(tuple(${paper.join(', ')}))) as sorted
    from (
${given.replace(/^/gm, '    ')}
    ) as given
    group by place, pupil
  ) as gathered
  array join sorted as paper, arrayEnumerate(sorted) as copy
) as numbered`,
  }
}

/**
 * Stops a query that leaves out items of the table. The column is made ambiguous if the table has it too: engines refuse that
 * when they read the query; ClickHouse takes the table's, and is told to throw.
 */
function noFurther(item: string, dialect: Dialect): string {
  const absent =
    dialect === 'clickhouse' ? `throwIf(coalesce(toString(${item}), '') <> 'none') = 0` : `${item} = 'none'`
  const said = dialect === 'clickhouse' ? 'An error of throwIf' : `"${item} is ambiguous"`
  return `  -- ${said} means that the table has ${item}: say by --items how many items there are (0 = leave them all out).
  cross join (select 'none' as ${item}) as no_further_items
  where ${absent}`
}
