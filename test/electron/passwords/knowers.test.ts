import { readdirSync, readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { signedIn } from '../../support/signed-in.ts'
import { addPerson, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'

const folder = new URL('../../../electron/db/migrations/', import.meta.url)
const migration = '0011-authority.sql'

/** A store as it was before anybody wrote down who knows a password. */
function storeBefore() {
  const sql = new Sqlite(':memory:')
  const files = readdirSync(folder).sort()
  for (const name of files.slice(0, files.indexOf(migration))) sql.exec(readFileSync(new URL(name, folder), 'utf8'))
  const person = sql.prepare(
    "INSERT INTO users (id, username, display_name, created_at, password_hash, is_temporary) VALUES (?, ?, ?, 1, 'x', ?)",
  )
  const entry = sql.prepare(
    `INSERT INTO audit (at, actor_id, actor, action, target_id, target, result, reason, door, detail, hash)
     VALUES (?, ?, ?, ?, ?, '', 'success', '', 'browser', '{}', zeroblob(32))`,
  )
  let at = 0
  return {
    person: (id: number, isTemporary = 0) => person.run(id, `p${id}`, `P${id}`, isTemporary),
    entry: (actor: number, action: string, target: number) => entry.run(++at, actor, `p${actor}`, action, target),
    knowers: () => {
      sql.exec(readFileSync(new URL(migration, folder), 'utf8'))
      return sql.prepare('SELECT user_id, knower_id FROM password_knowers ORDER BY 1, 2').raw().all()
    },
  }
}

it('who knows a password from before is read from the audit log, and somebody unknown is assumed where it says nothing', () => {
  const { person, entry, knowers } = storeBefore()
  for (const id of [1, 2, 3, 4]) person(id)
  person(5, 1)
  entry(1, 'Reset user password.', 2)
  entry(4, 'Reveal password.', 2)
  entry(1, 'Reset user password.', 3)
  entry(3, 'Change user password.', 3)
  entry(1, 'Reset user password.', 4)
  entry(3, 'Reveal password.', 4)
  entry(1, 'Reset user password.', 4)
  expect(knowers()).toEqual([
    [2, 1],
    [2, 4],
    [4, 1],
    [5, 0],
  ])
})

it('a password that nobody read is known to nobody; one that the person chose may be known to who knew the one before', async () => {
  const { services, owner } = await setUp()
  const helper = await signedInPerson(services, owner, ['userAdministrator'])
  const [left, person] = [await signedInPerson(services, owner), await addPerson(services, owner)]
  await services.passwords.shutOut({ userId: left.id }, { ...helper.call(), isConfirmed: true })
  services.users.block({ id: left.id, isBlocked: false }, owner)
  services.roles.set({ userId: left.id, roles: ['globalReader'] }, owner)
  const password = await resetAndRead(services, helper.call(), person.id)
  const nobody = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false } as const
  const { token } = await services.sessions.signIn({ username: person.username, password }, nobody)
  const call = services.serve.callOf(token, 'browser', false)
  await services.passwords.changeForced({ newPassword: 'Quiet-River-81-stone' }, signedIn(call))
  const wanted = { userId: person.id, roles: ['globalReader'] as const }
  expect(() => services.roles.set(wanted, owner)).toThrow('PASSWORD_KNOWN')
})
