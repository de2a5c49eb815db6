import {
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintOf } from '../../../electron/command-line/complaint.ts'
import { dataFolder } from '../../../electron/data-folder.ts'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import { DomainError, folderFault, storeFault } from '../../../shared/errors.ts'
import { languages } from '../../../shared/languages.ts'
import { runFile, runProgram, testEnvironment } from '../../support/build-script.ts'
import { samplesOf } from '../../support/language-samples.ts'
import { memoryKeychain, nobody, ownerName, ownerPassword, temporaryFolder } from '../../support/test-services.ts'

const isUnix = process.platform !== 'win32'
const isRoot = process.getuid?.() === 0
const fifo = (path: string) => runProgram('mkfifo', [path])

function start(dataDir: string) {
  return createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en'), keychain: memoryKeychain() })
}

let original: string
beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
  const services = await start(original)
  const owner = { displayName: 'Olga', username: ownerName, password: ownerPassword, language: 'en' } as const
  await services.settings.createOrganisation({ organisation: 'Nordwind', ...owner }, nobody)
  await services.close()
  return () => rmSync(original, { recursive: true, force: true })
})

/** A data folder of an organisation, as it lies there when Keydesk is closed. */
function made(): string {
  const dataDir = join(temporaryFolder(), 'data')
  cpSync(original, dataDir, { recursive: true })
  return dataDir
}

/** Everything that could have been touched: names, kinds, rights, times and bytes. */
function snapshot(folder: string): readonly unknown[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { mode, mtimeMs, size, ino } = lstatSync(join(folder, name))
      const isFile = lstatSync(join(folder, name)).isFile() && size < 10_000_000
      return { name, mode, mtimeMs, size, ino, bytes: isFile ? readFileSync(join(folder, name), 'base64') : null }
    })
}

async function refuses(dataDir: string, error: object): Promise<void> {
  const before = snapshot(dataDir)
  for (const time of ['first', 'second']) {
    await expect(start(dataDir), `${time} start`).rejects.toMatchObject(error)
    expect(snapshot(dataDir), `after the ${time} start`).toEqual(before)
  }
}

const another = (path: string, version: number) => {
  const sql = new Sqlite(path)
  sql.exec('CREATE TABLE bookmarks (id INTEGER)')
  sql.pragma(`user_version = ${version}`)
  sql.close()
}
const instead = (make: (path: string) => void) => (path: string) => {
  rmSync(path, { force: true, recursive: true })
  make(path)
}
const empty = (path: string) => writeFileSync(path, '')
const folder = instead((path) => mkdirSync(path))
const dangling = instead((path) => symlinkSync('/nowhere/at/all', path))
const elsewhere = instead((path) => {
  copyFileSync(join(original, 'keydesk.db'), `${path}.real`)
  symlinkSync(`${path}.real`, path)
})
const others = (path: string) => {
  if (!existsSync(path)) writeFileSync(path, '')
  chownSync(path, 54321, 54321)
}

describe('a store that has lost what was in it', () => {
  it.each([
    ['of 0 bytes', empty, 'empty'],
    ['of a few bytes', (path: string) => truncateSync(path, 100), 'empty'],
    [
      'without a version and a table',
      instead((path) => {
        const sql = new Sqlite(path)
        sql.exec('CREATE TABLE gone (id INTEGER); DROP TABLE gone')
        sql.close()
      }),
      'empty',
    ],
    ['that another program made', instead((path) => another(path, 0)), 'foreign'],
    ['that is a folder', folder, 'notAFile'],
    ['that is a link to nowhere', dangling, 'link'],
    ['that is a link to a store', elsewhere, 'link'],
    ['that is a pipe', instead(fifo), 'notAFile'],
    ['of another user', others, 'notOurs'],
  ] as const)('%s is refused, and nothing is touched', async (_, change, fault) => {
    if (!isUnix && !['empty', 'foreign'].includes(fault)) return
    if (fault === 'notOurs' && !isRoot) return
    const dataDir = made()
    const file = join(dataDir, 'keydesk.db')
    change(file)
    await refuses(dataDir, { code: 'STORE_UNUSABLE', data: { fault, file } })
  })

  it('that another program made, with a version as Keydesk’s have one, is refused', async () => {
    const dataDir = made()
    instead((path) => another(path, 9))(join(dataDir, 'keydesk.db'))
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'STORE_UNUSABLE', data: { fault: 'foreign' } })
  })

  it('is refused with its log beside it, which still holds it', async () => {
    const dataDir = made()
    const log = join(dataDir, 'keydesk.db-wal')
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec('UPDATE settings SET value = value')
    const bytes = readFileSync(log)
    sql.close()
    writeFileSync(log, bytes)
    empty(join(dataDir, 'keydesk.db'))
    await refuses(dataDir, { code: 'STORE_UNUSABLE', data: { fault: 'empty' } })
  })
})

