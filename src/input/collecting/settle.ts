/** Papers with items, once all are read: which cells are items, which papers count, and with which score. */
import { NOT_ATTEMPTED, type ProblemCode } from '../../model'
import { totalOf } from '../../sittings/counts'
import type { ProblemLog } from '../problems'
import { refuseDifferentTests } from './different-tests'
import type { FaultLog, ToldFault } from './faults'
import { type Form, formOf, highestScoreOf, pointsOf, type StoreOfSchool } from './form'
import { EMPTY, type PaperStore } from './papers'
import {
  type AssessmentEntry,
  type EarlyPaper,
  type HeaderForm,
  knownMaximum,
  rememberMark,
  type SittingEntry,
  sittingsOf,
} from './registry'
import { type Totals, totalsOf } from './totals'

export interface SettledTest {
  /** What the files call the items, where that is not their running number. */
  readonly itemLabels: readonly string[] | null
  readonly itemMax: readonly number[] | null
  readonly maxScore: number | null
  /** Of each variant the items that were not in its booklet. */
  readonly notGiven: ReadonlyMap<number, readonly number[]>
}

/** From this share of the papers on, and two of them, a sitting without its faulty papers is no longer the sitting. [ours] */
const TOO_MANY_FAULTY = 0.1
const FEWEST_FAULTY = 2

/**
 * Counts the papers of an assessment into its sittings. Faults are told by school and sitting (`faults`), rows set aside
 * one by one; a sitting whose faults cannot be mended here is withheld.
 *
 * @throws InputError where files under one subject, grade and year hold different tests
 */
export function settlePapers(entry: AssessmentEntry, log: ProblemLog, faults: FaultLog): SettledTest {
  refuseDifferentTests(entry)
  const sittings = sittingsOf(entry)
  const stored = sittings.flatMap((sitting) => (sitting.store === null ? [] : [{ sitting, store: sitting.store }]))
  const test = testOf(entry, stored, log)
  const checks = stored.map(({ sitting, store }) => checkOf(sitting, store, test.form))
  const sumsHold = test.complete && totalsAreSums(checks)
  if (!sumsHold) noteNoSums(entry, test, log)
  const inSchools = scoresBySchool(sittings, checks)
  const sumOfMaxima =
    test.form.columns.length > 0 && sumsHold ? test.form.maxima.reduce((sum, max) => sum + max, 0) : null
  const known = knownMaximum(entry)
  const maxScore = known ?? sumOfMaxima ?? highestScoreOf(inSchools)
  const emptyShare = emptyShares(checks, test.form)
  const settling = { ...test, sumsHold, maxScore, known: known !== null, emptyShare, faults }
  for (const check of checks) settleSitting(check, settling)
  admitEarly(entry, maxScore, faults)
  for (const sitting of sittings) {
    withholdRefused(sitting, faults)
    withholdBeyond(sitting, maxScore, faults)
  }
  const { columns, maxima } = test.form
  const itemMax = test.given ?? (columns.length === 0 ? null : maxima)
  entry.itemColumns = columns.length === 0 ? null : columns
  const labels = (itemMax ?? []).map((_, k) => labelOf(test, columns[k] ?? k))
  const itemLabels = labels.every((label, k) => label === String(k + 1)) ? null : labels
  return { itemLabels, itemMax, maxScore, notGiven: notGivenOf(checks, test.form) }
}

interface Test {
  readonly form: Form
  /** Maxima of a scale, which may name more items than the files have. */
  readonly given: readonly number[] | null
  /** Whether every column that looks like an item was read. */
  readonly complete: boolean
  readonly header: HeaderForm | null
}

function testOf(
  entry: AssessmentEntry,
  stored: readonly { sitting: SittingEntry; store: PaperStore }[],
  log: ProblemLog,
): Test {
  const headers = entry.headers.filter(({ columns }) => columns.length > 0)
  const header = headers[0] ?? null
  const complete = headers.every((own) => own.complete)
  const stores = stored.map(({ sitting, store }): StoreOfSchool => ({ school: sitting.school.index, store }))
  const width = stores.reduce((most, { store }) => Math.max(most, store.items), 0)
  const first = (length: number) => Array.from({ length: Math.min(width, length) }, (_, j) => j)
  for (const own of headers) if (!own.complete) own.source.note('itemsNotAllRead', null, null, null, null)
  const named = headers.find(({ maxima }) => maxima !== null)?.maxima ?? null
  if (named !== null)
    return { form: { columns: first(named.length), maxima: named, shownBy: null }, given: null, complete, header }
  const given = entry.scale?.itemMax ?? null
  const seen = formOf(stores)
  if (given === null || !headers.every(({ contiguous }) => contiguous))
    return { form: seen, given: null, complete, header }
  if (seen.columns.every((j) => j < given.length))
    return { form: { columns: first(given.length), maxima: given, shownBy: null }, given, complete, header }
  // A given list that is shorter than the items of the file is a list of other items.
  for (const { source } of headers)
    log.note('itemsNotOfScale', {
      table: 'results',
      file: source.file,
      found: seen.columns.length,
      expected: String(given.length),
    })
  return { form: seen, given: null, complete, header }
}

