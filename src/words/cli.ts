/** The sentences of the command line. */
import type { Text } from '../model'
import { spoken } from './language'

/** Mistakes in the arguments, the settings file or a named file. */
export const USAGE_ERRORS = {
  unknownFlag: {
    en: 'Unknown option {flag}.{did} Known: {known}.',
    ru: 'Неизвестный параметр {flag}.{did} Есть: {known}.',
  },
  flagNeedsValue: { en: '{flag} needs a value.', ru: 'Параметру {flag} нужно значение.' },
  flagTakesNoValue: { en: '{flag} takes no value.', ru: 'Параметр {flag} значения не принимает.' },
  flagTwice: { en: '{flag} is given twice.', ru: 'Параметр {flag} указан дважды.' },
  unknownCommand: {
    en: 'Unknown command "{command}".{did} Known: {known}.',
    ru: 'Неизвестная команда «{command}».{did} Есть: {known}.',
  },
  unexpectedOperand: {
    en: 'Cannot make sense of "{operand}". Files belong behind an option: --results {operand}.',
    ru: 'Непонятно, что такое «{operand}». Файлы указывают после параметра: --results {operand}.',
  },
  jsonOnlyToOutput: {
    en: '--json writes to standard output only: --json - (found: {value}). With --out a result.json is written.',
    ru: '--json пишет только в стандартный вывод: --json - (указано: {value}). С --out записывается result.json.',
  },
  unknownChoice: {
    en: '{flag}: "{value}" is none of its values. Known: {known}.',
    ru: '{flag}: значения «{value}» нет. Есть: {known}.',
  },
  unknownLocale: { en: 'Unknown locale "{value}". Known: {known}.', ru: 'Неизвестный язык «{value}». Есть: {known}.' },
  unreadable: { en: 'Cannot read {file}: {message}.', ru: 'Не удалось прочитать {file}: {message}.' },
  unwritable: { en: 'Cannot write {file}: {message}.', ru: 'Не удалось записать {file}: {message}.' },
  noJson: { en: '{file} is not valid JSON: {message}.', ru: '{file} — не JSON: {message}.' },
  noControlSize: {
    en: '--control needs papers or a share of the budget: 200 or 10% (found: {value}).',
    ru: 'Параметру --control нужно число работ или доля бюджета: 200 или 10% (указано: {value}).',
  },
  noDate: {
    en: '--date needs a day, year-month-day: 2021-11-30 (found: {value}).',
    ru: 'Параметру --date нужна дата: 2021-11-30 или 30.11.2021 (указано: {value}).',
  },
  notPeers: {
    en: '{file} does not hold peer groups (run --save-peers writes such a file): {message}.',
    ru: 'В файле {file} нет групп сравнения (такой файл пишет run --save-peers): {message}.',
  },
  notSettled: {
    en: '{file} does not hold settled cases (verify --settled writes such a file).',
    ru: 'В файле {file} нет решённых случаев (такой файл пишет verify --settled).',
  },
  noWholeNumber: {
    en: '{flag} needs a whole number from 0 up (found: {value}).',
    ru: 'Параметру {flag} нужно целое число от 0 (указано: {value}).',
  },
  noDetectors: {
    en: '{file} exports no detector. Expected: export default defineDetector({ ... }), a list of them, or exports by name.',
    ru: 'В файле {file} нет проверок. Ожидается: export default defineDetector({ ... }), их список или экспорт по имени.',
  },
  mistakenDetectors: { en: 'Detectors of {file}: {message}', ru: 'Проверки из файла {file}: {message}' },
  missingImport: {
    en: '{file} imports what is not installed beside it: {message}. In its folder: npm install objectivity-monitor',
    ru: 'Файл {file} использует пакет или файл, которого рядом с ним нет: {message}. В его папке выполните: npm install objectivity-monitor',
  },
  brokenDetectors: {
    en: '{file} could not be run as a module of detectors: {message}.',
    ru: 'Файл с проверками {file} не выполняется: {message}.',
  },
  noOwnDetectors: {
    en: '{command} needs no detectors: --detectors is an option of {known}.',
    ru: 'Команде {command} проверки не нужны: параметр --detectors есть у команд {known}.',
  },
  noOwnDetectorsInCountry: {
    en: 'country judges regions in several threads, to which detectors of your own cannot be handed. Use run for each region.',
    ru: 'Команда country оценивает регионы в нескольких потоках, и передать им ваши собственные проверки нельзя. Запустите run для каждого региона.',
  },
  missingSchools: {
    en: 'No table of schools given: --schools FILE.',
    ru: 'Не указана таблица школ: --schools ФАЙЛ.',
  },
  peersFitNobody: {
    en: 'The groups of {file} fit none of these schools: no id is known there, and the table has too little of what the groups were made of ({concepts}). Leave --peers out to make groups anew.',
    ru: 'Группы из {file} не подходят ни одной из этих школ: таких номеров там нет, а в таблице слишком мало признаков, по которым составлены группы ({concepts}). Без --peers группы будут составлены заново.',
  },
  noReference: {
    en: '{file}: {message}.',
    ru: '{file}: {message}.',
  },
  referenceTooLarge: {
    en: '{file} is too large for a reference (200 MB at most).',
    ru: 'Файл {file} слишком велик для опорных данных (не больше 200 МБ).',
  },
  cannotSaveReference: {
    en: 'No reference can be made for --save-reference {file}: {message}.',
    ru: 'Опорные данные для --save-reference {file} составить нельзя: {message}.',
  },
  peersAndReference: {
    en: 'A reference brings its own groups: give --peers or --reference, not both.',
    ru: 'Опорные данные содержат свои группы: укажите либо --peers, либо --reference.',
  },
  cannotSavePeers: {
    en: 'Nothing to keep for --save-peers: there are no clusters here ({method}).',
    ru: 'Сохранять в --save-peers нечего: кластеров здесь нет ({method}).',
  },
  missingResults: {
    en: 'No results given: --results FILE (one or several), or --sittings FILE.',
    ru: 'Не указаны результаты: --results ФАЙЛ (один или несколько) или --sittings ФАЙЛ.',
  },
  sameRegionTwice: {
    en: 'Two regions are called "{region}": their files would overwrite each other. Rename one, or give the folder above them.',
    ru: 'Два региона называются «{region}»: их файлы затёрли бы друг друга. Переименуйте один или укажите общую папку.',
  },
  missingOut: {
    en: 'No folder for the results given: --out DIR (or --json - for standard output).',
    ru: 'Не указана папка для результатов: --out ПАПКА (или --json - для стандартного вывода).',
  },
  missingSchool: {
    en: 'Which school? objectivity-monitor explain SCHOOL --out DIR',
    ru: 'Какая школа? objectivity-monitor explain ШКОЛА --out ПАПКА',
  },
  missingPlaces: {
    en: 'Say how many schools can be observed: --places N.',
    ru: 'Укажите, в сколько школ можно направить наблюдателей: --places N.',
  },
  missingRechecks: {
    en: 'No outcomes of rechecks given: --rechecks FILE, and --out DIR for the folder of the run.',
    ru: 'Не указаны итоги перепроверки: --rechecks ФАЙЛ, а папка запуска — --out ПАПКА.',
  },
  noResult: { en: '{file} is not the result of a run: {message}.', ru: '{file} — не результат запуска: {message}.' },
  unknownSchool: { en: 'No school "{school}" in {file}.{did}', ru: 'Школы «{school}» нет в {file}.{did}' },
  severalSchools: {
    en: '"{school}" fits several schools: {found}.',
    ru: '«{school}» подходит к нескольким школам: {found}.',
  },
  noWorkbench: {
    en: 'The page of the workbench is missing from this installation (npm run build makes it).',
    ru: 'В этой установке нет рабочей страницы (её делает npm run build).',
  },
  noDemo: { en: 'The demo region is missing from this installation.', ru: 'В этой установке нет учебного региона.' },
  internal: {
    en: 'This is a defect of the program, not of your data. Please report it with these lines:',
    ru: 'Это ошибка программы, а не ваших данных. Пожалуйста, сообщите о ней, приложив эти строки:',
  },
} satisfies Readonly<Record<string, Text>>

