/** Schools over the years: who is new on the lists, who again, who no longer. */
import { listedOverYears } from '../listed-years'
import type { MonitorResult } from '../model'
import { type Table, tableOf } from './tables'

/** `new`: now and never before; `again`: now and before; `gone`: before and not now. Lists for signs alone count. */
export type YearStatus = 'new' | 'again' | 'gone'

export interface SchoolOverYears {
  readonly schoolId: string
  readonly name: string | null
  readonly municipality: string | null
  readonly status: YearStatus
  /** Years with signs, of the years in which the school was examined; this one included in both. */
  readonly timesListed: number
  readonly years: number
  /** Years with signs, oldest first; this one apart. */
  readonly listedIn: readonly number[]
}

/** Schools that were listed for signs in any year, the most often listed first; empty without lists of earlier years. */
export function toYears({ schools }: Pick<MonitorResult, 'schools'>): readonly SchoolOverYears[] {
  return schools
    .flatMap((school): SchoolOverYears[] => {
      const found = listedOverYears(school)
      if (found === null || found.timesListed === 0) return []
      const { schoolId, name, municipality, grounds, earlier = [] } = school
      const listedIn = earlier.filter(({ listed }) => listed).map(({ year }) => year)
      const status = grounds.includes('signs') ? (listedIn.length > 0 ? 'again' : 'new') : 'gone'
      return [{ schoolId, name, municipality, status, ...found, listedIn }]
    })
    .toSorted((a, b) => b.timesListed - a.timesListed || a.years - b.years)
}

/** A row per school that was listed for signs in any year. */
export const yearsTable = (result: Pick<MonitorResult, 'schools'>): Table =>
  tableOf<SchoolOverYears>(
    {
      school_id: (s) => s.schoolId,
      name: (s) => s.name,
      municipality: (s) => s.municipality,
      status: (s) => s.status,
      times_listed: (s) => s.timesListed,
      of_years: (s) => s.years,
      listed_in: (s) => s.listedIn.join('; '),
    },
    toYears(result),
  )
