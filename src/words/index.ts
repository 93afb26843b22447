/**
 * The sentences of a result, of all rooms of words, in one language. In the browser this file is replaced by the words of
 * the page (`scripts/write-report-script.ts`), so nothing else stands here.
 */
import type { Locale } from '../model'
import { COUNTRY } from './country'
import { FAULTS, TREATMENTS } from './faults'
import { AREA, FIRST_SCREEN, LIST, NAV, SCHOOL, TESTS } from './first-screen'
import { type Said, spoken } from './language'
import { LOOK } from './look'
import { PEERS } from './peers'
import { POWER } from './power'
import { EXPLAIN, NOT_MEASURED, REASONS } from './reasons'
import { NOT_FITTING } from './reference'
import { REPORT } from './report'
import { ANNEX, COLUMN, MARKER, SHEET } from './tables'
import * as terms from './terms'
import { WARNINGS } from './warnings'

const RESULT = {
  tier: terms.TIER,
  tierMeaning: terms.TIER_MEANING,
  ground: terms.GROUND,
  observer: terms.OBSERVER,
  outcome: terms.OUTCOME,
  value: terms.VALUE,
  need: terms.NEED,
  warning: WARNINGS,
  settled: terms.SETTLED,
  reason: REASONS,
  look: LOOK,
  explain: EXPLAIN,
  power: POWER,
  notMeasured: NOT_MEASURED,
  notFitting: NOT_FITTING,
  faults: FAULTS,
  treatments: TREATMENTS,
  kind: terms.KIND,
  dimension: terms.DIMENSION,
  peers: PEERS,
  context: terms.CONTEXT,
  country: COUNTRY,
  term: terms.TERM,
  report: REPORT,
  first: FIRST_SCREEN,
  area: AREA,
  listing: LIST,
  school: SCHOOL,
  tests: TESTS,
  nav: NAV,
  annex: ANNEX,
  sheet: SHEET,
  marker: MARKER,
  column: COLUMN,
}

export type Words = Said<typeof RESULT>

/** All words of a result in one language. */
export const wordsOf: (locale: Locale) => Words = spoken(RESULT)
