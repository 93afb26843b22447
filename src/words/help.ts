/** The help of the command line. */
import type { Text } from '../model'

export const HELP: Text = {
  en: `objectivity-monitor: whose assessment papers should be rechecked, and why

Commands
  run         the whole job: read the tables, find the schools, write the files
  country     the whole job for each region of a country: several at once, goes on where it stopped
  demo        a complete run on a made-up region, no files needed
  validate    read the tables and say what is wrong with them
  peers       who is compared with whom, from --schools alone (with --out: peers.csv and a page)
  explain     everything about one school in words, from an earlier run
  verify      how well an earlier list did, from the rechecks that came back
  plan-observers  where --places N observers should go next time: for reasons and by chance (a run's folder,
              or --schools alone)
  power       what size of manipulation these tables would reveal (takes minutes)
  detectors   what each detector asks, needs, and what else may explain a finding
  sql         the query that lets a database count the papers (for --sittings)
  workbench   the whole job in a page of your browser, without the command line (--out FILE, --no-open)

Tables (CSV, XLSX or Parquet, one or several files each)
  --results FILES        pupils' scores, or distributions, or means (required)
  --sittings FILES       instead of results: papers that a database has counted (see sql)
  --schools FILES        schools and their social context: without it no peer groups (item 2.1)
  --observers FILES      public observers: without it item 2.3 cannot be applied
  --assessments FILES    maximum scores and mark cut-offs
  --participation FILES  how many pupils should have taken part
  --rechecks FILES       outcomes of earlier rechecks
  --earlier FILES        lists of earlier years: result.json, recheck.csv or schools.csv of earlier runs, published lists
  --codifier FILES       what each item asks for: code and name of the skill, so that help is told in skills

Options
  --out DIR              folder for the files; written whole or not at all
  --json -               the result as JSON to standard output
  --settings FILE        options and settings; objectivity.json in this folder is read by itself
  --locale ru|en         language (from the environment if not given)
  --seed N               start of all random choices; equal seeds give equal results (1)
  --budget PAPERS        how many papers can be rechecked; --hours N the same in hours of experts
  --control PAPERS       random control sample of sittings without grounds: papers, or a share (10%)
  --settled FILE         what rechecks have settled: verify adds to it, run tells it
  --date DAY             of verify: the day of the recheck, where its rows name none; of run: of the reference (today)
  --grain school|class   what is judged: the whole school (default), or each class
  --engine duckdb        let DuckDB read CSV files of papers (npm install @duckdb/node-api);
                         Parquet and databases (.duckdb) are read by it in any case
  --table NAME           table of papers: in a database file, and in sql
  --dialect NAME         of sql: duckdb, postgres, clickhouse or spark; --items N: columns of items
  --detectors FILES      detectors of your own (.mjs modules) beside the built-in ones: run, validate, power,
                         detectors; made by defineDetector, see docs/detectors/README.md
  --sensitivity          say how much each listing depends on who is compared with whom
  --save-peers FILE      keep the peer groups; --peers FILE uses those of an earlier year
  --save-reference FILE  of run: what this region knows of honest schools, without a pupil or a school, for the runs of
                         small districts; --reference-name NAME says whose it is (the name of the file)
  --reference FILE       of run and validate: judge a district by the reference of its region or country
  --write-mapping FILE   of validate: write what every file was taken for as the block files of
                         objectivity.json, ready to be corrected
  --threads N            of country: regions judged at once (as many as processors, at most 4);
                         of run: 1 does without the second thread
  --fail-on-recheck N    exit code 1 if N or more schools are on the list
  --no-documents         without the papers that an office signs (documents/)
  --parquet              of run: signals, schools and cohorts as Parquet too (npm install @duckdb/node-api)
  --quiet, -q            say nothing but errors
  --help, -h   --version, -V

Exit codes
  0  it ran (a list of schools is a normal result)
  1  only with --fail-on-recheck
  2  mistaken options, settings or data; no file was touched

Examples
  objectivity-monitor demo
  objectivity-monitor run --results results.csv --schools schools.csv --observers observers.csv --out out
  objectivity-monitor explain 001234 --out out
  objectivity-monitor verify --rechecks rechecks.csv --settled settled.json --out out
  objectivity-monitor plan-observers out --places 40
  objectivity-monitor country --results regions --schools schools.csv --out out
  objectivity-monitor run --results *.xlsx --json - > result.json
`,
  ru: `objectivity-monitor: чьи работы перепроверить и почему

Команды
  run         вся работа: прочитать таблицы, найти школы, записать файлы
  country     вся работа для каждого региона страны: несколько сразу, продолжает с места остановки
  demo        полный запуск на вымышленном регионе, файлы не нужны
  validate    прочитать таблицы и сказать, что в них не так
  peers       кто с кем сравнивается, по одной таблице --schools (с --out: peers.csv и страница)
  explain     всё об одной школе словами, по готовому результату
  verify      насколько верен был прежний список, по итогам перепроверки
  plan-observers  куда в следующий раз направить --places N наблюдателей: по основаниям и по жребию (по готовому
              результату или по одной таблице --schools)
  power       манипуляции какого размера были бы видны в этих данных (несколько минут)
  detectors   о чём спрашивает каждая проверка, что ей нужно и что ещё может объяснить находку
  sql         запрос, по которому работы сосчитает база данных (для --sittings)
  workbench   вся работа на странице в браузере, без командной строки (--out ФАЙЛ, --no-open)

Таблицы (CSV, XLSX или Parquet, один или несколько файлов)
  --results ФАЙЛЫ        баллы участников, или распределения, или средние (обязательно)
  --sittings ФАЙЛЫ       вместо results: работы, сосчитанные базой данных (см. sql)
  --schools ФАЙЛЫ        школы и их социальные условия: без них нет групп сравнения (п. 2.1)
  --observers ФАЙЛЫ      общественные наблюдатели: без них неприменим п. 2.3
  --assessments ФАЙЛЫ    максимальные баллы и границы отметок
  --participation ФАЙЛЫ  сколько учеников должно было участвовать
  --rechecks ФАЙЛЫ       итоги прежних перепроверок
  --earlier ФАЙЛЫ        списки прошлых лет: result.json, recheck.csv или schools.csv прежних запусков, изданные списки
  --codifier ФАЙЛЫ       что проверяет каждое задание: код и название умения, чтобы о помощи говорить умениями

Параметры
  --out ПАПКА            папка для файлов; записываются все или ни один
  --json -               результат в формате JSON в стандартный вывод
  --settings ФАЙЛ        параметры и настройки; objectivity.json в этой папке читается сам
  --locale ru|en         язык (если не указан — из окружения)
  --seed N               начало случайных выборов; одинаковое даёт одинаковый результат (1)
  --budget РАБОТ         сколько работ можно перепроверить; --hours ЧАСОВ — то же в часах экспертов
  --control РАБОТ        случайная контрольная выборка из процедур без оснований: работ или доля (10%)
  --settled ФАЙЛ         решённые случаи: verify дополняет файл, run о них напоминает
  --date ДЕНЬ            для verify: день перепроверки, если его нет в строках; для run: день опорных данных (сегодня)
  --grain school|class   что оценивать: школу целиком (по умолчанию) или каждый класс
  --engine duckdb        файлы CSV с работами читает DuckDB (npm install @duckdb/node-api);
                         Parquet и базы данных (.duckdb) он читает всегда
  --table ИМЯ            таблица работ: в файле базы данных и в sql
  --dialect ИМЯ          для sql: duckdb, postgres, clickhouse или spark; --items N — число заданий
  --detectors ФАЙЛЫ      ваши собственные проверки (модули .mjs) вместе со встроенными: run, validate, power,
                         detectors; их создаёт defineDetector, см. docs/detectors/README.md
  --sensitivity          показать, насколько список зависит от того, кто с кем сравнивается
  --save-peers ФАЙЛ      сохранить группы сравнения; --peers ФАЙЛ — взять группы прошлого года
  --save-reference ФАЙЛ  для run: что известно о честных школах региона, без учеников и школ, — для расчётов
                         в небольших районах; --reference-name ИМЯ — чьи это данные (имя файла)
  --reference ФАЙЛ       для run и validate: оценить район по опорным данным региона или страны
  --write-mapping ФАЙЛ   для validate: записать, за что принят каждый файл, как раздел files файла
                         objectivity.json: его можно поправить
  --threads N            для country: сколько регионов сразу (сколько процессоров, но не больше 4);
                         для run: 1 — обойтись без второго потока
  --fail-on-recheck N    код возврата 1, если в списке N школ или больше
  --no-documents         без документов на подпись (папка documents)
  --parquet              для run: signals, schools и cohorts ещё и в Parquet (npm install @duckdb/node-api)
  --quiet, -q            только сообщения об ошибках
  --help, -h   --version, -V

Коды возврата
  0  выполнено (непустой список — обычный результат)
  1  только с --fail-on-recheck
  2  ошибка в параметрах, настройках или данных; ни один файл не изменён

Примеры
  objectivity-monitor demo --locale ru
  objectivity-monitor run --results результаты.csv --schools школы.csv --observers наблюдатели.csv --out итог
  objectivity-monitor explain 001234 --out итог
  objectivity-monitor verify --rechecks перепроверки.csv --settled решено.json --out итог
  objectivity-monitor plan-observers итог --places 40
  objectivity-monitor country --results регионы --schools школы.csv --out итог
  objectivity-monitor run --results *.xlsx --json - > result.json
`,
}
