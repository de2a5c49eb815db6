import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUserFile, userFile } from '../../support/user-files/read-user-file.ts'

const headings = Buffer.from(userFile('users.csv')).toString().split('\r\n')[0] ?? ''
const danish = Buffer.from(userFile('users-danish-headings.csv')).toString().slice(1)
const bytes = (...parts: readonly (string | Uint8Array | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const names = (file: Uint8Array | string) => readUserFile(file).rows.map(({ user }) => user.displayName)

describe('the example files', () => {
  it('reads all of users.csv', () => {
    const { rows, problems, facts, fault } = readUserFile(userFile('users.csv'))
    expect({ problems, fault }).toEqual({ problems: [], fault: null })
    expect(facts).toMatchObject({ encoding: 'utf-8', delimiter: 'comma', isByPosition: false, rows: 60 })
    expect(rows).toHaveLength(60)
    expect(rows[1]).toEqual({
      line: 3,
      user: {
        language: null,
        isBlocked: false,
        username: 'nguyen.moller2@nordwind.test',
        displayName: 'Nguyễn Møller',
        contact: {
          firstName: 'Nguyễn',
          lastName: 'Møller',
          jobTitle: 'Assistent',
          department: 'Produktion',
          officeNumber: '14',
          officePhone: '+45 33684932',
          mobilePhone: '+45 20389873',
          fax: '',
          alternateEmail: 'nguyen2@home.test',
          address: 'Havnegade 47',
          city: 'Malmö',
          state: '',
          postalCode: '4367',
          country: 'Sverige',
        },
      },
    })
    // The 50th address has two lines, so that the next person starts one line later.
    expect(rows[49]).toMatchObject({
      line: 51,
      user: { contact: { address: expect.stringMatching(/^Havnegade \d+,\n2\. tv$/) } },
    })
    expect(rows[50]?.line).toBe(53)
  })

  it('reads the older file of 15 columns', () => {
    const { rows, problems, facts } = readUserFile(userFile('users-15-columns.csv'))
    expect(problems).toEqual([])
    expect(facts.columns).toHaveLength(15)
    expect(facts.isByPosition).toBe(false)
    expect(rows.map(({ user }) => user.displayName)).toEqual([
      'Mette Holm',
      'Jonas Skov',
      'Signe Bæk',
      'Åke Öberg',
      'Eva Lund',
    ])
    expect(rows[3]?.user.contact).toMatchObject({ alternateEmail: '', address: 'Torvet 4', country: 'Danmark' })
  })

  it('reads Danish headings with semicolons', () => {
    const { rows, problems, facts } = readUserFile(userFile('users-danish-headings.csv'))
    expect(problems).toEqual([])
    expect(facts).toMatchObject({ encoding: 'utf-8', delimiter: 'semicolon', isByPosition: false, rows: 2 })
    expect(facts.columns[10]).toEqual({ heading: 'Alternativ mailadresse', field: 'alternateEmail' })
    expect(rows.map(({ user }) => user.displayName)).toEqual(['Ida Krog', 'Friis; Ole'])
    expect(rows[0]?.user.contact).toMatchObject({
      department: 'Økonomi',
      address: 'Søndergade 1',
      alternateEmail: 'ida@home.test',
    })
  })

  it('lists every error of users-with-errors.csv with its line and column', () => {
    const { rows, problems, facts, fault } = readUserFile(userFile('users-with-errors.csv'))
    expect(fault).toBeNull()
    expect(problems.map(({ line, column, reason, detail }) => [line, column, reason, detail])).toEqual([
      [4, 'User Name', 'usernameNoAt', null],
      [5, 'User Name', 'usernameDotBeforeAt', null],
      [6, 'Display Name', 'missing', null],
      [7, 'Job Title', 'tooLong', 64],
      [8, 'Alternate email address', 'emailInvalid', null],
      [9, 'First Name', 'formula', null],
      [9, 'Display Name', 'formula', null],
      [10, 'User Name', 'usernameNoAt', null],
      [10, 'Display Name', 'missing', null],
    ])
    expect(problems.find(({ line }) => line === 9)).toMatchObject({
      person: 'formula@nordwind.test',
      value: '=HYPERLINK("x")',
    })
    // The second good.one is found later, in the staging table.
    expect(rows.map(({ line, user }) => [line, user.username])).toEqual([
      [2, 'good.one@nordwind.test'],
      [3, 'good.one@nordwind.test'],
      [11, 'good.two@nordwind.test'],
    ])
    expect(facts.rows).toBe(10)
  })
})

describe('files as Excel in Denmark and Sweden writes them', () => {
  it.each([
    ['CSV UTF-8', bytes([0xef, 0xbb, 0xbf], danish), 'utf-8', 'semicolon'],
    ['CSV (semicolon)', Buffer.from(danish, 'latin1'), 'windows-1252', 'semicolon'],
    [
      'Unicode text',
      bytes([0xff, 0xfe], utf16(danish.replace('"Friis; Ole"', 'Friis, Ole').replaceAll(';', '\t'))),
      'utf-16le',
      'tab',
    ],
    ['big-endian Unicode text', bytes([0xfe, 0xff], utf16(danish).swap16()), 'utf-16be', 'semicolon'],
    ['Unicode text without a mark', utf16(danish), 'utf-16le', 'semicolon'],
    ['big-endian Unicode text without a mark', utf16(danish).swap16(), 'utf-16be', 'semicolon'],
    ['CSV with a sep line', bytes([0xef, 0xbb, 0xbf], `sep=;\r\n${danish}`), 'utf-8', 'semicolon'],
    ['CSV with a sep line, Windows', Buffer.from(`sep=;\r\n${danish}`, 'latin1'), 'windows-1252', 'semicolon'],
    ['CR only', Buffer.from(danish.replaceAll('\r\n', '\r'), 'latin1'), 'windows-1252', 'semicolon'],
    ['LF only', Buffer.from(danish.replaceAll('\r\n', '\n')), 'utf-8', 'semicolon'],
  ] as const)('%s', (name, file, encoding, delimiter) => {
    const { rows, problems, facts, fault } = readUserFile(file)
    expect({ problems, fault }).toEqual({ problems: [], fault: null })
    expect(facts).toMatchObject({ encoding, delimiter, rows: 2 })
    expect(facts.columns[15]?.heading).toBe('Land eller område')
    expect(rows.map(({ user }) => user.contact.address)).toEqual(['Søndergade 1', 'Søndergade 2'])
    expect(rows.map(({ line }) => line)).toEqual(name.includes('sep') ? [3, 4] : [2, 3])
  })

  it('passes over blank lines and the empty rows that Excel leaves behind', () => {
    const file = `\r\n${headings}\r\n\r\n${','.repeat(15)}\r\nida@nordwind.test,,,Ida${','.repeat(12)}\r\n  \r\n${','.repeat(15)}\r\n`
    const { rows, problems, facts } = readUserFile(file)
    expect(rows).toMatchObject([{ line: 5, user: { displayName: 'Ida' } }])
    expect(problems).toEqual([])
    expect(facts.rows).toBe(1)
  })

  it('takes cells that a row lacks at its end for empty ones, and reports a row that has more', () => {
    const { rows, problems } = readUserFile(
      'User Name;Display Name;Fax\na@b.test;A\nb@b.test;B;1;2\nc@b.test;C, c;1;\nd@b.test;D;1',
    )
    // The third row has as many cells as the second, though the last is empty: a separator may stand inside one of its values.
    expect(problems).toEqual(
      [3, 4].map((line) => ({
        ...{ line, column: '', person: line === 3 ? 'b@b.test' : 'c@b.test', value: line === 3 ? '2' : '' },
        ...{ reason: 'tooManyColumns', detail: null },
      })),
    )
    expect(rows.map(({ line }) => line)).toEqual([2, 5])
  })

  it('takes the separator that some programs write after each row for none', () => {
    const { rows, problems } = readUserFile('User Name;Display Name\na@b.test;A;\nb@b.test;B;\nc@b.test;C\n')
    expect(problems).toEqual([])
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 4])
  })

  it('reads unknown headings by position', () => {
    const other = Array.from({ length: 16 }, (_, at) => `Spalte ${at + 1}`)
    const { rows, facts } = readUserFile(
      `${other.join(';')}\r\nida@nordwind.test;Ida;Krog;Ida Krog${';'.repeat(12)}\r\n`,
    )
    expect(facts.isByPosition).toBe(true)
    expect(facts.columns[3]).toEqual({ heading: 'Spalte 4', field: 'displayName' })
    expect(rows).toMatchObject([{ user: { username: 'ida@nordwind.test', displayName: 'Ida Krog' } }])
  })

  it('takes headings without rows for an empty list', () => {
    expect(readUserFile(`${headings}\r\n`)).toMatchObject({ fault: null, rows: [], problems: [], facts: { rows: 0 } })
    expect(readUserFile(headings).facts.columns).toHaveLength(16)
  })
})

