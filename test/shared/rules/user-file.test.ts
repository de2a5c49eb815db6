import { describe, expect, it } from 'vitest'
import { checkRow } from '../../../shared/rules/user-file.ts'
import {
  mapHeadings,
  type UserFileField,
  userFileFields,
  userFileHeadings,
} from '../../../shared/rules/user-file-headings.ts'
import { contactFields, contactLimits, userDetails } from '../../../shared/users.ts'

const headings = userFileHeadings.en
const mapped = mapHeadings(Object.values(headings))
const columns = mapped === 'columns' ? [] : mapped.columns

function check(values: Partial<Record<UserFileField, string>>) {
  const all = { username: 'ida@nordwind.test', displayName: 'Ida Krog', ...values }
  return checkRow(
    userFileFields.map((field) => all[field as keyof typeof all] ?? ''),
    columns,
    7,
  )
}
function contactOf(values: Partial<Record<UserFileField, string>>) {
  const checked = check(values)
  return 'user' in checked ? checked.user.contact : checked.problems
}
const problem = (field: UserFileField, reason: string, detail: number | null = null) => ({
  problems: [{ line: 7, column: headings[field], reason, detail }],
})

describe('checkRow', () => {
  it('needs no more than a user name and a display name', () => {
    expect(check({})).toEqual({
      user: {
        username: 'ida@nordwind.test',
        displayName: 'Ida Krog',
        contact: Object.fromEntries(contactFields.map((field) => [field, ''])),
      },
    })
  })

  it('trims the spaces around', () => {
    expect(check({ username: ' ida@nordwind.test ', displayName: '\tIda Krog\u00a0' })).toEqual(check({}))
    expect(contactOf({ city: '  ', fax: ' 12 ' })).toMatchObject({ city: '', fax: '12' })
  })

  it.each(['username', 'displayName'] as const)('misses an empty %s', (field) => {
    expect(check({ [field]: ' ' })).toEqual(problem(field, 'missing'))
  })

  it.each(contactFields.filter((field) => field !== 'alternateEmail'))('holds the limit of %s', (field) => {
    const limit = contactLimits[field]
    expect(contactOf({ [field]: 'å'.repeat(limit) })).toHaveProperty(field, 'å'.repeat(limit))
    expect(check({ [field]: 'å'.repeat(limit + 1) })).toEqual(problem(field, 'tooLong', limit))
  })

  it('holds the limits of display name and alternate email address', () => {
    expect(check({ displayName: 'x'.repeat(256) })).toHaveProperty('user')
    expect(check({ displayName: 'x'.repeat(257) })).toEqual(problem('displayName', 'tooLong', 256))
    expect(check({ alternateEmail: `a@${'b'.repeat(260)}` })).toEqual(problem('alternateEmail', 'tooLong', 254))
  })

  it('counts characters as the contract does, so that what is imported can be shown', () => {
    const contact = contactOf({ firstName: '😀'.repeat(64), displayName: 'x'.repeat(256) })
    expect(userDetails.shape.contact.parse(contact)).toEqual(contact)
  })

  it('takes the user name limits of the import file', () => {
    expect(check({ username: `${'a'.repeat(51)}@nordwind.test` })).toEqual(problem('username', 'usernameTooLong'))
    expect(check({ username: 'ida nordwind' })).toEqual(problem('username', 'usernameNoAt'))
    expect(check({ username: 'i da@nordwind.test' })).toEqual(problem('username', 'usernameInvalid'))
  })

  it('refuses a second address', () => {
    expect(check({ alternateEmail: 'bob@home.test, evil@other.test' })).toEqual(
      problem('alternateEmail', 'emailInvalid'),
    )
  })

  it('refuses control characters, and line breaks anywhere but in the address', () => {
    expect(check({ city: 'Aar\u0007hus' })).toEqual(problem('city', 'controlCharacter'))
    expect(check({ displayName: 'Ida\nKrog' })).toEqual(problem('displayName', 'controlCharacter'))
    expect(contactOf({ address: 'Havnegade 1,\r\n2. tv\rDanmark' })).toMatchObject({
      address: 'Havnegade 1,\n2. tv\nDanmark',
    })
  })

  it('keeps formulas as text and takes away the apostrophe of our own exports', () => {
    expect(
      contactOf({ city: '=1+1', state: "'=1+1", fax: "'+45 33", department: "''=x", country: "'s-Hertogenbosch" }),
    ).toMatchObject({
      city: '=1+1',
      state: '=1+1',
      fax: '+45 33',
      department: "'=x",
      country: "'s-Hertogenbosch",
    })
  })

  it('lists every problem of a row in the order of its columns', () => {
    expect(check({ username: 'ida', displayName: '', fax: 'x'.repeat(65) })).toEqual({
      problems: [
        { line: 7, column: 'User Name', reason: 'usernameNoAt', detail: null },
        { line: 7, column: 'Display Name', reason: 'missing', detail: null },
        { line: 7, column: 'Fax', reason: 'tooLong', detail: 64 },
      ],
    })
  })

  it('says only that a row is too short or too long', () => {
    const ragged = (reason: string) => ({ problems: [{ line: 3, column: '', reason, detail: null }] })
    expect(checkRow(['too', 'few'], columns, 3)).toEqual(ragged('tooFewColumns'))
    expect(checkRow(Array(17).fill('x'), columns, 3)).toEqual(ragged('tooManyColumns'))
  })

  it('ignores empty cells after the last column', () => {
    expect(
      checkRow(
        ['ida@nordwind.test', 'Ida', '', ' '],
        [columns[0], columns[3]].filter((column) => column !== undefined),
        2,
      ),
    ).toMatchObject({
      user: { displayName: 'Ida' },
    })
  })

  it('ignores what stands in unknown columns', () => {
    const three = [...columns.slice(0, 1), { heading: 'Password', field: null }, ...columns.slice(3, 4)]
    const checked = checkRow(['ida@nordwind.test', 'x\0'.repeat(999), 'Ida Krog'], three, 7)
    expect(checked).toEqual(check({}))
  })
})
