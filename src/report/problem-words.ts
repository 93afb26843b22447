/**
 * The sentence of every problem of `input/problems.ts`: what is wrong, and what to do about it. `{found}`, `{expected}`,
 * `{column}` and `{count}` stand for the fields of the problem.
 */
import type { Problem } from '../model'
import { formatNumber, type Locale, plural } from './format'

interface Sentence {
  readonly what: string
  readonly mend: string
}
type Words = Readonly<Record<Locale, Sentence>>

const words = (ru: string, ruMend: string, en: string, enMend: string): Words => ({
  ru: { what: ru, mend: ruMend },
  en: { what: en, mend: enMend },
})

const SENTENCES: Readonly<Record<string, Words>> = {
  missingColumn: words(
    'нет обязательного столбца «{column}»; в таблице есть: {found}',
    'добавьте столбец «{column}» или переименуйте существующий[: возможно, это «{expected}»]',
    'the required column "{column}" is missing; the table has: {found}',
    'add a column "{column}" or rename one[: perhaps "{expected}"]',
  ),
  duplicateColumn: words(
    'столбец «{column}» встречается дважды',
    'оставьте один из столбцов или переименуйте второй',
    'the column "{column}" stands twice',
    'keep one of them or rename the second',
  ),
  emptyTable: words(
    'в таблице нет строк с данными',
    'проверьте, тот ли файл указан и сохранены ли в нём данные',
    'the table has no rows of data',
    'check that this is the right file and that its data were saved',
  ),
  noResults: words(
    'не указана таблица результатов',
    'укажите хотя бы один файл с результатами (--results)',
    'no table of results was given',
    'give at least one file of results (--results)',
  ),
  noUsableRows: words(
    'ни одна строка результатов не пригодна для анализа',
    'исправьте строки; первая из непригодных указана ниже',
    'no row of results can be used',
    'correct the rows; the first of those that cannot be used is named below',
  ),
  fileNotFound: words(
    'файл не найден[ ({found})]',
    'проверьте путь; папка должна содержать файлы CSV или XLSX',
    'there is no such file[ ({found})]',
    'check the path; a folder must hold CSV or XLSX files',
  ),
  unreadableFile: words(
    'файл не удалось прочитать: {found}',
    'проверьте путь к файлу, права доступа и не открыт ли он в другой программе',
    'the file could not be read: {found}',
    'check its path and permissions, and that no other program holds it',
  ),
  engineNotInstalled: words(
    'такой файл читает {found}, а он не установлен',
    'установите его рядом: {expected}, или сохраните таблицу в формате CSV',
    'files of this kind are read by {found}, which is not installed',
    'install it beside this package: {expected}, or save the table as CSV',
  ),
  tableNotNamed: words(
    'в базе данных нет таблицы «{found}»',
    'назовите таблицу работ параметром --table; есть: {expected}',
    'the database holds no table "{found}"',
    'name the table of papers with --table; there are: {expected}',
  ),
  brokenWorkbook: words(
    'файл XLSX повреждён или неполон[: {found}]',
    'откройте его в Excel и сохраните заново',
    'the XLSX file is damaged or incomplete[: {found}]',
    'open it in Excel and save it again',
  ),
  unclosedQuote: words(
    'в этой строке открыта кавычка, которая не закрыта или стоит внутри ячейки неверно',
    'закройте кавычку; кавычка внутри ячейки пишется дважды ("")',
    'a quote opens in this row that is not closed, or stands wrongly inside a cell',
    'close it; a quote inside a cell is written twice ("")',
  ),
  notATable: words(
    'не найдена строка заголовков: ни одна из первых строк не похожа на заголовок этой таблицы[; первая строка: {found}]',
    'проверьте, та ли это таблица; названия столбцов перечислены в docs/input.md',
    'no header row was found: none of the first rows looks like the header of this table[; first row: {found}]',
    'check that this is the right table; the names of the columns are listed in docs/input.md',
  ),
  tooManyColumns: words(
    'в таблице {found} столбцов, это больше допустимого ({expected})',
    'проверьте разделитель столбцов и не повёрнута ли таблица набок',
    'the table has {found} columns, more than the {expected} that are allowed',
    'check the delimiter, and whether the table lies on its side',
  ),
  fileTooLarge: words(
    'файл XLSX в распакованном виде слишком велик: {found}; допустимо {expected}',
    'сохраните таблицу как CSV: такие файлы читаются по частям и не ограничены по размеру',
    'the XLSX file is too large when unpacked: {found}; allowed: {expected}',
    'save the table as CSV: such files are read in pieces, whatever their size',
  ),
  sameFileTwice: words(
    'файл с тем же содержанием уже прочитан: {found}',
    'уберите повтор, иначе каждая работа будет сосчитана дважды',
    'a file of the same content has been read already: {found}',
    'remove the repetition, or every paper would count twice',
  ),
  notText: words(
    'это не таблица в формате CSV или XLSX[: файл {found}]',
    'откройте файл в Excel и сохраните как «Книга Excel (*.xlsx)» или CSV',
    'this is no CSV or XLSX table[: the file is {found}]',
    'open it in Excel and save it as an Excel workbook (*.xlsx) or CSV',
  ),
  newColumn: words(
    'столбец «{column}» появился не в первой строке',
    'задайте все столбцы уже в первой строке (пустые значения допустимы)',
    'the column "{column}" appears after the first row',
    'give the first row all columns (with empty values)',
  ),
  schoolMissing: words(
    'не указана школа',
    'заполните код (логин) школы',
    'the school is missing',
    'fill in the id of the school',
  ),
  subjectMissing: words('не указан предмет', 'заполните предмет', 'the subject is missing', 'fill in the subject'),
  gradeNotKnown: words(
    'класс «{found}» не распознан',
    'укажите параллель числом от 1 до 11',
    'the grade "{found}" is not understood',
    'write the grade as a number from 1 to 11',
  ),
  yearNotKnown: words(
    'год «{found}» не распознан',
    'укажите год четырьмя цифрами, например {expected}',
    'the year "{found}" is not understood',
    'write the year with four digits, such as {expected}',
  ),
  cellsBeyondHeader: words(
    'в строке больше ячеек, чем столбцов в заголовке ({expected}); лишняя: «{found}»',
    'уберите лишний разделитель или возьмите в кавычки ячейку, в которой он стоит',
    'the row has more cells than the header has columns ({expected}); beyond them: "{found}"',
    'remove the extra delimiter, or quote the cell that holds it',
  ),
  scoreMissing: words(
    'нет балла',
    'впишите балл; если ученик отсутствовал, напишите «отсутствовал» вместо балла',
    'the score is missing',
    'fill in the score; for an absent pupil write "отсутствовал" in its place',
  ),
  scoreNotNumber: words(
    'балл «{found}» не является числом',
    'исправьте балл',
    'the score "{found}" is not a number',
    'correct the score',
  ),
  scoreNegative: words(
    'балл «{found}» отрицательный',
    'исправьте балл',
    'the score "{found}" is negative',
    'correct the score',
  ),
  scoreAboveMaximum: words(
    'балл {found} выше максимального ({expected})',
    'исправьте балл или шкалу в таблице assessments',
    'the score {found} is above the maximum of {expected}',
    'correct the score, or the scale in the table of assessments',
  ),
  itemNotNumber: words(
    'балл за задание «{found}» не распознан',
    'впишите целое число или X, если ученик к заданию не приступал',
    'the score of the item, "{found}", is not understood',
    'write a whole number, or X where the item was not attempted',
  ),
  itemNegative: words(
    'балл за задание отрицательный: {found}',
    'исправьте балл за задание',
    'the score of the item is negative: {found}',
    'correct the score of the item',
  ),
  itemAboveMaximum: words(
    'балл за задание {found} выше максимального ({expected})',
    'исправьте балл за задание или шкалу в таблице assessments',
    'the score of the item, {found}, is above its maximum of {expected}',
    'correct it, or the scale in the table of assessments',
  ),
  participantsMissing: words(
    'не указано количество участников',
    'впишите количество участников',
    'the number of participants is missing',
    'fill in the number of participants',
  ),
  participantsNotWhole: words(
    'количество участников «{found}» не является целым положительным числом',
    'исправьте количество участников',
    'the number of participants, "{found}", is not a whole positive number',
    'correct the number of participants',
  ),
  countNotNumber: words(
    'значение «{found}» не является числом',
    'впишите количество участников или процент',
    'the value "{found}" is not a number',
    'write a number of pupils or a percentage',
  ),
  countNegative: words(
    'значение {found} отрицательное',
    'исправьте значение',
    'the value {found} is negative',
    'correct the value',
  ),
  countsDoNotAddUp: words(
    'сумма по строке {found}, а должно быть {expected}',
    'исправьте строку: сумма количеств равна числу участников, сумма процентов равна 100',
    'the row adds up to {found} where {expected} is expected',
    'correct the row: pupils add up to the participants, percentages to 100',
  ),
  meanMissing: words(
    'нет среднего балла',
    'впишите средний балл',
    'the mean score is missing',
    'fill in the mean score',
  ),
  meanNotNumber: words(
    'средний балл «{found}» не является числом',
    'исправьте средний балл',
    'the mean score "{found}" is not a number',
    'correct the mean score',
  ),
  meanNegative: words(
    'средний балл «{found}» отрицательный',
    'исправьте средний балл',
    'the mean score "{found}" is negative',
    'correct the mean score',
  ),
  meanAboveMaximum: words(
    'средний балл {found} выше максимального балла ({expected})',
    'исправьте средний балл; нужен первичный балл, а не процент и не отметка',
    'the mean score {found} is above the maximum score of {expected}',
    'correct it; a primary score is needed, not a percentage or a mark',
  ),
  spreadNotPossible: words(
    'стандартное отклонение «{found}» невозможно',
    'впишите неотрицательное число',
    'a standard deviation of "{found}" is not possible',
    'write a number that is not negative',
  ),
  shareNotPossible: words(
    'процент выполнения «{found}» вне пределов {expected}',
    'впишите процент от 0 до 100',
    'the percentage "{found}" is outside {expected}',
    'write a percentage from 0 to 100',
  ),
  duplicatePaper: words(
    'работа участника {found} уже встречалась: та же школа, работа и класс',
    'уберите повтор или исправьте код участника',
    'the paper of pupil {found} has come before: same school, assessment and class',
    'remove the repetition or mend the code of the pupil',
  ),
  duplicateSitting: words(
    'результаты школы {found} по этой работе уже есть',
    'оставьте одну строку на школу и работу',
    'the results of school {found} in this assessment have come before',
    'keep one row per school and assessment',
  ),
  duplicateSchool: words(
    'школа «{found}» уже есть в таблице; взята первая строка',
    'оставьте одну строку на школу',
    'the school "{found}" is in the table already; its first row was taken',
    'keep one row per school',
  ),
  duplicateAssessment: words(
    'шкала этой работы ({found}) уже задана; взята первая строка',
    'оставьте одну строку на предмет, класс и год',
    'the scale of this assessment ({found}) was given already; its first row was taken',
    'keep one row per subject, grade and year',
  ),
  duplicateParticipation: words(
    'численность по школе {found} для этой работы уже указана',
    'оставьте одну строку на школу и работу',
    'the enrolment of school {found} for this assessment was given already',
    'keep one row per school and assessment',
  ),
  scaleNotReadable: words(
    'шкала задана неверно: «{found}»[; допустимо: {expected}]',
    'исправьте шкалу: целые баллы, пороги отметок возрастают',
    'the scale is not right: "{found}"[; allowed: {expected}]',
    'correct the scale: whole points, and the marks rise with them',
  ),
  observerNotKnown: words(
    'неясно, был ли наблюдатель: «{found}»',
    'напишите «да» или «нет»; если неизвестно, оставьте ячейку пустой',
    'it is not clear whether there was an observer: "{found}"',
    'write yes or no; leave the cell empty where it is not known',
  ),
  enrolledNotWhole: words(
    'численность «{found}» не является целым числом',
    'исправьте численность',
    'the enrolment "{found}" is not a whole number',
    'correct the enrolment',
  ),
  recheckEmpty: words(
    'нет итога перепроверки',
    'впишите оба балла (до и после) или «да» / «нет» в столбец «подтверждено»',
    'the outcome of the recheck is missing',
    'fill in both scores (before and after), or yes / no under "confirmed"',
  ),
  confirmedNotKnown: words(
    'неясно, подтверждён ли результат: «{found}»',
    'напишите «да» или «нет»',
    'it is not clear whether the result was confirmed: "{found}"',
    'write yes or no',
  ),
  dateNotKnown: words(
    'непонятная дата: «{found}»; строка учтена без неё',
    'напишите день, месяц и год: 30.11.2021',
    'the date cannot be read: "{found}"; the row is used without it',
    'write year, month and day: 2021-11-30',
  ),
  listedNotKnown: words(
    'не видно, была ли школа в списке: «{found}»',
    'заполните один из столбцов: «в списке» (да / нет), «количество маркеров», grounds или tier',
    'it does not say whether the school was listed: "{found}"',
    'fill in one of the columns: listed (yes / no), markers, grounds or tier',
  ),
  unknownSchool: words(
    'школ с результатами, которых нет в таблице школ: {count}; первая: {found}. Они сохранены, но без социального контекста',
    'добавьте их в таблицу школ[; возможно, {found} записана там как {expected}]',
    'schools with results that the table of schools does not list: {count}; the first is {found}. They are kept, without context',
    'add them to the table of schools[; perhaps {found} is listed there as {expected}]',
  ),
  schoolsWithoutResults: words(
    'школ без единого результата: {count}; первая: {found}',
    'проверьте, все ли файлы результатов указаны; отсутствие результатов не говорит ни за школу, ни против неё',
    'schools without any result: {count}; the first is {found}',
    'check that all files of results were given; missing results speak neither for a school nor against it',
  ),
  totalDiffersFromItems: words(
    'работ, где балл не равен сумме баллов за задания: {count}; в первой балл {found}, сумма {expected}. Они учтены с указанным баллом',
    'сверьте эти работы с протоколом',
    'papers whose score is not the sum of their items: {count}; in the first the score is {found}, the sum {expected}. They count with the score given',
    'compare them with the protocol',
  ),
  markNotKnown: words(
    'непонятных отметок за работу: {count}; первая: «{found}». Балл учтён, отметка нет',
    'отметка должна быть от 2 до 5',
    'marks that are not understood: {count}; the first is "{found}". The score counts, the mark does not',
    'a mark is a number from 2 to 5',
  ),
  journalMarkNotKnown: words(
    'непонятных отметок по журналу: {count}; первая: «{found}». Балл учтён, отметка нет',
    'отметка должна быть от 2 до 5; если её нет, оставьте ячейку пустой',
    'journal marks that are not understood: {count}; the first is "{found}". The score counts, the mark does not',
    'a mark is a number from 2 to 5; leave the cell empty where there is none',
  ),
  markDiffersFromCuts: words(
    'работ, где отметка не соответствует баллу и шкале: {count}; первая: {found}, по шкале {expected}. Учтена отметка из файла',
    'проверьте шкалу перевода баллов в отметки',
    'papers whose mark is not the one of their score on the scale: {count}; the first is {found}, the scale says {expected}. The mark of the file counts',
    'check the scale that turns scores into marks',
  ),
  yesNoNotKnown: words(
    'непонятных ответов вместо «да» или «нет»: {count}; первый: «{found}». Считается, что ответа нет',
    'напишите «да» или «нет»',
    'answers that are neither yes nor no: {count}; the first is "{found}". They count as no answer',
    'write yes or no',
  ),
  contextNotNumber: words(
    'в числовом столбце не числа: {count}; первое: «{found}». Считается, что значения нет',
    'впишите число или оставьте ячейку пустой',
    'cells of a column of numbers that are no numbers: {count}; the first is "{found}". They count as empty',
    'write a number or leave the cell empty',
  ),
  participantsNotKnown: words(
    'результатов без числа участников: {count}; первый: {found}. Средний балл показан, но судить по нему нельзя',
    'добавьте столбец participants (количество участников)',
    'results without a number of participants: {count}; the first is {found}. The mean is shown, but nothing can be concluded from it',
    'add the column participants',
  ),
  participantsDiffer: words(
    'таблицы называют разное число участников: {count}; первое расхождение: {found}. Взято первое число',
    'сверьте таблицы',
    'tables differ on the number of participants: {count}; first: {found}. The first number was taken',
    'compare the tables',
  ),
  participantsAboveEnrolled: words(
    'участников больше, чем обучающихся по списку: {count}; первое расхождение: {found}. Численность не учтена',
    'проверьте численность',
    'more participants than pupils enrolled: {count}; first: {found}. The enrolment was left out',
    'check the enrolment',
  ),
  levelsDiffer: words(
    'распределений по другим уровням, чем у остальных школ: {count}; первое: {found}, у остальных {expected}. Они не учтены',
    'приведите таблицы к одним уровням',
    'distributions over other levels than the other schools have: {count}; the first is {found}, the others have {expected}. They were left out',
    'use the same levels in all tables',
  ),
  roundedShares: words(
    'строк, где по округлённым процентам нельзя восстановить число участников: {count}. Взяты доли от числа участников',
    'если есть, дайте таблицу с количеством участников вместо процентов',
    'rows whose rounded percentages do not determine whole pupils: {count}. Shares of the participants were taken',
    'give pupils instead of percentages where you have them',
  ),
  observersWithoutSitting: words(
    'строк о наблюдателях, для которых нет результатов: {count}; первая школа: {found}',
    'проверьте код школы, класс и предмет; укажите недостающие файлы результатов',
    'rows on observers for which there are no results: {count}; the first school is {found}',
    'check school, grade and subject; give the files of results that are missing',
  ),
  participationWithoutSitting: words(
    'строк о численности, для которых нет результатов: {count}; первая школа: {found}',
    'проверьте код школы, класс и предмет; укажите недостающие файлы результатов',
    'rows on enrolment for which there are no results: {count}; the first school is {found}',
    'check school, grade and subject; give the files of results that are missing',
  ),
  recheckWithoutSitting: words(
    'строк перепроверки, для которых нет результатов: {count}; первая школа: {found}',
    'проверьте код школы, класс и предмет',
    'rows on rechecks for which there are no results: {count}; the first school is {found}',
    'check school, grade and subject',
  ),
  earlierNotEarlier: words(
    'строк о списках за {found} год, результаты которого уже есть среди результатов: {count}; они не учитываются',
    'укажите только списки за годы до первого года результатов',
    'rows of the list of {found}, a year whose results are given themselves: {count}; they do not count',
    'give lists of the years before the first year of the results only',
  ),
  earlierWithoutResults: words(
    'школ из списков прошлых лет, для которых теперь нет результатов: {count}; первая школа: {found}',
    'проверьте коды школ; если школа закрыта или не участвовала, ничего делать не нужно',
    'schools of earlier lists for which there are no results now: {count}; the first is {found}',
    'check the ids; nothing is to be done if the school was closed or took no part',
  ),
  moreOfTheSame: words(
    'ещё строк с той же ошибкой ({found}): {count}; в списке первые 100 000',
    'исправьте причину: ошибка, скорее всего, одна на весь файл',
    'more rows with the same problem ({found}): {count}; the first 100,000 are listed',
    'correct the cause: most likely it is one for the whole file',
  ),
}

