import { describe, expect, it } from 'vitest'
import {
  bytesOf,
  contactOf,
  generalizedTime,
  instantOf,
  textOf,
  textsOf,
} from '../../../../electron/directory/ldap/entry-values.ts'
import { inetOrgPerson } from '../../../../electron/directory/ldap/person-attributes.ts'

const entry = {
  dn: 'uid=anna,dc=test',
  displayNAME: 'Anna',
  mail: ['', 'anna@example.com', 'second@example.com'],
  departmentNumber: [],
  ou: 'Sales',
  title: Buffer.from([0xff]),
  l: '',
  userPassword: [Buffer.from('{SSHA}x'), Buffer.from('second')],
}

describe('a value of an entry', () => {
  it('is found whatever the case of its attribute, and is the first that is a text', () => {
    expect(['displayname', 'mail', 'title', 'l', 'departmentNumber', 'cn'].map((name) => textOf(entry, name))).toEqual([
      'Anna',
      'anna@example.com',
      null,
      null,
      null,
      null,
    ])
    expect(textsOf(entry, 'MAIL')).toEqual(['anna@example.com', 'second@example.com'])
  })

  it('is bytes where those matter, and missing where it is empty', () => {
    expect(bytesOf(entry, 'userpassword')?.toString()).toBe('{SSHA}x')
    expect(bytesOf(entry, 'ou')?.toString()).toBe('Sales')
    expect(['l', 'departmentNumber', 'cn'].map((name) => bytesOf(entry, name))).toEqual([null, null, null])
  })

  it('is contact information from the first attribute that has a text', () => {
    expect(contactOf(entry, inetOrgPerson)).toMatchObject({
      ...{ department: 'Sales', alternateEmail: 'anna@example.com', jobTitle: '', city: '', mobilePhone: '' },
    })
  })
})

describe('a time of a directory', () => {
  it('is read to the millisecond, with and without seconds', () => {
    expect(instantOf('20260203040506Z')).toBe(Date.UTC(2026, 1, 3, 4, 5, 6))
    expect(instantOf('202602030405Z')).toBe(Date.UTC(2026, 1, 3, 4, 5))
    expect(instantOf('20260203040506.25Z')).toBe(Date.UTC(2026, 1, 3, 4, 5, 6, 250))
    expect(instantOf('20260203040506,999999Z')).toBe(Date.UTC(2026, 1, 3, 4, 5, 6, 999))
    expect(instantOf('19700101000000Z')).toBe(0)
  })

  it.each([null, '', 'never', '20260203', '20260203040506', '20260203040506+0100', '-20260203040506Z', '0'])(
    'is none in %j',
    (text) => {
      expect(instantOf(text)).toBe(null)
    },
  )

  it('is written in whole seconds, as a search asks for it', () => {
    expect(generalizedTime(Date.UTC(2026, 1, 3, 4, 5, 6, 789))).toBe('20260203040506Z')
    expect(instantOf(generalizedTime(0))).toBe(0)
  })
})
