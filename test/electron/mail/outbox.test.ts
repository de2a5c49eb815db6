import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { isDomainError } from '../../../shared/errors.ts'
import { mailDesk } from '../../support/mail-desk.ts'
import { startMailServer } from '../../support/mail-server.ts'

const second = 1000
/** All that the log holds; empty where nothing was written. */
function logged(dataDir: string): string {
  const file = join(dataDir, 'logs', 'keydesk.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
const minute = 60 * second
const hour = 60 * minute
const refused = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode })

describe('the outbox', () => {
  it('sends what is queued once it is committed, one after another, and keeps no secret of it', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port)
    desk.queueCode('ida@home.test')
    desk.queueCode('bo@home.test')
    await desk.mail.work()
    expect(server.arrived.map(({ to }) => to[0])).toEqual(['ida@home.test', 'bo@home.test'])
    expect(server.arrived[0]?.text).toContain('Your verification code is 493172. It works for 10 minutes.')
    expect(await desk.list()).toMatchObject([{ state: 'sent', attempts: 1, reason: null, nextTryAt: null }, {}])
    await desk.mail.work()
    expect(server.arrived).toHaveLength(2)
    const sql = new Sqlite(join(desk.dataDir, 'keydesk.db'), { readonly: true })
    expect(sql.prepare('SELECT count(*) FROM mail_outbox WHERE sealed IS NOT NULL').pluck().get()).toBe(0)
    sql.close()
  })

  it('keeps a mail to an address beyond ASCII where the server takes none, with the reason, and sends those of others', async () => {
    const server = await startMailServer({ hideSMTPUTF8: true })
    const desk = await mailDesk(server.port)
    for (const to of ['ida@home.test', 'søren@firma.test', 'bo@home.test']) desk.queueCode(to)
    await desk.mail.work()
    expect(server.arrived.map(({ to }) => to[0])).toEqual(['ida@home.test', 'bo@home.test'])
    const [, stuck] = await desk.list()
    expect(stuck).toMatchObject({ to: 'søren@firma.test', state: 'stuck', reason: 'recipientNeedsUtf8' })
    // Another server may take it.
    const other = await startMailServer()
    await desk.mail.save({ server: { ...desk.server, port: other.port }, password: { kind: 'none' } }, desk.owner)
    await desk.mail.retry({ id: stuck?.id as never }, desk.owner)
    await desk.mail.work()
    expect(other.arrived.map(({ to }) => to[0])).toEqual(['søren@firma.test'])
  })

  it('sends nothing of a transaction that was taken back', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port)
    const sql = new Sqlite(join(desk.dataDir, 'keydesk.db'))
    sql.exec(
      "CREATE TRIGGER no BEFORE INSERT ON mail_outbox WHEN NEW.recipient = 'no@home.test' BEGIN SELECT raise(ABORT, 'no'); END",
    )
    sql.close()
    expect(() => desk.queueCode('no@home.test')).toThrow()
    await desk.mail.work()
    expect([server.arrived, await desk.list()]).toEqual([[], []])
  })

  it('tries again with growing pauses while the server is gone, delivers once when it is back', async () => {
    const first = await startMailServer()
    const desk = await mailDesk(first.port)
    await first.close()
    desk.queueCode()
    const pauses: number[] = []
    for (let tries = 1; tries <= 6; tries += 1) {
      await desk.mail.work()
      const [mail] = await desk.list()
      expect(mail).toMatchObject({ state: 'waiting', attempts: tries, reason: 'unreachable' })
      pauses.push((mail?.nextTryAt ?? 0) - desk.clock.now)
      desk.clock.now = mail?.nextTryAt ?? 0
    }
    expect(pauses).toEqual([30 * second, 2 * minute, 10 * minute, hour, 4 * hour, 4 * hour])
    const back = await startMailServer({ port: first.port })
    await desk.mail.work()
    await desk.mail.work()
    expect(back.arrived).toHaveLength(1)
    expect((await desk.list())[0]).toMatchObject({ state: 'sent', attempts: 7 })
  })

  it('gives up after a day, says why, and goes on when an admin tries again', async () => {
    const first = await startMailServer()
    const desk = await mailDesk(first.port)
    await first.close()
    const begun = desk.clock.now
    desk.queueCode()
    for (let tries = 0; tries < 20; tries += 1) {
      await desk.mail.work()
      desk.clock.now = (await desk.list())[0]?.nextTryAt ?? desk.clock.now
    }
    expect(desk.clock.now).toBe(begun + 24 * hour)
    const [stuck] = await desk.list()
    expect(stuck).toMatchObject({ state: 'stuck', reason: 'unreachable', nextTryAt: null })
    const back = await startMailServer({ port: first.port })
    await desk.mail.work()
    expect(back.arrived).toHaveLength(0)
    desk.mail.retry({ id: stuck?.id as never }, desk.owner)
    await desk.mail.work()
    expect(back.arrived).toHaveLength(1)
    expect(() => desk.mail.retry({ id: stuck?.id as never }, desk.owner)).toThrow('MAIL_STATE')
  })

  it('holds up nobody for one recipient, and everybody for a broken server', async () => {
    const tried: string[] = []
    const server = await startMailServer({
      onRcptTo: ({ address }, _session, done) => {
        tried.push(address)
        const no = {
          'gone@home.test': refused('5.1.1 unknown', 550),
          'later@home.test': refused('4.7.1 greylisted', 451),
        }
        done(no[address as keyof typeof no] ?? null)
      },
    })
    const desk = await mailDesk(server.port)
    for (const to of ['gone@home.test', 'later@home.test', 'ida@home.test']) desk.queueCode(to)
    await desk.mail.work()
    expect(await desk.list()).toMatchObject([
      { to: 'ida@home.test', state: 'sent' },
      { to: 'later@home.test', state: 'waiting', reason: 'recipientRefused', replyCode: '451 4.7.1' },
      { to: 'gone@home.test', state: 'stuck', reason: 'recipientRefused', replyCode: '550 5.1.1' },
    ])
    await server.close()
    for (const to of ['a@home.test', 'b@home.test', 'c@home.test']) desk.queueCode(to)
    await desk.mail.work()
    const waiting = (await desk.list()).filter(({ to }) => to.length === 11)
    expect(waiting.map(({ attempts }) => attempts).sort()).toEqual([0, 0, 1])
    expect(
      waiting.every(({ reason, nextTryAt }) => reason === 'unreachable' && nextTryAt === desk.clock.now + 30 * second),
    ).toBe(true)
  })

  it('drops a code that works no more instead of sending it', async () => {
    const first = await startMailServer()
    const desk = await mailDesk(first.port)
    await first.close()
    desk.queueCode('ida@home.test', desk.clock.now + 10 * minute)
    await desk.mail.work()
    const back = await startMailServer({ port: first.port })
    desk.clock.now += 10 * minute
    await desk.mail.work()
    expect(back.arrived).toEqual([])
    expect((await desk.list())[0]).toMatchObject({ state: 'expired', nextTryAt: null })
  })

  it('does not hand an address to the library that could mean another recipient', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port)
    for (const to of ['bob@x.test, evil@y.test', 'bob@x.test\r\nRCPT TO:<evil@y.test>', 'Bob <bob@x.test>', '']) {
      desk.queueCode(to)
      await expect(async () => desk.mail.sendTest({ to, language: 'en' }, desk.owner)).rejects.toMatchObject({
        code: 'FIELD_INVALID',
      })
    }
    desk.queueCode('ida@home.test')
    await desk.mail.work()
    const sql = new Sqlite(join(desk.dataDir, 'keydesk.db'))
    sql
      .prepare("UPDATE mail_outbox SET state = 'waiting', recipient = 'bob@x.test, evil@y.test' WHERE state = 'stuck'")
      .run()
    sql.close()
    await desk.mail.work()
    expect(server.arrived.map(({ to }) => to)).toEqual([['ida@home.test']])
    expect((await desk.list()).filter(({ state }) => state === 'stuck')).toHaveLength(4)
  })

  it('does not send what was sealed for somebody else', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port, { isOn: false })
    expect(() => desk.queueCode()).toThrow('MAIL_OFF')
    await desk.mail.save({ server: { ...desk.server, isOn: true }, password: { kind: 'none' } }, desk.owner)
    await server.close()
    desk.queueCode('ida@home.test')
    await desk.mail.work()
    const sql = new Sqlite(join(desk.dataDir, 'keydesk.db'))
    sql.prepare("UPDATE mail_outbox SET recipient = 'evil@y.test'").run()
    sql.close()
    const back = await startMailServer({ port: server.port })
    desk.clock.now += minute
    await desk.mail.work()
    expect(back.arrived).toEqual([])
    expect((await desk.list())[0]).toMatchObject({ state: 'stuck', reason: 'notReadable' })
  })

  it('tries everything at once when the settings are better, and nothing while mail is off', async () => {
    const dead = await startMailServer()
    const desk = await mailDesk(dead.port)
    await dead.close()
    desk.queueCode()
    await desk.mail.work()
    await desk.mail.save({ server: { ...desk.server, isOn: false }, password: { kind: 'none' } }, desk.owner)
    const server = await startMailServer()
    desk.clock.now += hour
    await desk.mail.work()
    expect(desk.mail.isOn()).toBe(false)
    await desk.mail.save({ server: { ...desk.server, port: server.port }, password: { kind: 'none' } }, desk.owner)
    await desk.mail.work()
    expect(desk.mail.isOn()).toBe(true)
    expect(server.arrived).toHaveLength(1)
  })

  it('is removed from by an admin, and forgets after 30 days', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port)
    desk.queueCode()
    desk.queueCode('bob@x.test, evil@y.test')
    await desk.mail.work()
    const stuck = (await desk.list()).find(({ state }) => state === 'stuck')
    expect(() => desk.mail.retry({ id: stuck?.id as never }, desk.owner)).toThrow('MAIL_STATE')
    desk.mail.remove({ id: stuck?.id as never }, desk.owner)
    expect(() => desk.mail.remove({ id: stuck?.id as never }, desk.owner)).toThrow('NOT_FOUND')
    expect(await desk.list()).toHaveLength(1)
    desk.clock.now += 31 * 24 * hour
    desk.mail.tidy()
    expect(await desk.list()).toEqual([])
  })
})

