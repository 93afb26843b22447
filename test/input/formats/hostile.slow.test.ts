import { describe, expect, it } from 'vitest'
import { HOSTILE } from '../../../scripts/make-hostile'
import { refusalOf } from './hostile'

describe('hostile workbooks at the limits of what is read', () => {
  it.each(Object.entries(HOSTILE).filter(([, { slow }]) => slow === true))(
    '%s',
    async (_, { make, code }) => {
      expect(await refusalOf(make())).toBe(code)
    },
    60_000,
  )
})
