import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashRaw } from '@node-rs/argon2'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Keychain } from '../../../electron/vault/keychain.ts'
import { createRecoveryKey, recoveryKeyMaterial } from '../../../electron/vault/recovery-key.ts'
import { deriveKey, seal, unseal } from '../../../electron/vault/seal.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { organisation } from '../../support/prepared-organisation.ts'
import { signedIn } from '../../support/signed-in.ts'
import { jump } from '../../support/test-clocks.ts'
import {
  addPerson,
  confirmed,
  memoryKeychain,
  nobody,
  noKeychain,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  signedInPerson,
  temporaryFolder,
  testServices,
} from '../../support/test-services.ts'

type SlotRow = { readonly salt: Buffer; readonly sealed: Buffer }

describe('sealing', () => {
  const key = deriveKey(Buffer.alloc(32, 7), 'test')
  it('opens only with the same key, purpose and record, and only untouched', () => {
    const sealed = seal(key, Buffer.from('hello'), 'purpose', 'record 1')
    expect(unseal(key, sealed, 'purpose', 'record 1')?.toString()).toBe('hello')
    expect(unseal(key, seal(key, Buffer.alloc(0), 'purpose', 'empty'), 'purpose', 'empty')).toHaveLength(0)
    expect(unseal(key, sealed, 'purpose', 'record 2')).toBeNull()
    expect(unseal(key, sealed, 'other', 'record 1')).toBeNull()
    expect(unseal(deriveKey(Buffer.alloc(32, 8), 'test'), sealed, 'purpose', 'record 1')).toBeNull()
    for (let at = 0; at < sealed.length; at += 1) {
      const broken = Buffer.from(sealed)
      broken[at] = (broken[at] as number) ^ 1
      expect(unseal(key, broken, 'purpose', 'record 1')).toBeNull()
    }
  })
  it('never gives the same bytes twice', () => {
    expect(seal(key, Buffer.from('x'), 'p', 'r').equals(seal(key, Buffer.from('x'), 'p', 'r'))).toBe(false)
  })
})

it('the slot of a global admin is argon2id with 64 MiB and three passes, and stores of today are opened with that', async () => {
  const { dataDir, ownerId } = await setUp({ keychain: noKeychain })
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const slot = sql.prepare("SELECT salt, sealed FROM vault_slots WHERE kind = 'admin'").get() as SlotRow
  sql.close()
  const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32, algorithm: 2 }
  const kek = await hashRaw(ownerPassword, { ...cost, salt: slot.salt })
  expect(unseal(kek, slot.sealed, 'slot', `admin ${ownerId}`)).toHaveLength(32)
})

describe('the recovery key', () => {
  it('holds 160 bits and is read back whatever its case, spaces and look-alikes', () => {
    const key = createRecoveryKey()
    expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/)
    const typed = key.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(recoveryKeyMaterial(typed)).toEqual(recoveryKeyMaterial(key))
    expect(recoveryKeyMaterial('too short')).toBeNull()
  })

  it('opens a locked vault, and a wrong one does not', async () => {
    const { recoveryKey, restart } = await setUp({ keychain: noKeychain })
    const services = await restart()
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'locked', vaultNeeds: 'globalAdmin' })
    expect(() => services.vault.openWithRecoveryKey({ recoveryKey: createRecoveryKey() }, nobody)).toThrow(
      'RECOVERY_KEY_WRONG',
    )
    services.vault.openWithRecoveryKey({ recoveryKey }, nobody)
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'open' })
    const { token } = await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const filter = { person: '', action: 'Open vault.', from: null, until: null } as const
    const call = services.serve.callOf(token, 'browser', false)
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 2 }, signedIn(call))
    expect(entries.map(({ result }) => result)).toEqual(['success', 'failure'])
  })

  it('opens nothing any more after a new one was made', async () => {
    const { services: first, recoveryKey, owner, restart } = await setUp({ keychain: noKeychain })
    const { recoveryKey: next } = await first.vault.createRecoveryKey({}, owner)
    const services = await restart()
    expect(() => services.vault.openWithRecoveryKey({ recoveryKey }, nobody)).toThrow('RECOVERY_KEY_WRONG')
    services.vault.openWithRecoveryKey({ recoveryKey: next }, nobody)
    expect(services.vault.isOpen()).toBe(true)
  })
})

