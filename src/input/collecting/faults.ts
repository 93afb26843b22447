/** Faults of the data, collected by school and sitting. */
import type { DataFault } from '../../model'
import { byCodeUnit } from '../text'
import type { SittingEntry } from './registry'
import type { Source } from './source'

/** A fault as its finder tells it. */
export interface ToldFault extends Pick<DataFault, 'code' | 'papers' | 'treatment'> {
  readonly items?: readonly string[]
}

interface Told {
  readonly sitting: SittingEntry
  readonly of: number
  readonly files: readonly string[]
  readonly fault: ToldFault
}

export class FaultLog {
  private readonly told: Told[] = []

  /** @param papers papers of the sitting, sound or not */
  of(sitting: SittingEntry, papers: number, sources: readonly Source[]): (fault: ToldFault) => void {
    const files = [...new Set(sources.flatMap(({ file }) => file ?? []))].sort(byCodeUnit)
    return (fault) => this.told.push({ sitting, of: papers, files, fault })
  }

  /** By school, year, grade, subject and class; ids and subjects as they are shown in the end. */
  list(): DataFault[] {
    const faults = this.told.map(
      ({ sitting: { school, assessment, className }, of, files, fault }): DataFault => ({
        code: fault.code,
        schoolId: school.id,
        grade: assessment.grade,
        subject: assessment.subject,
        year: assessment.year,
        class: className,
        files,
        papers: fault.papers,
        of,
        items: fault.items ?? [],
        treatment: fault.treatment,
      }),
    )
    return faults.sort(
      (a, b) =>
        byCodeUnit(a.schoolId, b.schoolId) ||
        (a.year ?? -1) - (b.year ?? -1) ||
        (a.grade ?? -1) - (b.grade ?? -1) ||
        byCodeUnit(a.subject, b.subject) ||
        byCodeUnit(a.class ?? '', b.class ?? '') ||
        byCodeUnit(a.code, b.code),
    )
  }
}
