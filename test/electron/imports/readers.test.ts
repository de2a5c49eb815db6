import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contactsFormat,
  createFileReader,
  type FileFacts,
  type FileFormat,
  namesFormat,
  usersFormat,
} from '../../../electron/imports/import-file.ts'
import { createRecords, signs } from '../../../electron/imports/import-records.ts'
import { readPolicies, writePolicies } from '../../../electron/policies/policy-file.ts'
import { csvText, usersFileHead, usersFileLine } from '../../../electron/users/export-file.ts'
import { policyFileText } from '../../../renderer/policies/policy-file-text.ts'
import { type ErrorData, isDomainError } from '../../../shared/errors.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import type { ImportProblem } from '../../../shared/imports.ts'
import { languages } from '../../../shared/languages.ts'
import { cellDamage } from '../../../shared/rules/files/broken-cell.ts'
import { type CsvSeparator, csvMark } from '../../../shared/rules/files/csv-line.ts'
import { guardFormula, unguardFormula } from '../../../shared/rules/files/user-file-formulas.ts'
import { contactFileFields, userFileHeadings } from '../../../shared/rules/files/user-file-headings.ts'
import { bannedTerm, defaultPolicies } from '../../../shared/rules/policy.ts'
import { cleanText } from '../../../shared/rules/text/look-alikes.ts'
import { checkPersonText } from '../../../shared/rules/username.ts'
import { type Contact, contactFields, contactLimits } from '../../../shared/users.ts'
import { importFile, uploadContacts } from '../../support/import-people.ts'
import { setUp } from '../../support/test-services.ts'

/** `npm run test:long` reads more files. */
const times = Number(process.env.KEYDESK_READ_TIMES ?? 1)

const windowsSigns = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((sign, at) => [sign, 0x80 + at] as const),
)
const windowsByte = (sign: string) =>
  windowsSigns.get(sign) ?? (/^[ -\x7f\u00a0-\u00ff\s]$/.test(sign) ? sign.charCodeAt(0) : -1)

/** A text as a program writes it; null where the encoding has no sign for one of its characters. */
const encodings: Readonly<Record<string, (text: string) => Buffer | null>> = {
  'UTF-8 with a mark': (text) => Buffer.from(csvMark + text),
  'UTF-8': (text) => Buffer.from(text),
  'UTF-16': (text) => Buffer.from(csvMark + text, 'utf16le'),
  'big-endian UTF-16': (text) => Buffer.from(csvMark + text, 'utf16le').swap16(),
  'Windows-1252': (text) => {
    const bytes = [...text].map(windowsByte)
    if (bytes.includes(-1)) return null
    // Signs that happen to be the bytes of a letter of UTF-8 make a file whose encoding nobody knows; it is refused.
    const file = Buffer.from(bytes)
    return /[^\p{ASCII}\ufffd]/u.test(file.toString('utf8')) ? null : file
  },
}
const lineEnds = { CRLF: '\r\n', LF: '\n', CR: '\r' } as const
const way = fc.record({
  language: fc.constantFrom(...languages),
  separator: fc.constantFrom<CsvSeparator>(',', ';'),
  encoding: fc.constantFrom(...Object.keys(encodings)),
  lines: fc.constantFrom(...Object.values(lineEnds)),
})
const written = (text: string, { encoding, lines }: { encoding: string; lines: string }) => {
  const plain = (text.startsWith(csvMark) ? text.slice(1) : text).replaceAll('\r\n', lines)
  return encodings[encoding]?.(plain) ?? Buffer.from(plain)
}

const signsOfNames = [
  ...'abcdeÅåÄäÖöØøÆæéü',
  ...'\'"=+-@,;. \t',
  'Łódź',
  '王',
  'Ω',
  '👩‍💻',
  '’',
  '–',
  'n\u0303',
  '\u200d',
  'é',
]
const text = (most: number, isAddress = false) =>
  fc
    .string({ unit: fc.constantFrom(...signsOfNames, ...(isAddress ? ['\n'] : [])), maxLength: 16 })
    .map(cleanText)
    // A second line of an address that begins like a row about somebody stops an import.
    .filter((value) => !/\n.*@/.test(value))
    .filter(
      (value) =>
        checkPersonText(value, most, { allowNewline: isAddress }) === null &&
        cellDamage(guardFormula(value)) !== 'decodedTwice',
    )
