/** What `verify` found, as tables for programs: one of figures, one of sittings. */
import type { MonitorResult } from '../model'
import { type Table, tableOf } from '../report/tables'
import type { Precision, Rate, Verification } from '../verify/outcomes'

interface Figure {
  readonly measure: string
  readonly code: string | null
  readonly count: number | null
  readonly of: number | null
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

/** A row per figure: shares with their 95 % intervals. */
export function figuresTable(found: Verification): Table {
  const { control, prevalence, missed } = found
  const rate = (measure: string, of: Rate, code: string | null = null): Figure => ({
    ...{ measure, code, count: of.count, of: of.of },
    ...{ share: of.share, low: of.low, high: of.high },
  })
  const rates = (measure: string, all: readonly Precision[]): Figure[] => all.map((of) => rate(measure, of, of.code))
  const estimate = (measure: string, of: Partial<Figure>): Figure => ({
    ...{ measure, code: null, count: null, of: null, share: null, low: null, high: null },
    ...of,
  })
  return tableOf<Figure>(
    {
      measure: (f) => f.measure,
      code: (f) => f.code,
      count: (f) => f.count,
      of: (f) => f.of,
      share: (f) => f.share,
      low: (f) => f.low,
      high: (f) => f.high,
    },
    [
      rate('recheckedShareObjective', found.papers),
      ...rates('notConfirmedSchoolsByTier', found.schoolsByTier),
      ...rates('notConfirmedSittingsByTier', found.byTier),
      ...rates('notConfirmedSittingsByGround', found.byGround),
      ...rates('notConfirmedSittingsByDetector', found.byDetector),
      ...(control === null
        ? []
        : [
            estimate('notConfirmedOffTheList', {
              ...{ count: control.sittings, of: control.frame },
              ...{ share: control.share, low: control.low, high: control.high },
            }),
          ]),
      ...(prevalence === null
        ? []
        : [
            estimate('notConfirmedInTheRegion', {
              ...{ count: prevalence.sittings, of: prevalence.of },
              ...{ share: prevalence.share, low: prevalence.low, high: prevalence.high },
            }),
          ]),
      ...(missed === null ? [] : [estimate('missedByTheList', missed)]),
    ],
  )
}

/** A row per sitting that came back. */
export function checkedSittingsTable(found: Verification, result: MonitorResult): Table {
  const rows = found.sittings.map((checked) => ({ checked, of: result.sittings[checked.sitting]! }))
  return tableOf<(typeof rows)[number]>(
    {
      school_id: ({ of }) => of.schoolId,
      grade: ({ of }) => of.grade,
      subject: ({ of }) => of.subject,
      year: ({ of }) => of.year,
      class: ({ of }) => of.class,
      tier: ({ of }) => of.tier,
      grounds: ({ of }) => of.grounds.join('+'),
      verdict: ({ checked }) => checked.verdict,
      date: ({ checked }) => checked.date,
      papers: ({ checked }) => checked.papers,
      changed: ({ checked }) => checked.changed,
      lowered: ({ checked }) => checked.lowered,
      raised: ({ checked }) => checked.raised,
      mean_shift: ({ checked }) => checked.shift?.mean ?? null,
      mean_shift_low: ({ checked }) => checked.shift?.low ?? null,
      mean_shift_high: ({ checked }) => checked.shift?.high ?? null,
    },
    rows,
  )
}
