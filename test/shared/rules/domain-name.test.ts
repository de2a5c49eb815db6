import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isDomainLabel } from '../../../shared/rules/domain-name.ts'

it.each(['a', 'A1', 'xn--mller-kva', 'blåbær', 'пример', '例え', 'straße', 'हिन्दी', 'a-b', 'x'.repeat(63)])(
  '%s may be a label',
  (label) => {
    expect(isDomainLabel(label)).toBe(true)
  },
)

it.each([
  ...[
    '',
    '-a',
    'a-',
    'å-',
    'a_b',
    'a b',
    'a.b',
    'a@b',
    'å\u200b',
    'å\u00ad',
    'ａ',
    '\u212a',
    'ﬁ',
    'bla\u030abær',
    '\u0301a',
    'å'.repeat(64),
  ],
  ...['x'.repeat(64), 'å/b', 'å:b', 'å,b'],
])('%j is none', (label) => {
  expect(isDomainLabel(label)).toBe(false)
})

it('nothing else than what was typed comes out of a label, but for capitals', () => {
  const unit = fc.oneof(
    fc.constantFrom(...'aZ9-åØßпр例ａK。.@/'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  )
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 8 }), (label) => {
      const ascii = isDomainLabel(label) ? domainToASCII(`${label}.test`) : ''
      if (ascii === '' || /xn--/i.test(label)) return
      expect(domainToUnicode(ascii).toLowerCase()).toBe(`${label.toLowerCase()}.test`)
    }),
    { numRuns: 3000 },
  )
})
