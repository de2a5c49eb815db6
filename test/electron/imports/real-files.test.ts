import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readUserNames } from '../../../electron/command-line/user-names-file.ts'
import { readUserFile } from '../../support/user-files/read-user-file.ts'

const path = (name: string) => join(import.meta.dirname, '../../support/user-files/cases', name)
const read = (name: string) => readUserFile(readFileSync(path(name)))
const rowsOf = (text: string) => {
  const { rows, problems, fault } = readUserFile(text)
  return { rows: rows.map(({ user }) => user), problems, fault }
}

it('passes over the line that PowerShell writes above the headings', () => {
  const { rows, problems, facts } = read('01-type-line/users.csv')
  expect(problems).toEqual([])
  expect(rows.map(({ line, user }) => [line, user.username])).toEqual([
    [3, 'ty.holm@nordwind.test'],
    [4, 'eva.lund@nordwind.test'],
  ])
  expect(facts).toMatchObject({ delimiter: 'comma', rows: 2 })
})

it.each([
  ['the version of a template of Entra', 'version:v1.0,,\r\n'],
  ['a type in quotes, and blank lines', '\r\n"#TYPE Microsoft.Graph.User"\r\n\r\n'],
  ['a type behind a separator line', 'sep=,\r\n#TYPE X\r\n'],
  ['a type before a separator line', '#TYPE X\nsep=,\n'],
])('passes over %s', (_, lines) => {
  const { rows, fault } = rowsOf(
    `${lines}User name [userPrincipalName] Required,Name [displayName] Required\r\na@b.test,A\r\n`,
  )
  expect(fault).toBeNull()
  expect(rows).toMatchObject([{ username: 'a@b.test', displayName: 'A' }])
})

it('a person whose row begins like such a line is not lost', () => {
  const { rows, problems } = rowsOf('User name,Display name\n#TYPE@b.test,A\nversion:1@b.test,B\n')
  expect(rows.map(({ username }) => username)).toEqual(['#TYPE@b.test'])
  expect(problems).toMatchObject([{ line: 3, reason: 'usernameInvalid' }])
})

it('reads rows whose empty cells at the end Excel has left out', () => {
  const { rows, problems, facts } = read('02-excel-ragged/users.csv')
  expect(problems).toEqual([])
  expect(facts.rows).toBe(32)
  expect(rows).toHaveLength(32)
})

it.each([
  ['name.csv', 'anna.berg@nordwind.test', 'Anna Berg'],
  ['login.csv', 'ole.krog@nordwind.test', 'Ole Krog'],
])('takes exact headings before other words for the same in %s', (name, username, displayName) => {
  expect(read(`03-alias-before-heading/${name}`).rows.map(({ user }) => user)).toMatchObject([
    { username, displayName },
  ])
})

it('brings in blocked whoever the export of Microsoft 365 has blocked', () => {
  const { rows, problems, facts } = read('05-block-credential/users.csv')
  expect(problems).toEqual([])
  expect(rows.map(({ user }) => [user.username, user.isBlocked, user.contact.officePhone])).toEqual([
    ['bo@nordwind.test', true, ''],
    ['fie@nordwind.test', false, ''],
  ])
  expect(facts.columns.find(({ heading }) => heading === 'Block credential')?.field).toBe('isBlocked')
})

it.each([
  ['accountEnabled', 'False', true],
  ['accountEnabled', 'True', false],
  ['Enabled', 'FALSK', true],
  ['Enabled', 'sant', false],
  ['Block sign in (Yes/No) [accountEnabled] Required', 'Yes', true],
  ['Block sign in (Yes/No) [accountEnabled] Required', 'No', false],
  ['Status [READ ONLY]', 'Suspended', true],
  ['Status [READ ONLY]', 'Active', false],
  ['Blockera inloggning', 'Ja', true],
  ['Block credential', '', false],
])('%s with %j', (heading, cell, isBlocked) => {
  expect(rowsOf(`User name,Display name,${heading}\na@b.test,A,${cell}\n`).rows).toMatchObject([{ isBlocked }])
})