// ---------------------------------------------------------------- one sitting

/** Why a paper takes no part; 0 = it does. */
const SOUND = 0
const STRAY = 1
const OTHER_FORM = 2
const BEYOND = 3

export interface SittingCheck {
  readonly sitting: SittingEntry
  readonly store: PaperStore
  /** Per paper: sound, a stray cell, another form. */
  readonly state: Uint8Array
  /** Sum of the items of the test per paper. */
  readonly sums: Float64Array
  readonly totals: Totals
}

function checkOf(sitting: SittingEntry, store: PaperStore, form: Form): SittingCheck {
  const state = new Uint8Array(store.count)
  const sums = new Float64Array(store.count)
  const maximumOf = maximaByColumn(form)
  for (let i = 0; i < store.count; i++) {
    let odd = 0
    for (let j = 0; j < store.items; j++) {
      const points = pointsOf(store.answer(i, j))
      const max = maximumOf[j]
      if (points > (max ?? 0)) odd++
      if (max !== undefined) sums[i]! += points
    }
    state[i] = odd === 0 ? SOUND : odd === 1 ? STRAY : OTHER_FORM
  }
  const sound = Array.from(state.keys()).filter((i) => state[i] === SOUND)
  return { sitting, store, state, sums, totals: totalsOf(store, sound, sums, form.columns) }
}

function maximaByColumn({ columns, maxima }: Form): (number | undefined)[] {
  const byColumn: (number | undefined)[] = []
  columns.forEach((j, k) => (byColumn[j] = maxima[k]!))
  return byColumn
}

/** Papers of a sitting that say anything of the test as a whole. */
const FEWEST_VOTING = 3

/** Totals are sums of the items unless in more than half of the schools most papers say otherwise, without a pattern. */
function totalsAreSums(checks: readonly SittingCheck[]): boolean {
  const told = checks.filter(({ totals }) => totals.kind === 'sums' || totals.kind === 'differ')
  const voting = told.filter(({ totals }) => totals.sound >= FEWEST_VOTING)
  const against = voting.filter(({ totals }) => totals.differing > totals.sound / 2)
  return against.length <= voting.length / 2
}

function noteNoSums(entry: AssessmentEntry, { complete }: Test, log: ProblemLog): void {
  if (!complete) return
  for (const { source, scoreColumn, columns } of entry.headers)
    if (columns.length > 0) log.note('totalsAreNoSums', { table: 'results', file: source.file, column: scoreColumn })
}

interface Settling extends Test {
  readonly sumsHold: boolean
  readonly maxScore: number | null
  /** Whether a scale, a title or the header says the highest score. */
  readonly known: boolean
  /** Per column, the share of cells that are empty where the item is filled at all. */
  readonly emptyShare: readonly number[]
  readonly faults: FaultLog
}

function settleSitting(check: SittingCheck, settling: Settling): void {
  const { sitting, store, state, sums, totals } = check
  const { sumsHold, maxScore, faults } = settling
  const bySum = sumsHold && (totals.kind === 'zero' || totals.kind === 'leaveOut')
  for (let i = 0; i < store.count; i++)
    if (state[i] === SOUND && maxScore !== null && (bySum ? sums[i]! : store.score(i)) > maxScore) state[i] = BEYOND
  const faulty = state.reduce((count, own) => count + (own === SOUND ? 0 : 1), 0)
  const all = store.count + refusedOf(sitting)
  const tell = faults.of(sitting, all, store.sources())
  const empty = strangelyEmpty(check, settling)
  // Where the rest adds up to the total, the level lacks the empty items too.
  const lacking = empty.length > 0 && sumsHold && totals.differing === 0
  const withheld =
    lacking ||
    isTooMany(faulty + refusedOf(sitting), all) ||
    (empty.length === 0 && sumsHold && totals.kind === 'differ') ||
    (!sumsHold && totals.kind === 'zero')
  tellPapers(check, settling, withheld, tell)
  tellTotals(check, settling, { withheld, empty: empty.length > 0 }, tell)
  if (empty.length > 0)
    tell({
      code: 'itemsEmpty',
      papers: store.count,
      items: empty.map((j) => labelOf(settling, j)),
      treatment: lacking ? 'withheld' : 'itemsWithheld',
    })
  if (withheld || empty.length > 0) sitting.withheld = { what: withheld ? 'all' : 'items', papers: all }
  count(check, settling, { bySum, withheld })
}

