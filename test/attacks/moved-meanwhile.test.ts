import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Services } from '../../electron/services.ts'
import type { SecretId, UserId } from '../../shared/ids.ts'
import { adoptAll, firstPage, growing, rows, undo } from '../electron/directories/growing.ts'
import { entry, firstPassword, pretendOffice } from '../electron/directories/pretend-directory.ts'
import { choice, codeOf, gate } from '../electron/directory/in-memory-directory.ts'
import { nobody } from '../support/test-services.ts'
import { itemsOf } from '../support/two-admins.ts'

type Desk = Awaited<ReturnType<typeof growing>>

/** Lets something happen once, between a directory's answer and what Keydesk does with it. */
function meanwhile(office: Desk['office'], name: 'read' | 'reset' | 'requireChange', work: () => unknown): void {
  const directory = office.directory as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>
  const before = directory[name] as (...given: unknown[]) => Promise<unknown>
  directory[name] = async (...given) => {
    const answer = await before(...given)
    directory[name] = before
    await work()
    return answer
  }
}

const first = ({ people: [one] }: Desk) => one as NonNullable<typeof one>
const signsIn = (services: Services, username: string, password: string) =>
  codeOf(services.sessions.signIn({ username, password }, nobody))
async function reset({ services, owner }: Desk, userId: UserId): Promise<unknown> {
  try {
    const answer = await services.passwords.reset({ userId, choice, mustChange: true }, owner)
    return 'secretId' in answer ? answer.secretId : 'waits'
  } catch (error) {
    return error
  }
}
const read = async ({ services, owner }: Desk, secretId: SecretId) =>
  (await services.passwords.reveal({ secretIds: [secretId] }, owner)).passwords[0]?.password ?? ''
const secrets = (desk: Desk) => rows(desk.dataDir, 'SELECT user_id FROM secrets')

describe('somebody who is matched while their password is reset', () => {
  it('gets no password in Keydesk that opens nothing, and no hash beside the directory’s', async () => {
    const desk = await growing()
    const { services, owner, office, dataDir } = desk
    const anna = first(desk)
    const { digest } = await services.directories.match({ id: office.id, ...firstPage }, owner)
    const asked = reset(desk, anna.id)
    const { jobId } = await services.directories.adopt(
      { id: office.id, pairs: { digest, except: [] }, also: [] },
      owner,
    )
    await asked
    await services.jobs.finished(jobId)
    const [row] = rows<{ password_hash: string | null; directory_id: number | null }>(
      dataDir,
      `SELECT password_hash, directory_id FROM users WHERE id = ${anna.id}`,
    )
    expect(row).toEqual({ password_hash: null, directory_id: office.id })
    expect(secrets(desk)).toEqual([])
    expect(await signsIn(services, anna.username, firstPassword)).toBe(null)
  })

  it('is not reset as the entry that is no more, and the answer says so', async () => {
    const desk = await growing()
    const { services, owner, office } = desk
    const anna = first(desk)
    meanwhile(office, 'read', () => adoptAll(services, office.id, owner))
    expect(await reset(desk, desk.entryOf(anna.id))).toMatchObject({ code: 'NOT_FOUND' })
    expect(office.entries.get(`e${anna.id}`)?.version).toBe('v1')
    expect(await signsIn(services, anna.username, firstPassword)).toBe(null)
  })
})

describe('somebody whose match is undone while their password is reset', () => {
  it('keeps the own password that came back, and the entry keeps its own', async () => {
    const desk = await growing()
    const { services, owner, office } = desk
    const anna = first(desk)
    await adoptAll(services, office.id, owner)
    meanwhile(office, 'read', () => undo(services, office.id, [anna.id], owner))
    expect(await reset(desk, anna.id)).toMatchObject({ code: 'PERSON_MOVED' })
    expect(office.passwords.get(`e${anna.id}`)).toBe(firstPassword)
    expect(await signsIn(services, anna.username, anna.password)).toBe(null)
    expect(secrets(desk)).toEqual([])
  })

  it('gets no mark of a change that was required in the directory', async () => {
    const desk = await growing()
    const { services, owner, office, dataDir } = desk
    const anna = first(desk)
    await adoptAll(services, office.id, owner)
    meanwhile(office, 'requireChange', () => undo(services, office.id, [anna.id], owner))
    const selection = { kind: 'users', ids: [anna.id] } as const
    const { jobId } = await services.passwords.requireChange({ selection }, owner)
    await itemsOf(services, jobId, owner)
    const found = `SELECT must_change, credential_version FROM users WHERE id = ${anna.id}`
    const [row] = rows<{ must_change: number; credential_version: string }>(dataDir, found)
    expect(row?.must_change).toBe(0)
    expect(row?.credential_version).not.toBe('v1')
  })
})

