/** What the reader of a result must know before the list. */
import type { Text, WarningCode } from '../model'

export const WARNINGS = {
  observersNotUnderstood: {
    en: 'In {sittings|sitting|sittings} of {schools|school|schools} it is not clear whether there was an observer; the table says {words}. These schools are listed for item 2.3 as if nobody had been there: write yes or no in the table of observers and run again.',
    ru: 'В {sittings|процедуре|процедурах|процедурах} {schools|школы|школ|школ} запись о наблюдателе не понята: {words}. Эти школы внесены в список по п. 2.3 так, будто наблюдателя не было: напишите в таблице наблюдателей «да» или «нет» и повторите расчёт.',
  },
  observersNotMatched: {
    en: '{names|name of a school|names of schools} in the table of observers could not be tied to a school with results: {words}. Of {schools|school|schools} ({sittings|sitting|sittings}) nothing is said there, and they are listed for item 2.3: correct the names or give the logins, and run again.',
    ru: 'В таблице наблюдателей {names|название школы не удалось|названия школ не удалось|названий школ не удалось} связать со школами, у которых есть результаты: {words}. О {schools|школе|школах|школах} (процедур: {sittings}) в ней ничего нет, и все они внесены в список по п. 2.3: исправьте названия или укажите логины и повторите расчёт.',
  },
  observersEmpty: {
    en: 'The table of observers is not filled in: every cell that should say whether there was an observer is empty. All schools are listed for item 2.3.',
    ru: 'Таблица наблюдателей не заполнена: все ячейки о наблюдателе пусты. Все школы внесены в список по п. 2.3.',
  },
  observersSetAside: {
    en: '{rows|row of the table of observers was|rows of the table of observers were} not understood and set aside (rejected.csv says why). Of {schools|school|schools} ({sittings|sitting|sittings}) nothing else is said there, and they are listed for item 2.3 as if nobody had been there: correct the table and run again.',
    ru: 'В таблице наблюдателей не поняты и отложены строки: {rows} (причины — в rejected.csv). О {schools|школе|школах|школах} (процедур: {sittings}) в ней больше ничего нет, и они внесены в список по п. 2.3 так, будто наблюдателя не было: исправьте таблицу и повторите расчёт.',
  },
  observersElsewhere: {
    en: '{rows|row of the table of observers speaks|rows of the table of observers speak} of no school and test of these results (the first school is {first}). Of {schools|school|schools} ({sittings|sitting|sittings}) nothing is said there, and they are listed for item 2.3 as if nobody had been there: check ids, subjects, grades and years.',
    ru: 'В таблице наблюдателей есть строки не об этих школах и работах: {rows} (первая школа — {first}). О {schools|школе|школах|школах} (процедур: {sittings}) в ней ничего нет, и они внесены в список по п. 2.3 так, будто наблюдателя не было: проверьте коды школ, предметы, классы и годы.',
  },
  filesEmpty: {
    en: 'Nothing stands in {files}; what belongs there is missing here. Check that the data were saved, and run again.',
    ru: 'Пустые файлы: {files}. Того, что должно в них быть, в расчёте нет: проверьте, сохранены ли в них данные, и повторите расчёт.',
  },
  rowsSetAside: {
    en: '{setAside} of {rows|row|rows} of {file} could not be used and were set aside (rejected.csv says why). The list is made without them, and schools may be missing from it: correct the table and run again.',
    ru: 'В файле {file} отложено строк: {setAside} из {rows} (причины — в rejected.csv). Список составлен без них, и школ в нём может не хватать: исправьте таблицу и повторите расчёт.',
  },
  noSchoolsTable: {
    en: 'No schools table was given. Nothing is known of the schools’ social context, so every school is compared with the whole region: item 2.1 (cluster approach) was not applied.',
    ru: 'Таблицы школ нет. О социальных условиях школ ничего не известно, поэтому каждая школа сравнивается со всем регионом: п. 2.1 (кластерный подход) не применён.',
  },
  noObserversTable: {
    en: 'No observers table was given. Item 2.3 (always recheck where there was no public observer) was not applied, and nobody is listed for it.',
    ru: 'Таблицы наблюдателей нет. П. 2.3 (обязательная перепроверка там, где не было общественного наблюдателя) не применён, и по нему в список никто не попал.',
  },
  noContext: {
    en: 'The schools table has no usable context columns. Every school is compared with the whole region: item 2.1 (cluster approach) was not applied.',
    ru: 'В таблице школ нет пригодных показателей социальных условий. Каждая школа сравнивается со всем регионом: п. 2.1 (кластерный подход) не применён.',
  },
  outcomeInContext: {
    en: 'The column “{column}” is a result, not context, and was left out: grouping schools by results hides what is looked for.',
    ru: 'Столбец «{column}» — результат, а не условия работы школы; он не учитывается: группы по результатам скрывают то, что ищут.',
  },
  outcomeAsContext: {
    en: 'The column “{column}” orders the schools as their results of this run do (rank correlation {correlation}) and was left out: it is most likely a result, and groups by results hide what is looked for. If it is context, say so: "columns" in the "files" of objectivity.json.',
    ru: 'Столбец «{column}» расставляет школы так же, как их результаты в этом расчёте (ранговая корреляция {correlation}), и не учитывается: скорее всего, это результат, а группы по результатам скрывают то, что ищут. Если это условия работы школы, укажите это: «columns» в разделе «files» файла objectivity.json.',
  },
  contextAsSaid: {
    en: 'The column “{column}” takes part because you call it context, though it looks like something else: {looks}.',
    ru: 'Столбец «{column}» учитывается, потому что вы указали, что это условия работы школы, хотя он похож на другое: {looks}.',
  },
  outcomeLikeContext: {
    en: 'The context column “{column}” orders the schools almost exactly as the results do. If it is a result, leave it out: grouping by results hides what is looked for.',
    ru: 'Столбец «{column}» почти точно повторяет порядок результатов. Если это результат, исключите его: группы по результатам скрывают то, что ищут.',
  },
  unstableGroup: {
    en: 'Peer group {group} is unsteady ({stability%} of it forms again when some schools are exchanged): read its schools with care.',
    ru: 'Группа {group} неустойчива (при замене части школ сохраняется {stability%}): выводы о её школах читайте осторожно.',
  },
  fewSchools: {
    en: 'Only {schools|school has|schools have} enough context: too few for peer groups, so every school is compared with the whole region: item 2.1 (cluster approach) was not applied. It takes {needed} schools with filled context columns, or a column “cluster” with groups of your own.',
    ru: 'Школ, об условиях которых известно достаточно: {schools}. Для групп этого мало, поэтому каждая школа сравнивается со всем регионом: п. 2.1 (кластерный подход) не применён. Нужно {needed} школ с заполненными показателями или столбец «cluster» с готовыми группами.',
  },
  noGroups: {
    en: 'No stable groups of at least {minimumSize|school|schools} were found, so every school is compared with the whole region: item 2.1 (cluster approach) was not applied.',
    ru: 'Групп хотя бы из {minimumSize} школ не нашлось, поэтому каждая школа сравнивается со всем регионом: п. 2.1 (кластерный подход) не применён.',
  },
  imputedContext: {
    en: '{cells|empty context cell was|empty context cells were} filled from the most similar schools: {columns}.',
    ru: 'Пустые показатели условий ({cells}) взяты по самым похожим школам: {columns}.',
  },
  littleContext: {
    en: '{schools|school has|schools have} too little context; they are compared with the whole region.',
    ru: 'Об условиях {schools|школы|школ|школ} известно слишком мало; сравниваем их со всем регионом.',
  },
  noClusterColumn: {
    en: 'Given groups were asked for, but the schools table has no filled column “cluster”.',
    ru: 'Заданы готовые группы, но в таблице школ нет заполненного столбца «cluster».',
  },
  clusterColumnIncomplete: {
    en: 'The column “cluster” is filled for {filled} of {schools|school|schools} only, so it was not used; groups were computed from the context.',
    ru: 'Столбец «cluster» заполнен только у {filled} из {schools|школы|школ|школ}, поэтому не использован; группы построены по условиям.',
  },
  givenGroupsUsed: {
    en: 'The groups of the column “cluster” are used as given ({groups}).',
    ru: 'Группы взяты готовыми из столбца «cluster» (всего {groups}).',
  },
  withoutGivenGroup: {
    en: '{schools|school has|schools have} no given group; they are compared with the whole region.',
    ru: 'Без готовой группы — {schools|школа|школы|школ}; сравниваем их со всем регионом.',
  },
  givenGroupSmall: {
    en: 'The given group “{group}” has only {schools|school|schools}: a weak yardstick.',
    ru: 'В готовой группе «{group}» всего {schools|школа|школы|школ}: мерка ненадёжная.',
  },
  contextNotNumbers: {
    en: 'In the context column “{column}” {values|value|values} could not be read as numbers.',
    ru: 'В столбце «{column}» {values|значение|значения|значений} не удалось прочитать как число.',
  },
  contextNearlyEmpty: {
    en: 'The context column “{column}” is filled for {known} of {schools|school|schools} only and was left out.',
    ru: 'Столбец «{column}» заполнен только у {known} из {schools|школы|школ|школ} и не учитывается.',
  },
  contextConstant: {
    en: 'The context column “{column}” is the same everywhere and was left out.',
    ru: 'Столбец «{column}» у всех школ одинаков и не учитывается.',
  },
  contextTooManyCategories: {
    en: 'The context column “{column}” has {categories|category|categories}, too many to compare schools by; it was left out.',
    ru: 'В столбце «{column}» {categories|категория|категории|категорий} — слишком много для сравнения школ; он не учитывается.',
  },
  contextDuplicated: {
    en: 'The context column “{column}” repeats “{twin}” and was left out.',
    ru: 'Столбец «{column}» повторяет «{twin}» и не учитывается.',
  },
  contextNearlyConstant: {
    en: '“{column}” is the same in nearly all schools and was left out.',
    ru: '«{column}» почти у всех школ одинаково и не учитывается.',
  },
  savedGroupsUsed: {
    en: 'Groups of an earlier year: {kept|school known by its id keeps|schools known by their ids keep} the group, {placed|new one was|new ones were} placed by similarity.',
    ru: 'Группы прошлого года: {kept|школа, известная по номеру, осталась|школы, известные по номерам, остались|школ, известных по номерам, остались} в своей группе; новых, помещённых по сходству условий, — {placed}.',
  },
  savedConceptMissing: {
    en: 'This year’s table says nothing of “{columns}”, by which the groups of the earlier year were made too.',
    ru: 'В таблице этого года нет сведений «{columns}», по которым тоже составлены группы прошлого года.',
  },
  peerSettingsIdle: {
    en: 'The groups come ready-made (from a reference or an earlier year), so these settings have no effect on them: {settings}.',
    ru: 'Группы сравнения взяты готовыми (из опорных данных или прошлого года), поэтому эти настройки на них не действуют: {settings}.',
  },
  referenceUsed: {
    en: 'Judged by the reference “{name}”{date}: {schools|school|schools}, {pupils|paper|papers}. Tests compared with it: {used} of {all}.',
    ru: 'Опорные данные: «{name}»{date}; школ — {schools}, работ — {pupils}. С ними сравнено проверочных работ: {used} из {all}.',
  },
  referenceFitsNothing: {
    en: 'The reference “{name}”{date} fits none of these tests: schools are compared within this district only.',
    ru: 'Опорные данные «{name}»{date} не подходят ни к одной из этих работ: школы сравниваются только внутри района.',
  },
  referenceRefused: {
    en: 'Not judged by the reference, compared within this district only: {tests} — {reason}.',
    ru: 'Опорные данные не подошли, сравнение только внутри района: {tests} — {reason}.',
  },
  referenceOtherOptions: {
    en: 'These detectors have other options than in the reference and compare within this district only: {detectors}.',
    ru: 'У этих проверок настройки не такие, как в опорных данных, и они сравнивают только внутри района: {detectors}.',
  },
  referenceConceptMissing: {
    en: 'The table of schools says nothing of “{columns}”, by which the groups of the reference were made too.',
    ru: 'В таблице школ нет сведений «{columns}», по которым тоже составлены группы опорных данных.',
  },
  referenceAbove: {
    en: 'In {tests|test|tests} these schools as a whole lie above what the reference leads to expect of schools like them; most in {subject}, grade {grade}: by {above} of the usual distance between pupils. Either they are better, or many of them inflate.',
    ru: 'По {tests|работе|работам|работам} школы района в целом выше, чем можно ожидать от таких школ по опорным данным; сильнее всего — {subject}, {grade} класс: на {above} обычного расстояния между учениками. Либо здесь учат лучше, либо завышают многие.',
  },
  specialSchools: {
    en: '{schools|special school (correctional, evening, closed, boarding) fits|special schools (correctional, evening, closed, boarding) fit} no group; compared with the whole region.',
    ru: 'Школ особого типа (коррекционных, вечерних, закрытых, интернатов): {schools}. Они не подходят ни к одной группе; сравниваем их со всем регионом.',
  },
  largeObserverEffect: {
    en: 'Without an observer results are higher by {effect}% of the maximum score ({low} to {high}). If everyone inflates, comparing schools cannot show it: unobserved schools look more honest than they are.',
    ru: 'Без наблюдателя результаты выше на {effect} % максимального балла (от {low} до {high}). Если завышают все, сравнение школ между собой этого не покажет: школы без наблюдателя выглядят честнее, чем на самом деле.',
  },
  largeControlEffect: {
    en: 'Outside controlled sittings (independent observers, central marking) results are higher by {effect}% of the maximum score ({low} to {high}). If everyone inflates, comparing schools cannot show it: schools outside control look more honest than they are.',
    ru: 'Вне контролируемых процедур (независимые наблюдатели, централизованная проверка) результаты выше на {effect} % максимального балла (от {low} до {high}). Если завышают все, сравнение школ между собой этого не покажет: школы вне контроля выглядят честнее, чем на самом деле.',
  },
  regionLifts: {
    en: 'About {papers} papers of {of} ({low} to {high}) are likely lifted over the cut-off for mark {mark}. Comparison with other schools does not see what nearly all of them do, so the list says little of it. Even so the largest share is lifted in: {schools}. Listed for signs: {listed} of these {count}.',
    ru: 'Примерно {papers|работа|работы|работ} из {of} (от {low} до {high}), вероятно, «подтянуты» до границы отметки «{mark}». Сравнение школ между собой не видит того, что делают почти все, поэтому список об этом почти ничего не говорит. Но и на этом фоне наибольшая доля — здесь: {schools}. По признакам в списке {listed} из этих {count}.',
  },
  regionHeap: {
    en: 'In {assessments|assessment|assessments} the scores of the whole region heap at a mark cut-off; most in {subject}, grade {grade}: {at|paper has|papers have} {score} points, {below|paper|papers} one point less. If everyone lifts papers over the cut-off, comparing schools cannot show it.',
    ru: 'Баллы всего региона скапливаются на границе отметки, проверочных работ с таким скоплением: {assessments}. Сильнее всего — {subject}, {grade} класс: {score|балл|балла|баллов} набрали {at|участник|участника|участников}, на балл меньше — {below}. Если до границы «подтягивают» все, сравнение школ между собой этого не покажет.',
  },
  staleSettled: {
    en: 'Settled cases no longer fit these data: {cases|case was|cases were} not applied ({schools}). Their sittings are missing, or their results have changed since the recheck.',
    ru: 'Не применены решения прошлых перепроверок, которые не подходят к этим данным: {cases} ({schools}). Таких процедур нет, или их результаты с тех пор изменились.',
  },
  toCorrect: {
    en: 'Data to be corrected: {faults|fault|faults} in {schools|school|schools} (to-correct.csv). Sittings that are not judged until then: {withheld}. This says nothing against the schools.',
    ru: 'Данные нужно исправить: ошибок — {faults}, школ — {schools} (to-correct.csv). До исправления не оценивается процедур: {withheld}. Против школ это ничего не говорит.',
  },
  cutsUnknown: {
    en: 'The mark cut-offs of {tests} are not known, so these questions were not asked there: {questions}. Give the scale in a table of assessments, a line each (--assessments): {lines}',
    ru: 'Границы отметок неизвестны: {tests}. Поэтому там не заданы вопросы: {questions}. Укажите шкалу в таблице assessments (--assessments), по строке на работу: {lines}',
  },
  detectorFailed: {
    en: 'The detector “{detector}” failed on {sittings|sitting|sittings}; the other detectors are not affected.',
    ru: 'Проверка «{detector}» дала сбой (процедур: {sittings}); на остальные проверки это не влияет.',
  },
} satisfies Readonly<Record<WarningCode, Text>>
