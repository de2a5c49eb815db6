import type { ChildProcess } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { plainDoor } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import { startFile } from '../../support/build-script.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, ownerName, ownerPassword, temporaryFolder } from '../../support/test-services.ts'

const people = 3

function open(dataDir: string, keys: string) {
  return createServices({ dataDir, door: 'commandLine', doorPort: plainDoor(() => 'en'), keychain: fileKeychain(keys) })
}

async function office() {
  const keys = temporaryFolder()
  const dataDir = join(temporaryFolder(), 'data')
  const services = await open(dataDir, keys)
  const owner = { displayName: 'Olga', username: ownerName, password: ownerPassword, language: 'en' } as const
  const { token } = await services.settings.createOrganisation({ organisation: 'Nordwind', ...owner }, nobody)
  const call = services.serve.callOf(token, 'browser', false)
  for (let at = 0; at < people; at += 1) {
    const person = { username: `work${at}@nordwind.test`, displayName: `Worker ${at}`, contact: {}, language: null }
    await services.users.add(person, signedIn(call))
  }
  await services.close()
  return { dataDir, keys }
}

/** A process that works in the folder, and everything that it has said. */
function worker(dataDir: string, keys: string) {
  const child: ChildProcess = startFile('test/support/store-child.ts', [dataDir, keys, String(people)])
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  let complaints = ''
  let tell = () => {}
  child.stderr?.on('data', (data) => {
    complaints += data
  })
  child.stdout?.on('data', (data) => {
    text += data
    tell()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const lines = () => text.split('\n').slice(0, -1)
  /** The first line that begins so, among those after the first `after`. */
  const said = async (start: string, after = 0): Promise<string> => {
    for (;;) {
      const found = lines()
        .slice(after)
        .find((line) => line.startsWith(start))
      if (found !== undefined) return found
      await Promise.race([
        new Promise<void>((resolve) => {
          tell = resolve
        }),
        ended.then(() => Promise.reject(new Error(`It ended before it said ${start}: ${text}${complaints}`))),
      ])
    }
  }
  return { child, lines, said, ended }
}

type Acknowledged = { readonly password: string; readonly isReplaced: boolean }

/** What was acknowledged last about each person: their password, and whether it was replaced by one that nobody could read any more. */
function acknowledged(lines: readonly string[]): ReadonlyMap<number, Acknowledged> {
  const last = new Map<number, Acknowledged>()
  for (const [what, name, password = ''] of lines.map((line) => line.split(' '))) {
    const id = Number(name)
    if (what === 'reset') last.set(id, { password, isReplaced: false })
    else if (what === 'changed' && last.has(id)) last.set(id, { ...(last.get(id) as Acknowledged), isReplaced: true })
  }
  return last
}

/** Counts how much of what was acknowledged is not in a store: each password must sign in, and one that was replaced must not. */
async function lost(store: string, keys: string, wanted: ReadonlyMap<number, Acknowledged>): Promise<number> {
  const dataDir = join(temporaryFolder(), 'saved')
  mkdirSync(dataDir, { mode: 0o700 })
  copyFileSync(store, join(dataDir, 'keydesk.db'))
  const services = await open(dataDir, keys)
  try {
    const owner = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
    expect(await services.audit.verify({}, owner)).toMatchObject({ isIntact: true })
    let count = 0
    for (const [id, { password, isReplaced }] of wanted) {
      const username = `work${id - 2}@nordwind.test`
      const isIn = await Promise.resolve(services.sessions.signIn({ username, password }, nobody)).then(
        () => true,
        () => false,
      )
      if (isIn === isReplaced) count += 1
    }
    return count
  } finally {
    await services.close()
  }
}

const isUnix = process.platform !== 'win32'
const files = ['', '-wal', '-shm'].map((end) => `keydesk.db${end}`)

describe.runIf(isUnix)('a database that goes away while Keydesk works', () => {
  it.each([
    ['is removed', (dir: string) => files.forEach((name) => void rmSync(join(dir, name), { force: true }))],
    ['is renamed', (dir: string) => renameSync(join(dir, 'keydesk.db'), join(dir, 'old.db'))],
    [
      'is replaced by an older copy',
      (dir: string) => {
        copyFileSync(join(dir, 'keydesk.db'), join(dir, 'older'))
        renameSync(join(dir, 'older'), join(dir, 'keydesk.db'))
      },
    ],
    [
      'is replaced by nothing',
      (dir: string) => {
        rmSync(join(dir, 'keydesk.db'))
        writeFileSync(join(dir, 'keydesk.db'), '')
      },
    ],
    ['loses its log', (dir: string) => rmSync(join(dir, 'keydesk.db-wal'))],
    ['goes with its folder', (dir: string) => rmSync(dir, { recursive: true })],
    ['is moved with its folder', (dir: string) => renameSync(dir, `${dir}-elsewhere`)],
  ])('%s: nothing more is acknowledged, and nothing that was is lost', { tags: 'long' }, async (_, happen) => {
    const { dataDir, keys } = await office()
    const { said, lines } = worker(dataDir, keys)
    await said('reset 4')
    happen(dataDir)
    const [, code, copy = ''] = (await said('refused')).split(' ')
    expect(code).toBe('STORE_REPLACED')
    expect(statSync(copy).mode & 0o077).toBe(0)
    expect([dataDir, dirname(dataDir)]).toContain(dirname(copy))
    const after = lines().length
    await said('refused', after)
    expect(
      lines()
        .slice(lines().findIndex((line) => line.startsWith('refused')))
        .filter((line) => line.startsWith('reset')),
    ).toEqual([])
    expect(await lost(copy, keys, acknowledged(lines()))).toBe(0)
  })

  it('loses its log before a new password was read: the change is saved', async () => {
    const { dataDir, keys } = await office()
    const { said, lines } = worker(dataDir, keys)
    await said('reset 4')
    await said('changed', lines().length)
    rmSync(join(dataDir, 'keydesk.db-wal'))
    const [, , copy = ''] = (await said('refused')).split(' ')
    const wanted = acknowledged(lines())
    expect([...wanted.values()].filter(({ isReplaced }) => isReplaced)).toHaveLength(1)
    expect(await lost(copy, keys, wanted)).toBe(0)
  })

  it('goes on when the folder is put back', async () => {
    const { dataDir, keys } = await office()
    const { said, lines } = worker(dataDir, keys)
    await said('reset')
    renameSync(dataDir, `${dataDir}-elsewhere`)
    await said('refused')
    renameSync(`${dataDir}-elsewhere`, dataDir)
    await said('reset', lines().length)
  })

  it('is saved at the end, too, if nobody has done anything since', async () => {
    const { dataDir, keys } = await office()
    const services = await open(dataDir, keys)
    for (const name of files) rmSync(join(dataDir, name), { force: true })
    await services.close()
    const saved = readdirSync(dataDir).find((name) => name.startsWith('keydesk-saved-'))
    expect(await lost(join(dataDir, saved ?? ''), keys, new Map())).toBe(0)
  })
})

describe('two Keydesks in one folder', () => {
  it.each([
    ['with the lock as it was', () => {}],
    ['with the lock removed', (dir: string) => rmSync(join(dir, 'keydesk.lock'))],
    [
      'with lock and holder removed',
      (dir: string) => {
        rmSync(join(dir, 'keydesk.lock'))
        rmSync(join(dir, 'keydesk.holder'))
      },
    ],
    [
      'with another lock in its place',
      (dir: string) => {
        rmSync(join(dir, 'keydesk.lock'))
        writeFileSync(join(dir, 'keydesk.lock'), '')
      },
    ],
  ])('never both work: %s, the second is refused and the first goes on', { tags: 'long' }, async (_, happen) => {
    if (!isUnix) return
    const { dataDir, keys } = await office()
    const first = worker(dataDir, keys)
    await first.said('reset')
    happen(dataDir)
    const second = worker(dataDir, keys)
    expect(await second.said('cannotStart')).toMatch(/^cannotStart FOLDER_IN_USE/)
    expect(second.lines()).toHaveLength(1)
    await first.said('reset', first.lines().length)
    expect(first.lines().filter((line) => line.startsWith('refused'))).toEqual([])
    first.child.kill('SIGKILL')
    await first.ended
    expect(await lost(join(dataDir, 'keydesk.db'), keys, new Map())).toBe(0)
  })

  it('never both work in a folder that was moved under the first', async () => {
    if (!isUnix) return
    const { dataDir, keys } = await office()
    const first = worker(dataDir, keys)
    await first.said('reset')
    renameSync(dataDir, `${dataDir}-moved`)
    const second = worker(`${dataDir}-moved`, keys)
    expect(await second.said('cannotStart')).toMatch(/^cannotStart FOLDER_IN_USE/)
  })

  it('do not wait for one that was killed', async () => {
    const { dataDir, keys } = await office()
    const first = worker(dataDir, keys)
    await first.said('reset')
    first.child.kill('SIGKILL')
    await first.ended
    await worker(dataDir, keys).said('reset')
  })

  it('name who holds the folder only while that very process lives', { tags: 'long' }, async () => {
    const { dataDir, keys } = await office()
    const holder = join(dataDir, 'keydesk.holder')
    const first = worker(dataDir, keys)
    const pid = (await first.said('ready')).split(' ')[1]
    expect(await worker(dataDir, keys).said('cannotStart')).toBe(`cannotStart FOLDER_IN_USE browser, process ${pid}`)
    const line = readFileSync(holder, 'utf8')
    for (const wrong of [line.replace(/process \d+/, 'process 2147483647'), `${line}9`, '']) {
      if (wrong.endsWith('9') && process.platform === 'win32') continue
      writeFileSync(holder, wrong)
      expect(await worker(dataDir, keys).said('cannotStart')).toBe('cannotStart FOLDER_IN_USE ')
    }
  })
})

describe.runIf(isUnix)('what other users can see', () => {
  it('is nothing of a folder that was made with looser rights, nor of its files', async () => {
    const { dataDir, keys } = await office()
    for (const name of readdirSync(dataDir)) chmodSync(join(dataDir, name), 0o644)
    chmodSync(dataDir, 0o755)
    const services = await open(dataDir, keys)
    onTestFinished(() => services.close())
    expect(services.isFolderOpen).toBe(false)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    for (const name of ['keydesk.db', 'keydesk.db-wal', 'keydesk.db-shm', 'keydesk.lock', 'keydesk.holder']) {
      expect(statSync(join(dataDir, name)).mode & 0o777, name).toBe(0o600)
    }
  })

  it('stays as it is in a folder that holds other things too, and Keydesk reports it', async () => {
    const { dataDir, keys } = await office()
    mkdirSync(join(dataDir, 'holiday pictures'))
    chmodSync(dataDir, 0o755)
    const services = await open(dataDir, keys)
    onTestFinished(() => services.close())
    expect(services.isFolderOpen).toBe(true)
    expect(statSync(dataDir).mode & 0o777).toBe(0o755)
  })
})
