import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldPhone, matches, searchNeedles, searchText } from '../../../../shared/rules/text/fold.ts'
import { phoneNumber } from '../../../../shared/rules/text/phone-number.ts'
import { smsNumber } from '../../../../shared/rules/text/sms-number.ts'

const international = [
  '+46701234567',
  '+46 70-123 45 67',
  '+46 (0)70-123 45 67',
  '+46 (0) 70 123 45 67',
  '(+46) 70 123 45 67',
  '0046 70 123 45 67',
  '0046 (0)70-123 45 67',
  '00 46 70 123 45 67',
  '+46 70‑123‑45‑67',
  '+46 70–123 45 67',
  '\u202a+46 70 123 45 67\u202c',
  '\u200e+46\u00a070\u202f123\u200945\u200967',
  '+46.70.123.45.67',
  '+46/70/123/45/67',
  '＋４６ ７０ １２３ ４５ ６７',
  '+٤٦ ٧٠ ١٢٣ ٤٥ ٦٧',
  'tel:+46-70-123-45-67',
  '+0046 70 123 45 67',
  '+46 070-123 45 67',
  '+46 (070) 123 45 67',
  '0046 070 123 45 67',
  '+46 [0]70-123 45 67',
]

describe('a phone number', () => {
  it.each(international)('%j is one number, to be sent to, searched and found', (typed) => {
    expect(phoneNumber(typed)).toBe('+46701234567')
    expect(smsNumber(typed)).toBe('+46701234567')
    expect(foldPhone(typed)).toBe('+46701234567')
    const text = searchText(['Karen', foldPhone(typed)])
    for (const query of [...international, '070-123 45 67', '70123'])
      expect(matches(text, searchNeedles(query))).toBe(true)
  })

  it.each([
    ['12 34 56 78', '12345678'],
    ['070-123 45 67', '0701234567'],
    ['(08) 12 34 56', '08123456'],
    ['08 (0) 1', '0801'],
  ])('%j names no country, so that nothing is sent to it', (typed, number) => {
    expect(phoneNumber(typed)).toBe(number)
    expect(smsNumber(typed)).toBeNull()
  })

  it.each([
    '',
    'ext. 12',
    '+45 12 34 56 78 ext 9',
    '+45 12 34 x',
    '4.53312E+09',
    '+',
    '++45 12345678',
    '+45+12345678',
    '1+2',
    'tel:',
    '+45 20123456 / +45 33112233',
    '20123456, 33112233',
    '+1-800-KEYDESK',
    '+45 20123456;ext=12',
  ])('%j is none', (typed) => {
    expect(phoneNumber(typed)).toBeNull()
    expect(smsNumber(typed)).toBeNull()
  })

  it('keeps the 0 after the code of a country whose numbers begin with it', () => {
    expect(smsNumber('+39 06 1234567')).toBe('+39061234567')
  })

  it.each(['+45 123', `+45 ${'1'.repeat(14)}`])('%j is too short or too long to be sent to', (typed) => {
    expect(smsNumber(typed)).toBeNull()
  })
})

it('an unseen character changes no number, whatever is typed in ASCII', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.string({ unit: fc.constantFrom(...'0123456789+()[]-./ \t\n:`te l') }),
  )
  fc.assert(
    fc.property(typed, (text) => {
      expect(phoneNumber(text)).toBe(phoneNumber(`${text}\u200b`))
    }),
    { numRuns: 2000 },
  )
})
