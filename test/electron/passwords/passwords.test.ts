import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { DomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { type Permission, type RoleName, rolesWith } from '../../../shared/rules/role-matrix.ts'
import { noFilter } from '../../../shared/users.ts'
import {
  addPerson,
  nobody,
  noKeychain,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  signedInPerson,
} from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const hour = 3_600_000
const generate = { kind: 'generate', style: 'strong', language: 'en' } as const

/** Refused for what the admin may do at all, not for whom they reach. */
async function expectRefused(work: unknown, permission: Permission): Promise<void> {
  const refusal = await Promise.resolve(work).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'NOT_ALLOWED' })
  expect((refusal as DomainError).data).toEqual({ roles: rolesWith(permission) })
}

describe('resetting one person', () => {
  it('gives a temporary password that signs in once and then must be changed', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const temporary = await resetAndRead(services, owner, person.id)
    expect(services.users.get({ id: person.id }, owner)).toMatchObject({ passwordState: 'temporary' })
    const { session } = await services.sessions.signIn({ username: person.username, password: temporary }, nobody)
    expect(session.mustChange).toBe(true)
  })

  it('gives a lasting password when no change is asked for', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const password = await resetAndRead(services, owner, person.id, false)
    expect(services.users.get({ id: person.id }, owner)).toMatchObject({
      passwordState: 'current',
      passwordExpiresAt: null,
    })
    const { session } = await services.sessions.signIn({ username: person.username, password }, nobody)
    expect(session.mustChange).toBe(false)
  })

  it('stops the old password at once', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    await resetAndRead(services, owner, person.id)
    await expect(
      services.sessions.signIn({ username: person.username, password: person.password }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('takes a typed password and refuses one that breaks the rules, with the rules', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const typed = (password: string) =>
      services.passwords.reset({ userId: person.id, choice: { kind: 'typed', password }, mustChange: true }, owner)
    await expect(typed('xqzv')).rejects.toMatchObject({
      code: 'POLICY_BROKEN',
      data: { rules: ['length', 'classes'], words: [] },
    })
    await typed('Typed-Password-1')
    await services.sessions.signIn({ username: person.username, password: 'Typed-Password-1' }, nobody)
  })

  it('lapses after 72 hours, from sign-in and from the vault', async () => {
    const { services, owner, clock } = await setUp()
    const person = await addPerson(services, owner)
    const temporary = await resetAndRead(services, owner, person.id)
    clock.now += 72 * hour - 1
    await services.sessions.signIn({ username: person.username, password: temporary }, nobody)
    clock.now += 1
    await expect(
      services.sessions.signIn({ username: person.username, password: temporary }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await services.users.get({ id: person.id }, owner)).passwordState).toBe('lapsed')
    expect(await services.passwords.ticketOf({ userId: person.id }, owner)).toEqual({ ticket: null })
  })

  it('never lapses when the setting says so', async () => {
    const { services, owner, clock } = await setUp()
    const { policies } = await services.policies.get({}, owner)
    await services.policies.save({ ...policies, temporary: { ...policies.temporary, hours: null } }, owner)
    const person = await addPerson(services, owner)
    const temporary = await resetAndRead(services, owner, person.id)
    clock.now += 1000 * 24 * hour
    await services.sessions.signIn({ username: person.username, password: temporary }, nobody)
  })

  it('is refused for oneself and by roles that the matrix does not allow', async () => {
    const { services, owner, ownerId } = await setUp()
    await expect(
      services.passwords.reset({ userId: ownerId, choice: generate, mustChange: true }, owner),
    ).rejects.toMatchObject({ code: 'OWN_ACCOUNT' })
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const admin = await addPerson(services, owner, { roles: ['userAdministrator'] })
    await expect(
      services.passwords.reset({ userId: admin.id, choice: generate, mustChange: true }, helper.call()),
    ).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { roles: expect.arrayContaining(['globalAdministrator', 'userAdministrator']) },
    })
    const plain = await addPerson(services, owner)
    await services.passwords.reset({ userId: plain.id, choice: generate, mustChange: true }, helper.call())
  })

  it.each(['lost the role', 'was blocked'] as const)('is refused to whoever %s while it was made', async (what) => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const reset = services.passwords.reset({ userId: person.id, choice: generate, mustChange: true }, helper.call())
    if (what === 'was blocked') await services.users.block({ id: helper.id, isBlocked: true }, owner)
    else await services.roles.set({ userId: helper.id, roles: ['reportsReader'] }, owner)
    await expectRefused(reset, 'passwords.reset')
    expect(await services.users.get({ id: person.id }, owner)).toMatchObject({ passwordState: 'none' })
  })

  it('keeps nothing readable after the person changed it', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    expect(await services.passwords.ticketOf({ userId: person.id }, owner)).toEqual({ ticket: null })
  })
})

