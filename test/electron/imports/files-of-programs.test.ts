import { describe, expect, it } from 'vitest'
import { readUserFile } from '../../support/user-files/read-user-file.ts'

const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const latin = (text: string) => Buffer.from(text, 'latin1')

function read(file: string | Uint8Array) {
  const { rows, problems, fault } = readUserFile(file)
  return {
    users: rows.map(({ user }) => user),
    problems: problems.map(({ line, reason, value }) => [line, reason, value]),
    fault,
  }
}
const one = (heading: string, cell: string) =>
  `User Name,Display Name,${heading}\na@b.test,A,"${cell.replaceAll('"', '""')}"\n`

describe('what stands above and in the headings', () => {
  it.each([
    ['the name of a table of Numbers', 'Table 1\nUser Name,Display Name\na@b.test,A\n'],
    [
      'a title, a date and a blank line',
      'Users;;\r\nExported 30-11-2026;;\r\n\r\nUser Name;Display Name;City\r\na@b.test;A;B\r\n',
    ],
    ['comments', '# exported by a script\n# do not edit\nUserPrincipalName,DisplayName\na@b.test,A\n'],
    ['a separator line that Excel saved again', 'sep=;;;\r\nUser Name;Display Name;City\r\na@b.test;A;B\r\n'],
    ['a mark behind the separator line', 'sep=;\r\n\ufeffUser Name;Display Name\r\na@b.test;A\r\n'],
    ['two marks', '\ufeff\ufeffsep=;\r\nUser Name;Display Name\r\na@b.test;A\r\n'],
    ['a comma in a heading of a file with semicolons', 'Brugernavn;Vist navn (fornavn, efternavn)\na@b.test;A\n'],
    ['commas in a heading of a file with tabs', 'User Name\tDisplay Name\tNote (a, b, c)\na@b.test\tA\tx\n'],
    ['a question of a form', `Email,Name,"${'Where do you work, and since when? '.repeat(5)}"\na@b.test,A,x\n`],
    ['the line that PowerShell draws under headings', 'UserPrincipalName;DisplayName\n------;-----\na@b.test;A\n'],
    ['the end sign of DOS', 'User Name,Display Name\r\na@b.test,A\r\n\x1a'],
    ['Danish mail addresses', 'Navn;E-mailadresse\nA;a@b.test\n'],
    ['Swedish mail addresses', 'Namn;E-postadress\nA;a@b.test\n'],
    ['Norwegian mail addresses', 'Navn;E-post\nA;a@b.test\n'],
    ['attributes of OpenLDAP', 'dn,uid,cn,sn,mail\n"uid=a,dc=b",a,A,B,a@b.test\n'],
    ['blanks around cells', 'User Name , Display Name\n \r\n a@b.test ,\u00a0 "A" \n'],
  ])('is passed over or understood: %s', (_, file) => {
    const { users, problems, fault } = read(file)
    expect({ problems, fault }).toEqual({ problems: [], fault: null })
    expect(users).toMatchObject([{ username: 'a@b.test', displayName: 'A' }])
  })

  it('is never a line that may name somebody', () => {
    expect(read('z@b.test,Z\nUser Name,Display Name\na@b.test,A\n').fault).toEqual({ fault: 'columns', line: 1 })
  })

  it('names the lines of people below a title as an editor counts them', () => {
    expect(read('Table 1\r\n\r\nUser Name,Display Name\r\na@b.test,A\r\nb,B\r\n').problems).toEqual([
      [5, 'usernameNoAt', 'b'],
    ])
  })

  it('may not be thousands of columns, each of which would be looked up in every row', () => {
    expect(read(`User Name,Display Name${',x'.repeat(2000)}\na@b.test,A\n`).fault).toEqual({
      fault: 'columns',
      line: 1,
    })
  })
})

