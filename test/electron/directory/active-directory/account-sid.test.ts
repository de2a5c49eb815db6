import { expect, it } from 'vitest'
import { sidOf } from '../../../../electron/directory/active-directory/account-sid.ts'

it('reads a security identifier as access rules name it', () => {
  // The example of MS-DTYP 2.4.2: the administrators of a machine.
  expect(sidOf(Buffer.from('01020000000000052000000020020000', 'hex'))).toBe('S-1-5-32-544')
  const domain = '010500000000000515000000a065cf7e784b9b5fe77c8770091c0100'
  expect(sidOf(Buffer.from(domain, 'hex'))).toBe('S-1-5-21-2127521184-1604012920-1887927527-72713')
})

it.each(['', '01', '0102000000000005', '02010000000000052000000000', '01020000000000052000000020020000ff'])(
  'takes %j for none',
  (hex) => expect(sidOf(Buffer.from(hex, 'hex'))).toBe(null),
)