/** Which of total and sum counts, where they differ. */
function tellTotals(
  { totals, state }: SittingCheck,
  settling: Settling,
  { withheld, empty }: { readonly withheld: boolean; readonly empty: boolean },
  tell: (fault: ToldFault) => void,
): void {
  const { kind, differing } = totals
  const { sumsHold } = settling
  const mended = withheld ? 'withheld' : 'itemSum'
  if (kind === 'zero') tell({ code: 'totalsZero', papers: differing, treatment: mended })
  if (!sumsHold) return
  if (kind === 'leaveOut')
    tell({
      code: 'totalsLeaveOut',
      papers: totals.sound,
      items: totals.leftOut.map((j) => labelOf(settling, j)),
      treatment: mended,
    })
  // A total above the maximum is told as such.
  const papers = totals.differingAt.filter((i) => state[i] === SOUND).length
  if ((kind === 'differ' || kind === 'sums') && papers > 0 && !empty)
    tell({ code: 'totalsNotSums', papers, treatment: withheld ? 'withheld' : 'givenTotal' })
}

const refusedOf = ({ refused }: SittingEntry): number =>
  [...(refused?.values() ?? [])].reduce((sum, own) => sum + own, 0)
const isTooMany = (faulty: number, all: number): boolean =>
  (faulty >= FEWEST_FAULTY && faulty >= TOO_MANY_FAULTY * all) || (faulty > 0 && faulty === all)
const labelOf = ({ header }: Test, column: number): string => header?.labels[column] ?? String(column + 1)

/** Faults of single papers, of each kind one entry. */
function tellPapers(
  check: SittingCheck,
  settling: Settling,
  withheld: boolean,
  tell: (fault: ToldFault) => void,
): void {
  const maximumOf = maximaByColumn(settling.form)
  const treatment = withheld ? 'withheld' : 'setAside'
  for (const [kind, code] of [
    [OTHER_FORM, 'otherForm'],
    [STRAY, 'strayCells'],
    [BEYOND, 'scoresBeyond'],
  ] as const) {
    const papers = [...check.state.keys()].filter((i) => check.state[i] === kind)
    if (papers.length === 0) continue
    const columns = new Set(
      papers.flatMap((i) =>
        Array.from({ length: check.store.items }, (_, j) => j).filter(
          (j) => pointsOf(check.store.answer(i, j)) > (maximumOf[j] ?? 0),
        ),
      ),
    )
    const items = [...columns].sort((a, b) => a - b).map((j) => labelOf(settling, j))
    tell({ code, papers: papers.length, items, treatment })
  }
}

/** Counts the papers that take part, and sets the others aside, row by row. */
function count(
  check: SittingCheck,
  settling: Settling,
  { bySum, withheld }: { bySum: boolean; withheld: boolean },
): void {
  const { sitting, store, state, sums } = check
  const { columns } = settling.form
  const answers = new Uint8Array(columns.length)
  const builder = sitting.papers!
  for (let i = 0; i < store.count; ) {
    const { source, row, score, mark, journal, variant, className } = store.paper(i)
    let papers = 1
    while (i + papers < store.count && store.same(i, i + papers)) papers++
    source.weight = papers
    if (state[i] !== SOUND) setAside(check, settling, i)
    else {
      source.used += papers
      if (!bySum && settling.sumsHold && !withheld && score !== sums[i])
        source.note('totalDiffersFromItems', row, settling.header?.scoreColumn ?? null, score, String(sums[i]))
      if (!withheld) {
        columns.forEach((j, k) => (answers[k] = blankOf(store.answer(i, j))))
        // Marks that were made of a wrong total say nothing.
        const ownMark = bySum ? 0 : mark
        builder.addPaper(bySum ? sums[i]! : score, ownMark, journal, papers)
        if (sitting.withheld === null) builder.addAnswers(answers, columns.length, variant, papers, className)
        rememberMark(sitting.assessment, ownMark, score, papers)
      }
    }
    i += papers
  }
  sitting.store = null
}