describe('whoever lost the role, or was blocked, while the password was made', () => {
  /** A user admin, and two ways in which the owner stops them. */
  async function stoppable() {
    const test = await setUp()
    const { services, owner } = test
    const admin = await signedInPerson(services, owner, ['userAdministrator'])
    const stops = {
      role: () => services.roles.set({ userId: admin.id, roles: ['helpdeskAdministrator'] }, owner),
      block: () => services.users.block({ id: admin.id, isBlocked: true }, owner),
    }
    return { ...test, call: { ...admin.call(), isConfirmed: true }, stops, person: await addPerson(services, owner) }
  }

  it.each(['role', 'block'] as const)('restores nobody (%s)', async (way) => {
    const { services, owner, call, stops, person } = await stoppable()
    await services.users.deleteMany({ ids: [person.id] }, owner)
    const input = { userId: person.id, username: null, style: 'strong', language: 'en' } as const
    const restored = services.passwords.restore(input, call)
    await Promise.all([expectRefused(restored, 'users.change'), stops[way]()])
    expect(services.users.stored(person.id)).toBeNull()
  })

  it.each(['role', 'block'] as const)('shuts nobody out (%s)', async (way) => {
    const { services, call, stops, person } = await stoppable()
    const shutOut = services.passwords.shutOut({ userId: person.id }, call)
    await Promise.all([expectRefused(shutOut, 'users.change'), stops[way]()])
    expect(services.users.stored(person.id)).toMatchObject({ isBlocked: false, hasPassword: false })
  })
})

describe('revealing', () => {
  it('leaves an audit entry for each password, and none when refused', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    await resetAndRead(services, owner, person.id)
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const admin = await addPerson(services, owner, { roles: ['userAdministrator'] })
    await resetAndRead(services, owner, admin.id)
    const { ticket } = await services.passwords.ticketOf({ userId: admin.id }, owner)
    const count = async () =>
      (
        await services.audit.list(
          { filter: { person: '', action: 'Reveal password.', from: null, until: null }, offset: 0, limit: 1 },
          owner,
        )
      ).total
    const before = await count()
    expect(() => services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, helper.call())).toThrow(
      'NOT_ALLOWED',
    )
    expect(await count()).toBe(before)
    await services.passwords.reveal({ secretIds: [ticket?.secretId as never] }, owner)
    expect(await count()).toBe(before + 1)
  })
})

describe('changing one’s own password', () => {
  it('needs the current one and refuses the same and the one before', async () => {
    const { services, owner } = await setUp()
    const change = (currentPassword: string, newPassword: string) =>
      services.passwords.change({ currentPassword, newPassword }, owner)
    await expect(change('wrong', 'New-Harbour-43-lamp')).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    await expect(change(ownerPassword, ownerPassword)).rejects.toMatchObject({
      code: 'POLICY_BROKEN',
      data: { rules: ['same'], words: [] },
    })
    await change(ownerPassword, 'New-Harbour-43-lamp')
    await expect(change('New-Harbour-43-lamp', ownerPassword)).rejects.toMatchObject({
      code: 'POLICY_BROKEN',
      data: { rules: ['history'], words: [] },
    })
    await services.sessions.signIn({ username: ownerName, password: 'New-Harbour-43-lamp' }, nobody)
  })

  it('ends the person’s other sessions and keeps the one that asked', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const other = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    await services.passwords.change(
      { currentPassword: person.password, newPassword: 'Silver-Bridge-9-map' },
      person.call(),
    )
    expect(person.isSignedIn()).toBe(true)
    expect(services.serve.callOf(other.token, 'browser', true).actor).toBeNull()
  })

  it('without the old one is only for those who must', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    expect(() => services.passwords.changeForced({ newPassword: 'Silver-Bridge-9-map' }, person.call())).toThrow(
      'NOT_ALLOWED',
    )
  })

  it('is refused when a reset came in between', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const call = person.call()
    const change = services.passwords.change(
      { currentPassword: person.password, newPassword: 'Silver-Bridge-9-map' },
      call,
    )
    const [changed, reset] = await Promise.allSettled([change, resetAndRead(services, owner, person.id)])
    const temporary = reset.status === 'fulfilled' ? reset.value : ''
    const works = async (password: string) => {
      const attempt = Promise.resolve(services.sessions.signIn({ username: person.username, password }, nobody))
      return attempt.then(
        () => true,
        () => false,
      )
    }
    expect(await works(person.password)).toBe(false)
    expect(await works(temporary), 'the reset stands unless the change came after it').toBe(true)
    expect(await works('Silver-Bridge-9-map')).toBe(false)
    // Either it came first and the reset took its place, or it was refused; never a change that stands beside the reset.
    const { entries } = await services.audit.list(
      { filter: { ...everyEntry, person: person.username }, offset: 0, limit: 50 },
      owner,
    )
    const latest = entries.map(({ action }) => action).filter((action) => / user password\.$/.test(action))
    if (changed.status === 'fulfilled')
      expect(latest.slice(0, 2)).toEqual(['Reset user password.', 'Change user password.'])
    else expect(changed.reason).toMatchObject({ code: expect.stringMatching(/^(SIGN_IN_NEEDED|WRONG_PASSWORD)$/) })
  })

  it('refuses a million characters, NUL and half surrogates with a clear error', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    for (const password of ['Aa1-\0null-inside', 'Aa1-\ud800-half-pair', 'Aa1-\u202eright-to-left']) {
      await expect(
        services.passwords.reset({ userId: person.id, choice: { kind: 'typed', password }, mustChange: true }, owner),
      ).rejects.toMatchObject({ code: 'POLICY_BROKEN', data: { rules: ['characters'], words: [] } })
    }
    const arabic = 'كلمة-سر-طويلة-Aa1'
    await services.passwords.reset(
      { userId: person.id, choice: { kind: 'typed', password: arabic }, mustChange: true },
      owner,
    )
    await services.sessions.signIn({ username: person.username, password: arabic }, nobody)
    await expect(
      services.sessions.signIn({ username: person.username, password: 'x'.repeat(1_000_000) }, nobody),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })
})