const address = fc.constantFrom('', "o'b@home.test", 'ida@blåbær.test', '+a@home.test')
const contact = fc.record(
  Object.fromEntries(
    contactFields.map((field) => [
      field,
      field === 'alternateEmail' ? address : text(contactLimits[field], field === 'address'),
    ]),
  ) as Record<keyof Contact, fc.Arbitrary<string>>,
  { noNullPrototype: true },
)
const people = fc
  .array(fc.record({ displayName: text(256).filter((name) => name !== ''), contact }, { noNullPrototype: true }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) =>
    list.map((one, at) => ({ ...one, username: `${["'-", 'ida.', "-o'b", ''][at % 4]}p${at}@nordwind.test` })),
  )

type Read<Row> = {
  readonly rows: readonly { readonly line: number; readonly row: Row }[]
  readonly problems: readonly ImportProblem[]
  readonly facts: FileFacts
  readonly fault: ErrorData<'FILE_UNREADABLE'> | null
}

function read<Row>(format: FileFormat<Row>, bytes: Uint8Array): Read<Row> {
  const rows: { line: number; row: Row }[] = []
  const problems: ImportProblem[] = []
  const reader = createFileReader(format, {
    onRow: (row, line) => rows.push({ line, row }),
    onProblem: (problem) => problems.push(problem),
  })
  try {
    reader.push(bytes)
    reader.end()
  } catch (error) {
    if (!isDomainError(error, 'FILE_UNREADABLE')) throw error
    return { rows, problems, facts: reader.facts(), fault: error.data }
  }
  return { rows, problems, facts: reader.facts(), fault: null }
}
const usersFile = (users: readonly Parameters<typeof usersFileLine>[0][], words: Parameters<typeof usersFileHead>[0]) =>
  usersFileHead(words) + users.map((user) => usersFileLine(user, words.separator ?? ',')).join('')

