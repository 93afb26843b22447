/** Why a school or sitting is on the list, why it is not, and why nothing was measured. */
import type { ExplanationCode, NotMeasuredCode, ReasonCode, Text } from '../model'

/** Why something is on the list, besides the findings of detectors, which bring their own sentence. */
export const REASONS = {
  noObserver: { en: 'no public observer', ru: 'не было общественного наблюдателя' },
  unknownObserver: {
    en: 'nothing is known of an observer, which counts as absent',
    ru: 'сведений о наблюдателе нет — это приравнено к его отсутствию',
  },
  partlyObserved: {
    en: 'no public observer in classes: {classes}',
    ru: 'не было общественного наблюдателя в классах: {classes}',
  },
  conflictOfInterest: { en: 'the observer had a conflict of interest', ru: 'у наблюдателя конфликт интересов' },
  control: { en: 'drawn for the random control sample', ru: 'случайная контрольная выборка' },
  recheckedConfirmed: { en: 'rechecked before and confirmed', ru: 'уже перепроверено, результаты подтверждены' },
  recheckedNotConfirmed: {
    en: 'rechecked before and not confirmed',
    ru: 'уже перепроверено, результаты не подтверждены',
  },
  recheckedStale: {
    en: 'rechecked before, but the results have changed since, so that it no longer counts',
    ru: 'уже перепроверено, но результаты с тех пор изменились: та перепроверка больше не в счёт',
  },
  settledStale: {
    en: 'rechecked before ({date date}), but the results have changed since, so that it no longer counts',
    ru: 'уже перепроверено ({date date}), но результаты с тех пор изменились: та перепроверка больше не в счёт',
  },
  settledConfirmed: {
    en: 'rechecked before and confirmed ({date date})',
    ru: 'уже перепроверено, результаты подтверждены ({date date})',
  },
  settledNotConfirmed: {
    en: 'rechecked before and not confirmed ({date date})',
    ru: 'уже перепроверено, результаты не подтверждены ({date date})',
  },
  schoolSigns: {
    en: 'the signs show in the school as a whole rather than in one sitting',
    ru: 'признаки видны по школе в целом, а не по одной процедуре',
  },
  listedBefore: {
    en: 'listed for signs in {times} of {years|year|years}, this one included',
    ru: 'признаки в {times} из {years|года|лет|лет}, включая этот',
  },
  belowPeers: {
    en: 'mean score {mean}, below the {expected} expected from comparable schools',
    ru: 'средний балл {mean} — ниже ожидаемого по сопоставимым школам ({expected})',
  },
  manyFailing: { en: '{share%} of pupils got the lowest mark', ru: 'низшую отметку получили {share%} участников' },
} satisfies Readonly<Record<ReasonCode, Text>>

/** Why nothing was measured, as far as all detectors say it alike; the rest stands with each detector. */
export const NOT_MEASURED = {
  missing: { en: 'the data do not hold: {need}', ru: 'в данных нет: {need}' },
  toCorrect: {
    en: 'the school must first mend the data of this sitting',
    ru: 'сначала школе нужно исправить данные',
  },
  unknownPupils: { en: 'the number of pupils is not known', ru: 'неизвестно число участников' },
  tooFewPupils: { en: 'too few pupils', ru: 'слишком мало участников' },
  noPeers: {
    en: 'no other results of this test to compare with',
    ru: 'других результатов этой работы, с которыми можно сравнить, нет',
  },
  tooFewPeers: { en: 'too few comparable sittings', ru: 'слишком мало сопоставимых школ' },
  noAnswer: { en: 'the detector gave no answer', ru: 'проверка не дала ответа' },
  wrongCount: { en: 'the detector failed: wrong number of answers', ru: 'сбой проверки: неверное число ответов' },
  unsound: { en: 'the detector failed: its answer is no number', ru: 'сбой проверки: ответ не является числом' },
  unexplained: {
    en: 'the detector failed: it gives no sentence for its reason “{message}”',
    ru: 'сбой проверки: причина «{message}» не объяснена словами',
  },
  threw: { en: 'the detector failed: {message}', ru: 'сбой проверки: {message}' },
} satisfies Readonly<Record<NotMeasuredCode, Text>>