it('names a word about signing in that says neither yes nor no, rather than let somebody in', () => {
  const { rows, problems } = rowsOf('User name,Display name,Enabled\na@b.test,A,perhaps\n')
  expect(rows).toEqual([])
  expect(problems).toMatchObject([
    { line: 2, column: 'Enabled', person: 'a@b.test', value: 'perhaps', reason: 'signInUnclear' },
  ])
})

it('blocks whoever one of two columns blocks', () => {
  const head = 'User name,Display name,Block credential,Enabled'
  expect(
    rowsOf(`${head}\na@b.test,A,True,True\nb@b.test,B,False,False\nc@b.test,C,False,True\n`).rows.map(
      ({ isBlocked }) => isBlocked,
    ),
  ).toEqual([...[true, true, false]])
})

it.each([
  ['da-DK', 'da'],
  ['sv', 'sv'],
  ['nn-NO', 'nb'],
  ['no', 'nb'],
  ['EN-us', 'en'],
  ['Dansk', 'da'],
  ['Swedish', 'sv'],
  ['norsk bokmål', 'nb'],
  ['de-DE', null],
  ['', null],
])('the preferred language %j', (cell, language) => {
  expect(rowsOf(`User name,Display name,Preferred language\na@b.test,A,${cell}\n`).rows).toMatchObject([{ language }])
})

it('puts a display name together from both names where a file has none', () => {
  const head = 'First Name [Required],Last Name [Required],Email Address [Required]'
  const { rows, problems } = rowsOf(`${head}\nEva,Lund,eva@b.test\n,Holm,holm@b.test\n,,no@b.test\n`)
  expect(rows.map(({ displayName }) => displayName)).toEqual(['Eva Lund', 'Holm'])
  expect(problems).toMatchObject([{ line: 4, column: 'First Name [Required]', person: 'no@b.test', reason: 'missing' }])
})

it('names numbers that Excel has shortened, with the person and the value', () => {
  const { rows, problems } = read('10-phone-rubbish/users.csv')
  expect(rows).toEqual([])
  expect(problems).toEqual([
    ...[2, 3].map((line) => ({
      ...{ line, column: 'Mobile Phone', person: `p${line - 1}@nordwind.test` },
      ...{ value: line === 2 ? '4.53312E+09' : '4,53312E+09', reason: 'lostNumber', detail: null },
    })),
  ])
})

it('reads what PowerShell writes for a list as no value, and what keeps digits text in Excel as its text', () => {
  const { rows, problems } = rowsOf(
    'User name,Display name,Office phone,Alternate email,Postal code\na@b.test,A,System.String[],System.Collections.Generic.List`1[System.String],"=""0045"""\n',
  )
  expect(problems).toEqual([])
  expect(rows[0]?.contact).toMatchObject({ officePhone: '', alternateEmail: '', postalCode: '0045' })
})

it('takes guests and long names before the @, as adding a user does', () => {
  const guest = 'anna.berg_home.test#EXT#@nordwind.test'
  const long = `${'a'.repeat(64)}@nordwind.test`
  expect(rowsOf(`User name,Display name\n${guest},Anna\n${long},Long\n`).rows.map(({ username }) => username)).toEqual([
    guest,
    long,
  ])
})

it.each([
  ...['one-column', 'people', 'two-columns'].map((name) => `12-reset-file-headings/${name}.csv`),
  ...['blank-first.csv', 'cp1252.csv', 'quotes.csv', 'semicolon-in-heading.csv', 'sep.csv', 'utf16-no-mark.txt'].map(
    (name) => `13-reset-file-formats/${name}`,
  ),
])('a reset takes the user name from %s', async (name) => {
  expect(await readUserNames(path(name))).toEqual({ names: ['eva@nordwind.test'], nameless: [] })
})
