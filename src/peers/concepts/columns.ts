/**
 * Which column plays which part in a concept, and which can never be context; as data. Headers are compared as `plain`
 * writes them. The first pattern that fits decides.
 */

/** What a column can be. */
export type Part =
  | 'settlement'
  | 'settlement.size'
  | 'remoteness'
  | 'school.type'
  | 'ownership'
  | 'levels.primary'
  | 'levels.basic'
  | 'levels.full'
  | 'pupils'
  | 'pupils.perClass'
  | 'pupils.perTeacher'
  | 'grade.pupils'
  | 'grade.classes'
  | 'classes'
  | 'teachers'
  | 'families'
  | 'parents'
  | 'families.lowIncome'
  | 'families.singleParent'
  | 'families.full'
  | 'families.large'
  | 'families.atRisk'
  | 'families.poorHousing'
  | 'parents.higherEducation'
  | 'parents.working'
  | 'parents.unemployed'
  | 'parents.involvement'
  | 'pupils.foster'
  | 'pupils.nonNative'
  | 'pupils.specialNeeds'
  | 'language'
  | 'cohort'
  | 'cohort.adapted'
  | 'adapted.offered'
  | 'teachers.topCategory'
  | 'teachers.young'
  | 'teachers.pensionAge'
  | 'inDepth'
  | 'inDepth.subject'
  | 'clubs'
  | 'computers'
  | 'computers.perPupil'
  | 'branch'
  | 'special'
  /** No column: the whole of a plain sum. */
  | 'one'

/** Why a column takes no part. */
export type LeftOutReason =
  /** The file has it for finding a school, not for describing it: numbers, codes, names. */
  | 'identifier'
  | 'contact'
  | 'date'
  /** A result: grouping by results hides what is looked for. */
  | 'result'
  /** What the school does (training, career guidance), not the conditions that it works in. */
  | 'activity'
  /** Asked beside a question that is taken already. */
  | 'repeats'
  /** Says which schools fit no group. */
  | 'special'
  /** A number of people, without the number of all to divide it by. */
  | 'countWithoutWhole'
  | 'unreadable'
  | 'nearlyEmpty'
  | 'constant'
  | 'nearlyConstant'
  | 'tooManyCategories'
  | 'copy'
  | 'ignored'

interface Rule<What> {
  readonly is: What
  readonly header: RegExp
}

