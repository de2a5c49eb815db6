import { describe, expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { nobody, ownerPassword, setUp, testServices } from '../../support/test-services.ts'

const first = {
  organisation: 'Nordwind',
  displayName: 'Olga Owner',
  username: 'owner@nordwind.test',
  password: ownerPassword,
  language: 'da',
} as const

describe('the first run', () => {
  it('makes the organisation, its global admin and a recovery key, and signs the admin in', async () => {
    const { services } = await testServices()
    expect(services.settings.status({}, nobody)).toMatchObject({ isSetUp: false, vault: 'none', vaultNeeds: 'nothing' })
    const { recoveryKey, session } = await services.settings.createOrganisation(first, nobody)
    expect(recoveryKey).toHaveLength(39)
    expect(session).toMatchObject({ roles: ['globalAdministrator'], mustChange: false, language: 'da' })
    expect(services.settings.status({}, nobody)).toMatchObject({
      isSetUp: true,
      organisation: 'Nordwind',
      vault: 'open',
    })
  })

  it('happens once, also when asked twice at the same moment', async () => {
    const { services } = await testServices()
    const both = await Promise.allSettled([
      services.settings.createOrganisation(first, nobody),
      services.settings.createOrganisation(first, nobody),
    ])
    expect(both.map((one) => one.status)).toEqual(['fulfilled', 'rejected'])
    await expect(services.settings.createOrganisation(first, nobody)).rejects.toMatchObject({ code: 'ALREADY_SET_UP' })
    expect(services.users.count()).toBe(1)
  })

  it('leaves nothing behind when it fails', async () => {
    const { services } = await testServices()
    await expect(
      services.settings.createOrganisation({ ...first, username: 'no-at-sign' }, nobody),
    ).rejects.toMatchObject({ code: 'USERNAME_INVALID' })
    await expect(services.settings.createOrganisation({ ...first, password: 'short' }, nobody)).rejects.toMatchObject({
      code: 'POLICY_BROKEN',
    })
    expect(services.settings.status({}, nobody)).toMatchObject({ isSetUp: false, vault: 'none' })
    await services.settings.createOrganisation(first, nobody)
  })
})

describe('settings', () => {
  it('are saved with old and new value in the audit log', async () => {
    const { services, owner } = await setUp()
    await services.settings.save({ organisation: 'Sydwind', signInAddress: '' }, owner)
    expect(await services.settings.get({}, owner)).toMatchObject({ organisation: 'Sydwind', idleMinutes: 5 })
    const { entries } = await services.audit.list(
      { filter: { ...everyEntry, action: 'Set company information.' }, offset: 0, limit: 5 },
      owner,
    )
    expect(entries[0]?.detail).toEqual({ organisation: 'Nordwind → Sydwind' })
  })

  it('leave no audit entry when nothing changed', async () => {
    const { services, owner } = await setUp()
    await services.settings.save({ organisation: 'Nordwind', signInAddress: '' }, owner)
    const { total } = await services.audit.list(
      { filter: { ...everyEntry, action: 'Set company information.' }, offset: 0, limit: 5 },
      owner,
    )
    expect(total).toBe(0)
  })
})
