import { describe, expect, it } from 'vitest'
import { madeZip } from '../../../scripts/make-zip'
import { createCollector } from '../../../src/input'
import { feedFile } from '../../../src/input/collecting/file-feed'

async function refusal(bytes: Uint8Array, name = 'файл'): Promise<unknown> {
  async function* pieces() {
    yield bytes
  }
  try {
    await feedFile(createCollector(), 'results', { name, pieces: pieces() })
  } catch (error) {
    const [{ code, found }] = (error as { problems: [{ code: string; found: string | null }] }).problems
    return [code, found]
  }
  return null
}

const compound = (stream: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
    Buffer.from(stream, 'utf16le'),
  ])
const zip = (...names: string[]) => madeZip(names.map((name) => ({ name, content: 'x' })))
const opc = (...names: string[]) => zip('[Content_Types].xml', '_rels/.rels', ...names)
const open = (kind: string) =>
  madeZip([{ name: 'mimetype', content: `application/vnd.oasis.opendocument.${kind}`, stored: true }])

describe('files of other formats are told by their names', () => {
  it.each([
    ['old Excel', compound('Workbook'), 'otherWorkbook', 'XLS'],
    ['locked Excel', compound('EncryptedPackage'), 'encryptedFile', 'XLSX'],
    ['old Word', compound('WordDocument'), 'notATableFile', 'DOC'],
    ['old PowerPoint', compound('PowerPoint Document'), 'notATableFile', 'PPT'],
    ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ'), 'notATableFile', 'PDF'],
    ['PNG', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'notATableFile', 'PNG'],
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'notATableFile', 'JPEG'],
    ['Word', opc('word/document.xml'), 'notATableFile', 'DOCX'],
    ['PowerPoint', opc('ppt/presentation.xml'), 'notATableFile', 'PPTX'],
    ['OpenDocument text', open('text'), 'notATableFile', 'ODT'],
    ['binary Excel', opc('xl/workbook.bin'), 'otherWorkbook', 'XLSB'],
    ['Numbers', zip('Index/Document.iwa', 'Metadata/Properties.plist'), 'otherWorkbook', 'Numbers'],
    ['page saved as .xls', Buffer.from('\ufeff<html xmlns:x="urn"><body><table><tr><td>1'), 'otherWorkbook', 'HTML'],
    [
      'XML of 2003',
      Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
      'otherWorkbook',
      'XML 2003',
    ],
    ['flat ODS', Buffer.from('<?xml version="1.0"?><office:document/>'), 'otherWorkbook', 'FODS'],
    ['MHTML', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related'), 'otherWorkbook', 'MHTML'],
    ['RAR', Buffer.from('Rar!\u001a\u0007\u0001\u0000', 'latin1'), 'packedFiles', 'RAR'],
    ['7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'packedFiles', '7Z'],
    ['archive', zip('4 класс/a.csv', '4 класс/b.csv'), 'packedFiles', '4 класс/a.csv, 4 класс/b.csv'],
    ['empty archive', madeZip([]), 'packedFiles', 'ZIP'],
    ['program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(50)]), 'notText', null],
  ])('%s', async (_, bytes, code, found) => {
    expect(await refusal(bytes)).toEqual([code, found])
  })

  it('a container under the name of an XLSX is a locked one', async () => {
    expect(await refusal(compound('?'), 'список.xlsx')).toEqual(['encryptedFile', 'XLSX'])
  })

  it('a table that begins with the letters of another format is a table', async () => {
    for (const start of ['BM', 'II*', 'Балл<']) {
      const text = `${start};school_id;subject;grade;year;score\nx;1;Физика;7;2019;5\n`
      expect(await refusal(Buffer.from(text))).toBeNull()
    }
  })

  it('a workbook of another kind that is packed like one is broken', async () => {
    expect(await refusal(opc('xl/other.xml'))).toEqual(['brokenWorkbook', '_rels/.rels'])
  })
})
