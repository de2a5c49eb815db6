import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createValues } from '../../../electron/settings/values.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { registerQuestions } from '../../support/self-service.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, ownerPassword, setUp, temporaryFolder, testServices } from '../../support/test-services.ts'
import { withMail } from '../../support/with-mail.ts'
import { withoutApproval } from '../../support/without-approval.ts'

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
  it('begin with the language of the first admin', async () => {
    const { services } = await testServices()
    const { token } = await services.settings.createOrganisation(first, nobody)
    const call = signedIn(services.serve.callOf(token, 'browser', false))
    expect(services.settings.get({}, call)).toMatchObject({ language: 'da' })
  })

  it('have a language in which people without one get mails, codes, links and slips', async () => {
    const { services, owner, person, post, call } = await withMail({ methods: ['email', 'questions', 'deskCode'] })
    const own = { organisation: 'Nordwind', signInAddress: '' }
    await services.settings.save({ ...own, language: 'sv' }, owner)
    const languages = async () => (await post()).map(({ text }) => /^Content-Language: (\w+)/m.exec(text)?.[1])
    await registerQuestions(services, signedIn(call()))
    expect(await languages()).toEqual(['sv'])
    await services.registration.startEmail({ address: 'ida@home.test' }, signedIn(call()))
    expect(await languages()).toEqual(['sv'])
    const slip = async () => {
      const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
      const { secretId } = withoutApproval(
        await services.passwords.reset({ userId: person.id, choice, mustChange: true }, owner),
      )
      const { passwords } = await services.passwords.reveal({ secretIds: [secretId] }, owner)
      return passwords[0]?.language
    }
    expect(await slip()).toBe('sv')
    await services.users.edit(
      { id: person.id, username: person.username, displayName: 'P', contact: {}, language: 'nb' },
      owner,
    )
    expect(await slip()).toBe('nb')
  })

  it('keep their language in a request that was made before there was one', async () => {
    const { services, owner } = await setUp()
    const own = { organisation: 'Nordwind', signInAddress: '' }
    await services.settings.save({ ...own, language: 'da' }, owner)
    await services.settings.save({ ...own, organisation: 'Sydwind' }, owner)
    expect(services.settings.get({}, owner)).toMatchObject({ organisation: 'Sydwind', language: 'da' })
  })

  it('read a language that only another version speaks as English', () => {
    const { sql, close, ...db } = openDatabase(temporaryFolder())
    onTestFinished(() => void close())
    const stored = { organisation: 'Nordwind', signInAddress: '', language: 'fi' }
    sql.prepare("INSERT INTO settings VALUES ('settings', ?)").run(JSON.stringify(stored))
    const values = createValues(
      { ...db, sql, close },
      () => false,
      () => false,
    )
    expect(values.settings()).toEqual({ ...stored, language: 'en' })
    expect(values.languageOf({ language: null })).toBe('en')
    expect(values.languageOf({ language: 'sv' })).toBe('sv')
  })

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
