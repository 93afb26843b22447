/** Regions side by side. */
import type { Text } from '../model'

export const COUNTRY = {
  title: { en: 'What is to be rechecked, region by region', ru: 'Что перепроверить, по регионам' },
  answer: {
    en: '{papersToRecheck|paper|papers} to be rechecked in {listed|school|schools} of {schools}, in {regions|region|regions} ({papers|paper|papers} read).',
    ru: 'Перепроверить {papersToRecheck|работу|работы|работ} в {listed|школе|школах|школах} из {schools}; {regions|регион|региона|регионов}, прочитано {papers|работа|работы|работ}.',
  },
  failed: {
    en: '{failed|region|regions} could not be judged.',
    ru: 'Не удалось обработать {failed|регион|региона|регионов}.',
  },
  failedTitle: {
    en: 'Not judged: mend the files and start again, the other regions are kept',
    ru: 'Не обработаны: исправьте файлы и запустите снова, остальные регионы сохранены',
  },
  alone: {
    en: 'Every region was compared within itself: peer groups, expectations and the expected share of false alarms are its own. A higher share of listed schools does not by itself mean less reliable results: it also depends on how many sittings had an observer and on what the tables hold.',
    ru: 'Каждый регион сравнивается внутри себя: группы сравнения, ожидаемые значения и ожидаемая доля ложных тревог у него свои. Бо́льшая доля школ в списке сама по себе не значит, что результаты менее надёжны: она зависит и от того, у скольких процедур был наблюдатель и что есть в таблицах.',
  },
  elsewhere: {
    en: '{schools|school|schools} of the country’s table have no results in any region: see schools-without-results.csv. That says nothing about them, neither good nor bad.',
    ru: '{schools|школа|школы|школ} из общей таблицы не имеют результатов ни в одном регионе: смотрите schools-without-results.csv. Это не говорит о них ни хорошего, ни плохого.',
  },
  region: { en: 'Region', ru: 'Регион' },
  schools: { en: 'Schools', ru: 'Школ' },
  papers: { en: 'Papers', ru: 'Работ' },
  coverage: { en: 'Observed', ru: 'С наблюдателем' },
  listed: { en: 'Listed', ru: 'В списке' },
  signs: { en: 'Signs (2.2)', ru: 'Признаки (2.2)' },
  noObserver: { en: 'No observer (2.3)', ru: 'Без наблюдателя (2.3)' },
  toRecheck: { en: 'Papers to recheck', ru: 'Перепроверить работ' },
  notAssessable: { en: 'Not assessed', ru: 'Не оценено' },
} satisfies Readonly<Record<string, Text>>
