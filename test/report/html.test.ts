import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toHtml } from '../../src/report'
import { borderSchools } from '../../src/report/html/border'
import { escapeHtml, html } from '../../src/report/html/escape'
import { STYLE } from '../../src/report/html/style'
import { exampleResult, school, sitting } from './example-result'
import { hostileResult, MARKUP } from './hostile'

const text = (page: string): string =>
  page
    .replace(/<(style|script)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')

const markup = (page: string): string => page.replace(/<script>.*?<\/script>/s, '')

describe('the report', () => {
  it('begins with the answer in one sentence', () => {
    const page = toHtml(exampleResult(), { locale: 'ru' })
    expect(page).toMatch(/^<!doctype html>\n<html lang="ru">/)
    const [answer] = /<p class="answer">.*?<\/p>/s.exec(page)!
    expect(text(answer).trim()).toBe('Перепроверить 35 работ в 2 школах из 4 (50 %).')
  })

  it('names the grounds, the warnings, the findings and what could not be assessed', () => {
    const ru = text(toHtml(exampleResult(), { locale: 'ru' }))
    for (const part of [
      '1 школа с признаками необъективности (п. 2.2) умеренные признаки: 1',
      '+1 школа только из-за отсутствия общественного наблюдателя (п. 2.3)',
      '2 школы перепроверять не нужно 1 + 1 + 2 = 4 школы; из них не удалось оценить 1: это не хорошо и не плохо',
      '35 работ для перепроверки из 74 работ',
      'Таблицы наблюдателей нет.',
      'Математика, 4 класс: средний балл 31,3, ожидалось 24,8',
      'не было общественного наблюдателя : сведений о наблюдателе нет — это приравнено к его отсутствию',
      'Школа с отбором.',
      'Малая 000004',
      'abc123',
      'сверх бюджета',
    ])
      expect(ru).toContain(part)
  })

  it('says loudly when nobody is listed, and does not call it innocence', () => {
    const page = text(toHtml(exampleResult({ recheck: [] })))
    expect(page).toContain('Nothing to recheck: none of 4 schools has grounds for it.')
    expect(page).toContain('1 of them could not be assessed, which is neither good nor bad')
  })

  it('never shows an absent number as zero', () => {
    const { region } = exampleResult()
    const page = toHtml(exampleResult({ region: { ...region, officialIndex: null, observerCoverage: null } }))
    expect(page).toMatch(/Sittings with a public observer<\/dt><dd>—</)
    expect(page).toMatch(/official marker\)<\/dt><dd>—</)
  })

  it('tells the context index of schools and groups, and says where there is none', () => {
    const page = text(toHtml(exampleResult(), { locale: 'ru' }))
    for (const part of [
      'на него приходится 42 % всех различий',
      'малообеспеченные семьи −0,80; тип населённого пункта: город +0,60',
      '+0,4 −0,5 … +1,3',
      '+1,2 — выше, чем у 100 % остальных школ; в её группе медиана +0,4, у четырёх школ из пяти — от −0,5 до +1,3',
      'об условиях школы сведений нет',
    ])
      expect(page).toContain(part)
    const { region, peerGroups } = exampleResult()
    const without = exampleResult({
      region: { ...region, contextIndex: null },
      peerGroups: peerGroups.map((group) => ({ ...group, contextIndex: null })),
    })
    expect(text(toHtml(without))).toContain('The data say nothing of the schools’ context, so there is no index.')
  })

  it('is the same bytes for the same result and does not tell the time', () => {
    const run = { startedAt: '2026-01-01T00:00:00Z', elapsedMs: 5 }
    expect(toHtml(exampleResult({ run }))).toBe(toHtml(exampleResult()))
  })

  it('keeps what changes nothing for the list out of what must be read first, with columns in words', () => {
    const warnings = [
      { code: 'noObserversTable' },
      { code: 'imputedContext', details: { cells: 3, columns: 'low_income_share (3)' } },
    ] as const
    const page = toHtml(exampleResult({ warnings }), { locale: 'ru' })
    const [first] = /<section class="loud".*?<\/section>/s.exec(page)!
    expect(text(first!)).toContain('Таблицы наблюдателей нет.')
    expect(text(first!)).not.toContain('Пустые показатели')
    expect(text(page)).toContain('Заметки о данных')
    expect(text(page)).toContain('взяты по самым похожим школам: малообеспеченные семьи (3)')
  })

  it('names the schools that are nearly as similar to another group', () => {
    const place = (id: string, peerGroup: string, x: number) =>
      school({ schoolId: id, name: null, peerGroup, context: [x] })
    const schools = [
      place('s0', 'A', 0),
      place('s1', 'A', 1),
      place('s2', 'A', 5),
      place('s3', 'B', 10),
      place('s4', 'B', 9),
    ]
    const [group] = exampleResult().peerGroups
    const peerGroups = [
      { ...group!, size: 3 },
      { ...group!, id: 'B', size: 2 },
    ]
    // Centres 2 and 9.5: s2 is 3 from its own and 4.5 from the other; moved to 5.6 it is nearly as far from both.
    expect(borderSchools({ schools, peerGroups })).toEqual([])
    const moved = schools.with(2, place('s2', 'A', 6))
    expect(borderSchools({ schools: moved, peerGroups }).map((b) => [b.school.schoolId, b.other])).toEqual([
      ['s2', 'B'],
    ])
    const page = text(toHtml(exampleResult({ schools: moved, peerGroups }), { locale: 'ru' }))
    expect(page).toContain('У границы групп: 1 школа из 5')
    expect(text(toHtml(exampleResult({ schools, peerGroups }), { locale: 'ru' }))).toContain(
      'У границы групп нет ни одной школы',
    )
  })

  it('counts every school once in its first numbers, and says where item 2.3 was not applied', () => {
    const [first, second] = exampleResult().recheck
    const control = { ...second!, grounds: ['control'] as const, decisionItems: [] }
    const page = text(toHtml(exampleResult({ recheck: [first!, control] }), { locale: 'ru' }))
    expect(page).toContain('— школ только из-за отсутствия общественного наблюдателя (п. 2.3) п. 2.3 не применён')
    expect(page).toContain('+1 школа случайной контрольной выборки')
    expect(page).toContain('1 + 0 + 1 + 2 = 4 школы')
  })

  it('tells the hours of work where the run says how many papers an expert rechecks in one', () => {
    const settings = { recheck: { papersPerHour: 5 } }
    expect(text(toHtml(exampleResult({ settings })))).toContain('35 papers to recheck: about 7 expert hours')
  })

  it('says the weightiest warning in full and folds the others with their number', () => {
    const warnings = [
      { code: 'noObserversTable' },
      { code: 'observersNotMatched', details: { names: 1, words: '«Школа 7»', schools: 1, sittings: 2 } },
    ] as const
    const [loud] = /<section class="loud".*?<\/section>/s.exec(toHtml(exampleResult({ warnings }), { locale: 'ru' }))!
    expect(text(loud!)).toMatch(/^ Прочитайте сначала В таблице наблюдателей.*Прочитайте до подписания: ещё 2 предупр/)
  })

  it('leads to the files that lie beside it and to no other', () => {
    const page = toHtml(exampleResult(), { files: ['documents/order.docx', 'recheck.xlsx', 'result.json'] })
    expect(page).toContain('<a href="documents/order.docx">order</a>')
    expect(page).toContain('<a href="recheck.xlsx">workbook</a>')
    expect(page).not.toContain('letters</a>')
    const letters = [1, 2, 3, 4].map((i) => `documents/letter-00000${i}.docx`)
    expect(toHtml(exampleResult(), { files: letters })).toContain('<a href="documents/">letters</a> (4)')
    expect(toHtml(exampleResult(), { files: ['documents/experts-Озёрный.docx'] })).toContain(
      `<a href="documents/${encodeURIComponent('experts-Озёрный.docx')}">tasks</a>`,
    )
    expect(markup(toHtml(exampleResult()))).not.toMatch(/href="[^#"]/)
  })

  it('sets this year beside the list of the year before', () => {
    const earlier = (listed: boolean) => [
      { year: 2019, listed },
      { year: 2020, listed },
    ]
    const { schools } = exampleResult()
    const page = text(
      toHtml(
        exampleResult({
          schools: [
            { ...schools[0]!, earlier: earlier(true) },
            { ...schools[1]!, earlier: earlier(false) },
            { ...schools[2]!, earlier: earlier(true) },
            schools[3]!,
          ],
        }),
        { locale: 'ru' },
      ),
    )
    expect(page).toContain('По сравнению со списком 2020 года 1 новые 000002 1 повторно Школа № 1 001234 1 больше не')
    expect(page).toContain('В списке третий раз или чаще: 1 школа.')
  })

  it('has a cell for each test with its findings, framed where nobody observed', () => {
    const page = toHtml(exampleResult())
    const [list] = /<table class="list".*?<\/table>/s.exec(page)!
    expect(list).toContain('class="cell moderate unobserved" data-value="1"')
    expect(text(list!)).toContain('Математика 4')
  })

  it('takes a theme where one is set', () => {
    expect(toHtml(exampleResult(), { theme: 'dark' })).toContain('<html lang="en" data-theme="dark">')
    expect(toHtml(exampleResult())).toContain('<html lang="en">')
  })

  it('loads nothing from anywhere', () => {
    const page = toHtml(exampleResult())
    expect(page).toContain(`content="default-src 'none';`)
    expect(markup(page)).not.toMatch(/(?:src|href)="(?!#)/)
    expect(page).not.toMatch(/https?:|@import|url\(/)
  })

  it('allows its own script by hash and no other', () => {
    const page = toHtml(exampleResult())
    const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script!)
    expect(scripts).toHaveLength(1)
    const hash = createHash('sha256').update(scripts[0]!, 'utf8').digest('base64')
    expect(page).toContain(`script-src 'sha256-${hash}'`)
    expect(page.match(/script-src [^;]*/)![0].split(' ')).toHaveLength(2)
  })

  it('is well formed: every element is closed in order, every id is there once, every link has its target', () => {
    const page = toHtml(exampleResult(), { locale: 'ru' })
    const open: string[] = []
    for (const [, close, tag] of page
      .replace(/<(style|script)\b.*?<\/\1>/gs, '')
      .matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (['meta', 'br', 'input', 'link'].includes(tag!)) continue
      if (close === '/') expect(open.pop()).toBe(tag)
      else open.push(tag!)
    }
    expect(open).toEqual([])
    const markup = page.replace(/<script>.*?<\/script>/s, '')
    const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of markup.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target)
    for (const [, label] of page.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(label)
  })
})

