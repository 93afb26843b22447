/**
 * Names of schools as people write them. The legal form, quotes, №, spacing and case say nothing of which school it is;
 * number, kind, place and honour do.
 */
import { clean } from '../text'

/** What a name says of the school. */
export interface SchoolName {
  readonly number: string | null
  /** сош, оош, нош, гимназия, лицей; `школа` where the name does not say which; `null` where it says nothing. */
  readonly kind: string | null
  /** Whose school it is: м(униципальная), г(осударственная), ч(астная), ф(едеральная); `null` = not said. */
  readonly owner: string | null
  /** What makes another school of it: a branch, a boarding school, evening classes, a kindergarten, ... */
  readonly sorts: readonly string[]
  /** Words of the person or event it is named after, and all other words (mostly places), by their stems, sorted. */
  readonly honour: readonly string[]
  readonly places: readonly string[]
  /** Equal for names that differ in form alone. */
  readonly key: string
}

const LATIN: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}

/** Abbreviations of legal forms by the owner they tell of. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  м: [
    'мбоу',
    'мкоу',
    'маоу',
    'моу',
    'мобу',
    'моку',
    'моау',
    'мбу',
    'мку',
    'мау',
    'мбоо',
    'мбнокоу',
    'мбвсоу',
    'мказоу',
  ],
  г: ['гбоу', 'гкоу', 'гаоу', 'гоу', 'огбоу', 'огкоу', 'огаоу', 'кгбоу', 'кгкоу', 'кгоу', 'гбу', 'гку', 'гоку', 'гобу'],
  ч: ['чоу', 'ноу', 'аноо', 'ано', 'нчоу', 'чуоо', 'ночу'],
  ф: ['фгкоу', 'фгбоу', 'фгаоу'],
}
const OWNER_OF = new Map(Object.entries(FORMS).flatMap(([owner, forms]) => forms.map((form) => [form, owner] as const)))
const OWNER_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^муниципальн\p{L}*$/u, 'м'],
  [/^(?:областн\p{L}*|краев\p{L}*|республиканск\p{L}*)$/u, 'г'],
  [/^(?:частн\p{L}*|негосударственн\p{L}*)$/u, 'ч'],
  [/^федеральн\p{L}*$/u, 'ф'],
]

/** Words of the legal form and of the address that say nothing of which school it is. */
const SILENT =
  /^(?:бюджетн|казенн|автономн|государственн|общеобразовательн|образовательн|учреждени|организаци|некоммерческ|углубленн|изучени|отдельн|предмет|образовани|округ|област|республик|росси|район|городск|сельск|поселени|администраци)\p{L}*$|^(?:оу|оо|уиоп|мо|го|мр|сп|гп|рф|обл|края|край|рн|и|на|по|при|для|в|о|об|от|имеющ\p{L}*)$/u
/** A word of the address that says a place follows. */
const PLACE_FOLLOWS =
  /^(?:г|гор|город|города|с|село|села|сел|д|дер|деревня|деревни|п|пос|поселок|поселка|поселке|пгт|рп|рабочий|рабочего|ст|станица|станицы|станции|х|хут|хутор|хутора|аул|аула|ж|жд|мкр|микрорайон)$/u
const SORTS: readonly (readonly [RegExp, string])[] = [
  [/^интернат\p{L}*$/u, 'интернат'],
  [/^филиал\p{L}*$/u, 'филиал'],
  [/^(?:сад|сада|садом|доу|дс)$/u, 'сад'],
  [/^(?:вечерн\p{L}*|сменн\p{L}*|восош|всош|осош|весош)$/u, 'вечерняя'],
  [/^(?:кадетск\p{L}*|корпус\p{L}*)$/u, 'кадетская'],
  [/^(?:коррекционн\p{L}*|адаптированн\p{L}*|овз|специальн\p{L}*)$/u, 'коррекционная'],
  [/^прогимнази\p{L}*$/u, 'прогимназия'],
  [/^(?:колледж\p{L}*|техникум\p{L}*|училищ\p{L}*)$/u, 'колледж'],
  [/^центр\p{L}*$/u, 'центр'],
]
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:сош|сш|сошi|ссш)$/u, 'сош'],
  [/^(?:оош|ош)$/u, 'оош'],
  [/^(?:нош|нш)$/u, 'нош'],
  [/^гимнази\p{L}*$/u, 'гимназия'],
  [/^лице(?:й|я|е|ю|ем)$/u, 'лицей'],
  [/^(?:школ(?:а|ы|е|у|ой)|шк)$/u, 'школа'],
]

