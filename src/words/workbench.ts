/** The sentences of the workbench: the page that does the whole job without installation. */

import { spoken } from './language'

/** What the command says of the page. */
export const PLACED = {
  opened: {
    en: 'The workbench: {file}. If no browser opens, open this file in one.',
    ru: 'Рабочая страница: {file}. Если браузер не открылся, откройте этот файл в нём.',
  },
  placed: { en: 'The workbench: {file}', ru: 'Рабочая страница: {file}' },
} as const

export const WORKBENCH = {
  title: {
    en: 'Objectivity of assessment results: workbench',
    ru: 'Объективность оценочных процедур: рабочая страница',
  },
  private: {
    en: 'Your files do not leave this computer: the page cannot connect to anything, keeps nothing when it is closed, and works without the internet.',
    ru: 'Файлы не покидают этот компьютер: страница не может никуда подключиться, ничего не хранит после закрытия и работает без интернета.',
  },
  noScript: {
    en: 'This page needs JavaScript: allow it for this file.',
    ru: 'Странице нужен JavaScript: разрешите его для этого файла.',
  },
  language: { en: 'Language', ru: 'Язык' },
  steps: {
    files: { en: 'Files', ru: 'Файлы' },
    understood: { en: 'How they were understood', ru: 'Как поняты' },
    run: { en: 'Run', ru: 'Расчёт' },
    results: { en: 'Report and files', ru: 'Отчёт и файлы' },
  },
  stepsLabel: { en: 'Steps', ru: 'Шаги' },
  states: {
    idle: { en: 'Waiting for files.', ru: 'Ждём файлы.' },
    reading: { en: 'Reading the files.', ru: 'Читаем файлы.' },
    understood: {
      en: 'The files have been read: check how they were understood.',
      ru: 'Файлы прочитаны: проверьте, как они поняты.',
    },
    running: { en: 'Computing.', ru: 'Идёт расчёт.' },
    done: { en: 'Done: the report and the files are below.', ru: 'Готово: отчёт и файлы ниже.' },
    failed: { en: 'It cannot go on: see what is wrong.', ru: 'Продолжить нельзя: посмотрите, что не так.' },
  },

  // 1. Files
  drop: {
    en: 'Drop files or a whole folder here: results, schools, observers (CSV, XLSX, ODS)',
    ru: 'Перетащите сюда файлы или папку целиком: результаты, школы, наблюдатели (CSV, XLSX, ODS)',
  },
  choose: { en: 'Choose files', ru: 'Выбрать файлы' },
  chooseFolder: { en: 'Choose a folder', ru: 'Выбрать папку' },
  dropHint: {
    en: 'Folders help: their names tell subject, grade and year. Only results are needed; without schools and observers a part of the work is left out, and it is said which.',
    ru: 'Папки помогают: по их названиям видны предмет, класс и год. Обязательны только результаты; без школ и наблюдателей часть работы не делается, и об этом сказано.',
  },
  filesCount: { en: '{files|file|files}, {size}', ru: '{files|файл|файла|файлов}, {size}' },
  megabytes: { en: '{size} MB', ru: '{size} МБ' },
  kilobytes: { en: '{size} kB', ru: '{size} КБ' },
  remove: { en: 'Remove', ru: 'Убрать' },
  removeFile: { en: 'Remove {file}', ru: 'Убрать {file}' },
  clear: { en: 'Remove all files', ru: 'Убрать все файлы' },
  roles: {
    peers: {
      en: 'groups of comparable schools of an earlier year, used again',
      ru: 'группы сопоставимых школ прошлого года, используются снова',
    },
    settings: { en: 'settings, taken over', ru: 'настройки, учтены' },
    result: {
      en: 'result of an earlier run: its list counts as last year’s',
      ru: 'результат прошлого расчёта: его список учитывается как прошлогодний',
    },
    reference: {
      en: 'what a bigger region knows, taken over for comparing',
      ru: 'опорные данные большего региона, учтены при сравнении',
    },
    settled: { en: 'cases settled by rechecks, taken over', ru: 'решённые перепроверкой случаи, учтены' },
  },
  damaged: {
    peers: {
      en: 'The file of groups is damaged, of another version, or was changed after it was given: remove it or give it again.',
      ru: 'Файл групп повреждён, другой версии или изменён после добавления: уберите его или добавьте снова.',
    },
    reference: {
      en: 'The file of reference data is damaged, of another version, or was changed after it was given: remove it or give it again.',
      ru: 'Файл опорных данных повреждён, другой версии или изменён после добавления: уберите его или добавьте снова.',
    },
    settled: {
      en: 'The file of settled cases is damaged, or was changed after it was given: remove it or give it again.',
      ru: 'Файл решённых случаев повреждён или изменён после добавления: уберите его или добавьте снова.',
    },
    result: {
      en: 'The result of the earlier run is damaged, or was changed after it was given: remove it or give it again.',
      ru: 'Результат прошлого расчёта повреждён или изменён после добавления: уберите его или добавьте снова.',
    },
  },
  peersAndReference: {
    en: 'Reference data bring their own groups: remove either them or the groups of the earlier year.',
    ru: 'Опорные данные содержат свои группы: уберите либо их, либо группы прошлого года.',
  },
  peersFitNobody: {
    en: 'The groups of the earlier year fit none of these schools: no id is known there, and too little is told of what they were made of ({concepts}). Remove their file, and groups are made anew.',
    ru: 'Группы прошлого года не подходят ни одной из этих школ: таких кодов там нет, и слишком мало сведений, по которым они составлены ({concepts}). Уберите файл — группы будут составлены заново.',
  },
  noSettings: {
    en: '{file} is not valid JSON: its settings were not taken over. Correct the file and give it again.',
    ru: '{file} — не JSON: настройки из него не взяты. Исправьте файл и добавьте снова.',
  },

  // What to do next
  allUnderstood: {
    en: 'Everything is read: {totals}. Look below whether it was understood rightly, or',
    ru: 'Всё прочитано: {totals}. Проверьте ниже, верно ли понято, или',
  },
  toRun: { en: 'go on to the run', ru: 'переходите к расчёту' },
  sitting: {
    en: 'A sitting is one subject and grade in one school.',
    ru: 'Процедура — один предмет в одной параллели одной школы.',
  },
  mendFirst: { en: 'It cannot go on until this is mended:', ru: 'Продолжить нельзя, пока не исправлено:' },
  gap: {
    en: 'If this table is among your files, say at it what it is.',
    ru: 'Если такая таблица среди файлов есть, выберите у неё, что это.',
  },
  notUsed: {
    en: 'Not understood, and not used until you say what it is:',
    ru: 'Не понято и не используется, пока не указано, что это:',
  },

  // Progress
  stages: {
    looking: { en: 'First rows of the files', ru: 'Первые строки файлов' },
    reading: { en: 'Reading all rows', ru: 'Читаем все строки' },
    peers: { en: 'Finding comparable schools', ru: 'Подбираем сопоставимые школы' },
    detectors: { en: 'Looking for signs', ru: 'Ищем признаки' },
    evidence: { en: 'Weighing the evidence', ru: 'Взвешиваем признаки' },
    writing: { en: 'Writing the report and the files', ru: 'Готовим отчёт и файлы' },
  },
  bytes: { en: '{done} of {total} MB', ru: '{done} из {total} МБ' },
  percent: { en: '{done%}', ru: '{done%}' },
  secondsLeft: { en: 'about {seconds} s left', ru: 'осталось около {seconds} с' },
  minutesLeft: { en: 'about {minutes} min left', ru: 'осталось около {minutes} мин' },
  nearly: { en: 'nearly done', ru: 'почти готово' },
  cancel: { en: 'Cancel', ru: 'Отменить' },
  readAll: { en: 'Check all rows', ru: 'Проверить все строки' },
  readAllWhy: {
    en: 'So far only the first rows have been looked at ({size} MB are much to read). You may run at once, or have all rows checked first.',
    ru: 'Пока просмотрены только первые строки (читать {size} МБ долго). Можно сразу считать или сначала проверить все строки.',
  },

  // 2. How understood
  whatItIs: { en: 'What it is', ru: 'Что это' },
  file: { en: 'File', ru: 'Файл' },
  sheet: { en: 'sheet {sheet}', ru: 'лист «{sheet}»' },
  from: { en: 'from row {row}', ru: 'со строки {row}' },
  subject: { en: 'Subject', ru: 'Предмет' },
  grade: { en: 'Grade', ru: 'Класс' },
  year: { en: 'Year', ru: 'Год' },
  columns: { en: 'Columns', ru: 'Столбцы' },
  columnsUnderstood: { en: '{known} of {all} understood', ru: 'понято {known} из {all}' },
  inColumns: { en: 'in columns', ru: 'в столбцах' },
  several: { en: 'beside each other: {subjects}', ru: 'рядом: {subjects}' },
  notSaid: { en: 'not said', ru: 'не указано' },
  unknownTable: { en: 'not understood', ru: 'не понято' },
  leaveOut: { en: 'leave out', ru: 'не использовать' },
  asFound: { en: 'as it was recognised', ru: 'как распознано' },
  details: { en: 'Columns and first rows', ru: 'Столбцы и первые строки' },
  detailsOf: { en: 'Columns and first rows of {file}', ru: 'Столбцы и первые строки: {file}' },
  header: { en: 'Column in the file', ru: 'Столбец в файле' },
  examples: { en: 'Examples', ru: 'Примеры' },
  meaning: { en: 'Meaning', ru: 'Что означает' },
  meaningOf: { en: 'Meaning of the column {column}', ru: 'Что означает столбец {column}' },
  numberOf: { en: 'Number for the column {column}', ru: 'Номер для столбца {column}' },
  notRead: { en: '— not read —', ru: '— не читается —' },
  ignore: { en: 'not needed', ru: 'не нужен' },
  context: { en: 'about the school (for comparing)', ru: 'сведения о школе (для сравнения)' },
  groups: {
    table: { en: 'Columns of this table', ru: 'Столбцы этой таблицы' },
    numbered: { en: 'Numbered columns', ru: 'Столбцы с номером' },
    context: { en: 'About the school', ru: 'Сведения о школе' },
    other: { en: 'Other', ru: 'Другое' },
  },
  numbered: {
    item: { en: 'points of item no.', ru: 'балл за задание №' },
    score: { en: 'pupils with score', ru: 'участников с баллом' },
    mark: { en: 'pupils with mark', ru: 'участников с отметкой' },
    level: { en: 'pupils of level', ru: 'участников уровня' },
    item_percent: { en: 'percent for item no.', ru: 'процент за задание №' },
  },
  firstRows: { en: 'First rows as they stand in the file', ru: 'Первые строки, как в файле' },
  row: { en: 'Row', ru: 'Строка' },
  isHeader: { en: 'header', ru: 'заголовок' },
  takeHeader: { en: 'make it the header', ru: 'сделать заголовком' },
  takeHeaderOf: { en: 'make it the header: row {row}', ru: 'сделать заголовком строку {row}' },
  leftOut: {
    hidden: { en: 'hidden sheet, left out', ru: 'скрытый лист, не читается' },
    empty: { en: 'empty', ru: 'пустой' },
    ownOutput: { en: 'a file of this program, left out', ru: 'файл этой программы, не читается' },
    skip: { en: 'left out', ru: 'не используется' },
    notUnderstood: { en: 'not understood', ru: 'не понято' },
    otherFlag: { en: 'left out until you say what it is', ru: 'не читается, пока не указано, что это' },
    format: { en: 'not a table of data, left out', ru: 'не таблица с данными, не читается' },
  },
  certainty: {
    said: { en: 'as you say', ru: 'как указано вами' },
    likely: { en: 'by its columns: please check', ru: 'судя по столбцам: проверьте' },
  },
  problems: { en: 'What is wrong or should be known', ru: 'Что не так или что нужно знать' },
  severity: {
    error: { en: 'error', ru: 'ошибка' },
    setAside: { en: 'rows set aside', ru: 'строки отложены' },
    note: { en: 'note', ru: 'примечание' },
  },
  chooseColumn: {
    en: 'Choose it under “Columns and first rows”.',
    ru: 'Укажите в разделе «Столбцы и первые строки», какой это столбец.',
  },
  chooseNearest: {
    en: 'Choose it under “Columns and first rows”; it may be “{column}”.',
    ru: 'Укажите в разделе «Столбцы и первые строки», какой это столбец; возможно, «{column}».',
  },
  sameRows: { en: '(Rows of this kind: {count}.)', ru: '(Таких строк: {count}.)' },
  moreRemarks: { en: 'and {count} more', ru: 'и ещё {count}' },
  totals: {
    en: '{schools|school|schools}, {sittings|sitting|sittings}, {papers|paper|papers}',
    ru: '{schools|школа|школы|школ}, {sittings|процедура|процедуры|процедур}, {papers|работа|работы|работ}',
  },
  compared: { en: 'Schools are compared by', ru: 'Школы сравниваются по' },
  comparedWhy: {
    en: 'Untick what should not decide which schools are alike. Never tick results: grouping by results hides what is looked for.',
    ru: 'Снимите отметку с того, что не должно решать, какие школы похожи. Результаты для сравнения не годятся: группы по результатам скрывают то, что ищут.',
  },
  comparedByNothing: {
    en: 'Nothing yet: every school will be compared with the whole region.',
    ru: 'Пока не по чему: каждая школа будет сравниваться со всем регионом.',
  },
  notCompared: { en: 'Columns that take no part', ru: 'Столбцы, которые не учитываются' },
  observers: { en: 'Public observers', ru: 'Общественные наблюдатели' },
  observerCounts: {
    en: 'Cells: present {present}, absent {absent}, not known {unknown}, not understood {notUnderstood}',
    ru: 'Ячеек: был — {present}, не было — {absent}, нет сведений — {unknown}, не понято — {notUnderstood}',
  },
  observerWord: { en: 'Written in the table', ru: 'Написано в таблице' },
  observerTaken: { en: 'Taken as', ru: 'Понято как' },
  cells: { en: 'Cells', ru: 'Ячеек' },
  taken: {
    present: { en: 'present', ru: 'был' },
    absent: { en: 'absent', ru: 'не было' },
    unknown: { en: 'not known', ru: 'нет сведений' },
    notUnderstood: { en: 'not understood: write yes or no', ru: 'не понято: напишите «да» или «нет»' },
  },
  emptyCell: { en: '(empty)', ru: '(пусто)' },
  emptyIsAbsent: {
    en: 'An empty cell is taken as “absent”: the table marks presence alone and names nearly all schools.',
    ru: 'Пустая ячейка понята как «не было»: в таблице отмечено только присутствие, и в ней есть почти все школы.',
  },
  missing: { en: 'What is missing, and what that costs', ru: 'Чего не хватает и чего это стоит' },
  lacking: {
    en: 'No “{what}” for {sittings} of {of} sittings: {checks|check does|checks do} not look there ({questions})',
    ru: 'Нет данных «{what}» для {sittings} из {of} процедур: {checks|проверка там не работает|проверки там не работают|проверок там не работает} ({questions})',
  },
  faults: { en: 'Data that schools must mend', ru: 'Данные, которые школы должны исправить' },
  faultsWhy: {
    en: 'Faults of typing or of an export, never a sign of anything else. The list is also in to-correct.csv.',
    ru: 'Ошибки набора или выгрузки, а не признак чего-то ещё. Список есть и в to-correct.csv.',
  },
  keep: { en: 'Keep what you have set (objectivity.json)', ru: 'Сохранить указанное (objectivity.json)' },
  keepWhy: {
    en: 'Next time drop this file together with the data: everything set here is taken over. The command line reads the same file.',
    ru: 'В следующий раз добавьте этот файл вместе с данными: всё указанное здесь будет учтено. Этот же файл читает командная строка.',
  },
  resetFile: { en: 'Back to what was recognised', ru: 'Вернуть, как было распознано' },

  // 3. Run
  runButton: { en: 'Run', ru: 'Посчитать' },
  runAgain: { en: 'Run again', ru: 'Посчитать снова' },
  cannotRun: {
    en: 'First mend what is wrong (marked above), or remove the file.',
    ru: 'Сначала исправьте отмеченное выше или уберите файл.',
  },
  budget: { en: 'Papers that can be rechecked', ru: 'Сколько работ можно перепроверить' },
  budgetWhy: {
    en: 'Empty = no limit. What does not fit stays on the list, marked as beyond the budget.',
    ru: 'Пусто — без ограничения. Что не помещается, остаётся в списке с пометкой «сверх бюджета».',
  },
  noLimit: { en: 'no limit', ru: 'без ограничения' },
  office: { en: 'For the documents: who signs, numbers, terms', ru: 'Для документов: кто подписывает, номера, сроки' },
  officeWhy: {
    en: 'What is not said here stays a blank to be filled in by hand.',
    ru: 'Что здесь не указано, останется в документах пустой строкой для заполнения от руки.',
  },
  officeFields: {
    authority: { en: 'Authority that issues the papers', ru: 'Орган, который издаёт документы' },
    place: { en: 'Town of the order', ru: 'Населённый пункт в приказе' },
    basis: { en: 'What the order rests on', ru: 'На основании чего' },
    procedure: { en: 'What was tested', ru: 'Результаты чего (например, «всероссийских проверочных работ 2026 года»)' },
    orderNumber: { en: 'Number of the order', ru: 'Номер приказа' },
    orderDate: { en: 'Day of the order', ru: 'Дата приказа' },
    letterNumber: { en: 'Number of the letters', ru: 'Исходящий номер писем' },
    letterDate: { en: 'Day of the letters', ru: 'Дата писем' },
    addressee: { en: 'To whom at the school a letter goes', ru: 'Кому в школе письмо (например, «Директору»)' },
    papersBy: { en: 'Schools hand over the papers by', ru: 'Школы передают работы до' },
    papersTo: { en: 'Where they hand them over', ru: 'Куда передают (например, «в кабинет 12»)' },
    recheckBy: { en: 'The recheck is done by', ru: 'Перепроверка — до' },
    commission: { en: 'Members of the commission', ru: 'Состав комиссии экспертов' },
    controller: { en: 'Who controls the order', ru: 'Контроль возложить на' },
    headPosition: { en: 'Position of the one who signs', ru: 'Должность того, кто подписывает' },
    headName: { en: 'Name of the one who signs', ru: 'Фамилия и инициалы того, кто подписывает' },
    executor: { en: 'Who prepared the papers, and telephone', ru: 'Исполнитель и телефон' },
  },
  outputLanguage: { en: 'Language of report and files', ru: 'Язык отчёта и файлов' },
  more: { en: 'More settings', ru: 'Другие настройки' },
  seed: { en: 'Seed of random choices', ru: 'Начало случайного выбора' },
  seedWhy: {
    en: 'Equal numbers give equal results; write it down with the list.',
    ru: 'При одном и том же числе результат один и тот же; укажите его вместе со списком.',
  },
  grain: { en: 'What is judged', ru: 'Что оценивается' },
  grains: {
    school: { en: 'a school’s whole grade', ru: 'вся параллель школы' },
    class: { en: 'each class', ru: 'каждый класс отдельно' },
  },
  grainWhy: {
    en: 'By class more can be seen, and less is certain: classes are small.',
    ru: 'По классам видно больше, но надёжность ниже: классы малы.',
  },
  papers: { en: 'Papers to take', ru: 'Какие работы брать' },
  papersChoices: {
    sample: { en: 'a random sample first', ru: 'сначала случайную выборку' },
    all: { en: 'all papers at once', ru: 'сразу все работы' },
  },
  papersWhy: {
    en: 'A sample costs less; the rest is taken only if more papers change than may.',
    ru: 'Выборка дешевле; остальные работы берут, только если изменилось больше, чем допустимо.',
  },
  controlShare: { en: 'Share of the budget for a random check, %', ru: 'Доля бюджета на случайную проверку, %' },
  controlShareWhy: {
    en: 'The only honest way to learn what the list misses; works with a budget.',
    ru: 'Единственный честный способ узнать, что список пропускает; действует, если указан бюджет.',
  },
  method: { en: 'Groups of comparable schools', ru: 'Группы сопоставимых школ' },
  methods: {
    clusters: { en: 'clusters (decision 2.1)', ru: 'кластеры (решение, п. 2.1)' },
    neighbours: { en: 'the most similar schools of each', ru: 'самые похожие школы для каждой' },
    given: { en: 'as in the column “cluster”', ru: 'как в столбце «кластер»' },
    none: { en: 'the whole region', ru: 'весь регион' },
  },
  methodWhy: {
    en: 'The decision asks for clusters; the others serve to compare.',
    ru: 'Решение требует кластерного подхода; остальное — для сопоставления.',
  },

  keepGroups: { en: 'Keep the groups for next year', ru: 'Сохранить группы на следующий год' },
  keepGroupsWhy: {
    en: 'Drop peers.json with next year’s data, and schools are compared within the same groups.',
    ru: 'Добавьте peers.json к данным следующего года — школы будут сравниваться в тех же группах.',
  },

  // What came of rechecks
  verify: { en: 'What came of the rechecks', ru: 'Итоги перепроверки' },
  verifyWhy: {
    en: 'Compares {files} with the list: how often it was right, and what it missed.',
    ru: 'Сверяет {files} со списком: как часто он был прав и что пропустил.',
  },
  verifyButton: { en: 'Compare with the list', ru: 'Сверить со списком' },
  verifyKeep: {
    en: 'Keep settled.json and drop it with next year’s data: what was settled is then told, and asked for no second time.',
    ru: 'Сохраните settled.json и добавьте его к данным следующего года: решённые случаи будут учтены и не попадут в список снова.',
  },

  // 4. Results
  took: { en: 'It took {seconds} s.', ru: 'Расчёт занял {seconds} с.' },
  readFirst: { en: 'Read this first', ru: 'Прочитайте сначала' },
  openReport: { en: 'Open the report in its own window', ru: 'Открыть отчёт в отдельном окне' },
  showReport: { en: 'Show the report here', ru: 'Показать отчёт здесь' },
  hideReport: { en: 'Hide the report', ru: 'Скрыть отчёт' },
  reportTitle: { en: 'Report', ru: 'Отчёт' },
  allFiles: { en: 'All files as one ZIP', ru: 'Все файлы одним архивом (ZIP)' },
  packing: { en: 'Packing all files …', ru: 'Упаковываем все файлы…' },
  download: { en: 'Files', ru: 'Файлы' },
  toRead: { en: 'To read and to sign', ru: 'Прочитать и подписать' },
  forPrograms: { en: 'For programs, and for next year', ru: 'Для программ и на следующий год' },
  folders: {
    documents: {
      en: 'More documents: letters to schools, tasks, tables and protocols of the experts',
      ru: 'Остальные документы: письма школам, задания, таблицы и протоколы экспертов',
    },
  },
  /** By the beginnings of their names. */
  documents: {
    order: { en: 'the order, to sign (Word)', ru: 'приказ на подпись (Word)' },
    support: { en: 'schools to be helped (Word)', ru: 'школы, которым нужна помощь (Word)' },
    letter: { en: 'letter to a school (Word)', ru: 'письмо школе (Word)' },
    letters: { en: 'letters to schools (Word)', ru: 'письма школам (Word)' },
    experts: { en: 'task of the experts (Word)', ru: 'задание экспертам (Word)' },
    protocol: { en: 'protocol of the experts (Word)', ru: 'протокол экспертов (Word)' },
    rechecks: {
      en: 'table that the experts fill in; drop it here afterwards (Excel)',
      ru: 'таблица для экспертов; заполненную добавьте сюда (Excel)',
    },
  },
  folderCount: { en: '{files|file|files}', ru: '{files|файл|файла|файлов}' },
  forWhat: { en: 'What for', ru: 'Для чего' },
  size: { en: 'Size', ru: 'Размер' },
  explain: { en: 'Everything about one school', ru: 'Всё об одной школе' },
  explainHint: { en: 'Name or id', ru: 'Название или код' },
  explainButton: { en: 'Tell', ru: 'Рассказать' },
  noSchool: { en: 'No such school in the result.', ru: 'Такой школы в результате нет.' },
  broken: {
    en: 'This is a defect of the program, not of your data. Please report it with these lines:',
    ru: 'Это ошибка программы, а не ваших данных. Пожалуйста, сообщите о ней, приложив эти строки:',
  },
} as const

/** All sentences of the workbench in one language. */
export const workbenchWords = spoken(WORKBENCH)

/** Sizes of files. */
export const MEGABYTE = 1e6
