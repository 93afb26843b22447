/**
 * Processor time and memory of the detectors on answer patterns: papers of three subjects, 35 items, schools of a median of 22
 * pupils; half of the papers first, to see that the time grows in proportion.
 *
 *   node --expose-gc --import tsx research/patterns-cost.ts [papers per subject, default 240000] [--write]
 */
import { alikeAnswers } from '../src/detectors/alike-answers'
import { hardItems } from '../src/detectors/hard-items'
import { itemProfile } from '../src/detectors/item-profile'
import { responseFit } from '../src/detectors/response-fit'
import type { DetectorView } from '../src/detectors/runner/detector'
import { type Assessment, NOT_ATTEMPTED, type School, type Sitting } from '../src/model'
import { createRandom } from '../src/statistics/random'
import { publish } from './study'

const ITEMS = 35
const SUBJECTS = 3
const papers = Number(process.argv.slice(2).find((argument) => argument !== '--write') ?? 240_000)
const megabytes = (): number => Math.round(process.memoryUsage().rss / 1e6)
const collect = (): void => (globalThis as { gc?: () => void }).gc?.()

const detectors = [itemProfile, hardItems, responseFit, alikeAnswers]
const rows = [papers / 2, papers].map((size) => {
  const views = Array.from({ length: SUBJECTS }, (_, subject) => viewOf(size, subject))
  collect()
  const before = megabytes()
  const costs = detectors.map((detector) => {
    const start = process.cpuUsage()
    for (const view of views) detector.measure(view, { minimumPupils: 1 })
    const { user, system } = process.cpuUsage(start)
    const cost = `${((user + system) / 1e6).toFixed(1)} s, ${megabytes()} MB`
    collect()
    return cost
  })
  return [`${SUBJECTS} x ${size}`, String(views[0]!.sittings.length), `${before} MB`, ...costs]
})
publish('patterns-cost', {
  detectors: { head: ['papers', 'schools', 'before', ...detectors.map(({ meta }) => meta.id)], rows },
})

/** Papers of one subject: a school level, a pupil level, items of one or two points, a blank in five wrong answers. */
function viewOf(papers: number, subject: number): DetectorView {
  const random = createRandom(1, 'bench', subject)
  const sittings: Sitting[] = []
  for (let done = 0; done < papers; ) {
    const n = Math.min(papers - done, Math.max(5, Math.round(22 * Math.exp(0.8 * random.normal()))))
    done += n
    sittings.push(sittingOf(sittings.length, n, random))
  }
  const everyone = sittings.map((_, i) => i)
  const assessment = { id: 'a', subject: String(subject), itemMax: null } as unknown as Assessment
  const school = (id: string): School => ({ id }) as unknown as School
  return {
    sittings,
    assessmentOf: sittings.map(() => assessment),
    schoolOf: sittings.map((s) => school(s.schoolId)),
    observerOf: sittings.map(() => 'unknown' as const),
    peersOf: sittings.map(() => everyone),
    regionOf: sittings.map(() => everyone),
    contextOf: sittings.map(() => []),
    seed: 1,
  }
}

function sittingOf(i: number, papers: number, random: ReturnType<typeof createRandom>): Sitting {
  const level = 0.5 * random.normal()
  const scores = new Uint8Array(papers * ITEMS)
  const variants = new Uint8Array(papers)
  for (let p = 0; p < papers; p++) {
    const ability = level + random.normal()
    variants[p] = 1 + (p % 2)
    for (let j = 0; j < ITEMS; j++) {
      const chance = 1 / (1 + Math.exp((3 * j) / ITEMS - 1.5 - ability))
      const max = j % 5 === 0 ? 2 : 1
      let points = 0
      for (let k = 0; k < max; k++) if (random.uniform() < chance) points++
      scores[p * ITEMS + j] = points === 0 && random.uniform() < 0.2 ? NOT_ATTEMPTED : points
    }
  }
  const vectors = { items: ITEMS, papers, scores, variants }
  return { key: String(i), schoolId: String(i), participants: papers, scoreCounts: [], vectors } as unknown as Sitting
}
