import { describe, expect, it } from 'vitest'
import type { Power, PowerRow } from '../../src/model'
import { powerSections, toPowerHtml } from '../../src/report'

const row = (of: Partial<PowerRow>): PowerRow => ({
  ...{ mechanism: 'lifting', band: '13-25', share: 0.2, changed: 0.2 },
  ...{ schools: 10, noticed: 5, rate: 0.5, low: 0.24, high: 0.76 },
  ...of,
})
const found: Power = {
  rows: [
    row({}),
    row({ share: 0.5, noticed: 9, rate: 0.9, low: 0.6, high: 0.98 }),
    row({ mechanism: 'absence', band: '5-12', share: 0.5, noticed: 1, rate: 0.1, low: 0.02, high: 0.4 }),
  ],
  smallest: [
    { mechanism: 'lifting', band: '13-25', share: 0.5 },
    { mechanism: 'absence', band: '5-12', share: null },
  ],
  notPossible: ['leak'],
}

describe('what power found', () => {
  it('is said per size of school, small ones first, with the interval of what was tried', () => {
    const [small, larger, impossible] = powerSections(found, 'ru')
    expect(small).toEqual({
      heading: 'Школы, где работу пишут 5-12 чел.',
      lines: [
        'Слабые ученики не допущены: ни одна из проверенных долей, до 50\u00a0%, не замечалась достаточно часто (замечено школ: 1 из 10; 95-процентный интервал от 2\u00a0% до 40\u00a0%)',
      ],
    })
    expect(larger!.lines[0]).toContain('от 50\u00a0% работ (замечено школ: 9 из 10')
    expect(impossible!.heading).toContain('Самые трудные задания известны заранее')
    expect(powerSections(found, 'en')[1]!.lines[0]).toContain('from 50% of the papers (9 of 10 schools noticed')
  })

  it('is drawn: an interval and a mark of its own shape for every cell, nothing loaded from elsewhere', () => {
    const page = toPowerHtml(found, { locale: 'ru' })
    expect(page.match(/<figure /g)).toHaveLength(2)
    expect(page.match(/class="interval /g)).toHaveLength(3)
    expect(page).not.toMatch(/(?:src|href)="|url\(/)
    const ofBand = (band: number) =>
      [...page.matchAll(new RegExp(`group g${band}" d="M[^m]*(m[^"]*)"`, 'g'))].map(([, d]) => d)
    expect(new Set([...ofBand(0), ...ofBand(1)]).size).toBe(2)
    // Higher rates are drawn higher.
    const ends = [...page.matchAll(/class="interval g1" d="M[\d.]+ ([\d.]+)V([\d.]+)"/g)].map(([, low, high]) => [
      +low!,
      +high!,
    ])
    expect(ends[1]![0]).toBeLessThan(ends[0]![0]!)
    expect(ends.every(([low, high]) => high! < low!)).toBe(true)
  })

  it('is a table of size by share in words, and says nothing from fewer than ten schools', () => {
    const few = row({ band: '1-4', share: 0.5, schools: 4, noticed: 4, rate: 1 })
    const some = {
      ...found,
      rows: [...found.rows, few],
      smallest: [{ mechanism: 'lifting', band: '1-4', share: 0.5 }],
    } as Power
    const page = toPowerHtml(some, { locale: 'ru' })
    expect(page).toContain('<td class="cell strong">90\u00a0%<br>заметно</td>')
    expect(page).toContain('<td class="cell some">50\u00a0%<br>иногда</td>')
    expect(page).toContain('<small>мало школ (4)</small>')
    expect(powerSections(some, 'ru')[0]!.lines).toEqual([
      'Работы подтянуты до границы отметки: проверено всего на 4\u00a0школах — слишком мало, чтобы судить',
    ])
  })

  it('calls no share noticed where a larger one was not, and names no threshold of fewer than ten schools', () => {
    const rows = [
      row({ share: 0.1, noticed: 9, rate: 0.9 }),
      row({ share: 0.2, noticed: 5, rate: 0.5 }),
      row({ share: 0.5, schools: 6, noticed: 6, rate: 1 }),
    ]
    const page = toPowerHtml({ ...found, rows }, { locale: 'en' })
    expect(page).toContain('<td class="cell some">90%<br>now and then</td>')
    expect(page).toContain('<td class="cell some">50%<br>now and then</td>')
    const smallest = [{ mechanism: 'lifting', band: '13-25', share: 0.5 }] as const
    const [line] = powerSections({ rows, smallest, notPossible: [] }, 'en')[0]!.lines
    expect(line).toContain('no share tried was noticed often enough, up to 20% (5 of 10 schools')
  })
})
