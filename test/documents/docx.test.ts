import { describe, expect, it } from 'vitest'
import { type Column, type DocumentContent, emptyTable, paragraph } from '../../src/documents/blocks'
import { docxWriter } from '../../src/documents/docx'
import { unzipped } from '../report/unzipped'

const COLUMNS: readonly Column[] = [
  { heading: 'School', width: 2, joined: true },
  { heading: 'Papers', width: 1, align: 'right' },
]
const CONTENT: DocumentContent = {
  title: 'One & two',
  sections: [
    {
      landscape: true,
      blocks: [
        paragraph('First', 'title'),
        emptyTable(
          COLUMNS,
          [
            ['A "&" B', '1'],
            ['', "2\n<w:p/>'"],
            ['C', ''],
          ],
          ['Total', '3'],
        ),
      ],
    },
    { blocks: [paragraph('Head\t________\tName', 'signature'), paragraph('', 'note')] },
  ],
}

const partsOf = async (content: DocumentContent, write = docxWriter('en')) =>
  unzipped(Buffer.from(await write(content)))
const xmlOf = async (content: DocumentContent) => (await partsOf(content)).get('word/document.xml')!
const section = (...blocks: DocumentContent['sections'][number]['blocks']) => ({ title: '', sections: [{ blocks }] })

/** Elements that are open at the end, none where all are closed in order. */
function unclosed(xml: string): readonly string[] {
  const open: string[] = []
  for (const [, close, name, alone] of xml.matchAll(/<(\/?)(w:\w+)[^>]*?(\/?)>/g))
    if (close === '/') expect(open.pop()).toBe(name)
    else if (alone === '') open.push(name!)
  return open
}

describe('docxWriter', () => {
  it('closes what it opens, and gives every section its pages', async () => {
    const xml = await xmlOf(CONTENT)
    expect(unclosed(xml)).toEqual([])
    expect(Array.from(xml.matchAll(/w:orient="(\w+)"/g), ([, way]) => way)).toEqual(['landscape', 'portrait'])
    expect(xml).toMatch(/<\/w:tbl><w:p><w:pPr><w:sectPr>.*?landscape.*?<\/w:sectPr><\/w:pPr><\/w:p><w:p>/)
    expect(xml).toMatch(/portrait.*<\/w:sectPr><\/w:body><\/w:document>$/)
  })

  it('fills cells line by line, joins empty ones with those above, and ends with a bold total', async () => {
    const rows = (await xmlOf(CONTENT)).split('<w:tr>').slice(1)
    const texts = rows.map((row) => Array.from(row.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g), ([, text]) => text))
    expect(texts.map((row) => row.slice(0, 3))).toEqual([
      ['School', 'Papers'],
      ['A &quot;&amp;&quot; B', '1'],
      ['', '2', '&lt;w:p/&gt;&apos;'],
      ['C', ''],
      ['Total', '3', 'Head'],
    ])
    const joined = rows.map((row) => Array.from(row.matchAll(/<w:vMerge w:val="(\w+)"/g), ([, how]) => how))
    expect(joined).toEqual([[], ['restart'], ['continue'], [], []])
    expect(rows.map((row) => row.includes('<w:b/>'))).toEqual([true, false, false, false, true])
  })

  it('drives what follows a tab to the right', async () => {
    const [, signature] = /(<w:p><w:pPr><w:keepLines.*?<\/w:p>)/.exec(await xmlOf(CONTENT))!
    expect(signature!.replace(/<w:tab\/>/g, '\t').replace(/<[^>]+>/g, '')).toBe('Head\t________\tName')
  })

  it('takes from the documents before none of their texts', async () => {
    const write = docxWriter('en')
    await write(CONTENT)
    for (const content of [section(paragraph('Alone')), section(emptyTable(COLUMNS, [['D', '4']])), CONTENT])
      expect(await partsOf(content, write)).toEqual(await partsOf(content))
  })
})
