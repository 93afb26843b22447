import type { Cell, Row, Sitting } from '../model'
import { meanOf, varianceOf } from '../sittings/sitting'
import { markOf, totalOf } from './papers'
import type { ObserverPlan, Region, SimulatedSitting } from './region'
import { highestScore, type Scale } from './scales'
import type { SimulatedSchool } from './schools'
import { classOf, itemCell, LEVELS, toSitting, variantOf } from './sitting'

type Cells = Record<string, Cell>

export function schoolRow({ id, name, municipality, selective, context }: SimulatedSchool): Row {
  const program = selective ? 'да' : 'нет'
  return { school_id: id, name, municipality, advanced_program: program, confirmed_by_exam: program, ...context }
}

export function assessmentRows({ slots }: Region): Row[] {
  return slots.map(({ scale, year }) => ({
    subject: scale.subject,
    grade: scale.grade,
    year,
    max_score: highestScore(scale),
    cut_3: scale.cuts[0],
    cut_4: scale.cuts[1],
    cut_5: scale.cuts[2],
    item_max: scale.itemMax.join('|'),
    item_level: scale.itemLevel.join('|'),
  }))
}

/** One row for the whole school, or a row per sitting where only some were observed. */
export function observerRows(region: Region, plans: readonly ObserverPlan[]): Row[] {
  return region.schools.flatMap((school, s) => {
    const { observed, partial, unknown, conflict } = plans[s]!
    const cells = (here: boolean) => ({
      observer: unknown ? '' : here ? 'да' : 'нет',
      conflict_of_interest: conflict && here ? 'да' : 'нет',
    })
    if (!partial) return [{ school_id: school.id, ...cells(observed[0]!) }]
    return region.slots.map(({ scale, year }, t) => ({
      school_id: school.id,
      grade: scale.grade,
      subject: scale.subject,
      year,
      ...cells(observed[t]!),
    }))
  })
}

export function participationRow({ school, scale, year, papers, truth }: SimulatedSitting): Row {
  return {
    school_id: school.id,
    grade: scale.grade,
    subject: scale.subject,
    year,
    enrolled: papers.pupils,
    participants: truth.participants,
  }
}

const start = ({ school, scale, year }: SimulatedSitting): Cells => ({
  school_id: school.id,
  subject: scale.subject,
  grade: scale.grade,
  year,
})

/** A row per paper. The code of a pupil begins with the grade and is the same in every subject of a year. */
export function pupilRows(sitting: SimulatedSitting): Row[] {
  const { scale, papers } = sitting
  const rows: Row[] = []
  const names = scale.itemMax.map((_, j) => `item_${j + 1}`)
  for (let i = 0; i < papers.pupils; i++) {
    if (papers.present[i] === 0) continue
    const row = start(sitting)
    const total = totalOf(papers, i)
    row.class = classOf(papers, i)
    row.pupil_id = `${scale.grade}${String(i + 1).padStart(4, '0')}`
    row.variant = variantOf(papers, i)
    for (let j = 0; j < papers.items; j++) row[names[j]!] = itemCell(papers.answers[i * papers.items + j]!)
    row.score = total
    row.mark = markOf(total, scale.cuts)
    row.journal_mark = papers.journal[i] === 0 ? '' : papers.journal[i]
    rows.push(row)
  }
  return rows
}

/** One row per sitting: pupils per score and per mark, and the share of each item's maximum, in percent. */
export function distributionRow(simulated: SimulatedSitting): Row {
  const sitting = toSitting(simulated)
  const row = start(simulated)
  row.participants = sitting.participants
  for (let score = 0; score <= highestScore(simulated.scale); score++)
    row[`score_${score}`] = sitting.scoreCounts![score] ?? 0
  sitting.levelCounts!.forEach((pupils, level) => {
    row[`mark_${LEVELS[level]}`] = pupils
  })
  return { ...row, ...itemPercents(sitting, simulated.scale) }
}

/** One row per sitting: mean, standard deviation (divisor n - 1), pupils per level, items in percent. */
export function summaryRow(simulated: SimulatedSitting): Row {
  const sitting = toSitting(simulated)
  const row = start(simulated)
  const variance = varianceOf(sitting)
  row.participants = sitting.participants
  row.mean_score = rounded(meanOf(sitting)!, 3)
  row.sd_score = variance === null ? '' : rounded(Math.sqrt(variance), 3)
  sitting.levelCounts!.forEach((pupils, level) => {
    row[`level_${level + 1}`] = pupils
  })
  return { ...row, ...itemPercents(sitting, simulated.scale) }
}

function itemPercents(sitting: Sitting, scale: Scale): Cells {
  const cells: Cells = {}
  sitting.itemCounts!.forEach((counts, j) => {
    const points = counts.reduce((sum, pupils, score) => sum + pupils * score, 0)
    cells[`item_${j + 1}_percent`] = rounded((100 * points) / (sitting.participants! * scale.itemMax[j]!), 2)
  })
  return cells
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
