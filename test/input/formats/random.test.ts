import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentXml, madeOds } from '../../../scripts/make-ods'
import { madeZip, workbookParts } from '../../../scripts/make-zip'
import { InputError } from '../../../src/input'
import { CELL } from '../../../src/input/formats/workbook'
import { readBack } from './read-back'

/** One of several ways to write the same. */
type Spelling = (choices: number) => number

/** Takes choices one after another from a list of whole numbers, from its beginning again at its end. */
function speller(numbers: readonly number[]): Spelling {
  let at = 0
  return (choices) => (numbers.length === 0 ? 0 : numbers[at++ % numbers.length]! % choices)
}

interface Cell {
  readonly column: number
  readonly text: string
  readonly kind: number
}
interface Row {
  readonly number: number
  readonly hidden: boolean
  readonly cells: readonly Cell[]
}

const words = fc.constantFrom(
  'МБОУ «СОШ № 1»',
  'a<b&"c"',
  "it's",
  'две\nстроки',
  ' края ',
  '5А',
  '0012',
  '😀',
  '_x0041_',
  ']]>',
  'é',
)
const aCell = fc.oneof(
  words.map((text) => ({ text, kind: CELL.text as number })),
  fc
    .integer({ min: -999_999_999_999, max: 999_999_999_999 })
    .map((value) => ({ text: String(value), kind: CELL.number as number })),
  fc.integer({ min: -9999, max: 9999 }).map((value) => ({ text: String(value / 16), kind: CELL.number as number })),
  fc.boolean().map((value) => ({ text: String(value), kind: CELL.boolean as number })),
  fc.integer({ min: 1, max: 9999 }).map((value) => ({ text: `${value / 100}%`, kind: CELL.percent as number })),
  fc.constant({ text: '2021-04-15', kind: CELL.date as number }),
  fc.constant({ text: '#N/A', kind: CELL.error as number }),
  fc.constant({ text: '', kind: CELL.formulaWithoutValue as number }),
)
const aRow = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), aCell), { minLength: 1, maxLength: 8 })
  .map((cells) =>
    [...new Map(cells.map(([column, cell]) => [column, { column, ...cell }])).values()].sort(
      (a, b) => a.column - b.column,
    ),
  )
const aSheet = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.boolean(), aRow), { maxLength: 12 }).map((rows) => {
  let number = 0
  return rows.map(([step, hidden, cells]): Row => {
    number += step
    return { number, hidden, cells }
  })
})
const spellings = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 })

/** A text as XML may hold it. */
function xmlText(text: string, spell: Spelling): string {
  const safe = text.replaceAll('_x', '_x005F_x')
  if (spell(5) === 0 && !safe.includes(']]>')) return `<![CDATA[${safe}]]>`
  const letters = [...safe].map((letter) => {
    const code = letter.codePointAt(0)!
    const must = '<&>"\''.includes(letter)
    if (!must && spell(4) !== 0) return letter
    return spell(2) === 0 ? `&#${code};` : `&#x${code.toString(16)};`
  })
  const at = spell(letters.length + 1)
  return spell(6) === 0 ? `${letters.slice(0, at).join('')}<!-- <c> -->${letters.slice(at).join('')}` : letters.join('')
}

function attributes(pairs: readonly (readonly [string, string])[], spell: Spelling): string {
  const order = spell(2) === 0 ? pairs : [...pairs].reverse()
  return order
    .map(([name, value]) => {
      const quote = spell(2) === 0 ? '"' : "'"
      return `${[' ', '\n', '  '][spell(3)]}${name}${spell(4) === 0 ? ' = ' : '='}${quote}${value}${quote}`
    })
    .join('')
}

function columnName(column: number, spell: Spelling): string {
  const name =
    (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : '') + String.fromCharCode(65 + (column % 26))
  return spell(5) === 0 ? name.toLowerCase() : name
}

/** Rows as the XML of a sheet, in whatever spelling; texts may go to the shared ones. */
function sheetRows(rows: readonly Row[], strings: string[], spell: Spelling): string {
  let last = 0
  return rows
    .map(({ number, hidden, cells }) => {
      const named = spell(4) !== 0 || number !== last + 1
      last = number
      const pairs: [string, string][] = named ? [['r', String(number)]] : []
      if (hidden) pairs.push(['hidden', spell(2) === 0 ? '1' : 'true'])
      let previous = -1
      const inner = cells.map((cell) => {
        const unnamed = cell.column === previous + 1 && spell(3) === 0
        previous = cell.column
        const reference: [string, string][] = unnamed ? [] : [['r', `${columnName(cell.column, spell)}${number}`]]
        return cellXml(cell, reference, strings, spell)
      })
      return `<row${attributes(pairs, spell)}>${inner.join(spell(3) === 0 ? '\n' : '')}</row>`
    })
    .join('')
}

