import { describe, expect, it } from 'vitest'
import { progressBar } from '../../src/cli/progress'
import type { Shell } from '../../src/cli/shell'
import { monitor } from '../../src/monitor'
import type { Progress } from '../../src/progress'
import { simulateRegion } from '../../src/simulate'

/** A terminal whose clock the test sets, and its last line. */
function terminal(isTerminal = true) {
  const clock = { seconds: 0 }
  const written: string[] = []
  const note = (text: string): void => {
    written.push(text)
  }
  const shell: Shell = {
    ...{ cwd: '/', env: {}, print: () => undefined, note, terminal: isTerminal },
    now: () => new Date(1000 * clock.seconds),
  }
  return { shell, clock, written, last: () => written.at(-1)!.replace(/\r|\u001b\[K/g, '') }
}
const looks = (done: number, settled: number): Progress => ({ stage: 'detectors', done, settled })

describe('the line of progress', () => {
  it('is not there where notes do not go to a terminal', () => {
    expect(progressBar(terminal(false).shell, 'en')).toBeNull()
  })

  it('is one line, written over and taken away', () => {
    const { shell, written } = terminal()
    const bar = progressBar(shell, 'en')!
    bar.show({ stage: 'peers', done: 0, settled: 0 })
    bar.show(looks(0.5, 0))
    bar.end()
    expect(written.join('')).not.toContain('\n')
    for (const text of written) expect(text).toMatch(/^\r.*\u001b\[K$/)
    expect(written[1]).toContain('[############............]')
  })

  it('promises nothing before it knows, then what is left by what has passed', () => {
    const { shell, clock, last } = terminal()
    const bar = progressBar(shell, 'ru')!
    bar.show(looks(0, 0))
    clock.seconds = 20
    bar.show(looks(0.4, 0))
    expect(last()).not.toMatch(/остал/)
    bar.show(looks(0.5, 0.25))
    expect(last()).toContain('осталось около 60 с')
    clock.seconds = 50
    bar.show(looks(0.6, 0.25))
    expect(last()).toContain('осталось около 30 с')
    clock.seconds = 81
    bar.show(looks(0.9, 0.25))
    expect(last()).toContain('почти готово')
    clock.seconds = 1000
    bar.show(looks(0.91, 0.5))
    expect(last()).toContain('осталось около 17 мин')
  })
})

it('a job tells how far it is, to the end, and finds the same', () => {
  const { tables } = simulateRegion({ seed: 5, schools: 20 })
  const told: Progress[] = []
  const watched = monitor(tables, {}, { onProgress: (progress) => told.push(progress) })
  expect(watched).toEqual(monitor(tables))
  expect([...new Set(told.map(({ stage }) => stage))]).toEqual(['peers', 'detectors', 'evidence'])
  const looks = told.filter(({ stage }) => stage === 'detectors')
  expect(looks.every(({ done }, i) => done <= 1 && (i === 0 || done >= looks[i - 1]!.done))).toBe(true)
  const settled = [...new Set(looks.map((look) => look.settled))]
  expect(settled).toHaveLength(1 + new Set(watched.sittings.map(({ assessment }) => assessment)).size)
  expect(settled).toEqual(settled.toSorted((a, b) => a - b))
  expect([settled[0], settled.at(-1)]).toEqual([0, 1])
})
