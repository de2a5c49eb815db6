import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import type { UserId } from '../../../shared/ids.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { settingsFor, startMailServer } from '../../support/mail-server.ts'
import { begin, selfServiceFor } from '../../support/self-service.ts'
import { addPerson, nobody, ownerName, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

async function withMail() {
  const world = await setUp()
  const { services, owner } = world
  const { arrived, port } = await startMailServer()
  await services.policies.save(selfServiceFor({ mustTellUsers: false, mustTellAdmins: false }), owner)
  await services.mail.save({ server: settingsFor(port, { security: 'none' }), password: { kind: 'none' } }, owner)
  const person = await signedInPerson(services, owner)
  /** Asks for help and answers who was told. */
  const toldOf = async (username = person.username) => {
    const attempt = await begin(services, username)
    await services.recovery.askForHelp({ attempt, reason: 'My phone is gone' }, nobody)
    const before = arrived.length
    await services.mail.work()
    return arrived
      .slice(before)
      .flatMap(({ to }) => to)
      .sort()
  }
  return { ...world, person, toldOf }
}

async function admin(services: Services, owner: SignedInCall, roles: readonly RoleName[], name = 'admin') {
  const person = await addPerson(services, owner, { name })
  await resetAndRead(services, owner, person.id)
  await services.roles.set({ userId: person.id, roles }, owner)
  return person
}
/** An edit by an admin, so that the address counts; not by the person, whose own edits prove nothing. */
async function giveAddress(services: Services, owner: SignedInCall, id: UserId, alternateEmail: string) {
  const { username, displayName, language, contact } = await services.users.get({ id }, owner)
  await services.users.edit({ id, username, displayName, language, contact: { ...contact, alternateEmail } }, owner)
}

describe('who is told that somebody asks for help', () => {
  it("follows Microsoft's order: helpdesk and password admins, else user admins, else global admins", async () => {
    const { services, owner, toldOf } = await withMail()
    expect(await toldOf()).toEqual([ownerName])
    const user = await admin(services, owner, ['userAdministrator'])
    expect(await toldOf()).toEqual([user.username])
    const helpdesk = await admin(services, owner, ['helpdeskAdministrator'])
    const password = await admin(services, owner, ['passwordAdministrator'])
    expect(await toldOf()).toEqual([helpdesk.username, password.username].sort())
  })

  it('is only who could answer: nobody who is blocked, whose role does not reach the person, or whose groups do not hold them', async () => {
    const { services, owner, person, toldOf } = await withMail()
    const blocked = await admin(services, owner, ['helpdeskAdministrator'])
    services.users.block({ id: blocked.id, isBlocked: true }, owner)
    const near = await admin(services, owner, ['passwordAdministrator'])
    const far = await admin(services, owner, ['passwordAdministrator'])
    const limits = async (name: string, ids: readonly UserId[]) => {
      const { id } = await services.groups.create({ name, kind: 'picked', departments: [] }, owner)
      if (ids.length > 0) await services.groups.addMembers({ id, selection: { kind: 'users', ids } }, owner)
      return [{ role: 'passwordAdministrator' as const, groups: [id] }]
    }
    const roles = ['passwordAdministrator'] as const
    await services.roles.set({ userId: near.id, roles, limits: await limits('Near', [person.id]) }, owner)
    await services.roles.set({ userId: far.id, roles, limits: await limits('Far', []) }, owner)
    expect(await toldOf()).toEqual([near.username])
    const above = await admin(services, owner, ['userAdministrator'])
    expect(await toldOf(above.username)).toEqual([ownerName])
  })

  it("is each address once and never the person's own; roles of which nobody has an address are passed over", async () => {
    const { services, owner, person, toldOf } = await withMail()
    const same = await admin(services, owner, ['helpdeskAdministrator'])
    await giveAddress(services, owner, same.id, person.username.toUpperCase())
    expect(await toldOf()).toEqual([ownerName])
    for (let count = 0; count < 2; count += 1) {
      const shared = await admin(services, owner, ['passwordAdministrator'])
      await giveAddress(services, owner, shared.id, 'desk@nordwind.test')
    }
    expect(await toldOf()).toEqual(['desk@nordwind.test'])
  })

  it('is nobody where nobody has an address of their own, and the request is there all the same', async () => {
    const { services, owner, ownerId, person, toldOf } = await withMail()
    const other = await signedInPerson(services, owner, ['globalAdministrator'])
    await giveAddress(services, { ...other.call(), isConfirmed: true }, ownerId, person.username)
    await giveAddress(services, owner, other.id, person.username)
    expect(await toldOf()).toEqual([])
    expect(services.requests.count({}, owner)).toEqual({ open: 1 })
  })

  it('is a hundred people at most', async () => {
    const { services, owner, dataDir, person, toldOf } = await withMail()
    const ids: UserId[] = []
    for (let count = 0; count < 102; count += 1) {
      const { id } = await addPerson(services, owner, { name: 'many', roles: ['helpdeskAdministrator'] })
      ids.push(id)
    }
    // Without a password nobody can sign in to answer; a hundred real ones would take a while.
    expect(await toldOf()).toEqual([ownerName])
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    const hash = '(SELECT password_hash FROM users WHERE id = ?)'
    sql
      .prepare(`UPDATE users SET password_hash = ${hash} WHERE id IN (SELECT value FROM json_each(?))`)
      .run(person.id, JSON.stringify(ids))
    sql.close()
    const attempt = await begin(services, person.username)
    await services.recovery.askForHelp({ attempt, reason: 'My phone is gone' }, nobody)
    const { counts } = await services.mail.outbox({ state: null, offset: 0, limit: 1 }, owner)
    expect(counts.waiting).toBe(100)
  })

  it('is nobody while mail is off, and the request is there all the same', async () => {
    const { services, owner } = await setUp()
    await services.policies.save(selfServiceFor(), owner)
    const person = await signedInPerson(services, owner)
    const attempt = await begin(services, person.username)
    await services.recovery.askForHelp({ attempt, reason: 'My phone is gone' }, nobody)
    expect(services.requests.count({}, owner)).toEqual({ open: 1 })
    expect(await services.mail.outbox({ state: null, offset: 0, limit: 10 }, owner)).toMatchObject({ total: 0 })
  })
})
