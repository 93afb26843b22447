import { describe, expect, it } from 'vitest'
import { CodedPapers, type ReadSitting } from '../../../src/input/collecting/coded-papers'
import { Registry, type SittingEntry } from '../../../src/input/collecting/registry'
import type { Assessment, Sitting } from '../../../src/model'

/** Ten pupils, number 1 the weakest, with what each reaches in a test of 20 points. */
const PUPILS = Array.from({ length: 10 }, (_, i) => i + 1)
const ALL = Object.fromEntries(PUPILS.map((pupil) => [`4000${pupil}`, 2 * pupil]))
const without = (...absent: number[]) =>
  Object.fromEntries(Object.entries(ALL).filter(([code]) => !absent.includes(Number(code.slice(4)))))

interface Told {
  readonly subject: string
  readonly papers: Readonly<Record<string, number>>
  /** Codes of pupils whom the table lists as absent. */
  readonly absent?: readonly string[]
  readonly more?: Partial<Sitting>
  readonly maxScore?: number | null
  readonly school?: string
  readonly className?: string | null
}

function setUp() {
  const [registry, coded] = [new Registry(), new CodedPapers()]
  const add = ({
    subject,
    papers,
    absent = [],
    more = {},
    maxScore = 20,
    school = 'a',
    className = null,
  }: Told): ReadSitting => {
    const test = registry.assessment(subject, 4, 2021)
    const entry = registry.sitting(registry.school(school)!, test, className)
    for (const [code, score] of Object.entries(papers)) coded.add(entry, code, 'А', score)
    for (const code of absent) coded.add(entry, code, 'А', null)
    const sitting = {
      ...{
        schoolId: school,
        year: 2021,
        grade: 4,
        className,
        participants: Object.keys(papers).length,
        enrolled: null,
      },
      ...more,
    } as Sitting
    return { entry, sitting, assessment: { id: subject, maxScore } as Assessment }
  }
  return { add, coded, registry }
}
/** Who stayed away from the last of these. */
const awayFrom = (...told: Told[]) => {
  const { add, coded } = setUp()
  return coded.withAway(told.map(add)).at(-1)!.away
}
const maths: Told = { subject: 'Математика', papers: ALL }
const physics: Told = { subject: 'Физика', papers: without(1, 2, 10), absent: ['40001', '40002', '400010'] }