describe('who may sign in', () => {
  it.each([
    ['Blocked', 'Blocked', true],
    ['Blocked', 'Allowed', false],
    ['Suspended', 'suspended', true],
    ['Suspended', 'Active', false],
    ['Block credential', 'Disabled', true],
    ['Blokeret', 'spærret', true],
    ['Blockerad', 'Inte blockerad', false],
    ['Sperret', 'nei', false],
    ['Blocked', '-1', true],
    ['Blocked', 'x', true],
    ['Active', '0', true],
    ['activated', '0', true],
    ['Status', 'Inactive', true],
    ['Enabled', 'FALSKT', true],
    ['Enabled', 'Enabled', false],
    ['userAccountControl', '514', true],
    ['userAccountControl', '66050', true],
    ['userAccountControl', '512', false],
    ['nsAccountLock', 'true', true],
    ['pwdAccountLockedTime', '000001010000Z', true],
  ])('is what %s says with %j', (heading, cell, isBlocked) => {
    expect(read(one(heading, cell)).users).toMatchObject([{ isBlocked }])
  })

  it.each([
    ['Blocked', 'since May'],
    ['userAccountControl', 'normal'],
    ['Status', 'on leave'],
  ])('is asked for where %s says %j', (heading, cell) => {
    expect(read(one(heading, cell))).toMatchObject({ users: [], problems: [[2, 'signInUnclear', cell]] })
  })
})

describe('values as other programs write them', () => {
  it.each([
    ["csvde's bytes of UTF-8", 'Department', "X'4cc3b86e'", { department: 'Løn' }],
    ['a list of one of Graph', 'businessPhones', '["+45 33112233"]', { officePhone: '+45 33112233' }],
    ['an empty list of Graph', 'businessPhones', '[]', { officePhone: '' }],
    ['a list of one of PowerShell', 'BusinessPhones', '{+45 33112233}', { officePhone: '+45 33112233' }],
    [
      'a collection of Get-ADUser',
      'OfficePhone',
      'Microsoft.ActiveDirectory.Management.ADPropertyValueCollection',
      { officePhone: '' },
    ],
    ['two values, which stay as they stand', 'businessPhones', '["1","2"]', { officePhone: '["1","2"]' }],
  ])('%s', (_, heading, cell, contact) => {
    expect(read(one(heading, cell))).toMatchObject({ problems: [], users: [{ contact }] })
  })

  it.each(['Norwegian', 'norsk', 'norska', 'Norsk Bokmål', 'nynorsk', 'nb-NO'])('%s is a language', (cell) => {
    expect(read(one('Preferred language', cell)).users).toMatchObject([{ language: 'nb' }])
  })

  it.each([
    ['lostNumber', 'Mobile', '4.53312E9'],
    ['lostNumber', 'Mobile', '4.53312E+09; 4.53312E+09'],
    ['lostNumber', 'Mobile', '4533112233.0'],
    ['formula', 'Mobile', 'Err:502'],
    ['formula', 'Mobile', '#NV'],
    ['formula', 'Mobile', '###'],
    ['formula', 'City', '{=A1&B1}'],
    ['lostCharacter', 'City', "X'53f872'"],
    ['decodedTwice', 'City', 'Nguyá»…n'],
    ['decodedTwice', 'City', 'Ð˜Ð²Ð°Ð½'],
    ['decodedTwice', 'City', 'Î•Î»Î­Î½Î·'],
    ['decodedTwice', 'City', 'çŽ‹å°\u008fæ˜Ž'],
    ['decodedTwice', 'City', 'S├©ren'],
    ['decodedTwice', 'City', 'S√∏ren'],
    ['decodedTwice', 'City', 'Eva ðŸ˜€'],
    ['decodedTwice', 'City', 'È˜erban'],
    ['tooLong', 'City', `a${' '.repeat(20_000)}b`],
  ])('%s is named: %s with %j', (reason, heading, cell) => {
    const { users, problems } = read(one(heading, cell))
    expect(users).toEqual([])
    expect(problems.map(([line, found]) => [line, found])).toEqual([[2, reason]])
  })

  it("a name of nothing but braille's cells without dots is missing, because nobody sees it", () => {
    expect(read('User Name,Display Name\na@b.test,\u2800\u2800\n').problems).toEqual([[2, 'missing', '\u2800\u2800']])
  })

  it.each(['«Café»”', 'Gruppe ── Nord', '2.1E3', 'C###', 'Fejl: 502', '√2', "X'y'", 'è’ “'])('%j is whole', (cell) => {
    expect(read(one('City', cell))).toMatchObject({ problems: [], users: [{ contact: { city: cell } }] })
  })
})