function cellXml({ text, kind }: Cell, reference: [string, string][], strings: string[], spell: Spelling): string {
  const c = (pairs: [string, string][], inner: string) =>
    `<c${attributes([...reference, ...pairs], spell)}>${inner}</c>`
  const formula = spell(3) === 0 ? '<f>SUM(A1:B2)</f>' : ''
  switch (kind) {
    case CELL.text:
      if (spell(3) === 0) return c([['t', 'str']], `${formula}<v>${xmlText(text, spell)}</v>`)
      if (spell(2) === 0) return c([['t', 'inlineStr']], `<is>${richText(text, spell)}</is>`)
      strings.push(`<si>${richText(text, spell)}</si>`)
      return c([['t', 's']], `<v>${strings.length - 1}</v>`)
    case CELL.number:
      return c(spell(2) === 0 ? [] : [['t', 'n']], `${formula}<v>${numberXml(text, spell)}</v>`)
    case CELL.percent:
      return c([['s', '1']], `${formula}<v>${Number(text.slice(0, -1)) / 100}</v>`)
    case CELL.date:
      return spell(3) === 0 ? c([['t', 'd']], '<v>2021-04-15T00:00:00Z</v>') : c([['s', '2']], '<v>44301</v>')
    case CELL.boolean:
      return c([['t', 'b']], `${formula}<v>${text === 'true' ? 1 : 0}</v>`)
    case CELL.error:
      return c([['t', 'e']], `${formula}<v>${text}</v>`)
    default:
      return c([], `<f>A1</f>${['', '<v/>', '<v></v>'][spell(3)]}`)
  }
}

function richText(text: string, spell: Spelling): string {
  const t = (part: string) => `<t xml:space="preserve">${xmlText(part, spell)}</t>`
  const aids = spell(4) === 0 ? '<rPh sb="0" eb="1"><t>かな</t></rPh>' : ''
  if (spell(3) !== 0 || text.includes('_x')) return t(text) + aids
  const half = Math.floor(text.length / 2)
  // A letter of two halves is not to be cut.
  const at = /[\ud800-\udbff]/.test(text[half - 1] ?? '') ? half - 1 : half
  return `<r><rPr><b/></rPr>${t(text.slice(0, at))}</r><r>${t(text.slice(at))}</r>${aids}`
}

/** The same number in another spelling, with noise where it is no integer. */
function numberXml(text: string, spell: Spelling): string {
  const value = Number(text)
  if (spell(3) === 0) return value.toExponential()
  if (spell(3) === 0) return Number.isInteger(value) ? `${text}.0` : (value + value * 2e-15).toPrecision(17)
  return text
}

const flat = (rows: readonly Row[]) =>
  rows.map(({ number, hidden, cells }) => [number, hidden, cells.map(({ column, text, kind }) => [column, text, kind])])

function found(rows: Awaited<ReturnType<typeof readBack>>[number]['rows']) {
  return rows.map(({ number, hidden, cells, kinds }) => [
    number,
    hidden,
    cells.flatMap((text, column) => (kinds[column] === CELL.empty ? [] : [[column, text, kinds[column]]])),
  ])
}

const FORMATS = ['General', '0.00%', 'dd.mm.yyyy']

describe('random workbooks are read back exactly', () => {
  it('XLSX in whatever spelling', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aSheet, { minLength: 1, maxLength: 3 }),
        spellings,
        fc.boolean(),
        async (sheets, numbers, zip64) => {
          const spell = speller(numbers)
          const strings: string[] = []
          const made = sheets.map((rows, i) => {
            const xml = sheetRows(rows, strings, spell)
            return { name: `Лист ${i + 1}`, xml, part: { stored: spell(5) === 0 } }
          })
          const parts = workbookParts({ sheets: made, strings: strings.join(''), formats: FORMATS }).map((part) => ({
            ...part,
            content: respelt(part.name, String(part.content), spell),
          }))
          const read = await readBack(madeZip(parts, { zip64 }))
          expect(read.map(({ rows }) => found(rows))).toEqual(sheets.map(flat))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('ODS', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aSheet, { minLength: 1, maxLength: 3 }), spellings, async (sheets, numbers) => {
        const spell = speller(numbers)
        const tables = sheets.map((rows, i) => `<table:table table:name="${i}">${odsRows(rows, spell)}</table:table>`)
        const read = await readBack(madeOds(contentXml(tables.join(''))))
        expect(read.map(({ rows }) => found(rows))).toEqual(sheets.map(flat))
      }),
      { numRuns: 150 },
    )
  })
})

