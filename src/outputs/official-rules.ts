/** What an inspector may ask by official papers, beside our own signs and never mixed into them. */
import type { Locale, MonitorInput, MonitorResult } from '../model'
import { type RuleFinding, rules2026 } from '../official/rules-2026'
import { forPeople } from '../report/csv'
import { markerText } from '../report/sentences'
import { tableOf } from '../report/tables'
import { wordsOf } from '../words'
import { fill } from '../words/format'
import { officialRulesWords } from '../words/official-rules'

interface Row {
  readonly schoolId: string
  readonly grade: number | null
  readonly subject: string | null
  readonly year: number | null
  readonly class: string | null
  readonly rule: string
  readonly found: string
  readonly sample: string | null
  readonly paper: string
}

/**
 * @param input as read: the rules of 2026 look at journals and answers, which a result no longer holds; without it the
 *   markers of 2019 alone
 * @returns a row per rule and sitting (of 2019: per marker and school)
 * @example
 * toOfficialRulesCsv(result, { locale: 'ru', input })
 */
export function toOfficialRulesCsv(
  result: MonitorResult,
  {
    locale = 'en',
    input,
  }: { readonly locale?: Locale; readonly input?: Pick<MonitorInput, 'assessments' | 'sittings'> | undefined } = {},
): string {
  const words = officialRulesWords(locale)
  const names = new Map(result.schools.map(({ schoolId, name }) => [schoolId, name]))
  const of2019 = result.schools.flatMap(({ schoolId, officialMarkers }) =>
    officialMarkers.map((marker): Row => {
      const place = { schoolId, grade: null, subject: null, year: null, class: null, sample: null }
      return {
        ...place,
        rule: marker.split(' ')[0]!,
        found: fill(words.marker, { marker: markerText(marker, wordsOf(locale)) }, locale),
        paper: words.paper2019,
      }
    }),
  )
  const row2026 = ({ rule, sitting, page, details, sample }: RuleFinding): Row => {
    const { schoolId, grade, subject, year, className } = input!.sittings[sitting]!
    return {
      ...{ schoolId, grade, subject, year, class: className, rule },
      found: fill(words.rule[rule], details, locale),
      sample: words.sample[sample],
      paper: fill(words.paper2026, { page }, locale),
    }
  }
  const rows = [...of2019, ...(input === undefined ? [] : rules2026(input).map(row2026))]
  return forPeople(
    tableOf<Row>(
      {
        school_id: (r) => r.schoolId,
        name: (r) => names.get(r.schoolId) ?? null,
        grade: (r) => r.grade,
        subject: (r) => r.subject,
        year: (r) => r.year,
        class: (r) => r.class,
        official_rule: (r) => r.rule,
        found: (r) => r.found,
        sample: (r) => r.sample,
        paper: (r) => r.paper,
        note: () => words.note,
      },
      rows,
    ),
    locale,
  )
}
