import { describe, expect, it } from 'vitest'
import { checkRow } from '../../../../shared/rules/files/user-file.ts'
import {
  mapHeadings,
  type PositionedField,
  type UserFileField,
  userFileFields,
  userFileHeadings,
} from '../../../../shared/rules/files/user-file-headings.ts'
import { contactFields, contactLimits, userDetails } from '../../../../shared/users.ts'

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
const problem = (field: PositionedField, reason: string, detail: number | null = null) => ({
  problems: [expect.objectContaining({ line: 7, column: headings[field], reason, detail })],
})

describe('checkRow', () => {
  it('needs no more than a user name and a display name', () => {
    expect(check({})).toEqual({
      user: {
        username: 'ida@nordwind.test',
        displayName: 'Ida Krog',
        contact: Object.fromEntries(contactFields.map((field) => [field, ''])),
        language: null,
        isBlocked: false,
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

  it('takes the user name limits that adding a user has', () => {
    expect(check({ username: `${'a'.repeat(65)}@nordwind.test` })).toEqual(problem('username', 'usernameTooLong'))
    expect(check({ username: 'ida nordwind' })).toEqual(problem('username', 'usernameNoAt'))
    expect(check({ username: 'i da@nordwind.test' })).toEqual(problem('username', 'usernameInvalid'))
  })

  it('refuses a second address', () => {
    expect(check({ alternateEmail: 'søren.møller@blåbær.test' })).toMatchObject({ user: {} })
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

  it('takes away the apostrophe of our own exports, which says that a formula is meant as text', () => {
    expect(
      contactOf({ city: '+1', state: "'=1+1", fax: "'+45 33", department: "''=x", country: "'s-Hertogenbosch" }),
    ).toMatchObject({
      city: '+1',
      state: '=1+1',
      fax: '+45 33',
      department: "'=x",
      country: "'s-Hertogenbosch",
    })
  })

  it('lists every problem of a row in the order of its columns', () => {
    expect(check({ username: 'ida', displayName: '', fax: 'x'.repeat(65) })).toEqual({
      problems: [
        { line: 7, column: 'User Name', person: 'ida', value: 'ida', reason: 'usernameNoAt', detail: null },
        { line: 7, column: 'Display Name', person: 'ida', value: '', reason: 'missing', detail: null },
        { line: 7, column: 'Fax', person: 'ida', value: `${'x'.repeat(65)}`, reason: 'tooLong', detail: 64 },
      ],
    })
  })

  it('repeats at most 80 characters of a value', () => {
    const problems = (fax: string) => contactOf({ fax })
    expect(problems('x'.repeat(80))).toMatchObject([{ value: 'x'.repeat(80) }])
    expect(problems(`a \n ${'😀'.repeat(90)}`)).toMatchObject([{ value: `a ${'😀'.repeat(38)}…` }])
    expect(problems(`${'a'.repeat(75)}👩‍💻${'b'.repeat(9)}`)).toMatchObject([{ value: `${'a'.repeat(75)}…` }])
  })

  it('takes cells that are missing at the end of a row for empty ones', () => {
    const row = ['ida@nordwind.test', 'Ida', 'Krog', 'Ida Krog', 'Smith']
    expect(checkRow(row, columns, 3)).toMatchObject({ user: { contact: { jobTitle: 'Smith', country: '' } } })
    expect(checkRow(row.slice(0, 3), columns, 3)).toEqual({
      problems: [expect.objectContaining({ line: 3, column: 'Display Name', reason: 'missing' })],
    })
  })

  it('says only that a row is too long', () => {
    expect(checkRow(Array(17).fill('x'), columns, 3)).toEqual({
      problems: [{ line: 3, column: '', person: 'x', value: 'x', reason: 'tooManyColumns', detail: null }],
    })
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
