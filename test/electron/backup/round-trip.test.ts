import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { restoreBackup } from '../../../electron/services.ts'
import { portalOff } from '../../../shared/portal.ts'
import { memoryKeychain, noKeychain } from '../../support/keychains.ts'
import {
  addPerson,
  confirmed,
  nobody,
  ownerName,
  ownerPassword,
  setUp,
  signedInPerson,
  temporaryFolder,
  testServices,
} from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const generated = { kind: 'generate', style: 'strong', language: 'en' } as const
const passphrase = 'four quiet rivers bend'

/** An organisation with people, a temporary password, a portal certificate and a passphrase backup on a stick. */
async function backedUp() {
  const world = await setUp()
  const { services, owner } = world
  const person = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const newcomer = await addPerson(services, owner)
  const reset = await services.passwords.reset({ userId: newcomer.id, choice: generated, mustChange: true }, owner)
  const { secretId } = withoutApproval(reset)
  const shown = await services.passwords.reveal({ secretIds: [secretId] }, owner)
  await services.portal.save({ ...portalOff, hostName: 'portal.nordwind.test' }, owner)
  await services.portal.renew({}, owner)
  const stick = temporaryFolder()
  const made = await services.backup.make({ path: stick, passphrase }, owner)
  return { ...world, person, newcomer, secretId, temporary: shown.passwords[0]?.password ?? '', stick, made }
}

const certificates = (dataDir: string) => {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  try {
    return sql.prepare('SELECT kind, certificate FROM portal_certificates ORDER BY kind').all()
  } finally {
    sql.close()
  }
}

describe('a backup', () => {
  it('brings everything to another machine with another keychain', async () => {
    const { services, dataDir, made, person, newcomer, secretId, temporary, recoveryKey, stick } = await backedUp()
    expect(readdirSync(stick)).toEqual([made.file.slice(stick.length + 1)])
    await services.close()
    const keychain = memoryKeychain()
    const folder = join(temporaryFolder(), 'new')
    const restored = await restoreBackup({
      ...{ dataDir: folder, door: 'commandLine', file: made.file, key: recoveryKey, keychain },
    })
    expect(restored).toMatchObject({
      users: made.users,
      entries: made.entries,
      madeAt: made.madeAt,
      vaultOpensWith: 'keychain',
      isLogIntact: true,
    })
    expect(certificates(folder)).toEqual(certificates(dataDir))
    expect(certificates(folder)).not.toEqual([])
    const { services: anew } = await testServices({ dataDir: folder, keychain })
    const { token } = await anew.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    await anew.sessions.signIn({ username: person.username, password: person.password }, nobody)
    await anew.sessions.signIn({ username: newcomer.username, password: temporary }, nobody)
    const owner = confirmed(anew, token)
    const { passwords } = await anew.passwords.reveal({ secretIds: [secretId] }, owner)
    expect(passwords[0]?.password).toBe(temporary)
    expect(await anew.audit.verify({}, owner)).toMatchObject({ isIntact: true })
    const { entries } = await anew.audit.list(
      { filter: { person: '', action: 'Restore backup.', from: null, until: null }, offset: 0, limit: 1 },
      owner,
    )
    expect(entries[0]).toMatchObject({ result: 'success', door: 'commandLine' })
    expect(existsSync(join(folder, 'keydesk-unfinished'))).toBe(false)
  })

  it('is made and restored although an entry of the audit log does not fit, and says so', async () => {
    const { services, owner, dataDir } = await setUp()
    await addPerson(services, owner)
    const sql = new Sqlite(join(dataDir, 'keydesk.db'))
    sql.exec('DROP TRIGGER audit_no_update; UPDATE audit SET at = at + 1 WHERE id = 2')
    sql.close()
    expect(await services.audit.verify({}, owner)).toMatchObject({ isIntact: false })
    const { file } = await services.backup.make({ path: temporaryFolder(), passphrase }, owner)
    const folder = join(temporaryFolder(), 'new')
    const restored = await restoreBackup({
      ...{ dataDir: folder, door: 'commandLine', file, key: passphrase, keychain: memoryKeychain() },
    })
    expect(restored).toMatchObject({ users: 2, isLogIntact: false })
  })

  it('is opened by its passphrase, and on a machine without a keychain by the recovery key at the start', async () => {
    const { made, recoveryKey } = await backedUp()
    const folder = join(temporaryFolder(), 'new')
    const restored = await restoreBackup({
      ...{ dataDir: folder, door: 'commandLine', file: made.file, key: passphrase, keychain: noKeychain },
    })
    expect(restored.vaultOpensWith).toBe('recoveryKey')
    const { services } = await testServices({ dataDir: folder, keychain: noKeychain })
    expect([services.vault.state(), services.vault.needs()]).toEqual(['locked', 'recoveryKey'])
    services.vault.openWithRecoveryKey({ recoveryKey }, nobody)
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    expect(services.vault.needs()).toBe('nothing')
  })
})
