/** What Excel needs to print and to colour a workbook, and the library that writes it does not know. */
import { sheetAt } from '../documents/workbook'
import { escapeHtml } from '../report/html/escape'

export interface PrintedSheet {
  readonly title: string
  /** Of the whole table with its headings: `A1:J42`. */
  readonly range: string
  /** Filters stand over the headings. */
  readonly filtered: boolean
  /** Cells that are coloured by what they say. */
  readonly colours: readonly { readonly range: string; readonly text: string; readonly look: 0 | 1 | 2 }[]
  readonly footer: string
  /** Upright pages; else lying ones. */
  readonly portrait: boolean
}

/** Fills and letters of the coloured cells: strong signs, moderate ones, not enough alone. */
const DXFS =
  '<dxfs count="3"><dxf><font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FF9A3412"/></patternFill></fill></dxf><dxf><fill><patternFill><bgColor rgb="FFE8A65C"/></patternFill></fill></dxf><dxf><fill><patternFill><bgColor rgb="FFF6E6CC"/></patternFill></fill></dxf></dxfs>'

/**
 * A part of a workbook with pages as wide as its sheets, headings on each of them, print areas, filters and colours. Where the
 * library already wrote an element, it gives way.
 */
export function withPages(path: string, xml: string, sheets: readonly PrintedSheet[]): string {
  const at = sheetAt(path)
  if (at !== null) return pageOf(xml, sheets[at]!)
  if (path === 'xl/styles.xml') return xml.replace('</cellXfs>', `</cellXfs>${DXFS}`)
  if (path === 'xl/workbook.xml')
    return xml.replace(/<definedNames\s*\/>|<definedNames>.*?<\/definedNames>/s, namesOf(sheets))
  return xml
}

function pageOf(xml: string, { range, filtered, colours, footer, portrait }: PrintedSheet): string {
  const rules = colours.map(
    ({ range, text, look }, i) =>
      `<conditionalFormatting sqref="${range}"><cfRule type="cellIs" dxfId="${look}" priority="${i + 1}" operator="equal"><formula>"${escapeHtml(text.replaceAll('"', '""'))}"</formula></cfRule></conditionalFormatting>`,
  )
  const page = [
    filtered ? `<autoFilter ref="${range}"/>` : '',
    ...rules,
    '<pageMargins left="0.3" right="0.3" top="0.3" bottom="0.45" header="0.2" footer="0.2"/>',
    `<pageSetup paperSize="9" orientation="${portrait ? 'portrait' : 'landscape'}" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddFooter>&amp;L${escapeHtml(footer)}&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`,
  ]
  return xml
    .replace(/<pageMargins[^>]*\/>|<pageSetup[^>]*\/>/g, '')
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace('</sheetData>', `</sheetData>${page.join('')}`)
}

/** Names by which Excel knows what to print, what to repeat, and where its filters are. */
function namesOf(sheets: readonly PrintedSheet[]): string {
  const names = sheets.flatMap(({ title, range, filtered }, i) => {
    const place = `'${escapeHtml(title.replaceAll("'", "''"))}'!`
    const name = (of: string, ref: string, hidden = ''): string =>
      `<definedName name="_xlnm.${of}" localSheetId="${i}"${hidden}>${place}${ref}</definedName>`
    const absolute = range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')
    return [
      ...(filtered ? [name('_FilterDatabase', absolute, ' hidden="1"')] : []),
      name('Print_Area', absolute),
      ...(filtered ? [name('Print_Titles', '$1:$1')] : []),
    ]
  })
  return `<definedNames>${names.join('')}</definedNames>`
}
