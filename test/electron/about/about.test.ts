import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readLicences } from '../../../electron/about/licences.ts'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createLog, logFolder } from '../../../electron/log.ts'
import { programVersion } from '../../../electron/program-version.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { addPerson, ownerPassword, setUp, signedInPerson, temporaryFolder } from '../../support/test-services.ts'

describe('About', () => {
  it('says the version, the store, the folders and the machine', async () => {
    const { services, owner, dataDir } = await setUp()
    const view = await services.about.get({}, owner)
    expect(view).toMatchObject({
      version: programVersion,
      storeMadeBy: programVersion,
      dataFolder: dataDir,
      logFolder: join(dataDir, 'logs'),
      canOpenFolders: false,
      copies: [],
      system: { architecture: process.arch, node: process.versions.node, electron: null },
    })
    expect(view.storeVersion).toBeGreaterThan(27)
    expect(view.system.sqlite).toMatch(/^3\.\d+\.\d+$/)
  })

  it('opens the two folders through a door that can, and no other', async () => {
    const opened: string[] = []
    const doorPort = { ...plainDoor(() => 'en'), openFolder: async (path: string) => void opened.push(path) }
    const { services, owner, dataDir } = await setUp({ doorPort })
    expect(await services.about.get({}, owner)).toMatchObject({ canOpenFolders: true })
    await services.about.openFolder({ folder: 'data' }, owner)
    await services.about.openFolder({ folder: 'logs' }, owner)
    expect(opened).toEqual([dataDir, logFolder(dataDir)])
    // The log folder is there by then, although nothing was ever written.
    expect(readdirSync(logFolder(dataDir))).toEqual([])
    const { services: plain, owner: other } = await setUp()
    await expect(plain.about.openFolder({ folder: 'data' }, other)).rejects.toMatchObject({ code: 'DOOR_CANNOT' })
  })

  it('shows other admins the versions only on demand, and keeps report and folders to global admins', async () => {
    const { services, owner } = await setUp()
    const reader = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const caller = createCaller(services.serve, reader.call)
    expect(await caller.about.get({})).toMatchObject({ version: programVersion })
    const refused = { code: 'NOT_ALLOWED' }
    await expect(caller.about.report({})).rejects.toMatchObject(refused)
    await expect(caller.about.openFolder({ folder: 'data' })).rejects.toMatchObject(refused)
    await expect(caller.about.crash({})).rejects.toMatchObject(refused)
  })
})

describe('a crash', () => {
  it('is told at the next start, once, and still in the process that told it until somebody ends the notice', async () => {
    const test = await setUp()
    expect(test.services.about.crash({}, test.owner)).toEqual({ crash: null })
    await test.close()
    const id = createLog(test.dataDir).crash('desktop', new Error('x'))
    const next = await test.restart()
    const owner = next.sessions.callFor(test.ownerId, 'browser')
    const told = { crash: { id, what: 'program', at: expect.any(Number) } }
    expect(next.about.crash({}, owner)).toEqual(told)
    expect(next.about.crash({}, owner), 'the page was loaded again').toEqual(told)
    next.about.forgetCrash({}, owner)
    expect(next.about.crash({}, owner)).toEqual({ crash: null })
    const later = await test.restart()
    expect(later.about.crash({}, later.sessions.callFor(test.ownerId, 'browser'))).toEqual({ crash: null })
  })

  it.each([
    ['window', 'page'],
    ['helper', 'helper'],
    ['thread', 'helper'],
    ['commandLine', 'program'],
  ] as const)('of a %s is called one of the %s', async (where, what) => {
    const { services, owner, dataDir } = await setUp()
    createLog(dataDir).crash(where, new Error('x'))
    expect(services.about.crash({}, owner)).toMatchObject({ crash: { what } })
  })
})