describe('somebody whose directory is disconnected while their password is reset', () => {
  it('is kept without a password, and no password is shown that opens nothing', async () => {
    const desk = await growing()
    const { services, owner, office, dataDir } = desk
    const anna = first(desk)
    await adoptAll(services, office.id, owner)
    meanwhile(office, 'reset', () => services.directories.remove({ id: office.id, people: 'keep' }, owner))
    expect(await reset(desk, anna.id)).toMatchObject({ code: 'PERSON_MOVED' })
    expect(secrets(desk)).toEqual([])
    expect(await services.users.get({ id: anna.id }, owner)).toMatchObject({ passwordState: 'none' })
    const found = `SELECT credential_version, is_temporary FROM users WHERE id = ${anna.id}`
    expect(rows(dataDir, found)).toEqual([{ credential_version: null, is_temporary: 0 }])
  })
})

describe('a look that read an entry before its password was reset', () => {
  it('takes nothing from the person who was matched with it since', async () => {
    const desk = await growing()
    const { services, owner, office } = desk
    const anna = first(desk)
    const [isRead, mayGoOn] = [gate(), gate()]
    const stale = office.entries.get(`e${anna.id}`) ?? entry('')
    office.state.pages = async function* () {
      isRead.open()
      await mayGoOn.promise
      yield { entries: [stale], gone: [] }
      return false
    }
    const look = office.look(false)
    await isRead.promise
    const secretId = (await reset(desk, desk.entryOf(anna.id))) as SecretId
    await adoptAll(services, office.id, owner)
    mayGoOn.open()
    await look
    const password = await read(desk, secretId)
    expect(await signsIn(services, anna.username, password)).toBe(null)
    expect(services.users.stored(anna.id)).toMatchObject({ isTemporary: true })
  })
})

describe('a look at a group with many people', () => {
  it('puts nobody into it whose match was undone between its steps, and the entry all the same', async () => {
    const desk = await pretendOffice()
    const { office, dataDir } = desk
    const keys = Array.from({ length: 1200 }, (_, at) => `p${at}`)
    for (const key of keys) office.put(entry(key))
    await office.look()
    office.putGroup('g', keys)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    onTestFinished(() => void sql.close())
    const count = sql.prepare<[], number>('SELECT count(*) FROM group_members').pluck()
    let isDone = false
    // Each question of the time is one more slice of work; after the first people the last one becomes Keydesk's own, as an undo does it.
    const usual = performance.now.bind(performance)
    const time = vi.spyOn(performance, 'now').mockImplementation(() => {
      if (!isDone && !sql.inTransaction && (count.get() ?? 0) >= 500) {
        isDone = true
        const [one] = rows<{ id: number }>(dataDir, "SELECT id FROM users WHERE directory_key = 'p1199'")
        const columns = 'created_at, username, display_name, directory_id, directory_key'
        sql.exec(`CREATE TEMP TABLE entry AS SELECT ${columns} FROM users WHERE id = ${one?.id};
          UPDATE users SET directory_id = NULL, directory_key = NULL, username = 'own' WHERE id = ${one?.id};
          INSERT INTO users (${columns}) SELECT ${columns} FROM entry`)
      }
      return usual()
    })
    onTestFinished(() => time.mockRestore())
    await office.look(false)
    expect(isDone).toBe(true)
    const strangers =
      'SELECT u.username FROM group_members m JOIN users u ON u.id = m.user_id WHERE u.directory_id IS NULL'
    expect(rows(dataDir, strangers)).toEqual([])
    expect(count.get()).toBe(1200)
  })
})

describe('wrong passwords that a directory has counted', () => {
  const lock = { threshold: 5, window: 1_800_000, duration: 1_800_000 }
  const wrong = async ({ services }: Desk, username: string, count: number) => {
    for (let at = 0; at < count; at += 1) await signsIn(services, username, `Wrong-${at}`)
  }

  it('still count for the person who is matched with the entry, and for the entry whose match is undone', async () => {
    const desk = await growing()
    const { services, owner, office } = desk
    const anna = first(desk)
    const asked: string[] = []
    office.state.asked = (password) => void asked.push(password)
    office.state.locks = [lock]
    const there = office.entries.get(`e${anna.id}`) ?? entry('')
    office.put({ ...there, username: 'other-name' })
    await office.look()
    await wrong(desk, 'other-name', 2)
    office.put(there)
    await office.look()
    await adoptAll(services, office.id, owner)
    await wrong(desk, anna.username, 3)
    expect(asked).toHaveLength(4)
    await undo(services, office.id, [anna.id], owner)
    office.put({ ...there, username: 'other-name' })
    await office.look()
    await wrong(desk, 'other-name', 1)
    expect(asked).toHaveLength(4)
  })
})
