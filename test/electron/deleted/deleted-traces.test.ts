import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { portalOff } from '../../../shared/portal.ts'
import { settingsFor, startMailServer } from '../../support/mail-server.ts'
import { giveAddress } from '../../support/reset-links.ts'
import { registerAuthenticator } from '../../support/second-factor.ts'
import { begin, deskCode, mailedCode, personWithQuestions, selfServiceFor } from '../../support/self-service.ts'
import { nobody, resetAndRead, setUp } from '../../support/test-services.ts'

/** What stays of a deleted person, so that a restored one is in their groups again, and what has happened is still known. */
const allowed = ['group_members', 'job_items', 'request_people']

it('deletion removes everything with which the person could prove who they are, so that a restored one registers anew', async () => {
  const { services, owner, dataDir, clock } = await setUp()
  const { arrived, port } = await startMailServer()
  await services.mail.save({ server: settingsFor(port, { security: 'none' }), password: { kind: 'none' } }, owner)
  await services.portal.save({ ...portalOff, isOn: true, hostName: 'portal.nordwind.test' }, owner)
  await services.policies.save(selfServiceFor({ methods: ['questions', 'email', 'deskCode'] }), owner)
  const person = await personWithQuestions(services, owner)
  const own = () => ({ ...person.call(), isConfirmed: true })
  await registerAuthenticator(services, own(), clock)
  services.registration.startEmail({ address: 'ida@home.test' }, own())
  await services.mail.work()
  services.registration.confirmEmail({ code: mailedCode(arrived.slice(-1)) }, own())
  services.registration.startEmail({ address: 'next@home.test' }, own())
  await services.links.send({ selection: { kind: 'users', ids: [person.id] } }, owner)
  await begin(services, person.username)
  await resetAndRead(services, owner, person.id)
  deskCode(services, owner, person.id)
  await services.passes.create({ userId: person.id, minutes: 60, isOnce: false }, owner)
  await services.roles.set({ userId: person.id, roles: [] }, owner)
  const wrong = async () => services.sessions.signIn({ username: person.username, password: 'wrong-password' }, nobody)
  await expect(wrong()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })

  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const tables = sql
    .prepare<[], string>(`SELECT m.name FROM sqlite_schema m WHERE m.type = 'table'
      AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'user_id') ORDER BY 1`)
    .pluck()
    .all()
  const filled = () =>
    tables.filter((table) => {
      // Runs that have ended are left out, because they open nothing.
      const isOpen = table === 'reset_attempts' ? "AND state = 'open'" : ''
      return sql.prepare(`SELECT 1 FROM ${table} WHERE user_id = ? ${isOpen}`).get(person.id) !== undefined
    })
  const before = filled()
  expect(before).toEqual(expect.arrayContaining(['access_passes', 'authenticators', 'desk_codes', 'email_changes']))
  expect(before).toEqual(expect.arrayContaining(['lockouts', 'password_history', 'recovery_codes', 'registrations']))
  expect(before).toEqual(expect.arrayContaining(['secrets', 'security_answers']))
  await services.users.deleteMany({ ids: [person.id] }, owner)
  expect(filled().filter((table) => !allowed.includes(table))).toEqual([])
  sql.close()

  const restored = { userId: person.id, username: null, style: 'strong', language: 'en' } as const
  await services.passwords.restore(restored, owner)
  expect(await services.registration.of({ userId: person.id }, owner)).toMatchObject({
    methods: [],
    isRegistered: false,
  })
  await giveAddress(services, owner, person, 'new@home.test')
  expect((await services.registration.of({ userId: person.id }, owner)).methods).toEqual(['email'])
})