/** Code of a `UsageError`. */
export type UsageCode = keyof typeof USAGE_ERRORS

/** What each file that is written is for. */
export const FILE_NOTES: Readonly<Record<string, Text>> = {
  'report.html': { en: 'the report for people: open it in a browser', ru: 'отчёт для людей: откройте в браузере' },
  'recheck.csv': { en: 'the list of schools, for programs', ru: 'список школ — для программ' },
  'recheck-sittings.csv': {
    en: 'the list by subject and grade, for programs',
    ru: 'тот же список по предметам и классам — для программ',
  },
  'recheck.xlsx': {
    en: 'the workbook for Excel: list, experts, municipalities, indicators',
    ru: 'книга Excel для работы: список, экспертам, муниципалитеты, показатели',
  },
  'annex.html': {
    en: 'the list as an annex to an order, to print or open in Word',
    ru: 'список как приложение к приказу: напечатать или открыть в Word',
  },
  documents: {
    en: 'to sign: order, letters, tasks and protocols of the experts (Word)',
    ru: 'на подпись: приказ, письма, задания и протоколы экспертов (Word)',
  },
  'official-rules.csv': {
    en: 'what an inspector may ask by official papers; no signs (Excel)',
    ru: 'о чём может спросить проверяющий по официальным документам; не признаки (Excel)',
  },
  'years.csv': {
    en: 'schools over the years: new, again, no longer listed (Excel)',
    ru: 'школы по годам: впервые, снова, больше не в списке (Excel)',
  },
  'observers-plan.csv': {
    en: 'every school with its place in the plan and its chance (Excel)',
    ru: 'все школы: место в плане и вероятность (Excel)',
  },
  'indicators.csv': {
    en: 'figures to report, by municipality and year (Excel)',
    ru: 'показатели для отчётности по муниципалитетам и годам (Excel)',
  },
  'signals.csv': { en: 'every measurement, for R and pandas', ru: 'все измерения — для R и pandas' },
  'peers.html': { en: 'the groups and their picture', ru: 'группы и их картинка' },
  'peers.csv': { en: 'who is compared with whom, and by what', ru: 'кто с кем и по каким признакам сравнивается' },
  'schools.csv': { en: 'every school with its figures', ru: 'все школы с показателями' },
  'cohorts.csv': {
    en: 'every grade of every school: its subjects together',
    ru: 'каждая параллель каждой школы: все предметы вместе',
  },
  'regions.html': {
    en: 'a row per region, each with the way to its own report',
    ru: 'строка на регион, с переходом к его отчёту',
  },
  'regions.csv': { en: 'the same (Excel)', ru: 'то же (Excel)' },
  'schools-without-results.csv': {
    en: 'schools of the table that no region has results of',
    ru: 'школы из таблицы, результатов которых нет ни в одном регионе',
  },
  'verification.csv': { en: 'the figures, for R and pandas', ru: 'показатели — для R и pandas' },
  'verification-sittings.csv': {
    en: 'what came of every sitting, for R and pandas',
    ru: 'итог каждой процедуры — для R и pandas',
  },
  'settled.json': { en: 'cases that are settled, for the next run', ru: 'решённые случаи — для следующего расчёта' },
  'verification.json': { en: 'everything, for programs', ru: 'всё вместе — для программ' },
  'power.html': {
    en: 'the picture: what would be noticed, by kind, share of papers and size',
    ru: 'картинка: что было бы замечено — по виду искажения, доле работ и числу участников',
  },
  'power.csv': { en: 'the rates behind it, for R and pandas', ru: 'доли с интервалами — для R и pandas' },
  'to-correct.csv': {
    en: 'data that schools must mend before they are judged',
    ru: 'данные, которые школы должны исправить до оценки',
  },
  'rejected.csv': { en: 'rows that were set aside, and how to mend them', ru: 'отложенные строки и как их исправить' },
  'result.json': { en: 'everything, for programs', ru: 'всё вместе — для программ' },
}