describe('colours', () => {
  /** WCAG 2 contrast of two colours, 1 to 21. */
  const contrast = (a: string, b: string): number => {
    const luminance = (colour: string): number => {
      const full = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour
      const [r, g, b] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (light! + 0.05) / (dark! + 0.05)
  }
  const schemes = [...STYLE.matchAll(/:root[^{,]*\{([^}]*)\}/g)]
    .map(
      ([, block]) =>
        new Map([...block!.matchAll(/--([\w-]+):(#[0-9a-f]+)/g)].map(([, name, value]) => [name!, value!])),
    )
    .filter((scheme) => scheme.has('paper'))

  it('measures contrast as WCAG does', () => {
    expect(contrast('#fff', '#000')).toBeCloseTo(21, 10)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })

  it('can be read in light, dark and print: at least 4.5 : 1 for every text on every background', () => {
    // Light, dark where the host is dark, dark where it was asked for, print.
    expect(schemes).toHaveLength(4)
    for (const scheme of schemes) {
      for (const [text, background] of [
        ['on-strong', 'strong'],
        ['on-moderate', 'moderate'],
        ['ink', 'some'],
        ['ink', 'shade'],
      ] as const)
        expect([text, contrast(scheme.get(text)!, scheme.get(background)!) >= 4.5]).toEqual([text, true])
      for (const text of ['ink', 'quiet', 'accent', 'second'])
        for (const background of ['paper', 'shade', 'loud'])
          expect([text, background, contrast(scheme.get(text)!, scheme.get(background)!) >= 4.5]).toEqual([
            text,
            background,
            true,
          ])
    }
  })
})

describe('nothing in the data becomes markup', () => {
  it.each(MARKUP)('%j', (attack) => {
    const page = toHtml(hostileResult(attack))
    const clean = toHtml(hostileResult('plain'))
    const tags = (source: string) => new Set([...source.matchAll(/<(\/?[a-zA-Z!][^\s>]*)/g)].map(([, tag]) => tag))
    for (const tag of tags(page)) expect(tags(clean)).toContain(tag)
    const withoutValues = page.replace(/"[^"]*"/g, '""')
    for (const [tag] of withoutValues.matchAll(/<[a-z][^>]*>/g)) expect(tag).not.toMatch(/\son\w+\s*=|alert/)
    expect(page).not.toContain('\u0000')
    const seen = page.replace(/<script type=.*?<\/script>/gs, '')
    expect(seen.includes(attack) && /[<>"'`\u0000]/.test(attack)).toBe(false)
  })

  it('replaces what no document may hold', () => {
    expect(escapeHtml('a\u0000b\ud800c\udc00d\u2028e\u2029f')).toBe('a\ufffdb\ufffdc\ufffdd e f')
    expect(escapeHtml('😀')).toBe('😀')
  })

  it('bears a name of 100 000 characters and a school without any sitting', () => {
    const name = 'Ш'.repeat(100_000)
    const of = (name: string) => exampleResult({ schools: [school({ name })], sittings: [sitting()], recheck: [] })
    // Four times: to be read, twice, to sort by, and for the page of the school.
    expect(toHtml(of(name)).length - toHtml(of('Ш')).length).toBeLessThan(400_100)
  })

  it('escapes what is put into a template, however deep', () => {
    expect(html`<p>${[['<', html`<b>`], null, false, 0]}</p>`.text).toBe('<p>&lt;<b>0</p>')
  })
})
