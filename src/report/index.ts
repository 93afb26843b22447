/**
 * Pure views of a result: sentences, tables, pages, charts.
 *
 * @module objectivity-monitor/report
 */

export type { Locale } from '../model'
export { toAnnexHtml } from './annex'
export {
  type ChartOptions,
  funnel,
  funnelSpec,
  groupMap,
  groupMapSpec,
  itemProfile,
  itemProfileSpec,
  scoreDistribution,
  scoreDistributionSpec,
  type VegaLiteSpec,
} from './charts'
export {
  type CsvOptions,
  toCohortsCsv,
  toCorrectCsv,
  toIndicatorsCsv,
  toPeersCsv,
  toRecheckCsv,
  toRecheckSittingsCsv,
  toRejectedCsv,
  toSchoolsCsv,
  toSignalsCsv,
  toYearsCsv,
} from './csv'
export {
  describeGround,
  describeReason,
  describeSignal,
  describeTier,
  describeWarning,
  type Speaking,
} from './describe'
export { describeInput } from './describe-input'
export { describeProblem } from './describe-problem'
export { explanationSections, type Section } from './explain'
export { type HtmlOptions, toHtml } from './html/index'
export { toPeersHtml } from './html/peers'
export { toPowerHtml } from './html/power'
export { type CheckedOutcome, type Indicator, type IndicatorId, toIndicators } from './indicators'
export { toJson } from './json'
export { type ObserverPlanView, observerPlanSentences, toObserverPlanCsv } from './observer-plan'
export { powerSections } from './power'
export type { PeersView } from './tables'
export { type SchoolOverYears, toYears, type YearStatus } from './years'
