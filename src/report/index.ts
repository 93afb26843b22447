/** `objectivity-monitor/report`: pure views of a result. */

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
export { type CsvOptions, toRecheckCsv, toRecheckSittingsCsv, toRejectedCsv, toSchoolsCsv, toSignalsCsv } from './csv'
export { explanationSections, type Section } from './explain'
export type { Locale } from './format'
export { type HtmlOptions, toHtml } from './html/index'
export { toPowerHtml } from './html/power'
export { describeInput } from './input-words'
export { toJson } from './json'
export { powerSections } from './power'
export { describeProblem } from './problem-words'
