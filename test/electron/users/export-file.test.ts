import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText, usersFileHead, usersFileLine } from '../../../electron/users/export-file.ts'
import type { Language } from '../../../shared/ids.ts'
import { languages } from '../../../shared/languages.ts'
import { cellDamage } from '../../../shared/rules/files/broken-cell.ts'
import { separatorOf } from '../../../shared/rules/files/csv-line.ts'
import type { ImportedUser } from '../../../shared/rules/files/user-file.ts'
import { guardFormula } from '../../../shared/rules/files/user-file-formulas.ts'
import { userFileFields, userFileHeadings } from '../../../shared/rules/files/user-file-headings.ts'
import { cleanText } from '../../../shared/rules/text/look-alikes.ts'
import { checkPersonText } from '../../../shared/rules/username.ts'
import { type Contact, contactFields, contactLimits } from '../../../shared/users.ts'
import { readUserFile, userFile } from '../../support/user-files/read-user-file.ts'

/** Signs that stand for text which was read in another encoding, as the exported cell holds them. */
const looksBroken = (value: string) => cellDamage(guardFormula(value)) === 'decodedTwice'
type Exported = Pick<ImportedUser, 'username' | 'displayName' | 'contact'>
const writeUsersFile = (users: readonly Exported[], language: Language) =>
  usersFileHead({ language }) + users.map((user) => usersFileLine(user, separatorOf({ language }))).join('')

const emptyContact = Object.fromEntries(contactFields.map((field) => [field, ''])) as Contact
const ida: Exported = {
  username: 'ida.krog@nordwind.test',
  displayName: 'Krog, Ida "Idy"',
  contact: {
    ...emptyContact,
    firstName: '=1+1',
    officePhone: '+45 33',
    address: 'Havnegade 1,\n2. tv',
    city: 'Århus; C',
  },
}

describe('csvText', () => {
  it('marks the text as UTF-8 and ends every line with CRLF', () => {
    expect(csvText(['a', 'b'], [['1', 'å']], ',')).toBe('\ufeffa,b\r\n1,å\r\n')
    expect(csvText(['a', 'b'], [], ';')).toBe('\ufeffa;b\r\n')
  })

  it('separates as the Excel of the language does, and quotes for both', () => {
    const row = ['a,b', 'c;d', 'e"f', 'g\nh', 'i\tj', 'k l']
    expect(csvText([], [row], ',')).toBe('\ufeff\r\n"a,b","c;d","e""f","g\nh","i\tj",k l\r\n')
    expect(csvText([], [row], ';')).toBe('\ufeff\r\n"a,b";"c;d";"e""f";"g\nh";"i\tj";k l\r\n')
  })

  it('makes no cell a formula', () => {
    const row = ['=1', '+1', '-1', '@a', '\t=1', '\r1', '\n1', '\0=1', '＝1', "'=1", '1=1']
    expect(csvText([], [row], ',').split('\r\n').slice(1).join('\r\n')).toBe(
      `'=1,'+1,'-1,'@a,"'\t'=1","'\r1","'\n1",'\0=1,'＝1,''=1,1=1\r\n`,
    )
  })
})

describe('writeUsersFile', () => {
  it("writes Microsoft's columns for English", () => {
    expect(writeUsersFile([ida], 'en').split('\r\n')).toEqual([
      '\ufeffUser Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region',
      `ida.krog@nordwind.test,'=1+1,,"Krog, Ida ""Idy""",,,,'+45 33,,,,"Havnegade 1,\n2. tv","Århus; C",,,`,
      '',
    ])
  })

  it.each(languages)('writes the headings of %s', (language) => {
    const [headings = ''] = writeUsersFile([], language).slice(1).split('\r\n')
    expect(headings.split(language === 'en' ? ',' : ';')).toEqual(
      userFileFields.map((field) => userFileHeadings[language][field]),
    )
  })

  it.each(languages)('gives back the example file in %s', (language) => {
    const { rows } = readUserFile(userFile('users.csv'))
    const users = rows.map(({ user }) => user)
    expect(users).toHaveLength(60)
    const again = readUserFile(writeUsersFile(users, language))
    expect(again.rows.map(({ user }) => user)).toEqual(users)
    expect(again.facts).toMatchObject({ encoding: 'utf-8', isByPosition: false, rows: 60 })
  })

  it('gives back whoever can be stored, whatever they are called', () => {
    const text = (max: number, allowNewline = false) =>
      fc
        .string({
          unit: fc.oneof(fc.constantFrom(...'\'"=+-@,;\t\nåØ ＝a'), fc.string({ unit: 'grapheme', maxLength: 2 })),
          maxLength: 20,
        })
        .map(cleanText)
        // What looks as if another program had broken it is named at the import, and not taken as it stands.
        .filter((value) => checkPersonText(value, max, { allowNewline }) === null && !looksBroken(value))
    const contact = fc.record(
      Object.fromEntries(
        contactFields.map((field) => [
          field,
          field === 'alternateEmail'
            ? fc.constantFrom('', "o'b@home.test", '+a@home.test')
            : text(contactLimits[field], field === 'address'),
        ]),
      ) as Record<keyof Contact, fc.Arbitrary<string>>,
      { noNullPrototype: true },
    )
    const user = fc.record(
      {
        username: fc.constantFrom('ida@nordwind.test', "'-ida@nordwind.test", "-o'brien@nordwind.test"),
        displayName: text(256).filter((value) => value !== ''),
        contact,
      },
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(fc.array(user, { maxLength: 5 }), fc.constantFrom(...languages), (users, language) => {
        const again = readUserFile(writeUsersFile(users, language))
        expect(again.fault).toBeNull()
        expect(again.problems).toEqual([])
        expect(again.rows.map((row) => row.user)).toEqual(
          users.map((one) => ({ ...one, language: null, isBlocked: false })),
        )
      }),
      { numRuns: 400 },
    )
  })
})