describe('the secrets of mail', () => {
  it('are in no log, no error, no list and no plain byte of the store', async () => {
    const server = await startMailServer({
      onAuth: ({ username, password }, _session, done) => done(new Error(`${username} ${password}`)),
    })
    const desk = await mailDesk(server.port, { username: 'keydesk' })
    desk.queueCode()
    await desk.mail.work()
    const failed = await desk.test()
    const { entries } = await desk.services.audit.list(
      { filter: { person: '', action: null, from: null, until: null }, offset: 0, limit: 50 },
      desk.owner,
    )
    const said = JSON.stringify([failed, await desk.list(), entries, desk.mail.get({}, desk.owner)])
    expect(said).toContain('loginRefused')
    const log = logged(desk.dataDir)
    await desk.close()
    const store = readFileSync(join(desk.dataDir, 'keydesk.db'), 'latin1')
    for (const text of [said, log, store])
      expect(text).not.toMatch(/Mail-Secret-7-anchor|TWFpbC1TZWNyZXQtNy1hbmNob3|493172/)
  })

  it('stay where they are when the vault is locked', async () => {
    const server = await startMailServer()
    const desk = await mailDesk(server.port, { username: 'keydesk' })
    desk.services.vault.close()
    expect(desk.mail.isOn()).toBe(false)
    const error = await Promise.resolve()
      .then(() => desk.queueCode())
      .catch((thrown) => thrown)
    expect(isDomainError(error, 'VAULT_LOCKED')).toBe(true)
    await expect(desk.test()).rejects.toMatchObject({ code: 'VAULT_LOCKED' })
    await desk.mail.work()
    expect(server.arrived).toEqual([])
  })
})