describe('a file that Keydesk wrote reads back the same in every encoding, language, separator and line end', () => {
  it('with users, and names them to a reset', () => {
    fc.assert(
      fc.property(people, way, (users, how) => {
        const bytes = written(usersFile(users, how), how)
        const again = read(usersFormat, bytes)
        expect(again.fault).toBeNull()
        expect(again.problems).toEqual([])
        expect(again.rows.map(({ row }) => row)).toEqual(
          users.map((one) => ({ ...one, language: null, isBlocked: false })),
        )
        expect(read(namesFormat, bytes).rows.flatMap(({ row }) => row.usernames)).toEqual(
          users.map(({ username }) => username),
        )
      }),
      { numRuns: 100 * times },
    )
  })

  it('with contact information', () => {
    fc.assert(
      fc.property(people, way, (users, how) => {
        const head = contactFileFields.map((field) => userFileHeadings[how.language][field])
        const rows = users.map(({ username, contact: one }) => [
          username,
          one.alternateEmail,
          one.mobilePhone,
          one.officePhone,
        ])
        const { problems, fault, rows: found } = read(contactsFormat, written(csvText(head, rows, how.separator), how))
        expect({ fault, problems }).toEqual({ fault: null, problems: [] })
        const value = (cell: string) => (cell === '' ? null : /^\p{Pd}$/u.test(cell) ? '' : cell)
        expect(found.map(({ row }) => row)).toEqual(
          users.map(({ username, contact: one }) => ({
            username,
            alternateEmail: value(one.alternateEmail),
            mobilePhone: value(one.mobilePhone),
            officePhone: value(one.officePhone),
          })),
        )
      }),
      { numRuns: 40 * times * times, endOnFailure: true },
    )
  })

  it('with passwords or the registration report, and names its people to a reset', () => {
    fc.assert(
      fc.property(people, way, (users, how) => {
        const { t } = createWords(how.language)
        const usernames = users.map(({ username }) => username)
        const passwords = csvText(
          [t('exports.username'), t('exports.displayName'), t('exports.password')],
          users.map(({ username, displayName }) => [username, displayName, '=a"b;c,d']),
          how.separator,
        )
        const report = csvText(
          [t('exports.displayName'), t('exports.username'), t('registration.report.columns.methods')],
          users.map(({ username, displayName }) => [displayName, username, 'a, b']),
          how.separator,
        )
        for (const file of [passwords, report])
          expect(read(namesFormat, written(file, how)).rows.flatMap(({ row }) => row.usernames)).toEqual(usernames)
      }),
      { numRuns: 40 * times },
    )
  })

  it('with entries of the audit log, cell by cell', () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...signsOfNames, '\n', '\r\n'), maxLength: 12 })
      .map((one) => one.trimStart())
    const entry = fc.array(cell, { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 6 }),
        fc.constantFrom<CsvSeparator>(',', ';'),
        (entries, separator) => {
          const found: string[][] = []
          const delimiter = separator === ',' ? 'comma' : 'semicolon'
          const records = createRecords({ delimiter, offset: 0, line: 1 }, (cells) =>
            found.push(cells.map(unguardFormula)),
          )
          records.push(csvText(['a', 'b'], entries, separator).slice(1))
          records.end()
          expect(found.slice(1)).toEqual(entries)
        },
      ),
      { numRuns: 100 * times },
    )
  })

  it('with policies', () => {
    const term = text(64).filter((value) => bannedTerm.safeParse(value).success)
    fc.assert(
      fc.property(
        fc.uniqueArray(term, { maxLength: 5 }),
        fc.constantFrom(...Object.keys(encodings)),
        (ownTerms, encoding) => {
          const all = { ...defaultPolicies, protection: { ...defaultPolicies.protection, ownTerms }, groupRules: [] }
          const json = writePolicies(all, () => [])
          const bytes = encodings[encoding]?.(json) ?? Buffer.from(json)
          const again = policyFileText(bytes)
          // An editor that saves it as Windows-1252 makes other words of it, and nothing of the file is used.
          if (again === null) {
            expect(encoding).toBe('Windows-1252')
            return
          }
          expect(readPolicies(again, () => null)).toEqual({ policies: all, problems: [] })
        },
      ),
      { numRuns: 40 * times },
    )
  })

  it('with users, through the services: what is exported there is imported elsewhere', async () => {
    const { services, owner } = await setUp()
    let round = 0
    await fc.assert(
      fc.asyncProperty(people, way, async (users, how) => {
        round += 1
        const named = users.map((user, at) => ({ ...user, username: `r${round}p${at}@nordwind.test` }))
        const { preview, imported } = await importFile(services, owner, written(usersFile(named, how), how))
        expect(preview.problems).toEqual([])
        expect(imported).toBe(named.length)
        const query = { search: `r${round}p`, filter: { signIn: [], passwordState: [], role: [] } }
        const selection = { kind: 'matching', query, except: [] } as const
        const { language, separator } = how
        const { text: csv } = await services.users.exportFile({ selection, language, separator }, owner)
        const back = read(usersFormat, written(csv, how)).rows.map(({ row }) => row)
        const ours = new Map(named.map((user) => [user.username, user]))
        expect(back.filter(({ username }) => ours.has(username)).length).toBe(named.length)
        for (const { username, displayName, contact: one } of back)
          if (ours.has(username)) expect({ username, displayName, contact: one }).toEqual(ours.get(username))
      }),
      { numRuns: 15 },
    )
  })
})