export const CLI = {
  did: { en: ' Did you mean {nearest}?', ru: ' Может быть, {nearest}?' },
  help: { en: 'Help: objectivity-monitor --help', ru: 'Справка: objectivity-monitor --help --locale ru' },
  notes: {
    reading: { en: 'Reading …', ru: 'Чтение…' },
    measuring: {
      en: 'Comparing {sittings} sittings of {schools} schools …',
      ru: 'Сравнение: процедур {sittings}, школ {schools}…',
    },
    writing: { en: 'Writing to {out} …', ru: 'Запись в {out}…' },
    editedKept: {
      en: 'Papers that were edited since the last run are kept: {names}.',
      ru: 'Документы, изменённые после прошлого запуска, сохранены: {names}.',
    },
    settledKept: {
      en: '{cases|case is|cases are} settled in {out}; run --settled {out} tells them.',
      ru: 'Решённых случаев в {out}: {cases}; их учтёт run --settled {out}.',
    },
  },
  reference: {
    title: { en: 'Reference', ru: 'Опорные данные' },
    whose: {
      en: '“{name}”, {date}: {schools|school|schools}, {pupils|paper|papers}',
      ru: '«{name}», {date}: школ — {schools}, работ — {pupils}',
    },
    fits: { en: 'tests that it fits: {used} of {all}', ru: 'подходят проверочным работам: {used} из {all}' },
    otherOptions: {
      en: 'detectors with other options, which would compare within these schools only: {detectors}',
      ru: 'проверки с другими настройками, они сравнят только эти школы между собой: {detectors}',
    },
    saved: {
      en: 'Reference “{name}” written to {file}: {tests|test|tests}. Left out for too few schools or pupils: {leftOut}.',
      ru: 'Опорные данные «{name}» записаны в {file}: проверочных работ — {tests}. Не вошло из-за малого числа школ или учеников: {leftOut}.',
    },
  },
  understood: { en: 'What was read', ru: 'Что прочитано' },
  file: {
    en: '{file}: {kind}, {rows|row|rows} read, {used} used, {setAside} set aside',
    ru: '{file}: {kind}; строк прочитано {rows}, использовано {used}, отложено {setAside}',
  },
  form: { en: '{encoding}, columns separated by {delimiter}', ru: '{encoding}, разделитель столбцов — {delimiter}' },
  ignored: { en: 'not read by any rule: {columns}', ru: 'столбцы, которые ничему не служат: {columns}' },
  tab: { en: 'tabs', ru: 'табуляция' },
  peers: { en: 'Peer groups', ru: 'Группы сравнения' },
  group: { en: '{id}. {label}: {size|school|schools}', ru: '{id}. {label}: {size|школа|школы|школ}' },
  noGroups: {
    en: 'none: every school is compared with the whole region',
    ru: 'нет: каждая школа сравнивается со всем регионом',
  },
  warnings: { en: 'Read this first', ru: 'Прочитайте сначала' },
  head: { en: 'First on the list', ru: 'Начало списка' },
  more: {
    en: '… and {count|more school|more schools}: see recheck.xlsx',
    ru: '… и ещё {count|школа|школы|школ}: смотрите recheck.xlsx',
  },
  moreFaults: {
    en: '… and {count|more fault|more faults}: after a run see to-correct.csv',
    ru: '… и ещё {count|ошибка|ошибки|ошибок}: после расчёта смотрите to-correct.csv',
  },
  recheck: { en: 'recheck: {what}: {papers|paper|papers}', ru: 'перепроверить: {what} — {papers|работа|работы|работ}' },
  beyondBudget: { en: 'beyond budget', ru: 'сверх бюджета' },
  moreReasons: { en: '… and {count|more reason|more reasons}', ru: '… и ещё {count|причина|причины|причин}' },
  files: { en: 'Files', ru: 'Файлы' },
  problems: { en: 'Rows set aside and notes', ru: 'Отложенные строки и замечания' },
  noProblems: { en: 'Nothing to mend.', ru: 'Исправлять нечего.' },
  detectorsAllowed: {
    en: 'What the data let each detector look at (sittings)',
    ru: 'Что данные позволяют каждой проверке (число процедур)',
  },
  canLook: { en: '{detector}: {able} of {sittings}', ru: '{detector}: {able} из {sittings}' },
  lacks: { en: '{count} lack {what} (columns: {columns})', ru: 'нет данных «{what}»: {count} (столбцы: {columns})' },
  fewPupils: { en: '{count} have too few pupils', ru: 'слишком мало участников: {count}' },
  valid: { en: 'The tables can be used.', ru: 'С таблицами можно работать.' },
  fail: {
    en: '{count|school is|schools are} on the list; --fail-on-recheck {limit}: exit code 1.',
    ru: 'В списке {count|школа|школы|школ}; --fail-on-recheck {limit}: код возврата 1.',
  },
  demo: { en: 'A made-up region. No school in it exists.', ru: 'Вымышленный регион. Этих школ не существует.' },
  detectors: {
    en: 'The detectors: each puts one question to every subject and grade of a school.',
    ru: 'Проверки: каждая задаёт один вопрос каждой процедуре (предмету и классу) школы.',
  },
  family: { en: 'kind of sign', ru: 'вид признака' },
  needs: { en: 'needs', ru: 'нужно в данных' },
  sources: { en: 'sources', ru: 'источники' },
  innocent: { en: 'other possible causes', ru: 'другие возможные причины' },
  verify: {
    title: { en: 'What came back', ru: 'Итоги перепроверки' },
    sittings: {
      en: '{sittings|sitting|sittings} rechecked: {notConfirmed} not confirmed, {confirmed} confirmed, {undecided} undecided (too few papers)',
      ru: 'перепроверено процедур: {sittings}; не подтверждено {notConfirmed}, подтверждено {confirmed}, нельзя решить (мало работ) {undecided}',
    },
    papers: { en: 'papers confirmed (target {target%})', ru: 'работ подтверждено (цель — {target%})' },
    unplaced: {
      en: '{rows|row belongs|rows belong} to no sitting of the run',
      ru: 'строк, которые не относятся ни к одной процедуре: {rows}',
    },
    contradictory: {
      en: '{papers|paper|papers} came back with different outcomes and {papers?is|are} not counted: settle which holds',
      ru: 'работ, по которым внесены разные итоги: {papers}; они не учтены, выясните, какой итог верен',
    },
    rate: {
      en: '{count} of {of} ({share}, 95% interval {interval})',
      ru: '{count} из {of} ({share}, 95-процентный интервал {interval})',
    },
    bySchoolTier: {
      en: 'Schools not confirmed, by strength of the signs',
      ru: 'Не подтверждено школ, по силе признаков',
    },
    byTier: {
      en: 'Sittings not confirmed, by strength of the signs',
      ru: 'Не подтверждено процедур, по силе признаков',
    },
    byGround: { en: 'Sittings not confirmed, by grounds', ru: 'Не подтверждено процедур, по основаниям' },
    byDetector: {
      en: 'Sittings not confirmed, by detector that had found something',
      ru: 'Не подтверждено процедур, по сработавшей проверке',
    },
    missed: { en: 'What the list missed', ru: 'Что список пропустил' },
    noControl: {
      en: 'cannot be told: no sitting of the control sample came back',
      ru: 'сказать нельзя: из контрольной выборки ничего не вернулось',
    },
    control: {
      en: '{notConfirmed} of {returned} control sittings were not confirmed; in all {frame} sittings without grounds that makes about {sittings} ({low%} to {high%} of them)',
      ru: 'в контрольной выборке не подтверждено {notConfirmed} из {returned}; среди всех процедур без оснований ({frame}) это примерно {sittings} (от {low%} до {high%})',
    },
    prevalence: {
      en: 'in the whole region about {sittings} of {of} sittings would not be confirmed: {share%} ({low%} to {high%})',
      ru: 'во всём регионе не подтвердилось бы примерно {sittings} из {of} процедур: {share%} (от {low%} до {high%})',
    },
    shifts: { en: 'Mean score changed beyond chance', ru: 'Средний балл изменился заметнее, чем случайно' },
    shift: {
      en: '{name}, {sitting}: {mean} points per paper ({low} to {high})',
      ru: '{name}, {sitting}: {mean} балла на работу (от {low} до {high})',
    },
    moreShifts: {
      en: '… and {more} more: see verification-sittings.csv',
      ru: '… и ещё {more}: смотрите verification-sittings.csv',
    },
    items: { en: 'Items that changed most', ru: 'Задания, баллы за которые изменились чаще всего' },
    item: {
      en: '{test}, item {item}: lowered in {lowered}, raised in {raised} of {papers} papers; {shift} points per paper',
      ru: '{test}, задание {item}: снижен в {lowered}, повышен в {raised} из {papers} работ; {shift} балла на работу',
    },
    missedShare: {
      en: 'the list missed about {share%} of all sittings that would not be confirmed ({low%} to {high%})',
      ru: 'список пропустил примерно {share%} процедур, которые не подтвердились бы (от {low%} до {high%})',
    },
  },
  progress: {
    read: { en: '{done} of {total} MB read:', ru: 'Прочитано {done} из {total} МБ:' },
    peers: { en: 'Peer groups', ru: 'Группы школ' },
    detectors: { en: 'Checks', ru: 'Проверки' },
    evidence: { en: 'Weighing the evidence', ru: 'Сопоставление признаков' },
    seconds: { en: ' about {s} s left', ru: ' осталось около {s} с' },
    minutes: { en: ' about {m} min left', ru: ' осталось около {m} мин' },
    nearly: { en: ' nearly done', ru: ' почти готово' },
  },
  country: {
    begins: {
      en: '{regions|region|regions}, each compared within itself …',
      ru: '{regions|регион|региона|регионов}, каждый сравнивается внутри себя …',
    },
    progress: { en: '{done} of {of} regions', ru: 'готово {done} из {of}' },
    judged: {
      en: '{listed} of {schools|school|schools} on the list',
      ru: 'в списке {listed} из {schools|школы|школ|школ}',
    },
    kept: {
      en: 'kept from an earlier run, {listed} of {schools|school|schools} on the list',
      ru: 'готов с прошлого запуска, в списке {listed} из {schools|школы|школ|школ}',
    },
    failed: { en: 'could not be judged', ru: 'обработать не удалось' },
    threadEnded: {
      en: 'its thread ended before the region was done (code {code}): most likely there was not enough memory. Try --threads 1.',
      ru: 'поток завершился раньше, чем регион был обработан (код {code}): скорее всего, не хватило памяти. Попробуйте --threads 1.',
    },
    link: {
      en: '{path} is a link and is left alone: name what it leads to under --results where it is a region',
      ru: '{path} — ссылка, она не учтена: если это регион, укажите в --results саму папку или файл',
    },
    shared: {
      en: '{schools|school has|schools have} results in two regions and was judged in each with a part of its papers: {first} …',
      ru: '{schools|школа имеет|школы имеют|школ имеют} результаты в двух регионах; каждый регион оценивает только свою часть работ: {first} …',
    },
  },
  power: {
    progress: { en: 'looks at the region: {done} of {of}', ru: 'просмотры региона: {done} из {of}' },
  },
  explain: {
    onList: {
      en: 'On the list (no. {rank}). Papers to recheck: {papers}.',
      ru: 'В списке (№ {rank}). Работ для перепроверки: {papers}.',
    },
    notOnList: { en: 'Not on the list.', ru: 'В список не входит.' },
    group: { en: 'Compared with: {group}', ru: 'С кем сравнивается: {group}' },
    grounds: { en: 'Grounds: {grounds}', ru: 'Основания: {grounds}' },
    figures: {
      en: 'Signs: {tier} ({meaning}); p {p p}, q {q p}',
      ru: 'Признаки: {tier} ({meaning}); p {p p}, q {q p}',
    },
    markers: { en: 'Official markers: {markers}', ru: 'Официальные маркеры: {markers}' },
    cohorts: { en: 'By grade, all subjects together:', ru: 'По параллелям, все предметы вместе:' },
    cohort: {
      en: 'grade {grade} ({year}): {participants|pupil|pupils}, {sittings|subject|subjects}; {tier}, p {p p}',
      ru: '{grade} класс ({year}): {participants|участник|участника|участников}, {sittings|предмет|предмета|предметов}; {tier}, p {p p}',
    },
    sitting: {
      en: '{sitting}: {participants|pupil|pupils}, mean {mean}, observer {observer}; {tier}',
      ru: '{sitting}: {participants|участник|участника|участников}, средний балл {mean}, наблюдатель: {observer}; {tier}',
    },
    toRecheck: { en: 'recheck {papers|paper|papers}', ru: 'перепроверить {papers|работу|работы|работ}' },
    finding: { en: '{finding} (p {p p})', ru: '{finding} (p {p p})' },
    usual: { en: 'as expected: {detectors}', ru: 'как ожидалось: {detectors}' },
    notMeasured: { en: 'not measured: {detectors}', ru: 'не измерено: {detectors}' },
    innocent: { en: 'Before drawing conclusions, rule out:', ru: 'Прежде чем делать выводы, исключите:' },
  },
}

/** All sentences of the command line in one language. */
export const cliWords = spoken({ ...CLI, errors: USAGE_ERRORS, fileNotes: FILE_NOTES })
