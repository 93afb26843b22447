import { beforeAll, describe, expect, it } from 'vitest'
import { collectTables, type MonitorResult, monitor } from '../../src'
import { toHtml } from '../../src/report'
import { simulateRegion } from '../../src/simulate'

/** Every sitting outside observation is marked too kindly; the observers are said to be independent, the marking central. */
const region = (inflation: 'strong' | null) =>
  simulateRegion({
    schools: 160,
    seed: 3,
    inflation,
    manipulation: null,
    observers: { schools: 0.4, partial: 0, unknown: 0, conflict: 0 },
  }).tables

describe('controlled sittings', () => {
  let result: MonitorResult
  let honest: MonitorResult
  beforeAll(() => {
    const tables = region('strong')
    const observers = tables.observers!.map((row) => ({ ...row, контролируемая: row.observer }))
    result = monitor({ ...tables, observers }, { seed: 1 })
    honest = monitor(region(null), { seed: 1 })
  })

  it('are read under their Russian name, and beside an empty cell say that there was an observer', () => {
    const tables = {
      results: [{ school_id: '1', subject: 'Математика', grade: 4, year: 2021, score: 5 }],
      observers: [{ school_id: '1', наблюдатель: '', 'независимый контроль': 'да' }],
    }
    expect(collectTables(tables).observers).toMatchObject([{ observer: 'present', controlled: true }])
    const no = collectTables({ ...tables, observers: [{ school_id: '1', наблюдатель: 'да', контролируемая: 'нет' }] })
    expect(no.observers[0]).not.toHaveProperty('controlled')
  })

  it('are the first yardstick: what results are outside control', () => {
    const { controlled } = result.region.observers!
    expect(controlled!.effect.high).toBeLessThan(0)
    expect(result.region.observerEffect).toBe(controlled!.effect.effect)
    expect(result.warnings.map(({ code }) => code)).toContain('largeControlEffect')
    expect(result.warnings.map(({ code }) => code)).not.toContain('largeObserverEffect')
  })

  it('correct the means of the region to what they would be', () => {
    const { means } = result.region.observers!.controlled!
    expect(means.length).toBe(4)
    for (const { assessment, mean, corrected, low, high } of means) {
      const of = honest.sittings.filter((sitting) => sitting.assessment === assessment)
      const maximum = honest.assessments.find(({ id }) => id === assessment)!.maxScore!
      const papers = of.reduce((sum, { participants }) => sum + participants!, 0)
      const truth =
        (100 * of.reduce((sum, { mean: own, participants }) => sum + own! * participants!, 0)) / papers / maximum
      expect(mean - truth).toBeGreaterThan(2)
      expect(Math.abs(corrected - truth)).toBeLessThan(Math.abs(mean - truth))
      expect(low - 1).toBeLessThan(truth)
      expect(high + 1).toBeGreaterThan(truth)
    }
  })

  it('stand in the report in both languages, and nowhere where none was controlled', () => {
    expect(toHtml(result, { locale: 'ru' })).toContain('<h3>Контролируемые процедуры</h3>')
    expect(toHtml(result, { locale: 'en' })).toContain('<h3>Controlled sittings</h3>')
    expect(honest.region.observers!.controlled).toBeNull()
    expect(toHtml(honest, { locale: 'ru' })).not.toContain('<h3>Контролируемые процедуры</h3>')
  })
})