describe('a new password and the vault', () => {
  const keysOf = async (services: Services, owner: SignedInCall) =>
    (await services.vault.slots({}, owner)).slots.map(({ kind, username }) => username ?? kind)
  const newPassword = 'Silver-Bridge-9-map'

  /** Somebody who became global admin in a session from before that, so that their password is no key to the vault yet. */
  async function withKeylessAdmin() {
    const test = await setUp({ keychain: noKeychain })
    const { services, owner } = test
    const admin = await signedInPerson(services, owner)
    await services.roles.set({ userId: admin.id, roles: ['globalAdministrator'] }, owner)
    const adminCall = { ...services.sessions.callFor(admin.id, 'browser'), isConfirmed: true }
    expect((await keysOf(services, owner)).sort()).toEqual([ownerName, 'recovery'])
    return { ...test, adminCall }
  }

  it('is no key to it where a keychain holds that', async () => {
    const { services, owner } = await setUp()
    await services.passwords.change({ currentPassword: ownerPassword, newPassword }, owner)
    expect(await keysOf(services, owner)).toEqual(['keychain', 'recovery'])
  })

  it('is a key to it, although it is temporary, where nobody else’s sign-in would open it', async () => {
    const { services, adminCall, ownerId, restart } = await withKeylessAdmin()
    const temporary = await resetAndRead(services, adminCall, ownerId)
    const later = await restart()
    expect(later.vault.isOpen()).toBe(false)
    await later.sessions.signIn({ username: ownerName, password: temporary }, nobody)
    expect(later.vault.isOpen()).toBe(true)
  })

  it('of somebody who is no global admin leaves the last key to it alone, whoever has that', async () => {
    const { services, owner, adminCall, ownerId, restart } = await withKeylessAdmin()
    const person = await signedInPerson(services, owner)
    await services.roles.set({ userId: ownerId, roles: [] }, adminCall)
    await services.passwords.change({ currentPassword: person.password, newPassword }, person.call())
    const later = await restart()
    await later.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    expect(later.vault.isOpen()).toBe(true)
  })
})

