/**
 * Makes `fixtures/broken`: one file per problem that reading can meet, and the sentences that a user must get.
 * `npx tsx scripts/make-broken.ts` writes the files; `expected.json` holds the sentences, read and approved one by one,
 * and is checked by `test/node/broken.test.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { windows1251 } from './make-layouts'

const PUPILS = 'school_id;subject;grade;year;score'
const ITEMS = 'school_id;subject;grade;year;pupil_id;score;item_1;item_2'
const SCORES = 'school_id;subject;grade;year;participants;score_0;score_1;score_2'
const MEANS = 'school_id;subject;grade;year;participants;mean_score;sd_score;item_1_percent'
const GOOD = '001;Математика;4;2021;12'
const lines = (...rows: string[]) => `${rows.join('\n')}\n`

/** Results that the tables of other kinds are read with. */
const RESULTS = lines(PUPILS, GOOD)

/** File name -> content. The name begins with the code of its problem, then names the table if it is not results. */
export const BROKEN: Readonly<Record<string, string | Uint8Array>> = {
  'good.csv': RESULTS,
  'missingColumn.csv': lines('school_id;subjekt;grade;year;score', GOOD),
  'duplicateColumn.csv': lines('school_id;subject;grade;year;score;Score', `${GOOD};13`),
  'emptyTable.csv': '',
  'emptyTable-header-only.csv': lines(PUPILS),
  'noUsableRows.csv': lines(PUPILS, '001;Математика;4;2021;двенадцать'),
  'unclosedQuote.csv': lines(PUPILS, GOOD, '002;"Математика;4;2021;13', '003;Математика;4;2021;14'),
  'notATable.csv': lines('Справка о проведении работ', 'Все работы проведены'),
  'notText.csv': Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff]),
  'otherWorkbook.csv': Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]),
  'encryptedFile.xlsx': Buffer.concat([
    Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]),
  'packedFiles.csv': Uint8Array.from([0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0]),
  'notATableFile.csv': '%PDF-1.7\n',
  'brokenWorkbook.xlsx': Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  'tooManyColumns.csv': lines(Array.from({ length: 6000 }, (_, i) => `c${i}`).join(';'), GOOD),
  'schoolMissing.csv': lines(PUPILS, GOOD, ' ;Математика;4;2021;13'),
  'subjectMissing.csv': lines(PUPILS, GOOD, '002;;4;2021;13'),
  'gradeNotKnown.csv': lines(PUPILS, GOOD, '002;Математика;четвёртый;2021;13'),
  'yearNotKnown.csv': lines(PUPILS, GOOD, '002;Математика;4;прошлый;13'),
  'cellsBeyondHeader.csv': lines(PUPILS, GOOD, '002;Математика;4;2021;13;лишнее'),
  'scoreMissing.csv': lines(PUPILS, GOOD, '002;Математика;4;2021;'),
  'scoreNotNumber.csv': windows1251(lines(PUPILS, GOOD, '002;Математика;4;2021;1З')),
  'scoreNegative.csv': lines(PUPILS, GOOD, '002;Математика;4;2021;-1'),
  'scoreAboveMaximum.csv': lines(PUPILS, GOOD, '002;Математика;4;2021;21'),
  'itemNotNumber.csv': lines(ITEMS, '001;Математика;4;2021;40001;1;1;0', '001;Математика;4;2021;40002;1;верно;0'),
  'itemNegative.csv': lines(ITEMS, '001;Математика;4;2021;40001;1;1;0', '001;Математика;4;2021;40002;1;-1;1'),
  'itemAboveMaximum.csv': lines(ITEMS, '001;Математика;4;2021;40001;1;1;0', '001;Математика;4;2021;40002;3;3;0'),
  'duplicatePaper.csv': lines(ITEMS, '001;Математика;4;2021;40001;1;1;0', '001;Математика;4;2021;40001;1;0;1'),
  'participantsMissing.csv': lines(SCORES, '001;Математика;4;2021;3;1;1;1', '002;Математика;4;2021;;1;1;1'),
  'participantsNotWhole.csv': lines(SCORES, '001;Математика;4;2021;3;1;1;1', '002;Математика;4;2021;3,5;1;1;1'),
  'countNotNumber.csv': lines(SCORES, '001;Математика;4;2021;3;1;1;1', '002;Математика;4;2021;3;один;1;1'),
  'countNegative.csv': lines(SCORES, '001;Математика;4;2021;3;1;1;1', '002;Математика;4;2021;3;-1;3;1'),
  'countsDoNotAddUp.csv': lines(SCORES, '001;Математика;4;2021;3;1;1;1', '002;Математика;4;2021;3;1;1;2'),
  'duplicateSitting.csv': lines(SCORES, '001;Математика;4;2021;3;1;1;1', '001;Математика;4;2021;3;1;2;0'),
  'meanMissing.csv': lines(MEANS, '001;Математика;4;2021;20;11,5;3;50', '002;Математика;4;2021;20;;3;50'),
  'meanNotNumber.csv': lines(MEANS, '001;Математика;4;2021;20;11,5;3;50', '002;Математика;4;2021;20;11,5,1;3;50'),
  'meanNegative.csv': lines(MEANS, '001;Математика;4;2021;20;11,5;3;50', '002;Математика;4;2021;20;-2;3;50'),
  'meanAboveMaximum.csv': lines(MEANS, '001;Математика;4;2021;20;11,5;3;50', '002;Математика;4;2021;20;57,5;3;50'),
  'spreadNotPossible.csv': lines(MEANS, '001;Математика;4;2021;20;11,5;3;50', '002;Математика;4;2021;20;11,5;-3;50'),
  'shareNotPossible.csv': lines(MEANS, '001;Математика;4;2021;20;11,5;3;50', '002;Математика;4;2021;20;11,5;3;150'),
  'duplicateSchool-schools.csv': lines('school_id;settlement', '001;город', '001;село'),
  'duplicateAssessment-assessments.csv': lines('subject;grade;max_score', 'Математика;4;20', 'математика;4;24'),
  'scaleNotReadable-assessments.csv': lines('subject;grade;max_score;cut_3;cut_4;cut_5', 'Математика;4;20;10;6;15'),
  'observerNotKnown-observers.csv': lines('school_id;observer', '001;да', '001;по телефону'),
  'observerCellNotKnown-observers.csv': lines('Школа;Математика;Русский язык', '001;да;по графику'),
  'observersNotUnderstood-observers.csv': lines('school_id;observer', '001;по графику'),
  'observersOnlyCrosses-observers.csv': lines('school_id;observer', '001;х', '002;'),
  'observersFitNoSchool-observers.csv': lines('school_id;observer', 'МБОУ СОШ № 7;да'),
  'observersFitNoSitting-observers.csv': lines('school_id;grade;observer', '001;5;да'),
  'schoolNotFound-observers.csv': lines('school_id;observer', '001;да', 'СОШ № 5;нет'),
  'schoolAmbiguous-observers.csv': lines(
    'school_id;name;observer',
    '001;СОШ № 1 г. Энска;да',
    '002;СОШ № 1 с. Ивановки;нет',
    ';СОШ № 1;нет',
  ),
  'schoolNameNotKnown-participation.csv': lines('school_id;grade;enrolled', '001;4;25', 'СОШ № 5;4;25'),
  'sittingUnderTwoNames.csv': lines(
    'school_id;name;subject;grade;year;score',
    '001;МБОУ «СОШ № 1»;Математика;4;2021;12',
    ';СОШ №1;Математика;4;2021;13',
  ),
  'duplicateParticipation-participation.csv': lines('school_id;grade;enrolled', '001;4;25', '001;4;26'),
  'enrolledNotWhole-participation.csv': lines('school_id;grade;enrolled', '001;4;двадцать'),
  'recheckEmpty-rechecks.csv': lines('school_id;grade;original_score;rechecked_score', '001;4;12;'),
  'confirmedNotKnown-rechecks.csv': lines('school_id;grade;confirmed', '001;4;отчасти'),
  'dateNotKnown-rechecks.csv': lines('school_id;grade;confirmed;date', '001;4;да;в прошлом году'),
  'listedNotKnown-earlier.csv': lines('school_id;year;listed', '001;2019;наверно'),
  'recheckSumDiffers-rechecks.csv': lines(
    'school_id;grade;paper_number;original_score;Задание 1 (1б);Задание 2 (2б);rechecked_score',
    '001;4;1;12;1;2;4',
  ),
  'recheckItemsPartly-rechecks.csv': lines(
    'school_id;grade;paper_number;original_score;Задание 1 (1б);Задание 2 (2б);rechecked_score',
    '001;4;1;12;1;;3',
  ),
  'codifierRowNotRead-codifier.csv': lines('subject;grade;item;skill', 'Математика;4;первое;счёт'),
  'codifierNotPlaced-codifier.csv': lines('subject;grade;item;skill', 'Математика;4;77;счёт'),
  'unknownSchool-schools.csv': lines('school_id;settlement', '1;город'),
  'schoolsWithoutResults-schools.csv': lines('school_id;settlement', '001;город', '002;село'),
  'totalDiffersFromItems.csv': lines(ITEMS, '001;Математика;4;2021;40001;2;1;0'),
  'markNotKnown.csv': lines(`${PUPILS};mark`, `${GOOD};4`, '002;Математика;4;2021;13;8'),
  'markDiffersFromCuts.csv': lines(`${PUPILS};mark`, `${GOOD};5`),
  'journalMarkNotKnown.csv': lines(`${PUPILS};journal_mark`, `${GOOD};4`, '002;Математика;4;2021;13;ж'),
  'yesNoNotKnown-schools.csv': lines('school_id;advanced_program', '001;физика'),
  'contextNotNumber-schools.csv': lines(
    'school_id;pupils',
    ...Array.from({ length: 29 }, (_, i) => `${String(i + 1).padStart(3, '0')};${300 + i}`),
    '030;около 200',
  ),
  'participantsNotKnown.csv': lines(MEANS, '001;Математика;4;2021;;11,5;3;50'),
  'participantsAboveEnrolled-participation.csv': lines('school_id;grade;enrolled', '001;4;0'),
  'participantsDiffer-participation.csv': lines('school_id;grade;enrolled;participants', '001;4;25;24'),
  'roundedShares.csv': lines(
    'school_id;subject;grade;year;participants;mark_2;mark_3;mark_4;mark_5',
    '001;Математика;4;2021;300;7;30;40;23',
  ),
  'otherEncoding.csv': Buffer.concat([
    windows1251(lines(PUPILS, ...Array<string>(20).fill('001;Математика;4;2021;12'))),
    Buffer.from(lines('002;Математика;4;2021;12', '002;Русский язык;4;2021;12')),
  ]),
  'lettersTorn-schools.csv': Buffer.concat([
    Buffer.from('school_id;name\n001;Школа имени А. С. Пушкин'),
    Uint8Array.from([0xd0]),
    Buffer.from('\n'),
  ]),
  'observersWithoutSitting-observers.csv': lines('school_id;grade;observer', '001;4;да', '001;5;нет'),
  'participationWithoutSitting-participation.csv': lines('school_id;grade;enrolled', '001;5;25'),
  'recheckWithoutSitting-rechecks.csv': lines('school_id;grade;confirmed', '001;5;да'),
  'earlierNotEarlier-earlier.csv': lines('school_id;year;listed', '001;2021;да'),
  'earlierWithoutResults-earlier.csv': lines('school_id;year;listed', '002;2019;да'),
}

function main(): void {
  const folder = join(import.meta.dirname, '..', 'fixtures', 'broken')
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of Object.entries(BROKEN)) writeFileSync(join(folder, name), content)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main()