/** What another program, a cut line or a tired hand does to a file. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('take' as const), at: fc.nat(), length: fc.nat(40) }),
  fc.record({
    kind: fc.constant('put' as const),
    at: fc.nat(),
    what: fc.constantFrom('"', ',', ';', '\n', '\r', '\0', '\t', 'Ã¸', '\ufeff', '=', '\x1a'),
  }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), length: fc.nat(200) }),
  fc.record({ kind: fc.constant('latin' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('huge' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('unquote' as const), at: fc.nat() }),
)
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function damaged(bytes: Buffer, done: Damage): Buffer {
  const at = done.at % (bytes.length + 1)
  const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)]
  switch (done.kind) {
    case 'flip':
      return Buffer.concat([before, Buffer.from([(behind[0] ?? 0) ^ (1 << done.bit)]), behind.subarray(1)])
    case 'cut':
      return before
    case 'take':
      return Buffer.concat([before, behind.subarray(done.length)])
    case 'put':
      return Buffer.concat([before, Buffer.from(done.what), behind])
    case 'double':
      return Buffer.concat([before, behind.subarray(0, done.length), behind])
    case 'latin':
      return Buffer.concat([before, Buffer.from(behind.toString('utf8'), 'latin1')])
    case 'huge':
      return Buffer.concat([before, Buffer.alloc(3_000, 'x '), behind])
    case 'unquote':
      return Buffer.concat([before, Buffer.from(behind.filter((byte) => byte !== 0x22))])
  }
}

/** The file read by another hand: each record with its line, as RFC 4180 has it, and quotes that open no whole cell as signs of the text. */
function recordsOf(all: string, sign: string): ReadonlyMap<number, readonly string[]> {
  const records = new Map<number, readonly string[]>()
  const blank = sign === '\t' ? '[^\\S\\r\\n\\t]' : '[^\\S\\r\\n]'
  const cell = new RegExp(`${blank}*"((?:[^"]|"")*)"${blank}*(?=[${sign}\\r\\n]|$)|${blank}*([^${sign}\\r\\n]*)`, 'y')
  let line = 1
  for (let at = 0; at < all.length; ) {
    const [start, cells] = [at, [] as string[]]
    do {
      cell.lastIndex = cells.length === 0 ? at : at + 1
      const found = cell.exec(all)
      cells.push(found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? '')
      at = cell.lastIndex
    } while (all.charAt(at) === sign)
    records.set(line, cells)
    at += /^(?:\r\n?|\n)?/.exec(all.slice(at, at + 2))?.[0].length ?? 0
    line += all.slice(start, at).match(/\r\n?|\n/g)?.length ?? 0
  }
  return records
}

function mustBeWhatTheFileSays<Row>(
  format: FileFormat<Row>,
  bytes: Buffer,
  valuesOf: (row: Row) => readonly (readonly [string, string])[],
) {
  const { rows, problems, facts, fault } = read(format, bytes)
  for (const { line } of problems) expect(line).toBeGreaterThan(0)
  if (fault !== null) return
  // No row is passed over: each is used or named.
  const named = new Set([...rows.map(({ line }) => line), ...problems.map(({ line }) => line)])
  expect(named.size).toBe(facts.rows)
  const all = new TextDecoder(facts.encoding, { fatal: true }).decode(bytes)
  const records = recordsOf(all, signs[facts.delimiter])
  const places: readonly (string | null)[] = facts.columns.map(({ field }) => field)
  for (const { line, row } of rows) {
    const cells = records.get(line)
    expect(cells).toBeDefined()
    for (const [field, value] of valuesOf(row)) {
      // A file whose heading of display names is broken has those of first and last names.
      if (field === 'displayName' && !places.includes(field)) continue
      const cell = cells?.[places.indexOf(field)] ?? ''
      expect(cleanText(unguardFormula(cleanText(cell)).replace(/\r\n?/g, '\n'))).toBe(value)
    }
  }
}