describe('resetting many', () => {
  async function people(count: number) {
    const test = await setUp()
    const ids: UserId[] = []
    for (let at = 0; at < count; at += 1) ids.push((await addPerson(test.services, test.owner)).id)
    return { ...test, ids }
  }
  const everybody = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const
  const strong = { style: 'strong', language: 'en' } as const
  const options = { ...strong, mustChange: true } as const

  it('shows first who will be reset and who will not and why', async () => {
    const { services, owner, ids } = await people(5)
    await services.users.block({ id: ids[0] as UserId, isBlocked: true }, owner)
    const preview = await services.passwords.previewMany({ selection: everybody, action: 'reset' }, owner)
    expect(preview.count).toBe(4)
    expect(preview.people.map(({ id }) => id).sort()).toEqual([...ids.slice(1)].sort())
    const { withPassword: before } = preview
    await services.passwords.reset(
      { userId: ids[1] as UserId, choice: { kind: 'generate', ...strong }, mustChange: true },
      owner,
    )
    const after = await services.passwords.previewMany({ selection: everybody, action: 'reset' }, owner)
    expect([before, after.withPassword], 'whose old password stops working').toEqual([0, 1])
    expect(preview.excluded.map(({ reason, count }) => ({ reason, count }))).toEqual([
      { reason: 'ownAccount', count: 1 },
      { reason: 'blocked', count: 1 },
    ])
    const helper = await signedInPerson(services, owner, ['passwordAdministrator'])
    const admin = (await addPerson(services, owner, { roles: ['userAdministrator' as RoleName] })).id
    const limited = await services.passwords.previewMany({ selection: everybody, action: 'reset' }, helper.call())
    expect(
      limited.excluded.find((group) => group.reason === 'notAllowed')?.people.map((person) => person.id),
    ).toContain(admin)
  })

  it('gives everybody but oneself a different password that signs in', async () => {
    const { services, owner, ids } = await people(12)
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
    await services.jobs.finished(jobId)
    expect(services.jobs.get({ id: jobId }, owner)).toMatchObject({
      state: 'done',
      total: 12,
      done: 12,
      failed: 0,
      skipped: 0,
      readable: 12,
    })
    const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 50 }, owner)
    const { passwords } = await services.passwords.reveal(
      { secretIds: items.map((item) => item.secretId as never) },
      owner,
    )
    expect(new Set(passwords.map((entry) => entry.password)).size).toBe(12)
    expect(passwords.map((entry) => entry.userId)).toEqual(ids)
    for (const { username, password } of passwords.slice(0, 3))
      await services.sessions.signIn({ username, password }, nobody)
  })

  it('exports the results with the passwords that are still readable, each with an audit entry', async () => {
    const { services, owner, clock, ids } = await people(3)
    const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
    await services.jobs.finished(jobId)
    const { csv, count } = await services.passwords.exportResults({ jobId, language: 'en' }, owner)
    expect(count).toBe(3)
    const [, ...lines] = csv.trim().split('\r\n')
    const { passwordExpiresAt } = await services.users.get({ id: ids[0] as UserId }, owner)
    const ends = new Date(passwordExpiresAt ?? 0).toISOString()
    expect(lines.map((line) => line.includes(ends))).toEqual([true, true, true])
    clock.now += 73 * 3_600_000
    const later = await services.passwords.exportResults({ jobId, language: 'en' }, owner)
    expect(later.csv).not.toContain(ends)
    const { total } = await services.audit.list(
      { filter: { person: '', action: 'Export passwords.', from: null, until: null }, offset: 0, limit: 1 },
      owner,
    )
    expect(total).toBe(3)
  })

  it('refuses a style that nobody’s rules allow, before there is a job', async () => {
    const { services, owner } = await people(2)
    const { protection } = defaultPolicies
    const rules = { ...protection.rules, minimumLength: 30 }
    const strict = { ...protection, preset: 'own', rules } as const
    await services.policies.save({ ...defaultPolicies, protection: strict }, owner)
    await expect(
      (async () => services.passwords.resetMany({ selection: everybody, ...options, style: 'classic' }, owner))(),
    ).rejects.toMatchObject({ code: 'POLICY_IMPOSSIBLE', data: { rules: ['length'] } })
    expect((await services.jobs.list({}, owner)).jobs).toEqual([])
  })

  it('refuses an empty selection', async () => {
    const { services, owner, ownerId } = await setUp()
    const nobodyElse = { kind: 'users', ids: [ownerId] } as const
    await expect(services.passwords.resetMany({ selection: nobodyElse, ...options }, owner)).rejects.toThrow(
      'NOTHING_SELECTED',
    )
  })

  it('requires a change of everybody but oneself without a new password', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const { jobId } = await services.passwords.requireChange({ selection: everybody }, owner)
    await services.jobs.finished(jobId)
    expect((await services.users.get({ id: person.id }, owner)).passwordState).toBe('mustChange')
    const { session } = await services.sessions.signIn({ username: person.username, password: person.password }, nobody)
    expect(session.mustChange).toBe(true)
    expect(owner.actor?.mustChange).toBe(false)
  })

  it('requires no change of somebody who was blocked before it was written down', async () => {
    const { services, owner } = await setUp()
    const person = await signedInPerson(services, owner)
    const asked = services.passwords.requireChange({ selection: { kind: 'users', ids: [person.id] } }, owner)
    services.users.block({ id: person.id, isBlocked: true }, owner)
    const { jobId } = await asked
    await services.jobs.finished(jobId)
    const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 5 }, owner)
    expect(items).toMatchObject([{ userId: person.id, outcome: 'skipped', reason: 'blocked' }])
    expect(services.users.stored(person.id)?.mustChange).toBe(false)
  })
})