/** A whole part with prefixes, or in UTF-16. */
function respelt(name: string, xml: string, spell: Spelling): string | Uint8Array {
  if (!/sheet\d|sharedStrings|styles/.test(name)) return xml
  const prefixed =
    spell(4) === 0 && !xml.includes('CDATA') && !xml.includes('<!--')
      ? xml.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1x:')
      : xml
  return spell(5) === 0 ? new Uint8Array(Buffer.from(`\ufeff${prefixed}`, 'utf16le')) : prefixed
}

function odsRows(rows: readonly Row[], spell: Spelling): string {
  let last = 0
  return rows
    .map(({ number, hidden, cells }) => {
      const gap = number - last - 1
      last = number
      const empty = '<table:table-row><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
      const before =
        gap === 0
          ? ''
          : spell(2) === 0
            ? empty.repeat(gap)
            : empty.replace('row>', `row table:number-rows-repeated="${gap}">`)
      let column = 0
      const inner = cells.map((cell) => {
        const skipped = cell.column - column
        column = cell.column + 1
        return (skipped === 0 ? '' : `<table:table-cell table:number-columns-repeated="${skipped}"/>`) + odsCell(cell)
      })
      return `${before}<table:table-row${hidden ? ' table:visibility="collapse"' : ''}>${inner.join('')}</table:table-row>`
    })
    .join('')
}

function odsCell({ text, kind }: Cell): string {
  const p = (words: string) =>
    words
      .split('\n')
      .map((line) => `<text:p>${line.replace(/[<&>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</text:p>`)
      .join('')
  const cell = (more: string, shown: string) => `<table:table-cell ${more}>${p(shown)}</table:table-cell>`
  switch (kind) {
    case CELL.text:
      return cell('office:value-type="string"', text)
    case CELL.number:
      return cell(`office:value-type="float" office:value="${text}"`, 'как показано')
    case CELL.percent:
      return cell(`office:value-type="percentage" office:value="${Number(text.slice(0, -1)) / 100}"`, '9%')
    case CELL.date:
      return cell('office:value-type="date" office:date-value="2021-04-15"', '15.04.21')
    case CELL.boolean:
      return cell(`office:value-type="boolean" office:boolean-value="${text}"`, 'ИСТИНА')
    case CELL.error:
      return cell('office:value-type="string" calcext:value-type="error"', text)
    default:
      return '<table:table-cell table:formula="of:=[.A1]"/>'
  }
}

describe('damaged workbooks', () => {
  const cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c><c r="C1"><f>A1</f></c>'
  const xlsx = madeZip(
    workbookParts({
      sheets: [{ xml: `<row r="1">${cells}</row>`, part: { stored: true } }],
      strings: '<si><t>слово</t></si>',
      formats: FORMATS,
    }).map((part) => ({ ...part, stored: true })),
  )
  const ods = madeOds(
    contentXml(
      '<table:table table:name="a"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>',
    ),
  )
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })

  it('are read or refused with a reason, whichever bytes are changed or torn off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(xlsx, ods),
        damage,
        fc.option(fc.nat(), { freq: 4 }),
        async (whole, changes, end) => {
          const bytes = end === null ? Uint8Array.from(whole) : whole.slice(0, end % whole.length)
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
          try {
            await readBack(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(InputError)
          }
        },
      ),
      { numRuns: 700 },
    )
  })

  it('XML of any damage is read or refused: the check sum is right, what it stands over is not', async () => {
    const signs = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      '&',
      ';',
      '#',
      '!',
      '-',
      '[',
      ']',
      '?',
      ':',
      ' ',
      '\u0000',
      '<!--',
      ']]>',
      '&#55296;',
    )
    const xml = `<row r="1" hidden='1'>${cells}<c r="D1" t="inlineStr"><is><r><t>а&amp;б</t></r></is></c></row>`
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), signs, fc.nat(3)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          let damaged = xml
          for (const [place, sign, cut] of changes) {
            const at = place % damaged.length
            damaged = damaged.slice(0, at) + sign + damaged.slice(at + cut)
          }
          try {
            await readBack(
              madeZip(workbookParts({ sheets: [{ xml: damaged }], strings: '<si><t>с</t></si>', formats: FORMATS })),
            )
          } catch (error) {
            expect(error).toBeInstanceOf(InputError)
          }
        },
      ),
      { numRuns: 700 },
    )
  })
})
