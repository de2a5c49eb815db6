import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { mayHaveLostLetters } from '../../../electron/command-line/lost-letters.ts'
import { readUserNames } from '../../../electron/command-line/user-names-file.ts'
import { temporaryFolder } from '../../support/test-services.ts'

it('only Windows PowerShell puts question marks in the place of letters', () => {
  expect(mayHaveLostLetters('s?ren@nordwind.test', 'win32')).toBe(true)
  expect(mayHaveLostLetters('søren@nordwind.test', 'win32')).toBe(false)
  expect(mayHaveLostLetters('søren?', 'win32'), 'a letter beyond ASCII came through').toBe(false)
  expect(mayHaveLostLetters('s?ren@nordwind.test', 'linux')).toBe(false)
})

it('a file with such a name is refused there, with what to do, before anybody is looked for', async () => {
  const file = join(temporaryFolder(), 'names.txt')
  writeFileSync(file, 'ida@nordwind.test\r\ns?ren@nordwind.test\r\n')
  const platform = vi.spyOn(process, 'platform', 'get')
  try {
    platform.mockReturnValue('win32')
    await expect(readUserNames(file)).rejects.toThrow(/\$OutputEncoding/)
    platform.mockReturnValue('linux')
    expect((await readUserNames(file)).names).toHaveLength(2)
  } finally {
    platform.mockRestore()
  }
})
