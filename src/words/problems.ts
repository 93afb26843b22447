/**
 * The sentence of every problem of the data (`model/codes.ts`): what is wrong, and what to do about it. `{found}`,
 * `{expected}`, `{column}` and `{count}` stand for the fields of the problem; a part in `[...]` is left out where a field
 * in it is not known.
 */
import type { ProblemCode, TableName, Text } from '../model'

export interface ProblemSentence {
  readonly what: Text
  readonly mend: Text
}

export const PROBLEM_SENTENCES = {
  missingColumn: {
    what: {
      en: 'no column was recognised as {column} ({meaning}); the table has: {found}',
      ru: 'ни один столбец не похож на «{meaning}» ({column}); в таблице есть: {found}',
    },
    mend: {
      en: 'rename a column or say in objectivity.json which it is[; if it is "{expected}": {mapping}]',
      ru: 'переименуйте столбец или скажите в objectivity.json, какой это[; если это «{expected}»: {mapping}]',
    },
  },
  duplicateColumn: {
    what: { en: 'the column "{column}" stands twice', ru: 'столбец «{column}» встречается дважды' },
    mend: { en: 'keep one of them or rename the second', ru: 'оставьте один из столбцов или переименуйте второй' },
  },
  emptyTable: {
    what: { en: 'the table has no rows of data', ru: 'в таблице нет строк с данными' },
    mend: {
      en: 'check that this is the right file and that its data were saved',
      ru: 'проверьте, тот ли файл указан и сохранены ли в нём данные',
    },
  },
  noResults: {
    what: { en: 'no table of results was given', ru: 'не указана таблица результатов' },
    mend: {
      en: 'give at least one file of results (--results)',
      ru: 'укажите хотя бы один файл с результатами (--results)',
    },
  },
  noUsableRows: {
    what: { en: 'no row of results can be used', ru: 'ни одна строка результатов не пригодна для анализа' },
    mend: {
      en: 'correct the rows; the first of those that cannot be used is named below',
      ru: 'исправьте строки; первая из непригодных указана ниже',
    },
  },
  fileNotFound: {
    what: { en: 'there is no such file[ ({found})]', ru: 'файл не найден[ ({found})]' },
    mend: {
      en: 'check the path; a folder must hold CSV or XLSX files',
      ru: 'проверьте путь; папка должна содержать файлы CSV или XLSX',
    },
  },
  fileChanged: {
    what: { en: 'the file was changed while it was read', ru: 'файл изменился, пока его читали' },
    mend: {
      en: 'wait until it is saved or copied whole, and start again',
      ru: 'дождитесь, пока он будет сохранён или скопирован целиком, и запустите снова',
    },
  },
  lineTooLong: {
    what: { en: 'the row has millions of characters', ru: 'в строке миллионы знаков' },
    mend: {
      en: 'check that the file is a table and was copied whole',
      ru: 'проверьте, что файл — таблица и скопирован без ошибок',
    },
  },
  tooManyDifferent: {
    what: {
      en: 'the column holds more than {expected} different values',
      ru: 'в столбце больше {expected} разных значений',
    },
    mend: {
      en: 'check whether another column is meant: codes of pupils, dates or scores stand here',
      ru: 'проверьте, тот ли это столбец: похоже, здесь коды участников, даты или баллы',
    },
  },
  linkLeftOut: {
    what: {
      en: 'left out: a link, a pipe or a device, not a file',
      ru: 'не учтено: это ссылка, канал или устройство, а не файл',
    },
    mend: {
      en: 'where its rows are needed, name the file itself or copy it here',
      ru: 'если его данные нужны, укажите сам файл или скопируйте его сюда',
    },
  },
  unreadableFile: {
    what: { en: 'the file could not be read: {found}', ru: 'файл не удалось прочитать: {found}' },
    mend: {
      en: 'check its path and permissions, and that no other program holds it',
      ru: 'проверьте путь к файлу, права доступа и не открыт ли он в другой программе',
    },
  },
  engineNotInstalled: {
    what: {
      en: 'files of this kind are read by {found}, which is not installed',
      ru: 'такой файл читает {found}, а он не установлен',
    },
    mend: {
      en: 'install it beside this package: {expected}, or save the table as CSV',
      ru: 'установите его рядом: {expected}, или сохраните таблицу в формате CSV',
    },
  },
  tableNotNamed: {
    what: { en: 'the database holds no table "{found}"', ru: 'в базе данных нет таблицы «{found}»' },
    mend: {
      en: 'name the table of papers with --table; there are: {expected}',
      ru: 'назовите таблицу работ параметром --table; есть: {expected}',
    },
  },
  brokenWorkbook: {
    what: { en: 'the workbook is damaged or incomplete[: {found}]', ru: 'файл книги повреждён или неполон[: {found}]' },
    mend: { en: 'open it in Excel and save it again', ru: 'откройте его в Excel и сохраните заново' },
  },
  unclosedQuote: {
    what: {
      en: 'a quote opens in this row that is not closed, or stands wrongly inside a cell',
      ru: 'в этой строке открыта кавычка, которая не закрыта или стоит внутри ячейки неверно',
    },
    mend: {
      en: 'close it; a quote inside a cell is written twice ("")',
      ru: 'закройте кавычку; кавычка внутри ячейки пишется дважды ("")',
    },
  },
  notATable: {
    what: {
      en: 'no header row was found: none of the first rows looks like the header of this table[; first row: {found}]',
      ru: 'не найдена строка заголовков: ни одна из первых строк не похожа на заголовок этой таблицы[; первая строка: {found}]',
    },
    mend: {
      en: 'check that this is the right table; the names of the columns are listed in docs/input.md',
      ru: 'проверьте, та ли это таблица; названия столбцов перечислены в docs/input.md',
    },
  },
  tooManyColumns: {
    what: {
      en: 'the table has {found} columns, more than the {expected} that are allowed',
      ru: 'в таблице {found} столбцов, это больше допустимого ({expected})',
    },
    mend: {
      en: 'check the delimiter, and whether the table lies on its side',
      ru: 'проверьте разделитель столбцов и не повёрнута ли таблица набок',
    },
  },
  fileTooLarge: {
    what: {
      en: 'the workbook is too large[: it unpacks to {found}; allowed: {expected}]',
      ru: 'книга слишком велика[: в распакованном виде {found}; допустимо {expected}]',
    },
    mend: {
      en: 'save the table as CSV: such files are read in pieces, whatever their size',
      ru: 'сохраните таблицу как CSV: такие файлы читаются по частям и не ограничены по размеру',
    },
  },
  sameFileTwice: {
    what: {
      en: 'a file of the same content has been read already: {found}',
      ru: 'файл с тем же содержанием уже прочитан: {found}',
    },
    mend: {
      en: 'remove the repetition, or every paper would count twice',
      ru: 'уберите повтор, иначе каждая работа будет сосчитана дважды',
    },
  },
  notText: {
    what: {
      en: 'this is no table in CSV, XLSX or ODS',
      ru: 'это не таблица в формате CSV, XLSX или ODS',
    },
    mend: {
      en: 'open it in Excel and save it as an Excel workbook (*.xlsx) or CSV',
      ru: 'откройте файл в Excel и сохраните как «Книга Excel (*.xlsx)» или CSV',
    },
  },
  otherWorkbook: {
    what: {
      en: 'the file is a table of a format that is not read: {found}',
      ru: 'это таблица в формате {found}, который не читается',
    },
    mend: {
      en: 'open it in the program it comes from (Excel, LibreOffice, Numbers) and save it as an Excel workbook (*.xlsx)',
      ru: 'откройте её в своей программе (Excel, LibreOffice, Numbers) и сохраните как «Книга Excel (*.xlsx)»',
    },
  },
  encryptedFile: {
    what: { en: 'the file is locked with a password', ru: 'файл закрыт паролем' },
    mend: {
      en: 'open it in Excel, remove the password (File, Info, Protect workbook, Encrypt with password: leave it empty) and save it',
      ru: 'откройте его в Excel, снимите пароль (Файл — Сведения — Защита книги — Зашифровать с использованием пароля: оставьте поле пустым) и сохраните',
    },
  },
  packedFiles: {
    what: {
      en: 'the file is an archive, not a table: {found}',
      ru: 'это архив, а не таблица: {found}',
    },
    mend: { en: 'unpack it and give the files that are in it', ru: 'распакуйте его и укажите файлы из него' },
  },
  notATableFile: {
    what: {
      en: 'the file is a document or a picture, not a table: {found}',
      ru: 'это документ или изображение, а не таблица: {found}',
    },
    mend: {
      en: 'copy the table in it into Excel and save it as an Excel workbook (*.xlsx)',
      ru: 'перенесите таблицу из него в Excel и сохраните как «Книга Excel (*.xlsx)»',
    },
  },
  newColumn: {
    what: {
      en: 'the column "{column}" appears after the first row',
      ru: 'столбец «{column}» появился не в первой строке',
    },
    mend: {
      en: 'give the first row all columns (with empty values)',
      ru: 'задайте все столбцы уже в первой строке (пустые значения допустимы)',
    },
  },
  notRows: {
    what: {
      en: 'these are no rows but a value of type {found}',
      ru: 'это не строки таблицы, а значение типа {found}',
    },
    mend: {
      en: 'give a list of rows; await a promise first; files and rows that come one by one are read by await readRows(...) or readTables(...)',
      ru: 'передайте список строк; обещание (Promise) сначала дождитесь; файлы и строки, приходящие по одной, читают await readRows(...) и readTables(...)',
    },
  },
  notRow: {
    what: { en: 'this is no row but {found}', ru: 'это не строка таблицы, а {found}' },
    mend: {
      en: 'give an object with a value for each column, or leave the row out',
      ru: 'передайте объект со значением для каждого столбца или уберите эту строку',
    },
  },
  notCell: {
    what: { en: 'the cell holds a value of type {found}', ru: 'в ячейке значение типа {found}' },
    mend: {
      en: 'give a text, a number, true or false, a date, or nothing',
      ru: 'передайте текст, число, true или false, дату или ничего',
    },
  },
  schoolMissing: {
    what: { en: 'the school is missing', ru: 'не указана школа' },
    mend: { en: 'fill in the id of the school', ru: 'заполните код (логин) школы' },
  },
  subjectMissing: {
    what: { en: 'the subject is missing', ru: 'не указан предмет' },
    mend: { en: 'fill in the subject', ru: 'заполните предмет' },
  },
  gradeNotKnown: {
    what: { en: 'the grade "{found}" is not understood', ru: 'класс «{found}» не распознан' },
    mend: { en: 'write the grade as a number from 1 to 11', ru: 'укажите параллель числом от 1 до 11' },
  },
  yearNotKnown: {
    what: { en: 'the year "{found}" is not understood', ru: 'год «{found}» не распознан' },
    mend: {
      en: 'write the year with four digits, such as {expected}',
      ru: 'укажите год четырьмя цифрами, например {expected}',
    },
  },
  cellsBeyondHeader: {
    what: {
      en: 'the row has more cells than the header has columns ({expected}); beyond them: "{found}"',
      ru: 'в строке больше ячеек, чем столбцов в заголовке ({expected}); лишняя: «{found}»',
    },
    mend: {
      en: 'remove the extra delimiter, or quote the cell that holds it',
      ru: 'уберите лишний разделитель или возьмите в кавычки ячейку, в которой он стоит',
    },
  },
  scoreMissing: {
    what: { en: 'the score is missing', ru: 'нет балла' },
    mend: {
      en: 'fill in the score; for an absent pupil write "отсутствовал" in its place',
      ru: 'впишите балл; если ученик отсутствовал, напишите «отсутствовал» вместо балла',
    },
  },
  scoreNotNumber: {
    what: { en: 'the score "{found}" is not a number', ru: 'балл «{found}» не является числом' },
    mend: { en: 'correct the score', ru: 'исправьте балл' },
  },
  scoreNegative: {
    what: { en: 'the score "{found}" is negative', ru: 'балл «{found}» отрицательный' },
    mend: { en: 'correct the score', ru: 'исправьте балл' },
  },
  scoreAboveMaximum: {
    what: {
      en: 'the score {found} is above the maximum of {expected}',
      ru: 'балл {found} выше максимального ({expected})',
    },
    mend: {
      en: 'correct the score, or the scale in the table of assessments',
      ru: 'исправьте балл или шкалу в таблице assessments',
    },
  },
  itemNotNumber: {
    what: { en: 'the score of the item, "{found}", is not understood', ru: 'балл за задание «{found}» не распознан' },
    mend: {
      en: 'write a whole number, or X where the item was not attempted',
      ru: 'впишите целое число или X, если ученик к заданию не приступал',
    },
  },
  itemNegative: {
    what: { en: 'the score of the item is negative: {found}', ru: 'балл за задание отрицательный: {found}' },
    mend: { en: 'correct the score of the item', ru: 'исправьте балл за задание' },
  },
  itemAboveMaximum: {
    what: {
      en: 'the score of the item, {found}, is above its maximum of {expected}',
      ru: 'балл за задание {found} выше максимального ({expected})',
    },
    mend: {
      en: 'correct it, or the scale in the table of assessments',
      ru: 'исправьте балл за задание или шкалу в таблице assessments',
    },
  },
  participantsMissing: {
    what: { en: 'the number of participants is missing', ru: 'не указано количество участников' },
    mend: { en: 'fill in the number of participants', ru: 'впишите количество участников' },
  },
  participantsNotWhole: {
    what: {
      en: 'the number of participants, "{found}", is not a whole positive number',
      ru: 'количество участников «{found}» не является целым положительным числом',
    },
    mend: { en: 'correct the number of participants', ru: 'исправьте количество участников' },
  },
  countNotNumber: {
    what: { en: 'the value "{found}" is not a number', ru: 'значение «{found}» не является числом' },
    mend: { en: 'write a number of pupils or a percentage', ru: 'впишите количество участников или процент' },
  },
  countNegative: {
    what: { en: 'the value {found} is negative', ru: 'значение {found} отрицательное' },
    mend: { en: 'correct the value', ru: 'исправьте значение' },
  },
  countsDoNotAddUp: {
    what: {
      en: 'the row adds up to {found} where {expected} is expected',
      ru: 'сумма по строке {found}, а должно быть {expected}',
    },
    mend: {
      en: 'correct the row: pupils add up to the participants, percentages to 100',
      ru: 'исправьте строку: сумма количеств равна числу участников, сумма процентов равна 100',
    },
  },
  meanMissing: {
    what: { en: 'the mean score is missing', ru: 'нет среднего балла' },
    mend: { en: 'fill in the mean score', ru: 'впишите средний балл' },
  },
  meanNotNumber: {
    what: { en: 'the mean score "{found}" is not a number', ru: 'средний балл «{found}» не является числом' },
    mend: { en: 'correct the mean score', ru: 'исправьте средний балл' },
  },
  meanNegative: {
    what: { en: 'the mean score "{found}" is negative', ru: 'средний балл «{found}» отрицательный' },
    mend: { en: 'correct the mean score', ru: 'исправьте средний балл' },
  },
  meanAboveMaximum: {
    what: {
      en: 'the mean score {found} is above the maximum score of {expected}',
      ru: 'средний балл {found} выше максимального балла ({expected})',
    },
    mend: {
      en: 'correct it; a primary score is needed, not a percentage or a mark',
      ru: 'исправьте средний балл; нужен первичный балл, а не процент и не отметка',
    },
  },
  spreadNotPossible: {
    what: {
      en: 'a standard deviation of "{found}" is not possible',
      ru: 'стандартное отклонение «{found}» невозможно',
    },
    mend: {
      en: 'write a number above 0 (0 is right only where all pupils have one score), or leave the cell empty',
      ru: 'впишите число больше 0 (0 верен, только если у всех участников один балл) или оставьте ячейку пустой',
    },
  },
  shareNotPossible: {
    what: {
      en: 'the percentage "{found}" is outside {expected}',
      ru: 'процент выполнения «{found}» вне пределов {expected}',
    },
    mend: { en: 'write a percentage from 0 to 100', ru: 'впишите процент от 0 до 100' },
  },
  rowShifted: {
    what: {
      en: 'here stands what looks like the code of a pupil: the cells of the row are shifted',
      ru: 'здесь стоит то, что похоже на код участника: ячейки строки сдвинуты',
    },
    mend: {
      en: 'put every cell of the row under its heading',
      ru: 'верните каждую ячейку строки под её заголовок',
    },
  },
  duplicatePaper: {
    what: {
      en: 'the paper of pupil {found} has come before: same school, assessment and class',
      ru: 'работа участника {found} уже встречалась: та же школа, работа и класс',
    },
    mend: {
      en: 'remove the repetition or mend the code of the pupil',
      ru: 'уберите повтор или исправьте код участника',
    },
  },
  duplicateSitting: {
    what: {
      en: 'the results of school {found} in this assessment have come before',
      ru: 'результаты школы {found} по этой работе уже есть',
    },
    mend: { en: 'keep one row per school and assessment', ru: 'оставьте одну строку на школу и работу' },
  },
  duplicateSchool: {
    what: {
      en: 'the school "{found}" is in the table already; its first row was taken',
      ru: 'школа «{found}» уже есть в таблице; взята первая строка',
    },
    mend: { en: 'keep one row per school', ru: 'оставьте одну строку на школу' },
  },
  duplicateAssessment: {
    what: {
      en: 'the scale of this assessment ({found}) was given already; its first row was taken',
      ru: 'шкала этой работы ({found}) уже задана; взята первая строка',
    },
    mend: { en: 'keep one row per subject, grade and year', ru: 'оставьте одну строку на предмет, класс и год' },
  },
  duplicateParticipation: {
    what: {
      en: 'the enrolment of school {found} for this assessment was given already',
      ru: 'численность по школе {found} для этой работы уже указана',
    },
    mend: { en: 'keep one row per school and assessment', ru: 'оставьте одну строку на школу и работу' },
  },
  scaleNotReadable: {
    what: {
      en: 'the scale is not right: "{found}"[; allowed: {expected}]',
      ru: 'шкала задана неверно: «{found}»[; допустимо: {expected}]',
    },
    mend: {
      en: 'correct the scale: whole points, and the marks rise with them',
      ru: 'исправьте шкалу: целые баллы, пороги отметок возрастают',
    },
  },
  observerNotKnown: {
    what: {
      en: 'it is not clear whether there was an observer: "{found}"',
      ru: 'неясно, был ли наблюдатель: «{found}»',
    },
    mend: {
      en: 'write yes or no; leave the cell empty where it is not known',
      ru: 'напишите «да» или «нет»; если неизвестно, оставьте ячейку пустой',
    },
  },
  observerCellNotKnown: {
    what: {
      en: 'cells that do not say whether there was an observer: {count}; the first is "{found}"',
      ru: 'ячеек, где неясно, был ли наблюдатель: {count}; первая: «{found}»',
    },
    mend: {
      en: 'write yes or no; leave the cell empty where it is not known',
      ru: 'напишите «да» или «нет»; если неизвестно, оставьте ячейку пустой',
    },
  },
  schoolNotFound: {
    what: {
      en: 'no other table knows a school named "{found}"',
      ru: 'школы с названием «{found}» нет ни в одной другой таблице',
    },
    mend: {
      en: 'correct the name or give the school\'s login[; the nearest name is "{expected}"]',
      ru: 'исправьте название или укажите логин школы[; похожее название: «{expected}»]',
    },
  },
  schoolAmbiguous: {
    what: {
      en: 'the name "{found}" fits several schools: {expected}',
      ru: 'название «{found}» подходит нескольким школам: {expected}',
    },
    mend: {
      en: "give the school's login or add a column with the municipality",
      ru: 'укажите логин школы или добавьте столбец «Муниципалитет»',
    },
  },
  schoolNameNotKnown: {
    what: {
      en: 'rows that name a school as no other table does: {count}; the first is "{found}"',
      ru: 'строк, где школа названа так, как не называет её ни одна другая таблица: {count}; первая: «{found}»',
    },
    mend: {
      en: "correct the name or give the school's login[; it is like: {expected}]",
      ru: 'исправьте название или укажите логин школы[; похоже на: {expected}]',
    },
  },
  schoolValuesDiffer: {
    what: {
      en: 'tables of schools disagree in {count} rows; the first has "{found}", the table before it "{expected}". The earlier value was taken',
      ru: 'таблицы школ расходятся: строк {count}; в первой стоит «{found}», а в предыдущей таблице «{expected}». Взято значение из предыдущей',
    },
    mend: {
      en: 'correct the wrong value',
      ru: 'исправьте неверное значение',
    },
  },
  sittingUnderTwoNames: {
    what: {
      en: 'the papers of one school in one subject are given twice: under the name "{found}" and under "{expected}"',
      ru: 'работы одной школы по одному предмету даны дважды: под названием «{found}» и под «{expected}»',
    },
    mend: {
      en: 'name the school in one way in all files, or leave out the file that is too much',
      ru: 'укажите школу одинаково во всех файлах или уберите лишний файл',
    },
  },
  observersFitNoSchool: {
    what: {
      en: 'no row on observers fits any school with results; the table of observers names its schools so: {found}; the results so: {expected}',
      ru: 'ни одна строка о наблюдателях не подходит ни к одной школе с результатами; в таблице наблюдателей школы названы так: {found}; в результатах так: {expected}',
    },
    mend: {
      en: 'give the logins of the schools in the table of observers, or a list of schools with logins and names (--schools). Decision 2.3 cannot be applied without it',
      ru: 'укажите в таблице наблюдателей логины школ или дайте список школ с логинами и названиями (--schools). Без этого п. 2.3 применить нельзя',
    },
  },
  observersFitNoSitting: {
    what: {
      en: 'the observers are those of other tests: the table has "{found}", the results are of "{expected}"',
      ru: 'сведения о наблюдателях относятся к другим работам: в таблице «{found}», а результаты — «{expected}»',
    },
    mend: {
      en: 'check that this is the right table of observers: subject, grade and year must agree',
      ru: 'проверьте, та ли это таблица наблюдателей: совпадать должны предмет, класс и год',
    },
  },
  observersNotUnderstood: {
    what: {
      en: 'most of what is written on observers was not understood (cells filled: {expected}): {found}',
      ru: 'большая часть записей о наблюдателях не понята (всего заполнено ячеек: {expected}): {found}',
    },
    mend: {
      en: 'write yes or no in this column; leave a cell empty where it is not known. Decision 2.3 cannot be applied without it',
      ru: 'напишите в этом столбце «да» или «нет»; если неизвестно, оставьте ячейку пустой. Без этого п. 2.3 применить нельзя',
    },
  },
  observersOnlyCrosses: {
    what: {
      en: 'the column holds only crosses and empty cells: {found}. A cross may mean that the observer was there, or that nobody was',
      ru: 'в столбце только знаки «х» и пустые ячейки: {found}. Так отмечают и то, что наблюдатель был, и то, что его не было',
    },
    mend: {
      en: 'write yes or no instead of the crosses: a guess would decide which schools are listed',
      ru: 'замените «х» на «да» или «нет»: догадка решила бы, какие школы попадут в список',
    },
  },
  enrolledNotWhole: {
    what: { en: 'the enrolment "{found}" is not a whole number', ru: 'численность «{found}» не является целым числом' },
    mend: { en: 'correct the enrolment', ru: 'исправьте численность' },
  },
  recheckAwaited: {
    what: {
      en: 'papers that have no outcome yet: {count}',
      ru: 'работ, по которым итог ещё не внесён: {count}',
    },
    mend: {
      en: 'nothing need be done: enter their scores when they have been rechecked, and read the table again',
      ru: 'ничего исправлять не нужно: когда работы будут перепроверены, внесите баллы и прочитайте таблицу снова',
    },
  },
  recheckSumDiffers: {
    what: {
      en: 'rechecked score {found} is not the sum of its items, {expected}',
      ru: 'балл после перепроверки {found} не равен сумме баллов за задания ({expected})',
    },
    mend: {
      en: 'correct the score or the items; or leave one of them empty',
      ru: 'исправьте балл или баллы за задания либо оставьте что-то одно',
    },
  },
  recheckItemsPartly: {
    what: {
      en: 'rechecked papers of which only some items are entered: {count}; the first has {found} of {expected}. Only the total counts there',
      ru: 'работы, где внесена лишь часть баллов за задания: {count}; в первой — {found} из {expected}. Там учтён только общий балл',
    },
    mend: {
      en: 'enter all items, 0 where nothing was earned',
      ru: 'внесите баллы за все задания, 0 — если баллов нет',
    },
  },
  recheckEmpty: {
    what: { en: 'the outcome of the recheck is missing', ru: 'нет итога перепроверки' },
    mend: {
      en: 'fill in both scores (before and after), or yes / no under "confirmed"',
      ru: 'впишите оба балла (до и после) или «да» / «нет» в столбец «подтверждено»',
    },
  },
  confirmedNotKnown: {
    what: {
      en: 'it is not clear whether the result was confirmed: "{found}"',
      ru: 'неясно, подтверждён ли результат: «{found}»',
    },
    mend: { en: 'write yes or no', ru: 'напишите «да» или «нет»' },
  },
  dateNotKnown: {
    what: {
      en: 'the date cannot be read: "{found}"; the row is used without it',
      ru: 'непонятная дата: «{found}»; строка учтена без неё',
    },
    mend: { en: 'write year, month and day: 2021-11-30', ru: 'напишите день, месяц и год: 30.11.2021' },
  },
  listedNotKnown: {
    what: {
      en: 'it does not say whether the school was listed: "{found}"',
      ru: 'не видно, была ли школа в списке: «{found}»',
    },
    mend: {
      en: 'fill in one of the columns: listed (yes / no), markers, grounds or tier',
      ru: 'заполните один из столбцов: «в списке» (да / нет), «количество маркеров», grounds или tier',
    },
  },
  unknownSchool: {
    what: {
      en: 'schools with results that the table of schools does not list: {count}; the first is {found}. They are kept, without context',
      ru: 'школ с результатами, которых нет в таблице школ: {count}; первая: {found}. Они сохранены, но без социального контекста',
    },
    mend: {
      en: 'add them to the table of schools[; perhaps {found} is listed there as {expected}]',
      ru: 'добавьте их в таблицу школ[; возможно, {found} записана там как {expected}]',
    },
  },
  schoolsWithoutResults: {
    what: {
      en: 'schools without any result: {count}; the first is {found}',
      ru: 'школ без единого результата: {count}; первая: {found}',
    },
    mend: {
      en: 'check that all files of results were given; missing results speak neither for a school nor against it',
      ru: 'проверьте, все ли файлы результатов указаны; отсутствие результатов не говорит ни за школу, ни против неё',
    },
  },
  differentTests: {
    what: {
      en: 'files with different tests stand under one subject, grade and year ({expected}); items and their maxima by file: {found}',
      ru: 'под одним предметом, классом и годом ({expected}) — файлы с разными работами; задания и их максимумы по файлам: {found}',
    },
    mend: {
      en: 'say the grade (or year) of each file: with a column "grade", with its folder (4/, 5/), or with "grade" beside "file" under "files" in objectivity.json',
      ru: 'укажите класс (или год) каждого файла: столбцом «Класс», папкой (4/, 5/) или полем «grade» рядом с «file» в разделе «files» файла objectivity.json',
    },
  },
  scoreAboveOthers: {
    what: {
      en: 'the score {found} is above {expected}, the highest that the other papers of this test show',
      ru: 'балл {found} больше, чем {expected}, — выше в остальных работах этого предмета не бывает',
    },
    mend: {
      en: 'compare it with the paper; if the score is right, give the maximum in a table of assessments',
      ru: 'сверьте с работой; если балл верен, укажите максимум в таблице шкал (assessments)',
    },
  },
  itemAboveOthers: {
    what: {
      en: '{found} points for an item for which the other papers show no more than {expected}',
      ru: 'за задание стоит {found}, а в остальных работах за него не больше {expected}',
    },
    mend: {
      en: 'compare the cell with the paper; if it is right, give the item maxima in a table of assessments',
      ru: 'сверьте ячейку с работой; если она верна, укажите максимумы заданий в таблице шкал (assessments)',
    },
  },
  itemNotOfTest: {
    what: {
      en: '{found} points in an item that the other papers of this test do not have',
      ru: 'баллы ({found}) за задание, которого в остальных работах нет',
    },
    mend: {
      en: 'check that the paper was typed in on the form of this test',
      ru: 'проверьте, в ту ли форму внесена работа',
    },
  },
  totalDiffersFromItems: {
    what: {
      en: 'papers whose score is not the sum of their items: {count}; in the first the score is {found}, the sum {expected}. They count with the score given',
      ru: 'работ, где балл не равен сумме баллов за задания: {count}; в первой балл {found}, сумма {expected}. Они учтены с указанным баллом',
    },
    mend: { en: 'compare them with the protocol', ru: 'сверьте эти работы с протоколом' },
  },
  totalsAreNoSums: {
    what: {
      en: 'in most schools the score is not the sum of the items; the score as given counts',
      ru: 'в большинстве школ балл не равен сумме баллов за задания; учитывается балл из файла',
    },
    mend: {
      en: 'check that all items of the test are in the file, and that the column of the score is the primary score',
      ru: 'проверьте, все ли задания есть в файле и первичный ли балл в столбце баллов',
    },
  },
  itemsNotAllRead: {
    what: {
      en: 'some columns look like items but could not be read, so the maximum of the test is not taken from the items',
      ru: 'часть столбцов похожа на задания, но не распознана, поэтому максимум работы по заданиям не считается',
    },
    mend: {
      en: 'name the columns in objectivity.json ("files": "columns"), or give the maximum in a table of assessments',
      ru: 'назовите столбцы в objectivity.json («files»: «columns») или укажите максимум в таблице шкал (assessments)',
    },
  },
  itemsNotOfScale: {
    what: {
      en: 'the papers have {found} items, the scale names {expected}: its item maxima were not used',
      ru: 'в работах {found} заданий, а в шкале {expected}: максимумы заданий из неё не взяты',
    },
    mend: {
      en: 'check that subject, grade and year are right, or give the item maxima in a table of assessments',
      ru: 'проверьте предмет, класс и год или укажите максимумы заданий в таблице шкал (assessments)',
    },
  },
  markNotKnown: {
    what: {
      en: 'marks that are not understood: {count}; the first is "{found}". The score counts, the mark does not',
      ru: 'непонятных отметок за работу: {count}; первая: «{found}». Балл учтён, отметка нет',
    },
    mend: { en: 'a mark is a number from 2 to 5', ru: 'отметка должна быть от 2 до 5' },
  },
  journalMarkNotKnown: {
    what: {
      en: 'journal marks that are not understood: {count}; the first is "{found}". The score counts, the mark does not',
      ru: 'непонятных отметок по журналу: {count}; первая: «{found}». Балл учтён, отметка нет',
    },
    mend: {
      en: 'a mark is a number from 2 to 5; leave the cell empty where there is none',
      ru: 'отметка должна быть от 2 до 5; если её нет, оставьте ячейку пустой',
    },
  },
  markDiffersFromCuts: {
    what: {
      en: 'papers whose mark is not the one of their score on the scale: {count}; the first is {found}, the scale says {expected}. The mark of the file counts',
      ru: 'работ, где отметка не соответствует баллу и шкале: {count}; первая: {found}, по шкале {expected}. Учтена отметка из файла',
    },
    mend: { en: 'check the scale that turns scores into marks', ru: 'проверьте шкалу перевода баллов в отметки' },
  },
  yesNoNotKnown: {
    what: {
      en: 'answers that are neither yes nor no: {count}; the first is "{found}". They count as no answer',
      ru: 'непонятных ответов вместо «да» или «нет»: {count}; первый: «{found}». Считается, что ответа нет',
    },
    mend: { en: 'write yes or no', ru: 'напишите «да» или «нет»' },
  },
  contextNotNumber: {
    what: {
      en: 'cells of a column of numbers that are no numbers: {count}; the first is "{found}". They count as empty',
      ru: 'в числовом столбце не числа: {count}; первое: «{found}». Считается, что значения нет',
    },
    mend: { en: 'write a number or leave the cell empty', ru: 'впишите число или оставьте ячейку пустой' },
  },
  participantsNotKnown: {
    what: {
      en: 'results without a number of participants: {count}; the first is {found}. The mean is shown, but nothing can be concluded from it',
      ru: 'результатов без числа участников: {count}; первый: {found}. Средний балл показан, но судить по нему нельзя',
    },
    mend: { en: 'add the column participants', ru: 'добавьте столбец participants (количество участников)' },
  },
  participantsDiffer: {
    what: {
      en: 'tables differ on the number of participants: {count}; first: {found}. The first number was taken',
      ru: 'таблицы называют разное число участников: {count}; первое расхождение: {found}. Взято первое число',
    },
    mend: { en: 'compare the tables', ru: 'сверьте таблицы' },
  },
  participantsAboveEnrolled: {
    what: {
      en: 'more participants than pupils enrolled: {count}; first: {found}. The enrolment was left out',
      ru: 'участников больше, чем обучающихся по списку: {count}; первое расхождение: {found}. Численность не учтена',
    },
    mend: { en: 'check the enrolment', ru: 'проверьте численность' },
  },
  levelsDiffer: {
    what: {
      en: 'distributions over other levels than the other schools have: {count}; the first is {found}, the others have {expected}. They were left out',
      ru: 'распределений по другим уровням, чем у остальных школ: {count}; первое: {found}, у остальных {expected}. Они не учтены',
    },
    mend: { en: 'use the same levels in all tables', ru: 'приведите таблицы к одним уровням' },
  },
  roundedShares: {
    what: {
      en: 'rows whose rounded percentages do not determine whole pupils: {count}. Shares of the participants were taken',
      ru: 'строк, где по округлённым процентам нельзя восстановить число участников: {count}. Взяты доли от числа участников',
    },
    mend: {
      en: 'give pupils instead of percentages where you have them',
      ru: 'если есть, дайте таблицу с количеством участников вместо процентов',
    },
  },
  observersWithoutSitting: {
    what: {
      en: 'rows on observers for which there are no results: {count}; the first school is {found}',
      ru: 'строк о наблюдателях, для которых нет результатов: {count}; первая школа: {found}',
    },
    mend: {
      en: 'check school, grade and subject; give the files of results that are missing',
      ru: 'проверьте код школы, класс и предмет; укажите недостающие файлы результатов',
    },
  },
  participationWithoutSitting: {
    what: {
      en: 'rows on enrolment for which there are no results: {count}; the first school is {found}',
      ru: 'строк о численности, для которых нет результатов: {count}; первая школа: {found}',
    },
    mend: {
      en: 'check school, grade and subject; give the files of results that are missing',
      ru: 'проверьте код школы, класс и предмет; укажите недостающие файлы результатов',
    },
  },
  recheckWithoutSitting: {
    what: {
      en: 'rows on rechecks for which there are no results: {count}; the first school is {found}',
      ru: 'строк перепроверки, для которых нет результатов: {count}; первая школа: {found}',
    },
    mend: { en: 'check school, grade and subject', ru: 'проверьте код школы, класс и предмет' },
  },
  codifierRowNotRead: {
    what: {
      en: 'row of the codifier without the number of an item or without a skill: "{found}"',
      ru: 'в строке кодификатора нет номера задания или умения: «{found}»',
    },
    mend: {
      en: 'write the number of the item as the results have it ({expected}) and the code or name of the skill',
      ru: 'укажите номер задания, как в результатах ({expected}), и код или название умения',
    },
  },
  codifierNotPlaced: {
    what: {
      en: 'rows of the codifier that fit no item of these tests: {count}; the first is {found}',
      ru: 'строки кодификатора, которым не нашлось заданий в этих работах: {count}; первая: {found}',
    },
    mend: {
      en: 'check subject, grade, year and the number of the item; other tests need nothing',
      ru: 'проверьте предмет, класс, год и номер задания; для других работ ничего не нужно',
    },
  },
  earlierNotEarlier: {
    what: {
      en: 'rows of the list of {found}, a year whose results are given themselves: {count}; they do not count',
      ru: 'строк о списках за {found} год, результаты которого уже есть среди результатов: {count}; они не учитываются',
    },
    mend: {
      en: 'give lists of the years before the first year of the results only',
      ru: 'укажите только списки за годы до первого года результатов',
    },
  },
  earlierWithoutResults: {
    what: {
      en: 'schools of earlier lists for which there are no results now: {count}; the first is {found}',
      ru: 'школ из списков прошлых лет, для которых теперь нет результатов: {count}; первая школа: {found}',
    },
    mend: {
      en: 'check the ids; nothing is to be done if the school was closed or took no part',
      ru: 'проверьте коды школ; если школа закрыта или не участвовала, ничего делать не нужно',
    },
  },
  otherEncoding: {
    what: {
      en: 'rows with cells in another encoding than the rest of the file: {count}; the first holds "{found}". They were read as {expected}',
      ru: 'строк, где ячейки записаны в другой кодировке, чем остальной файл: {count}; в первой «{found}». Они прочитаны как {expected}',
    },
    mend: {
      en: 'check these rows; if letters look wrong, put the file together anew from its sources',
      ru: 'проверьте эти строки; если буквы испорчены, соберите файл из исходных заново',
    },
  },
  lettersTorn: {
    what: {
      en: 'rows with letters that no encoding gives a meaning: {count}; the first cell then reads "{found}". These letters were left out',
      ru: 'строк, где часть букв испорчена и не читается: {count}; первая такая ячейка без них: «{found}». Эти буквы пропущены',
    },
    mend: { en: 'export the file anew', ru: 'выгрузите файл заново' },
  },
  unknownMeaning: {
    what: {
      en: 'objectivity.json says that the column "{column}" is "{found}"; there is no such meaning',
      ru: 'в objectivity.json сказано, что столбец «{column}» — это «{found}»; такого значения нет',
    },
    mend: {
      en: 'write one of the names of docs/input.md, context or ignore[: perhaps "{expected}"]',
      ru: 'напишите одно из названий из docs/input.ru.md, context или ignore[: возможно, это «{expected}»]',
    },
  },
  wrongMapping: {
    what: {
      en: 'an entry of "files" in objectivity.json cannot be read: "{column}" has the value {found}',
      ru: 'запись раздела files в objectivity.json не читается: «{column}» имеет значение {found}',
    },
    mend: { en: 'expected: {expected}', ru: 'ожидается: {expected}' },
  },
  leftForFlag: {
    what: {
      en: 'not read: this table holds {kind}, which are used only where they are given as such',
      ru: 'не прочитано: в этой таблице {kind}, они учитываются, только если указаны отдельно',
    },
    mend: {
      en: 'if they are to be used, give them with the option --{expected}',
      ru: 'если они нужны, укажите файл параметром --{expected}',
    },
  },
  ownOutput: {
    what: {
      en: 'this is a file that this program wrote itself: it holds findings, no data',
      ru: 'этот файл написала сама программа: в нём выводы, а не исходные данные',
    },
    mend: { en: 'give the files that hold the data', ru: 'укажите файлы с исходными данными' },
  },
  noResultsInFile: {
    what: {
      en: 'there are no results in this file: by its columns it holds {kind}',
      ru: 'результатов в этом файле нет: по столбцам здесь {kind}',
    },
    mend: {
      en: 'give files of results, or say in objectivity.json what the columns are (files: table, columns)',
      ru: 'укажите файлы с результатами или скажите в objectivity.json, что в столбцах (files: table, columns)',
    },
  },
  ownOutputLeftOut: {
    what: {
      en: 'not read: a file that this program wrote itself',
      ru: 'не прочитано: этот файл написала сама программа',
    },
    mend: { en: 'nothing is to be done', ru: 'делать ничего не нужно' },
  },
  emptyLeftOut: {
    what: { en: 'not read: nothing stands in it', ru: 'не прочитано: в файле ничего нет' },
    mend: { en: 'check that its data were saved', ru: 'проверьте, сохранены ли в нём данные' },
  },
  documentLeftOut: {
    what: {
      en: 'not read: it looks like none of the tables[ ({found})]',
      ru: 'не прочитано: не похоже ни на одну из таблиц[ ({found})]',
    },
    mend: {
      en: 'nothing is to be done if it holds none of the data; else say in objectivity.json what it is (files: table, columns)',
      ru: 'если нужных данных здесь нет, ничего делать не нужно; если есть, скажите в objectivity.json, что это (files: table, columns)',
    },
  },
  sheetLeftOut: {
    what: {
      en: 'the sheet "{found}" was not read: it looks like none of the tables',
      ru: 'лист «{found}» не прочитан: он не похож ни на одну из таблиц',
    },
    mend: {
      en: 'nothing is to be done if it holds none of the data; else say in objectivity.json what it is (files: sheet, table, columns)',
      ru: 'если нужных данных здесь нет, ничего делать не нужно; если есть, скажите в objectivity.json, что это (files: sheet, table, columns)',
    },
  },
  hiddenSheet: {
    what: { en: 'the sheet "{found}" is hidden and was not read', ru: 'лист «{found}» скрыт и не прочитан' },
    mend: {
      en: 'if it is to be read, show it in Excel and save, or name it in objectivity.json (files, sheet)',
      ru: 'если его нужно прочитать, покажите лист в Excel и сохраните файл или назовите его в objectivity.json (files, sheet)',
    },
  },
  subjectsInColumns: {
    what: {
      en: 'subjects stand beside each other in columns; under "{found}" no known columns were found, and they were not read',
      ru: 'предметы стоят рядом в столбцах; под «{found}» нет известных столбцов, они не прочитаны',
    },
    mend: {
      en: 'say in objectivity.json what these columns are (files, columns)',
      ru: 'скажите в objectivity.json, что это за столбцы (files, columns)',
    },
  },
  headersWereDates: {
    what: {
      en: 'Excel made dates of the numbers of items in the header (1.1 became 01.01); they were read as numbers of items',
      ru: 'Excel превратил номера заданий в заголовке в даты (1.1 стало 01.01); они прочитаны как номера заданий',
    },
    mend: {
      en: 'check the order of the items; as text the headers stay as they are',
      ru: 'проверьте порядок заданий; чтобы этого не было, задайте заголовкам текстовый формат',
    },
  },
  gradeDiffersFromCodes: {
    what: {
      en: 'the name says grade {found}, the codes of the pupils grade {expected}; the name counts',
      ru: 'по названию это {found} класс, по кодам участников {expected}; учтено название',
    },
    mend: {
      en: 'check which is right; the grade can be said in objectivity.json (files, grade)',
      ru: 'проверьте, что верно; класс можно указать в objectivity.json (files, grade)',
    },
  },
  mergedCellsFilled: {
    what: {
      en: 'rows that take a merged cell above them: {count}; its value counts for all rows that it spans',
      ru: 'строк под объединённой ячейкой: {count}; её значение учтено для всех строк, которые она охватывает',
    },
    mend: { en: 'nothing is to be done if that is right', ru: 'если это верно, ничего делать не нужно' },
  },
  totalFromItems: {
    what: {
      en: 'totals that are formulas without a saved value: {count}; the sum of the items counts in their place',
      ru: 'баллов, записанных формулой без сохранённого значения: {count}; вместо них учтена сумма баллов за задания',
    },
    mend: {
      en: 'open the file in Excel and save it, so that the values are saved with it',
      ru: 'откройте файл в Excel и сохраните: тогда значения запишутся в файл',
    },
  },
  formulaWithoutValue: {
    what: {
      en: 'the cell holds a formula without a saved value',
      ru: 'в ячейке формула без сохранённого значения',
    },
    mend: {
      en: 'open the file in Excel and save it, so that the values are saved with it',
      ru: 'откройте файл в Excel и сохраните: тогда значения запишутся в файл',
    },
  },
  formulaNotCalculated: {
    what: {
      en: 'cells that hold a formula without a saved value: {count}; they count as empty',
      ru: 'ячеек с формулой без сохранённого значения: {count}; они считаются пустыми',
    },
    mend: {
      en: 'open the file in Excel and save it, so that the values are saved with it',
      ru: 'откройте файл в Excel и сохраните: тогда значения запишутся в файл',
    },
  },
  secondTable: {
    what: {
      en: 'a second header was found here; the rows below it were read as a table of their own',
      ru: 'здесь найден второй заголовок; строки под ним прочитаны как отдельная таблица',
    },
    mend: {
      en: 'check subject and grade of both tables; they can be said in objectivity.json (files, headerRow)',
      ru: 'проверьте предмет и класс обеих таблиц; их можно указать в objectivity.json (files, headerRow)',
    },
  },
  mappingWithoutFile: {
    what: {
      en: 'objectivity.json speaks of "{found}"; none of the files given is called so',
      ru: 'в objectivity.json говорится о «{found}»; среди указанных файлов такого нет',
    },
    mend: { en: 'correct the name or remove the entry', ru: 'исправьте название или уберите запись' },
  },
  moreOfTheSame: {
    what: {
      en: 'more rows with the same problem ({found}): {count}; the first 100,000 are listed',
      ru: 'ещё строк с той же ошибкой ({found}): {count}; в списке первые 100 000',
    },
    mend: {
      en: 'correct the cause: most likely it is one for the whole file',
      ru: 'исправьте причину: ошибка, скорее всего, одна на весь файл',
    },
  },
} satisfies Readonly<Record<ProblemCode, ProblemSentence>>

/** Tables that were given as rows, without a file. */
export const TABLE_NAMES: Readonly<Record<TableName, Text>> = {
  results: { en: 'table of results', ru: 'таблица результатов' },
  schools: { en: 'table of schools', ru: 'таблица школ' },
  observers: { en: 'table of observers', ru: 'таблица наблюдателей' },
  assessments: { en: 'table of assessments', ru: 'таблица шкал' },
  participation: { en: 'table of participation', ru: 'таблица участия' },
  rechecks: { en: 'table of rechecks', ru: 'таблица перепроверки' },
  earlier: { en: 'table of earlier lists', ru: 'таблица списков прошлых лет' },
  codifier: { en: 'codifier', ru: 'кодификатор' },
}

/** Where a problem is, and how many rows have it. */
export const PROBLEM_PLACE = {
  row: { en: 'row {row}', ru: 'строка {row}' },
  column: { en: 'column "{column}"', ru: 'столбец «{column}»' },
  rows: { en: '{rows} {rows?row|rows}', ru: '{rows} {rows?строка|строки|строк}' },
} satisfies Readonly<Record<string, Text>>
