import { comparable } from '../text'

/** Subjects of the national tests under the names that tables give them; the first is the one shown. */
const SUBJECTS: readonly (readonly string[])[] = [
  ['Математика', 'МА', 'матем', 'мат', 'математике'],
  ['Русский язык', 'РУ', 'русский', 'рус яз', 'русскому языку', 'русс яз'],
  ['Окружающий мир', 'ОМ', 'окр мир', 'окружающему миру'],
  ['Биология', 'БИ', 'биол', 'биологии'],
  ['История', 'ИС', 'ист', 'истории'],
  ['География', 'ГГ', 'геогр', 'географии'],
  ['Обществознание', 'ОБ', 'общество', 'обществознанию'],
  ['Физика', 'ФИ', 'физ', 'физике'],
  ['Химия', 'ХИ', 'хим', 'химии'],
  ['Английский язык', 'английский', 'англ яз', 'английскому языку'],
  ['Немецкий язык', 'немецкий', 'нем яз', 'немецкому языку'],
  ['Французский язык', 'французский', 'франц яз', 'французскому языку'],
  ['Литературное чтение', 'лит чтение', 'литературному чтению'],
  ['Литература', 'литературе'],
  ['Информатика', 'информатике'],
]
const BY_NAME = new Map(SUBJECTS.flatMap((names) => names.map((name) => [comparable(name), names[0]!] as const)))

/** The name under which a known subject is shown, or `null`: `русский`, `РУ` and `Русский  язык` are one subject. */
export function knownSubject(text: string): string | null {
  return BY_NAME.get(comparable(text)) ?? null
}

/** A known subject named somewhere in a title such as "Проведение работы по математике, 4 класс. ВПР 2021". */
export function subjectInTitle(title: string): string | null {
  const words = ` ${comparable(title)} `
  let found: string | null = null
  let length = 0
  for (const [name, subject] of BY_NAME)
    if (name.length > 4 && name.length > length && words.includes(` ${name} `)) {
      found = subject
      length = name.length
    }
  return found
}