describe('what stands where another file of Keydesk’s own should be', () => {
  const names = [
    'keydesk.marker',
    'keydesk.lock',
    'keydesk.holder',
    'keydesk.db-wal',
    'logs/keydesk.log',
    'logs/last-crash.json',
  ]
  it.each(
    names.flatMap((name) => [
      [name, 'a folder', folder, 'notAFile'] as const,
      [name, 'a link', dangling, 'link'] as const,
      [name, 'a pipe', instead(fifo), 'notAFile'] as const,
      [name, 'a file of another user', others, 'notOurs'] as const,
    ]),
  )('%s that is %s is refused, and nothing is touched', async (name, _, change, fault) => {
    if (!isUnix || (fault === 'notOurs' && !isRoot)) return
    const dataDir = made()
    const file = join(dataDir, name)
    mkdirSync(dirname(file), { recursive: true })
    change(file)
    await refuses(dataDir, { code: 'STORE_UNUSABLE', data: { fault, file } })
  })

  const foldersOfOthers = (file: string) => {
    mkdirSync(file)
    chownSync(file, 4711, 4711)
  }
  it.each([
    ['a file', instead((file) => writeFileSync(file, 'x')), 'foreign'],
    ['a link', dangling, 'link'],
    ['a folder of another user', foldersOfOthers, 'notOurs'],
  ] as const)('a log folder that is %s is refused, and nothing is written into it', async (_, change, fault) => {
    if (!isUnix || (fault === 'notOurs' && !isRoot)) return
    const dataDir = made()
    const file = join(dataDir, 'logs')
    change(file)
    await refuses(dataDir, { code: 'STORE_UNUSABLE', data: { fault, file } })
  })

  it('a lock file that is not empty is refused as somebody else’s', async () => {
    const dataDir = made()
    truncateSync(join(dataDir, 'keydesk.lock'), 50_000_000)
    await refuses(dataDir, { code: 'STORE_UNUSABLE', data: { fault: 'foreign' } })
  })

  it.each([
    ['an empty marker', 'keydesk.marker', 0],
    ['a huge marker', 'keydesk.marker', 50_000_000],
    ['an empty holder', 'keydesk.holder', 0],
    ['a huge holder', 'keydesk.holder', 50_000_000],
  ])('%s does no harm', async (_, name, size) => {
    const dataDir = made()
    truncateSync(join(dataDir, name), size)
    await (await start(dataDir)).close()
  })

  it('an empty marker file alone still means that a store was here', async () => {
    const dataDir = made()
    empty(join(dataDir, 'keydesk.marker'))
    rmSync(join(dataDir, 'keydesk.db'))
    await refuses(dataDir, { code: 'STORE_MISSING' })
  })
})

describe('a folder that is really new', () => {
  it('starts anew after a crash at any moment before its marker was written', async () => {
    const dataDir = join(temporaryFolder(), 'data')
    mkdirSync(dataDir, { mode: 0o700 })
    for (const name of ['keydesk.lock', 'keydesk.holder', 'keydesk.db']) {
      empty(join(dataDir, name))
      await (await start(dataDir)).close()
      expect(readdirSync(dataDir)).toContain('keydesk.marker')
      rmSync(join(dataDir, 'keydesk.db'))
      rmSync(join(dataDir, 'keydesk.marker'))
    }
  })

  it('goes on with a store whose marker the crash took', async () => {
    const dataDir = made()
    rmSync(join(dataDir, 'keydesk.marker'))
    const services = await start(dataDir)
    expect(readdirSync(dataDir)).toContain('keydesk.marker')
    expect(services.settings.status({}, nobody)).toMatchObject({ isSetUp: true })
    await services.close()
  })

  it('is not assumed where somebody else’s file has the name of the store', async () => {
    const dataDir = temporaryFolder()
    writeFileSync(join(dataDir, 'keydesk.db'), 'A letter to my aunt. '.repeat(100))
    await refuses(dataDir, { code: 'STORE_UNUSABLE', data: { fault: 'foreign' } })
  })
})

