import fc from 'fast-check'
import { expect, it } from 'vitest'
import { base64Of } from '../../../../shared/rules/files/base64.ts'

it('base64 is what Node makes of the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(base64Of(text)).toBe(Buffer.from(text, 'utf8').toString('base64'))
    }),
  )
  expect(base64Of('Søren \u{1f600}\ud800')).toBe(Buffer.from('Søren \u{1f600}\ufffd').toString('base64'))
})
