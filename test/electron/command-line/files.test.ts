import { appendFileSync, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPieces, readWhole } from '../../../electron/command-line/files.ts'
import { readUserNames } from '../../../electron/command-line/user-names-file.ts'
import { tryProgram } from '../../support/build-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-files-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = (name: string) => join(folder, name)
const isWindows = process.platform === 'win32'

describe('an input file', () => {
  it('is read to the end that it has by then, when it grows meanwhile', async () => {
    const file = path('growing.csv')
    writeFileSync(file, 'a'.repeat(200_000))
    let text = ''
    for await (const piece of readPieces(file, 1_000_000)) {
      if (text === '') appendFileSync(file, 'end')
      text += piece.toString()
    }
    expect(text).toHaveLength(200_003)
    expect(text.endsWith('aend')).toBe(true)
  })

  it('is refused in words when it is a folder, or not there', async () => {
    mkdirSync(path('people'))
    await expect(readWhole(path('people'), 10)).rejects.toThrow('is a folder')
    await expect(readWhole(path('nothing'), 10)).rejects.toThrow('There is no file')
  })

  it('may have as many bytes as it may have, and not one more', async () => {
    writeFileSync(path('ten'), '0123456789')
    expect((await readWhole(path('ten'), 10)).toString()).toBe('0123456789')
    await expect(readWhole(path('ten'), 9)).rejects.toMatchObject({ data: { fault: 'tooLarge' } })
  })

  it.skipIf(isWindows)('is refused when it never ends', async () => {
    await expect(readWhole('/dev/zero', 1_000_000)).rejects.toMatchObject({ data: { fault: 'tooLarge' } })
  })

  it.skipIf(isWindows)('may be a named pipe, whose writer takes its time', async () => {
    const pipe = path('pipe')
    expect(tryProgram('mkfifo', [pipe]).status).toBe(0)
    const names = readUserNames(pipe)
    const writer = createWriteStream(pipe)
    writer.write('UserPrincipalName,Department\neva@nord')
    await new Promise((resolve) => setImmediate(resolve))
    writer.end('wind.test,Lager\n')
    expect((await names).names).toEqual(['eva@nordwind.test'])
  })
})
