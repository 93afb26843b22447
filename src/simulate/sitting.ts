import type { Assessment, Sitting } from '../model'
import { NOT_ATTEMPTED } from '../model'
import { countItems, SittingBuilder } from '../sittings/builder'
import { levelsFromScores } from '../sittings/counts'
import { assessmentId, sittingKey } from '../sittings/sitting'
import { markOf, type Papers, totalOf } from './papers'
import type { SimulatedSitting } from './region'
import { highestScore, type Scale } from './scales'

/** Letters of parallel classes as Russian schools name them (without Ё, Й, Ъ, Ы, Ь). */
const LETTERS = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ'

export const LEVELS = ['2', '3', '4', '5'] as const

/** The assessment of a simulated scale. */
export function toAssessment(scale: Scale, year: number): Assessment {
  return {
    id: assessmentId({ subject: scale.subject, grade: scale.grade, year }),
    subject: scale.subject,
    grade: scale.grade,
    year,
    maxScore: highestScore(scale),
    cuts: scale.cuts,
    itemMax: scale.itemMax,
    itemLevel: scale.itemLevel,
    levels: LEVELS,
    scaleSource: 'given',
  }
}

/** A sitting straight from its papers, equal to the one that its rows would be read into. */
export function toSitting({ school, scale, year, papers }: SimulatedSitting): Sitting {
  const builder = new SittingBuilder()
  for (let i = 0; i < papers.pupils; i++) {
    if (papers.present[i] === 0) continue
    const total = totalOf(papers, i)
    builder.addPaper(total, markOf(total, scale.cuts), papers.journal[i]!)
    const answers = papers.answers.subarray(i * papers.items, (i + 1) * papers.items)
    builder.seesClass(classOf(papers, i))
    builder.addAnswers(answers, papers.items, variantOf(papers, i), 1, classOf(papers, i))
  }
  const vectors = builder.vectors(papers.items)!
  const { itemCounts, itemBlanks } = countItems(vectors)
  const scoreCounts = builder.scoreCounts()!
  const classItems = builder.classItems(scale.itemMax, new Map())
  const assessment = assessmentId({ subject: scale.subject, grade: scale.grade, year })
  return {
    key: sittingKey(school.id, assessment, null),
    schoolId: school.id,
    assessmentId: assessment,
    subject: scale.subject,
    grade: scale.grade,
    year,
    className: null,
    classes: builder.classes()!,
    participants: builder.participants,
    enrolled: papers.pupils,
    scores: builder.moments(),
    scoreCounts,
    levelCounts: levelsFromScores(scoreCounts, scale.cuts),
    exactLevels: true,
    itemCounts,
    itemBlanks,
    itemShares: null,
    ...(classItems === null ? {} : { classItems }),
    journalByScore: builder.journalByScore(),
    journalByMark: builder.journalByMark(),
    vectors,
  }
}

/** Letter of a pupil's class; past the last letter with a number. */
export function classOf(papers: Papers, paper: number): string {
  const place = papers.classes[paper]!
  const round = Math.floor(place / LETTERS.length)
  return LETTERS[place % LETTERS.length]! + (round === 0 ? '' : String(round + 1))
}

/** Number of the form under which a paper is entered. */
export function variantOf(papers: Papers, paper: number): number {
  return 1 + papers.forms[paper]!
}

/** Item scores of a paper as cells: points, or `X` for a blank. */
export function itemCell(answer: number): number | string {
  return answer === NOT_ATTEMPTED ? 'X' : answer
}
