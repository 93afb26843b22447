import { describe, expect, it } from 'vitest'
import { headerOf } from '../../src/input/headers/header'
import { bareLabel, itemLabel, labelsFromDates, speaksOfItem } from '../../src/input/headers/labels'

describe('headers of items', () => {
  it.each([
    ['5(1) (1б)', '5(1)', 1],
    ['12(3) (1б)', '12(3)', 1],
    ['16 (1) (1б)', '16(1)', 1],
    ['9.1 (1б)', '9.1', 1],
    ['9,1 (1 б.)', '9.1', 1],
    ['4К1 (3б)', '4К1', 3],
    ['10К2 (2б)', '10К2', 2],
    ['1 (2 балла)', '1', 2],
    ['Задание 7 (2б)', '7', 2],
    ['балл за 5(1)', '5(1)', null],
    ['Задание №3', '3', null],
    ['item_12', '12', null],
  ])('%s', (header, label, max) => expect(itemLabel(header)).toEqual({ label, max }))

  it('are no other headers', () => {
    for (const header of [
      'Итого (20б)',
      'Класс',
      'балл',
      '5 класс',
      '14. Где расположена организация',
      'балл за четверть',
    ])
      expect(itemLabel(header)).toBeNull()
    expect(['3', '9.1', '4К1', '2021', 'Код'].map(bareLabel)).toEqual(['3', '9.1', '4К1', null, null])
    expect(['Задание «а» (2б)', '3-4 (2б)', '3 (2б)', 'Вариант'].map(speaksOfItem)).toEqual([true, true, false, false])
  })

  it('keep their order, and their maxima only where every one was read', () => {
    const cells = ['Логин', '1 (1б)', '5(1) (1б)', '5(2) (2б)', 'Итого баллов']
    const header = headerOf('results', cells, null)
    expect(header.numbered.item.map(({ number, max }) => [number, max])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ])
    expect(header.itemsWhole).toBe(true)
    expect(headerOf('results', [...cells, '6-7 (2б)'], null).itemsWhole).toBe(false)
    expect(headerOf('results', ['школа', 'балл', 'балл за 1', 'балл за 3'], null).numbered.item[1]!.number).toBe(3)
  })

  it('may have become dates: the reading in which they rise counts', () => {
    expect(labelsFromDates(['Код', '2022-01-01', '2022-01-02', '2022-02-01'])).toEqual(['Код', '1.1', '1.2', '2.1'])
    expect(labelsFromDates(['01.01.2022', '01.02.2022', '02.01.2022'])).toEqual(['1.1', '1.2', '2.1'])
    expect(labelsFromDates(['1-янв', '1-фев', '2-янв', '2-мар'])).toEqual(['1.1', '1.2', '2.1', '2.3'])
    expect(labelsFromDates(['Дата', '15.04.2026'])).toBeNull()
  })
})
