import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HandedOver } from '../../../../shared/rules/files/ldif-file.ts'
import { newAdUserHead, newAdUserLines } from '../../../../shared/rules/files/new-ad-user-file.ts'
import { contactFields } from '../../../../shared/users.ts'

const noContact = Object.fromEntries(contactFields.map((field) => [field, ''])) as HandedOver['contact']
const person = (username: string, displayName: string, contact: Partial<HandedOver['contact']> = {}): HandedOver => ({
  username,
  displayName,
  contact: { ...noContact, ...contact },
})

/** The cells of a file, read as Import-Csv reads it (RFC 4180). */
function cellsOf(file: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  const cell = /("(?:[^"]|"")*"|[^,\r\n"]*)(,|\r\n)/gy
  for (const [, written = '', end] of file.matchAll(cell)) {
    rows.at(-1)?.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written)
    if (end !== ',') rows.push([])
  }
  return rows.slice(0, -1)
}

describe('people for New-ADUser', () => {
  it('stand under the names of its parameters, without a password', () => {
    const base = 'OU=Staff,DC=nordwind,DC=test'
    const write = newAdUserLines(base)
    const contact = { firstName: 'Ida', lastName: 'Krog', officePhone: '+45 20 12 34 56', country: 'DK' }
    expect(newAdUserHead(base) + write(person('ida@nordwind.test', 'Ida Krog', contact))).toBe(
      '\ufeffName,SamAccountName,UserPrincipalName,DisplayName,GivenName,Surname,Title,Department,Office,OfficePhone,MobilePhone,Fax,EmailAddress,StreetAddress,City,State,PostalCode,Country,Path\r\n' +
        'Ida Krog,ida,ida@nordwind.test,Ida Krog,Ida,Krog,,,,+45 20 12 34 56,,,,,,,,DK,"OU=Staff,DC=nordwind,DC=test"\r\n',
    )
  })

  it('have a name of Windows NT and a common name of their own, however alike they are', () => {
    const write = newAdUserLines('')
    const long = 'maximilian.alexander.krog'
    const written = [
      person(`${long}@a.test`, 'Ida Krog'),
      person(`${long}@b.test`, 'IDA KROG'),
      person('a"/\\[]:;|=,+*?<>b.@x', 'Ida Krog'),
      person('...@x', ''),
    ].map(write)
    const rows = cellsOf(written.join(''))
    expect(rows.map(([, sam]) => sam)).toEqual(['maximilian.alexander', 'maximilian.alexande2', 'ab', 'user'])
    expect(rows.map(([name]) => name)).toEqual(['Ida Krog', 'IDA KROG 2', 'Ida Krog 3', '...@x'])
  })

  it('leave out a country that is no code', () => {
    expect(newAdUserLines('')(person('a@x', 'A', { country: 'Danmark' }))).not.toContain('Danmark')
    expect(newAdUserHead('')).not.toContain('Path')
  })

  it('hold one person a line and no formula, whatever was typed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('=1+1', '@x', 'a,"b"\r\nc', '+45 20', '-1', '=cmd|x'),
    )
    const contact = fc.record(Object.fromEntries(contactFields.map((field) => [field, text]))) as fc.Arbitrary<
      HandedOver['contact']
    >
    const one = fc.record({ username: text, displayName: text, contact })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (all) => {
        const write = newAdUserLines('OU=x')
        const rows = cellsOf(newAdUserHead('OU=x').slice(1) + all.map(write).join(''))
        expect(rows).toHaveLength(all.length + 1)
        for (const row of rows.slice(1)) {
          expect(row).toHaveLength(rows[0]?.length ?? 0)
          for (const cell of row) expect(cell).not.toMatch(/^(?:[=@\t\r\n]|[+-](?![\d ()./-]*$))/)
        }
        const sams = rows.slice(1).map(([, sam = '']) => sam.toLowerCase())
        expect(new Set(sams).size).toBe(all.length)
        expect(sams.filter((sam) => sam === '' || sam.length > 20)).toEqual([])
      }),
    )
  })
})