describe('who stayed away', () => {
  it('is counted against those who came: pairs in which the absent one is the better', () => {
    // Of the absent, the tenth is better than all seven who came; the first and second are worse than all.
    expect(awayFrom(maths, physics)).toEqual({ present: 7, absent: 3, better: 7 })
    expect(awayFrom(physics, maths)).toBeUndefined()
  })

  it.each<[string, Told, boolean]>([
    ['a paper more than codes', { ...physics, more: { participants: 8 } }, false],
    ['a code more than papers', { ...physics, more: { participants: 6 } }, true],
    ['papers that nobody has counted', { ...physics, more: { participants: null } }, false],
    ['as many enrolled as listed', { ...physics, more: { enrolled: 10 } }, true],
    ['one more enrolled than listed', { ...physics, more: { enrolled: 11 } }, false],
    ['withheld data', { ...physics, more: { withheld: 'all' } }, false],
    ['no grade', { ...physics, more: { grade: null } }, false],
    ['another grade', { ...physics, more: { grade: 5 } }, false],
    ['another year', { ...physics, more: { year: 2020 } }, false],
    ['another class', { ...physics, more: { className: 'Б' } }, false],
    ['another school', { ...physics, school: 'b' }, false],
    ['no highest score', { ...physics, maxScore: null }, true],
    ['nobody enrolled or listed', { ...physics, absent: [] }, false],
    ['nobody listed, and as many enrolled as are known', { ...physics, absent: [], more: { enrolled: 10 } }, true],
    ['nobody listed, and fewer enrolled than are known', { ...physics, absent: [], more: { enrolled: 9 } }, false],
  ])('with %s: %s', (_, told, known) => {
    expect(awayFrom(maths, told) !== undefined).toBe(known)
  })

  it('is found whichever test comes first, of as many papers as there are', () => {
    const [{ add, coded }, again] = [setUp(), setUp()]
    expect(coded.withAway([add(physics), add(maths)])[0]!.away).toEqual({ present: 7, absent: 3, better: 7 })
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`c${i}`, i % 20]))
    const { c0: _, c99: __, ...most } = many
    const sittings = [
      again.add({ subject: 'Математика', papers: many }),
      again.add({ subject: 'Физика', papers: most, absent: ['c0', 'c99'] }),
    ]
    // c0 has 0 and c99 has 19 points, as four others each of those who came; equal ones count half.
    expect(again.coded.withAway(sittings)[1]!.away).toEqual({ present: 98, absent: 2, better: 4 / 2 + 94 + 4 / 2 })
  })

  it('tells pupils of two classes apart where a code stands twice in a test', () => {
    const { registry, coded } = setUp()
    const school = registry.school('a')!
    const sitting = (
      subject: string,
      classes: readonly string[],
      absent: readonly [string, string][] = [],
    ): ReadSitting => {
      const entry = registry.sitting(school, registry.assessment(subject, 4, 2021), null)
      let participants = 0
      for (const name of classes)
        for (const pupil of PUPILS) {
          if (absent.some(([code, of]) => code === String(pupil) && of === name)) continue
          coded.add(entry, String(pupil), name, name === 'А' ? 2 * pupil : 22 - 2 * pupil)
          participants++
        }
      for (const [code, name] of absent) coded.add(entry, code, name, null)
      const base = { schoolId: 'a', year: 2021, grade: 4, className: null, participants, enrolled: null }
      return { entry, sitting: base as unknown as Sitting, assessment: { id: subject, maxScore: 20 } as Assessment }
    }
    // Pupil 1 of class А is the weakest of it, and pupil 1 of class Б the best.
    const read = [sitting('Математика', ['А', 'Б']), sitting('Физика', ['А', 'Б'], [['1', 'А']])]
    expect(coded.withAway(read)[1]!.away).toEqual({ present: 19, absent: 1, better: 0.5 })
  })

  it('knows a pupil whose class one of the tables does not name, where no code stands twice', () => {
    const { add, coded } = setUp()
    const [one, two] = [add(maths), add({ ...physics, papers: {}, absent: [], more: { participants: 7 } })]
    for (const [code, score] of Object.entries(physics.papers)) coded.add(two!.entry, code, null, score)
    for (const code of physics.absent!) coded.add(two!.entry, code, null, null)
    expect(coded.withAway([one!, two!])[1]!.away).toEqual({ present: 7, absent: 3, better: 7 })
  })

  it('counts what was read under a name as the papers of the school', () => {
    const { registry, coded } = setUp()
    const [named, school] = [registry.school('x')!, registry.school('a')!]
    const entryOf = (subject: string, of = school): SittingEntry =>
      registry.sitting(of, registry.assessment(subject, 4, 2021), null)
    const base = (participants: number) =>
      ({ schoolId: 'a', year: 2021, grade: 4, className: null, participants, enrolled: null }) as unknown as Sitting
    for (const [code, score] of Object.entries(ALL)) coded.add(entryOf('Математика'), code, null, score)
    const moved = entryOf('Физика', named)
    for (const [code, score] of Object.entries(without(1, 2, 3, 10))) coded.add(moved, code, null, score)
    coded.add(moved, '40001', null, null)
    coded.add(entryOf('Физика'), '40003', null, 6)
    for (const code of ['40002', '400010']) coded.add(entryOf('Физика'), code, null, null)
    named.same = school
    moved.movedTo = entryOf('Физика')
    const read = [
      { entry: entryOf('Математика'), sitting: base(10), assessment: { id: 'Математика', maxScore: 20 } as Assessment },
      { entry: entryOf('Физика'), sitting: base(7), assessment: { id: 'Физика', maxScore: 20 } as Assessment },
    ]
    expect(coded.withAway(read)[1]!.away).toEqual({ present: 7, absent: 3, better: 7 })
  })

  it('is not told where a pupil has no code', () => {
    const { add, coded } = setUp()
    const [one, two] = [add(maths), add(physics)]
    coded.add(two!.entry, '', 'А', 7)
    const counted = { ...two!, sitting: { ...two!.sitting, participants: 8 } as Sitting }
    expect(coded.withAway([one!, counted])[1]!.away).toBeUndefined()
  })
})