describe('a path that can be no data folder', () => {
  it.each([
    ['a file', 'notAFolder', (path: string) => writeFileSync(path, 'x')],
    ['a link to nowhere', 'danglingLink', (path: string) => symlinkSync('/nowhere/at/all', path)],
    ['a link to itself', 'danglingLink', (path: string) => symlinkSync(path, path)],
  ] as const)('%s is refused by its name, also above the folder', async (_, fault, make) => {
    if (!isUnix && fault !== 'notAFolder') return
    const place = join(temporaryFolder(), 'place')
    make(place)
    for (const path of [place, join(place, 'below')]) {
      const refusal = start(path)
      await expect(refusal).rejects.toMatchObject({ code: 'FOLDER_UNUSABLE', data: { folder: place } })
      await expect(refusal).rejects.toMatchObject({ data: { fault } })
    }
  })

  it.each([260, 600, 5000])('of %d characters is refused where SQLite can’t open it', async (length) => {
    if (length === 260 && isUnix) return
    const path = join(temporaryFolder(), ...('x'.repeat(length).match(/.{1,200}/g) ?? []))
    await expect(start(path)).rejects.toMatchObject({ code: 'FOLDER_UNUSABLE', data: { fault: 'tooLong' } })
    expect(existsSync(path)).toBe(false)
  })

  it('of another user is refused, and nothing is touched', async () => {
    if (!isRoot) return
    const dataDir = made()
    chownSync(dataDir, 54321, 54321)
    await refuses(dataDir, { code: 'FOLDER_UNUSABLE', data: { fault: 'notOurs', folder: dataDir } })
  })

  it('that moved behind a link still works', async () => {
    if (!isUnix) return
    const dataDir = made()
    renameSync(dataDir, `${dataDir}-moved`)
    symlinkSync(`${dataDir}-moved`, dataDir)
    await (await start(dataDir)).close()
  })

  it('is never one below a relative home', () => {
    if (!isUnix || process.platform === 'darwin') return
    expect(dataFolder({}, { XDG_CONFIG_HOME: 'here' })).not.toContain('here')
  })
})

describe('why Keydesk can’t start', () => {
  const faults = [
    ...folderFault.options.map((fault) => new DomainError('FOLDER_UNUSABLE', { fault, folder: '/data' })),
    ...storeFault.options.map((fault) => new DomainError('STORE_UNUSABLE', { fault, file: '/data/keydesk.db' })),
    new DomainError('STORE_NEWER', { needs: '7.8.9', version: '0.1.0' }),
    new DomainError('STORE_NEWER', { needs: '', version: '0.1.0' }),
    new DomainError('UPGRADE_NEEDS_ROOM', { needed: 30, free: 2 }),
    new DomainError('FOLDER_IN_USE', { holder: '' }),
    new DomainError('FOLDER_IN_USE', { holder: 'browser, process 7' }),
    ...(['STORE_MISSING', 'STORE_DAMAGED', 'STORE_READ_ONLY', 'STORE_BUSY', 'STORE_CANT_LOCK'] as const).map(
      (code) => new DomainError(code),
    ),
  ]
  it.each(languages)(
    'is one sentence of its own for each reason, in %s, and says that nothing was changed',
    (language) => {
      const sentences = faults.map((error) => complaintOf(error, language).sentence)
      expect(new Set(sentences).size).toBe(faults.length)
      for (const sentence of sentences) {
        expect(sentence).toMatch(samplesOf[language].nothingChanged)
        expect(sentence).not.toMatch(/\{\{|undefined|errors\./)
      }
    },
  )

  // On Windows the language is the machine's, and no variable changes it.
  const settable = process.platform === 'win32' ? (['en'] as const) : languages
  it.each(settable)('is said on the command line and at the browser door, in %s', async (language) => {
    const { locale, isFile, isEmpty } = samplesOf[language].commandLine
    const env = { ...testEnvironment(), LC_ALL: locale }
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'x')
    const run = (path: string, ...args: string[]) => runFile(path, args, { env })
    const line = await run('electron/cli.ts', '--data-dir', file, 'users', 'list')
    expect(line).toMatchObject({ status: 1, out: '', err: expect.stringContaining(isFile) })
    const dataDir = made()
    empty(join(dataDir, 'keydesk.db'))
    const door = await run('electron/browser.ts', '--no-open', '--data-dir', dataDir)
    expect(door).toMatchObject({ status: 1, out: '', err: expect.stringContaining(isEmpty) })
    expect(door.err).toContain(join(dataDir, 'keydesk.db'))
  })

  it('is reported where the user’s home folder is unknown', async () => {
    if (!isRoot || process.platform !== 'linux') return
    const { HOME, XDG_CONFIG_HOME, ...env } = testEnvironment()
    const run = await runFile('test/support/homeless-child.ts', [], { env })
    expect(run).toMatchObject({ status: 1, out: '', err: expect.stringContaining('home folder') })
  })
})