describe('a report', () => {
  it('holds versions, kinds and numbers, the last crash and the last entries of the log', async () => {
    const { services, owner, dataDir } = await setUp()
    await addPerson(services, owner)
    const log = createLog(dataDir)
    log.bug('users.list', Object.assign(new TypeError('hunter2'), { code: 'ERR_BAD' }))
    log.crash('window', new RangeError('hunter2', { cause: new Error('hunter2') }))
    const { text } = await services.about.report({}, owner)
    for (const part of [
      `Keydesk ${programVersion}, browser door`,
      `Node ${process.versions.node}`,
      '  users 2\n',
      'Damaged tables: none found',
      'Vault: open',
      'Portal: elsewhere',
      'users.list: TypeError ERR_BAD',
      'window: RangeError',
      'because of Error',
    ])
      expect(text).toContain(part)
    expect(text).toMatch(/ {2}audit \d+\n/)
  })

  it('holds no name, address, path or secret, whatever went wrong before', async () => {
    const canaries = ['Canary-Password-7', 'canary@home.example.com', '+4520001000', 'CANARY-CODE-493172', 'Kanarie Ø']
    const { services, owner, dataDir, recoveryKey } = await setUp({
      openDirectory: () => {
        throw new Error(canaries.join(' '))
      },
    })
    const [password, email, phone, code, name] = canaries as [string, string, string, string, string]
    const { id } = await services.users.add(
      {
        username: 'canary.person@nordwind.test',
        displayName: name,
        contact: { alternateEmail: email },
        language: null,
      },
      owner,
    )
    const caller = createCaller(services.serve, () => owner)
    const failing = [
      services.sessions.signIn({ username: 'canary.person@nordwind.test', password }, owner),
      caller.vault.openWithRecoveryKey({ recoveryKey: `${code} ${recoveryKey}` }),
      caller.users.edit({ id, username: email, displayName: name, contact: { mobilePhone: phone }, language: null }),
      caller.sms.save({ gateway: { kind: 'command', path: `/nowhere/${code}` } }),
      caller.updates.save({ source: { kind: 'address', url: `https://${email}/${password}` } }),
    ]
    await Promise.allSettled(failing)
    for (const canary of [...canaries, ownerPassword, recoveryKey]) {
      services.bug('canary', Object.assign(new Error(canary, { cause: new Error(canary) }), { code: canary }))
      createLog(dataDir).crash('browser', new Error(canary))
    }
    const { text } = await services.about.report({}, owner)
    const logs = readdirSync(logFolder(dataDir)).map((file) => readFileSync(join(logFolder(dataDir), file), 'utf8'))
    const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 50 }, owner)
    const actors = entries.map(({ actor }) => actor).filter((actor) => actor !== '')
    const forbidden = [...canaries, ...actors, ownerPassword, recoveryKey, 'canary.person', 'Nordwind', dataDir]
    const machine = [homedir(), hostname()].filter((one) => one.length > 5)
    for (const one of [...forbidden, ...machine]) for (const said of [text, ...logs]) expect(said).not.toContain(one)
  })

  it('stays short, however much there is in the log', async () => {
    const { services, owner, dataDir } = await setUp()
    for (let at = 0; at < 300; at += 1) services.bug('users.list', new Error('x'))
    writeFileSync(join(logFolder(dataDir), 'keydesk.log.1'), 'x'.repeat(1_000_000))
    const { text } = await services.about.report({}, owner)
    expect(text.length).toBeLessThan(100_000)
    expect(text).toContain('Last 50 entries of the log:')
  })
})

describe('the list of licences', () => {
  it('is what the build wrote down, each package once, and empty where there was no build or something else lies there', () => {
    const folder = temporaryFolder()
    const url = pathToFileURL(`${folder}/`)
    expect(readLicences(url)).toEqual([])
    for (const name of ['main', 'renderer']) mkdirSync(join(folder, name))
    const [zod, react] = [
      { name: 'zod', version: '4.6.7', licence: 'MIT' },
      { name: 'react', version: '19.3.1', licence: 'MIT' },
    ]
    writeFileSync(join(folder, 'main/licences.json'), JSON.stringify([zod]))
    writeFileSync(join(folder, 'renderer/licences.json'), JSON.stringify([zod, react]))
    expect(readLicences(url)).toEqual([react, zod])
    writeFileSync(join(folder, 'renderer/licences.json'), '<script>')
    expect(readLicences(url)).toEqual([zod])
  })
})