/** Columns of concepts: the federal questionnaires of 2021 and 2022, social passports, the canonical names. */
export const PARTS: readonly Rule<Part>[] = [
  // Of several meanings in one header the more special stands first.
  {
    is: 'special',
    header:
      /^special$|специальн\S* \(?коррекционн|коррекционн\S*\)?( оо)?\)?\??$|является вечерн|вечерн\S* \(?сменн|закрытого типа|исполняющ\S* наказани|школой-интернатом|^интернат$|отдельной организацией.* по аоп/,
  },
  { is: 'school.type', header: /^(school type|type of school|тип (школы|оо|организации)|вид (школы|оо))$/ },
  { is: 'ownership', header: /^ownership$|организационно-правов|форма собственности/ },
  { is: 'levels.primary', header: /^начальное общее образование$/ },
  { is: 'levels.basic', header: /^основное общее образование$/ },
  { is: 'levels.full', header: /^среднее общее образование$|^education levels$/ },
  {
    is: 'remoteness',
    header: /^remoteness$|транспортн\S* сообщени|до ближайшего крупного города|удаленность от/,
  },
  {
    is: 'settlement.size',
    header: /^settlement (size|population)$|размер населенного пункта|численность населения|число жителей/,
  },
  {
    is: 'settlement',
    header:
      /^(settlement|settlement type|location|locality|urban rural|school location)$|где расположена (ваша )?(оо|образовательная организация)|^(тип|вид) (населенного пункта|местности)|^местность$|^город\/? ?село$/,
  },
  { is: 'language', header: /на каких языках осуществляется|^other language$/ },
  {
    is: 'cohort.adapted',
    header: /из них обучаются по адаптированным|г\. ?р\., обучающихся по аоп|года рождения, обучающихся по а/,
  },
  { is: 'cohort', header: /обучающихся.* \d{4} года рождения/ },
  {
    is: 'adapted.offered',
    header: /деятельность по адаптированным|образование обучающихся по аоп|^adapted programmes$/,
  },
  { is: 'pupils.perClass', header: /^pupils per class$|наполняемость|(обучающихся|учеников) (в|на) (одном )?класс/ },
  { is: 'pupils.perTeacher', header: /^pupils per teacher$|(обучающихся|учеников) на (одного )?(учителя|педагога)/ },
  { is: 'grade.pupils', header: /^\d{1,2}( |-\S+ )класс\S* (обучающ|учащ|учени|дет)/ },
  { is: 'grade.classes', header: /^\d{1,2}( |-\S+ )класс\S* (класс|групп|комплект)/ },
  {
    is: 'teachers.topCategory',
    header: /^teachers top category|(учител|педагог).*категори|категори.*(учител|педагог)/,
  },
  {
    is: 'teachers.young',
    header:
      /^teachers young|(учител|педагог).*(не старше \d|до 3[05] лет|моложе|молод)|молод\S* (учител|педагог|специалист)/,
  },
  { is: 'teachers.pensionAge', header: /^teachers pension|(учител|педагог).*пенсион|пенсион\S* возраст/ },
  {
    is: 'teachers',
    header:
      /^(teachers|number of teachers)$|^сколько всего в (школе|оо) (учителей|педагогов)|^(всего |общее )?(число |численность |количество )?(учителей|педагогов|педагогических работников)( всего)?$/,
  },
  { is: 'clubs', header: /^additional education$|дополнительного образования.*посещают|вовлеченность обуча/ },
  { is: 'parents.involvement', header: /^parents involvement$|много родителей обучающихся/ },
  { is: 'computers.perPupil', header: /^computers per pupil$|компьютеров на (одного )?(обучающ|ученик)/ },
  { is: 'computers', header: /^computers$|сколько компьютеров обучающиеся могут|^(число|количество) компьютеров/ },
  {
    is: 'inDepth',
    header:
      /^in depth$|^в классах (начальной|основной|средней) школы$|углубленное изучение отдельных предметов|углубленное изучение которых/,
  },
  { is: 'branch', header: /^branch$|у оо есть филиалы/ },
  { is: 'parents.unemployed', header: /^unemployed|безработн|неработающ|не работа(ет|ют)/ },
  { is: 'parents.working', header: /^working parents|оба (родителя )?работа|работа\S* оба/ },
  {
    is: 'parents.higherEducation',
    header: /^higher education|^parents college|^(?!.*(учител|педагог)).*высш\S* образован/,
  },
  {
    is: 'families.lowIncome',
    header: /^low income|^free meals|малообеспеч|малоимущ|низк\S* доход|ниже прожиточн|льготн\S* питан/,
  },
  { is: 'families.singleParent', header: /^single parent|неполн\S* сем|неполные$|одинок\S* (мат|род)|одним родителем/ },
  { is: 'families.full', header: /^full famil|полн\S* сем|^полные$/ },
  { is: 'families.large', header: /^large famil|многодет/ },
  {
    is: 'families.atRisk',
    header:
      /^at risk|социально[ -]?опасн|(^|[ (/])соп($|[ )/,])|групп\S* риска|неблагополучн|(на|внутришкольн\S*) учет|(^|[ (/])(вшу|вшк|пдн|кдн)($|[ )/,])/,
  },
  { is: 'pupils.foster', header: /^foster|сирот|опек|опека|попечит|приемн\S* сем/ },
  { is: 'families.poorHousing', header: /^poor housing|жилищн|неблагоустроен|без удобств/ },
  {
    is: 'pupils.nonNative',
    header:
      /^non native|^english learners|неродн|не родн|не владе\S* русск|слабо владе|мигрант|иностранн\S* (граждан|дет)|инофон|билингв/,
  },
  {
    is: 'pupils.specialNeeds',
    header:
      /^special needs|(^|[ (/])овз($|[ )/,])|ограниченн\S* возможн|инвалид|адаптированн\S* (основн|общеобр|образоват|програм)/,
  },
  { is: 'families', header: /^(всего|общее число|число|количество|общее количество) семей( всего)?$|^семей( всего)?$/ },
  {
    is: 'parents',
    header: /^(всего|общее число|число|количество|общее количество) родителей( всего)?$|^родителей( всего)?$/,
  },
  {
    is: 'classes',
    header:
      /^(number of classes|classes)$|^(всего|число|количество|общее количество) (классов|классов-комплектов)( всего)?$/,
  },
  {
    is: 'pupils',
    header:
      /^(pupils|students|enrolled|enrolment|school size|number of pupils)$|количество обучающихся в оо в|^(укажите )?(всего|число|численность|количество|кол-во|общее число|общая численность|общее количество|контингент)? ?(обучающихся|учащихся|учеников|детей)( в (школе|оо))?( всего)?$|^контингент$/,
  },
]

