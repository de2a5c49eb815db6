import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '../../../electron/db/folder-lock.ts'
import { contentsOf, moveFolder } from '../../../electron/db/move-folder.ts'
import { nobody, setUp, temporaryFolder, testServices } from '../../support/test-services.ts'

let from = ''
let to = ''
/** The two places are on two disks. */
const otherDisk = () => false
const moving = { 'on one disk': undefined, 'to another disk': otherDisk } as const

beforeEach(() => {
  const folder = temporaryFolder()
  from = join(folder, 'Roaming', 'Keydesk')
  to = join(folder, 'Local', 'Keydesk')
  mkdirSync(join(folder, 'Roaming'))
})

/** An organisation in a folder, which nobody has open. */
async function organisationIn(folder: string): Promise<void> {
  const { dataDir, close } = await setUp()
  await close()
  cpSync(dataDir, folder, { recursive: true })
  mkdirSync(join(folder, 'desktop'), { recursive: true })
  writeFileSync(join(folder, 'desktop', 'preferences.json'), '{}')
}

async function isWholeIn(folder: string): Promise<boolean> {
  const { services, close } = await testServices({ dataDir: folder })
  const { isSetUp } = await services.settings.status({}, nobody)
  await close()
  return isSetUp && existsSync(join(folder, 'desktop', 'preferences.json'))
}

describe.each(Object.entries(moving))('a data folder that moves %s', (_, move) => {
  it('is whole in its new place and gone from the old one, and moves once', async () => {
    await organisationIn(from)
    moveFolder(from, to, move)
    expect(existsSync(from)).toBe(false)
    expect(await isWholeIn(to)).toBe(true)
    expect(readdirSync(to)).not.toContain('keydesk.copied')
    moveFolder(from, to, move)
    expect(await isWholeIn(to)).toBe(true)
    expect(readdirSync(join(to, '..'))).toEqual(['Keydesk'])
    expect(readdirSync(join(from, '..'))).toEqual([])
  })

  it('takes the place of what a Keydesk without an organisation has left there', async () => {
    await organisationIn(from)
    mkdirSync(join(to, 'desktop'), { recursive: true })
    writeFileSync(join(to, 'keydesk.log'), '{}')
    moveFolder(from, to, move)
    expect(await isWholeIn(to)).toBe(true)
  })

  it('takes the place of the log of a start that failed, and of work that was never finished', async () => {
    await organisationIn(from)
    mkdirSync(join(to, 'logs'), { recursive: true })
    writeFileSync(join(to, 'logs', 'keydesk.log'), '')
    mkdirSync(join(to, 'keydesk-unfinished'))
    moveFolder(from, to, move)
    expect(await isWholeIn(to)).toBe(true)
    expect(existsSync(from)).toBe(false)
  })

  it('stays where a Keydesk works in it', async () => {
    await organisationIn(from)
    const lock = lockFolder(from, 'browser')
    expect(() => moveFolder(from, to, move)).toThrow(expect.objectContaining({ code: 'FOLDER_IN_USE' }))
    lock.release()
    expect(existsSync(to)).toBe(false)
    expect(await isWholeIn(from)).toBe(true)
  })

  it.each(['an organisation', 'something of somebody else’s'])(
    'stays where there is %s in the new place',
    async (what) => {
      await organisationIn(from)
      if (what === 'an organisation') await organisationIn(to)
      else {
        mkdirSync(to, { recursive: true })
        writeFileSync(join(to, 'holiday.txt'), 'Skagen')
      }
      const before = readdirSync(to)
      expect(() => moveFolder(from, to, move)).toThrow(
        expect.objectContaining({ code: 'FOLDER_UNUSABLE', data: { fault: 'twoFolders', folder: from } }),
      )
      expect(readdirSync(to)).toEqual(before)
      expect(await isWholeIn(from)).toBe(true)
    },
  )

  it('is none where there is no organisation', () => {
    mkdirSync(from, { recursive: true })
    moveFolder(from, to, move)
    expect([existsSync(from), existsSync(to)]).toEqual([true, false])
  })
})

describe('a move to another disk that was killed', () => {
  it('while it copied begins anew', async () => {
    await organisationIn(from)
    mkdirSync(`${to}.moving`, { recursive: true })
    writeFileSync(join(`${to}.moving`, 'keydesk.db'), 'half')
    moveFolder(from, to, otherDisk)
    expect([existsSync(from), existsSync(`${to}.moving`)]).toEqual([false, false])
    expect(await isWholeIn(to)).toBe(true)
  })

  it('after it copied removes the old folder, unless something has changed in that', async () => {
    await organisationIn(from)
    cpSync(from, to, { recursive: true })
    writeFileSync(join(to, 'keydesk.copied'), contentsOf(from))
    const changed = join(from, 'keydesk.log')
    writeFileSync(changed, '{}')
    expect(() => moveFolder(from, to, otherDisk)).toThrow(expect.objectContaining({ code: 'FOLDER_UNUSABLE' }))
    rmSync(changed)
    moveFolder(from, to, otherDisk)
    expect([existsSync(from), existsSync(join(to, 'keydesk.copied'))]).toEqual([false, false])
    expect(await isWholeIn(to)).toBe(true)
  })

  it('while it removed the old folder goes on with that', async () => {
    await organisationIn(to)
    mkdirSync(`${from}.moved`)
    writeFileSync(join(`${from}.moved`, 'keydesk.db'), 'half')
    moveFolder(from, to, otherDisk)
    expect(existsSync(`${from}.moved`)).toBe(false)
    expect(await isWholeIn(to)).toBe(true)
  })
})
