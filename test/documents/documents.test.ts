import { describe, expect, it } from 'vitest'
import { documentFiles, type Office } from '../../src/documents'
import { fileNames } from '../../src/documents/file-name'
import { numbersText } from '../../src/documents/work'
import { papersOfSitting } from '../../src/explain/papers'
import type { Locale, MonitorResult } from '../../src/model'
import { exampleResult, sitting } from '../report/example-result'
import { DIRECTIONS, FORMULAS, hostileResult, LONG, MARKUP, RIGHT_TO_LEFT, SEPARATORS } from '../report/hostile'
import { unzipped } from '../report/unzipped'

const ATTACKS = [...MARKUP, ...FORMULAS, ...SEPARATORS, ...DIRECTIONS, RIGHT_TO_LEFT, ...LONG]

const bytesBy = async (result: MonitorResult, locale: Locale = 'ru', office: Office = {}) =>
  new Map(
    await Promise.all(
      documentFiles(result, { locale, office })
        .filter(({ name }) => name.endsWith('.docx'))
        .map(
          async ({ name, content }) =>
            [name.replace('documents/', ''), Buffer.from((await content()) as Uint8Array)] as const,
        ),
    ),
  )
/** The second school of the example does not fit the budget. */
const budgeted = (): MonitorResult => {
  const result = exampleResult()
  return { ...result, sittings: result.sittings.map((one, i) => (i === 1 ? { ...one, withinBudget: false } : one)) }
}
/** Texts of a document, a line per paragraph. */
const textOf = (bytes: Buffer): string =>
  unzipped(bytes)
    .get('word/document.xml')!
    .replace(/<\/w:p>/g, '\n')
    .replace(/<w:tab\/>/g, '\t')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')

describe('documents', () => {
  it('are an order, a letter per school, and task and protocol per municipality; beyond the budget nobody is asked', async () => {
    const files = await bytesBy(budgeted())
    expect([...files.keys()]).toEqual([
      'order.docx',
      'support.docx',
      'letter-001234.docx',
      'experts-Озёрный.docx',
      'protocol-Озёрный.docx',
    ])
    const order = textOf(files.get('order.docx')!)
    expect(order).toContain('11 работ, 1 организация')
    expect(order).toContain('не включено: 1 процедура')
    expect(order).not.toContain('000002')
  })

  it('name the papers that explain names', async () => {
    const result = exampleResult()
    const files = await bytesBy(result)
    const { numbers } = papersOfSitting(result, 0)
    expect(numbers).toHaveLength(11)
    for (const name of ['letter-001234.docx', 'experts-Озёрный.docx'])
      expect(textOf(files.get(name)!)).toContain(numbersText(numbers!))
  })

  it('say what the office gave and leave blanks for the rest', async () => {
    const office = { authority: 'Комитет по образованию', orderNumber: '17-од', papersBy: '01.06.2026' }
    const letter = textOf((await bytesBy(exampleResult(), 'ru', office)).get('letter-001234.docx')!)
    expect(letter).toContain('Комитет по образованию')
    expect(letter).toMatch(/приказом от _+ № 17-од/)
    expect(letter).toContain('в срок до 01.06.2026')
    const order = textOf((await bytesBy(exampleResult())).get('order.docx')!)
    expect(order).toMatch(/На основании _+ и/)
  })

  it('say first of all that papers are kept, with the source', async () => {
    const order = textOf((await bytesBy(exampleResult())).get('order.docx')!)
    expect(order).toMatch(/1\. Установить, что все работы.* хранятся/)
    expect(order).toContain('Рекомендации Рособрнадзора, 2025 год')
  })

  it('leave out a column that holds nothing', async () => {
    const result = exampleResult()
    const without = { ...result, recheck: result.recheck.map((entry) => ({ ...entry, municipality: null })) }
    expect(textOf((await bytesBy(result)).get('order.docx')!)).toContain('Муниципалитет')
    const files = await bytesBy(without)
    expect(textOf(files.get('order.docx')!)).not.toContain('Муниципалитет')
    expect([...files.keys()].at(-1)).toBe('protocol-школы-без-указания-муниципалитета.docx')
  })

  it('ask for no papers that an earlier recheck has settled, nor give an order without papers', async () => {
    const settled = exampleResult({ sittings: [sitting({ papersToRecheck: 0 }), sitting({ withinBudget: false })] })
    const files = await bytesBy(settled)
    expect([...files.keys()]).toEqual(['order.docx', 'support.docx'])
    expect(textOf(files.get('order.docx')!)).toContain('приказ не требуется')
  })

  it('have the same bytes at every call and know no clock', async () => {
    const [once, again] = [await bytesBy(exampleResult()), await bytesBy(exampleResult())]
    for (const [name, bytes] of once) {
      expect(Buffer.compare(bytes, again.get(name)!), name).toBe(0)
      expect([...unzipped(bytes).values()].join(), name).not.toMatch(/dcterms:|20\d\d-\d\d-\d\dT/)
    }
  })

  it.each(ATTACKS)('show %j and never obey it', async (attack) => {
    for (const [name, bytes] of await bytesBy(hostileResult(attack), 'en', { authority: attack, basis: attack })) {
      expect(name).toMatch(/^[\p{L}\p{N}-]{1,80}\.docx$/u)
      for (const [path, xml] of unzipped(bytes)) {
        expect(xml, path).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/)
        expect(
          xml.replace(
            /<\/?[a-zA-Z0-9]+:[^<>]*>|<\?xml[^>]*\?>|<\/?(Types|Default|Override|Relationships?|Properties|TotalTime)\b[^<>]*>/g,
            '',
          ),
          path,
        ).not.toMatch(/[<>]/)
        expect(xml, path).not.toMatch(/TargetMode="External"|w:fldSimple|w:instrText/)
      }
    }
  })
})

describe('numbersText', () => {
  it('joins runs of three and more', () => {
    expect(numbersText([1, 2, 4, 5, 6, 9])).toBe('1, 2, 4–6, 9')
    expect(numbersText([])).toBe('')
  })
})

describe('fileNames', () => {
  it('gives names that every system stores, each once', () => {
    const nameOf = fileNames()
    expect(nameOf('../../etc/passwd')).toBe('etc-passwd')
    expect(nameOf('Озёрный / район')).toBe('Озёрный-район')
    expect(nameOf('озёрный: РАЙОН')).toBe('озёрный-РАЙОН-2')
    expect(nameOf('…')).toBe('1')
    expect(nameOf('Ш'.repeat(300))).toHaveLength(60)
  })
})