describe('without a keychain', () => {
  it('opens at the first sign-in of a global admin, and until then for nobody else', async () => {
    const { services: first, owner, restart } = await setUp({ keychain: noKeychain })
    const person = await addPerson(first, owner)
    const temporary = await resetAndRead(first, owner, person.id)
    const services = await restart()
    await expect(
      services.sessions.signIn({ username: person.username, password: temporary }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    await expect(services.sessions.signIn({ username: ownerName, password: 'wrong' }, nobody)).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
    expect(services.vault.isOpen()).toBe(false)
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    expect(services.vault.isOpen()).toBe(true)
    await services.sessions.signIn({ username: person.username, password: temporary }, nobody)
  })

  it('follows a global admin to a new password', async () => {
    const { services: first, owner, restart } = await setUp({ keychain: noKeychain })
    await first.passwords.change({ currentPassword: ownerPassword, newPassword: 'Another-Harbour-43-lamp' }, owner)
    const services = await restart()
    await expect(
      services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(services.vault.isOpen()).toBe(false)
    await services.sessions.signIn({ username: ownerName, password: 'Another-Harbour-43-lamp' }, nobody)
  })

  it('opens for a second global admin with a password of their own, and not with a temporary one', async () => {
    const { services: first, owner, restart } = await setUp({ keychain: noKeychain })
    const second = await addPerson(first, owner, { roles: ['globalAdministrator'] })
    const temporary = await resetAndRead(first, owner, second.id)
    const locked = await restart()
    await expect(
      locked.sessions.signIn({ username: second.username, password: temporary }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    await locked.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const { token } = await locked.sessions.signIn({ username: second.username, password: temporary }, nobody)
    const newPassword = 'Second-Harbour-44-lamp'
    await locked.passwords.changeForced({ newPassword }, signedIn(locked.serve.callOf(token, 'browser', false)))
    const services = await restart()
    await services.sessions.signIn({ username: second.username, password: newPassword }, nobody)
    expect(services.vault.isOpen()).toBe(true)
  })

  it('does not open for a password that signs nobody in', async () => {
    const { services: first, owner, restart, clock } = await setUp({ keychain: noKeychain })
    const second = await signedInPerson(first, owner, ['globalAdministrator'])
    await first.users.block({ id: second.id, isBlocked: true }, owner)
    const services = await restart()
    await expect(
      services.sessions.signIn({ username: second.username, password: second.password }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(services.vault.isOpen()).toBe(false)
    clock.now += 1
  })

  it('forgets the slots of people who are no global admins any more, and of older passwords', async () => {
    const { services: first, owner, restart } = await setUp({ keychain: noKeychain })
    const second = await signedInPerson(first, owner, ['globalAdministrator'])
    await first.roles.set({ userId: second.id, roles: [] }, owner)
    const kinds = async () => (await first.vault.slots({}, owner)).slots.map((slot) => slot.username ?? slot.kind)
    expect((await kinds()).sort()).toEqual([ownerName, 'recovery'].sort())
    await first.passwords.change(
      { currentPassword: second.password, newPassword: 'Third-Harbour-45-lamp' },
      second.call(),
    )
    await first.roles.set({ userId: second.id, roles: ['globalAdministrator'] }, owner)
    await first.sessions.signIn({ username: second.username, password: 'Third-Harbour-45-lamp' }, nobody)
    const services = await restart()
    await expect(
      services.sessions.signIn({ username: second.username, password: second.password }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(services.vault.isOpen()).toBe(false)
    await services.sessions.signIn({ username: second.username, password: 'Third-Harbour-45-lamp' }, nobody)
  })

  it('makes a slot for a password of one’s own alone, unless no other sign-in would open the vault', async () => {
    const { services, owner, ownerId } = await setUp({ keychain: noKeychain })
    const withSlots = async () =>
      (await services.vault.slots({}, owner)).slots.flatMap(({ username }) => username ?? [])
    const person = await signedInPerson(services, owner)
    const admin = await signedInPerson(services, owner, ['globalAdministrator'])
    expect(await withSlots()).toEqual([ownerName, admin.username])
    await resetAndRead(services, owner, admin.id)
    expect(await withSlots()).toEqual([ownerName])
    await resetAndRead(services, owner, person.id)
    expect(await withSlots()).toEqual([ownerName])
    const other = await signedInPerson(services, owner)
    await services.roles.set({ userId: other.id, roles: ['globalAdministrator'] }, owner)
    // They have no slot yet in the session from before the role.
    await resetAndRead(services, { ...services.sessions.callFor(other.id, 'browser'), isConfirmed: true }, ownerId)
    expect(await withSlots()).toEqual([ownerName])
  })

  it('makes a slot for a new global admin at their next sign-in', async () => {
    const { services: first, owner, restart } = await setUp({ keychain: noKeychain })
    const second = await addPerson(first, owner)
    const temporary = await resetAndRead(first, owner, second.id, false)
    await first.roles.set({ userId: second.id, roles: ['globalAdministrator'] }, owner)
    await first.sessions.signIn({ username: second.username, password: temporary }, nobody)
    const services = await restart()
    await services.sessions.signIn({ username: second.username, password: temporary }, nobody)
    expect(services.vault.isOpen()).toBe(true)
  })
})

describe('with a keychain', () => {
  it('opens at start', async () => {
    const { restart } = await setUp()
    const services = await restart()
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'open' })
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  })

  it('asks for the recovery key when the keychain lost the key, and puts it back', async () => {
    const keychain = memoryKeychain()
    const { restart, recoveryKey } = await setUp({ keychain })
    keychain.secrets.clear()
    const locked = await restart()
    expect(locked.settings.status({}, nobody)).toMatchObject({ vault: 'locked', vaultNeeds: 'recoveryKey' })
    await expect(
      locked.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody),
    ).rejects.toMatchObject({ code: 'KEYCHAIN_FAILED', data: { reason: 'gone' } })
    locked.vault.openWithRecoveryKey({ recoveryKey }, nobody)
    expect(keychain.secrets.size).toBe(1)
    const services = await restart()
    expect(services.vault.isOpen()).toBe(true)
  })

  it('does not take a changed key for the right one', async () => {
    const keychain = memoryKeychain()
    const { restart } = await setUp({ keychain })
    for (const account of keychain.secrets.keys()) keychain.secrets.set(account, new Uint8Array(32).fill(9))
    const services = await restart()
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'locked', vaultNeeds: 'recoveryKey' })
  })

  it('needs no slot of any admin', async () => {
    const { services, owner } = await setUp()
    const { slots } = await services.vault.slots({}, owner)
    expect(slots.map((slot) => slot.kind)).toEqual(['keychain', 'recovery'])
  })
})

describe('what a stolen database reveals', () => {
  it('holds no password, and a hash that is not verified without the pepper', async () => {
    const { services, owner, dataDir, close } = await setUp()
    const person = await addPerson(services, owner)
    const temporary = await resetAndRead(services, owner, person.id)
    await close()
    for (const file of readdirSync(dataDir)) {
      const bytes = readFileSync(join(dataDir, file))
      for (const secret of [temporary, ownerPassword]) expect(bytes.includes(secret), file).toBe(false)
    }
    const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
    const hash = sql.prepare('SELECT password_hash FROM users WHERE id = ?').pluck().get(person.id) as string
    sql.close()
    const { verify } = await import('@node-rs/argon2')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verify(hash, temporary)).toBe(false)
  })

  it('refuses a sealed password that was moved to another person', async () => {
    const { services, owner, dataDir } = await setUp()
    const one = await addPerson(services, owner)
    const two = await addPerson(services, owner)
    await resetAndRead(services, owner, one.id)
    await resetAndRead(services, owner, two.id)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    const sealed = sql.prepare('SELECT sealed FROM secrets WHERE user_id = ?').pluck().get(one.id)
    sql.prepare('UPDATE secrets SET sealed = ? WHERE user_id = ?').run(sealed, two.id)
    sql.close()
    const { ticket } = await services.passwords.ticketOf({ userId: two.id }, owner)
    expect(() =>
      services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, confirmed(services, 'x'.repeat(43))),
    ).toThrow()
    expect(() => services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, owner)).toThrow('SECRET_DAMAGED')
  })
})

describe('a set-up that fails', () => {
  /** A store in which nothing can be written to the audit log, which a set-up does last. */
  async function failing(keychain: Keychain) {
    const dataDir = temporaryFolder()
    const { services } = await testServices({ dataDir, keychain })
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec("CREATE TRIGGER no_entry BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no entry'); END")
    const repair = () => {
      sql.exec('DROP TRIGGER no_entry')
      sql.close()
    }
    return { services, repair, create: () => services.settings.createOrganisation(organisation, nobody) }
  }

  it('leaves no key behind, neither in the keychain nor in memory, and can be tried again', async () => {
    const keychain = memoryKeychain()
    const { services, repair, create } = await failing(keychain)
    await expect(create()).rejects.toThrow('no entry')
    expect(keychain.secrets.size).toBe(0)
    expect(services.vault.isOpen()).toBe(false)
    repair()
    await create()
    expect(keychain.secrets.size).toBe(1)
    expect(services.vault.isOpen()).toBe(true)
  })

  it('says why it failed, also where the keychain does not let go of the key', async () => {
    const { create, repair } = await failing({ ...memoryKeychain(), remove: noKeychain.remove })
    await expect(create()).rejects.toThrow('no entry')
    repair()
    await create()
  })

  it('removes nothing from a keychain that never took the key', async () => {
    const removed: string[] = []
    const { create, repair } = await failing({ ...noKeychain, remove: (account) => void removed.push(account) })
    await expect(create()).rejects.toThrow('no entry')
    repair()
    expect(removed).toEqual([])
  })
})

it('there is nothing to open before the set-up', async () => {
  const { services } = await testServices()
  expect(() => services.vault.openWithRecoveryKey({ recoveryKey: createRecoveryKey() }, nobody)).toThrow('NOT_SET_UP')
})

it('a keychain that lost the key and does not take it back is left for the passwords of the global admins', async () => {
  const keychain = memoryKeychain()
  let isFull = false
  const write: Keychain['write'] = (...entry) => (isFull ? noKeychain.write(...entry) : keychain.write(...entry))
  const { restart, recoveryKey, owner } = await setUp({ keychain: { ...keychain, write } })
  keychain.secrets.clear()
  isFull = true
  const first = await restart()
  await first.vault.openWithRecoveryKey({ recoveryKey }, nobody)
  const { slots } = await first.vault.slots({}, owner)
  expect(slots.map(({ kind }) => kind)).toEqual(['recovery'])
  const signIn = { username: ownerName, password: ownerPassword }
  const second = await restart()
  const refusal = { code: 'KEYCHAIN_FAILED', data: { reason: 'gone' } }
  await expect(second.sessions.signIn(signIn, nobody), 'nobody has signed in since').rejects.toMatchObject(refusal)
  await second.vault.openWithRecoveryKey({ recoveryKey }, nobody)
  await second.sessions.signIn(signIn, nobody)
  const third = await restart()
  await third.sessions.signIn(signIn, nobody)
  expect(third.vault.isOpen()).toBe(true)
})

it('the vault is opened once by two sign-ins at the same time, and what waits for it begins once', async () => {
  const { restart } = await setUp({ keychain: noKeychain })
  const services = await restart()
  let opened = 0
  services.vault.onOpen(() => {
    opened += 1
  })
  const signIn = async () => services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  await Promise.all([signIn(), signIn()])
  expect(opened).toBe(1)
})

describe('a password that is shown once', () => {
  async function shown() {
    const test = await setUp()
    const { services, owner, dataDir } = test
    const temporary = { ...defaultPolicies.temporary, keep: 'once' } as const
    await services.policies.save({ ...defaultPolicies, temporary }, owner)
    const [read, unread] = [await addPerson(services, owner), await addPerson(services, owner)]
    const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
    await services.passwords.reset({ userId: unread.id, choice, mustChange: true }, owner)
    await resetAndRead(services, owner, read.id)
    const kept = () => {
      const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
      const ids = sql.prepare('SELECT user_id FROM secrets ORDER BY user_id').pluck().all()
      sql.close()
      return ids
    }
    return { ...test, read, unread, kept }
  }

  it('is kept for two minutes, and then removed even where the clock was set back meanwhile', async () => {
    const { services, read, unread, kept, clock } = await shown()
    clock.now += 119_999
    services.tidy()
    expect(kept()).toEqual([read.id, unread.id])
    jump(clock, -3_600_000)
    clock.now += 1
    services.tidy()
    expect(kept()).toEqual([unread.id])
  })

  it('is removed by a restart, because nobody can read it any more', async () => {
    const { restart, unread, kept } = await shown()
    await restart()
    expect(kept()).toEqual([unread.id])
  })
})
