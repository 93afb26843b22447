import { describe, expect, it } from 'vitest'
import { readPresence, readPresenceTable } from '../../../src/input/collecting/presence'

const PRESENT = `да|Да.|был|была|был(а)|присутствовал|Присутствовал(а)|V|v|+|✓|✔|1|2|1.0|есть|yes|в наличии|Иванова М.П., родитель|
1 (Иванова М.П.)|2 (Иванова М.П., Петров А.А.)|Иванова М. П.|М.П. Иванова|Иванова Мария Петровна|ИВАНОВА М.П.|Петрова|Анна Сидоренко|
12.04.2021|2021-04-12|12 апреля 2021 г.|12.04.2021 Иванова М.П.|Да, присутствовал|присутствие обеспечено|Присутствие обеспечено|2 чел.|
1 наблюдатель|присутствовали 2 наблюдателя|наблюдатель присутствовал|был общественный наблюдатель|Да, Иванова`
const ABSENT = `нет|Нет.|не был|не был(а)|не была|отсутствовал|отсутствовал(а)|-|–|—|0|0.0|0 чел.|0 (не назначен)|no|не назначен|не был назначен|
без наблюдателя|Без общественного наблюдателя|не присутствовал|нет наблюдателя|наблюдателя не было|наблюдатель отсутствовал|не обеспечено|
отсутствовал по болезни|не явился (болезнь)|нет, не присутствовал|Иванова М.П. не явилась`
const RIDDLES = `был/не был|да/нет|присутствовал(а)/отсутствовал(а)|нужное подчеркнуть|по графику|Иванова М.П. (по графику)|назначена Иванова М.П.|
не знаю|не требуется|не проводилась|наверное|да?|+/-|1 из 2|1/2|частично|Да, кроме 4Б|онлайн|видеонаблюдение|план|отпуск|заболел|
нет замечаний|замечаний нет|нарушения отсутствуют|да, замечаний нет|нет возражений|конфликт интересов отсутствует|4А, 4Б|10:00|45000|...|ВПР`
const UNKNOWN = '|нет данных|нет сведений|н/д|неизвестно'
const texts = (list: string) => list.split('|').map((text) => text.trim())

describe('a cell on the observer', () => {
  it.each(texts(PRESENT))('«%s»: there was one', (text) => expect(readPresence(text)).toBe('present'))
  it.each(texts(ABSENT))('«%s»: there was none', (text) => expect(readPresence(text)).toBe('absent'))
  it.each(texts(RIDDLES))('«%s» is not understood', (text) => expect(readPresence(text)).toBe('notUnderstood'))
  it.each(texts(UNKNOWN))('«%s» says nothing', (text) =>
    expect(readPresence(text)).toBe(text === '' ? 'empty' : 'unknown'),
  )
})

describe('a whole table', () => {
  const taken = (cells: readonly string[], everySchool = true) => {
    const counts = new Map<string, number>()
    for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
    const { take } = readPresenceTable(counts, everySchool)
    return cells.map(take)
  }

  it('takes an empty cell as none where only presence is marked and nearly every school has a row', () => {
    expect(taken(['V', '', 'V'])).toEqual(['present', 'absent', 'present'])
    expect(taken(['Иванова М.П.', '', '12.04.2021'])).toEqual(['present', 'absent', 'present'])
    expect(taken(['V', ''], false)).toEqual(['present', 'unknown'])
  })

  it('takes an empty cell as not known where both answers, or a riddle, occur', () => {
    expect(taken(['да', 'нет', ''])).toEqual(['present', 'absent', 'unknown'])
    expect(taken(['да', 'по графику', ''])).toEqual(['present', 'notUnderstood', 'unknown'])
  })

  it('takes a lone х as none only beside marks of presence', () => {
    expect(taken(['V', 'х', 'Х'])).toEqual(['present', 'absent', 'absent'])
    expect(taken(['х', ''])).toEqual(['notUnderstood', 'unknown'])
    expect(taken(['х', 'нет'])).toEqual(['notUnderstood', 'absent'])
  })
})