const cache = new Map<string, SchoolName>()
/** Names kept for the next look: a national table names some forty thousand schools. */
const KEPT = 100_000

/**
 * @example
 * readSchoolName('МБОУ «Средняя общеобразовательная школа № 1» г. Энска')
 * // { number: '1', kind: 'сош', owner: 'м', sorts: [], honour: [], places: ['энск'], key: ... }
 */
export function readSchoolName(text: string): SchoolName {
  let name = cache.get(text)
  if (name === undefined) {
    name = parse(wordsOf(text))
    if (cache.size >= KEPT) cache.clear()
    cache.set(text, name)
  }
  return name
}

/** Letters of a name that are looked at: no school is called by more, and some patterns take the square of the length. */
const LONGEST = 400

/** Small letters, one alphabet, phrases as the abbreviations that stand for them, № before a number. */
function wordsOf(text: string): string[] {
  let plain = clean(text).slice(0, LONGEST).toLowerCase().replaceAll('ё', 'е')
  plain = plain
    .replace(/№|(?<!\p{L})n[oо]?\.?(?=\s*\d)|(?<!\p{L})номер(?=\s*\d)|#(?=\s*\d)/gu, ' № ')
    .replace(/^[a-z]*\d+[a-z]*_\w+ ?\|/, ' ')
  if (/[а-я]/.test(plain)) plain = plain.replace(/[abcehkmoptxy]/g, (letter) => LATIN[letter]!)
  plain = plain
    .replace(/(?<!\p{L})р\.\s?п\./gu, ' рп ')
    .replace(/(?<!\p{L})п\.\s?г\.\s?т\.?/gu, ' пгт ')
    .replace(/(?<!\p{L})(г|м|с|м)\.\s?(о|р|п)\.(?!\s?\p{L}{0,2}\.)/gu, ' ')
    .replace(/(?<!\p{L})р-о?на?(?!\p{L})/gu, ' района ')
    .replace(/(?<!\p{L})д\s?[/\\]\s?с(?!\p{L})/gu, ' дс ')
    // Initials: А.С. Пушкина, Пушкина А. С.
    .replace(/(?<!\p{L})\p{L}\.\s?\p{L}\.(?!\p{L}\.)/gu, ' ')
    .replace(/средн\p{L}*\s+(?:общеобразовательн\p{L}*\s+)?школ\p{L}*/gu, ' сош ')
    .replace(/основн\p{L}*\s+(?:общеобразовательн\p{L}*\s+)?школ\p{L}*/gu, ' оош ')
    .replace(/начальн\p{L}*\s+(?:общеобразовательн\p{L}*\s+)?школ\p{L}*/gu, ' нош ')
    .replace(/муниципальн\p{L}*\s+(?:образовани\p{L}*|район\p{L}*|округ\p{L}*)/gu, ' ')
    .replace(/(\p{L}{2,})(\d)/gu, '$1 $2')
  return plain.match(/№|[\p{L}\d]+/gu) ?? []
}

interface Draft {
  number: string | null
  kind: string | null
  owner: string | null
  readonly sorts: Set<string>
  readonly honour: Set<string>
  readonly places: Set<string>
}

function parse(words: readonly string[]): SchoolName {
  const draft: Draft = { number: null, kind: null, owner: null, sorts: new Set(), honour: new Set(), places: new Set() }
  const numberAt = findNumber(words)
  if (numberAt !== -1) draft.number = words[numberAt]!.replace(/^0+(?=\d)/, '')
  let honouring = false
  words.forEach((word, i) => {
    if (word === '№') honouring = false
    if (word === '№' || i === numberAt || readForm(word, draft)) return
    if (word === 'им' || word === 'имени') {
      honouring = true
      return
    }
    if (PLACE_FOLLOWS.test(word)) {
      honouring = false
      return
    }
    // `32-я гимназия`, and initials without points.
    if (word.length < 2 && !/\d/.test(word)) return
    ;(honouring ? draft.honour : draft.places).add(stem(word))
  })
  return named(draft)
}

/** Takes up legal form, kind and sort; true where the word was one of them, or says nothing. */
function readForm(word: string, draft: Draft): boolean {
  const owner = OWNER_OF.get(word) ?? OWNER_WORDS.find(([pattern]) => pattern.test(word))?.[1]
  if (owner !== undefined) {
    draft.owner ??= owner
    return true
  }
  const sort = SORTS.find(([pattern]) => pattern.test(word))?.[1]
  if (sort !== undefined) {
    draft.sorts.add(sort)
    return true
  }
  const kind = KINDS.find(([pattern]) => pattern.test(word))?.[1]
  if (kind !== undefined) {
    if (draft.kind === null || draft.kind === 'школа') draft.kind = kind
    return true
  }
  return SILENT.test(word) || word === 'детский' || word === 'детского' || word === 'детским'
}

/** Position of the school's number: after №, else beside the word for school; dates and anniversaries are none. */
function findNumber(words: readonly string[]): number {
  const isNumber = (word: string | undefined) => /^\d{1,4}\p{L}?$/u.test(word ?? '')
  const sign = words.findIndex((word, i) => word === '№' && isNumber(words[i + 1]))
  if (sign !== -1) return sign + 1
  const isKind = (word: string | undefined) => KINDS.some(([pattern]) => pattern.test(word ?? ''))
  const after = words.findIndex((word, i) => isNumber(word) && isKind(words[i - 1]))
  if (after !== -1) return after
  const before = words.findIndex(
    (word, i) => isNumber(word) && (isKind(words[i + 1]) || (words[i + 1]?.length === 1 && isKind(words[i + 2]))),
  )
  return before
}

function named({ number, kind, owner, sorts, honour, places }: Draft): SchoolName {
  const sorted = (set: ReadonlySet<string>) => [...set].sort()
  const name = { number, kind, owner, sorts: sorted(sorts), honour: sorted(honour), places: sorted(places) }
  const parts = [number, kind, name.sorts.join(' '), name.honour.join(' '), name.places.join(' ')]
  return { ...name, key: parts.join('|') }
}

/** A word without its case ending: «Энска», «Энск» and «Энского» are one, «Ивановка» and «Иваново» are not. */
function stem(word: string): string {
  return cut(
    cut(word, /(?:ого|его|ому|ему|ыми|ими|ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ым|им|ом|ем)$/),
    /[аеиоуыэюяйь]+$/,
  )
}

/** The place that an adjective speaks of: «Ивановская» and «Ивановка» are one. */
function root(stemmed: string): string {
  return cut(cut(stemmed, /ск$/), /к$/)
}

const cut = (word: string, ending: RegExp): string => {
  const rest = word.replace(ending, '')
  return rest.length >= 3 ? rest : word
}

/** True where the text can be the name of a school, and not only a code. */
export function isSchoolName(text: string): boolean {
  if (!/[а-яё]{2}/i.test(text)) return false
  const { kind, number, places, honour, sorts } = readSchoolName(text)
  return kind !== null || sorts.length > 0 || number !== null || [...places, ...honour].some((word) => word.length >= 4)
}

/** True for names that differ in form alone. */
export const sameName = (a: SchoolName, b: SchoolName): boolean => a.key === b.key && agree(a.owner, b.owner)

/**
 * True where both names can be of one school: nothing that both say differs. Whether it is the only such school must be
 * seen from all names together.
 */
export function compatible(a: SchoolName, b: SchoolName): boolean {
  if (a.number !== b.number || a.sorts.join() !== b.sorts.join()) return false
  if (!agree(a.owner, b.owner) || !kindsAgree(a.kind, b.kind)) return false
  const [honourA, honourB, placesA, placesB] = [a.honour, b.honour, a.places, b.places].map(roots) as [
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
  ]
  if (!nested(honourA, honourB) || !nested(placesA, placesB)) return false
  if (a.number !== null) return true
  return shares(honourA, honourB) || shares(placesA, placesB)
}

const roots = (words: readonly string[]): Set<string> => new Set(words.map(root))
const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a === b
const ANY_SCHOOL = new Set(['сош', 'оош', 'нош'])
const kindsAgree = (a: string | null, b: string | null): boolean =>
  agree(a, b) || (a === 'школа' && ANY_SCHOOL.has(b!)) || (b === 'школа' && ANY_SCHOOL.has(a!))
const nested = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size <= b.size ? [...a].every((word) => b.has(word)) : [...b].every((word) => a.has(word))
const shares = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((word) => b.has(word))

/** Where names may meet in a search: their number, else each of their words. */
export function searchKeys({ number, places, honour }: SchoolName): string[] {
  return number !== null ? [`№ ${number}`] : [...roots([...places, ...honour])]
}

/** A municipality without the words that all of them share: «Энский район», «Энский муниципальный р-н» are one. */
export function municipalityKey(text: string): string {
  const { places, honour } = readSchoolName(text.replace(/^[^|]*\|/, ''))
  return [...roots([...places, ...honour])].sort().join(' ')
}

/** Both are known and are not one. */
export const differ = (a: string, b: string): boolean =>
  a !== '' && b !== '' && !nested(new Set(a.split(' ')), new Set(b.split(' ')))