describe('files that can not be read', () => {
  const padded = (length: number) => `${headings}\r\n${`ida@nordwind.test,,,Ida${','.repeat(12)}\r\n`.repeat(length)}`
  const long = padded(2500)
  const badLine = 2502

  it.each([
    ['nothing', '', { fault: 'empty' }],
    ['a mark and nothing else', bytes([0xef, 0xbb, 0xbf]), { fault: 'empty' }],
    ['blank lines', '\r\n \r\n\t', { fault: 'empty' }],
    ['a sep line and nothing else', 'sep=;\r\n', { fault: 'empty' }],
    ['separators and nothing else', ';;;\r\n;;;', { fault: 'empty' }],
    ['columns that say nothing', 'a;b;c\r\n1;2;3', { fault: 'columns', line: 1 }],
    ['people without headings', long.slice(headings.length), { fault: 'columns', line: 2 }],
    ['a separator that is not known', 'sep=|\r\nUser Name|Display Name', { fault: 'columns', line: 1 }],
    ['a workbook', bytes('PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00', new Uint8Array(100)), { fault: 'binary' }],
    [
      'a picture',
      bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 0, 0, 0, 1, 0, 8, 6]),
      { fault: 'binary' },
    ],
    ['control characters', `${headings}\r\n${'\x01\x02'.repeat(20)}`, { fault: 'binary' }],
    ['a NUL near the start', `${headings}\r\nida\0@nordwind.test`, { fault: 'binary', line: 2 }],
    ['a NUL further on', `${long}ida\0@nordwind.test`, { fault: 'binary', line: badLine }],
    [
      'UTF-32',
      bytes([0xff, 0xfe, 0, 0], utf16([...headings].map((sign) => `${sign}\0`).join(''))),
      { fault: 'binary' },
    ],
    ['damaged UTF-8', bytes(`${headings}\r\nSøren,Åse,Bjørn\r\n`, [0xe6]), { fault: 'encoding', line: 3 }],
    ['damaged UTF-8 further on', bytes(padded(1), `bø`, long, [0xe6], long), { fault: 'encoding', line: 2504 }],
    [
      'half a character at the end of UTF-16',
      bytes([0xff, 0xfe], utf16(`${headings}\r\n`), [0x41]),
      { fault: 'encoding', line: 2 },
    ],
    ['an open quote', `${headings}\r\n"ida`, { fault: 'unclosedQuote', line: 2 }],
    ['an open quote further on', `${long}"ida@nordwind.test,${long}`, { fault: 'unclosedQuote', line: badLine }],
    ['a line too long', `${long}${'x'.repeat(70_000)}\r\n${long}`, { fault: 'lineTooLong', line: badLine }],
    ['headings too long', ','.repeat(200_000), { fault: 'lineTooLong', line: 1 }],
  ])('%s', (_, file, fault) => {
    expect(readUserFile(file).fault).toEqual(fault)
  })

  it('reads one control character as a problem of its row', () => {
    expect(readUserFile(`${padded(1)}ole@nordwind.test,,,O\x07le${','.repeat(12)}`)).toMatchObject({
      fault: null,
      problems: [{ line: 3, column: 'Display Name', reason: 'controlCharacter' }],
    })
  })

  it('finds Windows-1252 that starts late', () => {
    const file = bytes(long, Buffer.from(`soren@nordwind.test,,,Søren${','.repeat(12)}\r\n`, 'latin1'), long)
    expect(names(file)).toContain('Søren')
    expect(readUserFile(file).facts).toMatchObject({ encoding: 'windows-1252', rows: 5002 })
  })
})