const blankOf = (answer: number): number => (answer === EMPTY ? NOT_ATTEMPTED : answer)

function setAside({ store, state, sums, totals }: SittingCheck, settling: Settling, i: number): void {
  const { form, header, maxScore, known, sumsHold } = settling
  const { source, row, score } = store.paper(i)
  if (state[i] === BEYOND) {
    const found = sumsHold && totals.kind !== 'sums' && totals.kind !== 'differ' ? sums[i]! : score
    source.setAside(
      known ? 'scoreAboveMaximum' : 'scoreAboveOthers',
      row,
      header?.scoreColumn ?? 'score',
      found,
      String(maxScore),
    )
    return
  }
  const maximumOf = maximaByColumn(form)
  const j = Array.from({ length: store.items }, (_, k) => k).find(
    (k) => pointsOf(store.answer(i, k)) > (maximumOf[k] ?? 0),
  )!
  const max = maximumOf[j]
  const code: ProblemCode =
    max === undefined ? 'itemNotOfTest' : form.shownBy === null ? 'itemAboveMaximum' : 'itemAboveOthers'
  source.setAside(
    code,
    row,
    header?.columns[j] ?? `item_${j + 1}`,
    pointsOf(store.answer(i, j)),
    max === undefined ? null : String(max),
  )
}

// ---------------------------------------------------------------- items that are empty, booklets

/** Papers of a variant, or of a sitting, from which an item that is empty in all of them is taken to be missing. */
const FEWEST_OF_BOOKLET = 10
const FEWEST_OF_SITTING = 5

/** Of each variant the items that are empty in all its papers, but not in all others: they were not in its booklet. */
function notGivenOf(checks: readonly SittingCheck[], { columns }: Form): Map<number, readonly number[]> {
  const booklets = new Map<number, { papers: number; filled: boolean[] }>()
  for (const { store, state, sitting } of checks) {
    if (sitting.withheld?.what === 'all') continue
    for (let i = 0; i < store.count; i++) {
      if (state[i] !== SOUND) continue
      const booklet = booklets.get(store.variant(i)) ?? { papers: 0, filled: columns.map(() => false) }
      booklets.set(store.variant(i), booklet)
      booklet.papers++
      columns.forEach((j, k) => {
        if (store.answer(i, j) !== EMPTY) booklet.filled[k] = true
      })
    }
  }
  const large = [...booklets].filter(([, { papers }]) => booklets.size > 1 && papers >= FEWEST_OF_BOOKLET)
  const anywhere = columns.flatMap((_, k) => ([...booklets.values()].some(({ filled }) => filled[k]) ? [k] : []))
  return new Map(large.map(([variant, { filled }]) => [variant, anywhere.filter((k) => !filled[k])]))
}

/** Share of the cells of an item that other schools leave empty, above which an empty cell is how blanks are written. */
const USUAL_EMPTY = 0.05

/** Items that are empty in a whole sitting, though nearly every cell of them is filled elsewhere. */
function strangelyEmpty({ store, state }: SittingCheck, { form, emptyShare }: Settling): number[] {
  const sound = [...state.keys()].filter((i) => state[i] === SOUND)
  if (sound.length < FEWEST_OF_SITTING) return []
  return form.columns.filter((j) => emptyShare[j]! < USUAL_EMPTY && sound.every((i) => store.answer(i, j) === EMPTY))
}

/** Most sittings fill an item, or an empty one among them is nothing strange. */
const MOST_SITTINGS = 2 / 3

/** Per column the share of empty cells in the sittings that fill it; 1 where too few do. */
function emptyShares(checks: readonly SittingCheck[], { columns }: Form): number[] {
  const shares: number[] = []
  for (const j of columns) {
    let [filling, papers, empty] = [0, 0, 0]
    for (const { store } of checks) {
      let own = 0
      for (let i = 0; i < store.count; i++) if (store.answer(i, j) === EMPTY) own++
      if (own === store.count) continue
      filling++
      papers += store.count
      empty += own
    }
    shares[j] = filling < MOST_SITTINGS * checks.length ? 1 : empty / papers
  }
  return shares
}

// ---------------------------------------------------------------- scores without items, rows that were refused