describe('a mangled file', () => {
  const mangled = fc
    .tuple(people, way, fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([users, how, all]) => all.reduce(damaged, written(usersFile(users, how), how)))

  it('gives only people who are written in it, in rows that read whole, and names every other row', () => {
    fc.assert(
      fc.property(mangled, (bytes) => {
        mustBeWhatTheFileSays(usersFormat, bytes, ({ username, displayName, contact: one }) => [
          ...[['username', username] as const, ['displayName', displayName] as const],
          ...(['department', 'address', 'city', 'country'] as const).map((field) => [field, one[field]] as const),
        ])
      }),
      { numRuns: 40 * times * times, endOnFailure: true },
    )
  })

  it('changes contact information only to what is written in it', () => {
    fc.assert(
      fc.property(mangled, (bytes) => {
        mustBeWhatTheFileSays(contactsFormat, bytes, ({ username, alternateEmail }) => [
          ['username', username],
          ...(alternateEmail === null || alternateEmail === '' ? [] : [['alternateEmail', alternateEmail] as const]),
        ])
      }),
      { numRuns: 40 * times * times, endOnFailure: true },
    )
  })

  it('names to a reset nobody who is not written in it', () => {
    fc.assert(
      fc.property(mangled, (bytes) => {
        const { rows, facts, fault } = read(namesFormat, bytes)
        if (fault !== null) return
        expect(rows).toHaveLength(facts.rows)
        // Quotes, line breaks and the apostrophes that keep a cell from being a formula stand between the characters of the file.
        const bare = (value: string) => value.replace(/['"\r\n]/g, '')
        const all = bare(cleanText(new TextDecoder(facts.encoding).decode(bytes)))
        for (const name of rows.flatMap(({ row }) => row.usernames)) expect(all).toContain(bare(name).trim())
      }),
      { numRuns: 40 * times * times, endOnFailure: true },
    )
  })

  it('with rows twice changes nobody twice, and none of its rows is lost', async () => {
    const { services, owner } = await setUp()
    const rows = ['a@b.test,A', 'A@B.TEST,Other', ' a@b.test ,Third', 'b@b.test,B']
    const { preview, imported } = await importFile(
      services,
      owner,
      Buffer.from(['User Name,Display Name', ...rows].join('\n')),
    )
    expect(preview.problems.map(({ line, reason, detail }) => [line, reason, detail])).toEqual([
      [3, 'duplicateInFile', 2],
      [4, 'duplicateInFile', 2],
    ])
    expect(imported).toBe(2)
    const contacts = 'User Name,Mobile\na@b.test,+45 1\nA@B.test,+45 2\nb@b.test,–\n'
    const importId = await uploadContacts(services, owner, contacts)
    const shown = await services.imports.previewContacts({ importId }, owner)
    expect(shown.problems.map(({ line, reason }) => [line, reason])).toEqual([[3, 'duplicateInFile']])
    await services.imports.importContacts({ importId }, owner)
    const id = services.users.idOf('a@b.test')
    expect((await services.users.get({ id: id as never }, owner)).contact.mobilePhone).toBe('+45 1')
  })
})

// Each pattern that tried the same characters anew for each of them would take 10^9 steps or more for the largest of these: such a test never ends.
describe.each([30_000, 120_000])(
  'a file of %i times the same characters is read to its end',
  { tags: 'long' },
  (length) => {
    it.each([
      ...[
        '"',
        '""',
        '"a,',
        'a"',
        '"a"b',
        ', ',
        ' ',
        '\t',
        '\r',
        '\n',
        '\r\n',
        ' \n',
        '\n"',
        ',"',
        "'",
        ",'",
        '=',
        '(',
        '@',
        '@b.test\n',
        'a@b.test,',
      ],
      ...[
        '\ufeff',
        '\u200b',
        '\u0301',
        '\u0323\u0301',
        'Ã',
        'á»',
        '{',
        '[',
        'E+',
        '-',
        '\x1a',
        '\x1a\n',
        '.',
        'sep=;\n',
        '#\n',
        'version:',
        'æ',
        '”a',
        '√',
        '😀',
      ],
    ])('%j', (pattern) => {
      const long = pattern.repeat(Math.ceil(length / Buffer.byteLength(pattern)))
      for (const [before, behind] of [
        ['', ''],
        ['User Name,Display Name,City\na@b.test,A,', ''],
        ['User Name,Display Name,City\na@b.test,A,"', '"\nb@b.test,B,C\n'],
      ]) {
        for (const format of [usersFormat, contactsFormat, namesFormat]) {
          const { facts, rows, problems } = read<unknown>(format, Buffer.from(before + long + behind))
          expect(rows.length + problems.length).toBeGreaterThanOrEqual(Math.min(facts.rows, 1) - 1)
        }
      }
    })
  },
)