describe('rows that do not read whole', () => {
  const swallowed = 'User Name,Display Name,Address\na@b.test,A,"Vej 1\nb@b.test,B,Vej 2"\nc@b.test,C,Vej 3\n'
  it.each([
    [
      'quotes that are not doubled around a comma',
      'User Name,Display Name,Department,City\na@b.test,"Lund "Evi", Eva",Salg\n',
      2,
    ],
    [
      'a quote whose text goes on, with a comma inside',
      'User Name,Display Name,City\na@b.test,"Lund, Eva" Evi,Salg\n',
      2,
    ],
    ['a lost quote that swallows the next person', swallowed, 2],
    ['a lost quote in the headings', 'User Name,Display Name,"Note\na@b.test,A,x\nb@b.test,B,"\nc@b.test,C,x\n', 1],
  ])('stop the import: %s', (_, file, line) => {
    expect(read(file).fault).toEqual({ fault: 'unclosedQuote', line })
  })

  it('are none where an address of two lines is about nobody', () => {
    const file = 'User Name,Display Name,Address,Note\na@b.test,A,"Vej 1,\n2. tv","Mail: a@b.test,\nring først"\n'
    expect(read(file)).toMatchObject({ fault: null, problems: [], users: [{ contact: { address: 'Vej 1,\n2. tv' } }] })
  })

  it('are none where quotes are closed behind blanks or stand inside a word', () => {
    const file = 'User Name, Display Name, City\na@b.test, "Lund, Eva" , "Øst"\nb@b.test,"Ole" Friis,5" disk\n'
    expect(read(file).users.map(({ displayName, contact }) => [displayName, contact.city])).toEqual([
      ['Lund, Eva', 'Øst'],
      ['"Ole" Friis', '5" disk'],
    ])
  })

  it('are named where a comma in a name has moved all values behind it', () => {
    const full = (cells: string) => `${cells}${','.repeat(6)}\n`
    const head = 'User Name,First Name,Last Name,Display Name,Title,Department,Office,Phone,Mobile,Fax'
    const file = `${head}\n${full('a@b.test,Ida,Krog,Ida Krog')}${full('b@b.test,Bo,Holm,Holm, Bo')}`
    expect(read(file).problems).toEqual([[3, 'tooManyColumns', '']])
  })

  it('are named where the file ends within them, if rows before are whole', () => {
    const rows = 'a@b.test,A,Salg,+45 20123456\nb@b.test,Bo Ho'
    expect(read(`User Name,Display Name,Department,Mobile\n${rows}`)).toMatchObject({
      problems: [[3, 'cutShort', '']],
      users: [{ username: 'a@b.test' }],
    })
    expect(read('User Name,Display Name,Department\na@b.test,A').users).toHaveLength(1)
  })
})

describe('text of older programs', () => {
  it.each([
    // Malmö; Søren Ærø
    ['DOS', Buffer.concat([latin('User Name;Display Name;City\na@b.test;A;Malm'), Buffer.from([0x94, 10])])],
    ['DOS in Denmark', Buffer.concat([latin('Brugernavn;Vist navn\na@b.test;S'), Buffer.from([0x9b]), latin('ren\n')])],
    ['Macintosh', Buffer.concat([latin('User Name;Display Name;City\na@b.test;A;Malm'), Buffer.from([0xbf, 13])])],
  ])('is refused, because its letters would become signs: %s', (_, file) => {
    expect(read(file).fault).toMatchObject({ fault: 'encoding' })
  })

  it.each(['He said “hello”', 'Villa ”Solsikken”', 'Žižek', 'Café ®', 'Ett ”hem” till'])('is not %s', (text) => {
    const bytes = [...text].map((sign) => ({ '“': 0x93, '”': 0x94, Ž: 0x8e, ž: 0x9e })[sign] ?? sign.charCodeAt(0))
    const file = Buffer.concat([latin('User Name;Display Name\na@b.test;'), Buffer.from(bytes), latin('\n')])
    expect(read(file)).toMatchObject({ fault: null, users: [{ displayName: text }] })
  })

  it('of two encodings is refused or named, never garbled', () => {
    const head = 'User Name,Display Name\r\na@b.test,'
    expect(read(Buffer.concat([Buffer.from(`${head}Søren\r\nb@b.test,`), latin('Åse\r\n')])).fault).toEqual({
      fault: 'encoding',
      line: 3,
    })
    const later = Buffer.concat([latin(`${head}Søren Ærø\r\nb@b.test,`), Buffer.from('Åse\r\n')])
    expect(read(later).problems).toMatchObject([[3, 'decodedTwice', 'Ã…se']])
    const appended = Buffer.concat([utf16(`\ufeff${head}A\r\n`), latin('b@b.test,Bo1\r\n')])
    expect(read(appended)).toMatchObject({ users: [{ username: 'a@b.test' }], problems: [[3, 'cutShort', '']] })
  })
})
