import { hash } from '@node-rs/argon2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { builtInKey, createBuiltInDirectory } from '../../../electron/directory/built-in.ts'
import { createHasher, hashCost } from '../../../electron/passwords/hash.ts'
import { createUsersStore, emptyContact } from '../../../electron/users/users-store.ts'
import { temporaryFolder } from '../../support/test-services.ts'

const pepper = Buffer.alloc(32, 7)
const [first, second] = ['Quiet-River-12-stone', 'Brave-Harbour-77-lamp']

/** Somebody whose password was hashed when less work was asked for. */
async function withOldHash() {
  const db = openDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  const users = createUsersStore(db.sql)
  const hasher = createHasher({ pepper: () => pepper, limit: (work) => work() })
  const directory = createBuiltInDirectory({ db, hasher, stored: users.get, now: () => Date.UTC(2026, 5, 1) })
  const fields = { username: 'person@nordwind.test', displayName: 'P', contact: emptyContact, language: null }
  const id = users.insert(fields, 0, null)
  const key = builtInKey(id)
  /** Answers what writes it. */
  const reset = async (password: string) => {
    const { write } = await directory.reset(key, { password, mustChange: false })
    return () => db.transaction(() => write?.(false))
  }
  ;(await reset(first))()
  const weak = await hash(first, { ...hashCost, memoryCost: hashCost.memoryCost / 2, secret: pepper })
  db.sql.prepare('UPDATE users SET password_hash = ? WHERE id = ?').run(weak, id)
  const stored = db.sql.prepare<[number], string>('SELECT password_hash FROM users WHERE id = ?').pluck()
  const versionOf = async (password: string) => {
    const verdict = await directory.verify(key, password)
    return verdict.kind === 'right' ? verdict.version : null
  }
  return { id, directory, hasher, reset, versionOf, storedHash: () => stored.get(id) as string }
}

describe('a hash that was made with less work than today’s', () => {
  it('is made anew while the password is known, once', async () => {
    const { id, directory, hasher, versionOf, storedHash } = await withOldHash()
    const version = await directory.renew(id, first, (await versionOf(first)) ?? '')
    expect(hasher.isOutdated(storedHash())).toBe(false)
    expect([await versionOf(first), directory.versionOf(id)]).toEqual([version, version])
    const renewed = storedHash()
    expect(await directory.renew(id, first, version)).toBe(version)
    expect(storedHash()).toBe(renewed)
  })

  it('made anew for two sign-ins at once leaves both with the password that is stored', async () => {
    const { id, directory, versionOf } = await withOldHash()
    const version = (await versionOf(first)) ?? ''
    const both = await Promise.all([directory.renew(id, first, version), directory.renew(id, first, version)])
    expect(both).toEqual([directory.versionOf(id), directory.versionOf(id)])
    expect(await versionOf(first)).toBe(directory.versionOf(id))
  })

  it('gives a sign-in no part in a password that was reset while it was made', async () => {
    const { id, directory, reset, versionOf, storedHash } = await withOldHash()
    const before = (await versionOf(first)) ?? ''
    const write = await reset(second)
    const renewing = directory.renew(id, first, before)
    write()
    const chosen = storedHash()
    expect(await renewing).toBe(before)
    expect(storedHash()).toBe(chosen)
    expect(directory.versionOf(id)).not.toBe(before)
    expect([await versionOf(first), await versionOf(second)]).toEqual([null, directory.versionOf(id)])
  })
})