/** Pupils per whole score, of each school. */
function scoresBySchool(sittings: readonly SittingEntry[], checks: readonly SittingCheck[]): Map<number, number[]> {
  const bySchool = new Map<number, number[]>()
  const add = (school: number, score: number, papers: number): void => {
    if (!Number.isInteger(score)) return
    const counts = bySchool.get(school) ?? []
    bySchool.set(school, counts)
    counts[score] = (counts[score] ?? 0) + papers
  }
  for (const { school, papers, scores } of sittings) {
    papers?.scoreCounts()?.forEach((count, score) => add(school.index, score, count))
    for (const { counts } of scores?.values() ?? []) counts.forEach((count, score) => add(school.index, score, count))
  }
  for (const { early } of new Set(sittings.map(({ assessment }) => assessment)))
    for (const papers of early.values())
      for (const own of papers) add(standing(own.sitting).school.index, own.score, own.papers)
  for (const { sitting, store, state } of checks)
    for (let i = 0; i < store.count; i++) if (state[i] === SOUND) add(sitting.school.index, store.score(i), 1)
  return bySchool
}

/** The sitting in which a paper stands in the end. */
const standing = (sitting: SittingEntry): SittingEntry => sitting.movedTo ?? sitting

/** The papers held back take part, but for those of a stray score. */
function admitEarly({ early }: AssessmentEntry, maxScore: number | null, faults: FaultLog): void {
  const strays = new Map<SittingEntry, EarlyPaper[]>()
  for (const held of early.values())
    for (const paper of held) {
      const { score, mark, journal, papers, row, source, column } = paper
      const sitting = standing(paper.sitting)
      source.weight = papers
      if (maxScore !== null && score > maxScore) {
        source.setAside('scoreAboveOthers', row, column, score, String(maxScore))
        strays.set(sitting, [...(strays.get(sitting) ?? []), paper])
        continue
      }
      source.used += papers
      sitting.papers!.addPaper(score, mark, journal, papers)
      rememberMark(sitting.assessment, mark, score, papers)
    }
  early.clear()
  for (const [sitting, own] of strays) {
    const papers = own.reduce((sum, paper) => sum + paper.papers, 0)
    const all = papers + sitting.papers!.participants + refusedOf(sitting)
    const withheld = isTooMany(papers + refusedOf(sitting), all)
    const tell = faults.of(
      sitting,
      all,
      own.map(({ source }) => source),
    )
    tell({ code: 'scoresBeyond', papers, treatment: withheld ? 'withheld' : 'setAside' })
    if (withheld) sitting.withheld = { what: 'all', papers: all }
  }
}

/** Rows that could not be read: few are told by row, many take the sitting out. */
function withholdRefused(sitting: SittingEntry, faults: FaultLog): void {
  const refused = refusedOf(sitting)
  // What another row tells of a sitting stands.
  const told = [sitting.scores, sitting.levels, sitting.summary, sitting.journalChange].some((parts) => parts !== null)
  if (refused === 0 || (sitting.papers === null && told)) return
  const all = sitting.withheld?.papers ?? (sitting.papers?.participants ?? 0) + refused
  if (refused < FEWEST_FAULTY && refused < all) return
  const withheld = isTooMany(refused, all)
  const files = sitting.assessment.headers.map(({ source }) => source)
  faults.of(
    sitting,
    all,
    files,
  )({ code: 'rowsNotRead', papers: refused, treatment: withheld ? 'withheld' : 'setAside' })
  if (withheld && sitting.withheld === null) sitting.withheld = { what: 'all', papers: all }
}

/** Scores of a whole school that no other shows: those of another test. */
function withholdBeyond(sitting: SittingEntry, maxScore: number | null, faults: FaultLog): void {
  if (maxScore === null || sitting.withheld !== null) return
  const tables = [
    sitting.papers?.scoreCounts() ?? [],
    ...[...(sitting.scores?.values() ?? [])].map(({ counts }) => counts),
  ]
  const papers = tables.reduce((sum, counts) => sum + totalOf(counts.slice(maxScore + 1)), 0)
  if (papers === 0) return
  const all = tables.reduce((sum, counts) => sum + totalOf(counts), 0)
  const files = sitting.assessment.headers.map(({ source }) => source)
  faults.of(sitting, all, files)({ code: 'scoresBeyond', papers, treatment: 'withheld' })
  sitting.withheld = { what: 'all', papers: all }
}
