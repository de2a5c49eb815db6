import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isOnNetwork, usualFolder } from '../../electron/data-folder.ts'
import { closeOnWindows, isInProfile } from '../../electron/db/windows-rights.ts'
import { folderWarnings, syncedBy } from '../../electron/folder-warnings.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import { languages } from '../../shared/languages.ts'

describe('the usual data folder', () => {
  it('is the local one on Windows, which is not copied from machine to machine', () => {
    const environment = { LOCALAPPDATA: 'C:/Users/Søren/AppData/Local', APPDATA: 'C:/Users/Søren/AppData/Roaming' }
    expect(usualFolder(environment, 'win32')).toBe(join(environment.LOCALAPPDATA, 'Keydesk'))
    expect(usualFolder({}, 'win32')).toContain(join('AppData', 'Local', 'Keydesk'))
  })
})

describe('a folder of another machine', () => {
  const here = (path: string) => path
  it.each([
    ['\\\\server\\share\\Keydesk', true],
    ['//server/share/Keydesk', true],
    ['\\\\?\\UNC\\server\\share\\Keydesk', true],
    ['\\\\.\\unc\\server\\share', true],
    ['C:\\Users\\Søren\\Keydesk', false],
    ['\\\\?\\C:\\Users\\Søren\\Keydesk', false],
  ])('is known by its name: %s is one: %s', (folder, expected) => {
    expect(isOnNetwork(folder, here)).toBe(expected)
  })

  it('is known behind a drive letter or a link, also where the folder has still to be made', () => {
    const mapped = (path: string) => {
      if (path.length > 4) throw new Error('ENOENT')
      return '\\\\server\\share'
    }
    expect(isOnNetwork('/a/b/c', mapped)).toBe(true)
    const nothing = () => {
      throw new Error('EISDIR: a disk that tells nothing')
    }
    expect(isOnNetwork('/a/b/c', nothing)).toBe(false)
  })
})

describe('the rights of a folder on Windows', () => {
  it.each([
    ['C:\\Users\\Søren\\AppData\\Local\\Keydesk', true],
    ['c:\\users\\søren\\Documents', true],
    ['C:\\Users\\Sørensen\\Keydesk', false],
    ['D:\\Keydesk', false],
  ])('come with the profile: %s is in it: %s', (folder, expected) => {
    expect(isInProfile(folder, 'C:\\Users\\Søren')).toBe(expected)
  })

  it('are left to the person, administrators and the system, by names that every language has', () => {
    const asked: (readonly string[])[] = []
    const run = (program: string, args: readonly string[]) => {
      asked.push([program, ...args])
      return { status: 0, stdout: '"desk\\søren","S-1-5-21-1-2-3-1001"\r\n' }
    }
    expect(closeOnWindows('D:\\Keydesk & more', run)).toBe(true)
    expect(asked[1]).toEqual([
      'icacls.exe',
      'D:\\Keydesk & more',
      '/inheritance:r',
      '/grant:r',
      '*S-1-5-21-1-2-3-1001:(OI)(CI)F',
      '*S-1-5-18:(OI)(CI)F',
      '*S-1-5-32-544:(OI)(CI)F',
      '/q',
    ])
    expect(closeOnWindows('D:\\Keydesk', () => ({ status: 1, stdout: '' }))).toBe(false)
    expect(closeOnWindows('D:\\Keydesk', () => ({ status: null, stdout: '' }))).toBe(false)
  })
})

describe('a folder that is copied to other machines', () => {
  it.each([
    ['C:\\Users\\Søren\\OneDrive - Nordwind\\Keydesk', {}, 'OneDrive - Nordwind'],
    ['D:\\Cloud\\Keydesk', { OneDriveCommercial: 'd:\\cloud' }, 'OneDrive'],
    ['/Users/soren/Library/Mobile Documents/Keydesk', {}, 'Mobile Documents'],
    ['/home/soren/Dropbox/keydesk', {}, 'Dropbox'],
    ['C:\\Users\\Søren\\AppData\\Local\\Keydesk', { OneDrive: 'C:\\Users\\Søren\\OneDrive' }, null],
  ])('is known: %s', (folder, environment, expected) => {
    expect(syncedBy(folder, environment)).toBe(expected)
  })

  it.each(languages)('is said in %s, and so are rights that could not be set', (language) => {
    const words = createWords(language)
    const said = folderWarnings({ folder: '/home/soren/Dropbox/keydesk', isFolderOpen: true, words })
    expect(said).toHaveLength(2)
    expect(said[1]).toContain('Dropbox')
    expect(folderWarnings({ folder: '/home/soren/keydesk', isFolderOpen: false, words })).toEqual([])
  })
})
