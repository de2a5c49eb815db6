import { describe, expect, it } from 'vitest'
import { createRecords, maximumRecordBytes, readOpening } from '../../../electron/imports/import-records.ts'
import { isDomainError } from '../../../shared/errors.ts'

function records(...texts: readonly string[]) {
  const found: (readonly [line: number, ...cells: string[]])[] = []
  const reader = createRecords({ delimiter: 'comma', offset: 0, line: 1 }, (cells, line) =>
    found.push([line, ...cells]),
  )
  try {
    for (const text of texts) reader.push(text)
    reader.end()
  } catch (error) {
    if (!isDomainError(error, 'FILE_UNREADABLE')) throw error
    return error.data
  }
  return found
}

describe('readOpening', () => {
  it.each([
    ['a,b;c,d', { delimiter: 'comma', offset: 0, line: 1 }],
    ['a;b;c,d', { delimiter: 'semicolon', offset: 0, line: 1 }],
    ['a\tb\tc,d', { delimiter: 'tab', offset: 0, line: 1 }],
    ['one', { delimiter: 'comma', offset: 0, line: 1 }],
    ['"a,b,c";"d,e"\n1,2,3,4', { delimiter: 'semicolon', offset: 0, line: 1 }],
    ['sep=;\r\na,b,c', { delimiter: 'semicolon', offset: 7, line: 2 }],
    ['SEP=\t\na,b', { delimiter: 'tab', offset: 6, line: 2 }],
    ['"sep=,"\ra;b', { delimiter: 'comma', offset: 8, line: 2 }],
    ['sep=|\na|b', { delimiter: 'comma', offset: 0, line: 1 }],
    ['\r\n \r\n\na;b', { delimiter: 'semicolon', offset: 6, line: 4 }],
    ['\nsep=;\n\na,b', { delimiter: 'semicolon', offset: 8, line: 4 }],
  ])('of %j', (text, opening) => {
    expect(readOpening(text)).toEqual(opening)
  })
})

describe('createRecords', () => {
  it('names the line that each record starts on, whatever ends the lines', () => {
    expect(records('a,b\r\n1,2\n3,4\r5,6')).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [3, '3', '4'],
      [4, '5', '6'],
    ])
  })

  it('counts the lines of quoted cells and blank lines', () => {
    expect(records('a\r\n"1\r\n2\n3\r4",x\r\n\r\n5')).toEqual([
      [1, 'a'],
      [2, '1\r\n2\n3\r4', 'x'],
      [7, '5'],
    ])
  })

  it('reads quotes as spreadsheets write them, and others as they stand', () => {
    expect(records('"a,""b"""\n=HYPERLINK("x"),5" disk\n"Ole" Friis,x\n""')).toEqual([
      [1, 'a,"b"'],
      [2, '=HYPERLINK("x")', '5" disk'],
      [3, '"Ole" Friis', 'x'],
      [4, ''],
    ])
  })

  it('puts records together that pushes cut apart', () => {
    const text = 'a,b\r\n"1\r\n""2""",Åse\r\n\r\n3,"4"\r'
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(records(text.slice(0, cut), text.slice(cut))).toEqual(records(text))
    }
    expect(records(...text)).toEqual(records(text))
  })

  it('names the line where a quote opens that nothing closes', () => {
    expect(records('a,b\n1,"2\n3,4\n')).toEqual({ fault: 'unclosedQuote', line: 2 })
    expect(records('a,b\n"1\n2","3\n4,5')).toEqual({ fault: 'unclosedQuote', line: 3 })
    expect(records('a,b\n1,"')).toEqual({ fault: 'unclosedQuote', line: 2 })
  })

  it('stops at a quote that would swallow the people of the next lines', () => {
    expect(records('a,b\n1,"2\n3,"4"\n5,6')).toEqual({ fault: 'unclosedQuote', line: 2 })
    expect(records(`a,b\n1,"2\n${'3,4\n'.repeat(maximumRecordBytes)}`)).toEqual({ fault: 'unclosedQuote', line: 2 })
  })

  it('takes a quoted cell that starts with a quote and has two lines', () => {
    expect(records('"""Villa""\n2. tv",x')).toEqual([[1, '"Villa"\n2. tv', 'x']])
  })

  it.each([
    ['a long cell', `a\n${'x'.repeat(maximumRecordBytes + 1)}\nb`],
    ['a long quoted cell', `a\n"${'x'.repeat(maximumRecordBytes)}"\nb`],
    ['a line of nothing but commas', `a\n${','.repeat(maximumRecordBytes + 1)}`],
  ])('stops at %s', (_, text) => {
    expect(records(text)).toEqual({ fault: 'lineTooLong', line: 2 })
  })

  it('accepts a record of exactly the maximum length', () => {
    const cell = 'x'.repeat(maximumRecordBytes - 1)
    expect(records(`${cell}\n${cell}`)).toEqual([
      [1, cell],
      [2, cell],
    ])
  })
})