/** Why a school is on the list or not, what would change that, and which papers to take. */
export const EXPLAIN = {
  why: { en: 'Why the school is on the list', ru: 'Почему школа в списке' },
  whyNot: { en: 'Why the school is not on the list', ru: 'Почему школы нет в списке' },
  change: { en: 'What would change that', ru: 'Что могло бы это изменить' },
  innocent: { en: 'Other possible causes to rule out', ru: 'Другие возможные причины, которые надо исключить' },
  papers: { en: 'Which papers to take', ru: 'Какие работы взять' },
  allPapers: { en: 'all {of|paper|papers}.', ru: 'все работы ({of}).' },
  somePapers: {
    en: '{papers} of {of} papers. In a list in order of the pupils’ codes these are numbers {numbers}.',
    ru: '{papers|работа|работы|работ} из {of}. В списке по порядку кодов участников это номера {numbers}.',
  },
  papersOfUnknown: {
    en: '{papers|paper|papers} drawn at random, or all if there are fewer.',
    ru: '{papers|работа|работы|работ} случайным образом, а если их меньше — все.',
  },
  acceptSome: {
    en: 'If more than {accept} of them change, recheck the rest too.',
    ru: 'Если баллы изменятся больше чем в {accept|работе|работах|работах}, перепроверить и остальные.',
  },
  acceptNoneOfSome: {
    en: 'If even one of them changes, recheck the rest too.',
    ru: 'Если хотя бы в одной из них балл изменится, перепроверить и остальные.',
  },
  acceptNoneOfAll: {
    en: 'The results count as confirmed if none of them changes.',
    ru: 'Результаты считаются подтверждёнными, если ни в одной балл не изменится.',
  },
  acceptAll: {
    en: 'The results count as confirmed if at most {accept} of them change.',
    ru: 'Результаты считаются подтверждёнными, если баллы изменятся не больше чем в {accept|работе|работах|работах}.',
  },
  sentence: {
    noResults: { en: 'no results of this school were read', ru: 'результатов этой школы в данных нет' },
    nothingMeasured: {
      en: 'nothing could be measured; that is neither good nor bad',
      ru: 'измерить ничего не удалось: это не хорошо и не плохо',
    },
    signsTooWeak: {
      en: 'the signs do not reach the limit: q is {q p}, the limit is {limit p}',
      ru: 'признаки не дотягивают до порога: q = {q p}, порог {limit p}',
    },
    observersNotKnown: {
      en: 'no observers table was given, so item 2.3 was not applied',
      ru: 'таблицы наблюдателей нет, поэтому п. 2.3 не применён',
    },
    allObserved: {
      en: 'there was a public observer at all its sittings ({sittings})',
      ru: 'общественный наблюдатель был на всех процедурах школы ({sittings})',
    },
    notDrawn: {
      en: 'it was not drawn for the random control sample (chance {chance%} per sitting)',
      ru: 'в случайную контрольную выборку школа не попала (вероятность для каждой процедуры {chance%})',
    },
    strongerSigns: {
      en: 'the school would be listed for signs with a p of at most {needed p} (now {p p}); its q ({q p}) would then be within the limit, {limit p}',
      ru: 'школа попала бы в список по признакам при p не больше {needed p} (сейчас {p p}): тогда её q (сейчас {q p}) уложилось бы в порог {limit p}',
    },
    moreData: {
      en: 'more could be seen if the data held: {needs}',
      ru: 'удалось бы увидеть больше, если бы в данных было: {needs}',
    },
    weakerSigns: {
      en: 'the school would not be listed for signs with a p above {needed p} (now {p p}); its q ({q p}) would then be above the limit, {limit p}',
      ru: 'школы не было бы в списке по признакам при p больше {needed p} (сейчас {p p}): тогда её q (сейчас {q p}) превысило бы порог {limit p}',
    },
    restsOnSitting: {
      en: 'without this result the school would not be listed for signs',
      ru: 'без этого результата школы не было бы в списке по признакам',
    },
    restsOnDetector: {
      en: 'without the answer to “{detector}” the school would not be listed for signs',
      ru: 'без ответа на вопрос «{detector}» школы не было бы в списке по признакам',
    },
    restsOnFamily: {
      en: 'without one kind of sign ({family}) the school would not be listed for signs: if that has another cause, the rest does not suffice',
      ru: 'без одного вида признаков ({family}) школы не было бы в списке: если у него найдётся другая причина, остального недостаточно',
    },
    restsOnSeveral: {
      en: 'no single result, question or kind of sign decides: without any one of them the school would still be listed for signs',
      ru: 'ни один результат, вопрос или вид признаков ничего не решает в одиночку: без любого из них школа осталась бы в списке по признакам',
    },
    reportObserver: {
      en: 'if there was a public observer, enter it in the observers table',
      ru: 'если общественный наблюдатель был, внесите его в таблицу наблюдателей',
    },
    observeNextTime: {
      en: 'item 2.3 asks for a recheck this time; for the next one, invite a public observer',
      ru: 'сейчас п. 2.3 требует перепроверки; на следующую процедуру пригласите общественного наблюдателя',
    },
    observeClasses: {
      en: 'item 2.3 asks for a recheck this time; for the next one, a public observer in every class (none in {classes})',
      ru: 'сейчас п. 2.3 требует перепроверки; в следующий раз наблюдатель нужен в каждом классе (не было: {classes})',
    },
    independentObserver: {
      en: 'item 2.3 asks for a recheck this time; for the next one, an observer without a conflict of interest',
      ru: 'сейчас п. 2.3 требует перепроверки; в следующий раз нужен наблюдатель без конфликта интересов',
    },
    recheckSettles: {
      en: 'a recheck settles the question: its outcome is kept, and the next run shows it',
      ru: 'вопрос закроет перепроверка: её итог сохраняется, и следующий запуск его покажет',
    },
  } satisfies Readonly<Record<ExplanationCode, Text>>,
}