describe('reading any bytes at all', () => {
  const sheetSigns = fc.constantFrom('"', '""', ',', ';', '\t', '\r', '\n', '\r\n', 'a', '@', 'ø', '😀', '=', ' ', '\0')
  const anyText = fc.string({ unit: sheetSigns, maxLength: 200 }).map((text) => bytes(text))
  const anyRows = fc.string({ unit: sheetSigns, maxLength: 300 }).map((text) => bytes('User Name,Display Name\n', text))
  const anyBytes = fc.uint8Array({ maxLength: 2000 })
  const marked = fc
    .tuple(fc.constantFrom([0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]), anyBytes)
    .map(([mark, rest]) => bytes(mark, rest))

  it('throws nothing but FILE_UNREADABLE', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anyRows, anyBytes, marked), (file) => {
        const { facts, rows, problems } = readUserFile(file)
        expect(rows.length).toBeLessThanOrEqual(facts.rows)
        expect(facts.rows).toBeLessThanOrEqual(rows.length + problems.length)
      }),
      { numRuns: 5000 },
    )
  })

  it('comes out the same however it is cut', { tags: 'long' }, () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 })
    fc.assert(
      fc.property(fc.oneof(anyText, anyRows, anyBytes, marked), cuts, (file, sizes) => {
        expect(readUserFile(file, sizes)).toEqual(readUserFile(file))
      }),
      { numRuns: 2000 },
    )
  })

  it('comes out the same however a large file is cut', { tags: 'long' }, () => {
    const rows = Array.from(
      { length: 3000 },
      (_, at) => `ida${at}@nordwind.test,,,"Idå, ""${at}""",,,,,,,,"Vej\r\n${at}",,,,`,
    )
    const text = [headings, ...rows].join('\r\n')
    const files = [
      bytes(text),
      utf16(text),
      Buffer.from(text, 'latin1'),
      bytes(text, '\0', text),
      bytes(text, [0xff], text),
    ]
    for (const file of files) {
      const inOne = readUserFile(file)
      for (const size of [1, 4093, 65_535, 65_537]) {
        expect(readUserFile(file, Array(Math.floor(file.length / size)).fill(size))).toEqual(inOne)
      }
    }
    expect(readUserFile(files[0] ?? '').rows).toHaveLength(3000)
  })

  it('keeps failing once it has failed', () => {
    const { fault } = readUserFile(bytes(headings, [0]), [1, headings.length, 0, 0])
    expect(fault).toMatchObject({ fault: 'binary' })
  })
})
