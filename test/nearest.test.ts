import { describe, expect, it } from 'vitest'
import { nearest } from '../src/nearest'

describe('the nearest known name', () => {
  it('is at most a third of the letters away', () => {
    expect(nearest('seeed', ['grain', 'seed'])).toBe('seed')
    expect(nearest('peers', ['grain', 'seed'])).toBeNull()
  })

  it('is the nearer of two', () => expect(nearest('scores', ['score_1', 'score'])).toBe('score'))

  it('is not sought letter by letter in texts of a book', () => {
    const long = 'Очень длинная причина. '.repeat(4000)
    expect(nearest(`${long}1`, [long, 'seed'])).toBe(long)
    expect(nearest(long, ['seed'])).toBeNull()
    expect(nearest('seed', [long])).toBeNull()
  })
})
