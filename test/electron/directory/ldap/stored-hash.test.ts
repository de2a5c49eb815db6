import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { isHashOf } from '../../../../electron/directory/ldap/stored-hash.ts'

const ssha = (password: string, salt: string) =>
  `{SSHA}${Buffer.concat([createHash('sha1').update(password).update(salt).digest(), Buffer.from(salt)]).toString('base64')}`

it('tells the hash of a password from that of another one', () => {
  // slappasswd -h '{SHA}' -s secret
  expect(isHashOf(['{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ='], 'secret')).toBe(true)
  expect(isHashOf(['{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ='], 'Secret')).toBe(false)
  expect(isHashOf([ssha('Blå-Ø', 'salt')], 'Blå-Ø')).toBe(true)
  expect(isHashOf([ssha('a', 'salt'), ssha('b', 'other')], 'b')).toBe(true)
  expect(isHashOf([ssha('a', 'salt'), ssha('b', 'other')], 'c')).toBe(false)
  const long = createHash('sha512').update('long').update('s').digest()
  expect(isHashOf([`{ssha512}${Buffer.concat([long, Buffer.from('s')]).toString('base64')}`], 'long')).toBe(true)
})

it('does not say what it can’t know', () => {
  expect(isHashOf([], 'a')).toBeNull()
  expect(isHashOf(['in the clear'], 'a')).toBeNull()
  expect(isHashOf(['{CRYPT}$6$abc$def'], 'a')).toBeNull()
  expect(isHashOf(['{SSHA}c2hvcnQ='], 'a')).toBeNull()
  expect(isHashOf([ssha('b', 'salt'), '{CRYPT}x'], 'a')).toBeNull()
})