/** What is wrong, and what to do: without the place, which has columns of its own in `rejected.csv`. */
export function problemText(problem: Problem, locale: Locale): Sentence {
  const sentence = SENTENCES[problem.code]?.[locale]
  if (sentence === undefined) return { what: problem.code, mend: '' }
  return { what: filled(sentence.what, problem, locale), mend: filled(sentence.mend, problem, locale) }
}

/** A part in square brackets is left out where a field that it names is absent. */
function filled(template: string, problem: Problem, locale: Locale): string {
  const fields: Readonly<Record<string, string | null>> = {
    found: problem.found,
    expected: problem.expected,
    column: problem.column,
    count: formatNumber(problem.count ?? 1, locale),
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => fields[name] ?? '')
  return fill(
    template.replace(/\[([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].some(([, name]) => fields[name!] === null) ? '' : part,
    ),
  )
}

const TABLES: Readonly<Record<Problem['table'], Readonly<Record<Locale, string>>>> = {
  results: { ru: 'таблица результатов', en: 'table of results' },
  schools: { ru: 'таблица школ', en: 'table of schools' },
  observers: { ru: 'таблица наблюдателей', en: 'table of observers' },
  assessments: { ru: 'таблица шкал', en: 'table of assessments' },
  participation: { ru: 'таблица участия', en: 'table of participation' },
  rechecks: { ru: 'таблица перепроверки', en: 'table of rechecks' },
  earlier: { ru: 'таблица списков прошлых лет', en: 'table of earlier lists' },
}

/**
 * A problem as one sentence: where, what was found, what was expected, how to mend it.
 *
 * @example
 * describeProblem(problem, 'en')
 * // 'results.csv, row 12, column "score": the score 41 is above the maximum of 38. Mend the score, ...'
 */
export function describeProblem(problem: Problem, locale: Locale): string {
  const { what, mend } = problemText(problem, locale)
  const place = [problem.file ?? TABLES[problem.table][locale]]
  if (problem.row !== null) place.push(locale === 'ru' ? `строка ${problem.row}` : `row ${problem.row}`)
  if (problem.column !== null && problem.code !== 'missingColumn')
    place.push(locale === 'ru' ? `столбец «${problem.column}»` : `column "${problem.column}"`)
  const where = problem.file === null ? capital(place.join(', ')) : place.join(', ')
  return `${where}: ${what}.${mend === '' ? '' : ` ${capital(mend)}.`}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How many rows, with the noun: `3 строки`, `1 row`. */
export function rowsInWords(rows: number, locale: Locale): string {
  const forms = locale === 'ru' ? ['строка', 'строки', 'строк'] : ['row', 'rows']
  return `${formatNumber(rows, locale)} ${plural(rows, forms, locale)}`
}
