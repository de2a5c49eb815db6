import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readUserNames, type UserNames } from '../../../electron/command-line/user-names-file.ts'
import { maximumImportRows } from '../../../shared/imports.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-names-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(content: string | Buffer): Promise<UserNames> {
  const file = join(folder, 'names.csv')
  writeFileSync(file, content)
  return readUserNames(file)
}

describe('a file of user names', () => {
  it.each([
    ['one a line', 'a@x.test\nb@x.test\n'],
    ['with Windows line ends and empty lines', 'a@x.test\r\n\r\n  b@x.test \r\n'],
    ['under a heading', 'Brugernavn\na@x.test\nb@x.test'],
    ['with one twice', 'a@x.test\nb@x.test\na@x.test'],
    ['as a users file', 'Display Name,User Name\nA,a@x.test\n"B, b",b@x.test\n'],
    ['as a users file with semicolons', '\ufeffBrugernavn;Vist navn\na@x.test;A\nb@x.test;B\n'],
    [
      'as Excel saves Unicode text',
      Buffer.from('\ufeffUser Name\tDisplay Name\na@x.test\tA\nb@x.test\tB\n', 'utf16le'),
    ],
  ])('is read %s', async (_, content) => {
    expect(await read(content)).toEqual({ names: ['a@x.test', 'b@x.test'], nameless: [] })
  })

  it.each([
    ['several in the first line, as Outlook copies them', 'a@x.test; b@x.test; c@x.test\n'],
    ['several in a later line', 'a@x.test\nb@x.test, c@x.test\n'],
    [
      'under the line that PowerShell draws',
      'UserPrincipalName\r\n-----------------\r\na@x.test   \r\nb@x.test\r\nc@x.test\r\n',
    ],
    ['with the end sign of DOS', 'a@x.test\r\nb@x.test\r\nc@x.test\r\n\x1a'],
    ['beside a question of a form', `"${'Who are you? '.repeat(20)}",Email\nA,a@x.test\nB,b@x.test\nC,c@x.test\n`],
  ])('is read %s', async (_, content) => {
    expect(await read(content)).toEqual({ names: ['a@x.test', 'b@x.test', 'c@x.test'], nameless: [] })
  })

  it('says what the rows say that name nobody, so that they can be reported', async () => {
    const content = 'Display Name,User Name,Manager\nA,a@x.test,\nBo, ,boss@x.test\n'
    expect(await read(content)).toEqual({ names: ['a@x.test'], nameless: ['Bo, boss@x.test'] })
  })

  it('is refused when nothing tells which of several addresses is meant', async () => {
    await expect(read('Eva,eva@x.test,boss@x.test\n')).rejects.toMatchObject({ data: { fault: 'nameColumn' } })
  })

  it('is refused when it has more rows than people may be', async () => {
    await expect(read('a@x.test\n'.repeat(maximumImportRows + 20_000))).rejects.toMatchObject({
      data: { fault: 'tooLarge' },
    })
  })

  it('is refused when its columns are unknown, rather than reset the wrong people', async () => {
    await expect(read('x,y\n1,2\n')).rejects.toMatchObject({ code: 'FILE_UNREADABLE', data: { fault: 'nameColumn' } })
  })

  it('is refused when it is no text', async () => {
    await expect(read('a@x.test,"b\n')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      data: { fault: 'unclosedQuote' },
    })
  })

  it('is refused when it is not there', async () => {
    await expect(readUserNames(join(folder, 'nothing'))).rejects.toThrow('There is no file')
  })
})
