import { positionsBy } from '../group-by'
import { pupils, setting } from '../setting'
import { defineDetector } from './runner/define'
import { againstControl, levels } from './tools/controlled'

export const subjectProfile = defineDetector({
  meta: {
    id: 'subject-profile',
    family: 'level',
    scope: 'region',
    question: {
      en: 'Is this subject far out of line with the other subjects of the same pupils?',
      ru: 'Не выбивается ли результат по этому предмету из результатов тех же учеников по другим предметам?',
    },
    needs: ['mean'],
    unit: { en: 'SD between pupils', ru: 'стандартных отклонений между учениками' },
    effectUnit: { en: 'points', ru: 'баллов' },
    sources: [
      'Jacob B. A., Levitt S. D. (2003) Rotten apples. Quarterly Journal of Economics 118, 843-877',
      'Ours: profile of subjects against the profile of peers',
    ],
    innocent: [
      { en: 'A class with this subject in depth.', ru: 'Класс с углублённым изучением этого предмета.' },
      { en: 'A very good teacher of this subject.', ru: 'Сильный учитель именно этого предмета.' },
      {
        en: 'Another subject went badly: a vacancy, a change of teacher.',
        ru: 'По другому предмету результат снижен: вакансия, смена учителя.',
      },
    ],
    finding: {
      en: 'mean score {mean}, {effect} points above what the same pupils’ other subjects lead to expect',
      ru: 'средний балл {mean} — на {effect} выше, чем можно ожидать по результатам тех же учеников по другим предметам',
    },
  },
  options: {
    minimumPupils: setting(pupils(), 2, {
      reason:
        "Two pupils' mean has its honest p-values too (docs/validation.md); the result of one pupil is no sitting's.",
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  reasons: {
    unknownGrade: {
      en: 'the grade is not known',
      ru: 'класс не указан',
    },
    oneSubjectOnly: {
      en: 'no other subject of the same pupils',
      ru: 'нет результатов тех же учеников по другому предмету',
    },
  },
  measure: (view) => {
    const keyOf = (s: (typeof view.sittings)[number]): string =>
      `${s.schoolId}\t${s.year}\t${s.grade}\t${s.className ?? ''}`
    const byPupils = positionsBy(view.sittings, keyOf)
    return againstControl(view, 'subject-profile', levels(view, 'subject-profile'), (i) => {
      const sitting = view.sittings[i]!
      if (sitting.grade === null) return 'unknownGrade'
      const others = byPupils.get(keyOf(sitting))!.filter((j) => view.sittings[j]!.subject !== sitting.subject)
      return others.length === 0 ? 'oneSubjectOnly' : others
    })
  },
})
