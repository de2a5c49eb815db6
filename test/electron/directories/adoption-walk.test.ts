// @module-tag long
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Attribute, Change } from 'ldapts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quoted } from '../../../electron/directory/active-directory/password-writes.ts'
import type { DirectoryConnection } from '../../../shared/directories.ts'
import type { UserId } from '../../../shared/ids.ts'
import { nobody, resetAndRead, setUp } from '../../support/test-services.ts'
import * as samba from '../directory/samba.ts'
import * as slapd from '../directory/slapd.ts'
import { adoptAll, undo } from './growing.ts'

const [own, there, changed] = ['Blue-Harbour-42-lamp', 'Green-Meadow-17-desk', 'Grey-Window-88-boat']
type Typed = { readonly connection: DirectoryConnection; readonly password: string }

/** One small office: somebody of Keydesk's own with a password is matched, undone, matched again, and reset in the directory. */
async function walk(typed: Typed, name: string, resetThere: () => Promise<unknown>): Promise<void> {
  const { services, owner } = await setUp()
  const person = { username: `${name}@nordwind.test`, displayName: `Person ${name}`, contact: {}, language: null }
  const id = (await services.users.add(person, owner)).id as UserId
  const choice = { kind: 'typed', password: own } as const
  await services.passwords.reset({ userId: id, choice, mustChange: false }, owner)
  const { id: directory } = await services.directories.add(typed, owner)
  await services.directories.look({ id: directory, isWhole: true }, owner)
  const nameNow = () => services.users.stored(id)?.username ?? ''
  const opens = async (password: string) => {
    try {
      const { session } = await services.sessions.signIn({ username: nameNow(), password }, nobody)
      return session?.userId === id
    } catch {
      return false
    }
  }
  expect([await opens(own), await opens(there)]).toEqual([true, false])
  expect((await adoptAll(services, directory, owner)).items).toMatchObject([{ userId: id, outcome: 'done' }])
  expect([await opens(own), await opens(there)]).toEqual([false, true])
  expect(await undo(services, directory, [id], owner)).toMatchObject([{ outcome: 'done' }])
  expect([await opens(own), await opens(there)]).toEqual([true, false])
  expect(await services.directories.look({ id: directory, isWhole: true }, owner)).toMatchObject({ added: 0, gone: 0 })
  await adoptAll(services, directory, owner)
  await resetThere()
  await services.directories.look({ id: directory, isWhole: true }, owner)
  const refused = [{ outcome: 'failed', reason: 'UNDO_GONE' }]
  expect(await undo(services, directory, [id], owner)).toMatchObject(refused)
  expect([await opens(own), await opens(changed)]).toEqual([false, true])
  // Keydesk goes on as the password desk of the directory.
  expect(await opens(await resetAndRead(services, owner, id, false))).toBe(true)
  await services.directories.remove({ id: directory, people: 'keep' }, owner)
  expect(services.users.stored(id)).toMatchObject({ isInDirectory: false, hasPassword: false })
}

describe.skipIf(slapd.slapdFault !== null)('an office that grows into OpenLDAP', () => {
  let folder = ''
  let server: slapd.Slapd
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    server = await slapd.startSlapd(folder)
    await slapd.addPeople(server.url, ['anna'], there)
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  it('carries on with its people, and takes the step back until a password was changed there', async () => {
    await walk(slapd.connectionTo(server), 'anna', () =>
      slapd.asManager(server.url, (client) =>
        client.modify(`uid=anna,${slapd.people}`, slapd.replace('userPassword', changed)),
      ),
    )
  })
})

describe.skipIf(samba.sambaFault !== null)('an office that grows into Active Directory', () => {
  let folder = ''
  let server: samba.Samba
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    server = await samba.startSamba(folder)
    const more = { userPrincipalName: 'gerda@keydesk.test' }
    await samba.addPerson(server, 'gerda', { password: there, more })
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('carries on with its people, and takes the step back until a password was changed there', async () => {
    const password = new Attribute({ type: 'unicodePwd', values: [quoted(changed)] })
    await walk(samba.connectionTo(server), 'gerda', () =>
      samba.asAdministrator(server, (client) =>
        client.modify(`CN=gerda,${samba.people}`, new Change({ operation: 'replace', modification: password })),
      ),
    )
  })
})