/** Subjects as headers: in the federal questionnaire the grade from which the subject is taught in depth. */
export const SUBJECT_HEADER =
  /^(русский язык|литература|иностранный язык|английский язык|математика|информатика|физика|химия|биология|география|история|обществознание)$/

/** Columns that are never context. */
export const NEVER: readonly Rule<LeftOutReason>[] = [
  {
    is: 'activity',
    header:
      /^длительностью (не )?более|методслужб|делятся опытом|отрабатывают полученные навыки|^никак$|профориентац|рассказ о профессиях|представителями различных профессий|сотрудников службы занятости|психологические тестирования|экскурсии в организации|практика на предприятиях|повышени\S* квалификации/,
  },
  {
    is: 'repeats',
    header:
      /^среднее профессиональное образование$|учебных классов \(кабинетов\)|рабочее место учителя|проектор|маломощн|доступ к сети интернет|скорость интернета|преподающих в \d|статус организации/,
  },
  {
    is: 'result',
    header:
      /качеств\S* (знаний|обучен|успеваем|подготовк)|успеваемост|средн\S* (балл|отметк|оценк|результат)|отличник|хорошист|(^|[ «"])4["»]? и ["«]?5|на "?4"? и "?5"?|(%|доля|процент|количество|число) ["«]?[2-5]["»]?$|["«][2-5]["»]|(получивш|имеющ)\S* ["«]?[2-5]|двоечник|неуспева|медал|аттестат|второгодник|высокобалл|олимпиад|необъективн/,
  },
  {
    is: 'contact',
    header:
      /телефон|^тел\.?$|^(phone|tel|fax|факс)|e-?mail|электронн\S* (почт|адрес)|эл\. ?почт|^почта$|сайт|^(web ?site|site|url|www)|адрес|^address|почтовый индекс|индекс местонахождения|^индекс$|^(postcode|postal code|zip( code)?)$|фио|директор|руководител|^(director|principal|head teacher)|ответственн\S* (лицо|за)|координатор/,
  },
  {
    is: 'identifier',
    header:
      /^(№|n|no|nn|номер)\.? ?(п\/?п\.?|строки|школы|оо)?\.?$|^п\/?п\.?$|^(id|uid|guid|uuid|code|код|login|логин|пользователь|шифр|индекс оо)$|^(код|code|id|номер) |(^| )(code|id|код)$|(^|[ (/])(инн|окпо|огрн|кпп|окато|октмо|оквэд|снилс|бик|inn|okpo|ogrn)($|[ )/,])|лицензи|аккредитац|наименовани|^назван|^(name|school name|school)$|^(школа|оо)$|^(регион|region|субъект( рф)?)$|^(широта|долгота|latitude|longitude|lat|lon)$/,
  },
  {
    is: 'date',
    header:
      /^(дата|date)( |$)|( |^)(дата|date)$|год\S* (основан|постройк|создан|открыт|ввода|регистрац)|^(year|год)( of foundation| founded| built| постройки)?$|(founded|foundation|built)$/,
  },
]

/** Words of a header that speak of results. */
export const RESULT_WORD =
  /^(scores?|marks?|results?|points?|балл\p{L}*|отметк\p{L}*|оценк\p{L}*|результат\p{L}*|впр|егэ|огэ|гиа)$/iu

/** A header as the patterns expect it: small letters, «е» for «ё», one space for what separates words, no number before. */
export const plain = (header: string): string =>
  header
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[_\s\u00a0]+/g, ' ')
    .replace(/^["«» ]+|["«» ]+$/g, '')
    .replace(/^\d{1,3}(\.\d{1,2})*[.)] ?(?=\D)/, '')
    .trim()

export const partOf = (header: string): Part | null => {
  const name = plain(header)
  return PARTS.find((rule) => rule.header.test(name))?.is ?? null
}

/** The reason why a column of this name is never context; `null` where its name does not say so. */
export function neverContext(header: string): LeftOutReason | null {
  const name = plain(header)
  const rule = NEVER.find((one) => one.header.test(name))
  if (rule !== undefined) return rule.is
  return name.split(/[^\p{L}]+/u).some((word) => RESULT_WORD.test(word)) ? 'result' : null
}
