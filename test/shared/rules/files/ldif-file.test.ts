import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HandedOver, ldifEntry, ldifHead } from '../../../../shared/rules/files/ldif-file.ts'
import { contactFields } from '../../../../shared/users.ts'
import { asManager, manager, people, type Slapd, slapdFault, startSlapd } from '../../../electron/directory/slapd.ts'
import { tryProgram } from '../../../support/build-script.ts'

const base = 'ou=people,dc=keydesk,dc=test'
const noContact = Object.fromEntries(contactFields.map((field) => [field, ''])) as HandedOver['contact']
const ida: HandedOver = { username: 'ida@nordwind.test', displayName: 'Ida Krog', contact: noContact }

type Read = readonly (readonly [attribute: string, value: string])[]

/** A reader of RFC 2849 of its own: the entries of a file. */
function read(file: string): readonly Read[] {
  const [version, ...entries] = file.replaceAll('\n ', '').split('\n\n')
  expect(version).toBe('version: 1')
  return entries.map((entry) =>
    entry
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => {
        const [, attribute = '', isCoded, value = ''] = /^([A-Za-z]+):(:?) (.*)$/.exec(line) ?? []
        return [attribute, isCoded === ':' ? Buffer.from(value, 'base64').toString('utf8') : value] as const
      }),
  )
}

const valueIn = (entry: Read, name: string) => entry.find(([attribute]) => attribute === name)?.[1]

/** Whatever somebody may have typed, and what would end a line or begin another. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    ' x',
    'x ',
    ': x',
    '<file:///etc/passwd',
    'a\nuserPassword: x',
    'a\r\n\r\ndn: dc=x',
    'Søren',
    'x'.repeat(300),
  ),
)
const person: fc.Arbitrary<HandedOver> = fc.record({
  username: text.filter((value) => value.trim() !== ''),
  displayName: text,
  contact: fc.record(Object.fromEntries(contactFields.map((field) => [field, text]))) as fc.Arbitrary<
    HandedOver['contact']
  >,
})

describe('people as LDIF', () => {
  it('stand as entries of inetOrgPerson, without a password', () => {
    const contact = { ...noContact, firstName: 'Ida', lastName: 'Krog', officePhone: '+45 20 12 34 56', city: 'Århus' }
    expect(ldifHead + ldifEntry({ ...ida, contact }, base)).toBe(`version: 1

dn: uid=ida@nordwind.test,ou=people,dc=keydesk,dc=test
objectClass: inetOrgPerson
uid: ida@nordwind.test
cn: Ida Krog
sn: Krog
displayName: Ida Krog
givenName: Ida
telephoneNumber: +45 20 12 34 56
l:: w4VyaHVz
`)
  })

  it('have a last name and a common name where nobody typed one', () => {
    const [one] = read(ldifHead + ldifEntry({ ...ida, displayName: ' ' }, base))
    expect(one).toContainEqual(['sn', 'ida@nordwind.test'])
    expect(read(ldifHead + ldifEntry(ida, base))[0]).toContainEqual(['sn', 'Krog'])
  })

  it('lose a value that no server takes, and nothing else', () => {
    const contact = {
      ...noContact,
      officePhone: 'ring på døren',
      alternateEmail: 'søren@x.test',
      fax: '12',
      country: 'DK',
    }
    const [one = []] = read(ldifHead + ldifEntry({ ...ida, contact }, base))
    expect(one.slice(6)).toEqual([['facsimileTelephoneNumber', '12']])
  })

  it('have no empty line where a value fills its last one to the end', () => {
    for (let length = 60; length < 160; length += 1) {
      const person = { ...ida, contact: { ...noContact, department: 'd'.repeat(length) } }
      const lines = `${ldifHead}\n${ldifEntry(person, base)}`.split('\n')
      expect(lines.filter((line) => line === ' ')).toEqual([])
    }
  })

  it('are read back as they were, in short lines of ASCII, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 5 }), (all) => {
        const file = ldifHead + all.map((one) => ldifEntry(one, base)).join('')
        expect(file).toMatch(/^[\n\u0020-\u007e\t]*$/)
        expect(Math.max(...file.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76)
        const entries = read(file)
        expect(entries).toHaveLength(all.length)
        for (const [at, { username, contact }] of all.entries()) {
          const entry = entries[at] ?? []
          expect(valueIn(entry, 'uid')).toBe(username)
          expect(valueIn(entry, 'dn')).toMatch(/^uid=.*,ou=people,dc=keydesk,dc=test$/s)
          expect(valueIn(entry, 'street') ?? '').toBe(contact.address.trim() === '' ? '' : contact.address)
          expect(entry.some(([attribute]) => /password/i.test(attribute))).toBe(false)
        }
      }),
    )
  })
})

describe.skipIf(slapdFault !== null)('people as LDIF at an OpenLDAP', () => {
  let folder = ''
  let slapd: Slapd
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    slapd = await startSlapd(folder)
  })
  afterAll(async () => {
    await slapd.stop()
    rmSync(folder, { recursive: true })
  })

  it('are added by ldapadd below the base, and nowhere else', async () => {
    const names = [
      'ida@nordwind.test',
      'krog, ida',
      'a,dc=evil',
      ' #x ',
      'b\ndn: dc=evil',
      '"+;<>\\=',
      'søren',
      'y'.repeat(200),
    ]
    const contact = {
      ...noContact,
      officePhone: '+45 20',
      fax: 'på',
      alternateEmail: 'ø@x',
      address: 'Vej 1\n8000',
      country: 'DK',
    }
    const file = join(folder, 'people.ldif')
    writeFileSync(
      file,
      ldifHead + names.map((username) => ldifEntry({ username, displayName: 'Ida Krog', contact }, base)).join(''),
    )
    const { status, stderr } = tryProgram('ldapadd', [
      '-x',
      '-H',
      slapd.url,
      '-D',
      manager.dn,
      '-w',
      manager.password,
      '-f',
      file,
    ])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const found = await asManager(slapd.url, (client) =>
      client.search(people, { scope: 'one', attributes: ['uid', 'street'] }),
    )
    expect(found.searchEntries.map(({ uid }) => String(uid)).sort()).toEqual([...names].sort())
    expect(found.searchEntries[0]?.street).toBe('Vej 1\n8000')
  })
})
